"""What the schema library found wrong, in our words, at its place, with the remedy."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BaseModel

from sems_sim.errors import Fault, QuantityError
from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.tree import Key, Node, Path, entries, find, key_at

OF_A_NEED = {"buffer": "45m", "recharge": "2h", "floor": "30%", "graceful": "true"}
"""Keys of a need that people write beside it, each with an example."""
COMMA_HINT = "a comma inside { } ends the value; write it without commas or in quotes"


def fault_of(error: Mapping[str, Any], root: Node) -> Fault:
    """One error of the schema library as a fault of ours."""
    path: Path = tuple(error["loc"])
    kind = error["type"]
    if path and path[-1] == "[key]":
        return _key_fault(error, root, path[:-1])
    if kind == "extra_forbidden":
        return _unknown_key(root, path)
    if kind == "missing":
        return _missing_key(root, path)
    node = find(root, path)
    if kind == "quantity":
        return _quantity_fault(error, node, find(root, path[:-1]))
    if kind == "literal_error":
        return _word_fault(error, root, path)
    return _shape_fault(kind, root, path)


def _quantity_fault(error: Mapping[str, Any], node: Node, parent: Node) -> Fault:
    reason: QuantityError = error["ctx"]["error"]
    if parent is not node and parent.flow and any(_is_empty(item) for _, item in entries(parent)):
        return node.fault(reason.message, COMMA_HINT, reason.offset, reason.width)
    return node.fault(reason.message, reason.remedy, reason.offset, reason.width)


def _key_fault(error: Mapping[str, Any], root: Node, path: Path) -> Fault:
    key = key_at(root, path)
    if _is_split(root, path):
        return key.fault(f"{key.text!r} stands alone, without a value", COMMA_HINT)
    reason = error.get("ctx", {}).get("error")
    if isinstance(reason, QuantityError):
        return key.fault(reason.message, reason.remedy)
    return key.fault(
        f"{key.text!r} is no name", "names are small letters, digits and _, and begin with a letter"
    )


def _is_split(root: Node, path: Path) -> bool:
    """Whether the key looks like the second half of a value that a comma cut in two."""
    parent, value = find(root, path[:-1]), find(root, path)
    return parent.flow and value is not parent and _is_empty(value)


def _is_empty(node: Node) -> bool:
    return node.value is None and node.text == ""


def _unknown_key(root: Node, path: Path) -> Fault:
    key, parent = key_at(root, path), find(root, path[:-1])
    model = model_at(path[:-1])
    what = kind_of(model)
    if _is_split(root, path):
        return key.fault(f"{key.text!r} is no key of {what}", COMMA_HINT)
    known = keys_of(model)
    near = get_close_matches(key.text, known, 1)
    if near and near[0] in parent.keys:
        other = parent.keys[near[0]]
        return key.fault(
            f"{key.text!r} is no key of {what}", f"did you mean {near[0]!r}, on line {other.line}?"
        )
    remedy = f"did you mean {near[0]!r}?" if near else f"keys of {what}: {', '.join(known)}"
    if "needs" in known and key.text in OF_A_NEED:
        remedy = f"it belongs to a need: needs: {{all: [name], {key.text}: {OF_A_NEED[key.text]}}}"
    return key.fault(f"{key.text!r} is no key of {what}", remedy)


def _missing_key(root: Node, path: Path) -> Fault:
    node, model = find(root, path[:-1]), model_at(path[:-1])
    described = ""
    for name, field in (model.model_fields if model else {}).items():
        if (field.alias or name) == path[-1]:
            described = field.description or ""
    owner = node if not isinstance(node.value, (dict, list)) else _owner(root, path[:-1])
    return owner.fault(f"{kind_of(model)} needs the key {path[-1]!r}", f"add {path[-1]}: {described}")


def _owner(root: Node, path: Path) -> Node:
    """The key above a mapping, so that the mark stands under a word; the mapping itself in a list."""
    return key_at(root, path) if path and isinstance(path[-1], str) else find(root, path)


def _word_fault(error: Mapping[str, Any], root: Node, path: Path) -> Fault:
    node = find(root, path)
    allowed = [str(word) for word in _allowed(path)] or [str(error["ctx"]["expected"])]
    written = node.text if not isinstance(node.value, (dict, list)) else "this"
    near = get_close_matches(written, allowed, 1)
    choice = f"{', '.join(allowed[:-1])} or {allowed[-1]}" if len(allowed) > 1 else allowed[0]
    message = f"{written!r} is not allowed for {str(path[-1])!r}" if path else f"{written!r} is not allowed"
    return node.fault(message, f"did you mean {near[0]!r}? Allowed: {choice}" if near else f"write {choice}")


def _shape_fault(kind: str, root: Node, path: Path) -> Fault:
    node = find(root, path)
    name = str(path[-1]) if path else "the scenario"
    place = node if node.text or not path else _owner(root, path)
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        example = _example_keys(path)
        return place.fault(
            f"{name!r} is a mapping of key: value",
            f"write {example}" if example else "write key: value below it",
        )
    if kind in ("tuple_type", "list_type"):
        return place.fault(f"{name!r} is a list", "write [one, two], or one entry per line after a dash")
    if kind in ("too_long", "too_short"):
        return place.fault(f"{name!r} has the wrong number of entries", _description(path))
    return place.fault(f"{name!r} is not right here", _description(path))


def _example_keys(path: Path) -> str:
    keys = keys_of(model_at(path))
    return "{" + ", ".join(f"{key}: …" for key in keys[:3]) + "}" if keys else ""


def _field_at(path: Path) -> Any:
    """The schema's field at a path; None where there is none."""
    parent = model_at(path[:-1]) if path else None
    for name, field in (parent.model_fields if parent else {}).items():
        if (field.alias or name) == path[-1]:
            return field
    return None


def _description(path: Path) -> str:
    field = _field_at(path)
    return (field.description or "") if field is not None else ""


def _allowed(path: Path) -> tuple[Any, ...]:
    field = _field_at(path)
    for part in _alternatives(field.annotation) if field is not None else ():
        if typing.get_origin(part) is typing.Literal:
            return typing.get_args(part)
    return ()


def model_at(path: Sequence[Key]) -> type[BaseModel] | None:
    """The schema's model at a path of the file; None where the path leads into a plain value."""
    kind: Any = ScenarioSections
    for step in path:
        kind = _step(kind, step)
    return next((part for part in _alternatives(kind) if _is_model(part)), None)


def _step(kind: Any, step: Key) -> Any:
    for part in _alternatives(kind):
        origin = typing.get_origin(part)
        if _is_model(part):
            for name, field in part.model_fields.items():
                if (field.alias or name) == step:
                    return field.annotation
        elif origin is dict:
            return typing.get_args(part)[1]
        elif origin is tuple and isinstance(step, int):
            return typing.get_args(part)[0]
    return None


def _alternatives(kind: Any) -> tuple[Any, ...]:
    if typing.get_origin(kind) is Annotated:
        return _alternatives(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return tuple(part for inner in typing.get_args(kind) for part in _alternatives(inner))
    return (kind,)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def keys_of(model: type[BaseModel] | None) -> list[str]:
    """The keys a mapping of this kind may have, as they are written."""
    return [field.alias or name for name, field in (model.model_fields if model else {}).items()]


def kind_of(model: type[BaseModel] | None) -> str:
    """What a mapping is, for messages: `an asset`, `a task`, `the scenario`."""
    if model is None or model is ScenarioSections:
        return "the scenario" if model else "this mapping"
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__).strip()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
