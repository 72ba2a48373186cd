"""The course of one run, read from its trace."""

from __future__ import annotations

from sems_sim.engine import simulate
from sems_sim.insight.course import Course, course_of, is_convened, names_of
from sems_sim.model import EntityKind
from tests.unit.insight.rehearsing import the_try

_, MODEL = the_try()
DESK, BOARD = (names_of(MODEL, EntityKind.TEAM).index(name) for name in ("desk", "board"))


def course(seed: int = 3) -> Course:
    """The course of one run of the small exercise."""
    run = simulate(MODEL, seed=seed)
    return course_of(MODEL, seed, run.to_numpy(), run.measures)


def test_injects_and_questions_have_their_first_moment() -> None:
    """Rows are those of the model's tables."""
    found = course()
    names = names_of(MODEL, EntityKind.INJECT)

    assert 600_000 == found.injects[names.index("A1")]
    assert names.index("D1") not in found.injects


def test_a_team_has_gathered_while_its_level_is_in_place() -> None:
    """Before the crisis level is entered the board has not met; a desk at the operational level always has."""
    found = course()
    entered = next(at_ms for at_ms, level in found.levels if level == 2)

    assert (False, True) == tuple(is_convened(MODEL, found, BOARD, at_ms) for at_ms in (entered - 1, entered))
    assert is_convened(MODEL, found, DESK, 0)


def test_a_level_that_was_left_is_no_longer_in_place() -> None:
    """What counts is the latest change before the moment."""
    found = Course(1, {}, {}, ((10, 2), (20, 0)), (), {})

    assert [0, 2, 2, 0] == [found.level_at(at_ms) for at_ms in (9, 10, 19, 20)]


def test_what_a_team_learns_is_news() -> None:
    """The desk sees the pump fail before anybody tells the board."""
    teams = [team for _, team in course().news]

    assert DESK == teams[0]
    assert BOARD in teams
