"""Occurrences cross their marks, hurt, spread, close, and quicken each other."""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE, at, at_drawn, cancel, chance, changed, draw_ms, key_of, record
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import through
from sems_sim.kernel.rules_occurrence import (
    anchor,
    arrange_next,
    close,
    cross,
    has_fired,
    has_reached,
    looks_contained,
    mark_fired,
)
from sems_sim.kernel.state_incidents import (
    incident_line,
    incident_state,
    incidents_state,
    occurrence,
    severity_mark,
    severity_threshold,
)
from sems_sim.kernel.state_services import service_state
from sems_sim.kernel.state_world import constants, counts, world
from sems_sim.kernel.tables import hurt_row, incident_row, service_row, spread_row
from sems_sim.model import Act, ItemKind, Signal

ARRIVE, SNOWBALL = (doors.INCIDENTS << 8 | which for which in (35, 36))
"""Events: a spread arrives, and what is open is quickened."""
_ARRIVE, _SNOWBALL = ARRIVE, SNOWBALL
_PHASE, _ITEM_INCIDENT = int(Phase.INCIDENT), int(ItemKind.INCIDENT)
_ACT_SPREAD, _ACT_SNOWBALL = int(Act.SPREAD), int(Act.SNOWBALL)
_CLOSED, _CONTAINED = int(Kind.INCIDENT_CLOSED), int(Kind.INCIDENT_CONTAINED)
_LOOSE, _CROSSED, _HURT = int(Kind.INCIDENT_LOOSE), int(Kind.INCIDENT_CROSSED), int(Kind.INCIDENT_HURT)
_SPREAD = int(Kind.INCIDENT_SPREAD)
_SIGNAL_INCIDENT, _SIGNAL_OPENED = int(Signal.INCIDENT), int(Signal.OPENED)
_SET_SIDE, _OCCURRENCE_CHANGED = doors.SET_SIDE, doors.OCCURRENCE_CHANGED
_TRUTH_CHANGED, _PLANS_CLOSED, _DO = doors.TRUTH_CHANGED, doors.PLANS_CLOSED, doors.DO


@rule
def crossed(w: int, made: int, cause: int) -> int:
    """An occurrence has come to its next mark."""
    upward = cross(w, made)
    one = occurrence(w, made)
    reached = one.reached - 1 if upward else one.reached
    mark = severity_mark(w, incident_line(w, one.incident).marks_first + reached)
    if not upward and mark.is_closing:
        close_one(w, made, cause)
        return 0
    because = cause
    if mark.is_tenth:
        because = record(w, _PHASE, incident_row(w, one.incident).entity, _CROSSED, mark.value, cause)
        through(w, _TRUTH_CHANGED, _ITEM_INCIDENT, one.incident, because, True)
    _set_sides(w, made, because)
    if upward:
        reach(w, made, because)
    arrange_next(w, made, because)
    return 0


@rule
def reach(w: int, made: int, cause: int) -> int:
    """Fire what happens on reaching the marks that are reached and have not fired."""
    one = occurrence(w, made)
    row = incident_row(w, one.incident)
    if one.reached == 0:
        return 0
    top = severity_mark(w, incident_line(w, one.incident).marks_first + one.reached - 1).value
    for number in range(row.hurts_count):
        hurt = hurt_row(w, row.hurts_first + number)
        was_fired = has_fired(w, made, number)
        newly = hurt.at == top if was_fired else hurt.at <= top
        if newly and (not was_fired or not hurt.once):
            mark_fired(w, made, number)
            told = record(w, _PHASE, row.entity, _HURT, number + 1.0, cause)
            if hurt.effects_count > 0:
                through(w, _DO, hurt.effects_first, hurt.effects_count, made, told)
    for place in range(row.spreads_count):
        spread = spread_row(w, row.spreads_first + place)
        number = row.hurts_count + place
        if spread.at <= top and not has_fired(w, made, number):
            mark_fired(w, made, number)
            _spread(w, made, place, cause)
    return 0


@rule
def _spread(w: int, made: int, place: int, cause: int) -> int:
    one = occurrence(w, made)
    row = incident_row(w, one.incident)
    spread = spread_row(w, row.spreads_first + place)
    if chance(w, spread.chance_stream, one.number) >= spread.chance:
        return 0
    told = record(w, _PHASE, row.entity, _SPREAD, spread.to + 0.0, cause)
    delay = draw_ms(w, spread.after_law, spread.after_stream, one.number, 1.0)
    key = key_of(_PHASE, row.entity, _ACT_SPREAD, one.number * row.spreads_count + place)
    at_drawn(w, world(w).now_ms + delay, key, _ARRIVE, spread.to, made, told)
    return 0


