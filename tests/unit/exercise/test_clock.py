"""The scenario's clock beside the room's."""

from hypothesis import given
from hypothesis import strategies as st

from sems_sim.exercise.clock import Clock

MOMENTS = st.integers(0, 10**8)
SPEEDS = st.integers(1, 600)


def test_a_running_clock_shows_the_room_s_time_times_its_speed() -> None:
    """Three seconds of the room at ×60 are three minutes."""
    clock = Clock(speed=60).running_from(1_000)

    assert 180_000 == clock.reading(4_000)


def test_a_clock_that_stands_shows_what_it_showed() -> None:
    """Pausing loses nothing and gains nothing."""
    clock = Clock(speed=2).running_from(0)
    paused = clock.stopped_at(clock.reading(5_000), 5_000)

    assert [10_000, 10_000] == [paused.reading(5_000), paused.reading(9_000)]


@given(SPEEDS, SPEEDS, MOMENTS, MOMENTS)
def test_a_change_of_speed_moves_no_hand(before: int, after: int, moment: int, later: int) -> None:
    """At the moment of the change both clocks agree, and from there on the new speed counts."""
    clock = Clock(speed=before).running_from(0)
    changed = clock.at_speed(after, moment)

    assert clock.reading(moment) == changed.reading(moment)
    assert clock.reading(moment) + later * after == changed.reading(moment + later)


@given(SPEEDS, MOMENTS, MOMENTS)
def test_the_moment_foretold_is_the_first_that_shows_it(speed: int, start: int, ahead: int) -> None:
    """`room_at` and `reading` are inverses: a millisecond earlier the clock did not show it yet."""
    clock = Clock(speed=speed).running_from(start)
    moment = clock.room_at(ahead)

    assert clock.reading(moment) >= ahead
    assert moment == start or clock.reading(moment - 1) < ahead


@given(SPEEDS, st.lists(st.integers(1, 5_000), max_size=60))
def test_pausing_often_adds_no_drift(speed: int, steps: list[int]) -> None:
    """However often it is stopped and let go, a clock has run for exactly as long as it ran."""
    clock, room_ms = Clock(speed=speed), 0
    for step in steps:
        clock = clock.running_from(room_ms)
        room_ms += step
        clock = clock.stopped_at(clock.reading(room_ms), room_ms)
        room_ms += 7

    assert sum(int(step) for step in steps) * speed == clock.at_ms
