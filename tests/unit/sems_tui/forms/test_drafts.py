"""Injects written live."""

from dataclasses import replace

from sems_sim.exercise import commands
from sems_tui.forms import add_form, edit_form
from sems_tui.forms.drafts import next_number
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.forms.accepting import accepted, refused, said

PICTURE = pictures.rich()


def test_a_new_inject_comes_at_once_with_the_next_number() -> None:
    """Text and a team are enough for a new inject."""
    added, fired = accepted(add_form(PICTURE), text="The fire is out.", to=("duty_manager",))

    draft = commands.InjectDraft("I8", to=("duty_manager",), text="The fire is out.")
    assert (commands.AddInject(draft), commands.FireInject("I8")) == (added, fired)


def test_a_new_inject_may_come_later() -> None:
    """With a time it is only taken in; before the exercise begins nothing can be fired."""
    (later,) = accepted(add_form(PICTURE), text="Hello", to=("cmc",), at="10m")
    (ready,) = accepted(add_form(pictures.ready()), text="Hello", to=("cmc",))

    assert pictures.NOW + 10 * pictures.MINUTE == later.draft.at_ms
    assert 0 == ready.draft.at_ms


def test_a_new_inject_can_act_on_the_model() -> None:
    """An inject may carry effects, and then need not say anything."""
    (made,) = accepted(add_form(PICTURE), text="", effects="{fail: baggage}", at="")

    assert "{fail: baggage}" == made.draft.effects
    assert made.draft.at_ms is None


def test_an_inject_to_nobody_is_refused() -> None:
    """A text that goes to nobody is not taken, nor is an inject without text and effect."""
    assert "nobody" in refused(add_form(PICTURE), text="Hello")
    assert "says nothing" in refused(add_form(PICTURE), to=("cmc",))


def test_people_outside_the_scenario_can_be_named() -> None:
    """Recipients that are no team are named in words, and their being played is said."""
    form = add_form(PICTURE)
    typed = {"text": "Hello", "to": ("duty_manager",), "others": "Mayor, duty_manager"}

    assert ("duty_manager", "Mayor") == accepted(form, **typed)[0].draft.to
    assert "EXCON plays it" in said(form, **typed)


def test_a_missing_expected_action_is_said() -> None:
    """Whoever adds an inject without an expected action is told what that costs."""
    assert "No expected action" in said(add_form(PICTURE), text="Hello", to=("duty_manager",))
    assert "No expected action" not in said(
        add_form(PICTURE), text="Hello", to=("cmc",), expect="A call back"
    )


def test_an_edit_keeps_what_was_not_touched() -> None:
    """Everything an inject said and did stays, but for the lines that were changed."""
    inject = replace(
        PICTURE.injects[5], effects="baggage fails", effects_text="{fail: baggage}", notes="by phone"
    )
    picture = replace(PICTURE, injects=(inject,))
    (made,) = accepted(edit_form(picture, "I6"), text="Call the minister.")

    assert isinstance(made, commands.EditInject)
    assert ("Call the minister.", "{fail: baggage}", "by phone", inject.due_ms, inject.to) == (
        made.draft.text, made.draft.effects, made.draft.notes, made.draft.at_ms, made.draft.to,
    )  # fmt: skip


def test_an_edit_may_come_at_once() -> None:
    """An inject that is edited to come now is changed and fired."""
    changed, fired = accepted(edit_form(PICTURE, "I6"), at="now")

    assert isinstance(changed, commands.EditInject)
    assert (None, commands.FireInject("I6")) == (changed.draft.at_ms, fired)


def test_numbers_go_on_after_the_highest() -> None:
    """A new inject is called after the highest number there is, in the same letters."""
    named = tuple(replace(PICTURE.injects[0], id=one) for one in ("M9", "M10", "X"))

    assert "M11" == next_number(replace(PICTURE, injects=named))
    assert "I1" == next_number(replace(PICTURE, injects=()))
