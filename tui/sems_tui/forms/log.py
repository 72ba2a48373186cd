"""The forms for the log: observation, mark, amendment, and the stop for a real event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass

from sems_sim.exercise import amending, commands, entries
from sems_sim.exercise import picture as views
from sems_tui.forms.field import (
    Choice,
    FieldError,
    Form,
    Line,
    Pick,
    Values,
    Words,
    text_of,
    wanted,
)
from sems_tui.forms.injects import called, times_of

_RATINGS: dict[str, commands.Rating] = {"P": "P", "S": "S", "M": "M", "U": "U"}
_DONE = "The targets and critical tasks were completed in a manner that achieved the objective"
_WITHIN = "conducted in accordance with applicable plans, policies, procedures, regulations and laws"
_SOUND = (
    f"{_DONE} and did not negatively impact the performance of other activities. Performance of this activity did not "
    "contribute to additional health or safety risks for the public or for emergency workers, and it was "
    f"{_WITHIN}."
)
DEFINITIONS = {
    "P": _SOUND,
    "S": f"{_SOUND} However, opportunities to enhance effectiveness or efficiency were identified.",
    "M": f"{_DONE}; however, the completion negatively impacted the performance of other activities, contributed to "
    f"additional health or safety risks for the public or for emergency workers, or was not {_WITHIN}.",
    "U": "The targets and critical tasks were not performed in a manner that achieved the objective.",
}
"""What each rating means, in full."""


def observation_form(picture: views.Picture, objective: str = "", inject: str = "") -> Form[commands.Command]:
    """The form that writes down an observation, with or without a rating of an objective."""
    objectives = (
        Choice("", "no objective"),
        *(Choice(one.id, f"{one.id} {one.text}") for one in picture.objectives),
    )
    injects = (Choice("", "no inject"), *(Choice(one.id, called(one)) for one in picture.injects))
    ratings = (
        Choice("", "no rating"),
        *(Choice(letter, f"{letter}, {words}") for letter, words in picture.style.ratings),
    )
    return Form(
        title="Observation",
        build=_observed,
        fields=lambda _: (
            Words("text", "Seen", hint="what was seen or heard; facts, no names"),
            Pick("objective", "Objective", objectives, objective),
            Pick("rating", "Rating", ratings),
            Pick("inject", "Inject", injects, inject),
            Words("who", "Noted by", picture.style.evaluator, "a role, not a name"),
        ),
        says=lambda values: _rating_says(picture, values),
        accept="write it down",
        marking=picture.marking,
    )


def _observed(values: Values) -> commands.Command:
    rating = _RATINGS.get(text_of(values, "rating"), "")
    objective = text_of(values, "objective")
    text = wanted(values, "text", "nothing is written down", "write what was seen or heard")
    if rating and not objective:
        raise FieldError(
            "objective", "a rating belongs to an objective", "choose one, or take the rating away"
        )
    return commands.Observe(text, text_of(values, "who"), objective, text_of(values, "inject"), rating)


def _rating_says(picture: views.Picture, values: Values) -> tuple[Line, ...]:
    letter = text_of(values, "rating")
    if not letter:
        return ()
    words = dict(picture.style.ratings).get(letter, "")
    return (Line(f"{letter}, {words}", "strong"), Line(DEFINITIONS[letter]))


def mark_form(picture: views.Picture) -> Form[commands.Command]:
    """The form that marks this moment for the debrief."""
    return Form(
        title=f"Mark this moment for the {picture.style.debrief}",
        build=lambda values: commands.Mark(text_of(values, "text")),
        fields=lambda _: (Words("text", "What", hint="may be empty"),),
        accept="mark it",
        marking=picture.marking,
    )


def no_duff_form(picture: views.Picture) -> Form[commands.Command]:
    """The form that stops everything for a real event; while it is stopped, the form that ends the stop."""
    word = picture.style.no_duff
    if picture.clock.state == "no duff":
        return Form(
            title=f"{word}: is the real event over?",
            build=lambda values: commands.EndNoDuff(text_of(values, "text")),
            fields=lambda _: (Words("text", "How it ended", hint="may be empty"),),
            notes=(Line("The clock stays stopped until you let it run."),),
            accept="it is over",
            marking=picture.marking,
        )
    return Form(
        title=f"{word}  {word}  {word}",
        build=lambda values: commands.DeclareNoDuff(text_of(values, "text")),
        fields=lambda _: (Words("text", "What happened", hint="may be empty; stop first, write later"),),
        notes=(
            Line("A real event: everything stops. Say aloud:", "strong"),
            Line(f"“{word}, {word}, {word}. This is no exercise. Stop play.”", "strong"),
        ),
        accept="stop everything",
        marking=picture.marking,
        danger=True,
    )


def amend_form(
    picture: views.Picture, record: Sequence[entries.Entry], number: int
) -> Form[commands.Command]:
    """The form that corrects an entry of those on record; its old words stay, struck through.

    Raises:
        FieldError: If there is no entry of that number.
    """
    if not 1 <= number <= len(record):
        raise FieldError(
            "", f"there is no entry {number} here", "choose a line of the feed that is on record"
        )
    entry, was = record[number - 1], amendable(amending.as_amended(record, number))
    return Form(
        title=f"Amend entry {number} ({times_of(picture).day_time(entry.at_ms)})",
        build=lambda values: _amended(entry, was, values),
        fields=lambda _: (
            *(Words(_key(name), _label(name), value) for name, value in was),
            Words("why", "Why amended", hint="may be empty"),
        ),
        says=lambda values: _amend_says(was, values),
        notes=() if was else (Line("! This entry has no words that could be corrected.", "warn"),),
        accept="amend it",
        marking=picture.marking,
    )


_FIXED = frozenset(
    ("decision", "option", "inject", "team", "kind", "subject", "fingerprint", "trigger", "entity", "what", "plan",
     "level", "order", "effects", "charge", "label", "question", "because")
)  # fmt: skip


def amendable(fact: entries.Fact) -> tuple[tuple[str, str], ...]:
    """The words of a fact that can be corrected, as (field, what it says); those of a record as `record.who`.

    What changed the model, or names a thing of the scenario, cannot be corrected afterwards: fork instead.
    """
    found: list[tuple[str, str]] = []
    if isinstance(fact, entries.EntryAmended | entries.Happened):
        return ()
    for one in fields(fact):
        value = getattr(fact, one.name)
        if isinstance(value, str) and one.name not in _FIXED:
            found.append((one.name, value))
        elif is_dataclass(value) and one.name == "record":
            found += [
                (f"record.{inner.name}", text)
                for inner in fields(value)
                if isinstance(text := getattr(value, inner.name), str) and inner.name not in _FIXED
            ]
    return tuple(found)


def _key(name: str) -> str:
    return f"field_{name.replace('.', '-')}"


def _label(name: str) -> str:
    return name.rsplit(".", 1)[-1].replace("_", " ").capitalize()


def _changes(was: tuple[tuple[str, str], ...], values: Values) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, text_of(values, _key(name))) for name, old in was if text_of(values, _key(name)) != old.strip()
    )


def _amended(entry: entries.Entry, was: tuple[tuple[str, str], ...], values: Values) -> commands.Command:
    changes = _changes(was, values)
    if not changes:
        raise FieldError("", "nothing is changed", "correct a line, or leave with escape")
    return commands.AmendEntry(entry.number, changes, text_of(values, "why"))


def _amend_says(was: tuple[tuple[str, str], ...], values: Values) -> tuple[Line, ...]:
    old = dict(was)
    lines: list[Line] = []
    for name, new in _changes(was, values):
        lines += [
            Line(f"was: {old[name] or '(empty)'}", "struck"),
            Line(f"now: {new or '(empty)'}", "strong"),
        ]
    return tuple(lines)
