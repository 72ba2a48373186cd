"""Session and journal in step; what was refused has no effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from sems_sim.errors import CommandRefusedError, JournalError
from sems_sim.exercise import commands as ask
from sems_sim.exercise import entries as told
from sems_sim.exercise.chain import COMMAND, command_of
from sems_sim.exercise.journal import read_journal
from sems_sim.exercise.replay import rebuild, scenario_of
from tests.unit.exercise.acting import Acting, acting
from tests.unit.exercise.keeping import again, fill, kept, make_room, play


def test_what_is_returned_is_on_the_disk(tmp_path: Path) -> None:
    """Whoever opens the file at any moment finds all that was told until then, and all commands with their roles."""
    keeper = kept(tmp_path)
    play(keeper)

    given = [command_of(row) for row in keeper.journal.rows() if row.what == COMMAND]
    assert (ask.StartExercise(), "control") == given[0]
    assert (ask.Mark("at 56000"), "control") == given[-1]
    assert (keeper.session.commands, len(keeper.session.entries)) == (
        len(given), keeper.journal.count - len(given),
    )  # fmt: skip


def test_a_refused_command_leaves_no_row(tmp_path: Path) -> None:
    """What time brought about before it is written all the same."""
    keeper = kept(tmp_path)
    keeper.handle(ask.StartExercise(), 0)

    with pytest.raises(CommandRefusedError):
        keeper.handle(ask.SkipInject("x"), 25_000)

    assert ["command", "entry", "entry", "entry"] == [row.what for row in keeper.journal.rows()]
    assert 1 == keeper.session.commands


def test_a_full_disk_refuses_the_command_and_takes_it_back(tmp_path: Path) -> None:
    """The session does not run ahead of its journal, and goes on when there is room, as if nothing had been said."""
    keeper = kept(tmp_path)
    play(keeper)
    before = (keeper.session.commands, len(keeper.session.entries), keeper.session.fingerprint)
    fill(keeper.journal)

    with pytest.raises(JournalError, match="disk is full"):
        keeper.handle(ask.Mark("lost" * 9_000), 61_000)
    assert keeper.is_behind

    make_room(keeper.journal)
    assert before == (keeper.session.commands, len(keeper.session.entries), keeper.session.fingerprint)
    keeper.handle(ask.Mark("kept"), 62_000)
    keeper.journal.close()
    facts = [entry.fact for entry in again(tmp_path).session.entries]
    assert (True, False) == (told.Marked("kept") in facts, told.Marked("lost" * 9_000) in facts)


def test_time_goes_on_in_the_record_when_there_is_room_again(tmp_path: Path) -> None:
    """What time alone brought about while nothing could be written is not lost."""
    keeper = kept(tmp_path)
    keeper.handle(ask.StartExercise(), 0)
    fill(keeper.journal)
    with pytest.raises(JournalError):
        keeper.advance(9_000_000)

    make_room(keeper.journal)
    keeper.advance(9_000_000)

    assert 901 == len(keeper.session.entries)
    keeper.journal.close()
    assert (
        keeper.session.fingerprint == rebuild(read_journal(tmp_path / "j.journal"), make=acting).fingerprint
    )


class _Stumbling(Acting):
    """Breaks in the middle of a command."""

    def _fact(self, command: ask.Command) -> told.Fact:
        if isinstance(command, ask.Observe):
            self._tell(0, 0, told.Marked("half"), 0, "")
            raise ZeroDivisionError if command.text == "bug" else CommandRefusedError("no", "never")
        return super()._fact(command)


@pytest.mark.parametrize(("text", "error"), [("bug", ZeroDivisionError), ("no", CommandRefusedError)])
def test_a_command_that_breaks_half_way_has_no_effect(
    tmp_path: Path, text: str, error: type[Exception]
) -> None:
    """Whatever goes wrong inside a session, the journal is what counts."""
    keeper = kept(tmp_path)
    keeper._make = _Stumbling
    keeper._session = _Stumbling(scenario_of(keeper.journal.head), 3)
    keeper.handle(ask.StartExercise(), 0)

    with pytest.raises(error):
        keeper.handle(ask.Observe(text), 5_000)

    keeper.handle(ask.Mark(), 6_000)
    assert [told.ExerciseStarted(), told.Marked()] == [entry.fact for entry in keeper.session.entries]
