"""Times as a facilitator reads them: T+1:23, in 12 min, room 0:42:10."""

from __future__ import annotations

_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000


def since_start(at_ms: int) -> str:
    """Return scenario time as `T+6:23`, with seconds left out."""
    sign, at_ms = ("-", -at_ms) if at_ms < 0 else ("+", at_ms)
    return f"T{sign}{at_ms // _HOUR}:{at_ms % _HOUR // _MINUTE:02d}"


def to_the_second(at_ms: int) -> str:
    """Return a time as `6:23:04`."""
    at_ms = max(0, at_ms)
    return f"{at_ms // _HOUR}:{at_ms % _HOUR // _MINUTE:02d}:{at_ms % _MINUTE // _SECOND:02d}"


def span(length_ms: int) -> str:
    """Return a length of time in at most two units: `45 s`, `12 min`, `3 h 05`, `2 d 4 h`."""
    length_ms = abs(length_ms)
    if length_ms < _MINUTE:
        return f"{length_ms // _SECOND} s"
    if length_ms < _HOUR:
        return f"{length_ms // _MINUTE} min"
    if length_ms < _DAY:
        return f"{length_ms // _HOUR} h {length_ms % _HOUR // _MINUTE:02d}"
    return f"{length_ms // _DAY} d {length_ms % _DAY // _HOUR} h"


def until(due_ms: int, at_ms: int) -> str:
    """Return how far off a moment is: `in 12 min`, `now`, `12 min ago`."""
    if abs(due_ms - at_ms) < _SECOND:
        return "now"
    return f"in {span(due_ms - at_ms)}" if due_ms > at_ms else f"{span(at_ms - due_ms)} ago"
