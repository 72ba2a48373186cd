"""The model's tables as records in memory: one row for each row, lists laid end to end.

A field of a row keeps its name. A list of whole numbers `watches` becomes `watches_first` and `watches_count`, a range
of `number`; a list of reals a range of `real`; a list of pairs a range of `pair`; a list of lists a range of `span`; a
list of rows a range of their own table. Text stays behind.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from sems_sim.model import Model, Span

PAIRED = frozenset({"repair_uses", "stock_uses", "staff", "uses", "stock"})
"""Lists of (index, amount); other lists of lists are lists of whole numbers."""
_PLAIN: dict[Any, str] = {int: "i8", float: "f8", bool: "?"}


@dataclass(slots=True)
class Lists:
    """What the rows refer to by range."""

    numbers: list[int]
    reals: list[float]
    pairs: list[tuple[int, float]]
    spans: list[tuple[int, int]]
    rows: dict[str, list[Any]]
    """Rows that stand inside other rows, by the name of their class."""


def layout_of(row: type) -> np.dtype[Any]:
    """Return the layout of a row class of the model."""
    found: list[tuple[str, str]] = []
    for name, kind in _hints(row).items():
        if kind in _PLAIN:
            found.append((name, _PLAIN[kind]))
        elif isinstance(kind, type) and issubclass(kind, enum.IntEnum):
            found.append((name, "i8"))
        elif kind is Span or (get_origin(kind) is tuple and get_args(kind)[0] is not str):
            found += [(f"{name}_first", "i8"), (f"{name}_count", "i8")]
    return np.dtype(found, align=True)


_LATEST: list[tuple[Model, dict[type, NDArray[Any]], Lists]] = []
"""The model that was laid out last; looked up by identity, since hashing a model takes as long as laying it out."""


def lists_of(model: Model) -> tuple[dict[type, NDArray[Any]], Lists]:
    """Return every table of a model by its row class, and the lists beside them."""
    if not _LATEST or _LATEST[0][0] is not model:
        _LATEST[:] = [(model, *_all_of(model))]
    return _LATEST[0][1], _LATEST[0][2]


def _all_of(model: Model) -> tuple[dict[type, NDArray[Any]], Lists]:
    lists = Lists([], [], [], [], {})
    found: dict[type, NDArray[Any]] = {}
    for field in fields(model):
        rows = getattr(model, field.name)
        if isinstance(rows, tuple) and rows and hasattr(rows[0], "__dataclass_fields__"):
            found[type(rows[0])] = _flat(rows, lists)
    for name in sorted(lists.rows):
        inner = lists.rows[name]
        found[type(inner[0])] = _flat(inner, lists)
    return found, lists


def rows_of(model: Model, row: type) -> NDArray[Any]:
    """Return the rows of one class of a model."""
    found = lists_of(model)[0].get(row)
    return np.zeros(0, layout_of(row)) if found is None else found


_HINTS: dict[object, dict[str, Any]] = {}


def _hints(row: type) -> dict[str, Any]:
    found = _HINTS.get(row)
    if found is None:
        found = _HINTS[row] = {name: kind for name, kind in get_type_hints(row).items() if kind is not str}
    return found


def _flat(rows: Iterable[Any], lists: Lists) -> NDArray[Any]:
    kept = list(rows)
    dtype = layout_of(type(kept[0]))
    hints = _hints(type(kept[0]))
    flat = np.zeros(len(kept), dtype)
    for place, row in enumerate(kept):
        for name in hints:
            _put(flat, place, name, getattr(row, name), lists)
    return flat


def _put(flat: NDArray[Any], place: int, name: str, value: Any, lists: Lists) -> None:  # noqa: ANN401 - any field
    names = flat.dtype.names or ()
    if isinstance(value, Span):
        flat[f"{name}_first"][place], flat[f"{name}_count"][place] = value.first, value.count
    elif f"{name}_first" in names:
        flat[f"{name}_first"][place] = _lay(value, lists, is_paired=name in PAIRED)
        flat[f"{name}_count"][place] = len(value)
    elif name in names:
        flat[name][place] = value


def _lay(value: tuple[Any, ...], lists: Lists, *, is_paired: bool) -> int:
    """Lay a list down and return where it begins."""
    first = value[0] if value else 0
    if isinstance(first, int):
        lists.numbers.extend(value)
        return len(lists.numbers) - len(value)
    if isinstance(first, float):
        lists.reals.extend(value)
        return len(lists.reals) - len(value)
    if hasattr(first, "__dataclass_fields__"):
        rows = lists.rows.setdefault(type(first).__name__, [])
        rows.extend(value)
        return len(rows) - len(value)
    if is_paired:
        lists.pairs.extend((index, float(amount)) for index, amount in value)
        return len(lists.pairs) - len(value)
    laid = [(_lay(inner, lists, is_paired=False), len(inner)) for inner in value]
    lists.spans.extend(laid)
    return len(lists.spans) - len(value)
