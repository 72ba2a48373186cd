"""Commands and facts as plain data, and back: what a journal keeps and a script writes.

A record becomes a mapping with its class under `is` and its fields; fields that have their default are left out, so
that a field added later does not change what was written before.
"""

from __future__ import annotations

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sems_sim.errors import ArgumentError
from sems_sim.exercise import commands, entries

_IS = "is"


@cache
def known() -> dict[str, type[Any]]:
    """Return every command and fact by the name of its class."""
    found = (*get_args(commands.Command), *get_args(entries.Fact))
    return {kind.__name__: kind for kind in found}


def to_data(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any command or fact
    """Return a command or fact as plain data."""
    return {_IS: type(record).__name__, **_fields_of(record)}


def from_data(data: dict[str, Any], *, path: str = "") -> Any:  # noqa: ANN401 - any command or fact
    """Return the command or fact that plain data says.

    Raises:
        ArgumentError: If there is no such record, or a field is missing, unknown or of another kind.
    """
    name = data.get(_IS)
    kind = known().get(name) if isinstance(name, str) else None
    if kind is None:
        message = f"{path}there is no command or entry {name!r}"
        raise ArgumentError(message, f"known: {', '.join(sorted(known()))}")
    return _built(kind, {key: value for key, value in data.items() if key != _IS}, f"{path}{name}")


def _fields_of(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    return {
        one.name: _plain(value)
        for one in fields(record)
        if not _is_default(one, value := getattr(record, one.name))
    }


def _is_default(one: Field[Any], value: Any) -> bool:  # noqa: ANN401 - any value
    return one.default is not MISSING and bool(one.default == value)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return _fields_of(value) if is_dataclass(value) else value


def _built(kind: type[Any], data: dict[str, Any], path: str) -> Any:  # noqa: ANN401 - any dataclass
    hints, own = _hints(kind), {one.name: one for one in fields(kind)}
    unknown = sorted(set(data) - set(own))
    if unknown:
        message = f"{path} has no field {unknown[0]!r}"
        raise ArgumentError(message, f"it has: {', '.join(own) or 'no fields'}")
    lacking = [name for name, one in own.items() if name not in data and one.default is MISSING]
    if lacking:
        message = f"{path} lacks {lacking[0]!r}"
        raise ArgumentError(message, f"it wants: {', '.join(own)}")
    return kind(**{name: _value(hints[name], value, f"{path}.{name}") for name, value in data.items()})


_HINTS: dict[str, dict[str, Any]] = {}


def _hints(kind: type[Any]) -> dict[str, Any]:
    if kind.__name__ not in _HINTS:
        _HINTS[kind.__name__] = get_type_hints(kind)
    return _HINTS[kind.__name__]


def _value(hint: Any, value: Any, path: str) -> Any:  # noqa: ANN401 - as the class says
    origin = get_origin(hint)
    if origin is Literal:
        return _one_of(get_args(hint), value, path)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _value(next(one for one in get_args(hint) if one is not type(None)), value, path)
    if origin is tuple:
        return _items(get_args(hint), value, path)
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, dict):
            raise _wrong(path, value, "a mapping of its fields")
        return _built(hint, value, path)
    if hint is bool or isinstance(value, bool):
        fits = hint is bool and isinstance(value, bool)
    else:
        fits = isinstance(value, hint)
    if not fits:
        raise _wrong(path, value, hint.__name__)
    return value


def _one_of(allowed: tuple[Any, ...], value: Any, path: str) -> Any:  # noqa: ANN401 - as the class says
    if value not in allowed:
        raise _wrong(path, value, "one of " + ", ".join(repr(one) for one in allowed))
    return value


def _items(kinds: tuple[Any, ...], value: Any, path: str) -> tuple[Any, ...]:  # noqa: ANN401 - as the class says
    if not isinstance(value, list | tuple):
        raise _wrong(path, value, "a list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_value(kinds[0], one, f"{path}[{place}]") for place, one in enumerate(value))
    if len(kinds) != len(value):
        raise _wrong(path, value, f"a list of {len(kinds)}")
    return tuple(
        _value(kind, one, f"{path}[{place}]")
        for place, (kind, one) in enumerate(zip(kinds, value, strict=True))
    )


def _wrong(path: str, value: Any, wanted: str) -> ArgumentError:  # noqa: ANN401 - any value
    return ArgumentError(f"{path} is {value!r}", f"it should be {wanted}")
