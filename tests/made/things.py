"""What works and flows in a made scenario: assets, services, supply."""

from __future__ import annotations

from typing import Any

from tests.made.cast import INTAKES
from tests.made.words import Words

Row = dict[str, Any]


def assets(words: Words) -> Row:
    """Intakes first, then what needs them; needs may run in circles."""
    return {name: _asset(words, name) for name in words.cast.assets}


def _asset(words: Words, name: str) -> Row:
    choose, cast = words.choose, words.cast
    row: Row = {}
    others = [other for other in cast.assets if other != name]
    if name == "genset":
        row |= _standby(words)
    elif name in INTAKES:
        row |= _intake(words)
    if name == "tie" or choose.maybe(10):
        row["state"] = choose.one(("off", "failed", "on"))
    if others and (name not in INTAKES or choose.maybe(15)):
        row["needs"] = gates(words, others)
    if choose.maybe(40):
        row["units"] = choose.whole(2, 5)
    for key, percent, value in (
        ("restart", 40, words.law()),
        ("trip", 20, 0.5),
        ("latent", 15, words.share()),
        ("value", 30, 120),
        ("domain", 30, choose.one(("engineering", "operations"))),
    ):
        if choose.maybe(percent):
            row[key] = value
    return row


def _standby(words: Words) -> Row:
    choose, cast = words.choose, words.cast
    row: Row = {"standby": {"starts": words.share(), "runs": words.life(), "repair": words.law()}}
    if cast.stocks and choose.maybe(60):
        row["stock"] = {choose.one(cast.stocks): choose.one(("20/h", "60/h"))}
    return row


def _intake(words: Words) -> Row:
    row: Row = {}
    if words.choose.maybe(60):
        row |= {"fails": words.life(), "repair": _repair(words)}
    if words.choose.maybe(30):
        row["common"] = {"group": "supply_side", "share": words.share()}
    return row


def _repair(words: Words) -> Any:
    choose = words.choose
    if not choose.maybe(50):
        return words.law()
    return {
        "takes": words.law(),
        "uses": {choose.one(words.cast.resources): choose.whole(1, 2)},
        "priority": choose.whole(1, 9),
    }


def gates(words: Words, names: list[str]) -> list[Any]:
    """One or two needs, of which no two are alike."""
    found: list[Any] = []
    for _ in range(words.choose.whole(1, 2)):
        one = _gate(words, names)
        if _shape(one) not in [_shape(other) for other in found]:
            found.append(one)
    return found


def _shape(gate: Any) -> str:
    """What tells a gate from another of the same owner: its members, not what happens while it is short."""
    if isinstance(gate, str):
        return gate
    kind = next(key for key in ("all", "any", "of") if key in gate)
    return f"{kind} {gate.get('at_least', '')}({', '.join(sorted(map(_shape, gate[kind])))})"


def _gate(words: Words, names: list[str], depth: int = 1) -> Any:
    choose = words.choose
    shape = choose.whole(0, 4)
    if shape == 0:
        return choose.one(names)
    members: list[Any] = [*choose.some(names, 1, 3)]
    if depth and len(names) > 1 and choose.maybe(30):
        nested = _gate(words, names, depth - 1)
        if _shape(nested) not in map(_shape, members):
            members.append(nested)
    gate: Row = {"all": members} if shape == 1 else {"any": members}
    if shape == 4:
        gate = {"at_least": choose.whole(1, len(members)), "of": members}
    if depth == 0:
        return gate
    for key, percent, value in (
        ("buffer", 45, words.span()),
        ("recharge", 30, words.span()),
        ("floor", 20, 0.3),
        ("graceful", 30, True),
    ):
        if choose.maybe(percent):
            gate[key] = value
    return gate


def services(words: Words) -> Row:
    """A chain, or services side by side."""
    found: Row = {}
    for index, name in enumerate(words.cast.services):
        found[name] = _service(words, list(words.cast.services[:index]))
    return found


