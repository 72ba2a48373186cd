"""Where replications take place, one at a time: their tables, used again and again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.header import ENTRANCES, IS_COMPILED, NUMBERS, ROOM, SIZE, STRAYS, TABLES, WORDS
from sems_sim.kernel.memory import MEMORY, SHAPES
from sems_sim.kernel.state_world import RESERVE
from sems_sim.model import Model

_ALIGNED = 64


class Tables:
    """The tables of a model that runs only read, and how the others begin; shared by all threads."""

    def __init__(self, model: Model) -> None:
        """Lay the model out."""
        self.model = model
        self.static: dict[int, NDArray[Any]] = {}
        self.pools: dict[int, int] = {}
        """Rows of each pool at first."""
        self.kept: dict[int, int] = {}
        """Rows of each table that goes on from replication to replication."""
        self.offsets: dict[int, tuple[int, int]] = {}
        """Where each table of the state stands in the block, and how many rows it has."""
        beginnings: list[tuple[int, NDArray[Any]]] = []
        for number, shape in sorted(SHAPES.items()):
            rows = shape.build(model)
            if rows.dtype != shape.dtype:
                rows = rows.astype(shape.dtype)
            if shape.is_static:
                self.static[number] = np.ascontiguousarray(rows)
            elif shape.is_kept:
                self.kept[number] = len(rows)
            elif shape.is_pool:
                self.pools[number] = _power_of_two(len(rows) + RESERVE)
            else:
                beginnings.append((number, rows))
        size = 0
        for number, rows in beginnings:
            self.offsets[number] = (size, len(rows))
            size += -(-rows.nbytes // _ALIGNED) * _ALIGNED
        self.beginning = np.zeros(max(size, _ALIGNED), np.uint8)
        for number, rows in beginnings:
            start = self.offsets[number][0]
            self.beginning[start : start + rows.nbytes] = np.ascontiguousarray(rows).view(np.uint8).ravel()


class Stage:
    """The memory of one replication at a time; each thread has its own."""

    def __init__(self, tables: Tables, entrances: Sequence[Any]) -> None:
        """Make room; `entrances` are the units by number, compiled or not."""
        self.tables = tables
        self.header = np.zeros(WORDS, np.int64)
        self.w = int(self.header.ctypes.data)
        self.block = tables.beginning.copy()
        self.rows: list[Any] = [None] * TABLES
        for number, rows in tables.static.items():
            self._set(number, rows)
        for number, (start, count) in tables.offsets.items():
            dtype = SHAPES[number].dtype
            self._set(number, self.block[start : start + count * dtype.itemsize].view(dtype))
        for number, room in {**tables.pools, **tables.kept}.items():
            self._set(number, np.zeros(room, SHAPES[number].dtype))
        self.entrances = list(entrances)
        self.calls = [entrance.ctypes for entrance in self.entrances] if IS_COMPILED else self.entrances
        if IS_COMPILED:
            for unit, entrance in enumerate(self.entrances):
                self.header[ENTRANCES + unit] = entrance.address
        else:
            MEMORY[self.w] = (self.rows, self.entrances)

    def _set(self, number: int, rows: NDArray[Any]) -> None:
        self.rows[number] = rows
        self.header[number] = rows.ctypes.data
        self.header[ROOM + number] = len(rows)
        self.header[SIZE + number] = rows.dtype.itemsize

    def reset(self) -> None:
        """Put everything as it is before a replication begins; pools are used from their first row again."""
        self.block[:] = self.tables.beginning
        self.header[STRAYS] = 0

    def enlarge(self, number: int) -> None:
        """Double the room of a pool; what is in it is lost."""
        self._set(number, np.zeros(2 * len(self.rows[number]), SHAPES[number].dtype))

    def ask(self, code: int, *numbers: int) -> int:
        """Go through a door from outside."""
        given = [*numbers, *[0] * (NUMBERS - len(numbers))]
        with nullcontext() if IS_COMPILED else np.errstate(over="ignore"):  # a fingerprint wraps
            return int(self.calls[code >> 8](self.w, code, *given, 0.0))


def _power_of_two(room: int) -> int:
    return 1 << (room - 1).bit_length()
