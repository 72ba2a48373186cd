"""Targets name measures that exist, levers lead to something that can be set."""

from __future__ import annotations

import pytest

from sems_sim.model import outcome
from sems_sim.scenario.rules_of_study import OF_NAMED, OF_WHOLE
from tests.unit.scenario.writing import faults_of, scenario_of

FIRE = (
    "incidents: {fire: {opens: 0m}}\nassets: {hall: {}}\nplans: {p: {when: active(fire), tasks: {t: {}}}}\n"
)


def test_targets_know_the_measures_of_the_model() -> None:
    """The language checks targets against the very measures that a run gives."""
    known = {family: set(measures.split()) for family, (_, measures) in OF_NAMED.items()}
    given = {
        family: {row[0] for row in getattr(outcome, family.upper()) if not row[0].endswith(".count")}
        for family in OF_NAMED
    }

    assert given == known
    whole = {f"{family}.{name}" for family, names in OF_WHOLE.items() for name in names.split()}
    assert {row[0] for row in outcome.ORGANISATION} == whole


@pytest.mark.parametrize(
    "target",
    [
        "asset.hall.down_h <= 2h", "level.strategic.first_h <= 1h", "task.p.t.wait_h <= 1h",
        "plan.p.started_h.count >= 1",
        "cost.total <= 5", "flag.f.first_h <= 2h", "targets.all == 1", "incident.fire.severity_max <= 80%",
    ],
)  # fmt: skip
def test_a_target_that_exists_is_accepted(target: str) -> None:
    """Families, names, measures and counts of what happens several times."""
    assert scenario_of(FIRE + f"study: {{targets: {{good: '{target}'}}}}\n").sections.study


@pytest.mark.parametrize(
    ("target", "remedy"),
    [
        ("assets.hall.down_h <= 2h", "did you mean 'asset'?"),
        ("asset.hal.down_h <= 2h", "did you mean 'hall'?"),
        ("asset.hall.down <= 2h", "did you mean 'down_h'?"),
        ("asset <= 2h", "known: hall"),
        ("task.p.u.wait_h <= 1h", "did you mean 'p.t'?"),
        ("level.gold.first_h <= 1h", "known: operational, tactical, crisis"),
        ("cost.totl <= 5", "did you mean 'total'?"),
        ("flag.f.hours <= 2h", "one of: first_h"),
    ],
)
def test_a_target_that_does_not_exist_gets_the_nearest(target: str, remedy: str) -> None:
    """Wrong family, name or measure, each is told."""
    faults = faults_of(FIRE + f"study: {{targets: {{good: '{target}'}}}}\n")

    assert [remedy] == [fault.remedy for fault in faults]


@pytest.mark.parametrize(
    "path", ["assets.hall.units", "organisation.maturity.comms", "plans.p.tasks.t.takes", "clock.runs"]
)
def test_a_path_may_lead_to_any_key(path: str) -> None:
    """Also to one the file leaves at its default."""
    assert scenario_of(FIRE + f"study: {{levers: {{l: {{set: {path}, to: [1]}}}}}}\n").sections.study


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("asset.hall.units", "did you mean 'assets'?"),
        ("assets.hal.units", "did you mean 'hall'?"),
        ("plans.p.tasks.t.take", "did you mean 'takes'?"),
    ],
)
def test_a_path_that_leads_nowhere_gets_the_nearest(path: str, remedy: str) -> None:
    """Each step of a path is tried."""
    faults = faults_of(FIRE + f"study: {{uncertainties: {{l: {{scale: {path}, by: uniform 1 2}}}}}}\n")

    assert [remedy] == [fault.remedy for fault in faults]


@pytest.mark.parametrize(
    ("study", "message"),
    [
        ("levers: {l: {set: assets.hall.units, to: []}}", "a lever without values"),
        ("uncertainties: {l: {by: uniform 1 2}}", "an uncertainty either sets or scales"),
    ],
)
def test_a_study_that_varies_nothing_is_a_fault(study: str, message: str) -> None:
    """A lever has values; an uncertainty sets or scales."""
    assert [message] == [fault.message for fault in faults_of(FIRE + f"study: {{{study}}}\n")]
