"""Opening an exercise: its seed, its journal's name, and what its head holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sems_sim.errors import JournalError, ScenarioError
from sems_sim.exercise import commands as ask
from sems_sim.exercise.opening import begin, free_path, take_up
from sems_sim.exercise.replay import scenario_of
from tests.unit.exercise.acting import SCENARIO, WALL, acting, written


def test_a_journal_holds_all_that_the_session_is_made_of(tmp_path: Path) -> None:
    """Every file of the scenario, the settings and the seed; the folder can go."""
    folder = tmp_path / "s"
    (folder / "parts").mkdir(parents=True)
    (folder / "drill.yaml").write_text(SCENARIO + "include: parts/site.yaml\n", encoding="utf-8")
    (folder / "parts" / "site.yaml").write_text("assets: {pump: {}}\n", encoding="utf-8")
    opened = begin(
        folder / "drill.yaml", seed=0, journal_path=tmp_path / "j", overrides={"assets.pump.units": "2"},
        wall=lambda: WALL, make=acting,
    )  # fmt: skip
    digest = scenario_of(opened.keeper.journal.head).digest
    opened.keeper.journal.close()
    shutil.rmtree(folder)

    head = take_up(tmp_path / "j", wall=lambda: WALL, make=acting).keeper.journal.head

    assert ["drill.yaml", "parts/site.yaml"] == [name for name, _ in head.scenario_files]
    assert ((("assets.pump.units", "2"),), 0, WALL) == (head.overrides, head.seed, head.opened_wall)
    assert (digest, 2) == (scenario_of(head).digest, scenario_of(head).sections.assets["pump"].units)
    assert head.id.startswith("a-drill-")


@pytest.mark.parametrize(("more", "seed"), [("", 7), ("exercise: {seed: 41}\n", 41), ("exercise: {}\n", 7)])
def test_the_scenario_states_the_seed_or_it_is_seven(tmp_path: Path, more: str, seed: int) -> None:
    """Unless the user gives one."""
    path = written(tmp_path)
    path.write_text(SCENARIO + more, encoding="utf-8")

    opened = begin(path, journal_path=tmp_path / "j", wall=lambda: WALL, make=acting)

    assert seed == opened.keeper.journal.head.seed


def test_a_new_journal_has_a_name_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In `results`, which is made; two in one second do not meet."""
    monkeypatch.chdir(tmp_path)
    paths = [begin(written(tmp_path), wall=lambda: WALL, make=acting).keeper.journal.path for _ in range(2)]

    assert [True, True] == [
        path.is_relative_to("results") and path.name.startswith("a-drill-2026-01-12-") for path in paths
    ]
    assert 2 == len(set(paths))


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "results").write_text("a file", encoding="utf-8")

    with pytest.raises(JournalError) as caught:
        free_path("x", WALL, tmp_path / "results")
    assert "--journal" in caught.value.remedy


def test_a_faulty_scenario_leaves_no_journal(tmp_path: Path) -> None:
    """Nothing is begun that cannot be played."""
    path = written(tmp_path)
    path.write_text(SCENARIO + "asets: {}\n", encoding="utf-8")

    with pytest.raises(ScenarioError):
        begin(path, journal_path=tmp_path / "j", wall=lambda: WALL, make=acting)
    assert not (tmp_path / "j").exists()


def test_a_resume_gives_one_command_and_only_if_the_clock_ran(tmp_path: Path) -> None:
    """It stops the clock; an exercise whose clock stood is not touched."""
    keeper = begin(written(tmp_path), journal_path=tmp_path / "j", wall=lambda: WALL, make=acting).keeper
    keeper.handle(ask.StartExercise(), 0)
    keeper.journal.close()
    counts = []
    for _ in range(3):
        keeper = take_up(tmp_path / "j", wall=lambda: WALL, make=acting).keeper
        counts.append(keeper.session.commands)
        keeper.journal.close()

    assert [2, 2, 2] == counts
