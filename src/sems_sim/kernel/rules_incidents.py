"""Incidents open, grow, hurt, spread, are contained and close; what is left unaddressed quickens them."""

from __future__ import annotations

from math import nan

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    ROOT,
    at,
    cancel,
    chance,
    changed,
    compare,
    draw_ms,
    key_of,
    list_count,
    list_first,
    pull,
    push,
    ratio,
    record,
    time_of,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import through
from sems_sim.kernel.rules_occurrence import (
    CROSS,
    anchor,
    arrange_next,
    close,
    cross,
    has_fired,
    has_reached,
    looks_contained,
    mark_fired,
    new_occurrence,
    start_at,
)
from sems_sim.kernel.severity import area_now, severity_now
from sems_sim.kernel.state_incidents import (
    incident_line,
    incident_state,
    incidents_state,
    occurrence,
    severity_mark,
    severity_threshold,
)
from sems_sim.kernel.state_services import service_state
from sems_sim.kernel.state_watching import watch
from sems_sim.kernel.state_world import CIRCLE, FIRST_OF_ORGANISATION, constants, counts, list_row, measure_place, outcome, world
from sems_sim.kernel.tables import hurt_row, incident_row, service_row, spread_row, step_row, threshold_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import Comparison, EntityKind, Fact, Opening, Parameter
from sems_sim.model.outcome import INCIDENT, ORGANISATION

DEEPEST_OPENING = 50
_DUE, _SHOW, _ARRIVE, _SNOWBALL, _WATCHED = (doors.INCIDENTS << 8 | number for number in range(33, 38))
_PHASE = int(Phase.INCIDENT)
_ACT_OPEN, _ACT_PRECURSOR, _ACT_SPREAD, _ACT_SNOWBALL, _ACT_WAKE = 10, 11, 12, 14, 32
_OPENED, _CLOSED, _CONTAINED = int(Kind.INCIDENT_OPENED), int(Kind.INCIDENT_CLOSED), int(Kind.INCIDENT_CONTAINED)
_LOOSE, _CROSSED, _HURT = int(Kind.INCIDENT_LOOSE), int(Kind.INCIDENT_CROSSED), int(Kind.INCIDENT_HURT)
_SPREAD, _PREVENTED, _SHOWN = int(Kind.INCIDENT_SPREAD), int(Kind.INCIDENT_PREVENTED), int(Kind.PRECURSOR_SHOWN)
_SIGNAL_INCIDENT, _SIGNAL_OPENED = 6, 7
_AT_OPENING, _WHEN, _EVERY = int(Opening.AT), int(Opening.WHEN), int(Opening.EVERY)
_LEAD, _CONTAINMENT = int(Parameter.WARNING_LEAD_H), int(Parameter.CONTAINMENT)
_ACTIVE, _IS_CONTAINED = int(Fact.ACTIVE), int(Fact.CONTAINED)
_GT, _LE = int(Comparison.GT), int(Comparison.LE)
_ITEM_INCIDENT, _KIND_INCIDENT = 3, int(EntityKind.INCIDENT)
_MEASURES = len(INCIDENT)
_ORGANISATION = FIRST_OF_ORGANISATION
_DEPTH, _SPAWNED, _GROWTH_MAX = (
    next(place for place, row in enumerate(ORGANISATION) if row[0] == f"snowball.{name}")
    for name in ("depth", "spawned", "growth_max")
)
_MAKE_WATCH, _START_WATCH, _SET_SIDE = doors.MAKE_WATCH, doors.START_WATCH, doors.SET_SIDE
_OCCURRENCE_CHANGED, _TRUTH_CHANGED = doors.OCCURRENCE_CHANGED, doors.TRUTH_CHANGED
_WAKE_RUMOUR, _PLANS_OPENED, _PLANS_CLOSED = doors.WAKE_RUMOUR, doors.PLANS_OPENED, doors.PLANS_CLOSED
_ACCOUNTS_OPENED, _WATCH_PRECURSOR, _DO = doors.ACCOUNTS_OPENED, doors.WATCH_PRECURSOR, doors.DO
_START, _OPEN, _END, _ASK_SNOWBALL = doors.START_INCIDENTS, doors.OPEN, doors.END, doors.ASK_SNOWBALL
_PUSH_CONTAIN, _PULL_CONTAIN = doors.PUSH_CONTAIN, doors.PULL_CONTAIN
_PUSH_WORSEN, _PULL_WORSEN = doors.PUSH_WORSEN, doors.PULL_WORSEN
_ANSWER, _HARMED, _COST = doors.ANSWER_INCIDENT, doors.HARMED, doors.INCIDENT_COST
_MEASURE = doors.MEASURE_INCIDENTS
ms_to_hours = law(_ms_to_hours)


