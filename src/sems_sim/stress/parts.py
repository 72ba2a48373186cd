"""Batches on disk: outcomes and bands as Parquet, and what is in hand.

Outcomes have one row a replication, bands one row for each bin that is not empty: how many of this part's
replications lay in it. The counts of parts add up.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sems_sim.laws import ms_to_hours
from sems_sim.stress.batch import (
    BINS,
    LEVEL_BAND,
    STEPS,
    Batch,
    fingerprint_halves,
    fingerprint_text,
)
from sems_sim.stress.parquet import Kind, Table, reals, table, wholes, words

_BEFORE = 2
"""Columns of outcomes before the measures: replication, events."""
_BAND_KINDS: tuple[Kind, ...] = ("text", "whole", "real", "whole", "real", "whole")


def outcomes_file(batch: Batch, names: Sequence[str]) -> bytes:
    """Return a Parquet file: replication, events, every measure (NULL: did not happen), fingerprint."""
    numbers = np.arange(batch.first, batch.first + batch.count, dtype=np.int64)
    texts = [fingerprint_text(halves) for halves in batch.fingerprints]
    measures = [reals(name, batch.measures[:, index]) for index, name in enumerate(names)]
    return table(
        [
            wholes("replication", numbers),
            wholes("events", batch.events),
            *measures,
            words("fingerprint", texts, np.arange(batch.count, dtype=np.int64)),
        ]
    )


def bands_file(bands: NDArray[np.int64], names: Sequence[str], moments_ms: Sequence[int]) -> bytes:
    """Return a Parquet file: band, point (0 to 120), time_h, bin, value (middle of the bin), count."""
    band, point, place = (part.astype(np.int64) for part in np.nonzero(bands))
    hours = np.array([ms_to_hours(moment) for moment in moments_ms])
    values = np.where(band == list(names).index(LEVEL_BAND), place * 1.0, place / 100.0)
    return table(
        [
            words("band", names, band),
            wholes("point", point),
            reals("time_h", hours[point]),
            wholes("bin", place),
            reals("value", values),
            wholes("count", bands[band, point, place]),
        ]
    )


class Outcomes:
    """A file of outcomes, read column by column."""

    def __init__(self, path: Path, measures: int) -> None:
        """Say where it is, and how many measures it has."""
        measured: list[Kind] = ["real"] * measures
        kinds: list[Kind] = ["whole", "whole", *measured, "text"]
        self._table = Table(path, tuple(kinds))
        self._measures = measures

    def measure(self, index: int) -> NDArray[np.float64]:
        """Return one measure of every replication; NaN for what did not happen."""
        return self._table.column(_BEFORE + index).values.astype(np.float64, copy=False)

    def events(self) -> NDArray[np.int64]:
        """Return the events of every replication."""
        return self._table.column(1).values.astype(np.int64, copy=False)

    def fingerprints(self) -> NDArray[np.uint64]:
        """Return the fingerprints, in two halves."""
        column = self._table.column(_BEFORE + self._measures)
        return np.array([fingerprint_halves(column.words[row]) for row in column.values], dtype=np.uint64)


def read_bands(path: Path, names: Sequence[str]) -> NDArray[np.int64]:
    """Return the counts of a file of bands, shape (bands, 121, 101)."""
    columns = Table(path, _BAND_KINDS)
    band = columns.column(0)
    order = np.array([list(names).index(word) for word in band.words], dtype=np.int64)
    bands = np.zeros((len(names), STEPS + 1, BINS), dtype=np.int64)
    point, place, count = (columns.column(number).values for number in (1, 3, 5))
    bands[order[band.values.astype(np.int64)], point.astype(np.int64), place.astype(np.int64)] = count
    return bands


def in_hand(batch: Batch) -> bytes:
    """Return a batch as a small file of NumPy's, which knows when it is torn."""
    most = int(batch.bands.max(initial=0))
    file = io.BytesIO()
    np.savez(
        file,
        first=np.int64(batch.first),
        measures=batch.measures,
        events=batch.events,
        fingerprints=batch.fingerprints,
        bands=batch.bands.astype(np.min_scalar_type(most)),
    )
    return file.getvalue()


def from_hand(path: Path) -> Batch | None:
    """Read a batch back; None if it is not there whole."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            return Batch(
                int(file["first"]),
                file["measures"],
                file["events"],
                file["fingerprints"],
                file["bands"].astype(np.int64),
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
