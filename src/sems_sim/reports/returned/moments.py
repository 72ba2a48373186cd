"""The time that somebody wrote down, as scenario time; or why it is none."""

from __future__ import annotations

import re
from datetime import datetime

from sems_sim.errors import QuantityError
from sems_sim.telling import LocalClock
from sems_sim.units import parse_duration

_MINUTE_MS = 60_000
_CLOCK = re.compile(r"(?:([A-Za-z]{3})[a-z]*,? )?(\d{1,2})[:.h]?(\d{2})(?::(\d{2}))?(?: \(T\+.*\))?$")
_SINCE = re.compile(r"[Tt]?\+ ?(\d{1,3}):(\d{2})(?::(\d{2}))?$")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_OF_A_DAY = re.compile(r"0?\.\d+$")
"""What a spreadsheet program makes of a time of day: a share of the day."""
_LENGTH = re.compile(r"(?:[Tt]\+|\+)? ?(\d[\dhms. ]*[hms])$")


def moment_of(text: str, local: LocalClock, end_ms: int) -> int:
    """Return scenario time in milliseconds: `06:12`, `Fri 06:12`, `0612`, `T+1:30`, `1h30m`, or date and time.

    Raises:
        QuantityError: If it is no time, falls outside of what was played, or fits two days.
    """
    written = " ".join(text.split())
    found = _candidates(written, local, end_ms)
    if found is None:
        raise QuantityError(f"{text!r} is no time", "write 06:12, Fri 06:12 or T+1:30")
    inside = [one for one in found if 0 <= one <= end_ms]
    if not inside:
        ends = f"{local.day_time(0)} to {local.day_time(end_ms)}"
        raise QuantityError(
            f"{text!r} lies outside of what was played", f"that was {ends} on the scenario's clock"
        )
    if len(inside) > 1:
        raise QuantityError(
            f"{text!r} fits {len(inside)} days", "write the day with it, as in Fri 06:12, or T+1:30"
        )
    return inside[0]


def _candidates(written: str, local: LocalClock, end_ms: int) -> list[int] | None:
    since = _SINCE.match(written)
    if since:
        return [_span(since[1], since[2], since[3])]
    if _ISO.match(written):
        return _instant(written, local)
    if _OF_A_DAY.match(written):
        seconds = round(float(written) * 24 * 60 * 60)
        return _by_clock(f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}", local, end_ms)
    length = _LENGTH.match(written)
    if length:
        try:
            return [parse_duration(length[1].replace(" ", ""))]
        except QuantityError:
            return None
    return _by_clock(written, local, end_ms)


def _span(hours: str, minutes: str, seconds: str | None) -> int:
    return (int(hours) * 60 + int(minutes)) * _MINUTE_MS + int(seconds or 0) * 1000


def _instant(written: str, local: LocalClock) -> list[int] | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    start = local.moment(0)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=start.tzinfo)
    return [round((moment - start).total_seconds() * 1000)]


def _by_clock(written: str, local: LocalClock, end_ms: int) -> list[int] | None:
    found = _CLOCK.match(written)
    if found is None or int(found[2]) > 24 or int(found[3]) > 59:
        return None
    wanted = _span(found[2], found[3], found[4])
    start = local.moment(0)
    of_day = ((start.hour * 60 + start.minute) * 60 + start.second) * 1000
    day_ms = 24 * 60 * _MINUTE_MS
    every = range(wanted - of_day - day_ms, end_ms + day_ms, day_ms)
    day = (found[1] or "").casefold()
    return [at for at in every if not day or (at >= -day_ms and local.day(at).casefold() == day)]