@rule
def _start_all(w: int) -> int:
    """Arrange the openings that the scenario states."""
    for incident in range(counts(w).incidents):
        row = incident_row(w, incident)
        if row.opening == _AT_OPENING:
            _announce(w, incident, draw_ms(w, row.opens_law, row.opens_stream, 0, 1.0), ROOT)
        elif row.opening == _EVERY:
            law_index = row.first_law if row.first_law >= 0 else row.opens_law
            _announce(w, incident, draw_ms(w, law_index, row.opens_stream, 0, 1.0), ROOT)
        elif row.opening == _WHEN:
            key = key_of(_PHASE, row.entity, _ACT_WAKE, 0)
            made = through(w, _MAKE_WATCH, row.opens_condition, key, _WATCHED, incident, NONE)
            through(w, _START_WATCH, made)
            incident_state(w, incident).was = watch(w, made).holds
    return 0


@rule
def _watched(w: int, incident: int, made: int, cause: int) -> int:
    """The condition of an opening was looked at."""
    one, row = incident_state(w, incident), incident_row(w, incident)
    holds = watch(w, made).holds
    rising = holds and not one.was
    one.was = holds
    if rising:
        delay = draw_ms(w, row.opens_law, row.opens_stream, one.announced, 1.0)
        _announce(w, incident, world(w).now_ms + delay, cause)
    return 0


@rule
def _announce(w: int, incident: int, opens_ms: int, cause: int) -> int:
    """Arrange an opening, and the precursor that may show before it."""
    row, one = incident_row(w, incident), incident_state(w, incident)
    number = one.announced
    if 0 <= row.count_limit <= number or (row.until_ms >= 0 and opens_ms > row.until_ms):
        return 0
    one.announced += 1
    handle = at(w, opens_ms, key_of(_PHASE, row.entity, _ACT_OPEN, number), _DUE, incident, number, cause)
    one.pending = push(w, one.pending, number, handle, 0.0)
    if row.lead_law >= 0 and chance(w, row.shows_stream, number) < row.shows:
        lead = draw_ms(w, row.lead_law, row.lead_stream, number, ratio(w, _LEAD))
        shows_ms = max(world(w).now_ms, opens_ms - lead)
        key = key_of(_PHASE, row.entity, _ACT_PRECURSOR, number)
        at(w, shows_ms, key, _SHOW, incident, number, cause)
    return 0


@rule
def _due(w: int, incident: int, number: int, cause: int) -> int:
    row = incident_row(w, incident)
    pull(w, incident_state(w, incident).pending, number)
    _open_within(w, incident, cause, NONE, -1.0)
    if row.opening == _EVERY:
        gap = draw_ms(w, row.opens_law, row.opens_stream, number + 1, 1.0)
        _announce(w, incident, world(w).now_ms + gap, ROOT)
    return 0


@rule
def _show(w: int, incident: int, number: int, cause: int) -> int:
    entry = list_first(w, incident_state(w, incident).pending)
    while entry >= 0 and list_row(w, entry).number != number:
        entry = list_row(w, entry).link
    if entry < 0:
        return 0
    opens_ms = time_of(w, list_row(w, entry).amount)
    hours = ms_to_hours(opens_ms - world(w).now_ms)
    told = record(w, _PHASE, incident_row(w, incident).entity, _SHOWN, hours, cause)
    through(w, _WATCH_PRECURSOR, incident, number, opens_ms, told)
    return 0


