"""Incidents are announced, open and are ended; effects contain and worsen them."""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    ROOT,
    at,
    at_drawn,
    cancel,
    chance,
    changed,
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
from sems_sim.kernel.rules_incidents_answers import answer, cost, first_meant, harmed, measure, next_meant
from sems_sim.kernel.rules_incidents_growth import (
    ARRIVE,
    SNOWBALL,
    ask_snowball,
    close_one,
    crossed,
    go_on,
    pin,
    reach,
    snowball,
    tell,
)
from sems_sim.kernel.rules_occurrence import CROSS, anchor, arrange_next, new_occurrence, start_at
from sems_sim.kernel.state_incidents import incident_state, incidents_state, occurrence
from sems_sim.kernel.state_watching import watch
from sems_sim.kernel.state_world import CIRCLE, counts, list_row, world
from sems_sim.kernel.tables import incident_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import Act, Opening, Parameter, Signal

DEEPEST_OPENING = 50
_DUE, _SHOW, _WATCHED = (doors.INCIDENTS << 8 | which for which in (33, 34, 37))
_PHASE = int(Phase.INCIDENT)
_ACT_OPEN, _ACT_PRECURSOR, _ACT_WAKE = int(Act.OPEN), int(Act.PRECURSOR), int(Act.WAKE)
_OPENED, _PREVENTED, _SHOWN = (
    int(Kind.INCIDENT_OPENED),
    int(Kind.INCIDENT_PREVENTED),
    int(Kind.PRECURSOR_SHOWN),
)
_SIGNAL_OPENED = int(Signal.OPENED)
_AT_OPENING, _WHEN, _EVERY = int(Opening.AT), int(Opening.WHEN), int(Opening.EVERY)
_LEAD, _CONTAINMENT = int(Parameter.WARNING_LEAD_H), int(Parameter.CONTAINMENT)
_MAKE_WATCH, _START_WATCH, _WAKE_RUMOUR = doors.MAKE_WATCH, doors.START_WATCH, doors.WAKE_RUMOUR
_PLANS_OPENED, _ACCOUNTS_OPENED = doors.PLANS_OPENED, doors.ACCOUNTS_OPENED
_WATCH_PRECURSOR = doors.WATCH_PRECURSOR
_MARK_ALIKE, _MARK_AHEAD = doors.MARK_ALIKE, doors.MARK_AHEAD
_START, _OPEN, _END, _ASK_SNOWBALL = doors.START_INCIDENTS, doors.OPEN, doors.END, doors.ASK_SNOWBALL
_PUSH_CONTAIN, _PULL_CONTAIN = doors.PUSH_CONTAIN, doors.PULL_CONTAIN
_PUSH_WORSEN, _PULL_WORSEN = doors.PUSH_WORSEN, doors.PULL_WORSEN
_ANSWER, _HARMED, _COST = doors.ANSWER_INCIDENT, doors.HARMED, doors.INCIDENT_COST
_MEASURE, _PIN = doors.MEASURE_INCIDENTS, doors.PIN_INCIDENT
_ARRIVE, _SNOWBALL = ARRIVE, SNOWBALL
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
    handle = at_drawn(
        w, opens_ms, key_of(_PHASE, row.entity, _ACT_OPEN, number), _DUE, incident, number, cause
    )
    one.pending = push(w, one.pending, number, handle, 0.0)
    if row.lead_law >= 0 and chance(w, row.shows_stream, number) < row.shows:
        lead = draw_ms(w, row.lead_law, row.lead_stream, number, ratio(w, _LEAD))
        shows_ms = max(world(w).now_ms, opens_ms - lead)
        key = key_of(_PHASE, row.entity, _ACT_PRECURSOR, number)
        sign = at(w, shows_ms, key, _SHOW, incident, number, cause)
        through(w, _MARK_ALIKE, sign, handle)
        if shows_ms > world(w).now_ms:
            through(w, _MARK_AHEAD, handle, opens_ms - shows_ms)
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
    through(w, _MARK_AHEAD, list_row(w, entry).amount, 0)
    opens_ms = time_of(w, list_row(w, entry).amount)
    hours = ms_to_hours(opens_ms - world(w).now_ms)
    told = record(w, _PHASE, incident_row(w, incident).entity, _SHOWN, hours, cause)
    through(w, _WATCH_PRECURSOR, incident, number, opens_ms, told)
    return 0


@rule
def _open_within(w: int, incident: int, cause: int, parent: int, severity: float) -> int:
    """Open an incident now; `parent` is the occurrence that brought it about, `severity` a stated one."""
    all_of_them = incidents_state(w)
    if world(w).status == CIRCLE:  # found already: what would branch here must not go on
        return 0
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
    one.is_frozen = incident_state(w, incident).is_pinned
    one.unaddressed = all_of_them.unaddressed
    if parent >= 0:
        all_of_them.spawned += 1
        one.depth = occurrence(w, parent).depth + 1
        all_of_them.depth = max(all_of_them.depth, one.depth)
    told = record(w, _PHASE, row.entity, _OPENED, one.severity, cause)
    one.opened_record = told
    all_of_them.open_count += 1
    tell(w, made, told)
    changed(w, _SIGNAL_OPENED, 0, told, NONE)
    through(w, _WAKE_RUMOUR, told)
    through(w, _PLANS_OPENED, made, told)
    through(w, _ACCOUNTS_OPENED, made, told)
    reach(w, made, told)
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
def _end(w: int, incident: int, scope: int, cause: int) -> int:
    """Close what is open, or prevent what was about to open; what is pinned stays."""
    if incident_state(w, incident).is_pinned:
        return 0
    last = incident_state(w, incident).last_open
    one = first_meant(w, incident, scope)
    while one >= 0:
        following = NONE if one == last else next_meant(w, incident, scope, one)
        close_one(w, one, cause)
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
    one = first_meant(w, incident, scope)
    while one >= 0:
        anchor(w, one)
        it = occurrence(w, one)
        it.containment = push(w, it.containment, number, 0, amount * factor)
        go_on(w, one, cause)
        one = next_meant(w, incident, scope, one)
    return 0


@rule
def _push_worsen(w: int, incident: int, scope: int, number: int, amount: float, cause: int) -> int:
    """Add to the growth per hour."""
    one = first_meant(w, incident, scope)
    while one >= 0:
        anchor(w, one)
        it = occurrence(w, one)
        it.worsening = push(w, it.worsening, number, 0, amount)
        go_on(w, one, cause)
        one = next_meant(w, incident, scope, one)
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
            go_on(w, one, cause)
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
            go_on(w, one, cause)
        one = occurrence(w, one).next_open
    return 0


def incidents(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: ARG001, PLR0911, PLR0912, PLR0913, C901 - switchboard
    """Everything that others may ask about incidents."""
    if code == _ASK_SNOWBALL:
        return ask_snowball(w, a)
    if code == CROSS:
        return crossed(w, a, c)
    if code == _SNOWBALL:
        return snowball(w, c)
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
        return answer(w, a, b)
    if code == _HARMED:
        world(w).answer = harmed(w)
        return 0
    if code == _COST:
        world(w).answer = cost(w)
        return 0
    if code == _DUE:
        return _due(w, a, b, c)
    if code == _SHOW:
        return _show(w, a, b, c)
    if code == _ARRIVE:
        return _open_within(w, a, c, b, -1.0)
    if code == _WATCHED:
        return _watched(w, a, b, c)
    if code == _PIN:
        return pin(w, a, b != 0, c)
    if code == _START:
        return _start_all(w)
    if code == _MEASURE:
        return measure(w)
    return 0
