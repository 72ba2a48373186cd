"""The shelf of scenarios."""

from pathlib import Path

import pytest

from sems_sim.shelf import folders, is_scenario, scenarios


def test_those_that_came_along_are_on_the_shelf() -> None:
    """Every shipped scenario is found by its name; what others include is none."""
    assert {"north-hyde", "first-steps"} <= set(scenarios())
    assert all(is_scenario(path) for path in scenarios().values())


def test_this_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scenarios in this folder's `scenarios` stand before those that came along."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "north-hyde.yaml").write_text("clock: {}\n", encoding="utf-8")

    assert Path("scenarios") == folders()[0]
    assert Path("scenarios/north-hyde.yaml") == scenarios()["north-hyde"]
