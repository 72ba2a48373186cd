"""Papers are found by the names of their files, and made from what they need."""

from __future__ import annotations

from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.exercise import create_journal
from sems_sim.reports.paper_kind import PaperKind, Source
from sems_sim.reports.papers import KINDS, kind_of, make_paper, put, write_reports
from tests.unit.exercise.stage import scenario
from tests.unit.reports.debrief import CAPABLE, HOSTILE, played, source


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("aar.docx", "aar.docx"),
        ("AAR_North-Hyde_2026.HTML", "aar.html"),
        ("eeg.docx", "eeg.docx"),
        ("eeg-blank.docx", "eeg-blank.docx"),
        ("eeg-command.docx", "eeg.docx"),
    ],
)
def test_a_files_name_says_which_paper(name: str, kind: str) -> None:
    """By beginning and end, in any case; of two that fit the longer name wins."""
    assert kind == kind_of(Path(name)).example


@pytest.mark.parametrize("name", ["report.docx", "aar.pdf", "aardvark.docx", "aar"])
def test_an_unknown_name_is_told_all_that_there_are(name: str) -> None:
    """Nothing is guessed; the remedy lists every kind."""
    with pytest.raises(ArgumentError) as caught:
        kind_of(Path(name))

    assert all(kind.example in caught.value.remedy for kind in KINDS)


def test_a_paper_is_not_made_from_what_does_not_hold_it() -> None:
    """A report of an exercise needs one; a blank guide takes a scenario as well."""
    plan = Source(scenario=scenario(CAPABLE), file="drill.yaml")

    with pytest.raises(ArgumentError, match=r"aar.docx cannot be made from a scenario"):
        make_paper(kind_of(Path("aar.docx")), plan)
    assert make_paper(kind_of(Path("eeg-blank.docx")), plan).startswith(b"PK")


def test_a_folder_gets_every_paper_under_its_usual_name(tmp_path: Path) -> None:
    """Called with a session and its journal, as the desk does; the same exercise gives the same bytes."""
    from tests.unit.reports.journals import head

    stage = played()
    journal = create_journal(tmp_path / "a.journal", head())
    try:
        first = write_reports(stage.session, journal, tmp_path / "one")
        again = write_reports(stage.session, journal, tmp_path / "two", ["aar.docx"])
    finally:
        journal.close()

    assert {
        "AAR_flood-drill_2026-01-12.docx", "AAR_flood-drill_2026-01-12.html",
        "EEG_flood-drill_Command_2026-01-12.docx", "eeg-blank.docx",
    } <= {one.name for one in first}  # fmt: skip
    assert ["AAR_flood-drill_2026-01-12.docx"] == [one.name for one in again]
    assert first[0].read_bytes() == again[0].read_bytes()
    assert "A pump station floods" in first[1].read_text(encoding="utf-8")


def test_hostile_words_of_an_exercise_harm_no_paper() -> None:
    """Names and texts full of markup, formulas and control characters become text in every paper."""
    title = "A <b>pump</b> station =cmd|x"
    stage = played(CAPABLE.replace("A pump station floods", title).replace("Raise the alarm", "'=1+1 <i>'"))
    from sems_sim.exercise import commands as ask

    stage.do(ask.Observe(HOSTILE, HOSTILE, objective="O1", rating="P"))
    made = Source(scenario=stage.session.scenario, session=stage.session, file="a.journal")
    page = make_paper(kind_of(Path("aar.html")), made).decode()

    assert "<script" not in page
    assert "<b>pump" not in page
    assert make_paper(kind_of(Path("aar.docx")), made).startswith(b"PK")
    assert make_paper(kind_of(Path("eeg.docx")), made).startswith(b"PK")


def test_nobody_sees_half_a_file(tmp_path: Path) -> None:
    """A file that cannot be written is a fault in our words, and nothing is left lying about."""
    (tmp_path / "aar.docx").mkdir()
    with pytest.raises(ArgumentError):
        put(tmp_path / "aar.docx", b"x")
    with pytest.raises(ArgumentError):
        put(tmp_path / "none" / "aar.docx", b"x")

    assert ["aar.docx"] == [one.name for one in tmp_path.iterdir()]


def test_a_kind_may_be_added() -> None:
    """Whoever brings another paper brings its name, its ending and who makes it."""
    kind = PaperKind("log", ".csv", "the log", lambda given: given.file.encode())

    assert kind.fits(Path("log.csv"))
    assert b"a.journal" == make_paper(kind, source())
