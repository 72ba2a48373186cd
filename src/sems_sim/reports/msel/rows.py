"""The rows below a header: which hold an inject, which a heading, which nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sems_sim.reports.msel.fields import IGNORED, KEPT
from sems_sim.reports.msel.grid import Grid, Value, is_blank, letter_of, text_of
from sems_sim.reports.msel.mapping import Layout, headings_of

_BAND = re.compile(r"^(phase|module|stage|part|move|vignette|serial|inject set)\b", re.IGNORECASE)
_DAY_BAND = re.compile(r"^(?:exercise )?day\s*(\d{1,3})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row with an inject: its number in the sheet from 1, and its cells by column."""

    number: int
    cells: tuple[Value, ...]
    phase: str = ""
    """What a heading above it says."""
    day: int | None = None
    comments: tuple[tuple[str, str], ...] = ()
    """Remarks pinned to its cells: heading or letters of the column, and the text."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """One row that holds no inject, and why."""

    number: int
    why: str


def rows_of(grid: Grid, layout: Layout) -> tuple[list[Row], list[Skipped]]:
    """Rows with an inject, and those that were passed over with a reason; blank rows are neither."""
    headings = headings_of(grid, layout.header_row)
    filled = _filled_down(grid, layout)
    comments = _comments(grid, headings)
    rows: list[Row] = []
    skipped: list[Skipped] = []
    phase, day = "", None
    for index in range(layout.first_row, len(grid.rows)):
        cells = _cells(grid, index, filled)
        said = [column for column, value in enumerate(cells) if not is_blank(value)]
        if not said or (layout.is_own and not any(value not in (None, "") for value in grid.rows[index])):
            continue
        number = index + 1
        if not layout.is_own:
            if _is_header_again(cells, headings, said):
                skipped.append(Skipped(number, "the header stands here again"))
                continue
            band = _band(grid, index, said, layout)
            if band is not None:
                phase, day, why = _after_band(band, phase, day)
                skipped.append(Skipped(number, why))
                continue
        rows.append(Row(number, cells, phase, day, comments.get(index, ())))
    return rows, skipped


def _cells(grid: Grid, index: int, filled: Mapping[tuple[int, int], Value]) -> tuple[Value, ...]:
    return tuple(filled.get((index, column), value) for column, value in enumerate(grid.rows[index]))


def _filled_down(grid: Grid, layout: Layout) -> dict[tuple[int, int], Value]:
    """What a cell merged over several rows says for each of them; never a number of an inject."""
    numbers = set(layout.columns_of("number"))
    return {
        (row, left): grid.rows[top][left]
        for top, left, bottom, right in grid.merged
        if top >= layout.first_row and bottom > top and left == right and left not in numbers
        for row in range(top + 1, min(bottom, len(grid.rows) - 1) + 1)
    }


def _comments(grid: Grid, headings: list[str]) -> dict[int, tuple[tuple[str, str], ...]]:
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for row, column, text in grid.comments:
        name = headings[column] if column < len(headings) and headings[column] else letter_of(column)
        found[row] = (*found.get(row, ()), (name, text))
    return found


def _is_header_again(cells: tuple[Value, ...], headings: list[str], said: list[int]) -> bool:
    same = sum(1 for column in said if " ".join(text_of(cells[column]).split()) == headings[column])
    return len(said) >= 3 and same * 5 >= len(said) * 4


def _band(grid: Grid, index: int, said: list[int], layout: Layout) -> str | None:
    """The text of a row that is no inject but a heading: one cell alone, outside the columns of what happens."""
    texts = {text_of(grid.rows[index][column]).strip() for column in said}
    if len(texts) != 1:
        return None
    text = texts.pop()
    wide = any(top <= index <= bottom and right - left >= 2 for top, left, bottom, right in grid.merged)
    story = {*layout.columns_of("text"), *layout.columns_of("title")}
    fields = {taken.column: taken.field for taken in layout.taken}
    alone = len(said) == 1 and said[0] not in story and fields.get(said[0], KEPT) != IGNORED
    if wide or _BAND.match(text) or _DAY_BAND.match(text) or alone:
        return text
    return None


def _after_band(text: str, phase: str, day: int | None) -> tuple[str, int | None, str]:
    found = _DAY_BAND.match(text)
    if found is not None:
        return phase, int(found[1]), f"a heading: day {found[1]} from here on ({text[:60]!r})"
    if _BAND.match(text):
        return text, day, f"a heading: the phase of the rows below ({text[:60]!r})"
    return phase, day, f"no inject: {text[:60]!r} stands alone"
