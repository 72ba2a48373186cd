"""The exercises that travel with the package are ready: rehearsed on the model."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sems_sim.insight import Rehearsal, rehearse
from sems_sim.scenario import Scenario, compile_model, read_scenario

ROOT = Path(__file__).resolve().parents[2]
READY = ("checkin-ransomware", "insider-concern", "screening-shortfall")


@cache
def _scenario(name: str) -> Scenario:
    return read_scenario(ROOT / "scenarios" / f"{name}.yaml")


@cache
def _rehearsed(name: str) -> Rehearsal:
    return rehearse(_scenario(name), compile_model(_scenario(name)))


@pytest.mark.parametrize("name", [*READY, "north-hyde"])
def test_a_rehearsal_finds_no_problem(name: str) -> None:
    """No inject that never comes, no objective that is left untested."""
    assert () == _rehearsed(name).problems


@pytest.mark.parametrize("name", READY)
def test_a_rehearsal_finds_next_to_no_doubt(name: str) -> None:
    """The one that is left is meant: an inject for the rare run in which the concern was read."""
    doubts = [one.about for one in _rehearsed(name).findings if one.weight == "doubt"]

    assert (["C12"] if name == "insider-concern" else []) == doubts


@pytest.mark.parametrize("name", READY)
def test_the_seed_of_the_file_is_the_one_that_a_rehearsal_proposes(name: str) -> None:
    """Every objective is tested in its run; after a change of the model it is chosen anew."""
    exercise = _scenario(name).sections.exercise
    choice = _rehearsed(name).choice

    assert exercise is not None
    assert (choice.seed, len(exercise.objectives)) == (exercise.seed, choice.tested)


@pytest.mark.parametrize("name", READY)
def test_an_exercise_can_be_played_from_its_file(name: str) -> None:
    """Rules, roles, people who play, something that the room may read, and an inject for those who do not act."""
    exercise = _scenario(name).sections.exercise

    assert exercise is not None
    assert exercise.rules
    assert set(exercise.played) == {role.team for role in exercise.roles.values()}
    assert any(inject.public for inject in exercise.injects)
    assert any(inject.kind == "contingency" and inject.unless for inject in exercise.injects)
    assert all(module.questions and module.room_time for module in exercise.modules)
