"""An ensemble on disk: a manifest, outcomes and bands in parts, and what is in hand.

    manifest.json                    what it is, and what of it is there
    scenario/…                       the files it was made from
    outcomes/part-00000.parquet      one row a replication
    bands/part-00000.parquet         how things stood over time
    in-hand/000005000.npz            chunks of the part that is being filled; gone at the end

Only what the manifest names counts. A part is written before the manifest names it, so whoever is killed loses the
chunks under way and nothing else; and the bytes are the same, however often that happened.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sems_sim.errors import ArgumentError
from sems_sim.stress.batch import BINS, STEPS, Batch, band_names, measure_names, merged, sample_moments
from sems_sim.stress.folder import LOCK, Lock, sha256_of, write_whole
from sems_sim.stress.manifest import (
    NAME,
    Manifest,
    Origin,
    Part,
    Request,
    manifest_for,
    read_manifest,
    refuse_others,
    write_manifest,
)
from sems_sim.stress.parts import Outcomes, bands_file, from_hand, in_hand, outcomes_file, read_bands

PART = 5_000
"""Replications in one file."""
_OUTCOMES, _BANDS, _IN_HAND, _SCENARIO = "outcomes", "bands", "in-hand", "scenario"


@dataclass(frozen=True, slots=True)
class Store:
    """Where an ensemble is to be kept."""

    folder: Path
    origin: Origin = field(default_factory=Origin)
    resume: bool = False
    """Go on with what is there; otherwise a folder that holds an ensemble is refused."""
    part: int = PART
    """Replications in one file."""


class StoredRows:
    """The rows of an ensemble on disk, read when they are asked for."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Say where, and what is there."""
        self.folder = folder
        self.manifest = manifest
        self.n = manifest.done
        self._measures = len(manifest.about["measures"])

    def _outcomes(self) -> Iterator[Outcomes]:
        for part in self.manifest.parts:
            yield Outcomes(self._path(_OUTCOMES, part), self._measures)

    def _path(self, kind: str, part: Part) -> Path:
        return self.folder / kind / part.name(self.manifest.part_size)

    def column(self, index: int) -> NDArray[np.float64]:
        """Return one measure of every replication; NaN for what did not happen."""
        return np.concatenate([np.empty(0), *(outcomes.measure(index) for outcomes in self._outcomes())])

    def events(self) -> NDArray[np.int64]:
        """Return the events of every replication."""
        none = np.empty(0, dtype=np.int64)
        return np.concatenate([none, *(outcomes.events() for outcomes in self._outcomes())])

    def fingerprints(self) -> NDArray[np.uint64]:
        """Return the fingerprints, in two halves; shape (replications, 2)."""
        none = np.empty((0, 2), dtype=np.uint64)
        return np.concatenate([none, *(outcomes.fingerprints() for outcomes in self._outcomes())])

    def bands(self) -> NDArray[np.int64]:
        """Return the bands of all replications together."""
        names = self.manifest.about["bands"]
        found = np.zeros((len(names), STEPS + 1, BINS), dtype=np.int64)
        for part in self.manifest.parts:
            found += read_bands(self._path(_BANDS, part), names)
        return found

    def blocks(self) -> Iterator[NDArray[np.float64]]:
        """Yield the measures in order, a part at a time; shape (replications, measures)."""
        for outcomes in self._outcomes():
            yield np.column_stack([outcomes.measure(index) for index in range(self._measures)])


def stored_rows(folder: Path) -> StoredRows:
    """Open an ensemble on disk to read it.

    Raises:
        ArgumentError: If there is none, or if a part is missing or damaged.
    """
    manifest = read_manifest(folder)
    if len(_sound_parts(folder, manifest)) != len(manifest.parts):
        hint = "go on with --resume, which makes the damaged part again"
        raise ArgumentError(f"{folder}: a part is missing or damaged", hint)
    return StoredRows(folder, manifest)


def _sound_parts(folder: Path, manifest: Manifest) -> tuple[Part, ...]:
    """Return the parts up to the first that is torn, missing or changed."""
    found: list[Part] = []
    for part in manifest.parts:
        name = part.name(manifest.part_size)
        hashes = (sha256_of(folder / _OUTCOMES / name), sha256_of(folder / _BANDS / name))
        if hashes != (part.outcomes, part.bands):
            break
        found.append(part)
    return tuple(found)


