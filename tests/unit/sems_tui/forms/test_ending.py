"""The end, and undo by a fork."""

from sems_sim.exercise import commands, entries
from sems_tui.forms import ForkAt, end_form, undo_form
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.forms.accepting import accepted, refused, said

PICTURE = pictures.rich()
RECORD = tuple(
    entries.Entry(number, number, number, entries.Marked(f"{number}"), command)
    for number, command in ((1, 1), (2, 0), (3, 2), (4, 2), (5, 0), (6, 3), (7, 0))
)


def test_undo_branches_off_before_the_command_that_slipped() -> None:
    """The new journal holds all that stood before the command, also where a command left several entries."""
    assert ForkAt(5) == accepted(undo_form(PICTURE, RECORD))
    assert ForkAt(2) == accepted(undo_form(PICTURE, RECORD, 4))


def test_undo_says_what_will_be_lost() -> None:
    """How many entries the new journal lacks is said, and that the old one stays."""
    assert "will lack 5 entries" in said(undo_form(PICTURE, RECORD, 3))
    assert "This journal stays as it is" in said(undo_form(PICTURE, RECORD))


def test_without_a_command_there_is_nothing_to_undo() -> None:
    """Before the first command, undo is refused."""
    assert "nothing was commanded" in refused(undo_form(PICTURE, RECORD[:1]))


def test_the_end_says_what_is_still_open() -> None:
    """Before the exercise ends, objectives without a rating and open questions are named, and the head is shown."""
    words = said(end_form(PICTURE, "ab12"))

    assert commands.EndExercise("time") == accepted(end_form(PICTURE), why="time")
    assert "Not rated yet: O2, O3" in words
    assert "Still open: Suspend operations" in words
    assert "ab12" in words
