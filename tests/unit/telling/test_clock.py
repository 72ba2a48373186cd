"""The scenario's local clock."""

from sems_sim.telling.clock import LocalClock, elapsed

HOUR_MS = 3_600_000


def test_time_is_local_to_the_scenario() -> None:
    """Clock times are those of the offset that the file states, wherever the reader is."""
    clock = LocalClock("2025-03-20T23:49:00+01:00")

    assert ("Thu 23:49", "Fri 00:49") == (clock.day_time(0), clock.day_time(HOUR_MS))
    assert "UTC+01:00" == clock.offset()
    assert "21 March 2025" == clock.date(HOUR_MS)


def test_ticks_stand_at_round_clock_times() -> None:
    """The axis is marked at whole hours of the local clock, not at whole hours since the start."""
    clock = LocalClock("2025-03-20T23:49:00+00:00")
    ticks = clock.ticks(36 * HOUR_MS, 13)

    assert ("00:00", "03:00", "06:00") == tuple(clock.time(tick) for tick in ticks[:3])
    assert len(ticks) <= 13
    assert all(0 <= tick <= 36 * HOUR_MS for tick in ticks)


def test_a_run_of_minutes_or_of_months_has_ticks_too() -> None:
    """However long the run, the axis has marks, and not too many."""
    clock = LocalClock("2025-03-20T23:49:00+00:00")

    for length_ms in (20 * 60_000, HOUR_MS, 24 * 90 * HOUR_MS):
        assert 1 <= len(clock.ticks(length_ms, 13)) <= 13


def test_time_since_the_start_has_hours_and_minutes() -> None:
    """T+ counts hours on past a day."""
    assert ["T+0:00", "T+6:23", "T+30:05"] == [
        elapsed(0),
        elapsed(6 * HOUR_MS + 23 * 60_000),
        elapsed(30 * HOUR_MS + 5 * 60_000),
    ]
