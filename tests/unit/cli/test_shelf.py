"""Where scenarios are found."""

from pathlib import Path

import pytest

from sems_sim.cli.shelf import find_scenario
from sems_sim.errors import ArgumentError
from sems_sim.shelf import scenarios
from tests.unit.cli.speaking import PUMP


def test_a_path_is_taken_as_it_is(folder: Path) -> None:
    """A file that exists needs no shelf."""
    assert Path("pump.yaml") == find_scenario("pump.yaml")
    assert (folder / "pump.yaml").samefile(find_scenario(str(folder / "pump.yaml")))


def test_a_name_is_looked_for_here_first(folder: Path) -> None:
    """A scenario in this folder's `scenarios` is found by name before one that came along."""
    shelf = folder / "scenarios"
    shelf.mkdir()
    (shelf / "north-hyde.yaml").write_text(PUMP, encoding="utf-8")

    assert Path("scenarios/north-hyde.yaml") == find_scenario("north-hyde")


def test_a_part_that_others_include_is_no_scenario(folder: Path) -> None:
    """What says nothing of a clock cannot run, and is not on the shelf."""
    shelf = folder / "scenarios" / "parts"
    shelf.mkdir(parents=True)
    (shelf / "organisation.yaml").write_text("organisation: {name: Works}\n", encoding="utf-8")
    (shelf / "whole.yaml").write_text(PUMP, encoding="utf-8")

    assert "parts/whole" in scenarios()
    assert "parts/organisation" not in scenarios()


def test_a_name_nobody_knows_is_refused_with_the_nearest(folder: Path) -> None:
    """A slip of the pen is answered with what was probably meant."""
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "pump-at-night.yaml").write_text(PUMP, encoding="utf-8")
    with pytest.raises(ArgumentError, match="did you mean 'pump-at-night'"):
        find_scenario("pump-at-nigth")
