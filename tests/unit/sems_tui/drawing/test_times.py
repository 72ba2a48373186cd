"""Times in few characters."""

from sems_tui.drawing import times

MINUTE, HOUR = 60_000, 3_600_000


def test_scenario_time_counts_from_the_start() -> None:
    """`T+6:23`, and before the start `T-0:05`."""
    assert "T+6:23" == times.since_start(6 * HOUR + 23 * MINUTE + 59_000)
    assert "T-0:05" == times.since_start(-5 * MINUTE)


def test_room_time_tells_seconds() -> None:
    """`0:42:10`, never below nought."""
    assert "0:42:10" == times.to_the_second(42 * MINUTE + 10_000)
    assert "0:00:00" == times.to_the_second(-1)


def test_spans_have_at_most_two_units() -> None:
    """Seconds, minutes, hours with minutes, days with hours."""
    assert ["45 s", "12 min", "3 h 05", "2 d 4 h"] == [
        times.span(one) for one in (45_000, 12 * MINUTE, 3 * HOUR + 5 * MINUTE, 52 * HOUR)
    ]


def test_a_moment_is_ahead_now_or_past() -> None:
    """`in 12 min`, `now`, `12 min ago`."""
    assert ["in 12 min", "now", "12 min ago"] == [
        times.until(due, HOUR) for due in (HOUR + 12 * MINUTE, HOUR, 48 * MINUTE)
    ]
