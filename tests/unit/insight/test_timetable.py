"""Pace, clashes and gaps, in the time of the room."""

from __future__ import annotations

from sems_sim.insight.timetable import Stretch, clash_in, longest_gap, pace_at

MINUTE_MS = 60_000
FAST = Stretch("Fast", 0, 60 * MINUTE_MS, 10 * MINUTE_MS)
SLOW = Stretch("Slow", 100 * MINUTE_MS, 160 * MINUTE_MS, 90 * MINUTE_MS)


def moments(*minutes: float) -> list[tuple[int, str]]:
    """Things at these minutes, called after them."""
    return [(round(minute * MINUTE_MS), f"{minute:g}") for minute in minutes]


def test_the_clock_runs_as_fast_as_the_room_needs_and_never_slower_than_time() -> None:
    """An hour in ten minutes is six times as fast; an hour with half an hour of talk is not slower."""
    assert [6.0, 1.0, 1.0] == [pace_at((FAST, SLOW), minute * MINUTE_MS) for minute in (30, 130, 80)]


def test_three_within_two_minutes_of_the_room_clash() -> None:
    """Six times as fast, twelve minutes of the scenario are two of the room."""
    assert (5 * MINUTE_MS, ("5", "10", "17")) == clash_in((FAST,), moments(5, 10, 17))
    assert (0, ()) == clash_in((FAST,), moments(5, 10, 17.1))
    assert (0, ()) == clash_in((SLOW,), moments(105, 106, 108))


def test_the_largest_clash_is_told() -> None:
    """Four at once weigh more than an earlier three."""
    assert ("110", "110.5", "111", "111.5") == clash_in(
        (SLOW,), moments(101, 102, 103, 110, 110.5, 111, 111.5)
    )[1]


def test_a_gap_is_long_in_the_room() -> None:
    """Forty minutes of a module that is played at six times the pace are seven minutes, and nobody yawns."""
    assert longest_gap(FAST, [40 * MINUTE_MS]) is None
    assert (100 * MINUTE_MS, 140 * MINUTE_MS) == longest_gap(SLOW, [140 * MINUTE_MS, 155 * MINUTE_MS])


def test_an_empty_module_is_one_gap() -> None:
    """From its beginning to its end; what comes elsewhere does not help."""
    assert (SLOW.from_ms, SLOW.to_ms) == longest_gap(SLOW, [5 * MINUTE_MS])
