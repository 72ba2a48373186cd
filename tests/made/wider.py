"""A made scenario with what is rarely written: zeros, wholes, odd profiles, restrictions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.made.cast import cast_of
from tests.made.choosing import Choice, Seeded
from tests.made.scenario import Plain, made
from tests.made.words import SPANS, Words

Row = dict[str, Any]

PROFILES = (
    {"06:00": "60/h", "22:00": "5/h"},
    {"00:00": "25/h"},
    {"+0h": "50/h", "+90m": 0, "+2h": "20/h"},
    "0/h",
    "400/h",
)
SHIFTS = (0, 1, {"05:00": 4, "13:00": 2, "21:00": 0}, {"+0h": 0, "+45m": 6}, 40)
RARE = {
    "services": (
        ("demand", 25, PROFILES), ("patience", 20, ("1s", "45s", "9h")), ("mbco", 20, (0, "100%")),
        ("capacity", 15, ("0/h", "500/h")), ("weight", 15, (0, 5)), ("people", 15, (0, 4)),
    ),
    "resources": (
        ("amount", 25, SHIFTS), ("absence", 30, (0, "100%", "2%")), ("quality", 40, (0.5, 1.5)), ("queue", 15, (0, 1)),
    ),
    "stocks": (("amount", 20, (0, 5)), ("lot", 15, (1, 500)), ("reorder_below", 15, (0, 79))),
    "suppliers": (("available", 25, (0, "100%")), ("region", 40, ("west", "east")), ("believed", 25, (0, "100%"))),
    "teams": (
        ("sees", 15, ("0/h", "600/h")), ("reports", 20, (0, "100%")), ("attention", 25, (0.5, 1)),
        ("handles", 20, ("0m", "2h")), ("decides", 20, ("0m", "exponential 3h")), ("competence", 20, (0.2, 4)),
    ),
    "levels": (("decides", 40, ("0m", "20m", "exponential 1h")), ("quorum", 30, (1,)), ("rhythm", 30, ("10m", "1h"))),
    "risks": (("registered", 40, (0, "100%")), ("likelihood", 30, ("0/year", "4/year"))),
    "incidents": (
        ("visibility", 20, (0, "100%")), ("limit", 25, (0.6, 0.85)),
        ("growth", 20, ("0/h", "9/h", "exponential 0.4/h")),
        ("severity", 15, (0, 0.5, "beta 2 5 0 0.6", "choice 0.1 50% 0.6 50%")), ("cost", 20, (0, 1000)),
    ),
    "assets": (("latent", 15, (0, "100%")), ("trip", 15, (0, "100%")), ("restart", 20, ("0m", "1m", "pert 1m 2m 9m"))),
}  # fmt: skip
"""Keys of the rows of a section, each with how often of a hundred it is set, and to what."""
MEASURED = ("cost", "people", "rumour")


def wide(number: int) -> Plain:
    """The made scenario of a number, with what is rarely written put into it."""
    choose = Choice(Seeded(1_000_000 + number))
    # A made scenario begins with its cast: the same choices give the same names.
    words = Words(choose, cast_of(Choice(Seeded(number))))
    scenario = widened(made(number), choose)
    scenario["exercise"]["injects"] += [*_probes(words), *_pushes(words)]
    return scenario


def widened(scenario: Plain, choose: Choice) -> Plain:
    """Put what is rarely written into a scenario, and return it."""
    for section, keys in RARE.items():
        for row in scenario.get(section, {}).values():
            for key, percent, values in keys:
                if choose.maybe(percent) and _suits(row, key):
                    row[key] = choose.one(values)
    _widen_supply(scenario, choose)
    _widen_work(scenario, choose)
    _widen_signs(scenario, choose)
    _widen_decisions(scenario, choose)
    _widen_organisation(scenario, choose)
    return scenario


def _suits(row: Row, key: str) -> bool:
    if key == "demand":
        return "after" not in row
    if key in ("lot", "reorder_below"):
        return key in row
    return key not in ("decides", "quorum", "rhythm") or "led_by" in row or "people" in row


def _widen_supply(scenario: Plain, choose: Choice) -> None:
    """Stocks that run out, suppliers behind suppliers."""
    names = list(scenario.get("suppliers", {}))
    for index, row in enumerate(scenario.get("suppliers", {}).values()):
        if index and choose.maybe(40):
            row["behind"] = names[index - 1]
        if choose.maybe(40):
            row |= {"fails": "exponential 2h", "repair": choose.one(("30m", "0m", "exponential 1h"))}
    for row in scenario.get("services", {}).values():
        if scenario.get("stocks") and choose.maybe(25):
            row["uses"] = {name: choose.one((1, 4)) for name in scenario["stocks"]}


def _widen_work(scenario: Plain, choose: Choice) -> None:
    """Work that takes several resources of different pace, and repairs that are wanted at one moment."""
    names = list(scenario["resources"])
    for row in _tasks(scenario):
        if choose.maybe(30):
            row["uses"] = {name: choose.whole(1, 2) for name in names}
        if choose.maybe(25):
            row["priority"] = choose.whole(1, 2)
    for row in scenario["assets"].values():
        if "fails" in row and choose.maybe(50):
            uses = dict.fromkeys(names, 1)
            row["repair"] = {"takes": choose.one(("20m", "exponential 40m")), "uses": uses}
        if choose.maybe(15):
            row["units"] = choose.whole(2, 9)


def _tasks(scenario: Plain) -> Iterator[Row]:
    for plan in scenario["plans"].values():
        yield from plan["tasks"].values()


def _widen_signs(scenario: Plain, choose: Choice) -> None:
    """Indicators of everything that can be measured."""
    services, stocks = list(scenario["services"]), list(scenario.get("stocks", {}))
    measured = [*MEASURED, *(f"lost({name})" for name in services), *(f"stock({name})" for name in stocks)]
    for row in scenario.get("indicators", {}).values():
        if choose.maybe(60):
            row.pop("below", None)
            row["of"], row["above"] = choose.one(measured), choose.one((0, 0.1, 10))


def _widen_decisions(scenario: Plain, choose: Choice) -> None:
    """Restrictions that a decision brings, and that somebody may keep for longer than needed."""
    services = list(scenario["services"])
    for decision in scenario.get("decisions", {}).values():
        for option in decision["options"].values():
            if choose.maybe(60):
                name = choose.one(services)
                verb, value = choose.one((("cancel", "50%"), ("capacity", "x0.5"), ("demand", "x0.4")))
                option["do"].append({verb: {name: value}, "for": choose.one(SPANS)})
                scenario["services"][name] |= {"value": 45, "patience": choose.one(("1m", "30m"))}
    for inject in scenario["exercise"]["injects"]:
        if scenario.get("teams") and choose.maybe(50):
            told = {
                "to": [choose.one(list(scenario["teams"]))],
                "about": choose.one(services),
                "text": "All is well",
            }
            inject.setdefault("do", []).append({"tell": {**told, "truth": choose.maybe(50)}})


PROBES = 5


def _probes(words: Words) -> Iterator[Row]:
    """Injects that ask for one thing each, so that every fact is asked for often."""
    for number in range(PROBES):
        fact = words.choose.one(words._of_deeds()) if number % 2 else words.atom()
        when = words.choose.one((fact, f"not {fact}", f"{fact} for 20m"))
        yield {"id": f"P{number}", "text": "It shows", "when": when, "do": [words.effect()]}


def _pushes(words: Words) -> Iterator[Row]:
    """Levels that are raised, left and raised again, and incidents that are made worse."""
    choose, cast = words.choose, words.cast
    if choose.maybe(40):
        for number, (at, verb) in enumerate((("20m", "raise"), ("1h30m", "stand_down"), ("2h", "raise"))):
            yield {"id": f"L{number}", "text": "By order", "at": at, "do": [{verb: "crisis"}]}
    if choose.maybe(50):
        worse = [{"worsen": {name: "0.4/h"}, "for": choose.one(SPANS)} for name in cast.incidents]
        yield {"id": "W0", "text": "It gets worse", "at": choose.one(SPANS), "do": worse}


def _widen_organisation(scenario: Plain, choose: Choice) -> None:
    found = scenario["organisation"]
    if choose.maybe(40):
        found["catastrophe"] = {"harmed": 2, "cost": 800, "severity": 0.7, "services": choose.whole(1, 2)}
    if choose.maybe(40):
        found["sustained"] = choose.one(("0m", "5m", "3h"))
    if choose.maybe(30):
        found["penalties"] = choose.one((0, 900))
    if choose.maybe(50):
        found["maturity"]["preset"] = choose.one(("operating", "absent", "effective"))
