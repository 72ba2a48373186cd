"""Whole workbooks: sheets, rows, times, and nothing dropped without a word."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.drafts import Reading, Startex, Wishes
from sems_sim.reports.msel.grid import Grid, Value, text_of
from sems_sim.reports.msel.grid import Workbook as Sheets
from sems_sim.reports.msel.mapping import Edits
from sems_sim.reports.msel.reading import open_workbook, read_events
from sems_sim.units import parse_duration
from tests.unit.reports.msel.sheets import families, saved, workbook_of

ALL = [*families("families"), *families("further"), *families("found")]
HEADER = ("No", "Time", "From", "To", "Inject", "Expected action")


def _reading(family: dict[str, Any]) -> Reading:
    data = workbook_of(family)
    return read_events(open_workbook(data, "x.xlsx"), Wishes(startex=str(family["startex"] or "")))


def _sheet(*rows: tuple[Value, ...], name: str = "MSEL", **more: Any) -> Sheets:
    width = max(len(row) for row in rows)
    return Sheets(
        "x.xlsx", (Grid(name, tuple((*row, *[None] * (width - len(row))) for row in rows), **more),)
    )


def _row(
    number: Value = 1,
    time: Value = "09:00",
    to: Value = "Silver",
    text: Value = "A pipe bursts in the cellar.",
) -> tuple[Value, ...]:
    return (number, time, "Estates", to, text, "They look.")


@pytest.mark.parametrize("family", ALL, ids=lambda family: str(family["name"]))
def test_times_are_those_of_the_truth(family: dict[str, Any]) -> None:
    """Each inject of each written sheet is due when the truth says, or waits for a word."""
    due = [
        parse_duration(str(draft.values["at"])) if "at" in draft.values else None
        for draft in _reading(family).drafts
    ]

    assert [None if at is None else parse_duration(str(at)) for at in family["at"]] == due


@pytest.mark.parametrize("family", ALL, ids=lambda family: str(family["name"]))
def test_nothing_is_dropped(family: dict[str, Any]) -> None:
    """Whatever a cell says is in the inject, in its notes, in its record, or in a remark."""
    reading = _reading(family)
    said = " ".join((*reading.remarks, *map(str, reading.doubts), *reading.teams.values()))
    said += " ".join(f"{one.released_by} {one.outcome} {one.narrative}" for one in reading.actuals)
    said += " ".join(str(values) for values in reading.objectives.values())
    times = {"time", "date", "day", "dtg", "number", "scenario_time"}
    for row, draft in zip(family["rows"], reading.drafts, strict=True):
        whole = f"{said} contextual {' '.join(str(value) for value in draft.values.values())}".lower()
        lost = [
            (column["text"], cell)
            for column, cell in zip(family["header"], row, strict=True)
            if column["field"] not in times and isinstance(cell, str) and cell.strip("- ")
            and not all(part in whole for part in cell.lower().replace(";", " ").replace(",", " ").split())
        ]  # fmt: skip
        assert [] == lost


def test_the_sheet_that_looks_most_like_a_list_is_taken() -> None:
    """Cover sheets and lists of staff are passed over, and said to be."""
    book = Workbook()
    book.worksheets[0].title = "Cover"
    book.worksheets[0].append(["Exercise GREY HERON"])
    staff = book.create_sheet("Staff")
    staff.append(["Name", "Location"])
    staff.append(["Controller 1", "Gate"])
    events = book.create_sheet("Events")
    for row in (HEADER, _row()):
        events.append(row)
    reading = read_events(open_workbook(saved(book), "x.xlsx"))

    assert ["Events"] == [layout.sheet for layout in reading.layouts]
    assert any("Cover" in remark for remark in reading.remarks)


def test_several_sheets_may_be_read_together() -> None:
    """One sheet a day: both are read when named, and numbers that stand twice are told apart."""
    sheets = Sheets("x.xlsx", (Grid("Day 1", (HEADER, _row())), Grid("Day 2", (HEADER, _row(time="10:00")))))
    both = read_events(sheets, Wishes(sheets=("Day 1", "Day 2")))

    assert ["I1", "I1_2"] == [draft.id for draft in both.drafts]
    assert any("looks like a list of events too" in remark for remark in read_events(sheets).remarks)


def test_an_unknown_sheet_is_named_with_the_nearest() -> None:
    """A misspelt sheet gets the right name as a hint."""
    with pytest.raises(ArgumentError, match="MSEL"):
        read_events(_sheet(HEADER, _row()), Wishes(sheets=("MSLE",)))


def test_a_workbook_without_a_list_says_what_it_wants() -> None:
    """The message tells which headings would help."""
    with pytest.raises(ArgumentError, match="Expected action"):
        read_events(_sheet(("Budget", "2026"), ("Catering", 100)))


def test_rows_that_hold_no_inject_are_told() -> None:
    """Headings of phases count for the rows below; a header that stands again is passed over with a word."""
    band = ("Phase 2: recovery", None, None, None, None, None)
    reading = read_events(
        _sheet(HEADER, _row(), band, HEADER, _row(2, "10:00"), ("Lunch break", None, None, None, None, None))
    )

    assert [None, "Phase 2: recovery"] == [draft.values.get("phase") for draft in reading.drafts]
    assert [3, 4, 6] == [doubt.row for doubt in reading.doubts]


def test_times_after_midnight_belong_to_the_next_day() -> None:
    """A list without days that runs from evening to morning is read in its order, and that is told."""
    reading = read_events(_sheet(HEADER, _row(1, "22:00"), _row(2, "23:30"), _row(3, "00:15")))

    assert ["0", "1h30m", "2h15m"] == [draft.values["at"] for draft in reading.drafts]
    assert [4] == [doubt.row for doubt in reading.doubts]


def test_a_start_may_be_given_found_or_assumed() -> None:
    """Given goes before found in the sheet, found before the scenario's, and the earliest time is the last resort."""
    rows = (("STARTEX", "08:30", None, None, None, None), HEADER, _row())

    def at(wishes: Wishes, *cells: tuple[Value, ...]) -> object:
        return read_events(_sheet(*cells), wishes).drafts[0].values.get("at")

    assert "2h" == at(Wishes(startex="07:00"), *rows)
    assert "30m" == at(Wishes(fallback=Startex(6 * 3_600_000)), *rows)
    assert "3h" == at(Wishes(fallback=Startex(6 * 3_600_000)), *rows[1:])
    assert "0" == at(Wishes(), *rows[1:])


