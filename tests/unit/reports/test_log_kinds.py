"""The logs by the names of their files."""

from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.reports import Source, kind_of, make_paper
from sems_sim.reports.log_kinds import LOGS
from tests.unit.exercise.stage import scenario
from tests.unit.reports.rehearsed_drill import HOSTILE, ended


def test_each_is_marked_and_carries_no_formula(tmp_path: Path) -> None:
    """A cell that an umpire wrote as a formula is text."""
    source = ended(tmp_path)
    made = {
        kind.example: make_paper(kind_of(Path(kind.example)), source).decode("utf-8-sig") for kind in LOGS
    }

    assert {"decisions.csv", "methane.csv", "log.csv", "log.jsonl"} == set(made)
    assert all("Exercise, official" in text for text in made.values())
    assert not any(f",{HOSTILE[:4]}" in text or f',"{HOSTILE[:4]}' in text for text in made.values())


def test_a_scenario_alone_has_no_log() -> None:
    """Nothing has happened yet."""
    with pytest.raises(ArgumentError, match="from a scenario"):
        make_paper(kind_of(Path("log.csv")), Source(scenario=scenario()))
