"""Tails and quantiles of the laws that intervals are made of, from SciPy."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sems_sim.laws import normal_quantile


def two_sided(level: float) -> float:
    """How many standard deviations a normal law needs on either side to hold this share."""
    return normal_quantile(0.5 + level / 2.0)


def student_quantile(probability: float, freedom: int) -> float:
    """The quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, probability))


def student_cdf(t: float, freedom: int) -> float:
    """The chance of Student's t at or below t."""
    from scipy.special import stdtr

    return float(stdtr(freedom, t))


def square_quantile(probability: float) -> float:
    """The quantile of χ² with one degree of freedom."""
    return two_sided(probability) ** 2


def beta_quantile(a: int, b: int, probability: float) -> float:
    """The quantile of the beta law with parameters a and b."""
    from scipy.special import betaincinv

    return float(betaincinv(a, b, probability))


def beta_quantiles(a: NDArray[np.int64], b: NDArray[np.int64], probability: float) -> NDArray[np.float64]:
    """The same for many pairs of parameters at once."""
    from scipy.special import betaincinv

    return np.asarray(betaincinv(a, b, probability), dtype=np.float64)


def binomial_cdf(count: int, n: int, chance: float) -> float:
    """The chance of at most `count` successes."""
    from scipy.special import bdtr

    return float(bdtr(count, n, chance)) if count >= 0 else 0.0


def binomial_at_least(count: int, n: int, chance: float) -> float:
    """The chance of `count` successes or more."""
    from scipy.special import bdtrc

    return float(bdtrc(count - 1, n, chance)) if count > 0 else 1.0


def binomial_quantile(probability: float, n: int, chance: float) -> int:
    """The smallest count that is not passed with at least this probability."""
    from scipy.special import bdtrik

    start = float(bdtrik(probability, n, chance))
    count = 0 if math.isnan(start) else max(0, math.ceil(start) - 1)
    while binomial_cdf(count, n, chance) < probability:
        count += 1
    return count