@rule
def _open_within(w: int, incident: int, cause: int, parent: int, severity: float) -> int:
    """Open an incident now; `parent` is the occurrence that brought it about, `severity` a stated one."""
    all_of_them = incidents_state(w)
    all_of_them.opening += 1
    if all_of_them.opening > DEEPEST_OPENING:
        world(w).status = CIRCLE
        all_of_them.opening -= 1
        return 0
    made = _open(w, incident, cause, parent, severity)
    all_of_them.opening -= 1
    return made


@rule
def _open(w: int, incident: int, cause: int, parent: int, severity: float) -> int:
    row, all_of_them = incident_row(w, incident), incidents_state(w)
    made = new_occurrence(w, incident)
    one = occurrence(w, made)
    if severity >= 0.0:
        start_at(w, made, severity)
    _enlist(w, incident, made)
    one.unaddressed = all_of_them.unaddressed
    if parent >= 0:
        all_of_them.spawned += 1
        one.depth = occurrence(w, parent).depth + 1
        all_of_them.depth = max(all_of_them.depth, one.depth)
    told = record(w, _PHASE, row.entity, _OPENED, one.severity, cause)
    one.opened_record = told
    all_of_them.open_count += 1
    _tell(w, made, told)
    changed(w, _SIGNAL_OPENED, 0, told, NONE)
    through(w, _WAKE_RUMOUR, told)
    through(w, _PLANS_OPENED, made, told)
    through(w, _ACCOUNTS_OPENED, made, told)
    _reach(w, made, told)
    arrange_next(w, made, told)
    return made


@rule
def _enlist(w: int, incident: int, made: int) -> int:
    """Put an occurrence at the end of all, and of the open ones."""
    kind, one = incident_state(w, incident), occurrence(w, made)
    if kind.last_occurrence >= 0:
        occurrence(w, kind.last_occurrence).link = made
    else:
        kind.first_occurrence = made
    kind.last_occurrence = made
    kind.occurrences += 1
    one.before_open = kind.last_open
    if kind.last_open >= 0:
        occurrence(w, kind.last_open).next_open = made
    else:
        kind.first_open = made
    kind.last_open = made
    kind.open += 1
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


# --- what effects do to them ---


@rule
def _first_meant(w: int, incident: int, scope: int) -> int:
    """Return the first occurrence that an effect or a test means: its own, or the first that is open."""
    if scope >= 0 and occurrence(w, scope).incident == incident:
        return scope if occurrence(w, scope).is_open else NONE
    return incident_state(w, incident).first_open


@rule
def _next_meant(w: int, incident: int, scope: int, one: int) -> int:
    """Return the one after it that is meant too, or NONE."""
    if scope >= 0 and occurrence(w, scope).incident == incident:
        return NONE
    return occurrence(w, one).next_open


@rule
def _end(w: int, incident: int, scope: int, cause: int) -> int:
    """Close what is open, or prevent what was about to open."""
    last = incident_state(w, incident).last_open
    one = _first_meant(w, incident, scope)
    while one >= 0:
        following = NONE if one == last else _next_meant(w, incident, scope, one)
        _close(w, one, cause)
        one = following
    kind = incident_state(w, incident)
    if scope < 0 and kind.occurrences == 0 and list_count(w, kind.pending) > 0:
        while list_count(w, kind.pending) > 0:
            entry = list_first(w, kind.pending)
            cancel(w, list_row(w, entry).amount)
            pull(w, kind.pending, list_row(w, entry).number)
        record(w, _PHASE, incident_row(w, incident).entity, _PREVENTED, 1.0, cause)
    return 0


