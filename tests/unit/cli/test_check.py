"""`sems-sim check`."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.speaking import PUMP, ask


def test_a_sound_file_can_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Warnings and notes are told, and leave the status 0."""
    answer = ask(capsys, "check", "pump.yaml")

    assert 0 == answer.status
    assert answer.out.splitlines()[-1].startswith("pump.yaml: can run")
    assert folder.exists()


def test_every_file_is_judged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One bad file of two gives status 2, and both have their verdict."""
    (folder / "bad.yaml").write_text(PUMP.replace("needs: pump", "needs: pumpp"), encoding="utf-8")
    answer = ask(capsys, "check", "bad.yaml", "pump.yaml")

    assert 2 == answer.status
    assert "bad.yaml: cannot run, 1 fault" in answer.out
    assert "pump.yaml: can run" in answer.out


def test_json_has_each_fault_with_its_place_and_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program sees what a person sees."""
    (folder / "bad.yaml").write_text(PUMP.replace("needs: pump", "needs: pumpp"), encoding="utf-8")
    (document,) = json.loads(ask(capsys, "check", "bad.yaml", "--json").out)
    (fault,) = document["faults"]

    assert ("bad.yaml", False, "error", 8) == (
        document["file"],
        document["ok"],
        fault["severity"],
        fault["line"],
    )
    assert "did you mean 'pump'" in fault["remedy"]
