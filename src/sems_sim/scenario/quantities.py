"""Quantities as a scenario writes them: rates, profiles, changes, laws of chance.

Law parameters that are durations become hours, rates become numbers per hour, shares numbers from 0 to 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sems_sim.errors import QuantityError
from sems_sim.units import (
    checked_number,
    checked_share,
    hours,
    parse_amount,
    parse_clock,
    parse_duration,
    parse_number,
    parse_rate,
    parse_share,
)

Unit = Literal["h", "per_h", "number", "share"]
ProfileKind = Literal["constant", "daily", "offsets"]


@dataclass(frozen=True, slots=True)
class Rate:
    """A number per hour and the word of what is counted ("" where none was written)."""

    per_h: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the word of its unit ("" where none was written)."""

    value: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A stepwise value. `points` are (milliseconds, value), sorted.

    constant: one point at 0. daily: clock times since midnight, the last value lasting past midnight until the
    first. offsets: time since the start of the run, the first point at 0.
    """

    kind: ProfileKind
    points: tuple[tuple[int, float], ...]
    word: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What an effect does to a demand or a capacity: `x0.3` multiplies, `20/h` or `0` replaces (per hour)."""

    kind: Literal["factor", "absolute"]
    value: float


@dataclass(frozen=True, slots=True)
class LawText:
    """A law of chance as written: its name and parameters in the order of `laws.make_law`.

    `unit` says what the parameters that are quantities count: hours ("h"), numbers per hour ("per_h"), plain
    numbers ("number") or shares ("share").
    """

    name: str
    parameters: tuple[float, ...]
    text: str
    unit: Unit

    @property
    def is_constant(self) -> bool:
        """Whether the law is a single value."""
        return self.name == "constant"


Reader = Callable[[str], float]

_READERS: Mapping[Unit, Reader] = {
    "h": lambda text: hours(parse_duration(text)),
    "per_h": lambda text: parse_rate(text)[0],
    "number": parse_number,
    "share": parse_share,
}

# What each law takes, in order: q a quantity of the field's unit, n a plain number above 0, p a share.
_SHAPES: Mapping[str, tuple[str, str]] = {
    "uniform": ("qq", "uniform LOW HIGH"),
    "triangular": ("qqq", "triangular LOW LIKELIEST HIGH"),
    "pert": ("qqq", "pert LOW LIKELIEST HIGH"),
    "exponential": ("q", "exponential MEAN"),
    "lognormal": ("qn", "lognormal MEDIAN SIGMA, or lognormal MEDIAN p90 VALUE"),
    "lognormal_p90": ("qq", "lognormal MEDIAN p90 VALUE"),
    "normal": ("qq", "normal MEAN DEVIATION"),
    "weibull": ("qn", "weibull SCALE SHAPE"),
    "gamma": ("qn", "gamma SCALE SHAPE"),
    "erlang": ("qn", "erlang MEAN STAGES"),
    "beta": ("nnqq", "beta A B, or beta A B LOW HIGH"),
    "bernoulli": ("p", "bernoulli CHANCE"),
    "choice": ("qp", "choice VALUE SHARE VALUE SHARE …"),
    "quantiles": ("pq", "quantiles 0% VALUE 50% VALUE … 100% VALUE"),
}
LAW_NAMES = tuple(name for name in _SHAPES if name != "lognormal_p90")
LAW_SHAPES = {name: usage for name, (_, usage) in _SHAPES.items()}
LAW_KINDS = {name: kinds for name, (kinds, _) in _SHAPES.items()}
"""What each word after a law's name is: q a quantity, n a plain number, p a share; pairs repeat."""
_LONGEST_LAW = 2_000


def parse_law(text: str, unit: Unit) -> LawText:
    """Read `30m`, `triangular 1h 2h 4h`, `lognormal 10m p90 40m` and the like.

    Raises QuantityError with the place of the word that is wrong.
    """
    if len(text) > _LONGEST_LAW:
        raise QuantityError("the text of this distribution is too long", f"at most {_LONGEST_LAW} characters")
    words = [(match.group(), match.start()) for match in re.finditer(r"\S+", text)]
    if not words or not words[0][0][0].isalpha():
        return LawText("constant", (_constant(text, unit),), text, unit)
    name, arguments = _named(words, text)
    values = tuple(
        _read(word, kind, unit) for word, kind in zip(arguments, _kinds(name, arguments), strict=True)
    )
    _check_shape(name, values, unit)
    return LawText(name, values, text, unit)


def constant_law(value: float, unit: Unit) -> LawText:
    """The law that always gives this value."""
    return LawText("constant", (value,), f"{value:g}", unit)


