"""`sems-sim replay`."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from sems_sim.exercise import verify
from tests.unit.cli.speaking import ask
from tests.unit.cli.test_exercise import DRILL, SCRIPT


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The journal of an exercise, alone in its folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drill.yaml").write_text(DRILL, encoding="utf-8")
    (tmp_path / "script.yaml").write_text(SCRIPT, encoding="utf-8")
    ask(capsys, "exercise", "drill.yaml", "--headless", "script.yaml", "--journal", "j", "--seed", "3")
    (tmp_path / "drill.yaml").unlink()
    (tmp_path / "script.yaml").unlink()
    return tmp_path / "j"


def test_an_exercise_is_told_again(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the journal alone, with the same fingerprint and hash each time, and the journal is not touched."""
    before = journal.read_bytes()
    whole, again = ask(capsys, "replay", "j"), ask(capsys, "replay", "j")
    document = json.loads(ask(capsys, "replay", "j", "--json").out)

    assert (0, whole.out) == (again.status, again.out)
    assert "ENDEX: done [control]" in whole.out
    assert document["fingerprint"] in whole.out
    assert document["head_hash"] in whole.out
    assert before == journal.read_bytes()


def test_it_is_told_as_it_was_at_any_time(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What came later is not there yet."""
    document = json.loads(ask(capsys, "replay", "j", "--at", "1h30m", "--json").out)

    assert ("running", 5_400_000) == (document["state"], document["at_ms"])
    assert [] == [entry for entry in document["entries"] if entry["at_ms"] > 5_400_000]
    assert journal.exists()


def test_it_is_proved_unchanged(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the hash that the end printed, or without it and with a word on what that does not prove."""
    noted = verify(journal).head_hash

    proved = ask(capsys, "replay", "j", "--verify", noted)
    chain = ask(capsys, "replay", "j", "--verify")
    document = json.loads(ask(capsys, "replay", "j", "--verify", noted, "--json").out)

    assert (0, 0) == (proved.status, chain.status)
    assert "unchanged since that hash was noted" in proved.out
    assert "only the hash noted at its end can tell" in chain.out
    assert (True, noted) == (document["unchanged"], document["head_hash"])


def test_a_change_is_found(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2, and the row that is not what was written."""
    noted = verify(journal).head_hash
    connection = sqlite3.connect(journal)
    connection.execute("DROP TRIGGER no_change")
    connection.execute("UPDATE rows SET data = replace(data, 'seen', 'sent') WHERE data LIKE '%seen%'")
    connection.commit()
    connection.close()

    answer = ask(capsys, "replay", "j", "--verify", noted)
    told = ask(capsys, "replay", "j")

    assert (2, 2) == (answer.status, told.status)
    assert "is not unchanged" in answer.talk
    assert "is not what was written" in answer.talk
    assert "branch off before that" in told.talk
    assert "another journal" in ask(capsys, "replay", "j", "--verify", "0" * 64).talk or answer.status


def test_it_is_branched(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The branch is a journal of its own that can be taken up."""
    answer = ask(capsys, "replay", "j", "--fork", "b", "--entry", "2")
    document = json.loads(ask(capsys, "replay", "j", "--fork", "c", "--json").out)

    assert 0 == answer.status
    assert "sems-sim exercise --resume b" in answer.talk
    assert verify(journal).entries == document["entries"]
    assert verify(journal.parent / "b").entries < document["entries"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["j", "--entry", "3"], "--entry goes with --fork"),
        (["j", "--at", "1h", "--verify"], "are three things"),
        (["j", "--at", "soon"], "--at soon"),
        (["j", "--fork", "b", "--entry", "999"], "has no entry 999"),
        (["j", "--fork", "j"], "no journal is ever overwritten"),
        (["nothing"], "there is no journal nothing"),
        (["j", "--verify", "abc"], "is no hash of a journal"),
    ],
)
def test_wrong_arguments_are_told_in_our_words(
    journal: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    """Each with what to do, and the journal is as it was."""
    before = journal.read_bytes()
    answer = ask(capsys, "replay", *arguments)

    assert (2, "") == (answer.status, answer.out)
    assert words in answer.talk
    assert before == journal.read_bytes()
