"""Filled tables as they come back."""

from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.reports.returned.tables import Filled, read_cells, understood

NAMES = {"time": "time", "observation": "text", "role": "who"}


def _read(folder: Path, content: str | bytes) -> Filled:
    path = folder / "sheet.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = understood(read_cells(path)[0], NAMES, ("handling",))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "content",
    [
        "Time,Observation,Role\n06:12,A log is kept,Umpire\n",
        "time;OBSERVATION;role\r\n06:12;A log is kept;Umpire\r\n",
        "\ufeffRole\tTime\tObservation:\nUmpire\t06:12\tA log is kept\n",
        "Time,Observation,Role\n06:12,A log is kept,Umpire\n".encode("utf-16"),
    ],
)
def test_any_program_may_have_written_it(tmp_path: Path, content: str | bytes) -> None:
    """Commas, semicolons or tabs, any order of columns, any capitals, UTF-8 or UTF-16."""
    assert {"time": "06:12", "text": "A log is kept", "who": "Umpire"} == dict(
        _read(tmp_path, content).rows[0][1]
    )


def test_all_that_is_not_taken_over_is_told_with_its_rows(tmp_path: Path) -> None:
    """Lines above the header, and columns that nobody knows, with the rows in which they say something."""
    found = _read(
        tmp_path, "Sheet of the umpire\n\nTime,Mood,Observation,Handling\n1,good,x,\n2,,y,\n3,bad,z,E\n"
    )

    assert [4, 5, 6] == [number for number, _ in found.rows]
    assert (
        "sheet.csv, row 1: above the header, not taken over: Sheet of the umpire",
        "sheet.csv: column 2 (Mood) is not known; not taken over: rows 4, 6",
    ) == found.remarks


def test_the_guard_before_a_formula_is_taken_off(tmp_path: Path) -> None:
    """What our own tables put there; another apostrophe stays."""
    found = _read(tmp_path, "Time,Observation\n1,'=1+1\n2,'tis so\n")

    assert ["=1+1", "'tis so"] == [row["text"] for _, row in found.rows]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "damaged"),
        (b"a\0b,c", "no text"),
        (b"x" * (9 << 20), "larger"),
        (None, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None, words: str) -> None:
    """With what to do about it."""
    path = tmp_path / "sheet.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArgumentError, match=words):
        read_cells(path)


def test_rows_without_end_are_bounded_and_that_is_said(tmp_path: Path) -> None:
    """A million rows do not stop the program."""
    found = _read(tmp_path, "Time,Observation\n" + "1,x\n" * 6_000)

    assert 4_999 == len(found.rows)
    assert any("only the first 5,000" in remark for remark in found.remarks)


def test_windows_text_is_read_and_said(tmp_path: Path) -> None:
    """Old programs write it."""
    found = _read(tmp_path, "Time,Observation\n1,Überlauf\n".encode("cp1252"))

    assert "Überlauf" == found.rows[0][1]["text"]
    assert any("Windows" in remark for remark in found.remarks)


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    """Through the gate that lists of events pass: formulas are never evaluated, times are times."""
    from datetime import time

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("Time", "Observation"), (time(22, 30), "=1+1"), (0.9375, "half past ten")):
        sheet.append(row)
    book.create_sheet("Other").append(("x", "y"))
    book.save(tmp_path / "sheet.xlsx")
    first, other = read_cells(tmp_path / "sheet.xlsx")
    found = understood(first, NAMES)

    assert found is not None
    assert ["22:30", "0.9375"] == [row["time"] for _, row in found.rows]
    assert "text" not in found.rows[0][1]
    assert any("formulas without a result" in remark for remark in found.remarks)
    assert understood(other, NAMES) is None
