"""The JSON Schema for editors, judged by an independent validator."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sems_sim.scenario.merge import read_sources
from sems_sim.scenario.schema.json_schema import write_json_schema
from sems_sim.scenario.source import read_tree
from sems_sim.scenario.tree import plain
from tests.unit.scenario.writing import HEAD

ROOT = Path(__file__).resolve().parents[4]
SCHEMA = write_json_schema()


def _complaints(data: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(data)]


def test_it_is_a_schema_of_its_own_draft() -> None:
    """Draft 2020-12, valid by its own rules."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert "https://json-schema.org/draft/2020-12/schema" == SCHEMA["$schema"]


def test_every_key_is_described() -> None:
    """An editor can explain every key of every mapping."""
    models = {"the file": SCHEMA, **SCHEMA["$defs"]}
    found = [
        f"{name}.{key}"
        for name, model in models.items()
        for part in (model, *model.get("anyOf", ()))
        for key, field in part.get("properties", {}).items()
        if not field.get("description")
    ]

    assert [] == found


@pytest.mark.parametrize("path", sorted((ROOT / "scenarios").rglob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_scenarios_are_right_by_the_schema(path: Path) -> None:
    """What the program reads, an editor must not underline; parts made to be included need no head."""
    data = plain(read_sources(path).root)
    missing = {"sems_sim", "id", "title", "clock"} - set(data)
    complaints = [text for text in _complaints(data) if not (missing and "is a required property" in text)]

    assert [] == complaints


@pytest.mark.parametrize(
    "text",
    [
        "assets: {a: {needs: b, repair: 5h}, b: {needs: [{any: [b, {all: [b]}]}], repair: {takes: pert 1h 2h 3h}}}",
        "incidents: {i: {opens: 5m, hurts: {at: 0.5, do: {fail: a}}}, j: {opens: {every: exponential 5h}}}",
        "services: {s: {demand: {'06:00': 5/h}, capacity: 0, mbco: 50%}}",
        "plans: {p: {covers: r, tasks: {t: {takes: 0, do: {contain: {i: 1/h}, while: running}}}}}",
        "plans: {p: {tasks: {t: {do: [{capacity: {s: x0.3}, for: 2h}, {spend: 5}]}}}}",
        "exercise: {questions: [What now?], injects: [{id: I1, to: a, x-own: 5}]}",
        "study: {levers: {l: {set: a.b, to: [1, 2], cost: {yearly: 5}}}}",
        "people: off",
        "x-own: {anything: [1]}",
    ],
)
def test_every_short_form_is_right_by_the_schema(text: str) -> None:
    """One for a list of one, a duration for a repair, and keys of one's own are allowed."""
    assert [] == _complaints(plain(read_tree(HEAD + text, "try.yaml")))


@pytest.mark.parametrize(
    "text",
    [
        "assets: {a: {unit: 2}}",
        "assets: {a: {state: of}}",
        "assets: {a: {restart: 90}}",
        "assets: {Big: {}}",
        "services: {s: {demand: 30}}",
        "services: {s: {demand: 30/h, mbco: 50}}",
        "plans: {p: {tasks: {t: {do: [{explode: a}]}}}}",
        "levels: {gold: {}}",
    ],
)
def test_what_the_reader_refuses_an_editor_underlines(text: str) -> None:
    """Unknown keys, wrong words and missing units are seen while writing."""
    assert _complaints(plain(read_tree(HEAD + text, "try.yaml")))


def test_the_head_is_required() -> None:
    """The four keys that every scenario has."""
    assert {"sems_sim", "id", "title", "clock"} == set(SCHEMA["required"])
