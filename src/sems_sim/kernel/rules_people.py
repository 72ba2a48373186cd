"""Teams think and believe; nobody acts on more than is in their picture (fine print 14).

What is seen or told waits in an inbox that the team serves with a limited attention; load slows it and multiplies
its errors.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    at_drawn,
    chance,
    clipped,
    compare,
    draw_ms,
    give,
    key_of,
    ratio,
    record,
    take,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import through
from sems_sim.kernel.pictures import let_go, put_belief, put_seen
from sems_sim.kernel.rules_hearing import hand_over, hear, set_present
from sems_sim.kernel.rules_people_inbox import (
    DISPATCH,
    ask_dispatch,
    attention,
    error_chance,
    load,
    new_note,
    next_note,
    put,
    weigh,
)
from sems_sim.kernel.rules_people_picture import SETTLE, advance, believe, look_at, note_knowing, take_over
from sems_sim.kernel.rules_senses import (
    SEE,
    WARN,
    item_about,
    redraw_senses,
    see,
    settle,
    truth_of_changed,
    warn,
    watch_precursor,
)
from sems_sim.kernel.state_people import NOTES, SNAPSHOTS, note, snapshot, team_state, view, view_of
from sems_sim.kernel.state_world import constants, counts, measure_place, outcome, world
from sems_sim.kernel.tables import item_row, number, step_row, team_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.laws import time_factor as _time_factor
from sems_sim.model import (
    FALSE,
    TRUE,
    UNKNOWN,
    Act,
    Comparison,
    EntityKind,
    Fact,
    ItemKind,
    Parameter,
    measure_names,
)

TAKE_IN = doors.PEOPLE << 8 | 36
_TAKE_IN_CODE, _NOTES, _SNAPSHOTS = TAKE_IN, NOTES, SNAPSHOTS
_FALSE, _UNKNOWN, _TRUE = FALSE, UNKNOWN, TRUE
_GT, _GE = int(Comparison.GT), int(Comparison.GE)
_INCIDENT, _TEAM = int(ItemKind.INCIDENT), int(EntityKind.TEAM)
_THINK, _MISREAD = int(Phase.THINK), int(Kind.MISREAD)
_INBOX_TIME, _DIAGNOSIS_ERROR = int(Parameter.INBOX_TIME), int(Parameter.DIAGNOSIS_ERROR)
_UP, _DOWN, _ACTIVE, _CONTAINED = int(Fact.UP), int(Fact.DOWN), int(Fact.ACTIVE), int(Fact.CONTAINED)
_BELOW_MBCO, _OVER_RTO = int(Fact.BELOW_MBCO), int(Fact.OVER_RTO)
_OVER_MTPD, _BACKLOG = int(Fact.OVER_MTPD), int(Fact.BACKLOG)
_LOST, _OPENED = int(Fact.LOST), int(Fact.OPENED)
_ACT_HANDLE, _MEASURES = int(Act.HANDLE), len(measure_names(EntityKind.TEAM))
_START, _WEIGH, _LOAD, _ERROR_CHANCE = doors.START_PEOPLE, doors.WEIGH, doors.LOAD, doors.ERROR_CHANCE
_NEW_NOTE, _PUT, _TAKE_OVER, _ANSWER = doors.NEW_NOTE, doors.PUT, doors.TAKE_OVER, doors.BELIEF
_TRUTH_CHANGED, _WATCH_PRECURSOR = doors.TRUTH_CHANGED, doors.WATCH_PRECURSOR
_HEAR, _HAND_OVER, _SET_PRESENT = doors.HEAR, doors.HAND_OVER_NOTES, doors.SET_PRESENT
_SNAPSHOT, _MEASURE, _RELUCTANCE = doors.SNAPSHOT, doors.MEASURE_PEOPLE, doors.RELUCTANCE
_SETTLE_CODE, _DISPATCH_CODE, _SEE_CODE, _WARN_CODE = SETTLE, DISPATCH, SEE, WARN
_TOLD, _FORK_SENSES = doors.BELIEVED, doors.FORK_SENSES
ms_to_hours, time_factor = law(_ms_to_hours), law(_time_factor)


@rule
def start(w: int) -> int:
    """Let every team know what it watches, as it is before time 0."""
    row = take(w, _SNAPSHOTS)
    for team in range(counts(w).teams):
        one = team_row(w, team)
        for place in range(one.watches_first, one.watches_first + one.watches_count):
            item = number(w, place).value
            which = view_of(w, team, item)
            if not view(w, which).has_belief:
                look_at(w, item, row)
                put_belief(w, which, row)
                put_seen(w, which, row)
                team_state(w, team).known += 1
                note_knowing(w, which, item)
    give(w, _SNAPSHOTS, row)
    return 0


# --- taking in ---


@rule
def dispatch(w: int, team: int) -> int:
    """Turn to the most important things, as far as attention goes."""
    inbox, row = team_state(w, team), team_row(w, team)
    inbox.is_asked = False
    if inbox.is_played or inbox.present == 0:
        return 0
    while inbox.waiting > 0 and inbox.busy < attention(w, team):
        which = next_note(w, team)
        it = note(w, which)
        factor = ratio(w, _INBOX_TIME) * time_factor(load(w, team))
        inbox.busy += 1
        delay = draw_ms(w, row.handles_law, row.handle_stream, it.number, clipped(factor))
        key = key_of(_THINK, row.entity, _ACT_HANDLE, it.number)
        at_drawn(w, world(w).now_ms + delay, key, _TAKE_IN_CODE, team, which, it.cause)
    return 0


@rule
def take_in(w: int, team: int, which: int, cause: int) -> int:
    """Understand a note, believe it if it is news, and tell whoever passes it on."""
    it, inbox = note(w, which), team_state(w, team)
    inbox.busy -= 1
    if inbox.is_played:
        inbox.hearings += 1
    elif it.snapshot >= 0 and it.item >= 0:
        it.cause = _understand(w, team, which, cause)
    is_news = believe(w, team, which)
    weigh(w, team, it.cause)
    ask_dispatch(w, team, it.cause)
    through(w, _TOLD, team, which, is_news)
    let_go(w, it.snapshot)
    give(w, _NOTES, which)
    return 0


@rule
def _understand(w: int, team: int, which: int, cause: int) -> int:
    """Misread it if the draw says so: believe only a part of the change."""
    it, it_says = note(w, which), snapshot(w, note(w, which).snapshot)
    wrong = error_chance(w, team, constants(w).diagnosis_error, ratio(w, _DIAGNOSIS_ERROR))
    if chance(w, team_row(w, team).misread_stream, it.number) >= wrong:
        return cause
    one = view(w, view_of(w, team, it.item))
    is_incident = item_row(w, it.item).kind == _INCIDENT
    old = 1.0
    if is_incident:
        old = 0.0
    if one.has_belief:
        old = one.value
    value = old + constants(w).misread_factor * (it_says.value - old)
    it_says.value, it_says.lost = value, 0.0
    it_says.is_open, it_says.is_contained = is_incident and value > 0.0, False
    it_says.is_below_mbco, it_says.is_over_rto, it_says.is_over_mtpd = False, False, False
    team_state(w, team).errors += 1
    return record(w, _THINK, team_row(w, team).entity, _MISREAD, value, cause)


# --- answers ---


@rule
def belief(w: int, step: int, is_reluctant: bool) -> int:
    """Answer a step of a condition from a team's picture, in three values."""
    row = step_row(w, step)
    if row.fact == _OPENED:
        return _believes_open(w, step)
    which = view_of(w, row.team, row.item)
    if not view(w, which).has_belief:
        return _UNKNOWN
    constant = row.constant
    if is_reluctant and row.comparison in (_GT, _GE):
        constant = _raised(w, constant)
    if row.fact in (_UP, _DOWN, _ACTIVE, _CONTAINED, _BELOW_MBCO, _OVER_RTO, _OVER_MTPD):
        return _TRUE if _is_so(w, row.fact, which) else _FALSE
    return _TRUE if compare(_amount_of(w, row.fact, which), row.comparison, constant) else _FALSE


