"""`sems-sim why`."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.speaking import PUMP, ask


@pytest.fixture
def kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A run that was kept."""
    ask(capsys, "run", "pump.yaml", "--json", "--out", "kept")
    return folder / "kept" / "a-pump-fails-seed7"


def test_a_kept_run_tells_why(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The chain goes from the event, found by words, down to a root."""
    answer = ask(capsys, "why", str(kept), "main pump went down")
    lines = answer.out.splitlines()

    assert 0 == answer.status
    assert "Main pump went down" in lines[2]
    assert "because" in lines[3]
    assert "Flood began, at severity 40%" in lines[-3]
    assert "That is the root" in lines[-1]


def test_a_number_and_words_find_the_same_event(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The timeline's number leads to the same chain as the words of its line."""
    steps = json.loads(ask(capsys, "why", str(kept), "main pump went down", "--json").out)
    again = json.loads(ask(capsys, "why", str(kept / "run.json"), f"#{steps[0]['event']}", "--json").out)

    assert steps == again
    assert ["event", "time_ms", "clock", "elapsed", "what"] == list(steps[0])


def test_a_file_is_run_and_asked(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario and its seed give the same answer as the run that was kept."""
    asked = ask(capsys, "why", "pump.yaml", "main pump went down", "--seed", "7").out

    assert asked == ask(capsys, "why", str(kept), "main pump went down").out


@pytest.mark.parametrize(
    ("event", "words"), [("99999", "there is no event 99999"), ("zeppelin", "says 'zeppelin'")]
)
def test_an_event_that_is_not_there_is_told(
    event: str, words: str, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A number too high and words nobody said are the user's to mend."""
    answer = ask(capsys, "why", str(kept), event)

    assert 2 == answer.status
    assert words in answer.talk


def test_a_scenario_that_has_changed_does_not_answer_for_an_old_run(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names and causes would no longer belong together, so the run has to be made again."""
    Path("pump.yaml").write_text(PUMP.replace("Main pump", "Other pump"), encoding="utf-8")
    answer = ask(capsys, "why", str(kept), "0")

    assert 2 == answer.status
    assert "has changed since" in answer.talk


@pytest.mark.parametrize("damage", ["", "{", '{"file": 1}', "[]"])
def test_a_damaged_run_is_told(damage: str, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is in the file, there is no traceback."""
    (kept / "run.json").write_text(damage, encoding="utf-8")
    answer = ask(capsys, "why", str(kept), "0")

    assert 2 == answer.status
    assert "cannot be read" in answer.talk


def test_a_damaged_trace_is_told(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A trace that was cut off does not answer."""
    trace = kept / "trace.jsonl"
    trace.write_text(trace.read_text(encoding="utf-8")[:-20], encoding="utf-8")

    assert 2 == ask(capsys, "why", str(kept), "0").status