class Writer:
    """Takes batches in order and keeps them; a context that has the folder to itself."""

    def __init__(self, store: Store, request: Request) -> None:
        """Say where, and what will come."""
        if store.part % request.chunk:
            message = f"a part of {store.part} is not made of whole chunks of {request.chunk}"
            raise ValueError(message)
        self.folder = store.folder
        self.manifest = manifest_for(request, store.origin, store.part)
        self._store = store
        self._names = measure_names(request.model)
        self._bands = band_names(request.model)
        self._pending: list[Batch] = []
        self._lock = ExitStack()

    def __enter__(self) -> Self:
        """Take the folder, and find out what is there.

        Raises:
            ArgumentError: If it cannot be written, or holds something else.
        """
        with ExitStack() as taken:
            taken.enter_context(Lock(self.folder))
            self._begin()
            self._lock = taken.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the folder back; what is in hand stays for next time."""
        self._lock.close()

    @property
    def done(self) -> int:
        """How many replications are kept, those in hand too."""
        return self.manifest.done + sum(batch.count for batch in self._pending)

    def blocks(self) -> Iterator[NDArray[np.float64]]:
        """Yield the measures that are kept, in order; shape (replications, measures)."""
        yield from StoredRows(self.folder, self.manifest).blocks()
        for batch in self._pending:
            yield batch.measures

    def add(self, batch: Batch) -> None:
        """Keep the next batch.

        Raises:
            ValueError: If it is not the next.
            ArgumentError: If it cannot be written.
        """
        self._expect(batch)
        write_whole(self._hand(batch.first), in_hand(batch), lasting=False)
        self._take(batch)

    def finish(self) -> StoredRows:
        """Close the last part and the manifest, and return the rows."""
        if self._pending:
            self._close_part()
        self.manifest = replace(self.manifest, is_complete=True)
        write_manifest(self.folder, self.manifest)
        shutil.rmtree(self.folder / _IN_HAND, ignore_errors=True)
        return StoredRows(self.folder, self.manifest)

    def _expect(self, batch: Batch) -> None:
        if batch.first != self.done:
            message = f"replication {self.done} was due, and {batch.first} came"
            raise ValueError(message)

    def _take(self, batch: Batch) -> None:
        self._pending.append(batch)
        if sum(one.count for one in self._pending) >= self._store.part:
            self._close_part()

    def _hand(self, first: int) -> Path:
        return self.folder / _IN_HAND / f"{first:09}.npz"

    def _close_part(self) -> None:
        """Write the part in hand, then name it in the manifest, then forget what was in hand."""
        batch = merged(self._pending)
        part = Part(batch.first, batch.count, "", "")
        name = part.name(self._store.part)
        outcomes, bands = self.folder / _OUTCOMES / name, self.folder / _BANDS / name
        write_whole(outcomes, outcomes_file(batch, self._names))
        write_whole(
            bands, bands_file(batch.bands, self._bands, sample_moments(self.manifest.about["horizon_ms"]))
        )
        part = replace(part, outcomes=sha256_of(outcomes), bands=sha256_of(bands))
        self.manifest = replace(self.manifest, parts=(*self.manifest.parts, part))
        write_manifest(self.folder, self.manifest)
        for one in self._pending:
            self._hand(one.first).unlink(missing_ok=True)
        self._pending = []

    def _begin(self) -> None:
        """Start a folder, or go on with one."""
        if (self.folder / NAME).exists():
            self._go_on()
        elif any(path.name != LOCK for path in self.folder.iterdir() if not path.name.endswith(".tmp")):
            hint = "give an empty or a new folder with --out"
            raise ArgumentError(f"{self.folder}: holds other things than an ensemble", hint)
        for name, raw in self._store.origin.files.items():
            write_whole(self.folder / _SCENARIO / _below(name), raw)
        write_manifest(self.folder, self.manifest)
        self._clear_away()
        self._take_up()

    def _go_on(self) -> None:
        kept = read_manifest(self.folder)
        if not self._store.resume:
            hint = "go on with it with --resume, or give another folder with --out"
            raise ArgumentError(f"{self.folder}: holds an ensemble already", hint)
        refuse_others(kept, self.manifest, self.folder)
        parts = _sound_parts(self.folder, kept)
        grows = kept.asked != self.manifest.asked
        if grows and parts and parts[-1].count < self._store.part:
            parts = parts[:-1]  # it ended where the ensemble did, in the middle of what is now a whole part
        same = kept.is_complete and not grows and len(parts) == len(kept.parts)
        self.manifest = replace(self.manifest, parts=parts, is_complete=same)

    def _clear_away(self) -> None:
        """Take away what a writer that was killed left behind and the manifest does not name."""
        named = {part.name(self._store.part) for part in self.manifest.parts}
        for kind in (_OUTCOMES, _BANDS):
            for path in (self.folder / kind).glob("*"):
                if path.name not in named:
                    path.unlink(missing_ok=True)
        for path in [*self.folder.glob(".*.tmp"), *(self.folder / _IN_HAND).glob(".*.tmp")]:
            path.unlink(missing_ok=True)

    def _take_up(self) -> None:
        """Take up the chunks that were in hand, as far as they follow one another whole."""
        chunk, asked = self.manifest.chunk_size, self.manifest.asked
        while (batch := from_hand(self._hand(self.done))) is not None:
            end = batch.first + batch.count
            if batch.first != self.done or (batch.count != chunk and end != asked) or end > asked:
                break
            self._take(batch)
        for path in (self.folder / _IN_HAND).glob("*.npz"):
            if path not in {self._hand(batch.first) for batch in self._pending}:
                path.unlink(missing_ok=True)


def _below(name: str) -> Path:
    """Return a path that stays below the folder it is put in. Raises ValueError if it would not."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        message = f"{name} leads out of the scenario's folder"
        raise ValueError(message)
    return Path(*path.parts)
