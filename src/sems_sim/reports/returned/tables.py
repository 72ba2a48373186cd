"""A filled table, CSV or workbook, read within bounds, its header found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.csv_text import read_csv
from sems_sim.reports.msel.grid import Grid, text_of
from sems_sim.reports.msel.sheet import read_workbook
from sems_sim.telling import plain

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 5_000
_HEADER_WITHIN = 20
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class Cells:
    """Every row of a file as text."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A table that was understood: its rows by the names of our columns, and all that was not taken over."""

    name: str
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    """(row of the sheet, from 1; column -> text), rows without any text left out."""
    columns: tuple[str, ...]
    remarks: tuple[str, ...]


def read_cells(path: Path) -> tuple[Cells, ...]:
    """Read every sheet of a table: CSV of any kind, or a workbook.

    Raises:
        ArgumentError: If it cannot be read, is too large, is no table, or is refused for safety.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ArgumentError(f"{path}: larger than {MOST_BYTES >> 20} MiB", "give the table alone")
        data = path.read_bytes()
    except OSError as error:
        raise ArgumentError(f"{path}: cannot be read", "is it there, and is it a file?") from error
    is_book = data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    book = read_workbook(data, path.name) if is_book else read_csv(data, path.name)
    said = tuple(f"{path.name}: {remark}" for remark in book.remarks)
    found = [_cells(path.name, grid, is_book and len(book.grids) > 1) for grid in book.grids]
    return tuple(
        replace(one, remarks=(*said, *one.remarks)) if n == 0 else one for n, one in enumerate(found)
    )


def _cells(file: str, grid: Grid, is_one_of_several: bool) -> Cells:  # noqa: FBT001 - whether the file has more
    name = f"{file}, sheet {plain(grid.name)}" if is_one_of_several else file
    remarks = tuple(f"{name}: {remark}" for remark in grid.remarks)
    if len(grid.rows) > MOST_ROWS:
        remarks = (*remarks, f"{name}: {len(grid.rows):,} rows; only the first {MOST_ROWS:,} were read")
    rows = tuple(tuple(_unguarded(text_of(cell)) for cell in row) for row in grid.rows[:MOST_ROWS])
    return Cells(name, rows, remarks)


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet program from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_GUARDED) else cell


def understood(cells: Cells, names: Mapping[str, str], ignored: tuple[str, ...] = ()) -> Filled | None:
    """Return a table by our columns; None if no row looks like its header.

    `names` leads from a heading, folded, to our column; `ignored` are headings that say nothing to us on purpose.
    """
    found = _header(cells, names)
    if found is None:
        return None
    place, columns = found
    remarks = [*cells.remarks, *_above(cells, place)]
    remarks += _unknown(cells, place, columns, ignored)
    rows = []
    for number, row in enumerate(cells.rows[place + 1 :], place + 2):
        kept = {name: row[at].strip() for at, name in columns.items() if at < len(row) and row[at].strip()}
        if kept:
            rows.append((number, kept))
    return Filled(cells.name, tuple(rows), tuple(columns.values()), tuple(remarks))


def score(cells: Cells, names: Mapping[str, str]) -> int:
    """Return how many of our columns the best header of a table has."""
    found = _header(cells, names)
    return 0 if found is None else len(found[1])


def folded(heading: str) -> str:
    """Return a heading as it is compared: small letters, single blanks, without what ends a sentence."""
    return plain(heading).casefold().strip(" .:?!*")


def _header(cells: Cells, names: Mapping[str, str]) -> tuple[int, dict[int, str]] | None:
    """The row that names most of our columns, and where they are; the first column of a name counts."""
    best: tuple[int, dict[int, str]] | None = None
    for place, row in enumerate(cells.rows[:_HEADER_WITHIN]):
        columns: dict[int, str] = {}
        for at, heading in enumerate(row):
            name = names.get(folded(heading))
            if name is not None and name not in columns.values():
                columns[at] = name
        if len(columns) > (len(best[1]) if best else 0):
            best = place, columns
    return best if best and len(best[1]) >= 2 else None


def _above(cells: Cells, place: int) -> list[str]:
    return [
        f"{cells.name}, row {number}: above the header, not taken over: {_short(' '.join(row))}"
        for number, row in enumerate(cells.rows[:place], 1)
        if any(cell.strip() for cell in row)
    ]


def _unknown(cells: Cells, place: int, columns: Mapping[int, str], ignored: tuple[str, ...]) -> list[str]:
    header, body, said = cells.rows[place], cells.rows[place + 1 :], []
    width = max((len(row) for row in cells.rows), default=0)
    for at in range(width):
        heading = header[at] if at < len(header) else ""
        if at in columns or folded(heading) in ignored:
            continue
        filled = [n for n, row in enumerate(body, place + 2) if at < len(row) and row[at].strip()]
        if filled or heading.strip():
            rows = f"rows {_listed(filled)}" if filled else "empty"
            named = _short(heading) or "no heading"
            said.append(f"{cells.name}: column {at + 1} ({named}) is not known; not taken over: {rows}")
    return said


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:12])
    return shown if len(numbers) <= 12 else f"{shown} and {len(numbers) - 12} more"


def _short(text: str) -> str:
    words = plain(text)
    return words if len(words) <= 60 else f"{words[:59]}…"
