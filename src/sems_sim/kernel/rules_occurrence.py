"""One occurrence of an incident between events: its anchor, and the marks it crosses."""

from __future__ import annotations

from sems_sim.events import Phase
from sems_sim.kernel.asking import NONE, at, cancel, draw, key_of, take
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.doors import INCIDENTS
from sems_sim.kernel.laws import law
from sems_sim.kernel.severity import area_now, contain_of, rate_of, severity_now
from sems_sim.kernel.state_incidents import (
    FIRED,
    OCCURRENCES,
    fired,
    incident_line,
    incident_state,
    occurrence,
    severity_mark,
)
from sems_sim.kernel.state_world import world
from sems_sim.kernel.tables import incident_row
from sems_sim.laws import contained as _contained
from sems_sim.laws import hours_to_ms as _hours_to_ms
from sems_sim.laws import time_to_severity as _time_to_severity
from sems_sim.model import Act

CROSS = INCIDENTS << 8 | 32
_PHASE = int(Phase.INCIDENT)
_CROSSING = int(Act.CROSSING)
contained, hours_to_ms, time_to_severity = law(_contained), law(_hours_to_ms), law(_time_to_severity)


@rule
def new_occurrence(w: int, incident: int) -> int:
    """Open an occurrence now, at the severity and growth that are drawn for it."""
    made = take(w, OCCURRENCES)
    one, row, kind = occurrence(w, made), incident_row(w, incident), incident_state(w, incident)
    one.link = one.next_open = one.before_open = NONE
    one.incident, one.number = incident, kind.occurrences
    one.opened_ms = one.anchor_ms = world(w).now_ms
    one.opened_record = NONE
    one.severity = min(row.limit, draw(w, row.severity_law, row.severity_stream, one.number))
    one.growth = draw(w, row.growth_law, row.growth_stream, one.number)
    one.worsening = one.containment = one.watches = one.triggers = one.next_mark = NONE
    one.severity_max = one.severity
    one.is_open = True
    one.contained_ms = one.closed_ms = one.detected_ms = one.reported_ms = NONE
    one.reached = _reached_at_opening(w, made)
    one.fired_first = NONE
    for place in range(row.hurts_count + row.spreads_count):
        kept = take(w, FIRED)
        if place == 0:
            one.fired_first = kept
    return made


@rule
def start_at(w: int, made: int, severity: float) -> int:
    """Open at a stated severity instead of the drawn one."""
    one = occurrence(w, made)
    one.severity = one.severity_max = min(incident_row(w, one.incident).limit, severity)
    one.reached = _reached_at_opening(w, made)
    return 0


@rule
def _reached_at_opening(w: int, made: int) -> int:
    one = occurrence(w, made)
    span = incident_line(w, one.incident)
    reached = 0
    for place in range(span.marks_first, span.marks_first + span.marks_count):
        mark = severity_mark(w, place)
        if one.severity > mark.value or (one.severity == mark.value and not mark.strict):
            reached += 1
    return reached


@rule
def has_fired(w: int, made: int, number: int) -> bool:
    """Return whether a hurt, or after them a spread, has fired."""
    return fired(w, occurrence(w, made).fired_first + number).has_fired


@rule
def mark_fired(w: int, made: int, number: int) -> int:
    """Note that it has fired."""
    fired(w, occurrence(w, made).fired_first + number).has_fired = True
    return 0


@rule
def anchor(w: int, made: int) -> int:
    """Fix severity and its integral at this instant; call it before a coefficient changes."""
    one = occurrence(w, made)
    severity, area = severity_now(w, made), area_now(w, made)
    one.severity, one.area = severity, area
    one.severity_max = max(one.severity_max, severity)
    one.anchor_ms = world(w).now_ms
    return 0


@rule
def looks_contained(w: int, made: int) -> bool:
    """Return whether containment exceeds what drives it."""
    return contained(rate_of(w, made), contain_of(w, made))


@rule
def arrange_next(w: int, made: int, cause: int) -> int:
    """Arrange for the next mark to be crossed."""
    one = occurrence(w, made)
    row, span = incident_row(w, one.incident), incident_line(w, one.incident)
    because = one.opened_record if cause < 0 else cause
    one.next_mark = cancel(w, one.next_mark)
    rate, contain = rate_of(w, made), contain_of(w, made)
    slope = rate * (1.0 - one.severity / row.limit) - contain
    upward = slope > 0.0
    if upward and one.reached < span.marks_count:
        target = severity_mark(w, span.marks_first + one.reached).value
    elif slope < 0.0 and one.reached > 0:
        target = severity_mark(w, span.marks_first + one.reached - 1).value
    else:
        return 0
    hours = time_to_severity(one.severity, rate, row.limit, contain, target)
    if hours < 0.0:
        return 0
    due = one.anchor_ms + max(1, hours_to_ms(hours))
    one.next_upward, one.next_target = upward, target
    key = key_of(_PHASE, row.entity, _CROSSING, one.number)
    one.next_mark = at(w, max(due, world(w).now_ms + 1), key, CROSS, made, 0, because)
    return 0


@rule
def cross(w: int, made: int) -> bool:
    """Set the severity to the mark it has come to; return whether that was upward."""
    one = occurrence(w, made)
    upward, target = one.next_upward, one.next_target
    one.next_mark = NONE
    anchor(w, made)
    one.severity = target
    one.severity_max = max(one.severity_max, target)
    one.reached += 1 if upward else -1
    return upward


@rule
def has_reached(w: int, made: int, mark: int) -> bool:
    """Return whether severity is on the upper side of a mark, counted from the incident's first."""
    one = occurrence(w, made)
    return one.is_open and mark < one.reached


@rule
def close(w: int, made: int) -> int:
    """End it now."""
    one = occurrence(w, made)
    anchor(w, made)
    one.is_open = False
    one.closed_ms = world(w).now_ms
    one.severity = 0.0
    one.next_mark = cancel(w, one.next_mark)
    return 0
