"""The scenarios that travel with the package: clean, running, and a crisis each."""

from functools import cache
from pathlib import Path

import pytest

from sems_sim.engine import Run, simulate
from sems_sim.model import Model
from sems_sim.scenario import compile_model, lint, read_scenario

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = tuple(sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml")))
EXERCISED = tuple(name for name in SHIPPED if name != "first-steps")
RUNS = 5


def _path(name: str) -> Path:
    return ROOT / "scenarios" / f"{name}.yaml"


@cache
def _model(name: str) -> Model:
    return compile_model(read_scenario(_path(name)))


@cache
def _runs(name: str) -> tuple[Run, ...]:
    return tuple(simulate(_model(name), seed=1, replication=number) for number in range(RUNS))


def test_the_five_crises_are_there() -> None:
    """What the catalogue promises is what is shipped."""
    promised = {
        "first-steps",
        "north-hyde",
        "screening-shortfall",
        "checkin-ransomware",
        "insider-concern",
    }

    assert promised == set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_is_clean(name: str) -> None:
    """A shipped file gives no warning; notes, as on single points of failure, are for whoever reads it."""
    found = [fault for fault in lint(read_scenario(_path(name))) if fault.severity != "note"]

    assert [] == found, "\n".join(str(fault) for fault in found)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_reaches_its_crisis(name: str) -> None:
    """Most of five runs reach crisis level, or the scenario would teach nothing."""
    reached = [run.measures["level.crisis.first_h"] is not None for run in _runs(name)]

    assert reached.count(True) >= 3, reached


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_costs_something(name: str) -> None:
    """Services lose time in every run that reaches crisis level."""
    services = [_model(name).name_of(row.entity) for row in _model(name).services]
    for run in _runs(name):
        if run.measures["level.crisis.first_h"] is not None:
            assert any((run.measures[f"service.{service}.loss_h"] or 0.0) > 0.0 for service in services)


@pytest.mark.parametrize("name", EXERCISED)
def test_an_exercise_is_complete(name: str) -> None:
    """Objectives, injects that serve them, a false message, modules with questions, decisions with real options."""
    sections = read_scenario(_path(name)).sections
    exercise = sections.exercise

    assert exercise is not None
    assert len(exercise.objectives) >= 3
    assert len(exercise.injects) >= 5
    assert any(not inject.truth for inject in exercise.injects)
    assert all(inject.expect for inject in exercise.injects)
    assert all(module.questions for module in exercise.modules)
    assert sections.decisions
    assert all(len(decision.options) >= 2 for decision in sections.decisions.values())


@pytest.mark.parametrize("name", EXERCISED)
def test_a_study_has_levers_and_targets(name: str) -> None:
    """A planner finds what may be changed, what is uncertain and what is aimed at."""
    study = read_scenario(_path(name)).sections.study

    assert study is not None
    assert len(study.levers) >= 3
    assert len(study.uncertainties) >= 2
    assert len(study.targets) >= 2


def test_a_warning_that_is_read_prevents_the_breach() -> None:
    """In the insider's scenario some run of a good organisation has no breach, because the concern was read."""
    model = compile_model(
        read_scenario(_path("insider-concern"), {"organisation.maturity": "{preset: effective}"})
    )
    runs = [simulate(model, seed=1, replication=number).measures for number in range(10)]
    read = [run["flag.concern_read.first_h"] is not None for run in runs]
    breached = [(run["incident.lounge_breach.occurrences"] or 0.0) > 0.0 for run in runs]

    assert any(read)
    assert [not one for one in read] == breached
