"""What incidents answer: which are meant, how severe they are, and what they come to."""

from __future__ import annotations

from math import nan

from sems_sim.kernel.asking import NONE, compare
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.rules_occurrence import anchor, has_reached
from sems_sim.kernel.severity import area_now, severity_now
from sems_sim.kernel.state_incidents import (
    incident_line,
    incident_state,
    incidents_state,
    occurrence,
    severity_mark,
)
from sems_sim.kernel.state_world import FIRST_OF_ORGANISATION, counts, measure_place, outcome
from sems_sim.kernel.tables import incident_row, step_row, threshold_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import Comparison, EntityKind, Fact, measure_names

_ACTIVE, _IS_CONTAINED = int(Fact.ACTIVE), int(Fact.CONTAINED)
_GT, _LE = int(Comparison.GT), int(Comparison.LE)
_KIND_INCIDENT, _ORGANISATION = int(EntityKind.INCIDENT), FIRST_OF_ORGANISATION
_MEASURES = len(measure_names(EntityKind.INCIDENT))
_DEPTH, _SPAWNED, _GROWTH_MAX = (
    measure_names(EntityKind.ORGANISATION).index(f"snowball.{name}")
    for name in ("depth", "spawned", "growth_max")
)
ms_to_hours = law(_ms_to_hours)


@rule
def first_meant(w: int, incident: int, scope: int) -> int:
    """Return the first occurrence that an effect or a test means: its own, or the first that is open."""
    if scope >= 0 and occurrence(w, scope).incident == incident:
        return scope if occurrence(w, scope).is_open else NONE
    return incident_state(w, incident).first_open


@rule
def next_meant(w: int, incident: int, scope: int, one: int) -> int:
    """Return the one after it that is meant too, or NONE."""
    if scope >= 0 and occurrence(w, scope).incident == incident:
        return NONE
    return occurrence(w, one).next_open


@rule
def answer(w: int, number: int, scope: int) -> int:
    """Answer a step about what is active, contained, or how severe."""
    step = step_row(w, number)
    one = first_meant(w, step.index, scope)
    if step.fact == _ACTIVE:
        return 1 if one >= 0 else 0
    if step.fact == _IS_CONTAINED:
        if one < 0:
            return 0
        while one >= 0:
            if not occurrence(w, one).is_contained:
                return 0
            one = next_meant(w, step.index, scope, one)
        return 1
    return 1 if _has_severity(w, number, scope) else 0


@rule
def _has_severity(w: int, number: int, scope: int) -> bool:
    step = step_row(w, number)
    one = first_meant(w, step.index, scope)
    if step.threshold < 0:
        worst = 0.0
        is_first = True
        while one >= 0:
            severity = severity_now(w, one)
            if is_first or severity > worst:
                worst = severity
                is_first = False
            one = next_meant(w, step.index, scope, one)
        return compare(worst, step.comparison, step.constant)
    mark = _mark_of(w, step.index, threshold_row(w, step.threshold).value, step.comparison in (_GT, _LE))
    is_above = False
    while one >= 0 and not is_above:
        is_above = has_reached(w, one, mark)
        one = next_meant(w, step.index, scope, one)
    return is_above != step.negated


@rule
def _mark_of(w: int, incident: int, value: float, strict: bool) -> int:
    span = incident_line(w, incident)
    for place in range(span.marks_count):
        mark = severity_mark(w, span.marks_first + place)
        if mark.value == value and mark.strict == strict:
            return place
    return span.marks_count


@rule
def harmed(w: int) -> float:
    """Return the people hurt or taken ill so far."""
    total = 0.0
    for incident in range(counts(w).incidents):
        harms_per_h = incident_row(w, incident).harms_per_h
        if harms_per_h > 0.0:
            one = incident_state(w, incident).first_occurrence
            while one >= 0:
                total += harms_per_h * area_now(w, one)
                one = occurrence(w, one).link
    return total


@rule
def cost(w: int) -> float:
    """Return the money that incidents have cost by themselves so far."""
    total = 0.0
    for incident in range(counts(w).incidents):
        cost_per_h = incident_row(w, incident).cost_per_h
        if cost_per_h > 0.0:
            one = incident_state(w, incident).first_occurrence
            while one >= 0:
                total += cost_per_h * area_now(w, one)
                one = occurrence(w, one).link
    return total


@rule
def _since(opened_ms: int, moment_ms: int) -> float:
    if moment_ms < 0:
        return nan
    return ms_to_hours(moment_ms - opened_ms)


@rule
def _measure_one(w: int, incident: int, first: int) -> int:
    kind = incident_state(w, incident)
    one = kind.first_occurrence
    worst = 0.0
    is_first = True
    while one >= 0:
        if is_first or occurrence(w, one).severity_max > worst:
            worst = occurrence(w, one).severity_max
            is_first = False
        one = occurrence(w, one).link
    outcome(w, first).value = 1.0 if kind.occurrences > 0 else 0.0
    for place in range(1, 6):
        outcome(w, first + place).value = nan
    if kind.occurrences > 0:
        it = occurrence(w, kind.first_occurrence)
        outcome(w, first + 1).value = ms_to_hours(it.opened_ms)
        outcome(w, first + 2).value = _since(it.opened_ms, it.detected_ms)
        outcome(w, first + 3).value = _since(it.opened_ms, it.reported_ms)
        outcome(w, first + 4).value = _since(it.opened_ms, it.contained_ms)
        outcome(w, first + 5).value = _since(it.opened_ms, it.closed_ms)
    outcome(w, first + 6).value = worst
    outcome(w, first + 7).value = float(kind.occurrences)
    return 0


@rule
def measure(w: int) -> int:
    """Write down the measures of every incident and of the snowball."""
    first = measure_place(w, _KIND_INCIDENT).first
    for incident in range(counts(w).incidents):
        one = incident_state(w, incident).first_open
        while one >= 0:
            anchor(w, one)
            one = occurrence(w, one).next_open
        _measure_one(w, incident, first + incident * _MEASURES)
    place = measure_place(w, _ORGANISATION).first
    outcome(w, place + _DEPTH).value = float(incidents_state(w).depth)
    outcome(w, place + _SPAWNED).value = float(incidents_state(w).spawned)
    outcome(w, place + _GROWTH_MAX).value = incidents_state(w).growth_max
    return 0
