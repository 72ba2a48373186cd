"""A new journal that shares the beginning of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from sems_sim.errors import JournalError
from sems_sim.exercise import commands as ask
from sems_sim.exercise import entries as told
from sems_sim.exercise.branch import fork
from sems_sim.exercise.journal import read_journal
from sems_sim.exercise.opening import take_up
from sems_sim.exercise.proof import verify
from tests.unit.exercise.acting import WALL, acting
from tests.unit.exercise.keeping import kept, play


def _closed(folder: Path) -> Path:
    keeper = kept(folder)
    play(keeper)
    keeper.handle(ask.JumpTo(100_000), 61_000)
    keeper.handle(ask.Mark("a slip"), 61_000)
    keeper.journal.close()
    return folder / "j.journal"


def test_a_branch_ends_with_the_entry_and_goes_its_own_way(tmp_path: Path) -> None:
    """Undoing a slip: all before it is there, the slip is not, and the first journal is as it was."""
    path = _closed(tmp_path)
    before = path.read_bytes()
    slip = next(
        row.data["entry"]
        for row in read_journal(path).rows()
        if row.data.get("fact", {}).get("text") == "a slip"
    )

    out = fork(path, slip - 1, tmp_path / "branch")

    keeper = take_up(out, wall=lambda: WALL, make=acting).keeper
    assert (slip - 1, "paused") == (len(keeper.session.entries) - 1, keeper.session.state)
    keeper.handle(ask.Mark("better"), 70_000)
    assert told.Marked("better") == keeper.session.entries[-1].fact
    keeper.journal.close()
    assert before == path.read_bytes()
    assert f"branches off from {read_journal(path).head.id}@{slip - 1}" in verify(out).remarks[0]


@pytest.mark.parametrize(("entry", "entries"), [(0, 0), (1, 1), (3, 3), (16, 20), (20, 20), (None, 21)])
def test_all_that_a_command_brought_about_comes_along(
    tmp_path: Path, entry: int | None, entries: int
) -> None:
    """A jump is one command: nobody can stand in the middle of it."""
    out = fork(_closed(tmp_path), entry, tmp_path / "branch")

    found = verify(out)
    assert (True, entries) == (found.is_whole, found.entries)
    take_up(out, wall=lambda: WALL, make=acting).keeper.journal.close()


def test_an_entry_that_is_not_there_is_told(tmp_path: Path) -> None:
    """With the numbers that are; and nothing is written."""
    with pytest.raises(JournalError, match="has no entry 99") as caught:
        fork(_closed(tmp_path), 99, tmp_path / "branch")

    assert "from 0 to 21" in caught.value.remedy
    assert not (tmp_path / "branch").exists()


def test_a_branch_never_overwrites(tmp_path: Path) -> None:
    """A file that exists is left alone."""
    path = _closed(tmp_path)

    with pytest.raises(JournalError, match="exists already"):
        fork(path, 1, path)
    assert verify(path).is_whole
