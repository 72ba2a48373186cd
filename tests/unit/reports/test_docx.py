"""Word documents: real styles, the marking on every page, the same bytes each time."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document

from sems_sim.reports.docx import docx_of
from sems_sim.reports.paper import Blank, Bullets, Facts, Figure, Heading, Paper, Run, Table, Text, Turn
from tests.unit.reports.debrief import HOSTILE

# One pixel.
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46"
    "b80000000049454e44ae426082"
)
PAPER = Paper(
    "A drill",
    "After-Action Report",
    "Official",
    ("12 January",),
    (
        Heading("One"),
        Text((Run("old", struck=True), Run(" new"))),
        Bullets(("a", "b"), numbered=True),
        Table(("Entry", "What"), (("1", HOSTILE), ("2",)), "A table"),
        Facts((("Name", "Pump"),)),
        Figure("levels", "<svg></svg>", _PNG, "A picture", "What it shows"),
        Blank("For the evaluator: Strength 1"),
        Turn(landscape=True),
        Heading("Two", 2),
    ),
    "2026-01-12T09:00:00.000+00:00",
    "head abc",
)


@cache
def drawn() -> Any:
    """The paper as python-docx reads it."""
    return Document(BytesIO(docx_of(PAPER)))


def test_headings_tables_and_captions_have_words_own_styles() -> None:
    """A reader can navigate by headings, and change the look of the whole document by its styles."""
    styles = {one.text: one.style.name for one in drawn().paragraphs if one.text}

    assert ("Title", "Heading 1", "Heading 2") == (styles["A drill"], styles["One"], styles["Two"])
    assert "List Number" == styles["a"]
    assert "Caption" == styles["Table . A table"], "its number is a field, which python-docx does not read"
    assert [True, None] == [
        run.font.strike for one in drawn().paragraphs if one.text == "old new" for run in one.runs
    ]


def test_the_marking_stands_at_head_and_foot_of_every_section() -> None:
    """Also of pages that lie on their side; page numbers are fields that Word counts."""
    for section in drawn().sections:
        assert "EXERCISE · Official" in section.header.paragraphs[0].text
        assert "EXERCISE · Official" in section.footer.paragraphs[0].text
    xml = drawn().sections[0].footer._element.xml
    assert " PAGE " in xml
    assert " NUMPAGES " in xml
    assert drawn().sections[1].page_width > drawn().sections[1].page_height


def test_a_table_repeats_its_header_row() -> None:
    """The first row is marked as a header, for pages that follow and for those who listen to a table."""
    xml = drawn().tables[0]._element.xml

    assert 1 == xml.count("<w:tblHeader/>")
    assert "Entry" == drawn().tables[0].cell(0, 0).text
    assert "" == drawn().tables[0].cell(2, 1).text


def test_a_picture_has_words_for_who_cannot_see_it() -> None:
    """The alternative text is that of the picture."""
    assert "What it shows" == drawn().inline_shapes[0]._inline.docPr.get("descr")


def test_what_is_left_blank_has_a_style_of_its_own() -> None:
    """The place is marked, so that it cannot be overlooked or taken for the tool's opinion."""
    found = [one.text for one in drawn().paragraphs if one.style.name == "For the evaluator"]

    assert ["For the evaluator: Strength 1", "", ""] == found


def test_hostile_text_stays_text() -> None:
    """Markup, formulas and control characters are shown as they are or left out; nothing endless gets in."""
    text = drawn().tables[0].cell(1, 1).text

    assert text.startswith('=cmd|"/c calc"!A1 <script>alert(1)</script> &amp;')
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "shortened here" in text


def test_the_same_paper_gives_the_same_bytes() -> None:
    """Dates are those of what it tells; the archive holds no time of its own."""
    first = docx_of(PAPER)

    assert first == docx_of(PAPER)
    assert datetime(2026, 1, 12, 9) == drawn().core_properties.created.replace(tzinfo=None)  # noqa: DTZ001 - as Word keeps it
    with ZipFile(BytesIO(first)) as found:
        assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in found.infolist()}
