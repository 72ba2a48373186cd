"""The form of the palette of effects: verb, thing, amount, how long."""

from __future__ import annotations

from sems_sim.errors import QuantityError
from sems_sim.exercise import commands
from sems_sim.exercise import picture as views
from sems_tui.forms.field import (
    Choice,
    Field,
    FieldError,
    Form,
    Line,
    Pick,
    Values,
    Words,
    choice_of,
    text_of,
)
from sems_tui.palette import HINTS, Made, Thing, joined, make, offered, things, verb_of


def effect_form(picture: views.Picture, so_far: str = "") -> Form[commands.Command]:
    """The form that changes the model at once; `so_far` holds effects chosen before, which come about with it."""
    return Form(
        title="Change the model",
        build=lambda values: commands.ApplyEffects(
            joined(so_far, _made(picture, values).text), text_of(values, "why")
        ),
        fields=lambda values: (
            *_fields(picture, values),
            Words("why", "Why", hint="for the log; may be empty"),
        ),
        says=lambda values: _says(picture, values, so_far),
        accept="bring it about now",
        marking=picture.marking,
        another=lambda values: effect_form(picture, joined(so_far, _made(picture, values).text)),
    )


def palette_form(picture: views.Picture, so_far: str = "") -> Form[str]:
    """The form that writes effects into another form; what it makes is their text in the scenario language."""
    return Form(
        title="Choose an effect",
        build=lambda values: joined(so_far, _made(picture, values).text),
        fields=lambda values: _fields(picture, values),
        says=lambda values: _says(picture, values, so_far),
        accept="take this effect",
        marking=picture.marking,
        another=lambda values: palette_form(picture, joined(so_far, _made(picture, values).text)),
    )


def _fields(picture: views.Picture, values: Values) -> tuple[Field, ...]:
    verbs = tuple(Choice(one.name, one.label) for one in offered(picture))
    fields: list[Field] = [Pick("verb", "What happens", verbs, as_list=True)]
    verb = verb_of(text_of(values, "verb") or verbs[0].value)
    if verb.on:
        choices = tuple(Choice(one.name, one.title, one.detail) for one in things(picture, verb))
        fields.append(Pick(f"{verb.on}", "To what", choices, as_list=True))
    if verb.amount:
        hint = f"{HINTS[verb.amount]}{f' ({picture.money})' if verb.amount == 'money' else ''}"
        fields.append(Words(f"amount_{verb.name}", "How much", verb.default, hint))
    if verb.lasts:
        hint = f"2h; or: until up(x); empty: {verb.ends or 'until you lift it'}"
        fields.append(Words("lasts", "For how long", hint=hint))
    return tuple(fields)


def _made(picture: views.Picture, values: Values) -> Made:
    verb = verb_of(text_of(values, "verb"))
    amount, lasts = text_of(values, f"amount_{verb.name}"), text_of(values, "lasts") if verb.lasts else ""
    thing = _thing(picture, verb.on, values)
    try:
        make(verb, thing, amount, "")
    except QuantityError as error:
        raise FieldError(f"amount_{verb.name}", error.message, error.remedy) from None
    try:
        return make(verb, thing, amount, lasts)
    except QuantityError as error:
        raise FieldError("lasts", error.message, error.remedy) from None


def _thing(picture: views.Picture, on: str, values: Values) -> Thing | None:
    if not on:
        return None
    verb = verb_of(text_of(values, "verb"))
    choices = tuple(Choice(one.name, one.title, one.detail) for one in things(picture, verb))
    chosen = choice_of(choices, text_of(values, on)) or choices[0]
    return Thing(chosen.value, chosen.label, chosen.detail)


def _says(picture: views.Picture, values: Values, so_far: str) -> tuple[Line, ...]:
    made = _made(picture, values)
    lines = [Line(f"{made.words[:1].upper()}{made.words[1:]}.", "strong"), Line(made.text, "dim")]
    return (*lines, Line(f"Together with: {so_far}", "dim")) if so_far else tuple(lines)
