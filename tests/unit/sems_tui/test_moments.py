"""Moments as people type them."""

import pytest

from sems_sim.errors import QuantityError
from sems_tui.moments import Times, since_start, span

MINUTE, HOUR = 60_000, 3_600_000
NOW = Times(5 * HOUR, "Fri 04:49:00")


@pytest.mark.parametrize(
    ("text", "at_ms"),
    [
        ("10m", 5 * HOUR + 10 * MINUTE),
        ("+10m", 5 * HOUR + 10 * MINUTE),
        ("in 1h30m", 6 * HOUR + 30 * MINUTE),
        ("06:30", 6 * HOUR + 41 * MINUTE),
        ("at 06:30", 6 * HOUR + 41 * MINUTE),
        ("04:00", 28 * HOUR + 11 * MINUTE),
        ("Sat 04:49", 29 * HOUR),
        ("saturday 04:49", 29 * HOUR),
        ("T+2:15", 2 * HOUR + 15 * MINUTE),
        ("t+2:15:30", 2 * HOUR + 15 * MINUTE + 30_000),
        ("T+90m", 90 * MINUTE),
        ("now", 5 * HOUR),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, at_ms: int) -> None:
    """A delay, a clock time, a day, and a time since the start all lead to the moment they mean."""
    assert at_ms == NOW.read(text)


def test_a_delay_counts_from_the_planned_time() -> None:
    """`10m` is ten minutes later than planned, while `in 10m` always counts from now."""
    assert 6 * HOUR + 10 * MINUTE == NOW.read("10m", planned_ms=6 * HOUR)
    assert 6 * HOUR - 10 * MINUTE == NOW.read("-10m", planned_ms=6 * HOUR)
    assert 5 * HOUR + 10 * MINUTE == NOW.read("in 10m", planned_ms=6 * HOUR)


@pytest.mark.parametrize("text", ["", "soon", "10", "25:00", "T+later", "Foo 10:00"])
def test_what_is_no_moment_is_refused_with_a_remedy(text: str) -> None:
    """Whoever mistypes a time is told what would be right."""
    with pytest.raises(QuantityError) as caught:
        NOW.read(text)

    assert caught.value.remedy


def test_a_moment_is_said_on_both_scales() -> None:
    """A moment is told by the clock, since the start, and by how far it is away, across midnight too."""
    assert "Fri 04:59 (T+5:10)" == NOW.both(5 * HOUR + 10 * MINUTE)
    assert "Thu 23:49" == NOW.day_time(0)
    assert "Sat 00:00:30" == NOW.day_time(24 * HOUR + 11 * MINUTE + 30_000)
    assert ("in 10m", "now", "1h ago") == tuple(NOW.away(5 * HOUR + one) for one in (10 * MINUTE, 0, -HOUR))
    assert "T+1:05:07" == since_start(HOUR + 5 * MINUTE + 7_000)
    assert "2m" == span(2 * MINUTE + 400)


def test_a_clock_between_two_seconds_shifts_nothing() -> None:
    """The clock shows whole seconds; what lies before and after it is told and read exactly all the same."""
    between = Times(5_936, "Thu 23:49:05")

    assert "Thu 23:49" == between.day_time(0)
    assert 60_000 == between.read("23:50")
