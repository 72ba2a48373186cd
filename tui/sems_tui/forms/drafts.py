"""The forms that write an inject: a new one, or another wording of one that stands."""

from __future__ import annotations

import re
from dataclasses import replace

from sems_sim.exercise import commands
from sems_sim.exercise import picture as views
from sems_tui.forms.effect_words import effects_of
from sems_tui.forms.effects import palette_form
from sems_tui.forms.field import (
    Choice,
    Field,
    FieldError,
    Form,
    Line,
    Pick,
    PickMany,
    Values,
    Words,
    chosen,
    text_of,
)
from sems_tui.forms.injects import called, inject_of, times_of
from sems_tui.forms.people import reached, team_choices

_KINDS = (
    Choice("contextual", "contextual", "tells the players something"),
    Choice("contingency", "contingency", "only ever prompts you"),
    Choice("expected_action", "expected action", "what players should do by then"),
    Choice("administrative", "administrative", "for those who run the exercise"),
)
_TRUTH = (Choice("yes", "what it says is true"), Choice("", "what it says is not true"))
_NUMBER = re.compile(r"([A-Za-z]+)([0-9]+)")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


Orders = tuple[commands.Command, ...]
"""What a draft comes to: it is written down and, where it comes at once, fired."""


def add_form(picture: views.Picture, effects: str = "") -> Form[Orders]:
    """The form for a new inject; it comes at once unless another time is given."""
    number = next_number(picture)
    draft = commands.InjectDraft(number, at_ms=picture.clock.at_ms, effects=effects)
    return Form(
        title=f"New inject {number}",
        build=lambda values: _added(picture, values, number),
        fields=lambda _: _fields(picture, draft, at="now"),
        says=lambda values: _says(picture, _drafted(picture, values, number)),
        accept="add it",
        marking=picture.marking,
        palette=lambda effects: palette_form(picture, effects),
    )


def edit_form(picture: views.Picture, name: str) -> Form[Orders]:
    """The form for another wording of an inject, or other effects."""
    inject = inject_of(picture, name)
    at = times_of(picture).day_time(inject.due_ms) if inject.due_ms is not None else ""
    return Form(
        title=f"Edit {called(inject)}",
        build=lambda values: _changed(picture, values, inject),
        fields=lambda _: _fields(picture, _draft_of(inject), at=at, condition=inject.condition),
        says=lambda values: _says(picture, _edited(picture, values, inject)),
        accept="change it",
        marking=picture.marking,
        palette=lambda effects: palette_form(picture, effects),
    )


def next_number(picture: views.Picture) -> str:
    """The number after the highest: I7 after I1, I2 and I6."""
    found = [match for one in picture.injects if (match := _NUMBER.fullmatch(one.id))]
    if not found:
        return "I1"
    highest = max(found, key=lambda match: int(match[2]))
    return f"{highest[1]}{int(highest[2]) + 1}"


def _draft_of(inject: views.InjectView) -> commands.InjectDraft:
    return commands.InjectDraft(
        inject.id, inject.title, inject.kind, inject.due_ms, inject.source, inject.to, inject.channel,
        inject.text, inject.truth, inject.expect, inject.objective, inject.effects_text, inject.owner, inject.notes,
    )  # fmt: skip


def _fields(
    picture: views.Picture, draft: commands.InjectDraft, *, at: str, condition: str = ""
) -> tuple[Field, ...]:
    objectives = tuple(Choice(one.id, f"{one.id} {one.text}") for one in picture.objectives)
    waits = f"empty: when {condition}" if condition else "empty: on your word only"
    return (
        Words("text", "Says", draft.text, "what is said, read or shown"),
        PickMany("to", "To", team_choices(picture), draft.to),
        Words("at", "Comes", at, f"now · 10m · 06:30 · T+2:15 · {waits}"),
        Words("source", "From", draft.source, "who says it: a team, the press, a passenger"),
        Words("channel", "By", draft.channel, "phone, email, radio, social media"),
        Words(
            "effects", "In the model", draft.effects, "nothing; ctrl+t chooses an effect", takes_effects=True
        ),
        Words("expect", "Expected", draft.expect, "what the players should do"),
        PickMany("objective", "Tests", objectives, draft.objective, is_folded=True),
        Pick("kind", "Kind", _KINDS, draft.kind, is_folded=True),
        Pick("truth", "Truth", _TRUTH, "yes" if draft.truth else "", is_folded=True),
        Words("others", "Also to", _others(picture, draft), "who is no team, with commas", is_folded=True),
        Words("title", "Title", draft.title, "a short name", is_folded=True),
        Words("controller", "Given by", draft.controller, "role of the controller", is_folded=True),
        Words("notes", "Notes", draft.notes, "for the controller", is_folded=True),
    )


