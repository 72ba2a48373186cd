"""The dialog that draws forms: what its keys do, and what it looks like."""

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from sems_sim.exercise import commands
from sems_tui import forms
from sems_tui.app import DeskApp
from sems_tui.dialogs import FormDialog
from tests.unit.sems_tui import pictures, shots

PICTURE = pictures.rich()
NOTHING = "nothing"


async def press(pilot: Pilot[Any], form: forms.Form[Any], keys: tuple[str, ...]) -> list[Any]:
    """Open a form's dialog, press keys, and return what it was dismissed with; nothing if it still stands."""
    kept: list[Any] = []
    pilot.app.push_screen(FormDialog(form), kept.append)
    await pilot.pause()
    for key in keys:
        await pilot.press(key)
    await shots.settled(pilot, 1)
    return kept


def made(form: forms.Form[Any], *keys: str, size: tuple[int, int] = (80, 24)) -> Any:
    """Return what a form's dialog is dismissed with after some keys; `nothing` if it still stands."""

    async def drive(pilot: Pilot[Any]) -> Any:
        return next(iter(await press(pilot, form, keys)), NOTHING)

    return shots.driven(DeskApp(first=Screen), size, drive)


def shown(form: forms.Form[Any], *keys: str, size: tuple[int, int] = (80, 24)) -> str:
    """Return the screen after some keys."""

    async def drive(pilot: Pilot[Any]) -> str:
        await press(pilot, form, keys)
        await shots.settled(pilot)
        return shots.text_of(pilot.app)

    return str(shots.driven(DeskApp(first=Screen), size, drive))


def made_of_each(found: dict[str, tuple[forms.Form[Any], tuple[str, ...]]]) -> dict[str, Any]:
    """Return the same for several forms, one after the other in one app."""

    async def drive(pilot: Pilot[Any]) -> dict[str, Any]:
        return {
            name: next(iter(await press(pilot, form, keys)), NOTHING) for name, (form, keys) in found.items()
        }

    return dict(shots.driven(DeskApp(first=Screen), (80, 24), drive))


FASTEST: dict[str, tuple[forms.Form[Any], tuple[str, ...], Any]] = {
    "fire": (forms.fire_form(PICTURE, "I6"), ("enter",), commands.FireInject("I6")),
    "delay": (forms.delay_form(PICTURE, "I6"), ("enter",), commands.DelayInject("I6", 22_200_000)),
    "skip": (forms.skip_form(PICTURE, "I6"), ("enter",), commands.SkipInject("I6")),
    "response": (
        forms.response_form(PICTURE, "I2"), ("3", "enter"),
        commands.RateResponse("I2", "not", "Crisis management centre"),
    ),
    "delivery": (forms.delivery_form(PICTURE, "I2"), ("enter",), commands.NoteDelivery("I2", "cmc", acknowledged=True)),
    "level": (
        forms.level_form(PICTURE), ("enter",), commands.RaiseLevel("crisis", "Crisis management centre")
    ),
    "hold": (forms.hold_form(PICTURE), ("enter",), commands.Release("hv_south")),
    "mark": (forms.mark_form(PICTURE), ("enter",), commands.Mark()),
    "no duff": (forms.no_duff_form(PICTURE), ("enter",), commands.DeclareNoDuff()),
    "end": (forms.end_form(PICTURE), ("enter",), commands.EndExercise()),
    "jump": (forms.jump_form(PICTURE), ("enter",), commands.BeginModule(3)),
    "speed": (forms.speed_form(PICTURE), ("1", "enter"), commands.SetSpeed(1)),
    "played": (forms.team_form(PICTURE, "cmc"), ("right", "enter"), (commands.SetPlayed("cmc", played=False),)),
}  # fmt: skip


def test_the_simplest_form_takes_at_most_two_keys() -> None:
    """With the key that opens it, no dialog needs more than three keys for what is wanted most often."""
    found = made_of_each({name: (form, keys) for name, (form, keys, _) in FASTEST.items()})

    assert {name: command for name, (_, _, command) in FASTEST.items()} == found
    assert {1, 2} >= {len(keys) for _, keys, _ in FASTEST.values()}


def test_a_decision_takes_a_digit_and_enter() -> None:
    """The second option of the open question is two keys away from its dialog."""
    taken = made(forms.decision_form(PICTURE), "2", "enter")

    assert ("close_airport", "wait") == (taken.decision, taken.option)


def test_escape_leaves_no_trace() -> None:
    """Whatever was filled in, escape gives back nothing."""
    found = made_of_each({name: (form, ("right", "escape")) for name, (form, _, _) in FASTEST.items()})

    assert dict.fromkeys(FASTEST) == found


def test_an_observation_is_typed_and_accepted() -> None:
    """Words go into the first line, tab goes on, letters find a choice."""
    observed = made(forms.observation_form(PICTURE), *"late", "tab", "O", "1", "tab", "M", "enter")

    assert commands.Observe("late", "umpire", "O1", "", "M") == observed


