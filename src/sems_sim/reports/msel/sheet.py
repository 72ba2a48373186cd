"""Workbooks: cells in, cells out; the only file that knows openpyxl."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.gate import pass_gate
from sems_sim.reports.msel.grid import Grid, Value, Workbook, letter_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_SHEETS = 100
LONGEST_CELL = 32_767
_FACE = "Calibri"
_LETTERS, _LINE, _HIGHEST = 1.05, 15.0, 409.0
"""Letters to a unit of width, points to a line, and the highest row there may be."""
_A3, _A4, _A3_LETTERS = 8, 9, 160
_NOT_READ = "save it again as Excel workbook (.xlsx), or copy the table into a new one"


def read_workbook(data: bytes, name: str) -> Workbook:
    """Every sheet of a workbook in bytes. Raises ArgumentError if it cannot be read, or is refused for safety.

    Formulas are never evaluated: what the program that saved the workbook last showed for them is taken, and a
    formula without such a result is said to have none.
    """
    passed = pass_gate(data, name)
    book = _opened(data, name, data_only=True)
    sheets = book.worksheets[:MOST_SHEETS]
    formulas = _opened(data, name, data_only=False).worksheets if passed.has_formulas else []
    grids = [_grid(sheet, formulas[index] if formulas else None) for index, sheet in enumerate(sheets)]
    remarks = list(passed.remarks)
    if len(book.worksheets) > MOST_SHEETS:
        remarks.append(f"only the first {MOST_SHEETS} of {len(book.worksheets)} sheets were read")
    return Workbook(name, tuple(grids), tuple(remarks))


def _opened(data: bytes, name: str, *, data_only: bool) -> Any:  # noqa: ANN401 - openpyxl's workbook, of either kind
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # it warns of extensions it leaves out, which is no news to anybody
            return load_workbook(BytesIO(data), data_only=data_only, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise ArgumentError(
            f"{name}: this workbook cannot be read ({type(error).__name__})", _NOT_READ
        ) from error


def _grid(sheet: Worksheet, formulas: Worksheet | None) -> Grid:
    height, width = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    rows: list[list[Value]] = []
    comments: list[tuple[int, int, str]] = []
    for cells in sheet.iter_rows(min_row=1, max_row=height, max_col=width):
        for position, cell in enumerate(cells):
            if cell.comment is not None and cell.comment.text.strip():
                comments.append((len(rows), position, cell.comment.text.strip()))
        rows.append([_value(cell.value) for cell in cells])
    remarks = _cut_off(sheet)
    if formulas is not None:
        remarks += _formulas_without_result(rows, formulas, height, width)
    while rows and all(value is None for value in rows[-1]):
        rows.pop()
    return Grid(
        sheet.title,
        tuple(tuple(row) for row in rows),
        _merged(sheet, height, width),
        frozenset(int(n) - 1 for n, row in sheet.row_dimensions.items() if row.hidden and n <= len(rows)),
        _hidden_columns(sheet, width),
        sheet.sheet_state != "visible",
        tuple(comments),
        tuple(remarks),
    )


def _cut_off(sheet: Worksheet) -> list[str]:
    remarks = []
    if sheet.max_row > MOST_ROWS:
        remarks.append(f"the sheet goes on to row {sheet.max_row:,}: only the first {MOST_ROWS:,} were read")
    if sheet.max_column > MOST_COLUMNS:
        remarks.append(f"the sheet has {sheet.max_column:,} columns: only the first {MOST_COLUMNS} were read")
    return remarks


def _value(value: object) -> Value:
    """A cell's value in our types; an error of a formula (`#REF!`) is text, a rich text its letters."""
    if isinstance(value, str):
        return unescaped(value)
    if value is None or isinstance(value, bool | int | float | datetime | date | time | timedelta):
        return value
    return str(value)


def _formulas_without_result(
    rows: list[list[Value]], formulas: Worksheet, height: int, width: int
) -> list[str]:
    """Cells that hold a formula and no result: their place is told, their text is never taken for a value."""
    found = [
        f"{letter_of(c)}{r + 1}"
        for r, row in enumerate(formulas.iter_rows(min_row=1, max_row=height, max_col=width))
        for c, cell in enumerate(row)
        if cell.data_type == "f" and r < len(rows) and rows[r][c] is None
    ]
    if not found:
        return []
    more = f" and {len(found) - 8} more" if len(found) > 8 else ""
    places = ", ".join(found[:8])
    remedy = "open the workbook in a spreadsheet program and save it"
    return [f"formulas without a result were read as empty: {places}{more}; {remedy}"]