@rule
def _raised(w: int, constant: float) -> float:
    """Return what a team that is reluctant to escalate holds an amount against; a share stays below 1."""
    through(w, _RELUCTANCE)
    reluctance = world(w).answer
    if constant <= 1.0:
        return min(constant * reluctance, max(constant, 0.99))
    return constant * reluctance


@rule
def _is_so(w: int, fact: int, which: int) -> bool:
    """Return what a belief says to a fact that is so or not so."""
    it = view(w, which)
    if fact == _UP:
        return it.value > 0.0
    if fact == _DOWN:
        return it.value <= 0.0
    if fact == _ACTIVE:
        return it.is_open
    if fact == _CONTAINED:
        return it.is_contained
    if fact == _BELOW_MBCO:
        return it.is_below_mbco
    if fact == _OVER_RTO:
        return it.is_over_rto
    return it.is_over_mtpd


@rule
def _amount_of(w: int, fact: int, which: int) -> float:
    """Return what a belief says of a fact that is an amount."""
    it = view(w, which)
    if fact == _BACKLOG:
        return it.backlog
    if fact == _LOST:
        return it.lost
    return it.value


@rule
def _believes_open(w: int, step: int) -> int:
    """Answer how many incidents a team believes to be open."""
    row, known = step_row(w, step), 0
    for incident in range(counts(w).incidents):
        item = item_about(w, _INCIDENT, incident)
        if item >= 0:
            it = view(w, view_of(w, row.team, item))
            if it.has_belief and it.is_open:
                known += 1
    return _TRUE if compare(float(known), row.comparison, row.constant) else _FALSE


