"""Amounts by the clock and by the time since the start."""

from sems_sim.engine.profiles import next_part_ms, part_at, value_at
from sems_sim.model import NONE, Profile

H = 3_600_000
DAILY = Profile(True, (6 * H, 22 * H), (5.0, 1.0))
ONCE = Profile(False, (2 * H, 4 * H), (5.0, 1.0))


def test_what_runs_over_midnight_belongs_to_the_day_it_began() -> None:
    """At 23:49 the night shift is that of today; at 05:00 that of yesterday."""
    assert (0, 1) == part_at(DAILY, 23 * H, 0)
    assert (-1, 1) == part_at(DAILY, 5 * H, 0)
    assert (1, 0) == part_at(DAILY, 5 * H, 25 * H)
    assert [1.0, 5.0] == [value_at(DAILY, 5 * H, hours * H) for hours in (0, 1)]


def test_a_profile_from_the_start_is_nothing_before_its_first_amount() -> None:
    """Its last amount holds for ever."""
    assert [0.0, 5.0, 5.0, 1.0, 1.0] == [value_at(ONCE, 0, hours * H) for hours in (1, 2, 3, 4, 900)]
    assert (1, 1) == part_at(ONCE, 0, 30 * H)


def test_the_next_part_begins_after_now() -> None:
    """Never at now itself; the day after for a profile that repeats, not at all after the last that does not."""
    assert [H, 17 * H, 25 * H] == [next_part_ms(DAILY, 5 * H, now) for now in (0, H, 17 * H)]
    assert [2 * H, 4 * H, NONE] == [next_part_ms(ONCE, 5 * H, now) for now in (0, 2 * H, 4 * H)]
    assert 24 * H == next_part_ms(Profile(True, (0,), (5.0,)), 0, 0)
