"""Columns against a written truth: the known families, and layouts of other tools."""

from __future__ import annotations

from typing import Any

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.fields import KEPT
from sems_sim.reports.msel.grid import Grid
from sems_sim.reports.msel.mapping import Edits, Layout, Taken, lay_out
from sems_sim.reports.msel.sheet import read_workbook
from tests.unit.reports.msel.sheets import families, workbook_of

KNOWN, FURTHER = families("families"), [*families("further"), *families("found")]
LATER = families("met_later")
MOST_CORRECTIONS = 2


def _laid(family: dict[str, Any]) -> Layout:
    layout = lay_out(read_workbook(workbook_of(family), "x.xlsx").grids[0])
    assert layout is not None
    return layout


def _against_truth(family: dict[str, Any]) -> list[tuple[str, str, Taken]]:
    """Each column: its heading, the field it has in truth, and what it was taken for."""
    taken = {one.column: one for one in _laid(family).taken}
    return [
        (" ".join(column["text"].split()), column["field"], taken[position])
        for position, column in enumerate(family["header"])
    ]


def test_45_of_45_fields_of_the_known_families_are_right() -> None:
    """Every column for which the best known importer has a field is taken for the right one: it gets 37 of 45."""
    compared = [
        (family["name"], heading, truth, taken.field)
        for family in KNOWN
        for heading, truth, taken in _against_truth(family)
        if heading in family["theirs"]
    ]

    assert 45 == len(compared)
    assert [] == [row for row in compared if row[2] != row[3]]


@pytest.mark.parametrize("family", KNOWN, ids=lambda family: str(family["name"]))
def test_every_column_of_the_known_families_is_right(family: dict[str, Any]) -> None:
    """Columns without a field are kept in the notes, and no other column is."""
    assert [] == [row for row in _against_truth(family) if row[1] != row[2].field]


@pytest.mark.parametrize("family", FURTHER, ids=lambda family: str(family["name"]))
def test_layouts_of_other_tools_need_few_corrections_and_hide_none(family: dict[str, Any]) -> None:
    """Where a column is taken wrongly the preview says that it is not sure, and at most two columns are wrong."""
    wrong = [
        (heading, truth, taken) for heading, truth, taken in _against_truth(family) if truth != taken.field
    ]
    silent = [row for row in wrong if row[2].is_sure and row[2].field != KEPT]

    assert [] == silent
    assert len(wrong) <= MOST_CORRECTIONS, wrong


@pytest.mark.parametrize("family", LATER, ids=lambda family: str(family["name"]))
def test_layouts_that_were_met_later_hide_no_error(family: dict[str, Any]) -> None:
    """Sheets that were not used for mending: a column taken wrongly is marked, and a map mends it."""
    grid = read_workbook(workbook_of(family), "x.xlsx").grids[0]
    layout = lay_out(grid, Edits(header_row=1))
    assert layout is not None
    pairs = [(taken, column["field"]) for taken, column in zip(layout.taken, family["header"], strict=True)]
    wrong = {taken.heading: truth for taken, truth in pairs if taken.field != truth}
    mended = lay_out(grid, Edits(header_row=1, columns=wrong))

    assert [] == [taken for taken, truth in pairs if taken.field not in (truth, KEPT) and taken.is_sure]
    assert len(wrong) <= MOST_CORRECTIONS
    assert mended is not None
    assert [truth for _, truth in pairs] == [taken.field for taken in mended.taken]


def test_each_column_says_why() -> None:
    """Nobody has to guess what an import thought: every column has a reason."""
    assert all(taken.why for family in KNOWN for taken in _laid(family).taken)


HEADINGS = ("No", "Time", "Zeit", "To", "Inject")
ROWS = (
    (1, "09:00", "x", "Silver", "A pipe bursts in the cellar."),
    (2, "09:10", "y", "Gold", "The press calls."),
)


def _grid(*above: tuple[str | None, ...]) -> Grid:
    return Grid("S", (*above, HEADINGS, *ROWS))


@pytest.mark.parametrize("depth", [0, 1, 7, 18])
def test_the_header_may_stand_anywhere_in_the_first_twenty_rows(depth: int) -> None:
    """Titles, markings and blank rows above the header are no hindrance."""
    layout = lay_out(
        _grid(*[("Exercise GREY HERON" if n == 0 else None, None, None, None, None) for n in range(depth)])
    )

    assert layout is not None
    assert (depth, depth + 1) == (layout.header_row, layout.first_row)


def test_a_sheet_without_a_header_is_no_list_of_events() -> None:
    """Numbers and sentences are not taken for a list of events."""
    assert lay_out(Grid("S", (("Budget", 12, 13), ("Catering", 100, 200)))) is None


def test_a_person_has_the_last_word() -> None:
    """A column goes where the map says, and what was there before goes into the notes, not away."""
    layout = lay_out(_grid(), Edits(columns={"Zeit": "time"}))
    assert layout is not None
    fields = {taken.heading: taken.field for taken in layout.taken}

    assert ("time", KEPT) == (fields["Zeit"], fields["Time"])


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        (Edits(columns={"Tiem": "time"}), "'Time'"),
        (Edits(columns={"Time": "tiem"}), "'time'"),
        (Edits(header_row=99), "99"),
    ],
)
def test_a_map_that_leads_nowhere_is_refused(edits: Edits, message: str) -> None:
    """A heading or a field that there is not is named, with the nearest right one."""
    with pytest.raises(ArgumentError, match=message):
        lay_out(_grid(), edits)


def test_two_columns_of_one_heading_stay_apart() -> None:
    """Of two columns `Notes` neither overwrites the other."""
    layout = lay_out(Grid("S", (("No", "Time", "Inject", "Notes", "Notes"), (1, "09:00", "Fire", "a", "b"))))
    assert layout is not None

    assert ["notes", "notes"] == [taken.field for taken in layout.taken if taken.heading.startswith("Notes")]


def test_a_header_over_two_rows_is_read() -> None:
    """A heading merged over two rows counts, and the table begins below the lower one."""
    rows = (
        ("No", "When", None, "Inject"),
        (None, "Day", "Time", None),
        (1, 1, "09:00", "A fire breaks out in a bin."),
    )
    merged = ((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3))
    layout = lay_out(Grid("S", rows, merged))
    assert layout is not None

    assert {"No": "number", "Day": "day", "Time": "time", "Inject": "text"} == {
        taken.heading: taken.field for taken in layout.taken
    }
    assert 2 == layout.first_row
