"""Many replications of one model, and what they came to: rows and measures.

The answer depends on the model, the seed and the number of replications, and on nothing else: not on who did the
work, in what order it was done, or how often it was interrupted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sems_sim.errors import ArgumentError
from sems_sim.model import Model, Policy
from sems_sim.stress.backends import Chunk, EngineName, run_chunk
from sems_sim.stress.batch import (
    CHUNK,
    Batch,
    band_names,
    measure_names,
    merged,
    sample_moments,
)
from sems_sim.stress.delivery import Executor
from sems_sim.stress.executor import executor_for
from sems_sim.stress.manifest import Request
from sems_sim.stress.outcomes import Ensemble, HeldRows, Rows
from sems_sim.stress.store import Store, Writer

Stop = Callable[[NDArray[np.float64]], bool]
"""Takes the measures of the next chunk, shape (replications, measures), in order and each chunk once; returns whether
that is enough. It is asked after every whole chunk, so that the answer is the same for any number of workers."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come; who shows it brings the clock."""

    done: int
    """Replications that are done, with those that were there at the start."""
    total: int
    """Replications that were asked for; a rule may stop earlier."""
    kept: int
    """Replications that were there at the start."""
    events: int
    """Events carried out since then."""


def run_ensemble(  # noqa: PLR0913 - the one call of this package; all but the model by name
    model: Model,
    *,
    replications: int,
    seed: int,
    engine: EngineName = "kernel",
    executor: Executor | None = None,
    store: Store | None = None,
    progress: Callable[[Progress], None] | None = None,
    stop: Stop | None = None,
    policy: Policy | None = None,
    chunk: int = CHUNK,
) -> Ensemble:
    """Simulate replications 0, 1, … of a model.

    Args:
        model: What to simulate.
        replications: How many; with `stop`, how many at most.
        seed: The seed of all of them; each draws from its own streams.
        engine: `kernel` is fast, `engine` readable; they give the same.
        executor: Who does the work; by default all cores of this machine. Close it yourself.
        store: Keep the rows in a folder, and read them from there; without it they are held in memory.
        progress: Told after every chunk.
        stop: A rule that says when there are enough.
        policy: Choices that replace those of the automatic policy.
        chunk: Replications that are handed out together, and after which `stop` is asked.

    Raises:
        ArgumentError: If an argument is wrong, or the folder or the executor cannot be used.
        SimulationError: If a replication cannot be run to its end.
    """
    if replications < 1 or chunk < 1:
        raise ArgumentError(f"{replications} replications: there is nothing to do", "ask for 1 or more")
    request = Request(model, replications, seed, engine, policy, chunk)
    with ExitStack() as open_things:
        workers = executor or open_things.enter_context(executor_for(engine))
        keeper = _Held() if store is None else open_things.enter_context(Writer(store, request))
        rows = _fill(keeper, request, workers, _Watch(progress, stop))
    return Ensemble(measure_names(model), seed, sample_moments(model.horizon_ms), band_names(model), rows)


class _Keeper(Protocol):
    """Keeps batches: in memory, or in a folder."""

    @property
    def done(self) -> int:
        """How many replications it has."""

    def blocks(self) -> Iterator[NDArray[np.float64]]:
        """Yield their measures, in order."""

    def add(self, batch: Batch) -> None:
        """Keep the next batch."""

    def finish(self) -> Rows:
        """Return the rows."""


class _Held:
    """Keeps batches in memory."""

    def __init__(self) -> None:
        self._batches: list[Batch] = []

    @property
    def done(self) -> int:
        return sum(batch.count for batch in self._batches)

    def blocks(self) -> Iterator[NDArray[np.float64]]:
        return (batch.measures for batch in self._batches)

    def add(self, batch: Batch) -> None:
        self._batches.append(batch)

    def finish(self) -> Rows:
        return HeldRows(merged(self._batches))


@dataclass(frozen=True, slots=True)
class _Watch:
    """Who looks on while an ensemble is filled."""

    progress: Callable[[Progress], None] | None
    stop: Stop | None


def _fill(keeper: _Keeper, request: Request, executor: Executor, watch: _Watch) -> Rows:
    """Do what is missing, and return all rows."""
    kept, events = keeper.done, 0
    if watch.progress is not None:
        watch.progress(Progress(kept, request.replications, kept, events))
    if _is_enough_already(keeper, request, watch):
        return keeper.finish()
    batches = executor.run(_chunks(request, kept), run_chunk)
    try:
        for _, batch in batches:
            keeper.add(batch)
            events += int(batch.events.sum())
            if watch.progress is not None:
                watch.progress(Progress(keeper.done, request.replications, kept, events))
            if watch.stop is not None and watch.stop(batch.measures):
                break
    finally:
        _close(batches)
    return keeper.finish()


def _close(batches: Iterator[tuple[int, Batch]]) -> None:
    """Call off what is still under way."""
    close = getattr(batches, "close", None)
    if close is not None:
        close()


def _is_enough_already(keeper: _Keeper, request: Request, watch: _Watch) -> bool:
    """Tell the rule what was there at the start, chunk by chunk, as if it had just been done."""
    if watch.stop is not None:
        for block in keeper.blocks():
            for first in range(0, block.shape[0], request.chunk):
                if watch.stop(block[first : first + request.chunk]):
                    return True
    return keeper.done >= request.replications


def _chunks(request: Request, done: int) -> Iterator[Chunk]:
    """Yield what is still to do, when it is asked for."""
    for first in range(done, request.replications, request.chunk):
        count = min(request.chunk, request.replications - first)
        yield Chunk(request.model, request.seed, first, count, request.policy, request.engine)
