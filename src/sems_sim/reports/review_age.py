"""How old one team's picture was: the mean age of all it knew of, over time.

What a team watches and sees as it is has no age; anything else is as old as the sight that word of it began with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sems_sim.units import hours


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that changes what a team knows of one item, or how it is."""

    time_ms: int
    item: int
    agrees: bool
    """Whether the team sees it as it is from now on: it watches it, and its belief is the truth."""
    observed_ms: int
    """When what the team came to believe had been seen; -1 if it came to believe nothing new."""


class Ageing:
    """Keeps the sum of ages while happenings go by."""

    def __init__(self, watched: Iterable[int]) -> None:
        """Begin with what the team watches, seen as it is."""
        self._since: dict[int, int | None] = dict.fromkeys(watched)
        self._aged = 0
        self._sum_ms = 0

    def age_h(self, now_ms: int) -> float:
        """The mean age of all that is known, in hours."""
        return hours(self._aged * now_ms - self._sum_ms) / len(self._since) if self._since else 0.0

    def take(self, happening: Happening) -> None:
        """Note one happening."""
        item = happening.item
        if item not in self._since and happening.observed_ms < 0:
            return
        before = self._since.get(item)
        after = happening.observed_ms if happening.observed_ms >= 0 else before
        if happening.agrees:
            after = None
        elif after is None:
            after = happening.time_ms
        self._forget(before)
        self._since[item] = after
        if after is not None:
            self._aged += 1
            self._sum_ms += after

    def _forget(self, since_ms: int | None) -> None:
        if since_ms is not None:
            self._aged -= 1
            self._sum_ms -= since_ms


def age_line(
    watched: Iterable[int], happenings: Iterable[Happening], end_ms: int
) -> tuple[tuple[int, float], ...]:
    """The line's corners as (time in milliseconds, mean age in hours), up to the end of the run."""
    ageing = Ageing(watched)
    points = [(0, 0.0)]
    for happening in sorted(happenings, key=lambda found: found.time_ms):
        points.append((happening.time_ms, ageing.age_h(happening.time_ms)))
        ageing.take(happening)
        points.append((happening.time_ms, ageing.age_h(happening.time_ms)))
    points.append((end_ms, ageing.age_h(end_ms)))
    return tuple(dict.fromkeys(points))
