"""Severity in closed form against small steps of its own differential equation."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sems_sim.laws import (
    contained,
    driven_rate,
    severity_after,
    severity_integral,
    time_to_integral,
    time_to_severity,
)

# Start, driven rate, limit, containment: growing, contained, balanced, without growth, above the equilibrium, at rest.
CASES = [
    (0.1, 0.8, 1.0, 0.0),
    (0.1, 0.8, 0.6, 0.3),
    (0.5, 0.4, 1.0, 1.1),
    (0.5, 0.7, 1.0, 0.7),
    (0.5, 0.7, 1.0, 0.7 - 1e-10),
    (0.5, 0.0, 1.0, 0.6),
    (0.5, 0.0, 1.0, 0.0),
    (0.9, 0.8, 1.0, 0.5),
    (0.0, 0.8, 1.0, 0.5),
]
SEVERITIES = st.floats(0.011, 1.0)
RATES = st.floats(0.0, 6.0)


def _stepped(s: float, r: float, limit: float, e: float, hours: float) -> tuple[float, float]:
    """Severity and its integral by the fourth-order Runge-Kutta scheme."""

    def slope(x: float) -> float:
        return r * x * (1.0 - x / limit) - e * x

    steps = 4000
    h = hours / steps
    area = 0.0
    for _ in range(steps):
        a = slope(s)
        b = slope(s + 0.5 * h * a)
        c = slope(s + 0.5 * h * b)
        d = slope(s + h * c)
        middle = s + 0.5 * h * b
        after = s + h * (a + 2.0 * b + 2.0 * c + d) / 6.0
        area += h * (s + 4.0 * middle + after) / 6.0
        s = after
    return s, area


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("hours", [0.5, 6.0])
def test_the_closed_form_solves_the_equation(case: tuple[float, float, float, float], hours: float) -> None:
    """Severity and its integral agree with a fine numerical solution."""
    severity, area = _stepped(*case, hours)

    assert severity == pytest.approx(severity_after(*case, hours), rel=1e-9, abs=1e-12)
    assert area == pytest.approx(severity_integral(*case, hours), rel=1e-6, abs=1e-12)


def test_uncontained_growth_is_the_textbook_logistic() -> None:
    """With E = 0, S = L/(1 + (L/S₀ − 1)·e^(−rt))."""
    expected = 0.9 / (1.0 + (0.9 / 0.1 - 1.0) * math.exp(-0.8 * 5.0))

    assert expected == pytest.approx(severity_after(0.1, 0.8, 0.9, 0.0, 5.0), rel=1e-14)


def test_pure_containment_is_exponential_decay() -> None:
    """Without growth severity falls by e^(−Et), and the whole of it leaves S₀/E severity-hours."""
    assert 0.5 * math.exp(-1.8) == pytest.approx(severity_after(0.5, 0.0, 1.0, 0.6, 3.0), rel=1e-14)
    assert 0.5 / 0.6 == pytest.approx(severity_integral(0.5, 0.0, 1.0, 0.6, 1e6), rel=1e-14)


def test_nothing_overflows_after_a_very_long_time() -> None:
    """Thousands of growth times later severity is at its equilibrium, and its integral grows by that per hour."""
    level = 1.0 * (5.0 - 1.0) / 5.0
    early, late = (severity_integral(0.1, 5.0, 1.0, 1.0, hours) for hours in (1000.0, 2000.0))

    assert level == pytest.approx(severity_after(0.1, 5.0, 1.0, 1.0, 1e6), rel=1e-14)
    assert 1000.0 * level == pytest.approx(late - early, rel=1e-12)
    assert 0.0 == severity_after(0.1, 1.0, 1.0, 500.0, 1e6)
    assert 0.0 == severity_after(0.0, 5.0, 1.0, 1.0, 1e6)


@given(st.floats(-12.0, -6.0), st.sampled_from([-1.0, 1.0]))
def test_the_forms_meet_where_growth_and_containment_balance(power_of_ten: float, side: float) -> None:
    """Close to r = E every result differs from that at r = E by no more than the difference itself."""
    gap = side * 10.0**power_of_ten
    at = (0.3, 2.0, 1.0)

    for law, last in (
        (severity_after, 4.0),
        (severity_integral, 4.0),
        (time_to_severity, 0.1),
        (time_to_integral, 0.9),
    ):
        assert law(*at, 2.0, last) == pytest.approx(law(*at, 2.0 + gap, last), rel=abs(gap) * 50.0 + 1e-14)


@given(SEVERITIES, RATES, st.floats(0.2, 1.0), RATES, st.floats(0.01, 40.0))
def test_time_to_a_severity_inverts_its_course(
    s0: float, r: float, limit: float, e: float, hours: float
) -> None:
    """The time to the severity that is reached after some hours is those hours."""
    target = severity_after(s0, r, limit, e, hours)
    later = severity_after(s0, r, limit, e, hours * 1.001)
    assume(abs(later - target) > 1e-9 and abs(target - s0) > 1e-6 and target > 1e-6)

    assert hours == pytest.approx(time_to_severity(s0, r, limit, e, target), rel=1e-4)


@given(SEVERITIES, RATES, st.floats(0.2, 1.0), RATES, st.floats(0.01, 40.0))
def test_time_to_an_integral_inverts_its_course(
    s0: float, r: float, limit: float, e: float, hours: float
) -> None:
    """The time to the severity-hours that have gathered after some hours is those hours."""
    area = severity_integral(s0, r, limit, e, hours)
    assume(severity_after(s0, r, limit, e, hours) > 1e-6)

    assert hours == pytest.approx(time_to_integral(s0, r, limit, e, area), rel=1e-6)


@pytest.mark.parametrize(
    ("case", "target"),
    [
        ((0.5, 0.8, 1.0, 0.0), 0.4),
        ((0.5, 0.8, 1.0, 0.0), 1.0),
        ((0.5, 0.8, 1.0, 0.4), 0.6),
        ((0.5, 0.4, 1.0, 0.9), 0.6),
        ((0.9, 0.8, 1.0, 0.4), 0.3),
        ((0.5, 0.0, 1.0, 0.0), 0.6),
        ((0.0, 0.8, 1.0, 0.0), 0.6),
        ((0.5, 0.4, 1.0, 0.9), 0.0),
    ],
)
def test_what_is_never_reached_says_so(case: tuple[float, float, float, float], target: float) -> None:
    """A severity on the other side of now or of the equilibrium is never reached: −1."""
    assert -1.0 == time_to_severity(*case, target)


def test_a_contained_incident_gathers_only_so_much() -> None:
    """With E above r the integral has an end; beyond it the answer is −1, and none is needed for nothing."""
    assert -1.0 == time_to_integral(0.5, 0.0, 1.0, 0.5, 1.01)
    assert -1.0 == time_to_integral(0.0, 0.5, 1.0, 0.0, 0.1)
    assert 0.0 == time_to_integral(0.5, 0.5, 1.0, 0.0, 0.0)
    assert 0.0 == time_to_severity(0.5, 0.5, 1.0, 0.0, 0.5)


def test_the_snowball_drives_the_rate() -> None:
    """Consequences left alone multiply the rate, and worsening adds to it; containment must beat both."""
    rate = driven_rate(0.4, 0.5, 2.0, 0.1)

    assert 0.9 == pytest.approx(rate)
    assert contained(rate, 0.91)
    assert not contained(rate, 0.9)
