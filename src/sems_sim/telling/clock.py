"""The scenario's local clock: what the time is so many milliseconds after the start."""

from __future__ import annotations

from datetime import datetime, timedelta

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MINUTE_MS = 60_000


class LocalClock:
    """Reads milliseconds since the start as clock time; names of days and months do not depend on the machine."""

    def __init__(self, start: str) -> None:
        """Start at a moment in ISO 8601 with its offset."""
        self._start = datetime.fromisoformat(start)

    def moment(self, time_ms: int) -> datetime:
        """The date and time."""
        return self._start + timedelta(milliseconds=time_ms)

    def time(self, time_ms: int) -> str:
        """`06:12`."""
        return f"{self.moment(time_ms):%H:%M}"

    def seconds(self, time_ms: int) -> str:
        """`06:12:03`."""
        return f"{self.moment(time_ms):%H:%M:%S}"

    def day_time(self, time_ms: int) -> str:
        """`Fri 06:12`."""
        return f"{self.day(time_ms)} {self.time(time_ms)}"

    def day(self, time_ms: int) -> str:
        """`Fri`."""
        return _DAYS[self.moment(time_ms).weekday()]

    def date(self, time_ms: int) -> str:
        """`21 March 2025`."""
        moment = self.moment(time_ms)
        return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"

    def offset(self) -> str:
        """`UTC`, or `UTC+01:00`."""
        away = self._start.utcoffset() or timedelta(0)
        minutes = int(away.total_seconds() // 60)
        sign = "+" if minutes >= 0 else "−"
        return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}" if minutes else "UTC"

    def spans_days(self, end_ms: int) -> bool:
        """Whether a run of this length ends on another day than it began."""
        return self.moment(end_ms).date() != self._start.date()

    def ticks(self, end_ms: int, most: int) -> tuple[int, ...]:
        """Round clock times within the run, at most so many, in milliseconds since the start."""
        midnight = self._start.replace(hour=0, minute=0, second=0, microsecond=0)
        offset_ms = round((self._start - midnight).total_seconds() * 1000)
        for minutes in (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7 * 1440, 14 * 1440, 28 * 1440):
            step_ms = minutes * _MINUTE_MS
            first = (-offset_ms) % step_ms
            if first > end_ms or (end_ms - first) // step_ms + 1 <= most:
                return tuple(range(first, end_ms + 1, step_ms))
        return (0, end_ms)


def elapsed(time_ms: int) -> str:
    """Time since the start as `T+6:23`."""
    minutes = time_ms // _MINUTE_MS
    return f"T+{minutes // 60}:{minutes % 60:02d}"
