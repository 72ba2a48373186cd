"""What goes wrong in a made scenario, and what is done: incidents, plans, decisions."""

from __future__ import annotations

from typing import Any

from tests.made.words import LEVELS, Words

Row = dict[str, Any]


def incidents(words: Words) -> Row:
    """Every way of opening, growing, hurting and spreading."""
    return {name: _incident(words, index, name) for index, name in enumerate(words.cast.incidents)}


def _incident(words: Words, index: int, name: str) -> Row:
    choose, cast = words.choose, words.cast
    row: Row = {"severity": choose.one((0.3, "uniform 0.1 0.5", 0.1, 0.6))}
    opens = _opens(words, index)
    if opens is not None:
        row["opens"] = opens
    hurts = [
        {"at": at, "do": [words.effect(starts=True), *words.effects(1)]}
        for at in choose.some((0.0, 0.3, 0.5), 0, 2)
    ]
    for hurt in hurts:
        _start_only_later(words, hurt, index)
        if choose.maybe(30):
            hurt["once"] = False
    later = list(cast.incidents[index + 1 :])
    if later and choose.maybe(60):
        to, at = choose.one(later), choose.one((0.2, 0.5, 0.0))
        row["spreads"] = [{"to": to, "at": at, "chance": words.share(), "after": words.law()}]
    if hurts:
        row["hurts"] = hurts
    if choose.maybe(40):
        row["precursor"] = {"shows": words.share(), "lead": words.law(), "do": [{"end": name}]}
    if cast.risks and choose.maybe(50):
        row["risk"] = choose.one(cast.risks)
    for key, percent, value in (
        ("growth", 75, choose.one(("0.8/h", "2/h", "uniform 0.2/h 1/h"))),
        ("limit", 20, 0.8),
        ("visibility", 30, 0.4),
        ("harms", 50, choose.one(("2/h", "20/h"))),
        ("cost", 40, 300),
        ("domain", 30, choose.one(("physical", "cyber"))),
    ):
        if choose.maybe(percent):
            row[key] = value
    return row


def _start_only_later(words: Words, hurt: Row, index: int) -> None:
    """An incident that starts itself would be a circle in zero time."""
    later = words.cast.incidents[index + 1 :]
    hurt["do"] = [
        effect for effect in hurt["do"] if "start" not in effect or set(effect["start"]) <= set(later)
    ] or [{"set": words.cast.flags[0]}]


def _opens(words: Words, index: int) -> Any:
    choose = words.choose
    shape = choose.whole(0, 5) if index else choose.whole(0, 3)
    if shape <= 1:
        return choose.one(("0m", "30m", "uniform 0m 2h", "1h"))
    if shape == 2:
        opens: Row = {"every": choose.one(("exponential 3h", "2h", "uniform 1h 4h"))}
        for key, percent, value in (("first", 40, words.law()), ("until", 30, "6h"), ("count", 40, 3)):
            if choose.maybe(percent):
                opens[key] = value
        return opens
    if shape in (3, 4):
        return {"when": words.condition(), "after": words.law()}
    return None


def plans(words: Words) -> Row:
    """Plans with networks of tasks; one may run for each occurrence of an incident."""
    choose, cast = words.choose, words.cast
    found: Row = {}
    for name, tasks in cast.plans.items():
        row: Row = {"tasks": _tasks(words, tasks)}
        if name == "per_case":
            row["per"] = choose.one(cast.incidents)
        if name != "mend" or choose.maybe(50):
            incident = choose.one(cast.incidents)
            row["when"] = choose.one((f"active({incident})", words.condition()))
        if name == "per_case":
            row.pop("when", None)
        if choose.maybe(40):
            row["level"] = choose.one(LEVELS)
        if cast.teams and choose.maybe(40):
            row["of"] = choose.one([team for team in cast.teams if team not in cast.outside] or cast.teams)
        if cast.risks and choose.maybe(50):
            row["covers"] = choose.some(cast.risks, 1)
        found[name] = row
    return found


def _tasks(words: Words, names: tuple[str, ...]) -> Row:
    return {name: _task(words, list(names[:index])) for index, name in enumerate(names)}


def _task(words: Words, earlier: list[str]) -> Row:
    choose, cast = words.choose, words.cast
    row: Row = {"takes": words.law()}
    if earlier and choose.maybe(70):
        row["after"] = choose.some(earlier, 1)
    if choose.maybe(60):
        row["uses"] = {choose.one(cast.resources): choose.whole(1, 3)}
    if cast.stocks and choose.maybe(20):
        row["stock"] = {choose.one(cast.stocks): 15}
    if choose.maybe(40):
        row["chance"] = words.share()
    if "chance" in row and choose.maybe(60):
        row["retries"] = choose.whole(0, 2)
    for key, percent, value in (
        ("needs", 35, choose.some(cast.assets, 1, 2)),
        ("priority", 30, choose.whole(1, 9)),
        ("gives_up", 25, words.span()),
        ("by", 15, "outside"),
    ):
        if choose.maybe(percent):
            row[key] = value
    do = words.effects(2, in_task=True)
    return {**row, "do": do} if do else row


def decisions(words: Words) -> Row:
    """Questions with options."""
    choose, cast = words.choose, words.cast
    found: Row = {}
    for name, options in cast.decisions.items():
        row: Row = {"ask": "What now?", "options": {}}
        for index, option in enumerate(options):
            answer: Row = {"do": words.effects(2)}
            if index == 0 and choose.maybe(60):
                answer["policy"] = True
            if choose.maybe(30):
                answer["cost"] = 700
            row["options"][option] = answer
        if choose.maybe(80):
            row["when"] = words.condition()
        if cast.teams and choose.maybe(70):
            row["of"] = choose.one(cast.teams)
        if choose.maybe(40):
            row["level"] = choose.one(LEVELS)
        if choose.maybe(50):
            row["within"] = words.span()
        found[name] = row
    return found
