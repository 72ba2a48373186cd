"""Why: from a record back to what brought it about, down to its root."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sems_sim.events import ROOT, Record


def chain(trace: Sequence[Record], index: int) -> tuple[int, ...]:
    """The record and its causes, the record first and the root last."""
    found = [index]
    while trace[found[-1]].cause != ROOT:
        cause = trace[found[-1]].cause
        if not 0 <= cause < found[-1]:
            break
        found.append(cause)
    return tuple(found)


def nearest_cause(trace: Sequence[Record], index: int, is_wanted: Callable[[int], bool]) -> int:
    """The nearest cause that passes a test, or ROOT."""
    cause = trace[index].cause
    while 0 <= cause < index:
        if is_wanted(cause):
            return cause
        index, cause = cause, trace[cause].cause
    return ROOT
