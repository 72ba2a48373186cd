"""Where incidents stand, and all their occurrences."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.doors import INCIDENTS
from sems_sim.kernel.memory import PER_UNIT, layout, pool, state, static
from sems_sim.laws import CLOSED_AT
from sems_sim.model import NONE, Model, QuantityKind

_FIRST = INCIDENTS * PER_UNIT


class IncidentState:
    """One kind of thing that may go wrong."""

    first_occurrence: int = NONE
    """Its occurrences in order: go on with `occurrence(w, one).link`."""
    last_occurrence: int = NONE
    occurrences: int
    first_open: int = NONE
    """Those that are open, oldest first: go on with `occurrence(w, one).next_open`."""
    last_open: int = NONE
    open: int
    """How many are open."""
    pending: int = NONE
    """List of openings that are due: number, and as amount the handle."""
    announced: int
    """How many openings have been given a number."""
    is_pinned: bool
    was: bool
    """Whether the condition of its opening held when it was looked at last."""
    severity_max: float


class Occurrence:
    """One opening of one incident; a scope is its row, or NONE."""

    link: int
    next_open: int
    before_open: int
    incident: int
    number: int
    is_open: bool
    is_contained: bool
    is_frozen: bool
    """Whether it is pinned: nothing drives or contains it."""
    severity: float
    growth: float
    unaddressed: float
    area: float
    anchor_ms: int
    worsening: int
    """List of what is added to its growth, or NONE."""
    containment: int
    """List of containment per hour, or NONE."""
    depth: int
    reached: int
    """How many of the incident's marks have been reached."""
    severity_max: float
    opened_ms: int
    closed_ms: int
    detected_ms: int
    reported_ms: int
    contained_ms: int
    opened_record: int
    watches: int
    """List of the watches that are about this one occurrence, or NONE."""
    triggers: int
    """List of the triggers that may start plans for it, or NONE."""
    fired_first: int
    """Which of its hurts, then of its spreads, have fired: a run of `fired`, or NONE."""
    next_mark: int
    """Handle of the next crossing."""
    next_upward: bool
    next_target: float
    is_surprising: bool
    """Whether accounts have counted it as a surprise."""


class IncidentsState:
    """All incidents together; one row."""

    open_count: int
    rumour: float
    spawned: int
    depth: int
    growth_max: float = 1.0
    unaddressed: float
    is_snowballing: bool
    opening: int
    """How many openings are under way within each other."""


class Fired:
    """Whether one hurt or spread of one occurrence has fired."""

    link: int
    has_fired: bool


class SeverityMark:
    """A severity of an incident at which something happens."""

    value: float
    strict: bool
    is_tenth: bool
    is_closing: bool


class SeverityThreshold:
    """A threshold on an incident's severity, in the order of their numbers, and the mark that it is."""

    threshold: int
    mark: int
    """Counted from the incident's first mark."""


class IncidentLine:
    """What is known of an incident before any run."""

    marks_first: int
    marks_count: int
    thresholds_first: int
    thresholds_count: int


def _thresholds_of(model: Model, incident: int) -> dict[tuple[float, bool], int]:
    found: dict[tuple[float, bool], int] = {}
    for number, row in enumerate(model.thresholds):
        quantity = model.quantities[row.quantity]
        if quantity.kind == QuantityKind.SEVERITY and quantity.index == incident:
            found[row.value, row.strict] = number
    return found


def _marks_of(model: Model, incident: int) -> list[tuple[float, bool]]:
    row = model.incidents[incident]
    marks = {(CLOSED_AT, False), *((tenth / 10.0, False) for tenth in range(1, 11))}
    marks |= {(hurt.at, False) for hurt in row.hurts} | {(spread.at, False) for spread in row.spreads}
    return sorted(marks | set(_thresholds_of(model, incident)))


def _lists(model: Model) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return the lines of incidents, their marks, and their thresholds."""
    tenths = {tenth / 10.0 for tenth in range(1, 11)}
    lines = np.zeros(len(model.incidents), layout(IncidentLine))
    marks: list[tuple[float, bool, bool, bool]] = []
    thresholds: list[tuple[int, int]] = []
    for incident in range(len(model.incidents)):
        own, watched = _marks_of(model, incident), _thresholds_of(model, incident)
        lines[incident] = (len(marks), len(own), len(thresholds), len(watched))
        for value, strict in own:
            marks.append(
                (value, strict, value in tenths and not strict, (value, strict) == (CLOSED_AT, False))
            )
        thresholds += [(number, own.index(mark)) for mark, number in watched.items()]
    return lines, np.array(marks, layout(SeverityMark)), np.array(thresholds, layout(SeverityThreshold))


OCCURRENCES = _FIRST + 1
incident_state = state(_FIRST, IncidentState, lambda model: len(model.incidents))
occurrence = pool(OCCURRENCES, Occurrence, lambda model: 64 + 4 * len(model.incidents))
incidents_state = state(_FIRST + 2, IncidentsState, lambda model: 1)
FIRED = _FIRST + 3
fired = pool(FIRED, Fired, lambda model: 64 + 8 * len(model.incidents))
incident_line = static(_FIRST + 4, IncidentLine, lambda model: _lists(model)[0])
severity_mark = static(_FIRST + 5, SeverityMark, lambda model: _lists(model)[1])
severity_threshold = static(_FIRST + 6, SeverityThreshold, lambda model: _lists(model)[2])
