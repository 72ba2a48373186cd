"""A moment as a cell names it, and how a column of moments is to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MINUTE_MS = 60_000
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says of time: an offset from the start, a date, a time of day, or date and time together.

    `is_word` is a cell that says to wait for a word ("on call"). Nothing at all is a cell that was blank or, with a
    `doubt`, not understood.
    """

    offset_ms: int | None = None
    day: date | None = None
    day_number: int | None = None
    """Day 1 is the day of the start."""
    clock_ms: int | None = None
    is_word: bool = False
    doubt: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything was understood."""
        return self.is_word or any(
            part is not None for part in (self.offset_ms, self.day, self.day_number, self.clock_ms)
        )


NOTHING = Moment()


@dataclass(frozen=True, slots=True)
class TimeStyle:
    """How the numbers and dates of one column are to be read; found by looking at all of them."""

    is_relative: bool = False
    """Clock times are counted from the start."""
    are_minutes: bool = False
    """Small whole numbers are minutes from the start."""
    is_day_first: bool = True
    is_order_known: bool = True
    year: int | None = None
    """For dates without one."""
    is_day_column: bool = False
    """Numbers count days."""


def ms_of_clock(hour: int, minute: int, second: int = 0) -> int:
    """Milliseconds since midnight."""
    return hour * HOUR_MS + minute * MINUTE_MS + second * 1000


def at_clock(ms: int, style: TimeStyle) -> Moment:
    """A clock time: since midnight, or in a column of relative times since the start."""
    return Moment(offset_ms=ms) if style.is_relative else Moment(clock_ms=ms)


def is_hhmm(number: int) -> bool:
    """Whether a number is a time of day without its colon: 600, 1830."""
    return 100 <= number <= 2400 and number % 100 < 60


def unknown(words: str) -> Moment:
    """What was not understood."""
    return Moment(doubt=f"{words[:40]!r} is no time that is known here")
