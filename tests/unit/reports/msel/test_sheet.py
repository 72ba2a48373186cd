"""Cells in, cells out: what a workbook holds, and what is said about what was not read."""

from __future__ import annotations

from datetime import time

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.sheet import Column, Table, escaped, read_workbook, unescaped, write_workbook
from tests.unit.reports.msel.sheets import saved


def test_values_keep_their_types() -> None:
    """Numbers, times and text come in as what they are."""
    book = Workbook()
    book.worksheets[0].append(["text", 600, 0.375, time(9, 0), True])

    assert (("text", 600, 0.375, time(9, 0), True),) == read_workbook(saved(book), "x.xlsx").grids[0].rows


def test_hidden_and_merged_cells_and_comments_are_known() -> None:
    """Whatever a person does not see at once is known to be so."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in range(1, 5):
        sheet.append([row, row * 2, row * 3])
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["C1"].comment = Comment("look here", "someone")
    book.create_sheet("Secret").sheet_state = "hidden"
    first, second = read_workbook(saved(book), "x.xlsx").grids

    assert ((1, 0, 2, 0),) == first.merged
    assert (frozenset({3}), frozenset({1})) == (first.hidden_rows, first.hidden_columns)
    assert ((0, 2, "look here"),) == first.comments
    assert (False, True) == (first.is_hidden, second.is_hidden)


def test_formulas_are_never_evaluated() -> None:
    """A formula without a stored result is empty, and its place is told."""
    book = Workbook()
    book.worksheets[0].append(["a", "=1+1", '=HYPERLINK("x")'])
    grid = read_workbook(saved(book), "x.xlsx").grids[0]

    assert (("a", None, None),) == grid.rows
    assert ["B1, C1"] == [remark.split(": ")[1].split(";")[0] for remark in grid.remarks]


def test_a_sheet_that_goes_on_for_a_million_rows_is_bounded() -> None:
    """A cell in the last row that there can be does not make the import run for hours."""
    book = Workbook()
    book.worksheets[0].append(["No", "Time", "Inject"])
    book.worksheets[0].cell(1_048_576, 1).value = "end"
    grid = read_workbook(saved(book), "x.xlsx").grids[0]

    assert 1 == len(grid.rows)
    assert "only the first 20,000" in grid.remarks[0]


def test_a_broken_workbook_gives_no_traceback() -> None:
    """A workbook whose parts do not fit together is refused in our words."""
    from tests.unit.reports.msel.test_gate import SHEET, _changed

    with pytest.raises(ArgumentError, match="cannot be read"):
        read_workbook(_changed({SHEET: b"<worksheet"}), "x.xlsx")


@pytest.mark.parametrize("text", ["\x07", "_x0007_", "a\rb", "\ud800", "_x005F_", "plain"])
def test_signs_that_a_cell_cannot_hold_are_escaped(text: str) -> None:
    """Control characters and our own escapes come back as they were."""
    assert text == unescaped(escaped(text))
    assert "\x07" not in escaped(text)


def test_names_of_sheets_fit() -> None:
    """A name that no sheet may bear is changed, not refused."""
    data = write_workbook([Table("a/b:c*" + "x" * 40, (Column("A"),), (("1",),))], "t")

    assert 31 == len(read_workbook(data, "x.xlsx").grids[0].name)
