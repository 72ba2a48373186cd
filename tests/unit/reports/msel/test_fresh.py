"""A sheet alone becomes a scenario that can be run at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sems_sim.engine import simulate
from sems_sim.reports.msel.doors import fresh_scenario, read_msel
from sems_sim.scenario import Scenario, compile_model, read_scenario
from tests.unit.reports.msel.sheets import families, workbook_of


def _scenario(tmp_path: Path, data: bytes, name: str) -> Scenario:
    path = tmp_path / "new.yaml"
    path.write_text(fresh_scenario(read_msel(data, name), "new").text, encoding="utf-8")
    return read_scenario(path)


@pytest.mark.parametrize(
    "family", [*families("families"), *families("further")], ids=lambda one: str(one["name"])
)
def test_every_written_sheet_becomes_a_running_exercise(family: dict[str, Any], tmp_path: Path) -> None:
    """From the sheet to a run without a touch: every inject is there, every recipient is played by people."""
    scenario = _scenario(tmp_path, workbook_of(family), "x.xlsx")
    exercise = scenario.sections.exercise
    assert exercise is not None

    assert len(family["rows"]) == len(exercise.injects)
    assert all(inject.to for inject in exercise.injects)
    assert set(scenario.sections.teams) == set(exercise.played)
    assert not scenario.sections.assets
    assert simulate(compile_model(scenario), seed=1).fingerprint


def test_what_needs_a_model_goes_into_the_notes(tmp_path: Path) -> None:
    """Conditions and effects of an export are kept, though there is nothing that they could act on."""
    from sems_sim.reports.msel.doors import msel_csv

    sheet = msel_csv(read_scenario("scenarios/north-hyde.yaml")).encode()
    exercise = _scenario(tmp_path, sheet, "x.csv").sections.exercise
    assert exercise is not None

    assert "when: " in exercise.injects[2].notes
    assert "do: [{tell:" in exercise.injects[0].notes


def test_day_zone_and_title_are_those_of_the_sheet_or_told() -> None:
    """What the sheet does not say is assumed in the open."""
    reading = read_msel(b"No,Time,Inject\n1,09:30,A pipe bursts in the cellar of the hospital.\n", "x.csv")
    fresh = fresh_scenario(reading, "water-in-the-cellar")

    assert "title: Water in the cellar\n" in fresh.text
    assert "start: 2026-01-05T09:30:00+00:00, runs: 4h" in fresh.text
    assert 3 == len(fresh.remarks)


def test_a_team_is_never_called_like_a_word_of_the_language(tmp_path: Path) -> None:
    """A recipient named Crisis or Outside gives a scenario without faults."""
    sheet = (
        b"No,Time,To,Inject\n1,09:30,Crisis,A pipe bursts in the cellar.\n2,09:40,Outside,The press calls.\n"
    )

    assert {"crisis_team", "outside_team"} == set(_scenario(tmp_path, sheet, "x.csv").sections.teams)