@rule
def _push_contain(w: int, incident: int, scope: int, number: int, amount: float, cause: int) -> int:
    """Add containment per hour; `number` names the application."""
    factor = ratio(w, _CONTAINMENT)
    one = _first_meant(w, incident, scope)
    while one >= 0:
        anchor(w, one)
        it = occurrence(w, one)
        it.containment = push(w, it.containment, number, 0, amount * factor)
        _recoefficient(w, one, cause)
        one = _next_meant(w, incident, scope, one)
    return 0


@rule
def _push_worsen(w: int, incident: int, scope: int, number: int, amount: float, cause: int) -> int:
    """Add to the growth per hour."""
    one = _first_meant(w, incident, scope)
    while one >= 0:
        anchor(w, one)
        it = occurrence(w, one)
        it.worsening = push(w, it.worsening, number, 0, amount)
        _recoefficient(w, one, cause)
        one = _next_meant(w, incident, scope, one)
    return 0


@rule
def _has_number(w: int, which: int, number: int) -> bool:
    entry = list_first(w, which)
    while entry >= 0:
        if list_row(w, entry).number == number:
            return True
        entry = list_row(w, entry).link
    return False


@rule
def _pull_contain(w: int, incident: int, number: int, cause: int) -> int:
    """Take containment away again."""
    one = incident_state(w, incident).first_open
    while one >= 0:
        if _has_number(w, occurrence(w, one).containment, number):
            anchor(w, one)
            pull(w, occurrence(w, one).containment, number)
            _recoefficient(w, one, cause)
        one = occurrence(w, one).next_open
    return 0


@rule
def _pull_worsen(w: int, incident: int, number: int, cause: int) -> int:
    """Take that growth away again."""
    one = incident_state(w, incident).first_open
    while one >= 0:
        if _has_number(w, occurrence(w, one).worsening, number):
            anchor(w, one)
            pull(w, occurrence(w, one).worsening, number)
            _recoefficient(w, one, cause)
        one = occurrence(w, one).next_open
    return 0


# --- severity ---


@rule
def _crossed(w: int, made: int, cause: int) -> int:
    upward = cross(w, made)
    one = occurrence(w, made)
    reached = one.reached - 1 if upward else one.reached
    mark = severity_mark(w, incident_line(w, one.incident).marks_first + reached)
    if not upward and mark.is_closing:
        _close(w, made, cause)
        return 0
    because = cause
    if mark.is_tenth:
        because = record(w, _PHASE, incident_row(w, one.incident).entity, _CROSSED, mark.value, cause)
        through(w, _TRUTH_CHANGED, _ITEM_INCIDENT, one.incident, because, True)
    _set_sides(w, made, because)
    if upward:
        _reach(w, made, because)
    arrange_next(w, made, because)
    return 0


@rule
def _reach(w: int, made: int, cause: int) -> int:
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
    at(w, world(w).now_ms + delay, key, _ARRIVE, spread.to, made, told)
    return 0


@rule
def _close(w: int, made: int, cause: int) -> int:
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
    _tell(w, made, told)
    changed(w, _SIGNAL_OPENED, 0, told, NONE)
    through(w, _PLANS_CLOSED, made, told)
    return 0


@rule
def _recoefficient(w: int, made: int, cause: int) -> int:
    """Go on from the present anchor with changed coefficients."""
    one = occurrence(w, made)
    because = cause
    is_contained = looks_contained(w, made)
    if is_contained != one.is_contained:
        one.is_contained = is_contained
        kind = _CONTAINED if is_contained else _LOOSE
        because = record(w, _PHASE, incident_row(w, one.incident).entity, kind, one.severity, cause)
        if is_contained and one.contained_ms < 0:
            one.contained_ms = world(w).now_ms
        _tell(w, made, because)
    arrange_next(w, made, because)
    through(w, _TRUTH_CHANGED, _ITEM_INCIDENT, one.incident, because, False)
    return 0


@rule
def _tell(w: int, made: int, cause: int) -> int:
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


# --- the snowball ---


@rule
def _ask_snowball(w: int, cause: int) -> int:
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
def _snowball(w: int, cause: int) -> int:
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
                _recoefficient(w, one, cause)
            one = occurrence(w, one).next_open
    return 0


