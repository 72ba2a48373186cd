"""Targets as text: a measure by its name, a comparison, a constant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sems_sim.errors import QuantityError
from sems_sim.scenario.conditions_text import Comparison
from sems_sim.units import hours, parse_clock, parse_duration, parse_number, parse_share

_TARGET = re.compile(
    r"\s*(?P<measure>[A-Za-z][A-Za-z0-9_.]*)\s*(?P<sign><=|>=|==|!=|<|>|=)\s*(?P<value>\S+)\s*"
)
_EXAMPLE = "write a measure, a comparison and a constant: level.crisis.first_h <= 60m"


@dataclass(frozen=True, slots=True)
class Target:
    """A measure and its limit. `value` is a float (durations in hours), or a name for measures that are names."""

    text: str
    measure: str
    comparison: Comparison
    value: float | str


def parse_target(text: str) -> Target:
    """Read `service.departures.time_to_mbco_h <= 20h`. Raises QuantityError."""
    match = _TARGET.fullmatch(text) if len(text) <= 500 else None
    if match is None:
        raise QuantityError(f"{text[:60]!r} is no target", _EXAMPLE)
    sign = match["sign"]
    if sign == "=":
        raise QuantityError("'=' is no comparison", "write <=, >=, <, >, == or !=", match.start("sign"), 1)
    measure = match["measure"].replace("level.strategic.", "level.crisis.")
    return Target(text, measure, sign, _value(match))  # type: ignore[arg-type]  # the pattern allows no other


def _value(match: re.Match[str]) -> float | str:
    text = match["value"]
    try:
        return _number(text)
    except QuantityError as error:
        if re.fullmatch(r"[a-z][a-z0-9_]*", text):
            return text
        raise QuantityError(
            error.message, error.remedy or _EXAMPLE, match.start("value"), len(text)
        ) from error


def _number(text: str) -> float:
    if text.endswith("%"):
        return parse_share(text)
    if ":" in text:
        parse_clock(text)
        raise QuantityError("a target takes a duration, not a time of day", _EXAMPLE)
    if text[-1] in "smhdw":
        return hours(parse_duration(text))
    return parse_number(text)
