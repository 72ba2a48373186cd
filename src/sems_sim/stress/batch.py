"""A batch: what a stretch of replications came to, in plain arrays.

Merging is concatenation and integer addition, so that splitting an ensemble changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sems_sim.model import Model, measures_of

CHUNK = 250
"""Replications that are handed out together; no result depends on how many workers there are."""
STEPS = 120
"""Stretches of equal length between the moments at which bands are taken."""
BINS = 101
"""Bins of a band: whole percents of a share, or the number of a level."""
LEVEL_BAND = "level"


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What replications `first`, `first + 1`, … came to."""

    first: int
    measures: NDArray[np.float64]
    """Shape (replications, measures), in the order of `measures_of`; NaN for what did not happen."""
    events: NDArray[np.int64]
    """Shape (replications,): events carried out."""
    fingerprints: NDArray[np.uint64]
    """Shape (replications, 2): the two halves of each fingerprint."""
    bands: NDArray[np.int64]
    """Shape (bands, 121, 101): in how many replications a band lay in a bin at a moment."""

    @property
    def count(self) -> int:
        """How many replications it holds."""
        return int(self.events.size)


def merged(batches: Sequence[Batch]) -> Batch:
    """Put batches that follow one another together.

    Raises:
        ValueError: If there are none, or if they leave a gap.
    """
    if not batches:
        message = "nothing to merge"
        raise ValueError(message)
    for before, after in pairwise(batches):
        if before.first + before.count != after.first:
            message = f"replication {before.first + before.count} is missing: {after.first} came next"
            raise ValueError(message)
    bands = batches[0].bands.copy()
    for batch in batches[1:]:
        bands += batch.bands
    return Batch(
        batches[0].first,
        np.concatenate([batch.measures for batch in batches]),
        np.concatenate([batch.events for batch in batches]),
        np.concatenate([batch.fingerprints for batch in batches]),
        bands,
    )


def sample_moments(horizon_ms: int) -> tuple[int, ...]:
    """Return the 121 moments of the bands: equally spaced, from the start to the last millisecond.

    A band at a moment says how things stood when all that happened in that millisecond had happened.
    """
    return tuple(min(step * horizon_ms // STEPS, horizon_ms - 1) for step in range(STEPS + 1))


def band_names(model: Model) -> tuple[str, ...]:
    """Name the bands: each service's performance, each incident's severity, the level of response."""
    services = [f"service.{model.name_of(row.entity)}.performance" for row in model.services]
    incidents = [f"incident.{model.name_of(row.entity)}.severity" for row in model.incidents]
    return (*services, *incidents, LEVEL_BAND)


def measure_names(model: Model) -> tuple[str, ...]:
    """Name the columns of `Batch.measures`."""
    return tuple(measure.name for measure in measures_of(model))


def fingerprint_text(halves: NDArray[np.uint64]) -> str:
    """Return the two halves of a fingerprint as the 32 hexadecimal digits that a run shows."""
    return f"{int(halves[0]):016x}{int(halves[1]):016x}"


def fingerprint_halves(text: str) -> tuple[int, int]:
    """Return the two halves of a fingerprint that is written as 32 hexadecimal digits."""
    return int(text[:16], 16), int(text[16:], 16)
