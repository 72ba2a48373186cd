"""Durations that were cut off: Kaplan and Meier, quantiles, restricted means.

A run in which it did not happen says only "later than this". Leaving such runs out would praise the plan that
fails: what was hard would drop out of its mean.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sems_sim.errors import ArgumentError
from sems_sim.stress.statistics import LEVEL, Column, Estimate, column, total
from sems_sim.stress.tails import two_sided


@dataclass(frozen=True, slots=True)
class Survival:
    """The share of runs in which it has not happened yet, as steps.

    `times` are the moments at which it happened in some run; `at_risk` and `happened` count runs at each; `left` is
    the estimate just after, and `greenwood` the sum Σ d/(n(n − d)) up to there, the variance of log S. `last` is
    the longest time any run was watched.
    """

    times: Column
    at_risk: NDArray[np.int64]
    happened: NDArray[np.int64]
    left: Column
    greenwood: Column
    n: int
    last: float

    def at(self, time: float, level: float = LEVEL) -> Estimate:
        """The chance that it takes longer than `time`, with the interval on the scale log(−log S)."""
        step = int(np.searchsorted(self.times, time, side="right")) - 1
        if step < 0:
            return Estimate(1.0, _never_yet(self.n, level), 1.0, self.n, "none yet (exact)", level)
        if self.left[step] <= 0.0:
            return Estimate(0.0, 0.0, 1.0 - _never_yet(self.n, level), self.n, "none left (exact)", level)
        low, high = _log_log(float(self.left[step]), float(self.greenwood[step]), level)
        return Estimate(float(self.left[step]), low, high, self.n, "Kaplan-Meier, log-log", level)

    def quantile(self, q: float, level: float = LEVEL) -> Estimate:
        """The time by which it has happened with chance q; infinite where so many runs never say.

        Brookmeyer and Crowley (1982): the times at which the interval of `at` holds 1 − q.
        """
        left = 1.0 - q
        bounds = [_log_log(float(s), float(g), level) for s, g in zip(self.left, self.greenwood, strict=True)]
        lows = np.array([low for low, _ in bounds])
        highs = np.array([high for _, high in bounds])
        value = self._first(self.left <= left + 1e-12)
        low, high = self._first(lows <= left), self._first(highs < left)
        return Estimate(value, low, high, self.n, "Kaplan-Meier, Brookmeyer-Crowley", level)

    def _first(self, reached: NDArray[np.bool_]) -> float:
        found = np.flatnonzero(reached)
        return float(self.times[found[0]]) if found.size else math.inf


def watched(values: ArrayLike, horizon: float | ArrayLike) -> tuple[Column, NDArray[np.bool_]]:
    """A column with NaN as (how long each run was watched, whether it happened)."""
    found = column(values)
    ends = np.broadcast_to(np.asarray(horizon, dtype=np.float64), found.shape)
    happened = found <= ends
    return np.where(happened, found, ends), happened


def survival(times: ArrayLike, happened: ArrayLike) -> Survival:
    """The estimate of Kaplan and Meier (1958); a run that ends at the moment of an event was still at risk.

    Raises:
        ArgumentError: the two columns do not fit, or a time is NaN.
    """
    until = column(times)
    seen = np.asarray(happened, dtype=bool).ravel()
    if until.shape != seen.shape or bool(np.isnan(until).any()):
        raise ArgumentError("each duration needs a time and whether it happened")
    moments, counts = np.unique(until[seen], return_counts=True)
    ordered = np.sort(until)
    at_risk = (until.size - np.searchsorted(ordered, moments, side="left")).astype(np.int64)
    dead = counts.astype(np.int64)
    left = np.cumprod(1.0 - dead / at_risk, dtype=np.float64)
    rest = at_risk - dead
    hazard = np.divide(dead, at_risk * rest, out=np.full(len(dead), math.inf), where=rest > 0)
    return Survival(moments, at_risk, dead, left, np.cumsum(hazard), until.size, float(ordered[-1]))


def restricted_mean(found: Survival, horizon: float, level: float = LEVEL) -> Estimate:
    """The mean of min(T, horizon): the area under the survival curve, whenever each run was cut off.

    Its variance is Σ A² d/(n(n − d)), A the area still to come. If every run was watched to the horizon this is the
    plain mean of min(T, horizon), with its plain variance (divisor n). Source: Klein and Moeschberger, "Survival
    Analysis" (2003), section 4.5.

    Raises:
        ArgumentError: no run was watched as long as that and the curve has not reached 0.
    """
    if horizon > found.last and not (found.left.size and found.left[-1] == 0.0):
        raise ArgumentError(
            f"no run was watched longer than {found.last:g}, so nothing is known up to {horizon:g}",
            "restrict the mean to a shorter time",
        )
    inside = found.times < horizon
    corners = np.concatenate(([0.0], found.times[inside], [horizon]))
    heights = np.concatenate(([1.0], found.left[inside]))
    areas = heights * np.diff(corners)
    value = total(areas)
    to_come = np.cumsum(areas[::-1])[::-1][1:]
    variance = _area_variance(found, inside, to_come)
    reach = two_sided(level) * math.sqrt(variance)
    return Estimate(
        value, max(0.0, value - reach), min(horizon, value + reach), found.n, "restricted mean", level
    )


def _area_variance(found: Survival, inside: NDArray[np.bool_], to_come: Column) -> float:
    at_risk, dead = found.at_risk[inside], found.happened[inside]
    rest = at_risk - dead
    alive = rest > 0
    terms = to_come[alive] ** 2 * dead[alive] / (at_risk[alive] * rest[alive])
    return total(terms)


def _log_log(left: float, greenwood: float, level: float) -> tuple[float, float]:
    """S to the powers exp(∓z·se/|log S|): an interval that stays between 0 and 1."""
    if left <= 0.0:
        return 0.0, 0.0
    reach = math.exp(two_sided(level) * math.sqrt(greenwood) / -math.log(left))
    return left**reach, left ** (1.0 / reach)


def _never_yet(n: int, level: float) -> float:
    """The low end for a chance that no run has contradicted."""
    return float(((1.0 - level) / 2.0) ** (1.0 / n))
