"""People under load: SPAR-H and THERP as published, odds, and the maturity curve."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sems_sim.laws import (
    COMPLETE,
    HIGH,
    LINEAR,
    LOG,
    LOW,
    MODERATE,
    ZERO,
    benefit,
    bounded_error,
    dependent_error,
    hazard_threshold,
    maturity_value,
    odds_shift,
    stress_factor,
    time_factor,
)


def test_the_worked_value_of_spar_h_is_met() -> None:
    """An action under high stress (2), moderate complexity (2) and low experience (3): 0.01187."""
    assert 0.01187 == pytest.approx(bounded_error(0.001, 2.0 * 2.0 * 3.0), abs=5e-6)


@given(st.floats(1e-6, 1.0), st.floats(0.0, 1e9))
def test_an_error_probability_stays_one(nominal: float, product: float) -> None:
    """However many factors pile up, the result is a probability."""
    assert 0.0 <= bounded_error(nominal, product) <= 1.0 + 1e-12


@pytest.mark.parametrize(
    ("expected", "load"),
    [(2.0, 0.0), (2.0, 0.149), (1.0, 0.15), (1.0, 1.0), (2.0, 1.01), (2.0, 2.0), (5.0, 2.01), (5.0, 9.0)],
)
def test_stress_has_four_steps(expected: float, load: float) -> None:
    """Too little load doubles errors, a fair one leaves them, more doubles, too much multiplies by five."""
    assert expected == stress_factor(load)


@pytest.mark.parametrize(("expected", "load"), [(1.0, 0.0), (1.0, 1.0), (1.5, 1.5), (5.0, 5.0), (5.0, 50.0)])
def test_overload_takes_time(expected: float, load: float) -> None:
    """Thinking takes 1 + max(0, u − 1) times as long, five times at most."""
    assert expected == time_factor(load)


@pytest.mark.parametrize(
    ("expected", "dependence"),
    [(0.01, ZERO), (1.19 / 20.0, LOW), (1.06 / 7.0, MODERATE), (1.01 / 2.0, HIGH), (1.0, COMPLETE)],
)
def test_dependence_meets_the_formulas_of_therp(expected: float, dependence: int) -> None:
    """The five levels of dependence for a basic probability of 0.01."""
    assert expected == pytest.approx(dependent_error(0.01, dependence), rel=1e-14)


def test_odds_are_multiplied() -> None:
    """Odds of 1 to 3 times 3 are even; impossible and certain stay so."""
    assert 0.5 == odds_shift(0.25, 3.0)
    assert 0.7 == pytest.approx(odds_shift(0.7, 1.0), rel=1e-15)
    assert (0.0, 1.0, 0.0) == (odds_shift(0.0, 9.0), odds_shift(1.0, 0.1), odds_shift(0.4, 0.0))


@given(st.floats(0.001, 0.999), st.floats(0.01, 100.0))
def test_odds_shift_back(p: float, ratio: float) -> None:
    """A shift and its inverse cancel."""
    assert p == pytest.approx(odds_shift(odds_shift(p, ratio), 1.0 / ratio), rel=1e-9)


def test_the_benefit_curve_is_that_of_the_five_levels() -> None:
    """Absent, present, suitable, operating, effective: 0, 10, 30, 75 and 100 per cent of the way."""
    assert [0.0, 0.10, 0.30, 0.75, 1.0] == [benefit(level) for level in range(5)]


@pytest.mark.parametrize(
    ("published", "kind", "worst", "best"),
    [
        ((4.0, 3.41, 2.47, 1.2, 0.8), LOG, 4.0, 0.8),
        ((10.0, 7.41, 4.07, 1.06, 0.5), LOG, 10.0, 0.5),
        ((0.6, 0.664, 0.813, 1.28, 1.65), LOG, 0.6, 1.65),
        ((0.4, 0.365, 0.295, 0.138, 0.05), LINEAR, 0.4, 0.05),
        ((0.55, 0.59, 0.67, 0.85, 0.95), LINEAR, 0.55, 0.95),
    ],
)
def test_maturity_rows_are_those_of_the_table(
    published: tuple[float, ...], kind: int, worst: float, best: float
) -> None:
    """From worst and best alone the rows of the published table follow, and the ends are exact."""
    values = [maturity_value(kind, worst, best, level) for level in range(5)]

    assert published == pytest.approx(values, rel=5e-3)
    assert (worst, best) == (values[0], values[4])


def test_a_hazard_is_drawn_once() -> None:
    """What is drawn at u happens when the accumulated hazard is −ln u: 1 at 1/e."""
    assert 1.0 == pytest.approx(hazard_threshold(1.0 / math.e), rel=1e-15)
