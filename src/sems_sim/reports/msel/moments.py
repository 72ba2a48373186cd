"""Times as cells hold them: day fraction, serial, 600, time of day, date, or text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sems_sim.reports.msel.grid import Value, is_blank, text_of
from sems_sim.reports.msel.moment import (
    DAY_MS,
    MINUTE_MS,
    NOTHING,
    Moment,
    TimeStyle,
    at_clock,
    is_hhmm,
    ms_of_clock,
    unknown,
)
from sems_sim.reports.msel.moment_text import read_text

_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # the years 1954 to 2119
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - sheets know no zone
_RELATIVE = re.compile(
    r"\b(relative|elapsed|offset|from start\w*|after start\w*|since start\w*|t\+|h\+|startex\+)"
)
_MINUTES = re.compile(r"\b(min|mins|minutes|minute)\b")
_NUMERIC_DATE = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2,4})\b")


def style_of(
    heading: str, cells: Iterable[Value], *, year: int | None = None, is_day: bool = False
) -> TimeStyle:
    """How a column is to be read, by its heading and all its cells."""
    words = heading.lower().replace("_", " ")
    values = [cell for cell in cells if not is_blank(cell)]
    numbers = [float(cell) for cell in values if isinstance(cell, int | float) and not isinstance(cell, bool)]
    are_minutes = bool(_MINUTES.search(words)) and all(number.is_integer() for number in numbers)
    pairs = [
        (int(found[1]), int(found[2]))
        for cell in values
        if isinstance(cell, str) and (found := _NUMERIC_DATE.match(cell))
    ]
    month_first = any(second > 12 for _, second in pairs)
    day_first = any(first > 12 for first, _ in pairs)
    return TimeStyle(
        is_relative=bool(_RELATIVE.search(words)),
        are_minutes=are_minutes,
        is_day_first=not month_first,
        is_order_known=not pairs or month_first != day_first,
        year=year,
        is_day_column=is_day,
    )


def read_moment(value: Value, style: TimeStyle) -> Moment:
    """What one cell says of time; never a guess without a doubt that tells it."""
    if is_blank(value) or isinstance(value, bool):
        return NOTHING if not isinstance(value, bool) else unknown(text_of(value))
    if isinstance(value, datetime):
        return _of_datetime(value, style)
    if isinstance(value, date):
        return Moment(day=value)
    if isinstance(value, time):
        return at_clock(ms_of_clock(value.hour, value.minute, value.second), style)
    if isinstance(value, timedelta):
        return _of_length(value, style)
    if isinstance(value, int | float):
        return _of_number(float(value), style)
    return read_text(str(value).strip(), style)


def _of_datetime(value: datetime, style: TimeStyle) -> Moment:
    """A date with a time; before 1901 it is a time of day that a spreadsheet gave the date of its first day."""
    clock_ms = _rounded(ms_of_clock(value.hour, value.minute, value.second) + value.microsecond // 1000)
    if value.year < 1901:
        return at_clock(clock_ms % DAY_MS, style)
    if clock_ms == DAY_MS:
        return Moment(day=value.date() + timedelta(days=1), clock_ms=0)
    return Moment(day=value.date(), clock_ms=clock_ms)


def _rounded(ms: int) -> int:
    """To the second: a day fraction holds no more than that."""
    return (ms + 500) // 1000 * 1000


def _of_length(value: timedelta, style: TimeStyle) -> Moment:
    """A length of time in the format [h]:mm; below a day it may be a time of day."""
    ms = _rounded(value.days * DAY_MS + value.seconds * 1000 + value.microseconds // 1000)
    if style.is_relative or ms >= DAY_MS or ms < 0:
        return Moment(offset_ms=ms)
    return Moment(clock_ms=ms, doubt=f"{text_of(value)} is a length of time; it was read as a time of day")


def _of_number(number: float, style: TimeStyle) -> Moment:
    if style.is_day_column and number.is_integer() and 0 <= number < 1000:
        return Moment(day_number=int(number))
    if style.are_minutes and 0 <= number < 100_000:
        return Moment(offset_ms=int(number) * MINUTE_MS)
    if 0 <= number < 1:
        return at_clock(_rounded(round(number * DAY_MS)) % DAY_MS, style)
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _of_datetime(_EPOCH + timedelta(milliseconds=_rounded(round(number * DAY_MS))), style)
    if number.is_integer() and is_hhmm(int(number)):
        return at_clock(ms_of_clock(int(number) // 100, int(number) % 100), style)
    if not number.is_integer() and 1 <= number < 24:
        return _of_dotted(number, style)
    remedy = (
        "minutes from the start, or a time of day?"
        if number.is_integer() and 0 <= number < 100
        else "a time?"
    )
    return Moment(doubt=f"the number {text_of(number)} was not read: {remedy}")


def _of_dotted(number: float, style: TimeStyle) -> Moment:
    """10.15 as a time of day, as people type it."""
    hour, minute = int(number), round((number - int(number)) * 100)
    if minute < 60 and abs(number * 100 - round(number * 100)) < 1e-6:
        clock = at_clock(ms_of_clock(hour, minute), style)
        said = f"{number:.2f} is a number; it was read as {hour:02}:{minute:02}"
        return Moment(clock.offset_ms, clock_ms=clock.clock_ms, doubt=said)
    return Moment(doubt=f"the number {text_of(number)} was not read: a time?")
