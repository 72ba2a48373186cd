"""The plan of an exercise, read from its scenario."""

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.reports.before import plan_of
from sems_sim.scenario import compile_model
from tests.unit.exercise.stage import TEXT, scenario
from tests.unit.reports.rehearsed_drill import told


def test_injects_stand_by_time_and_those_without_one_at_the_end() -> None:
    """A list of events is read from top to bottom on the day."""
    _, _, plan = told()

    assert ["I1", "I2", "C1", "B1", "S1", "I3"] == [event.id for event in plan.events]


def test_an_inject_is_told_whole() -> None:
    """Condition as written, recipients and effects in words."""
    event = next(one for one in told()[2].events if one.id == "S1")

    assert ("severity(flood) > 0.35", "chosen(warn)", ("Crisis team",)) == (
        event.condition, event.unless, event.to
    )  # fmt: skip
    assert "Water" in event.effects
    assert "" == event.time


def test_what_the_organisation_promised_is_told_and_what_it_did_not_is_not() -> None:
    """Services with an objective of continuity, in its words."""
    duty = told()[2].players.duties[0]

    assert ("Water", 0.5, 3_600_000, 14_400_000) == (duty.title, duty.mbco, duty.rto_ms, duty.mtpd_ms)


def test_rules_of_the_file_come_before_the_usual_ones() -> None:
    """Whoever writes rules means them; where nobody did, there are some."""
    found = scenario(TEXT)
    usual = plan_of(found, compile_model(found)).players.rules

    assert ("Speak up when you decide.",) == told()[2].players.rules
    assert any("NO DUFF" in rule for rule in usual)


def test_a_scenario_without_an_exercise_has_nothing_to_prepare() -> None:
    """That is said, with what to add."""
    found = scenario(TEXT[: TEXT.index("exercise:")])

    with pytest.raises(ArgumentError, match="no exercise"):
        plan_of(found, compile_model(found))
