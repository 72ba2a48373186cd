"""Do a chunk of replications, on the compiled kernel or on the readable engine.

`run_chunk` is a plain function of plain data, so that it can be sent to another process or machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from sems_sim.errors import ArgumentError
from sems_sim.garbage import without_collection
from sems_sim.model import Model, Policy
from sems_sim.stress.batch import (
    BINS,
    STEPS,
    Batch,
    band_names,
    fingerprint_halves,
    measure_names,
    sample_moments,
)

if TYPE_CHECKING:
    from sems_sim.engine import Run, Simulation

EngineName = Literal["kernel", "engine"]


@dataclass(frozen=True, slots=True)
class Rest:
    """All of a chunk but the model, which is large and the same for many chunks."""

    seed: int
    first: int
    count: int
    policy: Policy | None
    engine: EngineName


@dataclass(frozen=True, slots=True)
class Chunk:
    """Replications to be done in one go."""

    model: Model
    seed: int
    first: int
    """The number of the first replication."""
    count: int
    policy: Policy | None = None
    engine: EngineName = "kernel"

    @property
    def rest(self) -> Rest:
        """The chunk without its model."""
        return Rest(self.seed, self.first, self.count, self.policy, self.engine)


def whole(model: Model, rest: Rest) -> Chunk:
    """Put a chunk together again."""
    return Chunk(model, rest.seed, rest.first, rest.count, rest.policy, rest.engine)


def run_chunk(chunk: Chunk) -> Batch:
    """Simulate the replications of a chunk.

    Raises:
        ArgumentError: If there is no such engine.
        SimulationError: If a replication cannot be run to its end.
    """
    if chunk.engine == "kernel":
        return _on_kernel(chunk)
    if chunk.engine == "engine":
        return _on_engine(chunk)
    raise ArgumentError(f"there is no engine {chunk.engine!r}", "give kernel or engine")


def _on_kernel(chunk: Chunk) -> Batch:
    from sems_sim.kernel import run_replications

    done = run_replications(
        chunk.model, seed=chunk.seed, first=chunk.first, count=chunk.count, policy=chunk.policy
    )
    return Batch(chunk.first, done.measures, done.events, done.fingerprints, done.bands)


def _on_engine(chunk: Chunk) -> Batch:
    measures = np.full((chunk.count, len(measure_names(chunk.model))), np.nan)
    events = np.zeros(chunk.count, dtype=np.int64)
    fingerprints = np.zeros((chunk.count, 2), dtype=np.uint64)
    bands = np.zeros((len(band_names(chunk.model)), STEPS + 1, BINS), dtype=np.int64)
    for row in range(chunk.count):
        run = _replicate(chunk, chunk.first + row, bands)
        measures[row] = [np.nan if value is None else value for value in run.measures.values()]
        events[row] = run.events
        fingerprints[row] = fingerprint_halves(run.fingerprint)
    return Batch(chunk.first, measures, events, fingerprints, bands)


def _replicate(chunk: Chunk, replication: int, bands: NDArray[np.int64]) -> Run:
    """Run one replication, and count in the bands how it stood at each moment."""
    from sems_sim.engine import Simulation

    with without_collection():
        simulation = Simulation(chunk.model, seed=chunk.seed, replication=replication, policy=chunk.policy)
        for point, moment_ms in enumerate(sample_moments(chunk.model.horizon_ms)):
            simulation.run_until(moment_ms + 1)
            simulation.world.agenda.move_to(moment_ms)
            for band, number in enumerate(_bins(simulation)):
                bands[band, point, number] += 1
        return simulation.finish(chunk.model.horizon_ms)


def _bins(simulation: Simulation) -> list[int]:
    """Return the bin of each band now; the level of response is its own bin."""
    parts, model = simulation.parts, simulation.model
    found = [_bin_of(parts.services.performance(index)) for index in range(len(model.services))]
    found += [_bin_of(incident.severity_now()) for incident in parts.incidents.all]
    found.append(parts.command.current)
    return found


def _bin_of(share: float) -> int:
    return min(max(int(share * 100.0 + 0.5), 0), BINS - 1)
