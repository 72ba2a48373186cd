"""Reverse stress: the value at which the chance of meeting a target falls too low.

The chance is known only at some values, each from its own runs, and is taken to fall (or to rise) with the value.
The interval asks of every place between two values: could the chance cross there, or is that too unlikely given the
counts? No shape of the curve is assumed. Give each value its own replication numbers: shared ones would make the
errors of all points one error, and the interval too narrow.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sems_sim.errors import ArgumentError
from sems_sim.stress.statistics import LEVEL, Column, total
from sems_sim.stress.tails import square_quantile


@dataclass(frozen=True, slots=True)
class Trial:
    """At this value the target was met in so many of n runs."""

    value: float
    met: int
    n: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where the chance crosses the level.

    `value` is None where it crosses nowhere between the values tried; then `low` or `high` is infinite. `chance` is
    the stated level of chance, `level` that of the interval, `n` all runs together, and `falls` whether the chance
    falls with the value.
    """

    value: float | None
    low: float
    high: float
    chance: float
    n: int
    falls: bool
    method: str = "isotonic regression, likelihood ratio"
    level: float = LEVEL

    def words(self, name: str, unit: str = "") -> str:
        """The finding as a sentence for a table: what breaks where, with its interval and n."""
        side = "above" if self.falls else "below"
        if self.value is None:
            unbroken = math.isinf(self.high) if self.falls else math.isinf(self.low)
            found = "does not break" if unbroken else "breaks"
            return f"{name}: {found} anywhere in the range tried (n = {self.n:,})"
        low = f"{self.low:.3g}" if math.isfinite(self.low) else "less"
        high = f"{self.high:.3g}" if math.isfinite(self.high) else "more"
        return f"{name}: breaks {side} {self.value:.3g}{unit} ({low} to {high}; n = {self.n:,})"


def threshold(
    trials: Iterable[Trial], chance: float, *, falls: bool | None = None, level: float = LEVEL
) -> Threshold:
    """Where the chance of meeting the target crosses `chance`, with an interval.

    The estimate joins the points of the isotonic regression (pool adjacent violators) by straight lines. A crossing
    at t means chances at or above the level before t and at or below it after; the interval holds every t whose
    likelihood ratio against the free isotonic fit stays below the χ² quantile (one degree of freedom) at
    1 − 2(1 − level), since a wrong t breaks the order on one side only. It ends at values that were tried, so it
    covers more often than it promises where those are far apart. `falls` None: the direction that fits better.
    Source of the test: Banerjee and Wellner, "Likelihood ratio tests for monotone functions" (2001).

    Raises:
        ArgumentError: fewer than two values, or the chance is not between 0 and 1.
    """
    points = _merged(trials)
    if len(points) < 2:
        raise ArgumentError("a threshold needs runs at two values or more")
    if not 0.0 < chance < 1.0:
        raise ArgumentError(f"a chance lies between 0 and 1, not at {chance:g}")
    down = _falls(points) if falls is None else falls
    x = np.array([point.value for point in points])
    met = np.array([point.met for point in points], dtype=np.float64)
    n = np.array([point.n for point in points], dtype=np.float64)
    if not down:
        x, met, n = -x[::-1], met[::-1], n[::-1]
    value = _crossing(x, _falling_fit(met, n), chance)
    low, high = _interval(x, met, n, chance, level)
    if not down:
        value, low, high = None if value is None else -value, -high, -low
    return Threshold(value, low, high, chance, int(n.sum()), down, level=level)


@dataclass(frozen=True, slots=True)
class NextTrial:
    """Which value to try next, and why."""

    value: float
    why: str


