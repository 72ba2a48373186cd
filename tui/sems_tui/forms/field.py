"""A form before it is drawn: its fields, what it says, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from sems_sim.errors import WrongInputError

Value = str | tuple[str, ...]
Values = Mapping[str, Value]
"""What stands in the fields, by their names; a tuple where several can be chosen."""
Tone = Literal["plain", "strong", "warn", "good", "dim", "struck"]
Made = TypeVar("Made")


class FieldError(WrongInputError):
    """A field is filled in wrongly; `remedy` says what would be right."""

    def __init__(self, field: str, message: str, remedy: str = "") -> None:
        """Keep the field's name, what is wrong and what would be right."""
        self.field = field
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message}: {remedy}" if remedy else message)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things to choose."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A line to write in."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    is_folded: bool = False
    """Shown only after more fields were asked for."""
    takes_effects: bool = False
    """Whether the palette of effects can write into it."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice of several."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    value: str = ""
    as_list: bool = False
    """Drawn as a list of lines; else as one line that is leafed through."""
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class PickMany:
    """Any of several choices."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    value: tuple[str, ...] = ()
    is_folded: bool = False


Field = Words | Pick | PickMany


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and in which tone it is said; no tone says what the words do not."""

    words: str
    tone: Tone = "plain"


def _nothing(_: Values) -> tuple[Line, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Form(Generic[Made]):
    """Everything a dialog needs to know."""

    title: str
    build: Callable[[Values], Made]
    """Makes what the form is for; raises FieldError, QuantityError or another WrongInputError."""
    fields: Callable[[Values], tuple[Field, ...]] = lambda _: ()
    """The fields that fit what is filled in so far."""
    says: Callable[[Values], tuple[Line, ...]] = _nothing
    """What will come of it, as filled in."""
    notes: tuple[Line, ...] = ()
    """What stands above the fields."""
    accept: str = "accept"
    """What the enter key does, in a word or two."""
    marking: str = ""
    """The handling marking."""
    slow: Callable[[Values], tuple[Line, ...]] | None = None
    """More of what will come of it, which takes a while: called off the screen's own loop."""
    another: Callable[[Values], Form[Made]] | None = None
    """The form for one more of the same, which carries what was filled in so far."""
    first: str = ""
    """The field in which the work begins; empty for the first one."""
    palette: Callable[[str], Form[str]] | None = None
    """The form that writes effects, given those that stand already."""
    about: str = ""
    """A sentence or two of help."""
    danger: bool = False
    """Whether it needs a second look: drawn in the tone of a warning."""


def text_of(values: Values, name: str) -> str:
    """The text in a field, without space around it; empty where there is no such field."""
    value = values.get(name, "")
    return value.strip() if isinstance(value, str) else ", ".join(value)


def chosen(values: Values, name: str) -> tuple[str, ...]:
    """What was chosen in a field where several can be; empty where there is no such field."""
    value = values.get(name, ())
    if isinstance(value, str):
        return (value,) if value else ()
    return value


def wanted(values: Values, name: str, message: str, remedy: str) -> str:
    """The text in a field that must not be empty.

    Raises:
        FieldError: If it is.
    """
    text = text_of(values, name)
    if not text:
        raise FieldError(name, message, remedy)
    return text


def choice_of(choices: tuple[Choice, ...], value: str) -> Choice | None:
    """The choice of a value, or None."""
    return next((one for one in choices if one.value == value), None)


def filled(fields: Callable[[Values], tuple[Field, ...]], values: Values) -> dict[str, Value]:
    """All fields with their first values, and over them what was filled in: what a form means if accepted now.

    Fields depend on values, so that this is repeated until no field is missing.
    """
    full: dict[str, Value] = dict(values)
    for _ in range(4):
        missing = {one.name: _first(one) for one in fields(full) if one.name not in full}
        if not missing:
            break
        full |= missing
    return full


def _first(field: Field) -> Value:
    if isinstance(field, Pick) and not field.value and field.choices:
        return field.choices[0].value
    return field.value
