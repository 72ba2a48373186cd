"""Jump and speed."""

from dataclasses import replace

from sems_sim.exercise import commands, entries
from sems_tui.forms import confirm_form, digest_form, jump_form, speed_form
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.forms.accepting import accepted, refused, said

PICTURE = pictures.rich()
HOUR = pictures.HOUR


def test_the_next_module_comes_first() -> None:
    """A jump to the next module begins it; a jump to another moment only goes there."""
    assert commands.BeginModule(3) == accepted(jump_form(PICTURE))
    assert commands.JumpTo(8 * HOUR) == accepted(jump_form(PICTURE), to=str(8 * HOUR))
    assert commands.JumpTo(7 * HOUR) == accepted(jump_form(PICTURE), to="~other", at="T+7:00")


def test_a_jump_shows_what_fires_in_the_gap() -> None:
    """Injects, deadlines and levels that fall into the gap are listed in order, with who is not there to get them."""
    words = said(jump_form(PICTURE))

    order = [
        words.index(one) for one in ("Crisis is in place", "deadline: Suspend", "inject I6", "inject I5")
    ]
    assert sorted(order) == order
    assert "not convened today: Crisis management centre" in words
    assert "I4" in words.splitlines()[-1]
    assert "inject I5" not in said(jump_form(PICTURE), to="~other", at="T+7:00")


def test_what_the_model_brings_is_asked_for_apart() -> None:
    """What only the model knows is computed by whoever can, for the moment that is chosen."""
    form = jump_form(PICTURE, lambda at_ms: (f"until {at_ms // HOUR}",))
    assert form.slow is not None

    assert "until 10" == form.slow({"to": "module:3"})[-1].words


def test_the_clock_never_goes_back() -> None:
    """A jump into the past is refused, and points to the fork."""
    assert "fork" in refused(jump_form(PICTURE), to="~other", at="T+1:00")


def test_the_digest_is_there_to_read_aloud() -> None:
    """After a jump, what happened in the gap stands line by line."""
    jumped = entries.ClockJumped(0, HOUR, ("00:10 The fire spread",))

    assert "00:10 The fire spread" in said(digest_form(PICTURE, jumped))
    assert "Nothing" in said(digest_form(PICTURE, replace(jumped, digest=())))


def test_speed_begins_at_the_present_one() -> None:
    """The present speed is chosen at first, and any other is one key away."""
    assert commands.SetSpeed(10) == accepted(speed_form(PICTURE))
    assert commands.SetSpeed(60) == accepted(speed_form(PICTURE), speed="60")


def test_a_confirmation_makes_what_is_given() -> None:
    """A question has one answer that does something."""
    assert "yes" == accepted(confirm_form("Sure?", "yes", "It matters."))
