"""Conditions that can only be true, or only false."""

from __future__ import annotations

import pytest

from sems_sim.scenario.conditions_text import parse_condition
from sems_sim.scenario.lint_facts import facts_of
from sems_sim.scenario.lint_truth import truth_of
from tests.unit.scenario.writing import scenario_of

TEXT = """
assets: {a: {}}
services: {s: {demand: 1/h}}
resources: {r: {amount: 4, surge: {add: 2}}}
incidents: {fire: {opens: 0m}, never: {}}
levels: {operational: {}, tactical: {when: active(fire)}, crisis: {}}
plans: {p: {when: active(fire), tasks: {t: {do: {set: known}}}}}
"""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("severity(fire) > 0.4", None),
        ("severity(fire) > 1", False),
        ("severity(fire) >= 1", None),
        ("severity(fire) <= 1", True),
        ("severity(never) > 0", False),
        ("active(never)", False),
        ("active(fire)", None),
        ("performance(s) < 0", False),
        ("backlog(s) >= 0", True),
        ("backlog(s) > 1_000_000", None),
        ("free(r) > 6", False),
        ("free(r) > 5", None),
        ("time > 36h", False),
        ("time > 35h", None),
        ("clock >= 00:00", True),
        ("flag(known)", None),
        ("flag(unknown)", False),
        ("not flag(unknown)", True),
        ("response >= operational", True),
        ("response >= tactical", None),
        ("response >= crisis", False),
        ("response == crisis", False),
        ("up(a) and down(a)", False),
        ("up(a) or down(a)", True),
        ("severity(fire) > 0.5 and severity(fire) < 0.3", False),
        ("severity(fire) > 0.5 or severity(fire) < 0.3", None),
        ("severity(fire) >= 0.5 and severity(fire) <= 0.5", None),
        ("severity(fire) > 0.5 and severity(fire) <= 0.5", False),
        ("down(a) and flag(unknown)", False),
        ("down(a) or flag(unknown)", None),
        ("down(a) for 40h", False),
        ("down(a) for 4h", None),
        ("in_truth: flag(unknown)", False),
    ],
)
def test_a_condition_is_judged_by_what_can_happen(text: str, value: bool | None) -> None:
    """True, false, or None where a run decides; ranges of quantities, flags nobody sets, levels nobody reaches."""
    truth = truth_of(facts_of(scenario_of(TEXT).sections))

    assert value is truth.of(parse_condition(text).root).value
