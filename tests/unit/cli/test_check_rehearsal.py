"""`sems-sim check --rehearse`, on the readable engine."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

import sems_sim.cli.progress
import sems_sim.insight
from sems_sim.cli.check_rehearsal import lines_of
from tests.unit.cli.speaking import ask
from tests.unit.insight.rehearsing import TEXT, rehearsed


@pytest.fixture
def exercise(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an exercise in it, and nothing that has to be compiled."""
    monkeypatch.setattr(sems_sim.cli.progress, "ready_kernel", lambda **_: None)
    monkeypatch.setattr(sems_sim.insight, "rehearse", partial(sems_sim.insight.rehearse, engine="engine"))
    (folder / "try.yaml").write_text(TEXT, encoding="utf-8")
    return folder


def test_a_rehearsal_is_told_after_the_verdict(exercise: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is assumed, what was found, when everything comes, and the seed to play with; the status stays 0."""
    answer = ask(capsys, "check", "try.yaml", "--rehearse", "--runs", "3")

    assert 0 == answer.status
    assert exercise.exists()
    for words in ("can run", "Rehearsal, 3 runs:", "problem: Inject D1 never comes", "A1", "T+0:10", "Seed "):
        assert words in answer.out


def test_json_has_the_rehearsal(exercise: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A script sees all that a person sees, and nothing but one document."""
    answer = ask(capsys, "check", "try.yaml", "--rehearse", "--runs", "3", "--json")
    (document,) = json.loads(answer.out)

    assert exercise.exists()
    assert 3 == document["rehearsal"]["runs"]
    assert {"weight", "about", "sentence", "remedy"} == set(document["rehearsal"]["findings"][0])
    assert "" == answer.talk


def test_a_file_without_exercise_says_so(exercise: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Silence would look like a clean rehearsal."""
    answer = ask(capsys, "check", "pump.yaml", "--rehearse")

    assert exercise.exists()
    assert "nothing to rehearse" in answer.out


@pytest.mark.parametrize("runs", ["0", "many", "1000000"])
def test_a_number_of_runs_that_cannot_be_is_refused(
    exercise: Path, capsys: pytest.CaptureFixture[str], runs: str
) -> None:
    """With the range that is allowed."""
    answer = ask(capsys, "check", "try.yaml", "--rehearse", "--runs", runs)

    assert exercise.exists()
    assert 2 == answer.status
    assert "from 1 to 100,000" in answer.talk


def test_every_finding_has_its_remedy_below_it() -> None:
    """One line says what, the next what to do."""
    lines = list(lines_of(rehearsed()))

    for one in rehearsed().findings:
        place = lines.index(f"{one.weight}: {one.sentence}")
        assert f"    {one.remedy}" == lines[place + 1]
