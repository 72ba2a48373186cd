"""The room's time: exact, and without what should not count."""

from __future__ import annotations

from sems_sim.exercise.room_clock import RoomClock


def test_no_error_adds_up() -> None:
    """Stopped and started a thousand times at odd moments, it has counted every nanosecond in which it ran."""
    now = [5]
    clock = RoomClock(lambda: now[0], 7_000)
    for _ in range(1000):
        clock.go()
        now[0] += 1_000_001
        clock.go()
        clock.stand()
        now[0] += 999

    assert 7_000 + 1000 == clock.now_ms


def test_time_can_be_left_out() -> None:
    """An hour in which the machine was asleep is no time of the exercise."""
    now = [0]
    clock = RoomClock(lambda: now[0])
    clock.go()
    now[0] += 3_600_000_000_000 + 50_000_000
    clock.leave_out(3_600_000_000_000)

    assert 50 == clock.now_ms