# --- answers ---


@rule
def _answer(w: int, number: int, scope: int) -> int:
    """Answer a step about what is active, contained, or how severe."""
    step = step_row(w, number)
    one = _first_meant(w, step.index, scope)
    if step.fact == _ACTIVE:
        return 1 if one >= 0 else 0
    if step.fact == _IS_CONTAINED:
        if one < 0:
            return 0
        while one >= 0:
            if not occurrence(w, one).is_contained:
                return 0
            one = _next_meant(w, step.index, scope, one)
        return 1
    return 1 if _has_severity(w, number, scope) else 0


@rule
def _has_severity(w: int, number: int, scope: int) -> bool:
    step = step_row(w, number)
    one = _first_meant(w, step.index, scope)
    if step.threshold < 0:
        worst = 0.0
        is_first = True
        while one >= 0:
            severity = severity_now(w, one)
            if is_first or severity > worst:
                worst = severity
                is_first = False
            one = _next_meant(w, step.index, scope, one)
        return compare(worst, step.comparison, step.constant)
    mark = _mark_of(w, step.index, threshold_row(w, step.threshold).value, step.comparison in (_GT, _LE))
    is_above = False
    while one >= 0 and not is_above:
        is_above = has_reached(w, one, mark)
        one = _next_meant(w, step.index, scope, one)
    return is_above != step.negated


@rule
def _mark_of(w: int, incident: int, value: float, strict: bool) -> int:  # noqa: FBT001 - a mark is strict or not
    span = incident_line(w, incident)
    for place in range(span.marks_count):
        mark = severity_mark(w, span.marks_first + place)
        if mark.value == value and mark.strict == strict:
            return place
    return span.marks_count


# --- accounts ---


@rule
def _harmed(w: int) -> float:
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
def _cost(w: int) -> float:
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
def _since(w: int, opened_ms: int, moment_ms: int) -> float:
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
        outcome(w, first + 2).value = _since(w, it.opened_ms, it.detected_ms)
        outcome(w, first + 3).value = _since(w, it.opened_ms, it.reported_ms)
        outcome(w, first + 4).value = _since(w, it.opened_ms, it.contained_ms)
        outcome(w, first + 5).value = _since(w, it.opened_ms, it.closed_ms)
    outcome(w, first + 6).value = worst
    outcome(w, first + 7).value = float(kind.occurrences)
    return 0


@rule
def _measure(w: int) -> int:
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


def incidents(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: ARG001, PLR0911, PLR0912, PLR0913, C901 - a switchboard
    """Everything that others may ask about incidents."""
    if code == _ASK_SNOWBALL:
        return _ask_snowball(w, a)
    if code == CROSS:
        return _crossed(w, a, c)
    if code == _SNOWBALL:
        return _snowball(w, c)
    if code == _OPEN:
        return _open_within(w, a, b, c, x)
    if code == _END:
        return _end(w, a, b, c)
    if code == _PUSH_CONTAIN:
        return _push_contain(w, a, b, c, x, d)
    if code == _PULL_CONTAIN:
        return _pull_contain(w, a, b, c)
    if code == _PUSH_WORSEN:
        return _push_worsen(w, a, b, c, x, d)
    if code == _PULL_WORSEN:
        return _pull_worsen(w, a, b, c)
    if code == _ANSWER:
        return _answer(w, a, b)
    if code == _HARMED:
        world(w).answer = _harmed(w)
        return 0
    if code == _COST:
        world(w).answer = _cost(w)
        return 0
    if code == _DUE:
        return _due(w, a, b, c)
    if code == _SHOW:
        return _show(w, a, b, c)
    if code == _ARRIVE:
        return _open_within(w, a, c, b, -1.0)
    if code == _WATCHED:
        return _watched(w, a, b, c)
    if code == _START:
        return _start_all(w)
    if code == _MEASURE:
        return _measure(w)
    return 0
