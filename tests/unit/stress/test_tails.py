"""Tails and quantiles against numbers printed in tables."""

import numpy as np
import pytest

from sems_sim.stress import tails


def test_normal_and_chi_square_quantiles() -> None:
    """1.96 and 3.84, the two numbers of every table."""
    assert 1.959964 == pytest.approx(tails.two_sided(0.95), abs=1e-6)
    assert 3.841459 == pytest.approx(tails.square_quantile(0.95), abs=1e-6)


def test_students_law() -> None:
    """The 97.5 % quantile with 8 degrees of freedom, there and back."""
    assert 2.306004 == pytest.approx(tails.student_quantile(0.975, 8), abs=1e-6)
    assert 0.975 == pytest.approx(tails.student_cdf(2.306004, 8), abs=1e-6)


def test_the_beta_law_alone_and_in_arrays() -> None:
    """The median of beta(2, 1) is √½, one by one or many at a time."""
    assert 0.5**0.5 == pytest.approx(tails.beta_quantile(2, 1, 0.5))
    assert [0.5**0.5, 0.5] == pytest.approx(
        tails.beta_quantiles(np.array([2, 3]), np.array([1, 3]), 0.5).tolist()
    )


def test_binomial_tails_meet() -> None:
    """At most two and three or more are all there is; the ends are certain."""
    assert 1.0 == pytest.approx(tails.binomial_cdf(2, 9, 0.3) + tails.binomial_at_least(3, 9, 0.3))
    assert (0.0, 1.0) == (tails.binomial_cdf(-1, 9, 0.3), tails.binomial_at_least(0, 9, 0.3))


@pytest.mark.parametrize("n", [1, 7, 60, 1000])
@pytest.mark.parametrize("chance", [0.02, 0.5, 0.95])
def test_a_binomial_quantile_is_the_smallest_count_that_does(n: int, chance: float) -> None:
    """The count reaches the probability and the one below does not."""
    for probability in (0.001, 0.025, 0.5, 0.975, 0.999):
        count = tails.binomial_quantile(probability, n, chance)
        assert tails.binomial_cdf(count - 1, n, chance) < probability <= tails.binomial_cdf(count, n, chance)
