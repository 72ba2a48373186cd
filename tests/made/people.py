"""Who is there in a made scenario: teams, links, levels, risks, indicators, the exercise."""

from __future__ import annotations

from typing import Any

from tests.made.words import Words

Row = dict[str, Any]


def teams(words: Words) -> Row:
    """Who sees, tells and decides."""
    choose, cast = words.choose, words.cast
    found: Row = {}
    for index, name in enumerate(cast.teams):
        people = choose.whole(1, 6)
        row: Row = {"people": people}
        if name in cast.outside:
            row["outside"] = True
        else:
            row["level"] = ("operational", "tactical", "crisis")[min(index, 2)]
        others = [other for other in cast.teams if other != name]
        if others and choose.maybe(80):
            row["tells"] = choose.some(others, 1)
        for key, percent, value in (
            ("watches", 85, choose.some(cast.items, 1)),
            ("sees", 70, choose.one(("20/h", "4/h", "1/h"))),
            ("reports", 60, words.share()),
            ("decides", 40, words.law()),
            ("handles", 40, words.law()),
            ("attention", 40, choose.one((1, 2, 8))),
            ("quorum", 30, choose.whole(1, people)),
            ("competence", 30, choose.one((0.5, 2))),
            ("domain", 60, choose.one(("engineering", "operations", "corporate"))),
        ):
            if choose.maybe(percent):
                row[key] = value
        found[name] = row
    return found


def links(words: Words) -> list[Row]:
    """How teams reach each other."""
    choose, cast = words.choose, words.cast
    found = []
    for a, b, by in cast.links:
        row: Row = {"between": [a, b], "by": by}
        for key, percent, value in (
            ("takes", 60, words.law()),
            ("loses", 60, words.share()),
            ("needs", 30, choose.one(cast.assets)),
            ("one_way", 20, True),
        ):
            if choose.maybe(percent):
                row[key] = value
        found.append(row)
    return found


def levels(words: Words) -> Row:
    """The rungs of command."""
    choose, cast = words.choose, words.cast
    leaders = [team for team in cast.teams if team not in cast.outside]
    found: Row = {}
    for name in cast.levels:
        row: Row = {}
        if name != "operational":
            for key, percent, value in (
                ("when", 85, words.condition()),
                ("direct", 25, words.condition(1)),
                ("stand_down", 50, words.condition(1)),
                ("activation", 70, words.law()),
                ("rhythm", 40, words.span()),
            ):
                if choose.maybe(percent):
                    row[key] = value
            do = [
                effect for effect in words.effects(2) if "raise" not in effect and "stand_down" not in effect
            ]
            if do:
                row["do"] = do
            if choose.maybe(40):
                row["unlocks"] = {
                    "resources": choose.some(cast.resources, 1),
                    "plans": choose.some(list(cast.plans)),
                }
        if leaders and choose.maybe(70):
            row["led_by"] = choose.one(leaders)
        found[name] = row
    return found


def risks(words: Words) -> Row:
    """The register."""
    choose, cast = words.choose, words.cast
    found: Row = {}
    for name in cast.risks:
        row: Row = {"likelihood": "0.1/year", "impact": choose.one((1000, 100_000))}
        if choose.maybe(50):
            row["plan"] = choose.one(list(cast.plans))
        if choose.maybe(50):
            row["registered"] = words.share()
        found[name] = row
    return found


def indicators(words: Words) -> Row:
    """Signs that are read at intervals."""
    choose, cast = words.choose, words.cast
    found: Row = {}
    for name in cast.indicators:
        measured: list[tuple[str, Row]] = [
            (f"backlog({choose.one(cast.services)})", {"above": 3}),
            (f"severity({choose.one(cast.incidents)})", {"above": 0.3}),
            (f"free({choose.one(cast.resources)})", {"below": 2}),
            (f"level({choose.one(cast.assets)})", {"below": 0.9}),
            (f"performance({choose.one(cast.services)})", {"below": 0.7}),
        ]
        of, bound = choose.one(measured)
        row: Row = {"of": of, **bound, "every": choose.one(("15m", "1h"))}
        if choose.maybe(50):
            row["noise"] = 0.2
        if cast.teams and choose.maybe(70):
            row |= {"tell": choose.some(cast.teams, 1), "lead": words.law()}
        found[name] = row
    return found


def exercise(words: Words) -> Row:
    """Injects that come at a time, on a condition, or when released."""
    choose, cast = words.choose, words.cast
    injects = []
    for name in cast.injects:
        row: Row = {"id": name, "text": "News", "from": "Somebody", "objective": "O1"}
        way = choose.whole(0, 2)
        if way == 0:
            row["at"] = words.span()
        elif way == 1:
            row["when"] = words.condition()
        if way < 2 and choose.maybe(20):
            row["unless"] = words.condition(1)
        if cast.teams and choose.maybe(60):
            row["to"] = choose.some(cast.teams, 1)
        if choose.maybe(30):
            row["truth"] = False
        do = words.effects(3, starts=True)
        if do:
            row["do"] = do
        injects.append(row)
    return {
        "objectives": {"O1": {"text": "See it through", "target": "cost.total <= 1000"}},
        "injects": injects,
    }
