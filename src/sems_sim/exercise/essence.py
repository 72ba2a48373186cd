"""What of an entry counts for a fingerprint: scenario time, and nothing of the room's."""

from __future__ import annotations

from typing import Any

from sems_sim.exercise.codec import to_data
from sems_sim.exercise.entries import ClockJumped, ClockPaused, ClockResumed, Entry, SpeedSet

_OF_THE_ROOM = (ClockJumped, ClockPaused, ClockResumed, SpeedSet)
_NUMBERS_OF_ENTRIES = ("entry", "reverses")
"""They shift when the room's clock was stopped once more."""


def essence(entry: Entry) -> dict[str, Any] | None:
    """Return what counts of an entry as plain data; None if nothing does."""
    if isinstance(entry.fact, _OF_THE_ROOM):
        return None
    data = {key: value for key, value in to_data(entry.fact).items() if key not in _NUMBERS_OF_ENTRIES}
    return {"at": entry.at_ms, "by": entry.by, "fact": data}
