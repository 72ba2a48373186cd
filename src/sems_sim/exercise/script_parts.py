"""From a part of a script to a command: all checked, every fault with its place."""

from __future__ import annotations

import json
import types
from dataclasses import MISSING, dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sems_sim.errors import Fault, QuantityError
from sems_sim.exercise.script_words import Word
from sems_sim.scenario import Node, entries, plain
from sems_sim.units import parse_duration

_MS = "_ms"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a command as a script may say it."""

    within: str
    """The record inside the command that it belongs to, or empty."""
    name: str
    hint: Any
    is_needed: bool
    is_duration: bool = False
    """Said as 20m, kept in milliseconds."""


class PartError(Exception):
    """A value is not what its part wants."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep both."""
        self.message, self.remedy = message, remedy
        super().__init__(message)


def parts_of(kind: type[Any]) -> dict[str, Part]:
    """Return the parts of a command by the names a script may use; records inside it are spread out."""
    found: dict[str, Part] = {}
    hints = get_type_hints(kind)
    for one in fields(kind):
        hint = hints[one.name]
        if is_dataclass(hint) and isinstance(hint, type):
            inner = parts_of(hint)
            found |= {name: Part(one.name, part.name, part.hint, part.is_needed, part.is_duration)
                      for name, part in inner.items() if name not in found}  # fmt: skip
            continue
        needed = one.default is MISSING
        found[one.name] = Part("", one.name, hint, needed)
        if one.name.endswith(_MS):
            found[one.name.removesuffix(_MS)] = Part("", one.name, hint, needed, is_duration=True)
    return found


def command_at(word: Word, shown: str, node: Node, faults: list[Fault]) -> Any:  # noqa: ANN401 - any command
    """Return the command that a word and the value below it say; None, and its faults in the list, if it is none."""
    before = len(faults)
    values: dict[str, Any] = dict(word.fixed)
    inner: dict[str, dict[str, Any]] = {}
    parts = parts_of(word.command)
    for name, part, value in _said(word, shown, node, parts, faults):
        target = inner.setdefault(part.within, {}) if part.within else values
        try:
            target[part.name] = value_of(value, part)
        except PartError as error:
            faults.append(value.fault(f"{shown}: {name} {error.message}", error.remedy))
    if len(faults) == before:
        _complain_of_lacking(word, shown, node, (values, inner), faults)
    if len(faults) > before:
        return None
    hints = get_type_hints(word.command)
    records = {within: hints[within](**kept) for within, kept in inner.items()}
    return word.command(**values, **records)


def _said(
    word: Word, shown: str, node: Node, parts: dict[str, Part], faults: list[Fault]
) -> list[tuple[str, Part, Node]]:
    """Return what is said: (name, part, value) of each; what is no part becomes a fault."""
    if node.value is None:
        return []
    if not node.is_mapping or (word.main == "effects" and not set(node.value) & {*parts, *word.other_names}):
        if word.main:
            return [(word.main, parts[word.main], node)]
        names = _names(word, parts)
        faults.append(
            node.fault(
                f"{shown} takes no bare value", f"write its parts: {names}" if names else "leave it out"
            )
        )
        return []
    said = []
    for key, value in entries(node):
        part = parts.get(word.other_names.get(key, key))
        if part is None or part.name in word.fixed:
            known = _names(word, parts)
            near = get_close_matches(key, known.split(", "), 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {known or 'nothing'}"
            faults.append(node.keys[key].fault(f"{shown} has no part {key!r}", hint))
        else:
            said.append((key, part, value))
    return said


def _names(word: Word, parts: dict[str, Part]) -> str:
    other = {name: theirs for theirs, name in word.other_names.items()}
    names = [
        other.get(name, name)
        for name, part in parts.items()
        if not (name.endswith(_MS) and name.removesuffix(_MS) in parts) and part.name not in word.fixed
    ]
    return ", ".join(names)


def _complain_of_lacking(
    word: Word,
    shown: str,
    node: Node,
    said: tuple[dict[str, Any], dict[str, dict[str, Any]]],
    faults: list[Fault],
) -> None:
    values, inner = said
    other = {name: theirs for theirs, name in word.other_names.items()}
    needed = [(name, part) for name, part in parts_of(word.command).items() if part.is_needed]
    for name, part in needed:
        is_there = part.name in (inner.get(part.within, {}) if part.within else values)
        if not is_there and not (name.endswith(_MS)):
            called = other.get(name, name)
            faults.append(node.fault(f"{shown} lacks {called!r}", f"write {shown}: {{{called}: …}}"))


def value_of(node: Node, part: Part) -> Any:  # noqa: ANN401 - as the command says
    """Return the value of a part. Raises PartError."""
    if part.is_duration:
        return None if node.value is None else _duration(node)
    if part.name == "effects" and not isinstance(node.value, str) and node.value is not None:
        return json.dumps(plain(node), ensure_ascii=False)
    return _value(node, part.hint)


def _duration(node: Node) -> int:
    try:
        return parse_duration(node.text)
    except QuantityError as error:
        raise PartError(f"is {node.text!r}: {error.message}", error.remedy) from error


def _value(node: Node, hint: Any) -> Any:  # noqa: ANN401 - as the command says
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return (
            None if node.value is None else _value(node, next(one for one in inner if one is not type(None)))
        )
    if origin is Literal:
        if node.text not in inner:
            allowed = ", ".join(repr(one) for one in inner if one)
            raise PartError(f"is {node.text!r}", f"it is one of {allowed}")
        return node.text
    if origin is tuple:
        return _items(node, inner[0])
    if hint is str:
        if isinstance(node.value, dict | list):
            raise PartError("is no text", "write one text; quotes help where it has a colon")
        return node.text
    if hint is bool and isinstance(node.value, bool):
        return node.value
    if hint is int and isinstance(node.value, int) and not isinstance(node.value, bool):
        return node.value
    raise PartError(f"is {node.text!r}", "it is true or false" if hint is bool else "it is a whole number")


def _items(node: Node, hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as the command says
    if get_origin(hint) is tuple:
        if not node.is_mapping:
            raise PartError("is no mapping", "write {field: what it should say}")
        return tuple((key, _value(value, str)) for key, value in entries(node))
    return tuple(_value(one, hint) for one in (node.value if isinstance(node.value, list) else [node]))