@rule
def close_one(w: int, made: int, cause: int) -> int:
    """End an occurrence now, if it is open."""
    one = occurrence(w, made)
    if not one.is_open:
        return 0
    close(w, made)
    _delist(w, made)
    if one.contained_ms < 0:
        one.contained_ms = world(w).now_ms
    entity = incident_row(w, one.incident).entity
    told = record(w, _PHASE, entity, _CLOSED, float(one.number), cause)
    incidents_state(w).open_count -= 1
    tell(w, made, told)
    changed(w, _SIGNAL_OPENED, 0, told, NONE)
    through(w, _PLANS_CLOSED, made, told)
    return 0


@rule
def go_on(w: int, made: int, cause: int) -> int:
    """Go on from the present anchor with changed coefficients; what is pinned does so later."""
    one = occurrence(w, made)
    if one.is_frozen:
        return 0
    because = cause
    is_contained = looks_contained(w, made)
    if is_contained != one.is_contained:
        one.is_contained = is_contained
        kind = _CONTAINED if is_contained else _LOOSE
        because = record(w, _PHASE, incident_row(w, one.incident).entity, kind, one.severity, cause)
        if is_contained and one.contained_ms < 0:
            one.contained_ms = world(w).now_ms
        tell(w, made, because)
    arrange_next(w, made, because)
    through(w, _TRUTH_CHANGED, _ITEM_INCIDENT, one.incident, because, False)
    return 0


@rule
def pin(w: int, incident: int, is_pinned: bool, cause: int) -> int:
    """Let what is open, and what opens meanwhile, stay at its severity, or go on from there."""
    incident_state(w, incident).is_pinned = is_pinned
    one = incident_state(w, incident).first_open
    while one >= 0:
        anchor(w, one)
        it = occurrence(w, one)
        it.is_frozen = is_pinned
        if is_pinned:
            it.next_mark = cancel(w, it.next_mark)
        else:
            go_on(w, one, cause)
        one = it.next_open
    return 0


@rule
def tell(w: int, made: int, cause: int) -> int:
    """Let all who watch an incident look again."""
    _set_sides(w, made, cause)
    changed(w, _SIGNAL_INCIDENT, occurrence(w, made).incident, cause, NONE)
    return 0


@rule
def _set_sides(w: int, made: int, cause: int) -> int:
    incident = occurrence(w, made).incident
    span = incident_line(w, incident)
    for place in range(span.thresholds_first, span.thresholds_first + span.thresholds_count):
        mark = severity_threshold(w, place).mark
        is_above = False
        one = incident_state(w, incident).first_open
        while one >= 0 and not is_above:
            is_above = has_reached(w, one, mark)
            one = occurrence(w, one).next_open
        through(w, _SET_SIDE, severity_threshold(w, place).threshold, is_above, cause)
    through(w, _OCCURRENCE_CHANGED, made, cause)
    return 0


@rule
def ask_snowball(w: int, cause: int) -> int:
    """Have what is left unaddressed weighed once in this instant."""
    all_of_them = incidents_state(w)
    if not all_of_them.is_snowballing:
        all_of_them.is_snowballing = True
        at(w, world(w).now_ms, key_of(_PHASE, 0, _ACT_SNOWBALL, 0), _SNOWBALL, 0, 0, cause)
    return 0


@rule
def _unaddressed_services(w: int) -> float:
    """Return the weight of the services disrupted beyond their RTO."""
    total = 0.0
    for index in range(counts(w).services):
        if service_state(w, index).is_over_rto and service_state(w, index).below_since_ms != NONE:
            total += service_row(w, index).weight
    return total


@rule
def snowball(w: int, cause: int) -> int:
    """Quicken what is open by the consequences left unaddressed."""
    all_of_them = incidents_state(w)
    all_of_them.is_snowballing = False
    amount = _unaddressed_services(w)
    amount += constants(w).snowball_open * max(0, all_of_them.open_count - 1)
    amount += constants(w).snowball_rumour * all_of_them.rumour
    if amount == all_of_them.unaddressed:
        return 0
    all_of_them.unaddressed = amount
    all_of_them.growth_max = max(all_of_them.growth_max, 1.0 + constants(w).snowball * amount)
    for incident in range(counts(w).incidents):
        one = incident_state(w, incident).first_open
        while one >= 0:
            if occurrence(w, one).growth != 0.0:
                anchor(w, one)
                occurrence(w, one).unaddressed = amount
                go_on(w, one, cause)
            one = occurrence(w, one).next_open
    return 0


@rule
def _delist(w: int, made: int) -> int:
    """Take an occurrence out of the open ones; its own `next_open` stays, for who is going through them."""
    one = occurrence(w, made)
    kind = incident_state(w, one.incident)
    if one.before_open >= 0:
        occurrence(w, one.before_open).next_open = one.next_open
    else:
        kind.first_open = one.next_open
    if one.next_open >= 0:
        occurrence(w, one.next_open).before_open = one.before_open
    else:
        kind.last_open = one.before_open
    kind.open -= 1
    return 0
