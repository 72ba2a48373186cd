"""Why: from a record back to what brought it about, down to its root."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from sems_sim.events import ROOT


class Caused(Protocol):
    """Whatever names its cause by an index: a record, or a line of the timeline."""

    @property
    def cause(self) -> int:
        """The index of what brought it about, or ROOT."""


def chain(trace: Sequence[Caused], index: int) -> tuple[int, ...]:
    """The record and its causes, the record first and the root last."""
    found = [index]
    while trace[found[-1]].cause != ROOT:
        cause = trace[found[-1]].cause
        if not 0 <= cause < found[-1]:
            break
        found.append(cause)
    return tuple(found)


def nearest_cause(trace: Sequence[Caused], index: int, is_wanted: Callable[[int], bool]) -> int:
    """The nearest cause that passes a test, or ROOT."""
    cause = trace[index].cause
    while 0 <= cause < index:
        if is_wanted(cause):
            return cause
        index, cause = cause, trace[cause].cause
    return ROOT
