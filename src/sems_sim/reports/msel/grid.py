"""A sheet as cells: what a spreadsheet or a CSV file holds, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | datetime | date | time | timedelta | None
"""What one cell may hold."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its rows of cells, all of one length, and what should be said about it.

    Row 0 is the first row of the sheet. `merged` holds (top, left, bottom, right) of merged ranges, from 0 and with
    both ends; `hidden_rows` and `hidden_columns` count from 0. `comments` are remarks pinned to cells.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    comments: tuple[tuple[int, int, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of a file, and what should be said about the file."""

    name: str
    grids: tuple[Grid, ...]
    remarks: tuple[str, ...] = ()


def text_of(value: Value) -> str:
    """A cell as people read it; whole numbers without a decimal point, times as hours and minutes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S" if value.second else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    return str(value)


def is_blank(value: Value) -> bool:
    """Whether a cell says nothing: empty, spaces, or dashes alone."""
    return value is None or (isinstance(value, str) and not value.strip(" \t\r\n\xa0-–—_"))


def letter_of(column: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
