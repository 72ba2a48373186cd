"""How bad it can get: exceedance, the mean of the worst, once in so many events."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sems_sim.errors import ArgumentError
from sems_sim.stress.statistics import (
    LEVEL,
    Column,
    Estimate,
    at_last,
    mean_interval,
    quantile_interval,
    share,
    total,
)
from sems_sim.stress.tails import beta_quantiles


@dataclass(frozen=True, slots=True)
class Exceedance:
    """The share of runs above each value, with the exact interval at each point alone.

    `never_ends` is the share in which it did not happen by the end, which stays above every value.
    """

    values: Column
    above: Column
    low: Column
    high: Column
    n: int
    never_ends: float
    level: float = LEVEL


def exceedance(values: ArrayLike, level: float = LEVEL, points: int = 200) -> Exceedance:
    """The exceedance curve at up to `points` of the values that happened; NaN counts as above all."""
    ordered = np.sort(at_last(values))
    n = ordered.size
    finite = np.unique(ordered[np.isfinite(ordered)])
    steps = np.unique(np.round(np.linspace(0, max(0, finite.size - 1), min(points, finite.size))).astype(int))
    shown = finite[steps]
    above = n - np.searchsorted(ordered, shown, side="right")
    tail = (1.0 - level) / 2.0
    low = np.where(above > 0, beta_quantiles(np.maximum(above, 1), n - above + 1, tail), 0.0)
    high = np.where(above < n, beta_quantiles(above + 1, np.maximum(n - above, 1), 1.0 - tail), 1.0)
    never = float(np.count_nonzero(np.isinf(ordered))) / n
    return Exceedance(shown, above / n, low, high, n, never, level)


def mean_of_worst(values: ArrayLike, q: float = 0.95, level: float = LEVEL) -> Estimate:
    """The mean of the worst 1 − q of the runs: conditional value at risk, or expected shortfall.

    CVaR = v + E(X − v)⁺/(1 − q) at the q quantile v (Rockafellar and Uryasev, 2000). The interval is that of the
    mean of v + (X − v)⁺/(1 − q), since the error of v itself is of second order; skewness is allowed for.

    Raises:
        ArgumentError: some run has no value, or fewer than 10 runs are that bad.
    """
    found = np.asarray(values, dtype=np.float64).ravel()
    if bool(np.isnan(found).any()):
        raise ArgumentError("the worst runs have no value", "restrict the durations to the horizon first")
    if found.size * (1.0 - q) < 10.0 - 1e-9:
        need = math.ceil(10.0 / (1.0 - q) - 1e-9)
        raise ArgumentError(
            f"{found.size} runs say nothing about the worst {1.0 - q:.1%}", f"run {need} or more"
        )
    ordered = np.sort(found)
    at_risk = float(ordered[min(found.size, max(1, math.ceil(q * found.size - 1e-9))) - 1])
    worths = at_risk + np.maximum(found - at_risk, 0.0) / (1.0 - q)
    inner = mean_interval(worths, level)
    value = total(worths) / found.size
    return Estimate(value, inner.low, inner.high, found.size, f"mean of the worst {1.0 - q:.3g}", level)


def return_level(values: ArrayLike, once_in: float, level: float = LEVEL) -> Estimate:
    """The value that is passed once in so many events: the quantile 1 − 1/once_in.

    Raises:
        ArgumentError: once in one event or fewer.
    """
    if once_in <= 1.0:
        raise ArgumentError(f"once in {once_in:g} events is always", "ask for once in more than one")
    return quantile_interval(values, 1.0 - 1.0 / once_in, level)


def yearly_level(values: ArrayLike, per_year: float, years: float, level: float = LEVEL) -> Estimate:
    """The value passed once in so many years by events that come `per_year` times a year.

    Raises:
        ArgumentError: the events themselves are rarer than that.
    """
    if per_year * years <= 1.0:
        raise ArgumentError(
            f"the event itself comes less than once in {years:g} years",
            f"ask for more than {1.0 / per_year:g} years",
        )
    return return_level(values, per_year * years, level)


def chance_in_years(above: Estimate, per_year: float, years: float) -> Estimate:
    """The chance that at least one event in so many years passes the value: 1 − exp(−rate·years·chance).

    `above` is the chance for one event; the events come independently at a known rate.
    """
    low, value, high = (-math.expm1(-per_year * years * p) for p in (above.low, above.value, above.high))
    return Estimate(value, low, high, above.n, f"{above.method}, {per_year:g} a year", above.level)


def worst_runs(values: ArrayLike, count: int) -> tuple[int, ...]:
    """The numbers of the runs with the largest values, worst first; ties by number."""
    found = at_last(values)
    order = np.lexsort((np.arange(found.size), -found))
    return tuple(int(k) for k in order[:count])


def share_above(values: ArrayLike, limit: float, level: float = LEVEL) -> Estimate:
    """The chance of more than the limit; what did not happen by the end counts as more."""
    return share(at_last(values) > limit, level)
