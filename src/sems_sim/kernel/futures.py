"""Many futures of one present: one past replayed, each future from a copy of it.

A future draws as in replication FUTURES + k, and draws anew what is left of everything that is under way (fine print
23). Nothing of the past is changed by it, so that two ensembles with the same luck differ only by what was ordered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel import doors
from sems_sim.kernel.header import STRAYS
from sems_sim.kernel.memory import SHAPES
from sems_sim.kernel.place import Stage
from sems_sim.kernel.simulate import (
    KernelRun,
    arrange,
    as_run,
    prepare,
    recover,
    stage_for,
)
from sems_sim.kernel.state_run import BANDS, BINS, MOMENTS, STEPS, bands_of, moments_between
from sems_sim.kernel.state_services import RATES, STARTS
from sems_sim.kernel.state_world import EVENTS, FINE, RECORDS, RUNS, STRAYED
from sems_sim.model import FUTURES, Present

_WORLD, _TRACE, _PLACES, _POOLS, _OUTCOME = 0, RECORDS, EVENTS + 3, 7, 9
_NO_END_MS = 1 << 62


@dataclass(frozen=True, slots=True, eq=False)
class KernelFutures:
    """Many futures of one present, in order."""

    measures: NDArray[np.float64]
    """Shape (futures, measures); of the whole run, past and future; NaN for what did not happen."""
    events: NDArray[np.int64]
    fingerprints: NDArray[np.uint64]
    """Shape (futures, 2)."""
    bands: NDArray[np.int64]
    """Shape (bands, 121, 101): how many futures had a value in a bin at a moment."""
    moments_ms: tuple[int, ...]
    """The 121 moments, equally spaced from the present to the end."""
    firsts_ms: NDArray[np.int64]
    """Shape (futures, watched): when each watched fact first came about after the present; -1 if it did not."""


def run_futures(
    present: Present, *, first: int, count: int, watched: Sequence[tuple[int, int]] = ()
) -> KernelFutures:
    """Run futures `first` to `first + count - 1` to the end, and return what they come to.

    `watched` holds (entity, kind) of facts whose first moment is wanted. Other threads go on meanwhile.

    Raises:
        ZeroTimeCircleError: If events of one of them chase each other without time passing.
        EndlessRunError: If one would go on for ever.
    """
    theatre = Theatre(present, samples=STEPS + 1)
    rows = theatre.stage.rows
    rows[BANDS]["count"] = 0
    world, values = rows[_WORLD], rows[_OUTCOME]["value"]
    measures, events = np.empty((count, len(values))), np.empty(count, np.int64)
    fingerprints, firsts = np.empty((count, 2), np.uint64), np.full((count, len(watched)), -1, np.int64)
    for place in range(count):
        theatre.play(first + place)
        measures[place], events[place] = values, world["events"][0]
        fingerprints[place] = world["low"].view(np.uint64)[0], world["high"].view(np.uint64)[0]
        _note_firsts(theatre.told(), watched, firsts[place])
    bands = rows[BANDS]["count"].reshape(bands_of(present.model), STEPS + 1, BINS).copy()
    moments = tuple(moments_between(present.now_ms, present.end_ms))
    return KernelFutures(measures, events, fingerprints, bands, moments, firsts)


def simulate_future(present: Present, future: int) -> KernelRun:
    """Run one future, and return what happened in past and future.

    Raises:
        ZeroTimeCircleError: If events chase each other without time passing.
        EndlessRunError: If it would go on for ever.
    """
    theatre = Theatre(present, samples=0)
    theatre.play(future)
    return as_run(theatre.stage, present.model, present.seed, FUTURES + future, present.end_ms)


def _note_firsts(
    told: NDArray[np.void], watched: Sequence[tuple[int, int]], firsts: NDArray[np.int64]
) -> None:
    """Note when each watched fact first came about in what a future told."""
    if not len(watched):
        return
    facts = told["entity"] << 16 | told["kind"]
    for place, (entity, kind) in enumerate(watched):
        found = facts == (entity << 16 | kind)
        where = int(found.argmax()) if len(found) else 0
        if len(found) and found[where]:
            firsts[place] = told["time_ms"][where]


class Theatre:
    """A stage on which the past has been played, and a copy of it to go back to."""

    def __init__(self, present: Present, *, samples: int) -> None:
        """Play the past."""
        self.present = present
        self.stage: Stage = stage_for(present.model)
        self._samples = samples
        self._block: NDArray[Any] = np.empty(0)
        self._pools: list[tuple[int, NDArray[Any]]] = []
        self._records = 0
        while (status := self._play_past()) != FINE:
            recover(self.stage, status)

    def play(self, future: int) -> None:
        """Play one future to its end; with more room, and the past once more, where a pool has proved too small."""
        while (status := self._play(future)) != FINE:
            recover(self.stage, status)
            while (status := self._play_past()) != FINE:
                recover(self.stage, status)

    def told(self) -> NDArray[np.void]:
        """Return the records of the future played last."""
        rows: NDArray[np.void] = self.stage.rows[_TRACE]
        return rows[self._records : int(self.stage.rows[_WORLD]["records"][0])]

    def _play_past(self) -> int:
        present, stage = self.present, self.stage
        prepare(stage, present.seed, present.replication, present.policy)
        world = stage.rows[_WORLD]
        # A draw beyond the horizon may come before it when what is left is drawn anew, so all is kept in the heap.
        world["horizon_ms"], world["end_ms"] = _NO_END_MS, present.end_ms
        stage.ask(doors.BEGIN)
        arrange(stage, present.policy.orders if present.policy is not None else ())
        status = stage.ask(doors.RUN, present.now_ms)
        if status == FINE:
            world["now_ms"], world["samples"], world["sample"] = present.now_ms, self._samples, 0
            stage.rows[MOMENTS]["at_ms"] = moments_between(present.now_ms, present.end_ms)
            self._keep()
        return status

    def _keep(self) -> None:
        """Copy all that a future may change; records of the past are only read."""
        rows = self.stage.rows
        used, pending = rows[_POOLS]["used"], int(rows[_WORLD]["pending"][0])
        self._block = self.stage.block.copy()
        self._records = int(rows[_WORLD]["records"][0])
        self._pools = []
        for number, shape in SHAPES.items():
            if shape.is_pool and number not in (_TRACE, RUNS):
                room = pending if number == _PLACES else int(used[number])
                room = (
                    len(rows[number]) if number in (STARTS, RATES) else room
                )  # rings, with no count of rows
                self._pools.append((number, rows[number][:room].copy()))

    def _play(self, future: int) -> int:
        """Go back to the present and play a future from there; return how it stands."""
        stage, present = self.stage, self.present
        world = stage.rows[_WORLD]
        latest = int(world["instant"][0])
        stage.block[:] = self._block
        for number, kept in self._pools:
            stage.rows[number][: len(kept)] = kept
        world["instant"] = latest + 1
        stage.ask(doors.FORK, FUTURES + future, present.end_ms)
        arrange(stage, present.then, present.ordered)
        status = stage.ask(doors.RUN, present.end_ms)
        if status == FINE:
            stage.ask(doors.FINISH, present.end_ms)
            status = STRAYED if stage.header[STRAYS] else int(world["status"][0])
        return status