def next_trial(
    trials: Iterable[Trial],
    chance: float,
    bounds: tuple[float, float],
    *,
    tolerance: float,
    falls: bool | None = None,
) -> NextTrial | None:
    """The next value worth runs; None when the interval is no wider than the tolerance, or nothing crosses.

    First both ends of `bounds` and the middle; then the middle of the gap of the interval in which the estimate
    lies; where that gap is already narrower than half the tolerance, again that end of it which has had fewer runs.
    """
    points = _merged(trials)
    tried = {point.value for point in points}
    low, high = bounds
    for value, why in ((low, "one end"), (high, "the other end"), ((low + high) / 2.0, "the middle")):
        if value not in tried:
            return NextTrial(value, why)
    found = threshold(points, chance, falls=falls)
    start, end = max(found.low, low), min(found.high, high)
    if found.value is None or end - start <= tolerance:
        return None
    values = sorted(tried)
    place = min(max(int(np.searchsorted(values, found.value, side="right")), 1), len(values) - 1)
    left, right = values[place - 1], values[place]
    if right - left > tolerance / 2.0:
        return NextTrial((left + right) / 2.0, "between the values that enclose it")
    fewest = min((point for point in points if start <= point.value <= end), key=lambda p: (p.n, p.value))
    return NextTrial(fewest.value, "more runs where it is undecided")


def _merged(trials: Iterable[Trial]) -> list[Trial]:
    met: dict[float, int] = {}
    n: dict[float, int] = {}
    for trial in trials:
        if not 0 <= trial.met <= trial.n:
            raise ArgumentError(f"{trial.met} successes in {trial.n} runs cannot be")
        met[trial.value] = met.get(trial.value, 0) + trial.met
        n[trial.value] = n.get(trial.value, 0) + trial.n
    return [Trial(value, met[value], n[value]) for value in sorted(met) if n[value] > 0]


def _falls(points: list[Trial]) -> bool:
    met = np.array([point.met for point in points], dtype=np.float64)
    n = np.array([point.n for point in points], dtype=np.float64)
    down = _log_likelihood(met, n, _falling_fit(met, n))
    up = _log_likelihood(met[::-1], n[::-1], _falling_fit(met[::-1], n[::-1]))
    return down >= up


def _falling_fit(met: Column, n: Column) -> Column:
    """The isotonic regression of chances that never rise: pool adjacent violators."""
    blocks: list[list[float]] = []
    for successes, runs in zip(met.tolist(), n.tolist(), strict=True):
        blocks.append([successes, runs, 1])
        while len(blocks) > 1 and blocks[-1][0] * blocks[-2][1] > blocks[-2][0] * blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1], blocks[-1][2] + last[2]]
    return np.concatenate([np.full(int(size), successes / runs) for successes, runs, size in blocks])


def _crossing(x: Column, fit: Column, chance: float) -> float | None:
    """Where the fitted line comes down through the chance; the middle of a stretch that lies at it."""
    if fit[0] < chance or fit[-1] >= chance:
        return None
    after = int(np.flatnonzero(fit < chance)[0])
    before = after - 1
    share = (fit[before] - chance) / (fit[before] - fit[after])
    return float(x[before] + share * (x[after] - x[before]))


def _interval(x: Column, met: Column, n: Column, chance: float, level: float) -> tuple[float, float]:
    limit = square_quantile(1.0 - 2.0 * (1.0 - level))
    best = _log_likelihood(met, n, _falling_fit(met, n))
    edges = np.concatenate(([-math.inf], x, [math.inf]))
    kept = []
    for cut in range(len(x) + 1):
        before = np.maximum(_falling_fit(met[:cut], n[:cut]), chance) if cut else np.empty(0)
        after = np.minimum(_falling_fit(met[cut:], n[cut:]), chance) if cut < len(x) else np.empty(0)
        tied = _log_likelihood(met, n, np.concatenate((before, after)))
        if 2.0 * (best - tied) <= limit:
            kept.append(cut)
    return float(edges[kept[0]]), float(edges[kept[-1] + 1])


def _log_likelihood(met: Column, n: Column, p: Column) -> float:
    """Σ met·log p + (n − met)·log(1 − p), where nothing times log 0 is nothing."""
    if bool(np.any((met > 0.0) & (p <= 0.0)) or np.any((met < n) & (p >= 1.0))):
        return -math.inf
    hits = met * np.log(np.where(met > 0.0, p, 1.0))
    misses = (n - met) * np.log1p(-np.where(met < n, p, 0.0))
    return total(hits + misses)
