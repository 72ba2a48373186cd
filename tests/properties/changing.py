"""Changes of a made scenario that should change nothing, or only what they say."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.made.choosing import Choice, Source
from tests.made.scenario import Plain

KEEPS_ITS_ORDER = frozenset(("do", "alternates", "between"))
"""Where order has meaning (fine print 21); a link is named after its two teams."""
MONEY = frozenset(("value", "cost", "penalties", "spend", "impact"))
MONEY_CONSTANT = "task_cost_per_h"


def permuted(plain: Any, source: Source) -> Any:
    """Return the same scenario with every section, mapping and list in another order, where order has no meaning."""
    choose = Choice(source)
    if isinstance(plain, dict):
        keys = _shuffled(list(plain), choose)
        return {key: plain[key] if key in KEEPS_ITS_ORDER else permuted(plain[key], source) for key in keys}
    if isinstance(plain, list):
        return [permuted(one, source) for one in _shuffled(plain, choose)]
    return plain


def _shuffled(things: list[Any], choose: Choice) -> list[Any]:
    left, found = list(things), []
    while left:
        found.append(left.pop(choose.whole(0, len(left) - 1)))
    return found


def names_of(plain: Plain) -> set[str]:
    """Return every name that the scenario gives to something."""
    sections = (
        "assets",
        "services",
        "resources",
        "stocks",
        "suppliers",
        "teams",
        "risks",
        "indicators",
        "incidents",
    )
    found = {name for section in sections for name in plain.get(section, {})}
    for section, inside in (("plans", "tasks"), ("decisions", "options")):
        for name, row in plain.get(section, {}).items():
            found |= {name, *row[inside]}
    return found


def renamed(plain: Plain, names: dict[str, str]) -> Plain:
    """Return the scenario with other names, wherever they stand."""
    words = re.compile(r"\b(" + "|".join(sorted(map(re.escape, names), reverse=True)) + r")\b")
    changed = words.sub(lambda match: names[match[0]], json.dumps(plain))
    result: Plain = json.loads(changed)
    return result


def with_doctrine(plain: Plain) -> Plain:
    """Return the scenario with a policy for every decision; where doctrine is silent, the first by name is taken."""
    changed: Plain = json.loads(json.dumps(plain))
    for decision in changed.get("decisions", {}).values():
        options = list(decision["options"].values())
        if not any(option.get("policy") for option in options):
            options[0]["policy"] = True
    return changed


def with_money_times(plain: Any, factor: int) -> Any:
    """Return the scenario in a smaller unit of money."""
    if isinstance(plain, list):
        return [with_money_times(one, factor) for one in plain]
    if isinstance(plain, str):
        return re.sub(r"\b(cost(?:\.total)? [<>]=? )(\d+)", lambda m: f"{m[1]}{int(m[2]) * factor}", plain)
    if not isinstance(plain, dict):
        return plain
    found = {}
    for key, value in plain.items():
        is_money = key in MONEY and isinstance(value, (int, float))
        found[key] = value * factor if is_money else with_money_times(value, factor)
    return found
