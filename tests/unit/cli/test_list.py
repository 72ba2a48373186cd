"""`sems-sim list`."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.speaking import PUMP, ask


@pytest.fixture
def shelf(folder: Path) -> Path:
    """A folder of scenarios."""
    shelf = folder / "scenarios"
    shelf.mkdir()
    (shelf / "pump-at-night.yaml").write_text(PUMP, encoding="utf-8")
    return shelf


def test_scenarios_are_listed_with_title_and_tags(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The name is what a command takes for a FILE."""
    rows = {row["name"]: row for row in json.loads(ask(capsys, "list", "--json").out)}

    assert ("A pump fails at night", ["water"]) == (
        rows["pump-at-night"]["title"],
        rows["pump-at-night"]["tags"],
    )
    assert "A pump fails at night  [water]" in ask(capsys, "list").out
    assert shelf.exists()


def test_a_faulty_scenario_does_not_hide_the_others(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It stands in the list with the command that shows its faults."""
    (shelf / "bad.yaml").write_text(PUMP.replace("needs: pump", "needs: pmup"), encoding="utf-8")
    answer = ask(capsys, "list")

    assert 0 == answer.status
    assert "sems-sim check bad" in answer.out
    assert "pump-at-night" in answer.out