def _constant(text: str, unit: Unit) -> float:
    try:
        return _READERS[unit](text)
    except QuantityError as error:
        if re.fullmatch(r"\S+[,/ -]+\S+", text.strip()) and unit == "h" and "," in text:
            raise QuantityError(error.message, "distributions have no commas: uniform 1h 2h") from error
        raise


Word = tuple[str, int]


def _named(words: list[Word], text: str) -> tuple[str, list[Word]]:
    from difflib import get_close_matches

    name, offset = words[0]
    arguments = words[1:]
    if name == "lognormal" and len(arguments) == 3 and arguments[1][0] == "p90":
        return "lognormal_p90", [arguments[0], arguments[2]]
    if name in ("constant", "exactly") and arguments:
        raise QuantityError(f"{name!r} needs no word", "write the value alone", offset, len(name))
    if name not in LAW_NAMES:
        near = get_close_matches(name, LAW_NAMES, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(LAW_NAMES)}"
        raise QuantityError(f"{name!r} is no distribution", hint, offset, len(name))
    if "," in text:
        raise QuantityError("distributions have no commas", _SHAPES[name][1], text.index(","), 1)
    return name, arguments


def _kinds(name: str, arguments: list[Word]) -> str:
    kinds, usage = _SHAPES[name]
    count = len(arguments)
    if name in ("choice", "quantiles"):
        if count >= 2 and count % 2 == 0:
            return kinds * (count // 2)
    elif count == len(kinds) or (name == "beta" and count == 2):
        return kinds[:count]
    raise QuantityError(f"{name!r} does not take {count} values", f"write: {usage}", 0, len(name))


def _read(word: Word, kind: str, unit: Unit) -> float:
    text, offset = word
    try:
        if kind == "q":
            return _READERS[unit](text)
        if kind == "p":
            return parse_share(text)
        value = parse_number(text)
    except QuantityError as error:
        raise QuantityError(error.message, error.remedy, offset, len(text)) from error
    if value < 0 or (value == 0 and kind == "n"):
        raise QuantityError(f"{text!r} must be above 0", "write a positive number", offset, len(text))
    return value


def _check_shape(name: str, values: tuple[float, ...], unit: Unit) -> None:
    usage = _SHAPES[name][1]
    if name in ("uniform", "triangular", "pert") and list(values) != sorted(values):
        raise QuantityError(f"{name!r} goes from the lowest to the highest value", f"write: {usage}")
    if name in ("exponential", "lognormal", "lognormal_p90", "weibull", "gamma", "erlang") and values[0] <= 0:
        raise QuantityError(f"the first value of {name!r} must be above 0", f"write: {usage}")
    if name == "lognormal_p90" and values[1] <= values[0]:
        raise QuantityError("the 90th percentile must be above the median", f"write: {usage}")
    if name == "erlang" and (values[1] != int(values[1]) or values[1] > 1000):
        raise QuantityError("the stages of 'erlang' are a whole number up to 1000", f"write: {usage}")
    if name == "bernoulli" and unit in ("h", "per_h"):
        raise QuantityError(
            "'bernoulli' gives 0 or 1, which is no quantity here", "use: choice VALUE SHARE …"
        )
    if name == "beta" and unit in ("h", "per_h") and len(values) == 2:
        raise QuantityError("'beta' needs its bounds here", f"write: {usage}")
    if name == "beta" and len(values) == 4 and values[2] >= values[3]:
        raise QuantityError("the bounds of 'beta' go from low to high", f"write: {usage}")
    if name == "choice":
        _check_choice(values[1::2], usage)
    if name == "quantiles":
        _check_quantiles(values[0::2], values[1::2], usage)


def _check_choice(shares: tuple[float, ...], usage: str) -> None:
    total = 0.0
    for share in shares:
        total += share
    if abs(total - 1) > 1e-9:
        raise QuantityError(f"the shares of 'choice' add up to {total:g}, not to 1", f"write: {usage}")


def _check_quantiles(shares: tuple[float, ...], values: tuple[float, ...], usage: str) -> None:
    if len(shares) < 2 or shares[0] != 0 or shares[-1] != 1:
        raise QuantityError("'quantiles' goes from 0% to 100%", f"write: {usage}")
    rising = all(low < high for low, high in pairwise(shares))
    if not rising or list(values) != sorted(values):
        raise QuantityError("shares and values of 'quantiles' rise from left to right", f"write: {usage}")


def parse_change(text: str) -> Change:
    """`x0.3` multiplies, `20/h` or `0` replaces. Raises QuantityError."""
    bare = text.strip()
    if bare.startswith("x"):
        factor = parse_number(bare[1:])
        if factor < 0:
            raise QuantityError(f"{text!r} is negative", "factors are 0 or more: x0.3")
        return Change("factor", factor)
    try:
        return Change("absolute", parse_rate(bare)[0])
    except QuantityError as error:
        raise QuantityError(
            f"{text!r} is no change", "write x0.3 for a factor, 20/h for a rate, or 0"
        ) from error


def read_rate(value: object) -> Rate:
    """A rate from text, or from a bare 0. Raises QuantityError."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value == 0:
            return Rate(0.0)
        raise QuantityError(
            f"{value:g} has no unit of time where a rate is due", f"did you mean '{value:g}/h'?"
        )
    return Rate(*parse_rate(_text(value, "a rate", "34/h")))


def read_number(value: object) -> float:
    """A finite number. Raises QuantityError."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return checked_number(float(value))
    return parse_number(_text(value, "a number", "12"))


def read_positive(value: object) -> float:
    """A finite number, 0 or more. Raises QuantityError."""
    number = read_number(value)
    if number < 0:
        raise QuantityError(f"{number:g} is negative", "write 0 or more")
    return number


def read_share(value: object) -> float:
    """A share from 0 to 1. Raises QuantityError."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return checked_share(float(value))
    return parse_share(_text(value, "a share", "97% or 0.97"))


def read_amount(value: object) -> Amount:
    """An amount from `9000 L` or a bare number, 0 or more. Raises QuantityError."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Amount(read_positive(value))
    return Amount(*parse_amount(_text(value, "an amount", "9000 L")))


def read_duration(value: object) -> int:
    """Milliseconds of a duration; of numbers only 0 is accepted. Raises QuantityError."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value == 0:
            return 0
        if value < 0:
            raise QuantityError(f"{value:g} is a negative duration", "durations are 0 or more")
        raise QuantityError(
            f"{value:g} has no unit where a duration is due", f"did you mean '{value:g}m' or '{value:g}h'?"
        )
    return parse_duration(_text(value, "a duration", "30m"))


def read_law(value: object, unit: Unit) -> LawText:
    """A law of chance, or a constant, in the unit of the field. Raises QuantityError."""
    if isinstance(value, str):
        return parse_law(value, unit)
    if unit == "h":
        return constant_law(hours(read_duration(value)), unit)
    if unit == "per_h":
        return constant_law(read_rate(value).per_h, unit)
    return constant_law(read_share(value) if unit == "share" else read_number(value), unit)


def read_change(value: object) -> Change:
    """What an effect does to a demand or a capacity. Raises QuantityError."""
    if isinstance(value, str):
        return parse_change(value)
    if value == 0 and not isinstance(value, bool):
        return Change("absolute", 0.0)
    raise QuantityError(f"{value} is no change", "write x0.3 for a factor, 20/h for a rate, or 0")


def read_profile(value: object, unit: Unit) -> Profile:
    """A constant, a mapping from clock times, or one from offsets. Raises QuantityError."""
    if not isinstance(value, Mapping):
        number, word = _step(value, unit)
        return Profile("constant", ((0, number),), word)
    if not value:
        raise QuantityError("an empty profile", 'write clock times, as {"06:00": 36/h}')
    kinds = {str(key).startswith("+") for key in value}
    if len(kinds) > 1:
        raise QuantityError(
            "a profile has clock times or offsets, not both", 'as {"06:00": 36/h} or {+2h: 36/h}'
        )
    return _profile(value, unit, "offsets" if kinds.pop() else "daily")


def _profile(value: Mapping[object, object], unit: Unit, kind: ProfileKind) -> Profile:
    points: dict[int, float] = {}
    word = ""
    for key, step in value.items():
        text = str(key)
        at_ms = parse_clock(text) if kind == "daily" else parse_duration(text[1:].strip())
        if at_ms in points:
            raise QuantityError(f"{text!r} stands twice in this profile", "write each time once")
        points[at_ms], written = _step(step, unit)
        word = word or written
    if kind == "offsets" and 0 not in points:
        raise QuantityError("a profile of offsets says what holds at the start", "add: +0h")
    return Profile(kind, tuple(sorted(points.items())), word)


def _step(value: object, unit: Unit) -> tuple[float, str]:
    if unit == "per_h":
        rate = read_rate(value)
        return rate.per_h, rate.word
    return read_positive(value), ""


def _text(value: object, what: str, example: str) -> str:
    if isinstance(value, str):
        return value
    raise QuantityError(f"{shape(value)} where {what} is due", f"write it as {example}")


def shape(value: object) -> str:
    """What a value of the file is, in a word or two, for messages."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, (list, tuple)) else str(value)
