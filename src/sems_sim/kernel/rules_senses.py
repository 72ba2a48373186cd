"""How teams notice: hazards that build up while truth and belief differ (fine print 14).

An asset or a service is noticed in proportion to the difference, an unknown incident in proportion to its visibility
and severity; a known one is followed from tenth to tenth of severity.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    ROOT,
    at,
    cancel,
    chance,
    draw,
    give,
    key_of,
    list_first,
    mark_as,
    ratio,
    record,
    take,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.pictures import believes, has_seen, put_seen
from sems_sim.kernel.rules_people_inbox import new_note, put
from sems_sim.kernel.rules_people_picture import ask, bring_into_view, look_at, truth_changed
from sems_sim.kernel.severity import area_now, contain_of, rate_of, severity_now
from sems_sim.kernel.state_incidents import incident_state, occurrence
from sems_sim.kernel.state_people import (
    SNAPSHOTS,
    dirty,
    note,
    senses_state,
    snapshot,
    team_state,
    view,
    view_of,
    watcher,
    watchers_of,
)
from sems_sim.kernel.state_world import HAZARD, counts, last_of, list_row, world
from sems_sim.kernel.tables import incident_row, item_of, item_row, team_row
from sems_sim.laws import hazard_threshold as _hazard_threshold
from sems_sim.laws import hours_to_ms as _hours_to_ms
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.laws import time_to_integral as _time_to_integral
from sems_sim.model import Act, ItemKind, Parameter

SEE, WARN = doors.PEOPLE << 8 | 34, doors.PEOPLE << 8 | 35
PRECURSOR_N = 1 << 31
"""Draws about precursors are numbered from here, apart from those about what is already so."""
_SEE_CODE, _WARN_CODE, _PRECURSOR_N = SEE, WARN, PRECURSOR_N
_NONE, _ROOT, _SNAPSHOTS, _HAZARD = NONE, ROOT, SNAPSHOTS, HAZARD
_ASSET, _SERVICE, _INCIDENT = int(ItemKind.ASSET), int(ItemKind.SERVICE), int(ItemKind.INCIDENT)
_SENSE, _SEEN, _DETECTION = int(Phase.SENSE), int(Kind.SEEN), int(Parameter.DETECTION)
_ACT_PRECURSOR, _ACT_SEE = int(Act.PRECURSOR), int(Act.SEE)
hazard_threshold, hours_to_ms = law(_hazard_threshold), law(_hours_to_ms)
ms_to_hours, time_to_integral = law(_ms_to_hours), law(_time_to_integral)


@rule
def item_about(w: int, kind: int, index: int) -> int:
    """Return the item that stands for an asset, a service or an incident, or NONE."""
    many = counts(w)
    if kind == _ASSET:
        return item_of(w, index).item
    if kind == _SERVICE:
        return item_of(w, many.assets + index).item
    return item_of(w, many.assets + many.services + index).item


@rule
def truth_of_changed(w: int, kind: int, index: int, cause: int, is_again: bool) -> int:
    """The truth about an item changed: whoever watches it may notice."""
    item = item_about(w, kind, index)
    if item < 0 or not world(w).people_on:
        return 0
    truth_changed(w, item)
    span = watchers_of(w, item)
    for place in range(span.first, span.first + span.count):
        ask(w, view_of(w, watcher(w, place).team, item), cause, is_again)
    return 0


# --- looking ---


@rule
def _put_in_order(w: int, count: int) -> int:
    """Order what is to be looked at by team, then by item."""
    gap = count // 2
    while gap > 0:
        for start in range(gap, count):
            which, place = dirty(w, start).which, start
            while place >= gap and dirty(w, place - gap).which > which:
                dirty(w, place).which = dirty(w, place - gap).which
                place -= gap
            dirty(w, place).which = which
        gap //= 2
    return 0


@rule
def settle(w: int) -> int:
    """Look anew at everything that was asked for, in order."""
    senses = senses_state(w)
    senses.is_settling = False
    count = senses.dirty
    senses.dirty = 0
    _put_in_order(w, count)
    now = take(w, _SNAPSHOTS)
    for place in range(count):
        which = dirty(w, place).which
        it = view(w, which)
        is_again = it.is_again
        it.is_dirty, it.is_again = False, False
        if it.has_belief:
            _look(w, which, now, is_again)
    give(w, _SNAPSHOTS, now)
    return 0


@rule
def _look(w: int, which: int, now: int, is_again: bool) -> int:
    """Bring the hazard of noticing one item up to date."""
    it, items = view(w, which), counts(w).items
    team, item = which // items, which % items
    row = item_row(w, item)
    look_at(w, item, now)
    truth = snapshot(w, now)
    rate = team_row(w, team).sees_per_h * ratio(w, _DETECTION)
    if row.kind != _INCIDENT:
        _build(w, which, rate * abs(truth.value - it.seen_value))
        bring_into_view(w, team, which, believes(w, which, now) and it.sight == _NONE)
        return 0
    rate *= incident_row(w, row.index).visibility
    if it.seen_is_open:
        if is_again and not has_seen(w, which, now):
            _drop(w, which)
            _build(w, which, rate)
    elif truth.is_open:
        _build_with_severity(w, which, rate)
    else:
        _drop(w, which)
    bring_into_view(w, team, which, truth.is_open == it.seen_is_open and it.sight == _NONE)
    return 0


@rule
def _build(w: int, which: int, rate: float) -> int:
    """Go on building the hazard at a constant rate per hour; a rate of 0 means nothing is left to notice."""
    it, now_ms = view(w, which), world(w).now_ms
    if rate <= 0.0:
        _drop(w, which)
        return 0
    if it.sight == _NONE:
        _begin(w, which)
    else:
        if it.rate_per_h == rate:
            return 0
        it.built += it.rate_per_h * ms_to_hours(now_ms - it.anchor_ms)
        cancel(w, it.sight)
    it.rate_per_h, it.anchor_ms = rate, now_ms
    wait = max(1, hours_to_ms(max(0.0, it.threshold - it.built) / rate))
    _arrange(w, which, now_ms + wait)
    return 0


@rule
def _build_with_severity(w: int, which: int, rate: float) -> int:
    """Go on building the hazard of an unknown incident, in proportion to its severity."""
    it, index = view(w, which), item_row(w, which % counts(w).items).index
    one = incident_state(w, index).first_open
    if it.sight == _NONE:
        _begin(w, which)
        it.rate_per_h, it.area_start = 0.0, area_now(w, one)
    else:
        # The appointment ends, but the difference goes on being built up: the handle stays.
        cancel(w, it.sight)
    if rate <= 0.0:
        return 0
    left = it.threshold / rate - (area_now(w, one) - it.area_start)
    severity, limit = severity_now(w, one), incident_row(w, index).limit
    hours = time_to_integral(severity, rate_of(w, one), limit, contain_of(w, one), max(0.0, left))
    if hours >= 0.0:
        _arrange(w, which, world(w).now_ms + max(1, hours_to_ms(hours)))
    return 0


@rule
def _begin(w: int, which: int) -> int:
    """Draw how much hazard must build up before one more difference is noticed."""
    it = view(w, which)
    it.changes += 1
    it.threshold = hazard_threshold(chance(w, it.stream, it.changes))
    it.built = 0.0
    return 0


@rule
def _drop(w: int, which: int) -> int:
    """There is nothing left to notice."""
    it = view(w, which)
    it.sight = cancel(w, it.sight)
    return 0


@rule
def _arrange(w: int, which: int, at_ms: int) -> int:
    """Arrange for a difference to be noticed."""
    items = counts(w).items
    key = key_of(_SENSE, team_row(w, which // items).entity, _ACT_SEE, which % items)
    view(w, which).sight = at(w, at_ms, key, _SEE_CODE, which, 0, _ROOT)
    return 0


# --- a fork ---


@rule
def redraw_senses(w: int) -> int:
    """Draw anew how much more hazard must build up before what is under way is noticed (fine print 23)."""
    for which in range(counts(w).teams * counts(w).items):
        if view(w, which).sight != _NONE:
            _redraw(w, which)
    return 0


@rule
def _redraw(w: int, which: int) -> int:
    it, row = view(w, which), item_row(w, which % counts(w).items)
    more = hazard_threshold(chance(w, it.stream, it.changes))
    if row.kind == _INCIDENT and not it.seen_is_open and incident_state(w, row.index).first_open >= 0:
        it.threshold, it.area_start = more, area_now(w, incident_state(w, row.index).first_open)
        rate = team_row(w, which // counts(w).items).sees_per_h * ratio(w, _DETECTION)
        return _build_with_severity(w, which, rate * incident_row(w, row.index).visibility)
    if it.rate_per_h > 0.0:
        it.threshold, it.built, it.anchor_ms = more, 0.0, world(w).now_ms
        cancel(w, it.sight)
        _arrange(w, which, world(w).now_ms + max(1, hours_to_ms(more / it.rate_per_h)))
    return 0


@rule
def see(w: int, which: int) -> int:
    """A team notices an item as it is now."""
    it, items = view(w, which), counts(w).items
    team, item = which // items, which % items
    it.sight = _NONE
    row = take(w, _SNAPSHOTS)
    look_at(w, item, row)
    cause = last_of(w, item_row(w, item).entity).record
    is_played = team_state(w, team).is_played
    put_seen(w, which, row)
    if not is_played:
        cause = record(w, _SENSE, team_row(w, team).entity, _SEEN, float(item), cause)
        mark_detected(w, item)
    one = new_note(w, team, item, cause)
    note(w, one).is_own, note(w, one).is_unseen = True, is_played
    note(w, one).snapshot = row
    put(w, team, one)
    return 0


@rule
def mark_detected(w: int, item: int) -> int:
    """Note of what is open of an incident that it has been seen."""
    row = item_row(w, item)
    if row.kind == _INCIDENT:
        one = incident_state(w, row.index).first_open
        while one >= 0:
            if occurrence(w, one).detected_ms < 0:
                occurrence(w, one).detected_ms = world(w).now_ms
            one = occurrence(w, one).next_open
    return 0


# --- precursors ---


@rule
def watch_precursor(w: int, incident: int, number: int, opens_ms: int, cause: int) -> int:
    """Let every team that watches an incident notice its sign before it opens."""
    item = item_about(w, _INCIDENT, incident)
    if item < 0 or not world(w).people_on:
        return 0
    row, now_ms = incident_row(w, incident), world(w).now_ms
    severity = draw(w, row.severity_law, row.severity_stream, number)
    span = watchers_of(w, item)
    for place in range(span.first, span.first + span.count):
        team = watcher(w, place).team
        which = view_of(w, team, item)
        rate = team_row(w, team).sees_per_h * ratio(w, _DETECTION) * row.visibility * severity
        if rate <= 0.0:
            continue
        drawn = chance(w, view(w, which).stream, _PRECURSOR_N + number)
        wait = hours_to_ms(hazard_threshold(drawn) / rate)
        if now_ms + wait < opens_ms:
            key = key_of(_SENSE, team_row(w, team).entity, _ACT_PRECURSOR, item)
            warner = at(w, now_ms + wait, key, _WARN_CODE, which, number, cause)
            mark_as(
                w, warner, _HAZARD, view(w, which).stream, _PRECURSOR_N + number, max(1, wait), 1.0 / rate
            )
    return 0


@rule
def is_pending(w: int, incident: int, number: int) -> bool:
    """Return whether an opening of an incident is still due."""
    entry = list_first(w, incident_state(w, incident).pending)
    while entry >= 0:
        if list_row(w, entry).number == number:
            return True
        entry = list_row(w, entry).link
    return False


@rule
def warn(w: int, which: int, number: int, cause: int) -> int:
    """A team notices the sign of an incident that has not opened yet."""
    items = counts(w).items
    team, item = which // items, which % items
    incident = item_row(w, item).index
    if is_pending(w, incident, number):
        is_played, index = team_state(w, team).is_played, cause
        if not is_played:
            index = record(w, _SENSE, team_row(w, team).entity, _SEEN, float(item), cause)
        one = new_note(w, team, item, index)
        it = note(w, one)
        it.is_own, it.is_unseen, it.warns_incident, it.warns_number = True, is_played, incident, number
        put(w, team, one)
    return 0
