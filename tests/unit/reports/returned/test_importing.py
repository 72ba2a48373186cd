"""Filled sheets brought into an exercise."""

from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.exercise import verify
from sems_sim.exercise.entries import Observed
from sems_sim.reports import Source, kind_of, make_paper, read_source
from sems_sim.reports.returned import bring_in, feedback_summary
from tests.unit.cli.speaking import ask
from tests.unit.exercise.stage import Stage, scenario
from tests.unit.reports.rehearsed_drill import WALL, ended

HEAD = "Time,Observer (role),Objective,Observation,Rating,Mood"
SHEET = f"{HEAD}\n23:10,Umpire B,O1,=too late,M,\nT+0:20,Umpire A,,Saw it,,ok\n"


def _wall() -> str:
    return WALL


def _sheet(folder: Path, text: str = SHEET, name: str = "umpires.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_observations_become_part_of_the_journal_in_the_order_of_their_time(tmp_path: Path) -> None:
    """By their author's role, at the end of the record, with the time at which each was seen."""
    source = ended(tmp_path)
    brought = bring_in(source, [_sheet(tmp_path)], _wall)
    after = read_source(tmp_path / "j.journal")
    assert after.session is not None
    new = after.session.entries[-2:]

    assert (2, 0, 0) == (brought.observations, brought.forms, brought.known)
    assert ("umpires.csv: column 6 (Mood) is not known; not taken over: rows 3",) == brought.remarks
    assert [
        ("Umpire A", Observed("Saw it", "Umpire A", seen_ms=1_200_000)),
        ("Umpire B", Observed("=too late", "Umpire B", "O1", "", "M", 4_200_000)),
    ] == [(entry.by, entry.fact) for entry in new]


def test_the_journal_is_still_proved_since_the_end(tmp_path: Path) -> None:
    """What was noted at the end holds; what came in afterwards came after it."""
    source = ended(tmp_path)
    bring_in(source, [_sheet(tmp_path)], _wall)
    found = verify(tmp_path / "j.journal", source.head_hash)

    assert found.is_whole
    assert found.noted_row is not None
    assert found.rows > found.noted_row


def test_the_same_sheet_again_adds_nothing(tmp_path: Path) -> None:
    """It is said how many were there already."""
    source = ended(tmp_path)
    bring_in(source, [_sheet(tmp_path)], _wall)
    before = (tmp_path / "j.journal").stat().st_size
    again = bring_in(read_source(tmp_path / "j.journal"), [_sheet(tmp_path)], _wall)

    assert (0, 2) == (again.observations, again.known)
    assert before == (tmp_path / "j.journal").stat().st_size


def test_our_own_tables_come_back_filled(tmp_path: Path) -> None:
    """Feedback is kept beside the journal, apart from the record of play."""
    source = ended(tmp_path)
    blank = make_paper(kind_of(Path("feedback.csv")), source).decode("utf-8-sig").splitlines()
    row = "x,Duty manager,player" + ",4" * 8 + ",5,3,Calm,Radios,Longer"
    brought = bring_in(source, [_sheet(tmp_path, f"{blank[0]}\r\n{row}\r\n", "f.csv")], _wall)
    summary = feedback_summary(tmp_path / "j.journal", {"O1": "Raise the alarm", "O2": "Keep a log"})

    assert (0, 1, ()) == (brought.observations, brought.forms, brought.remarks)
    assert summary is not None
    assert [5, 3] == [one.middle for one in summary.objectives]


def test_an_exercise_that_has_not_ended_takes_nothing_in(tmp_path: Path) -> None:
    """Its journal is not touched."""
    source = Source(scenario=scenario(), session=Stage().begin().session, path=tmp_path / "none.journal")
    with pytest.raises(ArgumentError, match="not ended"):
        bring_in(source, [_sheet(tmp_path)], _wall)


def test_a_sheet_that_is_neither_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    """Also when another sheet beside it is good."""
    source = ended(tmp_path)
    before = (tmp_path / "j.journal").read_bytes()
    with pytest.raises(ArgumentError, match="neither observations nor feedback"):
        bring_in(source, [_sheet(tmp_path), _sheet(tmp_path, "a,b\n1,2\n", "other.csv")], _wall)

    assert before == (tmp_path / "j.journal").read_bytes()


def test_the_command_tells_what_became_of_every_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And writes the papers of the exercise as it is then."""
    ended(tmp_path)
    sheet = _sheet(tmp_path, SHEET + "99:00,Umpire A,,x,,\n")
    answer = ask(
        capsys,
        "report",
        str(tmp_path / "j.journal"),
        "--import",
        str(sheet),
        "--to",
        str(tmp_path / "log.csv"),
    )

    assert 0 == answer.status, answer.talk
    assert "taken over: 2 observations, 0 feedback forms" in answer.talk
    assert "umpires.csv, row 4: not taken over: '99:00'" in answer.talk
    assert "too late" in (tmp_path / "log.csv").read_text(encoding="utf-8-sig")


def test_nothing_asked_for_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a paper nor a sheet."""
    ended(tmp_path)
    answer = ask(capsys, "report", str(tmp_path / "j.journal"))

    assert 2 == answer.status
    assert "--import SHEET" in answer.talk
