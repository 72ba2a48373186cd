"""Severity is logistic, free or contained: crossings, containment, closing and harm.

At each crossing severity is set to what it crossed, up to a millisecond late: so much may add up from one to the next.
"""

from __future__ import annotations

import math

import pytest

from sems_sim.events import Kind
from tests.theory.theatre import measured, moments, play

HOUR_MS = 3_600_000
S0, R, L, E = 0.05, 0.6, 0.95, 0.9
OPENS, FOUGHT = 1.0, 8.0


def _grown(s0: float, r: float, e: float, hours: float) -> float:
    """S of dS/dt = r S(1 - S/L) - e S: Bernoulli's equation, solved through 1/S."""
    g = r - e
    return 1.0 / (math.exp(-g * hours) / s0 + r / (L * g) * (1.0 - math.exp(-g * hours)))


def _reached(s0: float, r: float, e: float, s: float) -> float:
    """Hours until severity s."""
    g = r - e
    limit = r / (L * g)
    return -math.log((1.0 / s - limit) / (1.0 / s0 - limit)) / g


def test_a_free_incident_grows_logistically() -> None:
    """With nothing against it, each tenth of severity is reached on time: 7 ms off in 7 h would show."""
    run = play("logistic_growth", {"clock.runs": "8h"})
    expected = [
        (OPENS + _reached(S0, R, 0.0, tenth / 10.0)) * HOUR_MS
        for tenth in range(1, 10)
        if _reached(S0, R, 0.0, tenth / 10.0) < FOUGHT - OPENS
    ]
    assert len(expected) >= 5
    crossed = [time for time, _ in moments(run, "fire", Kind.INCIDENT_CROSSED)]
    assert pytest.approx(expected, abs=len(expected)) == crossed


def test_a_contained_incident_falls_in_closed_form() -> None:
    """Against constant containment it falls through each tenth and closes at 0.01 on time: 15 ms off would show."""
    run = play("logistic_growth")
    top = _grown(S0, R, 0.0, FOUGHT - OPENS)
    assert pytest.approx(top, rel=1e-6) == measured(run, "incident.fire.severity_max")
    crossed = [time for time, _ in moments(run, "fire", Kind.INCIDENT_CROSSED) if time > FOUGHT * HOUR_MS]
    expected = [
        (FOUGHT + _reached(top, R, E, tenth / 10.0)) * HOUR_MS
        for tenth in range(9, 0, -1)
        if tenth / 10.0 < top
    ]
    assert pytest.approx(expected, abs=2.0 * len(expected)) == crossed
    closed = FOUGHT - OPENS + _reached(top, R, E, 0.01)
    assert pytest.approx(closed, abs=15.0 / HOUR_MS) == measured(run, "incident.fire.closed_h")
    assert FOUGHT - OPENS == measured(run, "incident.fire.contained_h")


def test_harm_is_the_integral_of_severity() -> None:
    """Two people an hour at severity 1 over growth and fall, against the integral in steps of 2 s: 1e-6 would show."""
    run = play("logistic_growth")
    top = _grown(S0, R, 0.0, FOUGHT - OPENS)
    free = L / R * math.log1p(S0 / L * math.expm1(R * (FOUGHT - OPENS)))
    hours = _reached(top, R, E, 0.01)
    steps = round(hours * 1800)
    width = hours / steps
    fall = sum(_grown(top, R, E, (step + 0.5) * width) for step in range(steps)) * width
    assert pytest.approx(2.0 * (free + fall), rel=1e-6) == measured(run, "people.harmed")