def _merged(sheet: Worksheet, height: int, width: int) -> tuple[tuple[int, int, int, int], ...]:
    found = [
        (part.min_row - 1, part.min_col - 1, min(part.max_row, height) - 1, min(part.max_col, width) - 1)
        for part in sheet.merged_cells.ranges
        if part.min_row <= height and part.min_col <= width
    ]
    return tuple(sorted(found))


def _hidden_columns(sheet: Worksheet, width: int) -> frozenset[int]:
    found: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden and column.min and column.max:
            found.update(range(column.min - 1, min(column.max, width)))
    return frozenset(found)


# --- out ---


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet to be written: heading, width in characters, values that are offered."""

    heading: str
    width: int = 14
    choices: tuple[str, ...] = ()
    is_centred: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet to be written: lines above, a header, rows, how it prints.

    `marking` goes into the print header and `foot` into the print footer, on each page; `shades` gives rows a colour
    (counted from 0) that says nothing which a cell does not say too.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    above: tuple[str, ...] = ()
    marking: str = ""
    foot: str = ""
    shades: tuple[tuple[int, str], ...] = ()
    is_filtered: bool = True
    break_after: str = ""
    """The heading of the last column on the first page across; the first column stands on each page."""


def write_workbook(tables: Sequence[Table], title: str) -> bytes:
    """A workbook with one sheet a table, as bytes. Raises ArgumentError if a text is too long for a cell.

    Every text is written as text, also one that begins like a formula; the same tables give the same bytes in all
    that is ours.
    """
    from openpyxl import Workbook as Book

    book = Book()
    book.remove(book.worksheets[0])
    for table in tables:
        _write_table(book.create_sheet(_sheet_name(table.name)), table)
    book.properties.title = escaped(title)
    book.properties.creator = "sems-sim"
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet_name(name: str) -> str:
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in name)[:31] or "Sheet"


def _write_table(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Font

    for number, line in enumerate(table.above, 1):
        _put(sheet, number, 1, line).font = Font(name=_FACE, bold=True, size=14 if number == 1 else 11)
    head = len(table.above) + 1
    _write_header(sheet, table, head)
    shades = dict(table.shades)
    for index, row in enumerate(table.rows):
        sheet.row_dimensions[head + 1 + index].height = _height(row, table.columns)
        for position, value in enumerate(row):
            cell = sheet.cell(head + 1 + index, position + 1)
            cell.style = _style(sheet.parent, table.columns[position].is_centred, shades.get(index, ""))
            _put(sheet, head + 1 + index, position + 1, value)
    _lay_out(sheet, table, head)


def _height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """The height in points that the longest cell of a row needs; programs do not work it out when they open a file."""
    lines = 1
    for value, column in zip(row, columns, strict=True):
        if isinstance(value, str) and not column.is_hidden:
            fit = max(1.0, column.width * _LETTERS)
            needed = sum(max(1, math.ceil(len(line) / fit)) for line in value.split("\n"))
            lines = max(lines, needed)
    return min(_HIGHEST, _LINE * lines + 3.0)


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Any:  # noqa: ANN401 - openpyxl's cell
    """Write one cell; text stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        text = escaped(value)
        if len(text) > LONGEST_CELL:
            raise ArgumentError(
                f"a text of {len(text):,} characters is longer than a cell can hold ({LONGEST_CELL:,})",
                "export to a .csv file instead",
            )
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in FORMULA_SIGNS if text else False
    elif value is not None:
        cell.value = value
    return cell


def _write_header(sheet: Worksheet, table: Table, head: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    font, fill = Font(name=_FACE, bold=True, color="FFFFFF"), PatternFill("solid", start_color="1F3A5F")
    for position, column in enumerate(table.columns, 1):
        cell = _put(sheet, head, position, column.heading)
        cell.font, cell.fill, cell.border = font, fill, _border()
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(position)].width = column.width
        sheet.column_dimensions[get_column_letter(position)].hidden = column.is_hidden
    sheet.row_dimensions[head].height = 32


