"""The timetable in the room: modules and their pace, clashes, gaps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_MINUTE_MS = 60_000
CLASH_MS = 2 * _MINUTE_MS
"""Injects of so short a stretch of the room's time come at once."""
CLASH_OF = 3
DEAD_MS = 25 * _MINUTE_MS
"""So long without anything, in the room's time, and people begin to look at their telephones."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One module as it is played."""

    title: str
    from_ms: int
    to_ms: int
    room_ms: int
    """What it takes in the room; at most its own length counts, since the rest is talk."""

    @property
    def pace(self) -> float:
        """How many times as fast as the room's the scenario clock runs, 1 or more."""
        return max(1.0, (self.to_ms - self.from_ms) / self.room_ms)

    def holds(self, at_ms: int) -> bool:
        """Whether a moment lies in it, both ends included."""
        return self.from_ms <= at_ms <= self.to_ms


def pace_at(stretches: Sequence[Stretch], at_ms: int) -> float:
    """The pace of the module that a moment lies in; 1 between modules."""
    return next((one.pace for one in stretches if one.holds(at_ms)), 1.0)


def clash_in(stretches: Sequence[Stretch], moments: Iterable[tuple[int, str]]) -> tuple[int, tuple[str, ...]]:
    """The largest set of things that come at once, with the moment of the first; (0, ()) if there is none.

    `moments` are (when in milliseconds, what), in any order.
    """
    ordered = sorted(moments)
    best: tuple[int, tuple[str, ...]] = (0, ())
    times = [at_ms for at_ms, _ in ordered]
    for place, start_ms in enumerate(times):
        end = bisect_right(times, start_ms + CLASH_MS * pace_at(stretches, start_ms))
        if end - place >= CLASH_OF and end - place > len(best[1]):
            best = start_ms, tuple(what for _, what in ordered[place:end])
    return best


def longest_gap(stretch: Stretch, moments: Sequence[int]) -> tuple[int, int] | None:
    """The longest part of a module in which nothing comes, if it is a long time in the room; moments in order."""
    inside = moments[bisect_left(moments, stretch.from_ms) : bisect_right(moments, stretch.to_ms)]
    found = max(pairwise((stretch.from_ms, *inside, stretch.to_ms)), key=lambda gap: gap[1] - gap[0])
    return found if (found[1] - found[0]) / stretch.pace >= DEAD_MS else None
