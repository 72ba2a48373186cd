"""Quantities that change in steps, as read off a trace: values over time, spans, areas."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sems_sim.units import MS_PER_HOUR

Steps = tuple[tuple[int, float], ...]
"""(time in milliseconds, value from then on), in order of time; the first stands at 0."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, in milliseconds since the start."""

    from_ms: int
    to_ms: int

    @property
    def length_ms(self) -> int:
        """How long it lasts."""
        return self.to_ms - self.from_ms


def steps_of(initial: float, changes: Iterable[tuple[int, float]]) -> Steps:
    """Steps from an initial value and its changes; of several changes at one instant the last stands."""
    found: list[tuple[int, float]] = [(0, initial)]
    for time_ms, value in changes:
        if found[-1][0] == time_ms:
            found.pop()
        if not found or found[-1][1] != value:
            found.append((time_ms, value))
    if found[0][0] != 0:
        found.insert(0, (0, initial))
    return tuple(found)


def value_at(steps: Steps, time_ms: int) -> float:
    """The value at a moment, its own step included."""
    return steps[max(0, bisect_right(steps, time_ms, key=lambda step: step[0]) - 1)][1]


def stretches(steps: Steps, end_ms: int, holds: Callable[[float], bool]) -> tuple[Stretch, ...]:
    """The stretches during which a test of the value holds, up to the end of the run."""
    found: list[Stretch] = []
    since: int | None = None
    for time_ms, value in steps:
        if holds(value) and since is None:
            since = time_ms
        elif not holds(value) and since is not None:
            found.append(Stretch(since, time_ms))
            since = None
    if since is not None and since < end_ms:
        found.append(Stretch(since, end_ms))
    return tuple(found)


def combined(first: Steps, second: Steps, join: Callable[[float, float], float]) -> Steps:
    """The steps of two quantities joined into one."""
    times = sorted({time_ms for time_ms, _ in first} | {time_ms for time_ms, _ in second})
    changes = [(t, join(value_at(first, t), value_at(second, t))) for t in times]
    return steps_of(changes[0][1], changes)


def area_h(steps: Steps, end_ms: int) -> float:
    """The integral over the run, in the value's unit times hours."""
    total = 0.0
    ends = [time_ms for time_ms, _ in steps[1:]] + [end_ms]
    for (time_ms, value), until_ms in zip(steps, ends, strict=True):
        total += value * max(0, min(until_ms, end_ms) - min(time_ms, end_ms)) / MS_PER_HOUR
    return total


def lowest_in(steps: Steps, from_ms: int, to_ms: int) -> float:
    """The lowest value in a stretch of time."""
    inside = [value for time_ms, value in steps if from_ms < time_ms < to_ms]
    return min([value_at(steps, from_ms), *inside])


def within(steps: Steps, stretch: Stretch) -> Steps:
    """The part of the steps that falls into a stretch, its first value at the stretch's beginning."""
    inside = [step for step in steps if stretch.from_ms < step[0] < stretch.to_ms]
    return ((stretch.from_ms, value_at(steps, stretch.from_ms)), *inside)