def test_what_lies_before_the_start_waits_for_a_word() -> None:
    """A time before STARTEX is not moved: the inject has none, and its row says why."""
    reading = read_events(_sheet(HEADER, _row(1, "08:00")), Wishes(startex="09:00"))

    assert "at" not in reading.drafts[0].values
    assert "before the start" in reading.doubts[0].message


def test_all_players_are_all_recipients() -> None:
    """`All players` goes to every team that the sheet names."""
    reading = read_events(_sheet(HEADER, _row(to="All players"), _row(2, to="Gold, Silver")))

    assert ["gold", "silver"] == reading.drafts[0].values["to"]


def test_rows_of_a_status_can_be_left_out() -> None:
    """What a team deleted from its script can stay out, and each row left out is told."""
    header, row = (*HEADER, "Status"), (*_row(), "Deleted")
    reading = read_events(_sheet(header, row, (*_row(2), "Approved")), Wishes(leave_out=("deleted",)))

    assert (["I2"], [2]) == ([draft.id for draft in reading.drafts], [doubt.row for doubt in reading.doubts])


def test_words_of_a_map_are_taken_for_others() -> None:
    """A person may say what a cell means."""
    edits = Edits(values={"to": {"Dty Mgr": "Duty manager"}})
    reading = read_events(_sheet(HEADER, _row(to="Dty Mgr")), Wishes(edits=edits))

    assert {"duty_manager": "Duty manager"} == reading.teams


def test_effects_and_conditions_that_are_none_are_kept_in_the_notes() -> None:
    """A sentence in `Model Action` or `Condition` breaks no scenario and is not lost."""
    header = (*HEADER, "Model Action", "Condition")
    reading = read_events(_sheet(header, (*_row(), "close the gate", "if nobody acts")))
    values = reading.drafts[0].values

    assert "Model Action: close the gate\nCondition: if nobody acts" == values["notes"]
    assert ("do" not in values, "when" not in values, 2) == (True, True, len(reading.doubts))


def test_effects_in_the_language_are_taken() -> None:
    """A cell that writes effects as a scenario does brings them along."""
    reading = read_events(_sheet((*HEADER, "Model Action"), (*_row(), "[{fail: pump}, {spend: 100}]")))

    assert [{"fail": "pump"}, {"spend": 100}] == reading.drafts[0].values["do"]
    assert () == reading.without_effects


def test_hidden_rows_columns_and_comments_are_told_and_read() -> None:
    """What a person does not see is read, and said to be hidden; a pinned remark goes into the notes."""
    reading = read_events(
        _sheet(
            HEADER,
            _row(),
            hidden_rows=frozenset({1}),
            hidden_columns=frozenset({2}),
            comments=((1, 4, "ask first"),),
        )
    )

    assert "Comment on Inject: ask first" == reading.drafts[0].values["notes"]
    assert {"hidden rows", "hidden columns"} <= {
        word for remark in reading.remarks for word in ("hidden rows", "hidden columns") if word in remark
    }


def test_cells_merged_over_rows_count_for_each() -> None:
    """A sender merged over two rows sent both."""
    rows = (HEADER, _row(), (2, "09:30", None, "Gold", "The press calls about the water.", "Line to take."))
    reading = read_events(_sheet(*rows, merged=((1, 2, 2, 2),)))

    assert ["Estates", "Estates"] == [draft.values["from"] for draft in reading.drafts]


def test_a_sheet_of_objectives_is_read() -> None:
    """Objectives that stand on a sheet of their own have their text; others are to be completed."""
    events = Grid("MSEL", ((*HEADER, "Objective"), (*_row(), "2"), (*_row(2), "Speak with one voice")))
    goals = Grid(
        "Objectives", (("Objective #", "Name", "Description"), (2, "Alarm", "Raise the alarm in time"))
    )
    reading = read_events(Sheets("x.xlsx", (events, goals)))

    assert "Raise the alarm in time" == reading.objectives["O2"]["text"]
    assert {"O2", "O3"} == set(reading.objectives)


def test_csv_with_semicolons_and_windows_signs_is_read() -> None:
    """A list saved by an older program has the same injects."""
    text = "No;Time;From;To;Inject\n1;09:00;Café;Silver;Die Brücke ist gesperrt, sagt die Polizei.\n"
    reading = read_events(open_workbook(text.encode("cp1252"), "x.csv"))

    assert "Café" == reading.drafts[0].values["from"]
    assert any("UTF-8" in remark for remark in reading.remarks)


def test_texts_of_cells_are_told_as_people_read_them() -> None:
    """A whole number has no decimal point."""
    assert ["600", "12.5", ""] == [text_of(value) for value in (600.0, 12.5, None)]