def _others(picture: views.Picture, draft: commands.InjectDraft) -> str:
    teams = {team.name for team in picture.teams}
    return ", ".join(one for one in draft.to if one not in teams)


def _recipients(values: Values) -> tuple[str, ...]:
    others = tuple(one.strip() for one in text_of(values, "others").split(",") if one.strip())
    return (*chosen(values, "to"), *(one for one in others if one not in chosen(values, "to")))


def _drafted(picture: views.Picture, values: Values, number: str) -> commands.InjectDraft:
    if not _IDENTIFIER.fullmatch(number):
        raise FieldError("text", f"{number!r} is no number for an inject", "letters first, then digits: I7")
    text, effects = text_of(values, "text"), effects_of(values)
    if not text and not effects:
        raise FieldError(
            "text", "it says nothing and does nothing", "write what it says, or choose an effect"
        )
    to = tuple(one for one in _recipients(values) if one)
    if text and not to:
        raise FieldError("to", "it goes to nobody", "choose a team with space")
    return commands.InjectDraft(
        number, text_of(values, "title"), text_of(values, "kind") or "contextual", _due(picture, values),
        text_of(values, "source"), to, text_of(values, "channel"), text, text_of(values, "truth") == "yes",
        text_of(values, "expect"), chosen(values, "objective"), effects, text_of(values, "controller"),
        text_of(values, "notes"),
    )  # fmt: skip


def _edited(picture: views.Picture, values: Values, inject: views.InjectView) -> commands.InjectDraft:
    if inject.released_ms is not None:
        raise FieldError("", "it was released already", "add a new inject to correct it in the room")
    return _drafted(picture, values, inject.id)


def _due(picture: views.Picture, values: Values) -> int | None:
    text = text_of(values, "at")
    if not text:
        return None
    times = times_of(picture)
    at_ms = times.read(text)
    if at_ms < times.at_ms:
        raise FieldError("at", f"{times.both(at_ms)} is over", "give a later time, or: now")
    return at_ms


def _added(picture: views.Picture, values: Values, number: str) -> Orders:
    draft = _drafted(picture, values, number)
    return _at_once(picture, draft) or (commands.AddInject(draft),)


def _changed(picture: views.Picture, values: Values, inject: views.InjectView) -> Orders:
    draft = _edited(picture, values, inject)
    made = _at_once(picture, draft)
    return (commands.EditInject(made[0].draft), *made[1:]) if made else (commands.EditInject(draft),)


def _at_once(
    picture: views.Picture, draft: commands.InjectDraft
) -> tuple[commands.AddInject, commands.FireInject] | tuple[()]:
    """What comes at once is taken in without a time and fired: until it arrives, the clock has run on."""
    if draft.at_ms != picture.clock.at_ms or picture.clock.state == "ready":
        return ()
    return commands.AddInject(replace(draft, at_ms=None)), commands.FireInject(draft.id)


def _says(picture: views.Picture, draft: commands.InjectDraft) -> tuple[Line, ...]:
    times = times_of(picture)
    when = "It comes on your word only." if draft.at_ms is None else _when(times.at_ms, draft.at_ms, picture)
    lines = [Line(when, "strong")]
    if draft.to:
        lines += reached(picture, draft.to)
    if draft.text and not draft.expect:
        lines.append(Line("! No expected action: nobody can say later whether it was answered.", "warn"))
    return tuple(lines)


def _when(now_ms: int, at_ms: int, picture: views.Picture) -> str:
    if at_ms == now_ms:
        return "It comes at once."
    times = times_of(picture)
    return f"It comes at {times.both(at_ms)}, {times.away(at_ms)}."
