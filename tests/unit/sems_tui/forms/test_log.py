"""The log."""

from dataclasses import replace

import pytest

from sems_sim.exercise import commands, entries
from sems_tui.forms import FieldError, amend_form, mark_form, no_duff_form, observation_form
from sems_tui.forms.log import DEFINITIONS, amendable
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.forms.accepting import accepted, names, refused, said

PICTURE = pictures.rich()
RECORD = (
    entries.Entry(1, 0, 0, entries.ExerciseStarted(), 1),
    entries.Entry(2, 60_000, 6_000, entries.Observed("Rolls were called out", "umpire"), 2),
    entries.Entry(
        3, 90_000, 9_000,
        entries.DecisionTaken("d", "Close?", "close", "Close", commands.DecisionRecord("Gold", "fog"), 0, 90_000), 3,
    ),
    entries.Entry(4, 90_000, 9_000, entries.EntryAmended(2, (("text", "Roles were called out"),), ()), 4),
)  # fmt: skip


def test_an_observation_may_rate_an_objective() -> None:
    """Text alone is an observation; with a letter it rates an objective, and the letter's meaning is shown in full."""
    form = observation_form(PICTURE)

    assert commands.Observe("They asked for METHANE", "umpire") == accepted(
        form, text="They asked for METHANE"
    )
    assert commands.Observe("Late", "umpire", "O1", "I2", "M") == accepted(
        form, text="Late", objective="O1", inject="I2", rating="M"
    )
    assert DEFINITIONS["M"] in said(form, rating="M")


def test_a_rating_belongs_to_an_objective() -> None:
    """A letter without an objective, and an observation without words, are refused."""
    assert "belongs to an objective" in refused(observation_form(PICTURE), text="Late", rating="M")
    assert "nothing is written" in refused(observation_form(PICTURE))


def test_the_objective_in_hand_is_chosen() -> None:
    """Whoever rates from the list of objectives need not choose it again."""
    assert "O2" == accepted(observation_form(PICTURE, "O2"), text="x").objective


def test_a_mark_needs_no_words() -> None:
    """This moment is marked with one key."""
    assert commands.Mark() == accepted(mark_form(PICTURE))


def test_no_duff_stops_at_once_and_ends_by_the_same_key() -> None:
    """A real event stops the exercise without a word; while it is stopped the same dialog ends the stop."""
    stopped = replace(PICTURE, clock=replace(PICTURE.clock, state="no duff"))

    assert commands.DeclareNoDuff() == accepted(no_duff_form(PICTURE))
    assert "NO DUFF" in said(no_duff_form(PICTURE))
    assert commands.EndNoDuff("false alarm") == accepted(no_duff_form(stopped), text="false alarm")


def test_an_amendment_names_what_was_changed() -> None:
    """A mistyped entry is corrected line by line; its old words are shown struck through, its last words count."""
    form = amend_form(PICTURE, RECORD, 2)

    assert commands.AmendEntry(2, (("text", "Roles were read out"),), "misheard") == accepted(
        form, field_text="Roles were read out", why="misheard"
    )
    assert "was: Roles were called out" in said(form, field_text="Roles were read out")
    assert "nothing is changed" in refused(form)


def test_the_record_of_a_decision_can_be_amended_but_not_the_decision() -> None:
    """Who and why can be corrected; what acted on the model, or names a thing of it, cannot."""
    form = amend_form(PICTURE, RECORD, 3)

    assert commands.AmendEntry(3, (("record.who", "Silver"),)) == accepted(
        form, **{"field_record-who": "Silver"}
    )
    assert "field_option" not in names(form)
    assert "field_effects" not in names(form)


def test_what_the_model_did_has_no_words_to_correct() -> None:
    """Neither what the model computed nor an amendment is amended, and an entry that is not there is refused."""
    assert () == amendable(entries.Happened(1, 2, "pump", "The pump failed"))
    assert () == amendable(RECORD[3].fact)
    with pytest.raises(FieldError):
        amend_form(PICTURE, RECORD, 9)
