"""Typed values of the schema: each with one reader and one JSON Schema."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sems_sim.errors import QuantityError
from sems_sim.scenario.conditions_text import Atom, ConditionText, parse_condition, parse_quantity
from sems_sim.scenario.quantities import (
    Amount,
    Change,
    LawText,
    Profile,
    Rate,
    read_amount,
    read_change,
    read_duration,
    read_law,
    read_number,
    read_positive,
    read_profile,
    read_rate,
    read_share,
    shape,
)
from sems_sim.scenario.target_text import Target, parse_target
from sems_sim.units import CLOCK_PATTERN, DURATION_PATTERN, RATE_PATTERN, SHARE_PATTERN

NAME_PATTERN = r"^[a-z][a-z0-9_]*$"
ID_PATTERN = r"^[A-Za-z][A-Za-z0-9_]*$"

Json = dict[str, Any]


def own(reader: Callable[[Any], Any]) -> PlainValidator:
    """A pydantic validator around one of our readers; our error travels in the context."""

    def validate(value: Any) -> Any:
        try:
            return reader(value)
        except QuantityError as error:
            raise PydanticCustomError(
                "quantity", "{message}", {"message": error.message, "error": error}
            ) from error

    return PlainValidator(validate)


def _text(value: Any) -> str:
    """Text, or what YAML took for a number although text was meant (an id of 1, a title of 2025)."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value}"
    raise QuantityError(f"{shape(value)} where text is due", "write text, in quotes if it has special signs")


def _name(value: Any) -> str:
    return _matching(value, NAME_PATTERN, "names are small letters, digits and _, and begin with a letter")


def _identifier(value: Any) -> str:
    return _matching(value, ID_PATTERN, "ids are letters, digits and _, and begin with a letter")


def _slug(value: Any) -> str:
    return _matching(value, r"^[a-z][a-z0-9_-]*$", "small letters, digits, - and _, beginning with a letter")


def _matching(value: Any, pattern: str, remedy: str) -> str:
    import re

    if not isinstance(value, str):
        raise QuantityError(f"{shape(value)} where a name is due", remedy)
    if len(value) > 100:
        raise QuantityError("a name of more than 100 characters", remedy)
    if not re.fullmatch(pattern.strip("^$"), value):
        better = re.sub(r"[^a-z0-9_]+", "_", value.lower()).strip("_")
        hint = f"did you mean {better!r}? " if re.fullmatch(pattern.strip("^$"), better) else ""
        raise QuantityError(f"{value!r} is no name", f"{hint}{remedy}")
    return value


def _link_name(value: Any) -> str:
    return _matching(
        value, r"^[a-z][a-z0-9_]*(-[a-z][a-z0-9_]*:.+)?$", "a supplier, or a link as team_a-team_b:by"
    )


def _count(value: Any) -> int:
    number = read_number(value)
    if number != int(number) or number < 0:
        raise QuantityError(f"{value} is no count", "write a whole number, 0 or more")
    return int(number)


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    known = {"on": True, "off": False, "yes": True, "no": False}
    if isinstance(value, str) and value in known:
        return known[value]
    raise QuantityError(f"{shape(value)} is no yes or no", "write true or false")


def _level(value: Any) -> str:
    from difflib import get_close_matches

    known = ("operational", "tactical", "crisis", "strategic")
    if value not in known:
        near = get_close_matches(str(value), known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(known)}"
        raise QuantityError(f"{shape(value)} is no level", hint)
    return "crisis" if value == "strategic" else str(value)


def _condition(value: Any) -> ConditionText:
    if isinstance(value, str):
        return parse_condition(value)
    if isinstance(value, Mapping):
        raise QuantityError(
            "a mapping where a condition is due", "a condition with a colon and a space needs quotes"
        )
    raise QuantityError(f"{shape(value)} where a condition is due", "write it as text: down(asset) for 15m")


def _measured(value: Any) -> Atom:
    if isinstance(value, str):
        return parse_quantity(value)
    raise QuantityError(f"{shape(value)} where a quantity is due", "write it as backlog(service)")


def _target(value: Any) -> Target:
    if isinstance(value, str):
        return parse_target(value)
    raise QuantityError(f"{shape(value)} where a target is due", "write it as cost.total <= 60_000_000")


def _maturity(value: Any) -> float:
    level = read_number(value)
    if not 0 <= level <= 4:
        raise QuantityError(f"{level:g} is no maturity", "from 0 (absent) to 4 (effective)")
    return level


def _start(value: Any) -> datetime:
    remedy = "write date, time and zone: 2025-03-20T23:49:00+00:00"
    if not isinstance(value, str):
        raise QuantityError(f"{shape(value)} where a date and time is due", remedy)
    try:
        start = datetime.fromisoformat(value)
    except ValueError as error:
        raise QuantityError(f"{value!r} is no date and time", remedy) from error
    return start if start.tzinfo else start.replace(tzinfo=UTC)


def _any_of(*parts: Json) -> Json:
    return {"anyOf": list(parts)}