def test_a_wrong_field_keeps_the_dialog_and_says_why() -> None:
    """Enter on a form that is wrong does nothing but say what is wrong and how to mend it."""
    form = forms.observation_form(PICTURE)

    assert NOTHING == made(form, "enter")
    assert "✗ nothing is written down; write what was seen or heard" in shown(form, "enter")


def test_what_is_wrong_is_said_while_it_is_typed() -> None:
    """A time that is none is marked before it is accepted, and the mark goes when it is right."""
    form = forms.delay_form(PICTURE, "I6")

    assert "✗ 'x' is no duration" in shown(form, "x")
    assert "✗" not in shown(form, "x", "backspace", "5", "m")


def test_the_palette_writes_into_a_decision_off_the_list() -> None:
    """An off-list decision with an effect is recorded with a handful of keys."""
    taken = made(forms.decision_form(PICTURE), "4", "tab", *"shut", "ctrl+t", "tab", *"bag", "enter", "enter")

    assert commands.DecideOffList("shut", "close_airport", "{fail: baggage}", taken.record) == taken


def test_leaving_the_palette_changes_nothing() -> None:
    """Escape from the palette goes back to the form as it was."""
    form = forms.add_form(PICTURE)

    assert "" == made(form, *"hi", "ctrl+t", "escape", "tab", "space", "enter")[0].draft.effects


def test_several_effects_are_gathered() -> None:
    """F3 keeps an effect and begins on one more."""
    form = forms.effect_form(PICTURE)
    both = made(form, "tab", *"bag", "f3", *"switch off", "tab", *"bag", "enter")

    assert commands.ApplyEffects("[{fail: baggage}, {switch_off: baggage}]") == both


def test_seldom_needed_lines_are_folded_away() -> None:
    """Situation, options, risk and review of a decision are there after F4."""
    form = forms.decision_form(PICTURE)

    assert "Considered" not in shown(form)
    assert "Considered" in shown(form, "f4", size=(120, 36))


def test_teams_are_ticked_with_space_and_digits() -> None:
    """Where several can be chosen, space ticks the line and a digit ticks by number."""
    added, _ = made(forms.add_form(PICTURE), *"hi", "tab", "space", "down", "down", "space", "2", "enter")

    assert {"duty_manager", "control_room", "cmc"} == set(added.draft.to)


def test_arrows_go_from_line_to_line() -> None:
    """At the ends of a list the arrows lead on to the next line."""
    form = forms.response_form(PICTURE, "I2")

    assert "ok" == made(form, "down", "down", "down", *"ok", "enter").evidence


def test_what_takes_a_while_comes_when_it_is_there() -> None:
    """What the model would bring is computed off the screen's loop and shown below."""
    form = forms.jump_form(PICTURE, lambda at_ms: (f"the fire spreads before {at_ms}",))

    assert "the fire spreads before 36000000" in shown(form, size=(120, 36))


def test_the_marking_stands_on_every_dialog() -> None:
    """The word EXERCISE and the handling marking are seen on each dialog at the smallest size."""
    for name in ("fire", "no duff", "speed"):
        assert "EXERCISE · Exercise, official" in shown(FASTEST[name][0])


def test_keys_stay_in_sight_on_a_low_terminal() -> None:
    """However long a form is, what enter and escape do stands at its foot."""
    for form in (forms.add_form(PICTURE), forms.methane_form(PICTURE), forms.effect_form(PICTURE)):
        assert "esc leave" in shown(form)


def test_help_is_one_key_away() -> None:
    """F1 says what the keys of a dialog do."""
    assert "Enter accepts from anywhere" in shown(forms.mark_form(PICTURE), "f1")


def test_words_of_a_scenario_are_no_markup() -> None:
    """Brackets in what a scenario says are shown as they are."""
    form = forms.confirm_form("[bold]Sure?[/]", None, "[red]no[/red]")

    assert "[bold]Sure?[/]" in shown(form)
    assert "[red]no[/red]" in shown(form)


LOOKS: dict[str, forms.Form[Any]] = {
    "add": forms.add_form(PICTURE),
    "decision": forms.decision_form(PICTURE),
    "effect": forms.effect_form(PICTURE),
    "fire": forms.fire_form(PICTURE, "I6"),
    "jump": forms.jump_form(PICTURE),
    "methane": forms.methane_form(PICTURE),
    "no-duff": forms.no_duff_form(PICTURE),
    "observation": forms.observation_form(PICTURE, "O1"),
}


@pytest.mark.parametrize("name", LOOKS)
def test_it_looks_as_kept_when_small(name: str) -> None:
    """In the smallest terminal each dialog looks as it did when somebody last looked at it."""
    assert "" == shots.differs(f"dialog-{name}-80x24", shown(LOOKS[name]))


@pytest.mark.parametrize("size", shots.SIZES[1:], ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_looks_as_kept_when_large(size: tuple[int, int]) -> None:
    """In larger terminals the fullest dialog looks as it did when somebody last looked at it."""
    assert "" == shots.differs(
        f"dialog-decision-{size[0]}x{size[1]}", shown(LOOKS["decision"], "f4", size=size)
    )
