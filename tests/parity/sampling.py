"""What the engine says of the bands of a run: stepped from moment to moment."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.engine import Run, Simulation
from sems_sim.model import Model, Policy

STEPS, BINS = 120, 101


def sampled(
    model: Model, seed: int, replication: int = 0, policy: Policy | None = None
) -> tuple[Run, NDArray[np.int64]]:
    """Run to the horizon; return the run and where each service, incident and the level was at each moment."""
    simulation = Simulation(model, seed=seed, replication=replication, policy=policy)
    bands = np.zeros((len(model.services) + len(model.incidents) + 1, STEPS + 1, BINS), np.int64)
    for step in range(STEPS + 1):
        moment_ms = min(step * model.horizon_ms // STEPS, model.horizon_ms - 1)
        simulation.run_until(moment_ms + 1)
        simulation.world.agenda.move_to(moment_ms)
        for band, place in enumerate(_places(simulation)):
            bands[band, step, place] += 1
    simulation.run_until(model.horizon_ms)
    return simulation.finish(model.horizon_ms), bands


def _places(simulation: Simulation) -> list[int]:
    parts: Any = simulation.parts
    services = [_bin_of(parts.services.performance(index)) for index in range(len(simulation.model.services))]
    incidents = [_bin_of(incident.severity_now()) for incident in parts.incidents.all]
    return [*services, *incidents, parts.command.current]


def _bin_of(share: float) -> int:
    """Return the whole percent nearest to a share; above the whole counts as the whole."""
    return min(max(int(share * 100.0 + 0.5), 0), BINS - 1)
