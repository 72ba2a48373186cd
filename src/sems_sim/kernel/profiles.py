"""Amounts by the clock or by the time since the start."""

from __future__ import annotations

from sems_sim.kernel.asking import NONE
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.state_world import world
from sems_sim.kernel.tables import number, profile_row, real

DAY_MS = 86_400_000


@rule
def _begun(w: int, profile: int, time_ms: int) -> int:
    """Return how many parts of a profile begin at or before a time."""
    row = profile_row(w, profile)
    low, high = 0, row.at_ms_count
    while low < high:
        middle = (low + high) // 2
        if time_ms < number(w, row.at_ms_first + middle).value:
            high = middle
        else:
            low = middle + 1
    return low


@rule
def part_at(w: int, profile: int, now_ms: int) -> tuple[int, int]:
    """Return (day, part): the days since midnight before the start, and the index of the amount that holds.

    The part that runs over midnight belongs to the day on which it began. Of a profile that counts from the start,
    the part is -1 before the first.
    """
    if not profile_row(w, profile).daily:
        return now_ms // DAY_MS, _begun(w, profile, now_ms) - 1
    since_midnight_ms = world(w).start_of_day_ms + now_ms
    day = since_midnight_ms // DAY_MS
    part = _begun(w, profile, since_midnight_ms % DAY_MS) - 1
    if part >= 0:
        return day, part
    return day - 1, profile_row(w, profile).at_ms_count - 1


@rule
def value_at(w: int, profile: int, now_ms: int) -> float:
    """Return the amount that holds at a moment; 0 before the first of a profile that counts from the start."""
    _, part = part_at(w, profile, now_ms)
    if part >= 0:
        return real(w, profile_row(w, profile).values_first + part).value
    return 0.0


@rule
def next_part_ms(w: int, profile: int, now_ms: int) -> int:
    """Return the moment after now at which the next part begins, or NONE."""
    row = profile_row(w, profile)
    if not row.daily:
        after = _begun(w, profile, now_ms)
        if after < row.at_ms_count:
            return number(w, row.at_ms_first + after).value
        return NONE
    time_of_day_ms = (world(w).start_of_day_ms + now_ms) % DAY_MS
    after = _begun(w, profile, time_of_day_ms)
    if after < row.at_ms_count:
        return now_ms + number(w, row.at_ms_first + after).value - time_of_day_ms
    return now_ms + number(w, row.at_ms_first).value + DAY_MS - time_of_day_ms