_NUMBER: Json = {"type": "number"}
POSITIVE_SCHEMA: Json = {"type": "number", "minimum": 0}
_ZERO: Json = {"const": 0}
_RATE: Json = {"type": "string", "pattern": RATE_PATTERN, "examples": ["34/h", "120 L/h", "0.02/year"]}
_DURATION: Json = {"type": "string", "pattern": DURATION_PATTERN, "examples": ["30m", "2h30m", "3d"]}
_SHARE: Json = _any_of(
    {"type": "number", "minimum": 0, "maximum": 1},
    {"type": "string", "pattern": SHARE_PATTERN, "examples": ["97%"]},
)
_LAWS = "uniform|triangular|pert|exponential|lognormal|normal|weibull|gamma|erlang|beta|bernoulli|choice|quantiles"
_LAW: Json = {
    "type": "string",
    "pattern": f"^({_LAWS}) ",
    "examples": ["lognormal 10m p90 40m", "pert 1h 2h 4h"],
}
NAME_SCHEMA: Json = {"type": "string", "pattern": NAME_PATTERN}
_IDENTIFIER: Json = {"type": "string", "pattern": ID_PATTERN}
_NAMES: Json = _any_of(NAME_SCHEMA, {"type": "array", "items": NAME_SCHEMA})
TEXT_SCHEMA: Json = {"type": ["string", "number"]}
_CONDITION: Json = {"type": "string", "maxLength": 500, "examples": ["down(asset) for 15m"]}
_LEVELS: Json = {"enum": ["operational", "tactical", "crisis", "strategic"]}
DURATION_LAW_SCHEMA: Json = _any_of(_DURATION, _LAW, _ZERO)
_CHANGE: Json = _any_of(_ZERO, _RATE, {"type": "string", "pattern": "^x[0-9]", "examples": ["x0.3"]})
_TIMES: Json = {"anyOf": [{"pattern": CLOCK_PATTERN}, {"pattern": r"^\+"}]}


def _profile_of(step: Json) -> Json:
    return _any_of(step, {"type": "object", "propertyNames": _TIMES, "additionalProperties": step})


def _map_of(key: Json, item: Json) -> Json:
    return {"type": "object", "propertyNames": key, "additionalProperties": item}


Text = Annotated[str, own(_text), WithJsonSchema(TEXT_SCHEMA)]
Name = Annotated[str, own(_name), WithJsonSchema(NAME_SCHEMA)]
Identifier = Annotated[str, own(_identifier), WithJsonSchema(_IDENTIFIER)]
Slug = Annotated[str, own(_slug), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"})]
LevelName = Annotated[str, own(_level), WithJsonSchema(_LEVELS)]
Flag = Annotated[
    bool, own(_flag), WithJsonSchema({"type": ["boolean", "string"], "enum": [True, False, "on", "off"]})
]
Number = Annotated[float, own(read_number), WithJsonSchema(_NUMBER)]
Positive = Annotated[float, own(read_positive), WithJsonSchema(POSITIVE_SCHEMA)]
Count = Annotated[int, own(_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Duration = Annotated[int, own(read_duration), WithJsonSchema(_any_of(_DURATION, _ZERO))]
RateValue = Annotated[Rate, own(read_rate), WithJsonSchema(_any_of(_RATE, _ZERO))]
Share = Annotated[float, own(read_share), WithJsonSchema(_SHARE)]
AmountValue = Annotated[
    Amount, own(read_amount), WithJsonSchema({"type": ["number", "string"], "examples": ["9000 L"]})
]
ChangeValue = Annotated[Change, own(read_change), WithJsonSchema(_CHANGE)]
DurationLaw = Annotated[LawText, own(lambda value: read_law(value, "h")), WithJsonSchema(DURATION_LAW_SCHEMA)]
RateLaw = Annotated[
    LawText, own(lambda value: read_law(value, "per_h")), WithJsonSchema(_any_of(_RATE, _LAW, _ZERO))
]
NumberLaw = Annotated[
    LawText, own(lambda value: read_law(value, "number")), WithJsonSchema(_any_of(_NUMBER, _LAW))
]
ShareLaw = Annotated[
    LawText, own(lambda value: read_law(value, "share")), WithJsonSchema(_any_of(*_SHARE["anyOf"], _LAW))
]
RateProfile = Annotated[
    Profile,
    own(lambda value: read_profile(value, "per_h")),
    WithJsonSchema(_profile_of(_any_of(_RATE, _ZERO))),
]
NumberProfile = Annotated[
    Profile, own(lambda value: read_profile(value, "number")), WithJsonSchema(_profile_of(POSITIVE_SCHEMA))
]


def as_list(value: Any) -> Any:
    """One thing where a list is due becomes a list of one; nothing else changes."""
    return value if isinstance(value, (list, tuple)) else [value]


Names = Annotated[tuple[Name, ...], BeforeValidator(as_list), WithJsonSchema(_NAMES)]
LinkName = Annotated[str, own(_link_name), WithJsonSchema({"type": "string"})]
LinkNames = Annotated[
    tuple[LinkName, ...],
    BeforeValidator(as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(as_list),
    WithJsonSchema(_any_of(TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA})),
]
Identifiers = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(as_list),
    WithJsonSchema(_any_of(_IDENTIFIER, {"type": "array", "items": _IDENTIFIER})),
]
Condition = Annotated[ConditionText, own(_condition), WithJsonSchema(_CONDITION)]
Measured = Annotated[
    Atom, own(_measured), WithJsonSchema({"type": "string", "examples": ["backlog(service)"]})
]
TargetValue = Annotated[
    Target, own(_target), WithJsonSchema({"type": "string", "examples": ["cost.total <= 60_000_000"]})
]
MaturityLevel = Annotated[
    float, own(_maturity), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 4})
]
StartTime = Annotated[
    datetime, own(_start), WithJsonSchema({"type": "string", "examples": ["2025-03-20T23:49:00+00:00"]})
]
