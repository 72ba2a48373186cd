"""Words between teams."""

from sems_sim.exercise import commands
from sems_tui.forms import message_form, methane_form
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.forms.accepting import accepted, refused, said

PICTURE = pictures.rich()


def test_a_message_needs_text_alone() -> None:
    """Played teams stand first, so that what one of them tells the other takes one line of text."""
    made = accepted(message_form(PICTURE), text="We are closed.")

    assert commands.SendMessage("duty_manager", ("cmc",), "We are closed.") == made


def test_a_message_can_carry_the_state_of_things() -> None:
    """What a message is about changes the picture of whoever hears it; otherwise only the log keeps it."""
    form = message_form(PICTURE)

    assert ("baggage",) == accepted(form, text="", about=("baggage",)).about
    assert "They learn the present state of Baggage" in said(form, about=("baggage",))
    assert "the contrary of" in said(form, about=("baggage",), truth="")
    assert "no picture changes" in said(form, text="Hello")


def test_a_message_to_nobody_or_oneself_is_refused() -> None:
    """A message that reaches nobody is never logged in silence."""
    assert "nothing is said" in refused(message_form(PICTURE))
    assert "nobody" in refused(message_form(PICTURE), text="Hello", to=())
    assert "whoever sends it" in refused(message_form(PICTURE), text="Hello", to=("duty_manager",))


def test_it_is_ethane_until_a_major_incident_is_declared() -> None:
    """The seven fields are logged; the word changes with the declaration."""
    form = methane_form(PICTURE)
    made = accepted(form, exact_location="Terminal 2", hazards="smoke", major_incident="declared")

    assert isinstance(made, commands.SendMethane)
    assert ("declared", "Terminal 2", "smoke", "") == (
        made.major_incident, made.exact_location, made.hazards, made.access,
    )  # fmt: skip
    assert "ETHANE from Duty manager: 0 of 6" in said(form)
    assert "METHANE from" in said(form, major_incident="standby")
    assert "nothing is said" in refused(form)
