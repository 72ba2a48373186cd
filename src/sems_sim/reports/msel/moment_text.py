"""Times in words and signs: 1300L, 041230ZMAR19, D+2 H+3, STARTEX+01:30, 4- MAR, on call."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sems_sim.reports.msel.moment import (
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    Moment,
    TimeStyle,
    at_clock,
    ms_of_clock,
    unknown,
)

_Reader = Callable[[str, TimeStyle], Moment | None]
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WORDS = frozenset(
    ("on call", "as required", "as needed", "tbd", "tbc", "tba", "n/a", "na", "none", "on request", "when asked",
     "controller discretion", "at controller discretion", "discretion", "open", "contingency", "if needed",
     "if required", "any time", "anytime", "on order", "floating", "floater", "ad hoc", "when needed"),
)  # fmt: skip
_ZONE = r"(?:\s*(?:[a-z]|hrs?|hours|uhr|utc|gmt|local))?"
_DTG = re.compile(r"(\d{2})(\d{2})(\d{2})\s*([a-z])?\s*([a-z]{3,9})\s*'?(\d{2}|\d{4})?")
_SHORT_DTG = re.compile(r"(\d{2})(\d{2})(\d{2})\s*([a-z])?")
_CLOCK = re.compile(
    rf"(\d{{1,2}})\s*[:.h]\s*(\d{{2}})(?::(\d{{2}})(?:\.\d+)?)?\s*(am|pm|a\.m\.|p\.m\.)?{_ZONE}"
)
_HOUR = re.compile(r"(\d{1,2})\s*(am|pm|a\.m\.|p\.m\.)")
_HHMM = re.compile(rf"(\d{{3,4}}){_ZONE}")
_ROUGHLY = re.compile(r"~|\b(?:approx(?:imately)?|about|around|circa|ca|roughly|or so|at|from|starts?)\b\.?")
_RANGE = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b|\buntil\b)\s*(\d.*)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ,]+(.+))?")
_WEEKDAY = r"(?:[a-z]{2,9},?\s+)?"
_BEHIND = r"(?:[\s,]+(?:at\s+)?(\d.*))?"
_WRITTEN = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[\s\-./]*([a-z]{{3,9}})\.?[\s\-./,]*'?(\d{{4}}|\d{{2}})?{_BEHIND}"
)
_WRITTEN_US = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s*(\d{{4}}))?{_BEHIND}"
)
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2,4})(?:[\s,]+(.+))?")
_DAY = re.compile(r"(?:ex(?:ercise)?\s*)?(?:day|d|tag|jour)\s*(\d{1,3})(?:[\s,:;-]+(.+))?")
_DAY_PLUS = re.compile(r"[dj]\s*\+\s*(\d{1,3})")


def read_text(text: str, style: TimeStyle) -> Moment:
    """What a text says of time; what is not understood is a moment with a doubt."""
    small = " ".join(text.lower().replace("\xa0", " ").split())
    if small.strip(".?!") in _WORDS:
        return Moment(is_word=True)
    before: tuple[_Reader, ...] = (_day_alone,) if style.is_day_column else ()
    for reader in (*before, _offset, _instant, _date_alone, _day_alone, _clock):
        found = reader(small, style)
        if found is not None:
            return found
    roughly = _ROUGHLY.sub(" ", small).strip(" ()~")
    if roughly != small and roughly:
        about = read_text(roughly, style)
        if about.is_known and not about.is_word:
            return replace(
                about, doubt=about.doubt or f"{text[:40]!r} is no exact time; {roughly!r} was taken"
            )
    span = _RANGE.fullmatch(small)
    if span is not None:
        first = read_text(span[1], style)
        if first.is_known and not first.is_word:
            return replace(first, doubt=first.doubt or f"{text[:40]!r} is a span; its beginning was taken")
    return unknown(text)


_START = r"(?:startex|start ex|start of exercise|start|stx|exercise start|ex)"
_PLUS = re.compile(rf"(?:(?:{_START}|[the])\s*([+=\-−–])\s*|([+]))(.+)")
_PARTS = re.compile(r"([djhtm])\s*\+\s*(\d{1,4})")
_LENGTH = re.compile(
    r"(\d+(?:\.\d+)?)\s*(days?|d|hours?|hrs?|hr|h|minutes?|mins?|min|m|seconds?|secs?|sec|s)(?![a-z])\s*"
)
_HOURS_MINUTES = re.compile(r"\d+\s*h\s*\d+\s*m(?:in)?")
_UNIT_MS = {"d": DAY_MS, "h": HOUR_MS, "m": MINUTE_MS, "s": 1000}


def _offset(small: str, style: TimeStyle) -> Moment | None:
    if small in ("startex", "start", "start of exercise", "start ex", "stx"):
        return Moment(offset_ms=0)
    summed = _day_hour_minute(small)
    if summed is not None:
        return summed
    plus = _PLUS.fullmatch(small)
    if plus is not None:
        length = _length(plus[3].strip())
        bare = plus[3].strip().isdigit()
        said = f"{small!r} was read as {plus[3].strip()} minutes" if bare and plus[3].strip() != "0" else ""
        if length is not None:
            return Moment(offset_ms=-length if plus[1] in ("-", "−", "–") else length, doubt=said)
    is_clock = _HHMM.fullmatch(small) or (_CLOCK.fullmatch(small) and not _HOURS_MINUTES.fullmatch(small))
    if _LENGTH.match(small) and (style.is_relative or not is_clock):
        length = _length_in_words(small)
        return None if length is None else Moment(offset_ms=length)
    return None


def _day_hour_minute(small: str) -> Moment | None:
    """`D+2 H+3 M+45`, in French `J+2 T+3`: days, hours and minutes from the start; `D+1 09:00` is day and clock."""
    parts = list(_PARTS.finditer(small))
    rest = _PARTS.sub(" ", small).strip(" ,;")
    letters = [part[1] for part in parts]
    if not parts or len(set(letters)) != len(letters):
        return None
    if len(parts) == 1 and letters[0] in "tm" and "j" not in letters:
        return (
            None
            if letters[0] == "t"
            else (Moment(offset_ms=int(parts[0][2]) * MINUTE_MS) if not rest else None)
        )
    if rest:
        clock = _clock(rest, TimeStyle()) if letters in (["d"], ["j"]) else None
        return None if clock is None else Moment(day_number=int(parts[0][2]) + 1, clock_ms=clock.clock_ms)
    units = {"d": DAY_MS, "j": DAY_MS, "h": HOUR_MS, "t": HOUR_MS, "m": MINUTE_MS}
    total = 0
    for part in parts:
        total += int(part[2]) * units[part[1]]
    return Moment(offset_ms=total)


def _length(text: str) -> int | None:
    """`01:30`, `26:00`, `1:30:00`, `90 min`, `1h30m`, and a bare number as minutes."""
    clock = re.fullmatch(r"(\d{1,4}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?", text)
    if clock is not None:
        millis = int((clock[4] or "0").ljust(3, "0"))
        return ms_of_clock(int(clock[1]), int(clock[2]), int(clock[3] or 0)) + millis
    if re.fullmatch(r"\d{1,5}", text):
        return int(text) * MINUTE_MS
    return _length_in_words(text)


def _length_in_words(text: str) -> int | None:
    total, position = 0, 0
    while position < len(text):
        part = _LENGTH.match(text, position)
        if part is None:
            rest = text[position:]
            return total + int(rest) * MINUTE_MS if "h" in text and re.fullmatch(r"\d{1,2}", rest) else None
        total += round(float(part[1]) * _UNIT_MS[part[2][0]])
        position = part.end()
    return total


def _instant(small: str, style: TimeStyle) -> Moment | None:
    """A date-time group: `041230ZMAR2019`, `041230 Mar 19`, `041230Z`."""
    group = _DTG.fullmatch(small)
    if group is not None and group[5] in _MONTHS:
        return _grouped(group[1], group[2], group[3], _MONTHS[group[5]], group[6], style)
    short = _SHORT_DTG.fullmatch(small)
    if short is not None and int(short[2]) < 24 and int(short[3]) < 60 and 1 <= int(short[1]) <= 31:
        clock_ms = ms_of_clock(int(short[2]), int(short[3]))
        said = f"{small!r} has no month: only its time of day was taken"
        return Moment(clock_ms=clock_ms, doubt=said)
    return None


def _grouped(
    day: str, hour: str, minute: str, month: int, year: str | None, style: TimeStyle
) -> Moment | None:
    found = _day_of(int(day), month, year, style)
    if found is None or int(hour) > 23 or int(minute) > 59:
        return None
    return Moment(day=found, clock_ms=ms_of_clock(int(hour), int(minute)))


def _day_of(day: int, month: int, year: str | None, style: TimeStyle) -> date | None:
    """A date, in the year of the column where the text has none; None if there is no such day."""
    if year is None:
        number = style.year if style.year is not None else 2000
    else:
        number = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        return date(number, month, day)
    except ValueError:
        return None


def _date_alone(small: str, style: TimeStyle) -> Moment | None:
    """A date, with or without a time behind it."""
    iso = _ISO.fullmatch(small)
    if iso is not None:
        found = _day_of(int(iso[3]), int(iso[2]), iso[1], style)
        return _with_clock(found, iso[4])
    numeric = _NUMERIC.fullmatch(small)
    if numeric is not None:
        first, second = int(numeric[1]), int(numeric[2])
        day, month = (first, second) if style.is_day_first else (second, first)
        found = _day_of(day, month, numeric[3], style)
        made = _with_clock(found, numeric[4])
        if made is None or style.is_order_known:
            return made
        said = f"{small!r} was read as {found:%d %B}" if found else ""
        return Moment(day=made.day, clock_ms=made.clock_ms, doubt=made.doubt or said)
    written = _WRITTEN.fullmatch(small)
    if written is not None and written[2] in _MONTHS:
        return _with_clock(_day_of(int(written[1]), _MONTHS[written[2]], written[3], style), written[4])
    american = _WRITTEN_US.fullmatch(small)
    if american is not None and american[1] in _MONTHS:
        return _with_clock(_day_of(int(american[2]), _MONTHS[american[1]], american[3], style), american[4])
    return None


def _with_clock(found: date | None, rest: str | None) -> Moment | None:
    if found is None:
        return None
    if not rest:
        return Moment(day=found)
    clock = _clock(re.sub(r"(?:z|[+-]\d{2}:?\d{2})$", "", rest.strip()).strip() or rest, TimeStyle())
    return None if clock is None else Moment(day=found, clock_ms=clock.clock_ms, doubt=clock.doubt)


def _day_alone(small: str, style: TimeStyle) -> Moment | None:
    """`Day 2`, `D2`, `D+1` in a column of days; with a clock behind it anywhere."""
    plus = _DAY_PLUS.fullmatch(small)
    if plus is not None:
        return Moment(day_number=int(plus[1]) + 1)
    found = _DAY.fullmatch(small)
    if found is not None:
        clock = _clock(found[2], TimeStyle()) if found[2] else None
        if found[2] and clock is None:
            return None
        return Moment(day_number=int(found[1]), clock_ms=clock.clock_ms if clock else None)
    if style.is_day_column and re.fullmatch(r"\d{1,3}", small):
        return Moment(day_number=int(small))
    return None


def _clock(small: str, style: TimeStyle) -> Moment | None:
    clock = _CLOCK.fullmatch(small)
    if clock is not None:
        return _checked_clock(clock[1], clock[2], clock[3], clock[4], style)
    hour = _HOUR.fullmatch(small)
    if hour is not None:
        return _checked_clock(hour[1], "0", None, hour[2], style)
    plain = _HHMM.fullmatch(small)
    if plain is not None and _is_hhmm_text(plain[1]):
        return at_clock(ms_of_clock(int(plain[1][:-2]), int(plain[1][-2:])) % DAY_MS, style)
    if small in ("noon", "midday"):
        return at_clock(12 * HOUR_MS, style)
    return at_clock(0, style) if small == "midnight" else None


def _is_hhmm_text(digits: str) -> bool:
    return int(digits) <= 2400 and int(digits[-2:]) < 60


def _checked_clock(
    hour: str, minute: str, second: str | None, half: str | None, style: TimeStyle
) -> Moment | None:
    h, m, s = int(hour), int(minute), int(second or 0)
    if half:
        if not 1 <= h <= 12:
            return None
        h = h % 12 + (12 if half.startswith("p") else 0)
    if (
        m > 59
        or s > 59
        or (h > 24 and not style.is_relative)
        or (h == 24 and (m or s) and not style.is_relative)
    ):
        return None
    ms = ms_of_clock(h, m, s)
    return at_clock(ms if style.is_relative else ms % DAY_MS, style)
