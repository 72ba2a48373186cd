"""Whom an inject reached, and how the response was seen."""

from sems_sim.exercise import commands
from sems_tui.forms import delivery_form, response_form
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.forms.accepting import accepted, refused, said

PICTURE = pictures.rich()


def test_a_delivery_is_noted_with_one_key() -> None:
    """That a team got an inject and acknowledged it is what stands there at first."""
    assert commands.NoteDelivery("I2", "cmc", acknowledged=True) == accepted(delivery_form(PICTURE, "I2"))
    assert commands.NoteDelivery("I2", "cmc") == accepted(delivery_form(PICTURE, "I2"), acknowledged="")


def test_what_was_not_fired_cannot_have_been_delivered() -> None:
    """Nobody notes the delivery of an inject that is still to come."""
    assert "fire it first" in refused(delivery_form(PICTURE, "I6"))


def test_a_response_is_seen_fully_partly_or_not() -> None:
    """How far the expected action was seen is noted with who did it and the evidence."""
    form = response_form(PICTURE, "I2")

    assert "Holding statement within 20 minutes" in said(form)
    assert commands.RateResponse("I2", "fully", "Crisis management centre", "") == accepted(form)
    assert commands.RateResponse("I2", "not", "press office", "no call") == accepted(
        form, seen="not", who="press office", evidence="no call"
    )


def test_changing_a_response_shows_what_it_replaces() -> None:
    """Whoever notes another rating of a response sees the one that stood."""
    assert "It replaces: partly" in said(response_form(PICTURE, "I1"), seen="fully")
