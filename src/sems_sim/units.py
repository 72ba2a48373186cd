"""Durations, rates, shares, amounts and clock times: text to and from the units inside.

Inside, time is integer milliseconds, rates are per hour, shares run from 0 to 1. Every reader refuses what it
does not know with a QuantityError that says what would be right; none guesses a unit.
"""

from __future__ import annotations

import math
import re

from sems_sim.errors import QuantityError

MS_PER_HOUR = 3_600_000
LONGEST_MS = 100 * 365 * 24 * MS_PER_HOUR
LARGEST_NUMBER = 1e15

_MS_OF_UNIT = {
    "s": 1_000,
    "m": 60_000,
    "h": MS_PER_HOUR,
    "d": 24 * MS_PER_HOUR,
    "w": 7 * 24 * MS_PER_HOUR,
}
_HOURS_OF_PERIOD = {
    "s": 1 / 3600,
    "m": 1 / 60,
    "min": 1 / 60,
    "h": 1.0,
    "hour": 1.0,
    "d": 24.0,
    "day": 24.0,
    "w": 168.0,
    "week": 168.0,
    "month": 730.0,
    "y": 8760.0,
    "year": 8760.0,
}
_NUMBER = r"[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_SIGNED = r"[+-]?(?:" + _NUMBER + r"|\.[0-9]+)"
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)([a-zA-Z]*)")
_RATE = re.compile(rf"({_NUMBER})(?: ?([^\s/0-9][^/]*?))? ?/ ?([a-z]+)")
_AMOUNT = re.compile(rf"({_NUMBER})(?: ?([^\s/0-9][^/]*))?")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")

DURATION_PATTERN = r"^(0|([0-9]+(\.[0-9]+)?[smhdw])+)$"
RATE_PATTERN = r"^(0|[0-9][0-9_.eE+-]*( ?[^ /0-9][^/]*)? ?/ ?(s|min|m|hour|h|day|d|week|w|month|year|y))$"
SHARE_PATTERN = r"^[0-9][0-9.]* ?%$"
CLOCK_PATTERN = r"^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"

_DURATION_REMEDY = "write a number and a unit: 90s, 30m, 4h, 2h30m, 3d or 2w"
_WORDS = {
    "sec": "s",
    "second": "s",
    "min": "m",
    "minute": "m",
    "hr": "h",
    "hour": "h",
    "day": "d",
    "week": "w",
}


def parse_duration(text: str) -> int:
    """Milliseconds of `90s`, `30m`, `4h`, `2h30m`, `3d`, `2w` or `0`.

    Raises QuantityError for a bare number other than 0, an unknown unit, units out of order or a sign.
    """
    text = text.strip()
    if text == "0":
        return 0
    if text.startswith("-"):
        raise QuantityError(f"{text!r} is a negative duration", "durations are 0 or more")
    total, smallest = 0.0, math.inf
    for part in _parts(text):
        size = _unit_of(part, text)
        if size >= smallest:
            raise QuantityError(f"{text!r}: units go from large to small, each once", _DURATION_REMEDY)
        total, smallest = total + float(part[1]) * size, size
    if total > LONGEST_MS:
        raise QuantityError(f"{text!r} is longer than 100 years", "use a shorter duration")
    return round(total)


def _parts(text: str) -> list[re.Match[str]]:
    parts: list[re.Match[str]] = []
    position = 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None or len(parts) > len(_MS_OF_UNIT):
            raise QuantityError(f"{text!r} is no duration", _DURATION_REMEDY)
        parts.append(part)
        position = part.end()
    if not parts:
        raise QuantityError("an empty text is no duration", _DURATION_REMEDY)
    return parts


def _unit_of(part: re.Match[str], text: str) -> int:
    unit = part[2]
    if unit in _MS_OF_UNIT:
        return _MS_OF_UNIT[unit]
    if not unit:
        hint = f"did you mean '{text}m' or '{text}h'?" if part[1] == text else f"did you mean '{text}m'?"
        raise QuantityError(f"{text!r} has a number without a unit where a duration is due", hint)
    known = _WORDS.get(unit.lower().rstrip("s") or unit.lower())
    hint = f"did you mean '{part[1]}{known}'?" if known else _DURATION_REMEDY
    raise QuantityError(f"{unit!r} is no unit of time", hint)


