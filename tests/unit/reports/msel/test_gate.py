"""Files that mean harm, or are no workbooks, are refused before they are opened."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.gate import MOST_SHEET, pass_gate
from tests.unit.reports.msel.sheets import saved


def _workbook() -> bytes:
    book = Workbook()
    book.worksheets[0].append(["No", "Time", "Inject"])
    return saved(book)


def _changed(parts: dict[str, bytes]) -> bytes:
    """A workbook with some parts replaced or added."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(_workbook())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst>&e;</sst>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_changed({SHEET: BILLION}), "declares entities"),
        (_changed({"xl/sharedStrings.xml": OUTSIDE}), "declares entities"),
        (_changed({SHEET: BILLION.decode().encode("utf-16")}), "not in UTF-8"),
        (_changed({SHEET: BILLION.replace(b'"1.0"', b'"1.0" encoding="utf-7"')}), "not in UTF-8"),
        (_changed({"xl/media/image1.png": b"\0" * (20 * 1024 * 1024)}), "times its size"),
        (_changed({SHEET: b"<c/>" * (MOST_SHEET // 4 + 1)}), "rows|times its size"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old workbook"),
        (b"just text", "no workbook"),
        (b"", "no workbook"),
        (_workbook()[:400], "damaged"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
    ],
    ids=[
        "entities",
        "outside",
        "utf-16",
        "utf-7",
        "zip bomb",
        "huge sheet",
        "xls",
        "text",
        "empty",
        "cut",
        "broken",
    ],
)
def test_harmful_and_foreign_files_are_refused(data: bytes, message: str) -> None:
    """XML bombs, entities from outside, zip bombs, huge sheets and old formats end in a clear message."""
    with pytest.raises(ArgumentError, match=message):
        pass_gate(data, "x.xlsx")


def test_a_document_of_another_program_is_named() -> None:
    """A zip file that is no workbook is not called damaged."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(ArgumentError, match="another program"):
        pass_gate(stream.getvalue(), "x.ods")


def test_macros_links_and_pictures_are_told() -> None:
    """What is not read from a workbook is said, so that nobody misses it."""
    data = _changed(
        {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>", "xl/media/a.png": b"x"}
    )

    assert 3 == len(pass_gate(data, "x.xlsm").remarks)


def test_a_plain_workbook_passes() -> None:
    """Nothing is said of a workbook that holds nothing unusual."""
    assert ((), False) == (
        pass_gate(_workbook(), "x.xlsx").remarks,
        pass_gate(_workbook(), "x.xlsx").has_formulas,
    )


def test_part_twice_is_refused() -> None:
    """Two parts of one name could show one content to us and another to the next program."""
    stream = BytesIO(_workbook())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    with pytest.raises(ArgumentError, match="stands twice"):
        pass_gate(stream.getvalue(), "x.xlsx")
