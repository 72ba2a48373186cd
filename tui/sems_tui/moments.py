"""Moments as a facilitator types them: `10m`, `+10m`, `06:30`, `Fri 06:30`, `T+2:15`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sems_sim.errors import QuantityError
from sems_sim.units import MS_PER_HOUR, format_duration, parse_clock, parse_duration

_DAY_MS = 24 * MS_PER_HOUR
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SINCE_START = re.compile(r"[tT] ?\+ ?([0-9]+):([0-5][0-9])(?::([0-5][0-9]))?")
_SINCE_START_DURATION = re.compile(r"[tT] ?\+ ?(.+)")
_ON_A_DAY = re.compile(r"([A-Za-z]{3,9}) +([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)")
_REMEDY = "write 10m from now, 06:30 by the clock, Fri 06:30, or T+2:15 since the start"


@dataclass(frozen=True, slots=True)
class Times:
    """The scenario clock at one moment, as a ruler for others."""

    at_ms: int
    """The moment, in scenario milliseconds."""
    time: str
    """What the clock shows then, the last whole second: `Fri 06:12:03`."""

    def day_time(self, at_ms: int) -> str:
        """Any moment as `Fri 06:12`; with its seconds where it has some."""
        days, in_day_ms = divmod(self._start_of_day_ms(at_ms), _DAY_MS)
        minutes, seconds = divmod(in_day_ms // 1000, 60)
        clock = f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
        return f"{_DAYS[days % 7]} {clock}" if self._day is not None else clock

    def both(self, at_ms: int) -> str:
        """Any moment on both scales: `Fri 06:12 (T+6:23)`."""
        return f"{self.day_time(at_ms)} ({since_start(at_ms)})"

    def away(self, at_ms: int) -> str:
        """How far a moment is from now, in words: `in 18m`, `now`, `18m ago`."""
        away_ms = at_ms - self.at_ms
        if abs(away_ms) < 1000:
            return "now"
        return f"in {span(away_ms)}" if away_ms > 0 else f"{span(-away_ms)} ago"

    def read(self, text: str, *, planned_ms: int | None = None) -> int:
        """Return the moment that a text means, in scenario milliseconds.

        `10m` and `+10m` count from `planned_ms` where one is given, else from now; `in 10m` always counts from
        now. A clock time means the next time the clock shows it.

        Raises:
            QuantityError: For anything else, with what would be right.
        """
        text = text.strip()
        if not text:
            raise QuantityError("no time is given", _REMEDY)
        if text.lower() == "now":
            return self.at_ms
        since = self._read_since_start(text)
        if since is not None:
            return since
        on_a_day = _ON_A_DAY.fullmatch(text)
        if on_a_day is not None and on_a_day[1].lower() not in ("in", "at"):
            return self._next(parse_clock(on_a_day[2]), _day_of(on_a_day[1]))
        if ":" in text:
            return self._next(parse_clock(text.removeprefix("at ")), None)
        return self._read_later(text, planned_ms)

    def _read_later(self, text: str, planned_ms: int | None) -> int:
        from_ms = self.at_ms if planned_ms is None or text.startswith("in ") else planned_ms
        bare = text.removeprefix("in ").removeprefix("+").strip()
        if bare.startswith(("-", "−")):
            return from_ms - parse_duration(bare[1:])
        return from_ms + parse_duration(bare)

    def _read_since_start(self, text: str) -> int | None:
        match = _SINCE_START.fullmatch(text)
        if match is not None:
            return (int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)) * 1000
        longer = _SINCE_START_DURATION.fullmatch(text)
        return None if longer is None else parse_duration(longer[1])

    def _next(self, clock_ms: int, day: int | None) -> int:
        now_ms = self._start_of_day_ms(self.at_ms)
        if day is not None and self._day is not None:
            ahead_ms = ((day * _DAY_MS + clock_ms) - now_ms) % (7 * _DAY_MS)
        else:
            ahead_ms = (clock_ms - now_ms) % _DAY_MS
        return self.at_ms + ahead_ms

    def _start_of_day_ms(self, at_ms: int) -> int:
        """Milliseconds since a Monday's midnight; only differences and remainders have a meaning."""
        shown_ms = parse_clock(self.time.rsplit(" ", 1)[-1]) + (self._day or 0) * _DAY_MS
        return shown_ms + at_ms - self.at_ms // 1000 * 1000

    @property
    def _day(self) -> int | None:
        first = self.time.split(" ", 1)[0]
        return _DAYS.index(first) if first in _DAYS else None


def _day_of(word: str) -> int:
    for number, day in enumerate(_DAYS):
        if word.lower()[:3] == day.lower():
            return number
    raise QuantityError(f"{word!r} is no day", "write Mon, Tue, Wed, Thu, Fri, Sat or Sun")


def span(duration_ms: int) -> str:
    """A duration as people say it, to the second: `2h30m`, `45s`."""
    return format_duration(duration_ms // 1000 * 1000)


def since_start(at_ms: int) -> str:
    """A moment as `T+6:23`; with seconds where it has some."""
    minutes, seconds = divmod(max(0, at_ms) // 1000, 60)
    return f"T+{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
