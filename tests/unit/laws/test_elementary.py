"""Our own logarithm and kin against the library’s, the normal law against AS 241."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sems_sim.laws import (
    LARGEST,
    erfc,
    exp,
    expm1,
    log,
    log1p,
    log_gamma,
    normal_cdf,
    normal_quantile,
    power,
)

COUNT = 20_000


def _worst(ours: Callable[[float], float], theirs: Callable[[float], float], values: list[float]) -> float:
    return max(abs(ours(x) - theirs(x)) / math.ulp(theirs(x)) for x in values)


def _spread(low: float, high: float) -> list[float]:
    """Many numbers between low and high, with no short period in their bits."""
    golden = 0.6180339887498949
    return [low + (high - low) * ((i * golden) % 1.0) for i in range(1, COUNT)]


def test_the_logarithm_is_within_2_units_in_the_last_place() -> None:
    """The logarithm is as good as the library's over the whole range, and close to 1."""
    assert _worst(log, math.log, [math.exp(x) for x in _spread(-700.0, 700.0)]) <= 2.0
    assert _worst(log, math.log, _spread(1e-9, 2.0)) <= 2.0
    assert _worst(log, math.log, [1.0 + x * x * x for x in _spread(-0.1, 0.1) if x]) <= 2.0


def test_the_logarithm_is_exact_where_it_must_be() -> None:
    """The logarithm of 1 is 0, and a power of two gives that many times ln 2."""
    assert 0.0 == log(1.0)
    assert math.log(2.0) * 10 == pytest.approx(log(1024.0), rel=1e-16)
    assert math.log(5e-324) == pytest.approx(log(5e-324), rel=1e-15)


def test_the_exponential_is_within_2_units_in_the_last_place() -> None:
    """The exponential is as good as the library's over the whole range."""
    assert _worst(exp, math.exp, _spread(-708.0, 709.7)) <= 2.0
    assert _worst(exp, math.exp, _spread(-1.0, 1.0)) <= 2.0


def test_the_exponential_neither_fails_nor_lingers_at_the_ends() -> None:
    """Too small is 0 and too large is the largest number; e to the 0 is 1."""
    assert (0.0, LARGEST, 1.0) == (exp(-709.0), exp(710.0), exp(0.0))


def test_the_small_forms_keep_their_digits() -> None:
    """ln(1 + x) and e to the x less 1 are good to 4 units in the last place down to tiny x."""
    values = [x * 10.0**-k for k in range(16) for x in _spread(-0.9, 0.9)[:1000]]

    assert _worst(log1p, math.log1p, values) <= 4.0
    assert _worst(expm1, math.expm1, values) <= 4.0
    assert _worst(expm1, math.expm1, _spread(-40.0, 700.0)) <= 4.0


@pytest.mark.parametrize(
    ("expected", "a", "b"),
    [
        (1.0, 7.3, 0.0),
        (7.3, 7.3, 1.0),
        (7.3 * 7.3, 7.3, 2.0),
        (1.0 / 7.3, 7.3, -1.0),
        (math.sqrt(7.3), 7.3, 0.5),
        (1.0, 1.0, 123.4),
        (0.0, 0.0, 0.3),
        (LARGEST, 0.0, -0.3),
        (1.0, 0.0, 0.0),
    ],
)
def test_simple_powers_are_exact(expected: float, a: float, b: float) -> None:
    """Powers that need no logarithm take none."""
    assert expected == power(a, b)


@given(st.floats(0.001, 1000.0), st.floats(-8.0, 8.0))
def test_a_power_agrees_with_the_library(a: float, b: float) -> None:
    """Any other power is good to about 1e-14."""
    assert math.pow(a, b) == pytest.approx(power(a, b), rel=2e-14)


def test_the_gamma_function_agrees_with_the_library() -> None:
    """The logarithm of the gamma function is good to 1e-13, and that of a factorial is right."""
    for x in _spread(0.01, 300.0)[:2000]:
        assert math.lgamma(x) == pytest.approx(log_gamma(x), rel=1e-13, abs=1e-13)
    assert math.log(math.factorial(20)) == pytest.approx(log_gamma(21.0), rel=1e-15)


def test_the_error_function_agrees_with_the_library() -> None:
    """The complementary error function keeps its digits far into the tail."""
    for x in _spread(-6.0, 26.0)[:5000]:
        assert math.erfc(x) == pytest.approx(erfc(x), rel=4e-15)
    assert 0.0 == erfc(30.0)


@pytest.mark.parametrize(
    ("published", "u"),
    [(-0.6744897501960817, 0.25), (-3.090232306167814, 0.001), (-9.262340089798408, 1e-20), (0.0, 0.5)],
)
def test_the_normal_quantile_meets_its_published_values(published: float, u: float) -> None:
    """The three check values of Algorithm AS 241, one for each of its regions, and the median."""
    assert published == pytest.approx(normal_quantile(u), rel=1e-15)


@given(st.floats(1e-15, 1.0 - 1e-15))
def test_the_normal_law_is_its_own_inverse(u: float) -> None:
    """The share below the quantile of u is u."""
    assert u == pytest.approx(normal_cdf(normal_quantile(u)), rel=1e-13)


@given(st.floats(0.5001, 1.0 - 1e-12))
def test_the_normal_quantile_is_odd(u: float) -> None:
    """Mirrored draws give mirrored values, as antithetic pairs need."""
    assert normal_quantile(u) == -normal_quantile(1.0 - u)
