"""Every sample is one uniform draw through an inverse distribution function.

A compiled law is a row of scalars (kind, a, b, c, start, size) over one flat table of floats. What a, b and c mean
is written beside each kind below; start and size point into the table. Quantiles never fall as u rises, so equal
draws keep the order of what they decide. The functions take plain numbers and tuples, so that a kernel can compile
them as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from sems_sim.laws.elementary import exp, expm1, log, power
from sems_sim.laws.listed import POINTS, STEPS, TABLE, Row, listed_cdf, listed_quantile
from sems_sim.laws.normal import normal_cdf, normal_quantile

CONSTANT = 0  # a: the value
UNIFORM = 1  # a: low, b: high
TRIANGULAR = 2  # a: low, b: mode, c: high
EXPONENTIAL = 3  # a: mean
LOGNORMAL = 4  # a: median, b: standard deviation of the logarithm
NORMAL = 5  # truncated at 0; a: mean and b: standard deviation before that, c: the share that is left
WEIBULL = 6  # a: scale, b: 1/shape, c: shape
BERNOULLI = 7  # 1 with probability c, else 0; a: 1 − c

_BELOW_ONE = 1.0 - 1.0 / 9007199254740992.0

__all__ = [
    "BERNOULLI", "CONSTANT", "EXPONENTIAL", "LOGNORMAL", "NORMAL", "POINTS", "STEPS", "TABLE", "TRIANGULAR",
    "UNIFORM", "WEIBULL", "Law", "Row", "cdf", "conditional_quantile", "quantile",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Law:
    """One compiled law: its row, its exact mean, the ends of its support, and the text the user wrote."""

    kind: int
    a: float
    b: float
    c: float
    start: int
    size: int
    mean: float
    low: float
    high: float
    text: str = ""

    @property
    def row(self) -> Row:
        """What the functions of this module take."""
        return (self.kind, self.a, self.b, self.c, self.start, self.size)

    @property
    def constant(self) -> bool:
        """Whether no draw can change the value."""
        return self.kind == CONSTANT


def quantile(row: Row, table: Sequence[float], u: float) -> float:
    """The value at or below which the law falls with probability u, 0 < u < 1, in the law's own unit."""
    kind, a, b, _, _, _ = row
    if kind == CONSTANT:
        return a
    if kind == LOGNORMAL:
        return a * exp(b * normal_quantile(u))
    if kind == EXPONENTIAL:
        return -a * log(1.0 - u)
    if kind == UNIFORM:
        return a + (b - a) * u
    if kind >= TABLE:
        return listed_quantile(row, table, u)
    return _shaped_quantile(row, u)


def cdf(row: Row, table: Sequence[float], x: float) -> float:
    """The probability of a value at or below x."""
    kind, a, b, c, _, _ = row
    if kind >= TABLE:
        return listed_cdf(row, table, x)
    if kind == CONSTANT:
        return 1.0 if x >= a else 0.0
    if kind == UNIFORM:
        return 0.0 if x <= a else 1.0 if x >= b else (x - a) / (b - a)
    if kind == TRIANGULAR:
        return _triangular_cdf(a, b, c, x)
    if kind == BERNOULLI:
        return 0.0 if x < 0.0 else a if x < 1.0 else 1.0
    return 0.0 if x <= 0.0 else _positive_cdf(row, x)


def conditional_quantile(row: Row, table: Sequence[float], done: float, u: float) -> float:
    """The whole duration, at least `done`, of something that has already lasted that long.

    The draw u is moved into what is left: F(done) + (1 − F(done))·u. A constant keeps its value; an
    exponential law, which has no memory, starts afresh.
    """
    kind, a, _, _, _, _ = row
    if kind == CONSTANT:
        return a if a > done else done
    if kind == EXPONENTIAL and done > 0.0:
        return done - a * log(1.0 - u)
    passed = cdf(row, table, done)
    moved = passed + (1.0 - passed) * u
    total = quantile(row, table, moved if moved < 1.0 else _BELOW_ONE)
    return total if total > done else done


def _shaped_quantile(row: Row, u: float) -> float:
    kind, a, b, c, _, _ = row
    if kind == NORMAL:
        return _normal_quantile(a, b, c, u)
    if kind == TRIANGULAR:
        if u * (c - a) < b - a:
            return a + sqrt(u * (c - a) * (b - a))
        return c - sqrt((1.0 - u) * (c - a) * (c - b))
    if kind == WEIBULL:
        return a * power(-log(1.0 - u), b)
    return 1.0 if u > a else 0.0


def _normal_quantile(mean: float, deviation: float, left: float, u: float) -> float:
    """Normal truncated at 0; whichever tail is nearer is the one computed, so that none loses its digits."""
    below = (1.0 - left) + left * u
    if below < 0.5:
        value = mean + deviation * normal_quantile(below)
    else:
        value = mean - deviation * normal_quantile((1.0 - u) * left)
    return value if value > 0.0 else 0.0


def _triangular_cdf(low: float, mode: float, high: float, x: float) -> float:
    if x <= low:
        return 0.0
    if x >= high:
        return 1.0
    if x < mode:
        return (x - low) * (x - low) / ((high - low) * (mode - low))
    return 1.0 - (high - x) * (high - x) / ((high - low) * (high - mode))


def _positive_cdf(row: Row, x: float) -> float:
    kind, a, b, c, _, _ = row
    if kind == EXPONENTIAL:
        return -expm1(-x / a)
    if kind == LOGNORMAL:
        return normal_cdf(log(x / a) / b)
    if kind == WEIBULL:
        return -expm1(-power(x / a, c))
    above = normal_cdf((a - x) / b) / c
    return 1.0 - above if above < 1.0 else 0.0
