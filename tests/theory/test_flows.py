"""The backlog of a drop in capacity, and the triangle of lost performance, exactly."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from sems_sim.engine import Simulation
from tests.theory import formulas as exact
from tests.theory.theatre import SEED, measured, model_of, play

HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("lam", "mu", "reduced", "lasts"), [(80, 88, 0, 6.0), (80, 88, 40, 4.0), (45, 60, 0, 2.0)]
)
def test_a_backlog_builds_and_clears_as_a_fluid(lam: int, mu: int, reduced: int, lasts: float) -> None:
    """Longest queue, time to clear and total delay of the three published drops: an error of 1e-6 would show."""
    longest, clear, delay = exact.fluid(lam, mu, reduced, lasts)
    overrides = {
        "services.runway.demand": f"{lam}/h",
        "services.runway.capacity": f"{mu}/h",
        "incidents.closure.hurts": f"[{{do: [{{capacity: {{runway: {reduced}/h}}, for: {lasts}h}}]}}]",
    }
    run = play("backlog", overrides)
    assert pytest.approx(longest, rel=1e-6) == measured(run, "service.runway.backlog_max")
    cleared = 1.0 + lasts + clear
    assert pytest.approx(cleared, abs=2.0 / HOUR_MS) == measured(run, "flag.cleared.first_h")
    assert 0.0 == measured(run, "service.runway.lost")
    queue = _queue_each_half_hour(overrides)
    assert pytest.approx(delay, rel=1e-6) == sum(queue) * 0.5  # trapezoids: every corner is on the half hour


def _queue_each_half_hour(overrides: dict[str, str]) -> list[float]:
    model = model_of("backlog", overrides)
    simulation = Simulation(model, seed=SEED)
    queue = []
    for half_hour in range(1, 2 * 79):
        moment = half_hour * HOUR_MS // 2
        simulation.run_until(moment)
        simulation.world.agenda.move_to(moment)
        queue.append(simulation.parts.services.backlog(0))
    return queue


def _loss_of(curve: Callable[[float], float], hours: float, steps: int) -> float:
    """Loss hours of a service whose lost share follows a curve from hour 1 on, in steps of its midpoints."""
    roster = {0.0: 1_000_000}
    for step in range(steps):
        lost = curve((step + 0.5) * hours / steps)
        roster[1.0 + step * hours / steps] = round(1_000_000 * (1.0 - lost))
    roster[1.0 + hours] = 1_000_000
    text = ", ".join(f"+{round(at * 3600)}s: {crew}" for at, crew in sorted(roster.items()))
    return measured(
        play("resilience_triangle", {"resources.crew.amount": f"{{{text}}}"}), "service.supply.loss_h"
    )


def test_a_linear_recovery_loses_a_triangle() -> None:
    """Drops of 0.6 over 10 h and of 1 over 18.2 h lose drop * T/2: an error of 1e-4 would show."""
    assert pytest.approx(3.0, rel=1e-4) == _loss_of(lambda t: 0.6 * (1.0 - t / 10.0), 10.0, 40)
    assert pytest.approx(9.1, rel=1e-4) == _loss_of(lambda t: 1.0 - t / 18.2, 18.2, 52)


def test_an_exponential_recovery_loses_its_closed_form() -> None:
    """A drop of 0.6 with a time constant of 3 h over 10 h loses 1.7358 h: an error of 1e-3 would show."""
    expected = 0.6 * 3.0 * (1.0 - math.exp(-10.0 / 3.0))
    assert pytest.approx(1.735786812, rel=1e-9) == expected
    assert pytest.approx(expected, rel=1e-3) == _loss_of(lambda t: 0.6 * math.exp(-t / 3.0), 10.0, 100)


def test_a_smooth_recovery_loses_a_triangle_too() -> None:
    """A cosine from 0.6 to nothing over 10 h loses 3 h: an error of 1e-4 would show."""
    assert pytest.approx(3.0, rel=1e-4) == _loss_of(
        lambda t: 0.3 * (1.0 + math.cos(math.pi * t / 10.0)), 10.0, 50
    )


def test_a_plateau_and_a_ramp_add_up() -> None:
    """All lost for 6.57 h and back over 4 h loses 8.57 h: an error of 1e-4 would show."""

    def lost(t: float) -> float:
        return 1.0 if t < 6.57 else 1.0 - (t - 6.57) / 4.0

    assert pytest.approx(8.57, rel=1e-4) == _loss_of(lost, 10.57, 1057)
