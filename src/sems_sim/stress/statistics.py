"""What a column of an ensemble says: means, shares and quantiles with intervals and n.

Law of this module: nothing depends on how or in which order the replications came. Sums are exact before they are
rounded, quantiles are values that happened, and a NaN (it did not happen) is never silently a number.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sems_sim.errors import ArgumentError
from sems_sim.stress.tails import beta_quantile, binomial_quantile, student_quantile

Column = NDArray[np.float64]
LEVEL = 0.95
SHARES = (0.05, 0.25, 0.50, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and the interval that covers the truth in the stated share of such ensembles.

    `low` and `high` are infinite where the runs set no bound; `n` counts the runs that speak; `method` says how the
    interval was made, in words for a table's foot.
    """

    value: float
    low: float
    high: float
    n: int
    method: str
    level: float = LEVEL

    @property
    def half_width(self) -> float:
        """How far the estimate may be off: the longer of the interval's two arms; NaN without a value."""
        return max(self.value - self.low, self.high - self.value)

    def holds(self, truth: float) -> bool:
        """Whether the interval covers this value."""
        return self.low <= truth <= self.high


@dataclass(frozen=True, slots=True)
class Moments:
    """Size, mean, standard deviation (divisor n − 1) and skewness of a column."""

    n: int
    mean: float
    sd: float
    skewness: float

    @property
    def se(self) -> float:
        """The standard error of the mean; NaN for fewer than two values."""
        return self.sd / math.sqrt(self.n) if self.n > 1 else math.nan


@dataclass(frozen=True, slots=True)
class Summary:
    """One measure over an ensemble, in the order of the contract; NaN stands for a value that is not known.

    `mean` is restricted to the horizon where a horizon was given; a quantile that lies among the runs in which it
    did not happen is NaN. `n` counts all runs and `censored` those in which it did not happen.
    """

    mean: float
    se: float
    sd: float
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    n: int
    censored: int

    def as_json(self) -> dict[str, float | int | None]:
        """The same with null for what is not known."""
        return {name: None if math.isnan(value) else value for name, value in asdict(self).items()}


def column(values: ArrayLike) -> Column:
    """The values as one row of floats.

    Raises:
        ArgumentError: there are none.
    """
    found = np.asarray(values, dtype=np.float64).ravel()
    if found.size == 0:
        raise ArgumentError("statistics need at least one run", "run more replications")
    return found


def seen(values: ArrayLike) -> Column:
    """Those values that happened."""
    found = np.asarray(values, dtype=np.float64).ravel()
    return found[~np.isnan(found)]


def restricted(values: ArrayLike, horizon: float) -> Column:
    """What did not happen, or later, counts as the horizon: the mean of this is the restricted mean."""
    found = column(values)
    return np.where(np.isnan(found), horizon, np.minimum(found, horizon))


def at_last(values: ArrayLike) -> Column:
    """What did not happen counts as infinity: the order is kept, and quantiles are right."""
    found = column(values)
    return np.where(np.isnan(found), math.inf, found)


def total(values: ArrayLike) -> float:
    """The sum, exact before it is rounded once: the same for every order and every splitting."""
    return math.fsum(np.asarray(values, dtype=np.float64).ravel().tolist())


def moments(values: ArrayLike) -> Moments:
    """Mean, deviation and skewness (Fisher's, uncorrected) in two passes with exact sums."""
    found = column(values)
    n = found.size
    mean = total(found) / n
    if n == 1:
        return Moments(1, mean, math.nan, 0.0)
    off = found - mean
    squares = total(off * off)
    sd = math.sqrt(squares / (n - 1))
    spread = math.sqrt(squares / n)
    noise = 1e-12 * max(abs(mean), float(np.max(np.abs(found))))
    if spread <= noise:
        return Moments(n, mean, 0.0, 0.0)
    return Moments(n, mean, sd, total((off / spread) ** 3) / n)


def mean_interval(values: ArrayLike, level: float = LEVEL) -> Estimate:
    """The mean of independent runs, with an interval that knows about skewness.

    Student's t after Hall's cubic transformation, which takes the skewness out of the t statistic and is undone in
    closed form; without skewness it is the ordinary t interval. Source: Hall, "On the removal of skewness by
    transformation" (1992). NaN are left out. Where no two runs differ there is no interval to speak of, and
    `method` says so.
    """
    happened = seen(values)
    if happened.size == 0:
        return Estimate(math.nan, -math.inf, math.inf, 0, "nothing seen", level)
    return mean_by_moments(moments(happened), level)