def _service(words: Words, earlier: list[str]) -> Row:
    choose, cast = words.choose, words.cast
    row: Row = {"mbco": choose.one(("50%", 0.8))}
    if earlier and choose.maybe(50):
        row["after"] = choose.one(earlier)
    else:
        profiles = (
            "30/h",
            {"00:00": "10/h", "06:00": "60/h", "22:00": 0},
            {"+0h": 0, "+1h": "40/h", "+3h": "5/h"},
        )
        row["demand"] = choose.one(profiles)
    if choose.maybe(70):
        row["capacity"] = choose.one(("40/h", "20/h", "90/h"))
    if choose.maybe(80):
        row["needs"] = gates(words, list(cast.assets))
    if choose.maybe(40):
        row["staff"] = {choose.one(cast.resources): choose.one(("4/h", "10/h", "25/h"))}
    if cast.stocks and choose.maybe(40):
        row["uses"] = {choose.one(cast.stocks): 1}
    if choose.maybe(60):
        row["rto"], row["mtpd"] = choose.one((("10m", "30m"), ("1h", "2h"), ("20m", "4h")))
    for key, percent, value in (
        ("patience", 50, words.span()),
        ("people", 30, 3),
        ("value", 60, choose.one((10, 45))),
        ("weight", 30, 2),
        ("critical", 50, True),
    ):
        if choose.maybe(percent):
            row[key] = value
    return row


def resources(words: Words) -> Row:
    """Pools with shifts, absence and surge."""
    choose, cast = words.choose, words.cast
    found: Row = {}
    for name in cast.resources:
        row: Row = {"amount": choose.one((3, 6, {"00:00": 2, "08:00": 5, "16:00": 3}, {"+0h": 4, "+2h": 1}))}
        if choose.maybe(50):
            surge: Row = {"add": choose.whole(1, 4), "after": words.law()}
            if choose.maybe(70):
                surge["level"] = choose.one(("tactical", "crisis"))
            row["surge"] = surge
        if cast.suppliers and choose.maybe(20):
            row["contracted"] = choose.one(cast.suppliers)
        for key, percent, value in (
            ("absence", 40, choose.one((0.1, "40%"))),
            ("quality", 20, choose.one((0.8, 1.25))),
            ("queue", 20, choose.whole(0, 2)),
            ("cost", 50, 40),
        ):
            if choose.maybe(percent):
                row[key] = value
        found[name] = row
    return found


def stocks(words: Words) -> Row:
    """What is used up and reordered."""
    choose, cast = words.choose, words.cast
    found: Row = {}
    for name in cast.stocks:
        row: Row = {"amount": choose.one((30, 80, 200))}
        if choose.maybe(70):
            row |= {"reorder_below": choose.one((25, 60)), "lot": choose.one((40, 100))}
        if cast.suppliers and choose.maybe(70):
            row["supplier"] = choose.one(cast.suppliers)
        else:
            row["lead"] = words.law()
        found[name] = row
    return found


def suppliers(words: Words) -> Row:
    """Suppliers, those behind them, and those asked instead."""
    choose, cast = words.choose, words.cast
    found: Row = {}
    for index, name in enumerate(cast.suppliers):
        others = [other for other in cast.suppliers if other != name]
        row: Row = {"takes": words.law(), "available": words.share()}
        if choose.maybe(50):
            row |= {"fails": words.life(), "repair": words.law()}
        if index and choose.maybe(30):
            row["behind"] = cast.suppliers[0]
        if others and choose.maybe(60):
            row["alternates"] = choose.some(others, 1)
        for key, percent, value in (
            ("region", 30, "west"),
            ("believed", 30, words.share()),
            ("common", 30, {"group": "trade", "share": words.share()}),
        ):
            if choose.maybe(percent):
                row[key] = value
        if cast.stocks and index == 0:  # who of two delivers would be decided by their names
            row["delivers"] = list(cast.stocks)
        found[name] = row
    return found
