"""Effects back as text: a `do` list in the scenario language, on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from sems_sim.scenario.quantities import Amount, Change, Rate
from sems_sim.scenario.schema.effects import Effect, Tell
from sems_sim.scenario.tree import typed
from sems_sim.units import format_duration

_PLAIN = re.compile(r"[A-Za-z_(][A-Za-z0-9_.()%]*( [A-Za-z0-9_.()<>=!%]+)*")
_COUNTED = re.compile(r"[0-9A-Za-z_.]+( ?[A-Za-z]+)?(/h)?")
_SHARES = frozenset(("cancel", "start"))


def effects_text(written: Iterable[Effect]) -> str:
    """The effects as YAML on one line: `[{fail: pump, for: 2h}, {spend: 500}]`; empty for none.

    What is read from the text again is the same.
    """
    items = [_effect(effect) for effect in written]
    if not items:
        return ""
    return items[0] if len(items) == 1 else f"[{', '.join(items)}]"


def _effect(effect: Effect) -> str:
    parts = [f"{effect.verb}: {_value(effect.verb, effect.value)}"]
    if effect.for_ is not None:
        parts.append(f"for: {format_duration(effect.for_)}")
    if effect.until is not None:
        parts.append(f"until: {_text(effect.until.text)}")
    if effect.while_ is not None:
        parts.append(f"while: {effect.while_}")
    return f"{{{', '.join(parts)}}}"


def _value(verb: str, value: Any) -> str:
    if isinstance(value, Tell):
        return _told(value)
    if isinstance(value, dict):
        if all(number is None for number in value.values()):
            return _names(tuple(value))
        return f"{{{', '.join(f'{name}: {_amount(verb, number)}' for name, number in value.items())}}}"
    if isinstance(value, tuple):
        return _names(value)
    return _number(value) if isinstance(value, float) else _text(value)


def _told(tell: Tell) -> str:
    parts = [f"to: {_names(tell.to)}"]
    if tell.about:
        parts.append(f"about: {_names(tell.about)}")
    if tell.text:
        parts.append(f"text: {_text(tell.text)}")
    if not tell.truth:
        parts.append("truth: false")
    return f"{{{', '.join(parts)}}}"


def _names(names: tuple[str, ...]) -> str:
    return _text(names[0]) if len(names) == 1 else f"[{', '.join(_text(name) for name in names)}]"


def _amount(verb: str, value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, Change):
        if value.kind == "factor":
            return f"x{_number(value.value)}"
        return f"{_number(value.value)}/h" if value.value else "0"
    if isinstance(value, Rate):
        return _text(f"{_number(value.per_h)}{_word(value.word)}/h")
    if isinstance(value, Amount):
        return _text(f"{_number(value.value)}{_word(value.word)}") if value.word else _number(value.value)
    return _share(value) if verb in _SHARES else _number(value)


def _word(word: str) -> str:
    return f" {word}" if word else ""


def _share(value: float) -> str:
    percent = round(value * 100, 6)
    return f"{percent:g}%" if percent / 100 == value else _number(value)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _text(text: str) -> str:
    """The text as it stands where that is safe inside brackets, else in quotes."""
    safe = (_COUNTED if text[:1].isdigit() else _PLAIN).fullmatch(text)
    return text if safe and typed(text) == text else json.dumps(text, ensure_ascii=False)
