"""Futures are played in pieces, on several cores, and can be stopped between two of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sems_sim.errors import InterruptedRunError
from sems_sim.model import Present, measures_of

PIECE = 75
"""Futures that are played together; no result depends on it."""
Watched = tuple[int, int]
"""(entity, kind) of a fact whose first moment is wanted."""


class Piece(Protocol):
    """Some futures as the kernel gives them back."""

    @property
    def measures(self) -> NDArray[np.float64]:
        """Shape (futures, measures)."""

    @property
    def bands(self) -> NDArray[np.int64]:
        """Shape (bands, 121, 101)."""

    @property
    def moments_ms(self) -> tuple[int, ...]:
        """The moments of the bands."""

    @property
    def firsts_ms(self) -> NDArray[np.int64]:
        """Shape (futures, watched)."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Effort:
    """How many futures, on how many cores, and who may stop the work."""

    futures: int = 300
    workers: int = 0
    """Threads; 0 for one less than there are cores, so that a screen can answer meanwhile."""
    is_stopped: Callable[[], bool] = _never
    """Asked between two pieces of work; the work then ends with an InterruptedRunError."""
    progress: Callable[[int, int], None] | None = None
    """Told (futures played, futures wanted)."""
    first: int = 0
    """Number of the first future: other numbers are other luck."""


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """Futures that have been played, in order."""

    present: Present
    measures: NDArray[np.float64]
    """Shape (futures, measures), in the order of `measures_of`; NaN for what did not happen."""
    bands: NDArray[np.int64]
    """Shape (bands, 121, 101): how many futures had a value in a bin at a moment."""
    moments_ms: tuple[int, ...]
    firsts_ms: NDArray[np.int64]
    """Shape (futures, watched): when each watched fact first came about after the present; -1 if it did not."""

    @property
    def count(self) -> int:
        """How many futures there are."""
        return len(self.measures)

    def column(self, measure: str) -> NDArray[np.float64]:
        """Return a measure over the futures, by name."""
        for place, row in enumerate(measures_of(self.present.model)):
            if row.name == measure:
                column: NDArray[np.float64] = self.measures[:, place]
                return column
        raise KeyError(measure)


def play(present: Present, effort: Effort, watched: Sequence[Watched] = ()) -> Played:
    """Play futures of a present.

    Raises:
        InterruptedRunError: If the effort was stopped.
        ZeroTimeCircleError: If events of a future chase each other without time passing.
        EndlessRunError: If one would go on for ever.
    """
    from sems_sim.kernel import run_futures

    starts = range(effort.first, effort.first + effort.futures, PIECE)
    end = effort.first + effort.futures

    def piece(first: int) -> Piece | None:
        if effort.is_stopped():
            return None
        return run_futures(present, first=first, count=min(PIECE, end - first), watched=watched)

    parts: list[Piece] = []
    done = 0
    for part in _in_order(piece, starts, effort.workers or max(1, (os.cpu_count() or 2) - 1)):
        if part is None:
            message = "stopped before all futures were played"
            raise InterruptedRunError(message)
        parts.append(part)
        done += len(part.measures)
        if effort.progress is not None:
            effort.progress(done, effort.futures)
    return _joined(present, parts)


def _in_order(
    piece: Callable[[int], Piece | None], starts: Sequence[int], workers: int
) -> Iterator[Piece | None]:
    if workers == 1 or len(starts) == 1:
        yield from map(piece, starts)
        return
    with ThreadPoolExecutor(workers, thread_name_prefix="futures") as pool:
        yield from pool.map(piece, starts)


def _joined(present: Present, parts: Sequence[Piece]) -> Played:
    bands = parts[0].bands.copy()
    for part in parts[1:]:
        bands += part.bands
    measures = np.concatenate([part.measures for part in parts])
    firsts = np.concatenate([part.firsts_ms for part in parts])
    return Played(present, measures, bands, parts[0].moments_ms, firsts)
