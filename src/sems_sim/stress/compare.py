"""Two plans in the same crises: differences pair by pair, with what the pairing saved.

Replication r of one plan and replication r of the other draw the same chances, so their difference is due to the
plan. All differences here are the first plan less the second.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sems_sim.errors import ArgumentError
from sems_sim.stress.statistics import (
    LEVEL,
    Column,
    Estimate,
    chance,
    column,
    mean_interval,
    moments,
    restricted,
)
from sems_sim.stress.tails import binomial_cdf, student_cdf, two_sided


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first plan against the second over n pairs of runs.

    `difference` is of means (restricted to the horizon for durations) or of chances; `first_better` the share of
    pairs in which the first plan did strictly better and `ties` the share in which neither did. `saved` is the share
    of the variance of the difference that pairing took away, below 0 where it did harm; `p_value` is of no
    difference, two-sided, for this one comparison.
    """

    difference: Estimate
    first: float
    second: float
    first_better: Estimate
    ties: float
    saved: float
    p_value: float
    n: int

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves no room for no difference."""
        return not self.difference.holds(0.0)

    @property
    def worth(self) -> float:
        """How many independent pairs one such pair is worth; infinite where no two differ."""
        return math.inf if self.saved >= 1.0 else 1.0 / (1.0 - self.saved)


def compare(
    first: ArrayLike,
    second: ArrayLike,
    *,
    less_is_better: bool = True,
    horizon: float | None = None,
    level: float = LEVEL,
) -> Comparison:
    """Two columns of the same measure under the same replication numbers, pair by pair.

    Where both hold nothing but 0 and 1 the difference is one of chances. With a horizon, what did not happen counts
    as the horizon; without one, pairs with a NaN are left out.

    Raises:
        ArgumentError: the columns are not equally long, or no pair is left.
    """
    a, b = _pairs(first, second, horizon)
    apart = a - b
    better = apart < 0.0 if less_is_better else apart > 0.0
    won, tied = int(np.count_nonzero(better)), int(np.count_nonzero(apart == 0.0))
    marks = bool(np.isin(a, (0.0, 1.0)).all() and np.isin(b, (0.0, 1.0)).all())
    return Comparison(
        paired_chances(a, b, level) if marks else mean_interval(apart, level),
        moments(a).mean,
        moments(b).mean,
        chance(won, a.size, level),
        tied / a.size,
        variance_saved(a, b),
        mcnemar(a, b) if marks else _t_test(apart),
        a.size,
    )


def variance_saved(first: ArrayLike, second: ArrayLike) -> float:
    """1 − var(A − B)/(var A + var B): the share of variance that common random numbers took away."""
    a, b = column(first), column(second)
    if a.size < 2:
        return math.nan
    apart, alone = moments(a - b).sd ** 2, moments(a).sd ** 2 + moments(b).sd ** 2
    return 1.0 - apart / alone if alone > 0.0 else math.nan


def paired_chances(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Estimate:
    """The difference of two chances seen in the same runs.

    Newcombe's tenth method: the two Wilson intervals combined by squares, with the correlation of the pairs.
    Source: Newcombe, "Improved confidence intervals for the difference between binomial proportions based on paired
    data" (1998).
    """
    a, b = column(first) > 0.5, column(second) > 0.5
    both, neither = int(np.count_nonzero(a & b)), int(np.count_nonzero(~a & ~b))
    only_a, only_b = int(np.count_nonzero(a & ~b)), int(np.count_nonzero(~a & b))
    n = a.size
    p, q = (both + only_a) / n, (both + only_b) / n
    phi = _correlation(both, only_a, only_b, neither)
    (p_low, p_high), (q_low, q_high) = _wilson(p, n, level), _wilson(q, n, level)
    below, above = _hypotenuse(p - p_low, q_high - q, phi), _hypotenuse(p_high - p, q - q_low, phi)
    return Estimate(p - q, p - q - below, p - q + above, n, "paired chances (Newcombe 10)", level)


def mcnemar(first: ArrayLike, second: ArrayLike) -> float:
    """The exact two-sided p value that two paired chances are equal: discordant pairs fall either way alike."""
    a, b = column(first) > 0.5, column(second) > 0.5
    one, other = int(np.count_nonzero(a & ~b)), int(np.count_nonzero(~a & b))
    if one + other == 0:
        return 1.0
    return min(1.0, 2.0 * binomial_cdf(min(one, other), one + other, 0.5))


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """The p values raised for having made all of these comparisons, in the order given. Source: Holm (1979)."""
    order = sorted(range(len(p_values)), key=lambda k: (p_values[k], k))
    raised, worst = [0.0] * len(p_values), 0.0
    for rank, k in enumerate(order):
        worst = max(worst, min(1.0, (len(order) - rank) * p_values[k]))
        raised[k] = worst
    return tuple(raised)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One plan of several against the same reference; `p_value` is Holm's, the interval holds for all at once."""

    name: str
    comparison: Comparison
    p_value: float


def compare_all(
    plans: Mapping[str, ArrayLike],
    reference: ArrayLike,
    *,
    less_is_better: bool = True,
    horizon: float | None = None,
    level: float = LEVEL,
) -> tuple[Ranked, ...]:
    """Each plan against the reference, best first; the intervals hold together at the level (Bonferroni).

    Raises:
        ArgumentError: a column does not fit the reference.
    """
    if not plans:
        return ()
    each = 1.0 - (1.0 - level) / len(plans)
    found = {
        name: compare(values, reference, less_is_better=less_is_better, horizon=horizon, level=each)
        for name, values in plans.items()
    }
    raised = holm([one.p_value for one in found.values()])
    ranked = [Ranked(name, one, p) for (name, one), p in zip(found.items(), raised, strict=True)]
    sign = 1.0 if less_is_better else -1.0
    return tuple(sorted(ranked, key=lambda one: (sign * one.comparison.difference.value, one.name)))


def _pairs(first: ArrayLike, second: ArrayLike, horizon: float | None) -> tuple[Column, Column]:
    a, b = column(first), column(second)
    if a.shape != b.shape:
        raise ArgumentError(
            f"{a.size} runs of one plan and {b.size} of the other make no pairs",
            "run both with the same -n and --seed",
        )
    if horizon is not None:
        return restricted(a, horizon), restricted(b, horizon)
    kept = ~(np.isnan(a) | np.isnan(b))
    if not kept.any():
        raise ArgumentError("in no pair of runs has the measure a value in both")
    return a[kept], b[kept]


def _t_test(apart: Column) -> float:
    found = moments(apart)
    if apart.size < 2 or found.sd == 0.0:
        return 1.0 if apart.size < 2 or found.mean == 0.0 else 0.0
    return 2.0 * student_cdf(-abs(found.mean / found.se), found.n - 1)


def _wilson(p: float, n: int, level: float) -> tuple[float, float]:
    z = two_sided(level)
    middle = p + z * z / (2.0 * n)
    reach = z * math.sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n))
    scale = 1.0 + z * z / n
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def _correlation(both: int, only_a: int, only_b: int, neither: int) -> float:
    """Newcombe's φ, drawn towards 0 by half a pair where it is positive."""
    margins = (both + only_a) * (only_b + neither) * (both + only_b) * (only_a + neither)
    if margins == 0:
        return 0.0
    product = float(both * neither - only_a * only_b)
    if product > 0.0:
        product = max(0.0, product - (both + only_a + only_b + neither) / 2.0)
    return product / math.sqrt(margins)


def _hypotenuse(one: float, other: float, phi: float) -> float:
    return math.sqrt(max(0.0, one * one - 2.0 * phi * one * other + other * other))
