"""`sems-sim report`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.speaking import ask
from tests.unit.cli.test_exercise import DRILL, SCRIPT


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a scenario and the journal of one exercise."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drill.yaml").write_text(DRILL, encoding="utf-8")
    (tmp_path / "script.yaml").write_text(SCRIPT, encoding="utf-8")
    ask(capsys, "exercise", "drill.yaml", "--headless", "script.yaml", "--journal", "j", "--seed", "3")
    return tmp_path


def test_papers_are_written_from_a_journal(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Several at once; what was written is said on stderr, and the journal is as it was."""
    before = (room / "j").read_bytes()
    said = ask(capsys, "report", "j", "--to", "aar.html", "--to", "eeg.docx")

    assert (0, "") == (said.status, said.out)
    assert "written: aar.html" in said.talk
    assert "A pump fails at night" in (room / "aar.html").read_text(encoding="utf-8")
    assert (room / "eeg.docx").read_bytes().startswith(b"PK")
    assert before == (room / "j").read_bytes()


def test_a_scenario_gives_blank_guides_and_a_run_its_page(
    room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is made before an exercise needs none; a kept run is told as `run --report` tells it."""
    ask(capsys, "run", "drill.yaml", "--seed", "3", "--out", "kept")
    [kept] = (room / "kept").iterdir()

    assert 0 == ask(capsys, "report", "drill.yaml", "--to", "eeg-blank.docx").status
    assert 0 == ask(capsys, "report", str(kept), "--to", "run.html").status
    assert "<svg" in (room / "run.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("j", "--to", "thing.docx"), "no paper is called so"),
        (("drill.yaml", "--to", "aar.docx"), "cannot be made from a scenario"),
        (("nothing.journal", "--to", "aar.docx"), "nothing.journal"),
        (("j", "--to", "none/aar.docx"), "cannot be written here"),
        (("j", "--to", "aar.html", "--lesson", "oops"), "PATH=VALUE"),
        (("j", "--to", "aar.html", "--lesson", "assets.pomp.units=2"), "pomp"),
    ],
)
def test_what_is_wrong_is_said(
    room: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    """Status 2, in our words, and no file is left."""
    said = ask(capsys, "report", *arguments)

    assert 2 == said.status, said.talk
    assert words in said.talk
    assert not list(room.glob("*.docx"))
    assert not list(room.glob("aar.html"))


def test_help_lists_every_paper(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has to know the names by heart."""
    said = ask(capsys, "report", "--help")

    assert 0 == said.status
    assert all(
        name in said.out for name in ("aar.docx", "aar.html", "eeg.docx", "eeg-blank.docx", "run.html")
    )
