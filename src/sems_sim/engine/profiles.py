"""Amounts by the clock or by the time since the start."""

from __future__ import annotations

from bisect import bisect_right

from sems_sim.model import NONE, Profile

DAY_MS = 86_400_000


def part_at(profile: Profile, start_of_day_ms: int, now_ms: int) -> tuple[int, int]:
    """Return (day, part): the days since midnight before the start, and the index of the amount that holds.

    The part that runs over midnight belongs to the day on which it began, -1 for the one before the start. Of a
    profile that counts from the start, days are 24 hours from the start, and the part is -1 before the first.
    """
    if not profile.daily:
        return now_ms // DAY_MS, bisect_right(profile.at_ms, now_ms) - 1
    day, time_of_day = divmod(start_of_day_ms + now_ms, DAY_MS)
    part = bisect_right(profile.at_ms, time_of_day) - 1
    return (day, part) if part >= 0 else (day - 1, len(profile.at_ms) - 1)


def value_at(profile: Profile, start_of_day_ms: int, now_ms: int) -> float:
    """Return the amount that holds at a moment; 0 before the first of a profile that counts from the start."""
    _, part = part_at(profile, start_of_day_ms, now_ms)
    return profile.values[part] if part >= 0 else 0.0


def next_part_ms(profile: Profile, start_of_day_ms: int, now_ms: int) -> int:
    """Return the moment after now at which the next part begins, or NONE."""
    if not profile.daily:
        after = bisect_right(profile.at_ms, now_ms)
        return profile.at_ms[after] if after < len(profile.at_ms) else NONE
    time_of_day = (start_of_day_ms + now_ms) % DAY_MS
    after = bisect_right(profile.at_ms, time_of_day)
    ahead = profile.at_ms[after] if after < len(profile.at_ms) else profile.at_ms[0] + DAY_MS
    return now_ms + ahead - time_of_day