def format_duration(duration_ms: int) -> str:
    """The shortest text that `parse_duration` reads back to the same whole seconds: `2h30m`."""
    if duration_ms == 0:
        return "0"
    rest, text = duration_ms, ""
    for unit in ("w", "d", "h", "m"):
        count, rest = divmod(rest, _MS_OF_UNIT[unit])
        text += f"{count}{unit}" if count else ""
    return text + (f"{rest / 1000:g}s" if rest else "")


def hours(duration_ms: int) -> float:
    """Hours in a number of milliseconds."""
    return duration_ms / MS_PER_HOUR


def parse_number(text: str) -> float:
    """A finite number; underscores between digits are read as spacing.

    Raises QuantityError for text, for infinite or undefined numbers, and above 10^15.
    """
    if not re.fullmatch(_SIGNED, text.strip()):
        raise QuantityError(f"{text!r} is no number", "write digits, as 12, 0.5 or 150_000")
    return checked_number(float(text))


def checked_number(value: float) -> float:
    """The value itself. Raises QuantityError when it is not finite or beyond 10^15."""
    if not math.isfinite(value):
        raise QuantityError(f"{value} is no finite number", "write a number")
    if abs(value) > LARGEST_NUMBER:
        raise QuantityError(f"{value:g} is too large", "numbers stay below 10^15")
    return value


def parse_rate(text: str) -> tuple[float, str]:
    """Number per hour and the word of what is counted: `120 L/h` is (120.0, "L"), `34/h` is (34.0, "").

    A month counts as 730 hours and a year as 8,760. Raises QuantityError.
    """
    if text.strip() == "0":
        return 0.0, ""
    match = _RATE.fullmatch(text.strip())
    if match is None:
        remedy = "write a number per time: 34/h, 120 L/h, 0.02/year"
        if re.fullmatch(_NUMBER, text.strip()):
            remedy = f"did you mean '{text}/h'?"
        raise QuantityError(f"{text!r} is no rate", remedy)
    period = _HOURS_OF_PERIOD.get(match[3])
    if period is None:
        raise QuantityError(f"{match[3]!r} is no period of time", "per s, min, h, day, week, month or year")
    return checked_number(float(match[1]) / period), match[2] or ""


def parse_share(text: str) -> float:
    """A share between 0 and 1 from `97%` or `0.97`. Raises QuantityError outside that range."""
    bare = text.strip()
    percent = bare.endswith("%")
    number = bare[:-1].strip() if percent else bare
    if not re.fullmatch(_SIGNED, number):
        raise QuantityError(f"{text!r} is no share", "write 97% or 0.97")
    if percent and not 0 <= float(number) <= 100:
        raise QuantityError(f"{text!r} is no share", "shares run from 0% to 100%")
    return checked_share(float(number) / 100 if percent else float(number))


def checked_share(value: float) -> float:
    """The value itself. Raises QuantityError outside 0 to 1."""
    if not 0 <= value <= 1:
        hint = f"did you mean '{value:g}%'?" if 1 < value <= 100 else "shares run from 0 to 1, or 0% to 100%"
        raise QuantityError(f"{value:g} is no share", hint)
    return value


def parse_amount(text: str) -> tuple[float, str]:
    """Number and the word of its unit: `9000 L` is (9000.0, "L"). Raises QuantityError."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise QuantityError(f"{text!r} is no amount", "write a number and, if you like, its unit: 9000 L")
    return checked_number(float(match[1])), (match[2] or "").strip()


def parse_clock(text: str) -> int:
    """Milliseconds since midnight of `06:00` or `23:59:30`. Raises QuantityError."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        raise QuantityError(f"{text!r} is no time of day", "write hours and minutes from 00:00 to 23:59")
    return (int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)) * 1000


def format_clock(clock_ms: int) -> str:
    """`06:00` for milliseconds since midnight; seconds are shown only when there are any."""
    minutes, seconds = divmod(clock_ms // 1000, 60)
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
