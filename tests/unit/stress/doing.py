"""Work that takes no time, for tests of those who hand it out and keep it."""

import os
import signal
from functools import lru_cache
from pathlib import Path

import numpy as np

from sems_sim.errors import ZeroTimeCircleError
from sems_sim.model import Model
from sems_sim.scenario import compile_model, read_scenario
from sems_sim.stress import Batch, Chunk, band_names, measure_names

SCENARIO = Path(__file__).resolve().parents[3] / "scenarios" / "first-steps.yaml"


@lru_cache(maxsize=1)
def first_steps() -> Model:
    """The smallest scenario that came along."""
    return compile_model(read_scenario(SCENARIO))


def chunks(count: int, size: int = 3) -> list[Chunk]:
    """Chunks of equal size, one after the other."""
    return [Chunk(first_steps(), 1, number * size, size, None, "engine") for number in range(count)]


def pretended(chunk: Chunk) -> Batch:
    """Numbers that depend on the seed and the replication alone, as those of real work do; some are missing."""
    rows = np.arange(chunk.first, chunk.first + chunk.count, dtype=np.int64)
    columns = np.arange(len(measure_names(chunk.model)), dtype=np.int64)
    mixed = (rows[:, None] * 7919 + columns * 104_729 + chunk.seed) % 1009
    measures = np.where(mixed % 5 == 0, np.nan, mixed / 7.0)
    measures[:, 3] = rows % 2
    measures[:, 4] = np.nan
    measures[:, 5] = rows / 3.0
    bands = np.zeros((len(band_names(chunk.model)), 121, 101), dtype=np.int64)
    for row in rows:
        for band in range(bands.shape[0]):
            bands[band, np.arange(121), (row * 3 + np.arange(121)) % 101] += 1
    halves = np.stack([rows * 2 + chunk.seed, rows * 3], axis=1).astype(np.uint64)
    return Batch(chunk.first, measures, rows * 10, halves, bands)


def dying(folder: Path, chunk: Chunk) -> Batch:
    """Kill the process that does the fourth chunk, but only the first time."""
    mark = folder / "died"
    if chunk.first == 9 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return pretended(chunk)


def deadly(chunk: Chunk) -> Batch:
    """Kill the process that does the fourth chunk, each time."""
    if chunk.first == 9:
        os.kill(os.getpid(), signal.SIGKILL)
    return pretended(chunk)


def faulty(chunk: Chunk) -> Batch:
    """Fail at the fourth chunk."""
    if chunk.first == 9:
        message = "the work is wrong"
        raise RuntimeError(message)
    return pretended(chunk)


def circular(chunk: Chunk) -> Batch:
    """Fail with an error that takes several arguments."""
    assert 0 <= chunk.first
    raise ZeroTimeCircleError(7, ["a", "b"])


def slow(chunk: Chunk) -> Batch:
    """Never come to an end, but for the first chunk."""
    if chunk.first > 0:
        signal.pause()
    return pretended(chunk)
