"""What many replications came to: columns by name, bands, frames; in memory or on disk."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sems_sim.errors import ArgumentError
from sems_sim.stress.batch import Batch, fingerprint_text, sample_moments
from sems_sim.stress.store import stored_rows

if TYPE_CHECKING:
    import pandas as pd


class Rows(Protocol):
    """The rows of an ensemble, in memory or on disk."""

    n: int

    def column(self, index: int) -> NDArray[np.float64]:
        """Return one measure of every replication."""

    def events(self) -> NDArray[np.int64]:
        """Return the events of every replication."""

    def fingerprints(self) -> NDArray[np.uint64]:
        """Return the fingerprints, in two halves."""

    def bands(self) -> NDArray[np.int64]:
        """Return the bands of all replications together."""

    def blocks(self) -> Iterator[NDArray[np.float64]]:
        """Yield the measures in order, as many replications at a time as fit in memory."""


class HeldRows:
    """Rows in memory."""

    def __init__(self, batch: Batch) -> None:
        """Hold one batch."""
        self._batch = batch
        self.n = batch.count

    def column(self, index: int) -> NDArray[np.float64]:
        """Return one measure of every replication."""
        return self._batch.measures[:, index]

    def events(self) -> NDArray[np.int64]:
        """Return the events of every replication."""
        return self._batch.events

    def fingerprints(self) -> NDArray[np.uint64]:
        """Return the fingerprints, in two halves."""
        return self._batch.fingerprints

    def bands(self) -> NDArray[np.int64]:
        """Return the bands of all replications together."""
        return self._batch.bands

    def blocks(self) -> Iterator[NDArray[np.float64]]:
        """Yield the measures, all at once."""
        yield self._batch.measures


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """What many replications came to. `ensemble["targets.all"]` is a column of it."""

    names: tuple[str, ...] = field(repr=False)
    """Names of the measures, in the order of `measures_of`."""
    seed: int
    moments_ms: tuple[int, ...] = field(repr=False)
    """When bands were taken."""
    band_names: tuple[str, ...]
    rows: Rows = field(repr=False)

    @property
    def n(self) -> int:
        """How many replications there are."""
        return self.rows.n

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        """Return a measure of every replication, in order; NaN for what did not happen.

        Raises:
            KeyError: If there is no such measure.
        """
        if name not in self.names:
            raise KeyError(name)
        return self.rows.column(self.names.index(name))

    @property
    def events(self) -> NDArray[np.int64]:
        """Events carried out in every replication."""
        return self.rows.events()

    @property
    def fingerprints(self) -> list[str]:
        """The fingerprint of every replication: that of `sems-sim run` with the same seed and replication."""
        return [fingerprint_text(halves) for halves in self.rows.fingerprints()]

    @property
    def bands(self) -> NDArray[np.int64]:
        """In how many replications a band lay in a bin at a moment; shape (bands, moments, bins).

        Bin b of a share is b %; of the level of response, its number.
        """
        return self.rows.bands()

    def blocks(self) -> Iterator[NDArray[np.float64]]:
        """Yield all measures in order, some replications at a time; shape (replications, measures)."""
        return self.rows.blocks()

    def to_pandas(self) -> pd.DataFrame:
        """Return all measures as a frame, indexed by replication; they must fit in memory."""
        import pandas as pd

        frame: pd.DataFrame = pd.DataFrame(self._columns())
        return frame.rename_axis("replication")

    def to_polars(self) -> Any:  # noqa: ANN401 - polars need not be installed
        """Return all measures as a Polars frame; what did not happen is null.

        Raises:
            ArgumentError: If Polars is not installed.
        """
        try:
            polars = importlib.import_module("polars")
        except ImportError as error:
            raise ArgumentError("Polars is not installed", "pip install polars") from error
        return polars.DataFrame(self._columns(), nan_to_null=True).with_row_index("replication")

    def _columns(self) -> dict[str, NDArray[np.float64]]:
        return {name: self.rows.column(index) for index, name in enumerate(self.names)}


def open_ensemble(folder: Path) -> Ensemble:
    """Open an ensemble that is kept in a folder; its rows stay on disk.

    Raises:
        ArgumentError: If there is none, or if it is damaged.
    """
    rows = stored_rows(folder)
    about, identity = rows.manifest.about, rows.manifest.identity
    return Ensemble(
        tuple(measure["name"] for measure in about["measures"]),
        int(identity["seed"]),
        sample_moments(int(about["horizon_ms"])),
        tuple(about["bands"]),
        rows,
    )
