"""The forms for words between teams: a message, and METHANE."""

from __future__ import annotations

from sems_sim.exercise import commands
from sems_sim.exercise import picture as views
from sems_tui.forms.field import (
    Choice,
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
from sems_tui.forms.people import reached, team_choices, title_of

_TRUTH = (Choice("yes", "what it says is true"), Choice("", "what it says is not true"))
_DECLARED = (
    Choice("", "not declared", "ETHANE"),
    Choice("standby", "standby", "METHANE"),
    Choice("declared", "declared", "METHANE"),
)
_METHANE = (
    ("exact_location", "Exact location", "where it is"),
    ("type_of_incident", "Type of incident", "what it is"),
    ("hazards", "Hazards", "present or suspected"),
    ("access", "Access", "routes that are safe"),
    ("number_of_casualties", "Number of casualties", "how many, how badly"),
    ("emergency_services", "Emergency services", "present and required"),
)


def message_form(
    picture: views.Picture, sender: str = "", to: tuple[str, ...] = ()
) -> Form[commands.Command]:
    """The form that logs a message of one team to others."""
    teams = team_choices(picture)
    return Form(
        title="Message",
        build=_message,
        fields=lambda values: (
            Words("text", "Says", hint="what was said"),
            Pick("sender", "From", teams, sender),
            PickMany("to", "To", teams, to or _first_other(picture, values, sender)),
            PickMany("about", "Gives the state of", _items(picture)),
            Pick("truth", "Truth", _TRUTH, "yes", is_folded=True),
        ),
        says=lambda values: (*reached(picture, chosen(values, "to")), *_carried(picture, values)),
        accept="log it",
        marking=picture.marking,
    )


def _first_other(picture: views.Picture, values: Values, sender: str) -> tuple[str, ...]:
    teams = team_choices(picture)
    source = text_of(values, "sender") or sender or (teams[0].value if teams else "")
    other = next((one.value for one in teams if one.value != source), "")
    return (other,) if other else ()


def _items(picture: views.Picture) -> tuple[Choice, ...]:
    found = [Choice(one.name, one.title, one.state) for one in picture.assets]
    found += [Choice(one.name, one.title, f"{one.performance:.0%}") for one in picture.services]
    found += [Choice(one.name, one.title, f"severity {one.severity:.2f}") for one in picture.incidents]
    return tuple({one.value: one for one in found}.values())


def _carried(picture: views.Picture, values: Values) -> tuple[Line, ...]:
    about = chosen(values, "about")
    if not about:
        return (Line("The log keeps the words; no picture changes.", "dim"),)
    titles = {one.value: one.label for one in _items(picture)}
    contrary = "" if text_of(values, "truth") == "yes" else " the contrary of"
    named = ", ".join(titles.get(one, one) for one in about)
    return (Line(f"They learn{contrary} the present state of {named}."),)


def _message(values: Values) -> commands.Command:
    sender, to = text_of(values, "sender"), chosen(values, "to")
    text, about = text_of(values, "text"), chosen(values, "about")
    if not text and not about:
        raise FieldError("text", "nothing is said", "write what was said, or choose what it is about")
    _check_ways(sender, to)
    return commands.SendMessage(sender, to, text, about, text_of(values, "truth") == "yes")


def _check_ways(sender: str, to: tuple[str, ...]) -> None:
    if not to:
        raise FieldError("to", "it goes to nobody", "choose a team with space")
    if sender in to:
        raise FieldError("to", "it goes to whoever sends it", "take the sender out with space")


def methane_form(
    picture: views.Picture, sender: str = "", to: tuple[str, ...] = ()
) -> Form[commands.Command]:
    """The form that logs a METHANE message; ETHANE until a major incident is declared."""
    teams = team_choices(picture)
    return Form(
        title="METHANE",
        build=_methane,
        fields=lambda values: (
            Pick("major_incident", "Major incident", _DECLARED),
            *(Words(name, label, hint=hint) for name, label, hint in _METHANE),
            Pick("sender", "From", teams, sender),
            PickMany("to", "To", teams, to or _first_other(picture, values, sender)),
            PickMany("about", "Gives the state of", _items(picture), is_folded=True),
        ),
        says=lambda values: _methane_says(picture, values),
        accept="log it",
        marking=picture.marking,
    )


def _methane(values: Values) -> commands.Command:
    sender, to = text_of(values, "sender"), chosen(values, "to")
    said = {name: text_of(values, name) for name, _, _ in _METHANE}
    if not any(said.values()):
        raise FieldError("exact_location", "nothing is said", "fill in at least one line")
    _check_ways(sender, to)
    return commands.SendMethane(
        sender, to, text_of(values, "major_incident"), **said, about=chosen(values, "about")
    )


def _methane_says(picture: views.Picture, values: Values) -> tuple[Line, ...]:
    word = "METHANE" if text_of(values, "major_incident") else "ETHANE"
    said = sum(1 for name, _, _ in _METHANE if text_of(values, name))
    sender = title_of(picture, text_of(values, "sender"))
    line = Line(f"{word} from {sender}: {said} of {len(_METHANE)} lines filled in.", "strong")
    return (line, *reached(picture, chosen(values, "to")))
