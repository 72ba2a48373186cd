"""The proposed seed: most objectives tested, then nearest the middle."""

from __future__ import annotations

from sems_sim.insight.course import Course
from sems_sim.insight.seed_choice import choose_seed
from tests.unit.insight.rehearsing import the_try

_, MODEL = the_try()


def courses(*values: float | None) -> list[Course]:
    """Runs in which the crisis level came at these hours; the other target's measure is the same in all."""
    return [
        Course(seed, {}, {}, (), (), {"level.crisis.first_h": value, "service.water.min_performance": 0.5})
        for seed, value in enumerate(values, start=1)
    ]


def test_the_middle_run_is_taken_where_all_test_the_same() -> None:
    """Of five runs the third in rank; the measure that never differs says nothing."""
    choice = choose_seed(MODEL, courses(9.0, 1.0, 5.0, 2.0, 7.0), [frozenset({"O1"})] * 5)

    assert (3, 1, 0.0) == (choice.seed, choice.tested, choice.distance)
    assert ("level.crisis.first_h", "service.water.min_performance") == choice.measures


def test_more_objectives_win_over_the_middle() -> None:
    """A typical run that leaves an objective untested is a wasted afternoon."""
    tested = [frozenset({"O1", "O2"}), *[frozenset({"O1"})] * 4]
    choice = choose_seed(MODEL, courses(9.0, 1.0, 5.0, 2.0, 7.0), tested)

    assert (1, 2, 2) == (choice.seed, choice.tested, choice.objectives)
    assert "2 objectives are tested, as in 1 of 5 runs" in choice.sentence


def test_what_did_not_happen_ranks_last() -> None:
    """A run that never reached the crisis level is an extreme, not a gap in the data."""
    choice = choose_seed(MODEL, courses(None, 1.0, 2.0), [frozenset[str]()] * 3)

    assert 3 == choice.seed
    assert "no objective is tested" in choice.sentence


def test_equal_runs_go_to_the_lowest_seed() -> None:
    """Nothing but the seeds tells them apart, and the choice must be the same tomorrow."""
    assert 1 == choose_seed(MODEL, courses(2.0, 2.0, 2.0), [frozenset({"O1"})] * 3).seed
