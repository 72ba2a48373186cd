"""Lists of events as CSV: any common separator read, no formula ever written."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.grid import Grid, Value, Workbook, text_of
from sems_sim.reports.msel.sheet import FORMULA_SIGNS, MOST_COLUMNS, MOST_ROWS, Table, escaped, unescaped

MOST_BYTES = 32 * 1024 * 1024
_GUARD = "'"
_SEPARATORS = (",", ";", "\t", "|")


def read_csv(data: bytes, name: str) -> Workbook:
    """The one sheet of a CSV file in bytes. Raises ArgumentError if it is too large or no text."""
    if len(data) > MOST_BYTES:
        raise ArgumentError(f"{name}: the file is larger than {MOST_BYTES >> 20} MiB", "give a smaller one")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArgumentError(f"{name}: this is no text", "give an .xlsx or a .csv file")
    text, remarks = _decoded(data, name)
    separator = max(_SEPARATORS, key=lambda sign: (_columns_with(text, sign), -_SEPARATORS.index(sign)))
    try:
        rows = _rows(text, separator)
    except csv.Error as error:
        raise ArgumentError(f"{name}: this file cannot be read as CSV", "save it as CSV UTF-8") from error
    if len(rows) > MOST_ROWS:
        remarks.append(f"the file has {len(rows):,} rows: only the first {MOST_ROWS:,} were read")
    width = min(MOST_COLUMNS, max((len(row) for row in rows), default=0))
    cells: list[tuple[Value, ...]] = [
        tuple((row[i] if i < len(row) and row[i] else None) for i in range(width)) for row in rows[:MOST_ROWS]
    ]
    return Workbook(name, (Grid("CSV", tuple(cells), remarks=tuple(remarks)),))


def _decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            said = [] if encoding != "cp1252" else ["the file is not in UTF-8: it was read as Windows text"]
            return data.decode(encoding), said
        except UnicodeDecodeError:
            continue
    raise ArgumentError(f"{name}: this text is in no known encoding", "save it as CSV UTF-8")


def _columns_with(text: str, separator: str) -> int:
    """How many columns the widest of the first twenty rows has with a separator."""
    try:
        return max((len(row) for row in _rows(text[:20_000], separator)[:20]), default=0)
    except csv.Error:
        return 0


def _rows(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(4 * 1024 * 1024)
    return list(csv.reader(StringIO(text, newline=""), delimiter=separator))


def write_csv(table: Table) -> str:
    """A table as CSV: header and rows, lines ended with CR LF, a guard before what could be a formula."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([column.heading for column in table.columns])
    for row in table.rows:
        writer.writerow([guarded(escaped(text_of(value))) for value in row])
    return stream.getvalue()


def guarded(text: str) -> str:
    """Text that no spreadsheet program takes for a formula: an apostrophe before a sign that begins one."""
    return f"{_GUARD}{text}" if text.startswith((*FORMULA_SIGNS, _GUARD)) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith(_GUARD) else text


def guarded_rows(rows: Sequence[Sequence[Value]]) -> tuple[tuple[Value, ...], ...]:
    """Rows of a CSV file of ours, without the guards and escapes."""
    return tuple(
        tuple(unescaped(unguarded(cell)) if isinstance(cell, str) else cell for cell in row) for row in rows
    )
