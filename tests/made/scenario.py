"""A made scenario, whole: as plain dicts, as a file, as a compiled model."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sems_sim.model import Model
from sems_sim.scenario import compile_model, read_scenario
from tests.made import people, things, threats
from tests.made.cast import cast_of
from tests.made.choosing import Choice, Drawn, Seeded, Source
from tests.made.words import COMPONENTS, Words

Plain = dict[str, Any]


def make(source: Source) -> Plain:
    """Make a valid scenario, choice by choice."""
    choose = Choice(source)
    cast = cast_of(choose)
    words = Words(choose, cast)
    found: Plain = {
        "sems_sim": 1,
        "id": "made",
        "title": "Made by a test",
        "clock": {"start": choose.one(STARTS), "runs": choose.one(SPANS)},
        "money": "EUR",
        "organisation": _organisation(words),
        "assets": things.assets(words),
        "services": things.services(words),
        "resources": things.resources(words),
        "stocks": things.stocks(words),
        "suppliers": things.suppliers(words),
        "teams": people.teams(words),
        "links": people.links(words),
        "levels": people.levels(words),
        "risks": people.risks(words),
        "indicators": people.indicators(words),
        "incidents": threats.incidents(words),
        "plans": threats.plans(words),
        "decisions": threats.decisions(words),
        "exercise": people.exercise(words),
        "study": {"targets": {"cheap": "cost.total <= 5000", "quick": "people.harmed < 3"}},
    }
    if not cast.people:
        found["people"] = "off"
    return {name: section for name, section in found.items() if section not in ({}, [])}


SPANS = 5 * ("8h",) + 4 * ("3h",) + 4 * ("16h",) + 2 * ("26h",) + ("3d",)
"""Mostly short; three days for what only days bring about."""
STARTS = ("2025-03-20T23:49:00+00:00", "2025-06-01T05:30:00+02:00", "2025-01-01T00:00:00+00:00")


def _organisation(words: Words) -> Plain:
    choose = words.choose
    maturity: Plain = {"preset": choose.one(("operating", "suitable", "effective", "present", "absent"))}
    for component in choose.some(COMPONENTS, 0, 3):
        maturity[component] = choose.whole(0, 4)
    found: Plain = {"name": "A site", "maturity": maturity}
    for key, percent, value in (
        ("routine_incidents", 50, choose.whole(0, 2)),
        ("routine_h", 40, words.span()),
        ("penalties", 40, 500),
        ("catastrophe", 60, choose.one(({"harmed": 3}, {"cost": 5000}, {"severity": 0.8}, {"services": 1}))),
    ):
        if choose.maybe(percent):
            found[key] = value
    return found


def made(number: int) -> Plain:
    """The made scenario of a number, the same on every machine."""
    return make(Seeded(number))


@st.composite
def scenarios(draw: st.DrawFn) -> Plain:
    """Made scenarios for Hypothesis."""
    return make(Drawn(draw))


def as_text(scenario: Plain) -> str:
    """The scenario as a file; JSON is YAML."""
    lines = []
    for name, section in scenario.items():
        if isinstance(section, dict) and section:
            inside = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in section.items()]
            lines.append(f"{json.dumps(name)}: {{\n" + ",\n".join(inside) + "}")
        else:
            lines.append(f"{json.dumps(name)}: {json.dumps(section)}")
    return "{\n" + ",\n".join(lines) + "}\n"


def model_of(scenario: Plain) -> Model:
    """The compiled model of a scenario, read from a file like any other."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.yaml"
        path.write_text(as_text(scenario), encoding="utf-8")
        return compile_model(read_scenario(path))