def _style(book: Any, is_centred: bool, shade: str) -> str:  # noqa: ANN401, FBT001 - openpyxl's workbook; what a cell looks like
    """The name of a style of a workbook, which has each of them once: making one for each cell is slow."""
    from openpyxl.styles import Alignment, NamedStyle, PatternFill

    name = f"events{' centred' if is_centred else ''}{f' {shade}' if shade else ''}"
    if name not in book.named_styles:
        across = "center" if is_centred else "left"
        style = NamedStyle(name=name, border=_border(), number_format="@")
        style.font.name = _FACE
        style.alignment = Alignment(vertical="top", wrap_text=True, horizontal=across)
        if shade:
            style.fill = PatternFill("solid", start_color=shade)
        book.add_named_style(style)
    return name


def _border() -> Any:  # noqa: ANN401 - openpyxl's border
    from openpyxl.styles import Border, Side

    line = Side(style="thin", color="B8C0CC")
    return Border(left=line, right=line, top=line, bottom=line)


def _lay_out(sheet: Worksheet, table: Table, head: int) -> None:
    """Frozen header, filters, lists of allowed values, and how the sheet prints."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    last = head + len(table.rows)
    right = get_column_letter(len(table.columns))
    sheet.freeze_panes = f"B{head + 1}" if table.break_after else f"A{head + 1}"
    if table.is_filtered:
        sheet.auto_filter.ref = f"A{head}:{right}{last}"
    _offer_choices(sheet, table, head)
    sheet.print_title_rows = f"{head}:{head}"
    first = (
        head if table.break_after else 1
    )  # what stands above would be cut off at the first column on the next page
    sheet.print_area = f"A{first}:{right}{max(last, head)}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_setup.orientation = "landscape"
    if table.break_after:
        _break_across(sheet, table)
    else:
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _mark_pages(sheet, table)


def _break_across(sheet: Any, table: Table) -> None:  # noqa: ANN401 - openpyxl's sheet, whose parts may be None by type
    """Two pages across on A3: what is needed to run the exercise on the first, the rest beside it."""
    from openpyxl.worksheet.pagebreak import Break, ColBreak

    headings = [column.heading for column in table.columns]
    position = headings.index(table.break_after) + 1
    widths = [0 if column.is_hidden else column.width for column in table.columns]
    first = sum(int(width) for width in widths[:position])
    sheet.page_setup.paperSize = _A3
    sheet.page_setup.scale = max(40, min(100, 100 * _A3_LETTERS // max(1, first)))
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.print_title_cols = "A:A"
    if any(widths[position:]):
        sheet.col_breaks = ColBreak()
        sheet.col_breaks.append(Break(id=position))


def _mark_pages(sheet: Any, table: Table) -> None:  # noqa: ANN401 - openpyxl's sheet, whose parts may be None by type
    """The marking above and below each page, and which page it is."""
    if table.marking:
        sheet.oddHeader.center.text = _for_print(table.marking)
        sheet.oddFooter.center.text = _for_print(table.marking)
    sheet.oddFooter.left.text = _for_print(table.foot)
    sheet.oddFooter.right.text = "&P / &N"


def _for_print(text: str) -> str:
    """Text for the header of a page, where & begins a code; one line, 200 characters at most."""
    return " ".join(text.split())[:200].replace("&", "&&")


def _offer_choices(sheet: Worksheet, table: Table, head: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for position, column in enumerate(table.columns, 1):
        if column.choices:
            offered = DataValidation(
                type="list",
                formula1='"' + ",".join(column.choices) + '"',
                allow_blank=True,
                showErrorMessage=False,
            )
            letter = get_column_letter(position)
            offered.add(f"{letter}{head + 1}:{letter}{head + len(table.rows) + 200}")
            sheet.add_data_validation(offered)


FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Text as a cell can carry it: what XML cannot hold is written `_x0007_`, as spreadsheet programs do."""
    doubled = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)
    return _UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", doubled)


def unescaped(text: str) -> str:
    """The text that `escaped` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