def mean_by_moments(found: Moments, level: float = LEVEL) -> Estimate:
    """The interval of `mean_interval` from size, mean, deviation and skewness alone."""
    if found.n == 1:
        return Estimate(found.mean, -math.inf, math.inf, 1, "a single run", level)
    if found.sd == 0.0:
        return Estimate(found.mean, found.mean, found.mean, found.n, f"no spread in {found.n} runs", level)
    t = student_quantile(0.5 + level / 2.0, found.n - 1)
    low = found.mean - found.se * _straightened(t, found)
    high = found.mean - found.se * _straightened(-t, found)
    return Estimate(found.mean, low, high, found.n, "Student's t, skewness removed (Hall)", level)


def _straightened(t: float, found: Moments) -> float:
    """Where Hall's cubic reaches t; for no skewness that is t itself."""
    root = math.sqrt(found.n)
    skew = found.skewness / root
    if abs(skew) < 1e-6:
        return t
    return 3.0 * (math.cbrt(1.0 + skew * (t - skew / 6.0)) - 1.0) / skew


def chance(successes: int, n: int, level: float = LEVEL) -> Estimate:
    """A probability from counts, with the exact interval of Clopper and Pearson (1934).

    Chosen over Wilson's because its promise holds for every probability: near 0 and 1 Wilson's covers as little as
    84 % of the time at a nominal 95 %. 0 of n gives a high end near 3.7/n.

    Raises:
        ArgumentError: the counts do not fit.
    """
    if not 0 <= successes <= n:
        raise ArgumentError(f"{successes} successes in {n} runs cannot be")
    if n == 0:
        return Estimate(math.nan, 0.0, 1.0, 0, "nothing seen", level)
    tail = (1.0 - level) / 2.0
    low = beta_quantile(successes, n - successes + 1, tail) if successes else 0.0
    high = beta_quantile(successes + 1, n - successes, 1.0 - tail) if successes < n else 1.0
    return Estimate(successes / n, low, high, n, "exact (Clopper-Pearson)", level)


def share(happened: ArrayLike, level: float = LEVEL) -> Estimate:
    """The chance of what is marked 1 (or True) in the runs; NaN are left out."""
    marks = seen(happened)
    return chance(int(np.count_nonzero(marks)), marks.size, level)


def quantile_at(values: ArrayLike, q: float) -> float:
    """The smallest value at or below which at least the share q of the runs lies; NaN counts as never."""
    ordered = np.sort(at_last(values))
    return float(ordered[_rank(ordered.size, q) - 1])


def quantile_interval(values: ArrayLike, q: float, level: float = LEVEL) -> Estimate:
    """A quantile with an interval between two values that happened, whatever the distribution.

    How many of n values lie below the true quantile is binomial; the ranks leave at most half of 1 − level in each
    tail, so coverage is never below the level. An end is infinite where n is too small to set one. NaN counts as
    later than everything.

    Raises:
        ArgumentError: q is not between 0 and 1.
    """
    if not 0.0 < q < 1.0:
        raise ArgumentError(f"a quantile lies between 0 and 1, not at {q}")
    ordered = np.sort(at_last(values))
    return quantile_of_sorted(ordered, q, level)


def quantile_of_sorted(ordered: Column, q: float, level: float = LEVEL) -> Estimate:
    """The same from values already in order, with infinity for what did not happen."""
    n = ordered.size
    tail = (1.0 - level) / 2.0
    below, above = binomial_quantile(tail, n, q), binomial_quantile(1.0 - tail, n, q) + 1
    low = float(ordered[below - 1]) if below >= 1 else -math.inf
    high = float(ordered[above - 1]) if above <= n else math.inf
    value = float(ordered[_rank(n, q) - 1])
    return Estimate(value, low, high, n, "order statistics (binomial)", level)


def _rank(n: int, q: float) -> int:
    return min(n, max(1, math.ceil(q * n - 1e-9)))


def summary(values: ArrayLike, horizon: float | None = None) -> Summary:
    """One measure over all runs; `horizon` in the measure's own unit where it is a duration cut off there."""
    found = column(values)
    censored = int(np.count_nonzero(np.isnan(found)))
    counted = seen(found) if horizon is None else restricted(found, horizon)
    middle = moments(counted) if counted.size else Moments(0, math.nan, math.nan, 0.0)
    ordered = np.sort(counted if horizon is None else at_last(found))
    p05, p25, p50, p75, p95 = (_known(ordered, q) for q in SHARES)
    return Summary(middle.mean, middle.se, middle.sd, p05, p25, p50, p75, p95, found.size, censored)


def _known(ordered: Column, q: float) -> float:
    value = float(ordered[_rank(ordered.size, q) - 1]) if ordered.size else math.nan
    return math.nan if math.isinf(value) else value
