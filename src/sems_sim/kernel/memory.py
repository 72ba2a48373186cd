"""Tables of records in plain memory, read and written by compiled rules.

A replication lives in numbered tables. A rule gets the address `w` of a header that lists where each table begins;
`asset(w, 3).level` is then one load. Without compilation the same rules run as plain Python over the same tables.
"""

from __future__ import annotations

from collections.abc import Callable, MutableSequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast, get_type_hints

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.header import IS_COMPILED, NUMBERS, TABLES
from sems_sim.model import Model

PER_UNIT = 12
"""Table numbers that each unit has of its own."""

_TYPES: dict[type, str] = {int: "i8", float: "f8", bool: "?"}

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Shape:
    """One table: its number, the layout of its rows, and how it begins."""

    number: int
    name: str
    dtype: np.dtype[Any]
    build: Callable[[Model], NDArray[Any]]
    """The rows at the start of every replication; of a pool, as many as it begins with."""
    is_static: bool = False
    """Never changed by a run, so that all threads share it."""
    is_pool: bool = False
    """Handed out row by row; made larger, and the replication run again, where it does not suffice."""
    is_kept: bool = False
    """Goes on from replication to replication."""


SHAPES: dict[int, Shape] = {}
"""All tables, by number."""
MEMORY: dict[int, tuple[list[Any], list[Any]]] = {}
"""Interpreted only: for each world, its tables by number and the entrances of its units."""


class Interpreted:
    """A record as rules see it when they are not compiled: plain numbers out, and in."""

    __slots__ = ("_index", "_rows")

    def __init__(self, rows: NDArray[Any], index: int) -> None:
        """Stand for one row of a table; a row that is not there is an IndexError."""
        if not 0 <= index < len(rows):
            raise IndexError(index)
        object.__setattr__(self, "_rows", rows)
        object.__setattr__(self, "_index", int(index))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whole number, real or truth
        """Return a field."""
        return self._rows[name][self._index].item()

    def __setattr__(self, name: str, value: Any) -> None:  # noqa: ANN401 - likewise
        """Set a field."""
        self._rows[name][self._index] = value


_LAYOUTS: dict[object, np.dtype[Any]] = {}


def layout(row: type) -> np.dtype[Any]:
    """Return the memory layout of a row class: its annotated fields, whole numbers, reals or truths."""
    found = _LAYOUTS.get(row)
    if found is None:
        fields = [(name, _TYPES[kind]) for name, kind in get_type_hints(row).items()]
        found = _LAYOUTS[row] = np.dtype(fields, align=True)
    return found


def begin(row: type, count: int) -> NDArray[Any]:
    """Return rows with the values that the class states for its fields, else 0."""
    rows = np.zeros(count, layout(row))
    for name in rows.dtype.names or ():
        if hasattr(row, name):
            rows[name] = getattr(row, name)
    return rows


def state(number: int, row: type[Row], count: Callable[[Model], int | NDArray[Any]]) -> Callable[..., Row]:
    """Declare a table that is as it was stated at the start of every replication.

    `count` gives how many rows a model needs, or the rows themselves.
    """

    def build(model: Model) -> NDArray[Any]:
        found = count(model)
        return begin(row, found) if isinstance(found, int) else found

    return _declare(Shape(number, row.__name__, layout(row), build))


def pool(number: int, row: type[Row], room: Callable[[Model], int]) -> Callable[..., Row]:
    """Declare a table whose rows are handed out by `take`; the first field of a row is its `link`."""
    return _declare(
        Shape(number, row.__name__, layout(row), lambda model: begin(row, room(model)), is_pool=True)
    )


def static(number: int, row: type[Row], build: Callable[[Model], NDArray[Any]]) -> Callable[..., Row]:
    """Declare a table that runs only read."""
    return _declare(Shape(number, row.__name__, layout(row), build, is_static=True))


def kept(number: int, row: type[Row], count: Callable[[Model], int]) -> Callable[..., Row]:
    """Declare a table that goes on from replication to replication, all 0 at first."""
    return _declare(
        Shape(number, row.__name__, layout(row), lambda model: begin(row, count(model)), is_kept=True)
    )


def static_of(number: int, name: str, dtype: np.dtype[Any], build: Callable[[Model], NDArray[Any]]) -> Any:  # noqa: ANN401 - rows made of the model's own classes
    """Declare a table that runs only read, with a layout made elsewhere."""
    return _declare(Shape(number, name, dtype, build, is_static=True))


def _declare(shape: Shape) -> Callable[..., Any]:
    if shape.number in SHAPES or not 0 <= shape.number < TABLES:
        message = f"table {shape.number} ({shape.name}) is taken, or is no number of a table"
        raise ValueError(message)
    SHAPES[shape.number] = shape
    number = shape.number

    def row(w: int, index: int = 0) -> Any:  # noqa: ANN401 - record of the table
        return Interpreted(MEMORY[w][0][number], index)

    row.__name__ = shape.name
    if IS_COMPILED:
        from sems_sim.kernel.machine import teach_access

        teach_access(row, number, shape.dtype)
    return row


def reals(w: int, table: int, first: int, count: int) -> MutableSequence[float]:
    """Return a stretch of a table of single reals as an array."""
    return cast("MutableSequence[float]", MEMORY[w][0][table]["value"][first : first + count])


def wholes(w: int, table: int, first: int, count: int) -> MutableSequence[int]:
    """Return a stretch of a table of single whole numbers as an array."""
    return cast("MutableSequence[int]", MEMORY[w][0][table]["value"][first : first + count])


def room_of(w: int, table: int) -> int:
    """Return how many rows a table has room for."""
    return len(MEMORY[w][0][table])


def clear_row(w: int, table: int, index: int) -> int:
    """Set all fields of a row to 0, and return what its first field, its link, was."""
    row = MEMORY[w][0][table][index]
    link = int(row[0])
    for name in row.dtype.names:
        row[name] = 0
    return link


def set_link(w: int, table: int, index: int, link: int) -> int:
    """Set the first field of a row."""
    MEMORY[w][0][table][index][0] = link
    return 0


def bits_of(value: float) -> int:
    """Return the 64 bits of a real as a signed whole number."""
    return int(np.float64(value).view(np.int64))


def through(w: int, code: int, *numbers: int) -> int:
    """Go through the door of another unit: call what `code` names with whole numbers."""
    given = [int(number) for number in numbers] + [0] * (NUMBERS - len(numbers))
    return int(MEMORY[w][1][code >> 8](w, code, *given, 0.0))


def through_with(w: int, code: int, value: float, *numbers: int) -> int:
    """Go through a door with a real number as well."""
    given = [int(number) for number in numbers] + [0] * (NUMBERS - len(numbers))
    return int(MEMORY[w][1][code >> 8](w, code, *given, float(value)))


if IS_COMPILED:
    from sems_sim.kernel.machine import teach

    teach(
        {
            "reals": reals,
            "wholes": wholes,
            "room_of": room_of,
            "clear_row": clear_row,
            "set_link": set_link,
            "bits_of": bits_of,
            "through": through,
            "through_with": through_with,
        }
    )