@rule
def measure(w: int, end_ms: int) -> int:
    """Write down the measures of every team."""
    for team in range(counts(w).teams):
        advance(w, team, end_ms)
        it = team_state(w, team)
        over = it.overload_ms
        if it.is_overloaded:
            over += end_ms - it.overload_since_ms
        age, error = 0.0, 0.0
        if it.item_hours > 0.0:
            age, error = it.age_hours / it.item_hours, it.error_hours / it.item_hours
        first = measure_place(w, _TEAM).first + team * _MEASURES
        outcome(w, first).value = ms_to_hours(over)
        outcome(w, first + 1).value = age
        outcome(w, first + 2).value = error
        outcome(w, first + 3).value = float(it.messages)
        outcome(w, first + 4).value = float(it.errors)
    return 0


@rule
def _error_chance_of(w: int, team: int, which: int, factor: float) -> int:
    """Answer how likely an error is: 0 of diagnosis, 1 of decision."""
    nominal = constants(w).diagnosis_error
    if which == 1:
        nominal = constants(w).decision_error
    world(w).answer = error_chance(w, team, nominal, factor)
    return 0


def people(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: PLR0911, PLR0912, PLR0913, C901, ARG001 - switchboard
    """Everything that others may ask of people."""
    if code == _TRUTH_CHANGED:
        return truth_of_changed(w, a, b, c, d != 0)
    if code == _SETTLE_CODE:
        return settle(w)
    if code == _SEE_CODE:
        return see(w, a)
    if code == _DISPATCH_CODE:
        return dispatch(w, a)
    if code == _TAKE_IN_CODE:
        return take_in(w, a, b, c)
    if code == _ANSWER:
        return belief(w, a, b != 0)
    if code == _WEIGH:
        return weigh(w, a, b)
    if code == _LOAD:
        world(w).answer = load(w, a)
        return 0
    if code == _ERROR_CHANCE:
        return _error_chance_of(w, a, b, x)
    if code == _NEW_NOTE:
        return new_note(w, a, b, c)
    if code == _PUT:
        return put(w, a, b)
    if code == _TAKE_OVER:
        return take_over(w, a, b, c, d, e)
    if code == _SNAPSHOT:
        return look_at(w, a, b)
    if code == _WATCH_PRECURSOR:
        return watch_precursor(w, a, b, c, d)
    if code == _WARN_CODE:
        return warn(w, a, b, c)
    if code == _FORK_SENSES:
        return redraw_senses(w)
    if code == _START:
        return start(w)
    if code == _HEAR:
        return hear(w, a, b, c)
    if code == _HAND_OVER:
        return hand_over(w, a, b != 0, c)
    if code == _SET_PRESENT:
        return set_present(w, a, b, c)
    if code == _MEASURE:
        return measure(w, a)
    return 0
