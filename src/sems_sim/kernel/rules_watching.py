"""Conditions at work, and who is told of a change.

A wake is one pending flag; what was undone before the evaluation was never seen (fine print 3). `X for d` counts from
when X was first found true. Parts that listen are told in the order in which the engine's parts came to listen.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    ROOT,
    at,
    clipped,
    list_first,
    pull,
    push,
    ratio,
    record,
    take,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import through
from sems_sim.kernel.profiles import DAY_MS
from sems_sim.kernel.rules_watching_truth import is_so
from sems_sim.kernel.state_effects import flag_state
from sems_sim.kernel.state_incidents import occurrence
from sems_sim.kernel.state_watching import (
    SLOTS,
    WAITING,
    WATCHES,
    operand,
    place_of,
    signal_range,
    slot,
    waiting,
    waiting_place,
    wake_line,
    watch,
)
from sems_sim.kernel.state_world import counts, list_row, side, world
from sems_sim.kernel.tables import condition_row, flag_row, step_row, wake_row
from sems_sim.model import FALSE, TRUE, UNKNOWN, ItemKind, Op, Parameter, Signal

_DAY_MS = DAY_MS
_FALSE, _UNKNOWN, _TRUE = FALSE, UNKNOWN, TRUE
_OP_NOT, _OP_AND, _OP_OR, _OP_HELD, _OP_CONSTANT = (
    int(Op[name]) for name in ("NOT", "AND", "OR", "HELD", "CONSTANT")
)
_SIGNAL_ASSET, _SIGNAL_SERVICE = int(Signal.ASSET), int(Signal.SERVICE)
_SIGNAL_RESOURCE, _SIGNAL_THRESHOLD = int(Signal.RESOURCE), int(Signal.THRESHOLD)
_SIGNAL_SUPPLIER = int(Signal.SUPPLIER)
_SIGNAL_INCIDENT, _SIGNAL_OPENED, _SIGNAL_RUMOUR = (
    int(Signal.INCIDENT),
    int(Signal.OPENED),
    int(Signal.RUMOUR),
)
_SIGNAL_RESPONSE, _SIGNAL_PLAN, _SIGNAL_TASK = int(Signal.RESPONSE), int(Signal.PLAN), int(Signal.TASK)
_SIGNAL_DECISION, _SIGNAL_FLAG, _SIGNAL_PICTURE = int(Signal.DECISION), int(Signal.FLAG), int(Signal.PICTURE)
_SIGNAL_TIME, _SIGNAL_CLOCK = int(Signal.TIME), int(Signal.CLOCK)
_FLAG_SET, _FLAG_CLEARED = int(Kind.FLAG_SET), int(Kind.FLAG_CLEARED)
_PHASE_COMMAND = int(Phase.COMMAND)
_ITEM_ASSET, _ITEM_SERVICE, _ITEM_INCIDENT = (
    int(ItemKind.ASSET),
    int(ItemKind.SERVICE),
    int(ItemKind.INCIDENT),
)
_COMMITMENT, _HANDSHAKE = int(Parameter.COMMITMENT_RELUCTANCE), int(Parameter.HANDSHAKE_RELUCTANCE)
_CHANGED, _OCCURRENCE_CHANGED, _SET_SIDE = doors.CHANGED, doors.OCCURRENCE_CHANGED, doors.SET_SIDE
_SET_FLAG, _MAKE_WATCH, _START_WATCH = doors.SET_FLAG, doors.MAKE_WATCH, doors.START_WATCH
_LOOK_ONCE, _STOP_WATCH, _WAKE = doors.LOOK_ONCE, doors.STOP_WATCH, doors.WAKE
_LOOK, _RING, _TICK, _RELUCTANCE = doors.LOOK, doors.RING, doors.TICK, doors.RELUCTANCE
_ASK_BY_ASSET, _TOUCH_BY_ASSET, _TRUTH_CHANGED = doors.ASK_BY_ASSET, doors.TOUCH_BY_ASSET, doors.TRUTH_CHANGED
_TASK_ASSET_CHANGED, _ASK_SNOWBALL, _WAKE_RUMOUR = (
    doors.TASK_ASSET_CHANGED,
    doors.ASK_SNOWBALL,
    doors.WAKE_RUMOUR,
)
_ASK_BOOKS, _RESOURCE_CHANGED = doors.ASK_BOOKS, doors.RESOURCE_CHANGED
_SEND_WAITING, _SUPPLIER_CHANGED = doors.SEND_WAITING, doors.SUPPLIER_CHANGED
_BELIEF, _GIVE = doors.BELIEF, doors.GIVE


# --- who is told ---


@rule
def _tell_changed(w: int, signal: int, index: int, cause: int, team: int) -> int:
    """Wake every condition that waits for this, and tell every part that listens."""
    offset = index
    if signal == _SIGNAL_PICTURE:
        offset = index * counts(w).teams + team
    where = place_of(w, signal_range(w, signal).first + offset).place
    if where >= 0:
        entry = waiting_place(w, where).first
        while entry >= 0:
            _wake(w, waiting(w, entry).watch, cause)
            entry = waiting(w, entry).link
    _tell_listeners(w, signal, index, cause)
    return 0


@rule
def _tell_listeners(w: int, signal: int, index: int, cause: int) -> int:
    if signal == _SIGNAL_ASSET:
        through(w, _TOUCH_BY_ASSET, index, cause)
        through(w, _ASK_BY_ASSET, index, cause)
        through(w, _TRUTH_CHANGED, _ITEM_ASSET, index, cause, False)
        through(w, _TASK_ASSET_CHANGED, index, cause)
    elif signal == _SIGNAL_SERVICE:
        through(w, _ASK_SNOWBALL, cause)
        through(w, _TRUTH_CHANGED, _ITEM_SERVICE, index, cause, False)
        through(w, _WAKE_RUMOUR, cause)
        through(w, _ASK_BOOKS, cause)
    elif signal == _SIGNAL_RESOURCE:
        through(w, _RESOURCE_CHANGED, index, cause)
        through(w, _ASK_BOOKS, cause)
    elif signal == _SIGNAL_SUPPLIER:
        through(w, _SEND_WAITING, index, cause)
        through(w, _SUPPLIER_CHANGED, index, cause)
    elif signal == _SIGNAL_INCIDENT:
        through(w, _TRUTH_CHANGED, _ITEM_INCIDENT, index, cause, True)
        through(w, _ASK_BOOKS, cause)
    elif signal in (_SIGNAL_OPENED, _SIGNAL_RUMOUR):
        through(w, _ASK_SNOWBALL, cause)
    elif signal in (_SIGNAL_RESPONSE, _SIGNAL_PLAN, _SIGNAL_TASK, _SIGNAL_DECISION):
        through(w, _ASK_BOOKS, cause)
    return 0


@rule
def _tell_occurrence_changed(w: int, one: int, cause: int) -> int:
    """Wake every condition about this one occurrence."""
    entry = list_first(w, occurrence(w, one).watches)
    while entry >= 0:
        _wake(w, list_row(w, entry).number, cause)
        entry = list_row(w, entry).link
    return 0


@rule
def _set_side(w: int, threshold: int, is_above: bool, cause: int) -> int:
    """Mark on which side of a threshold its quantity is; the flag, not the float, decides conditions."""
    one = side(w, threshold)
    if one.is_above != is_above:
        one.is_above = is_above
        _tell_changed(w, _SIGNAL_THRESHOLD, threshold, cause, NONE)
    return 0


@rule
def _set_flag(w: int, flag: int, value: bool, cause: int) -> int:
    """Set or clear a named fact."""
    one = flag_state(w, flag)
    if one.is_set == value:
        return 0
    one.is_set = value
    kind = _FLAG_SET if value else _FLAG_CLEARED
    if value and one.first_ms < 0:
        one.first_ms = world(w).now_ms
    told = record(w, _PHASE_COMMAND, flag_row(w, flag).entity, kind, 1.0, cause)
    _tell_changed(w, _SIGNAL_FLAG, flag, told, NONE)
    return 0


# --- watches ---


@rule
def _make_watch(w: int, condition: int, key: int, react_code: int, react_a: int, scope: int) -> int:
    made = take(w, WATCHES)
    one = watch(w, made)
    one.condition, one.key, one.react_code, one.react_a, one.scope = (
        condition,
        key,
        react_code,
        react_a,
        scope,
    )
    one.cause = ROOT
    one.slots_first = NONE
    for place in range(condition_row(w, condition).slots):
        kept = take(w, SLOTS)
        slot(w, kept).since_ms = slot(w, kept).timer_ms = NONE
        if place == 0:
            one.slots_first = kept
    return made


@rule
def _is_about_occurrence(w: int, made: int, wake: int) -> bool:
    """Return whether a wake of a watch waits for one occurrence alone."""
    scope = watch(w, made).scope
    return scope >= 0 and wake_line(w, wake).incident == occurrence(w, scope).incident


@rule
def _start_watch(w: int, made: int) -> int:
    """Take the first look without reacting, and watch from now on."""
    one = watch(w, made)
    row = condition_row(w, one.condition)
    for wake in range(row.wakes_first, row.wakes_first + row.wakes_count):
        if wake_line(w, wake).place < 0:
            continue
        if _is_about_occurrence(w, made, wake):
            scope = occurrence(w, one.scope)
            scope.watches = push(w, scope.watches, made, 0, 0.0)
        else:
            _wait_at(w, wake_line(w, wake).place, made)
    for wake in range(row.wakes_first, row.wakes_first + row.wakes_count):
        _arrange_clock(w, made, wake)
    one.holds = _evaluate(w, made) == _TRUE
    return 0


@rule
def _wait_at(w: int, where: int, made: int) -> int:
    entry = take(w, WAITING)
    waiting(w, entry).link, waiting(w, entry).watch = NONE, made
    here = waiting_place(w, where)
    if here.first < 0:
        here.first = entry
    else:
        waiting(w, here.last).link = entry
    here.last = entry
    return 0


@rule
def _stop_watch(w: int, made: int) -> int:
    """Watch no more."""
    one = watch(w, made)
    row = condition_row(w, one.condition)
    for wake in range(row.wakes_first, row.wakes_first + row.wakes_count):
        if wake_line(w, wake).place < 0:
            continue
        if _is_about_occurrence(w, made, wake):
            pull(w, occurrence(w, one.scope).watches, made)
        else:
            _leave_place(w, wake_line(w, wake).place, made)
    one.is_stopped = True
    return 0


@rule
def _leave_place(w: int, where: int, made: int) -> int:
    here = waiting_place(w, where)
    before, entry = NONE, here.first
    while entry >= 0:
        following = waiting(w, entry).link
        if waiting(w, entry).watch == made:
            if before < 0:
                here.first = following
            else:
                waiting(w, before).link = following
            if following < 0:
                here.last = before
            through(w, _GIVE, WAITING, entry)
        else:
            before = entry
        entry = following
    return 0


@rule
def _wake(w: int, made: int, cause: int) -> int:
    """Arrange for one evaluation in the owner's phase, at this instant."""
    one = watch(w, made)
    if not one.is_pending and not one.is_stopped:
        one.is_pending = True
        at(w, world(w).now_ms, one.key, _LOOK, made, 0, cause)
    return 0


@rule
def _look(w: int, made: int, cause: int) -> int:
    one = watch(w, made)
    one.is_pending = False
    if one.is_stopped:
        return 0
    one.cause = cause
    one.holds = _evaluate(w, made) == _TRUE
    if one.react_code >= 0:
        through(w, one.react_code, one.react_a, made, cause)
    return 0


@rule
def _ring(w: int, made: int, cause: int) -> int:
    if not watch(w, made).is_pending:
        _look(w, made, cause)
    return 0


@rule
def _arrange_clock(w: int, made: int, wake: int) -> int:
    """Wake it at a moment of the scenario clock, or at a time of each day."""
    row, now = wake_row(w, wake), world(w)
    if row.signal == _SIGNAL_TIME:
        if row.index > now.now_ms:
            at(w, row.index, watch(w, made).key, _TICK, made, 0, ROOT)
    elif row.signal == _SIGNAL_CLOCK:
        ahead = (row.index - now.start_of_day_ms - now.now_ms - 1) % _DAY_MS + 1
        at(w, now.now_ms + ahead, watch(w, made).key, _TICK, made, 1, ROOT)
    return 0


@rule
def _tick(w: int, made: int, again: int, cause: int) -> int:
    one = watch(w, made)
    if again != 0 and not one.is_stopped:
        at(w, world(w).now_ms + _DAY_MS, one.key, _TICK, made, 1, cause)
    if not one.is_pending:
        _look(w, made, cause)
    return 0


# --- evaluation ---


@rule
def _evaluate(w: int, made: int) -> int:
    """Work out a condition: FALSE, UNKNOWN or TRUE."""
    row = condition_row(w, watch(w, made).condition)
    top = -1
    for number in range(row.steps_first, row.steps_first + row.steps_count):
        step = step_row(w, number)
        if step.op == _OP_AND:
            top -= 1
            operand(w, top).value = min(operand(w, top).value, operand(w, top + 1).value)
        elif step.op == _OP_OR:
            top -= 1
            operand(w, top).value = max(operand(w, top).value, operand(w, top + 1).value)
        elif step.op == _OP_NOT:
            operand(w, top).value = _TRUE - operand(w, top).value
        elif step.op == _OP_HELD:
            operand(w, top).value = _held(w, made, number, operand(w, top).value)
        else:
            top += 1
            operand(w, top).value = step.fact if step.op == _OP_CONSTANT else _fact(w, made, number)
    return operand(w, 0).value


@rule
def _fact(w: int, made: int, number: int) -> int:
    one = watch(w, made)
    if step_row(w, number).team >= 0:
        return through(w, _BELIEF, number, condition_row(w, one.condition).reluctant)
    return _TRUE if is_so(w, number, one.scope) else _FALSE


@rule
def _held(w: int, made: int, number: int, value: int) -> int:
    """Return whether the value has been true for long enough, and arrange to look when it will have been."""
    one, step = watch(w, made), step_row(w, number)
    kept = slot(w, one.slots_first + step.slot)
    if value != _TRUE:
        kept.since_ms = NONE
        return min(value, _UNKNOWN)
    now = world(w).now_ms
    if kept.since_ms < 0:
        kept.since_ms = now
    duration_ms = step.duration_ms
    if condition_row(w, one.condition).reluctant:
        duration_ms = int(step.duration_ms * _reluctance(w))
    due = kept.since_ms + duration_ms
    if now >= due:
        return _TRUE
    if kept.timer_ms != due:
        kept.timer_ms = due
        at(w, due, one.key, _RING, made, 0, one.cause)
    return _FALSE


@rule
def _reluctance(w: int) -> float:
    """Return the factor on what it takes to raise a level: commitment and the handshake (1 at operating)."""
    return clipped(ratio(w, _COMMITMENT) * ratio(w, _HANDSHAKE))


@rule
def _look_once(w: int, condition: int, scope: int, key: int) -> int:
    """Return whether a condition holds now, without watching."""
    made = _make_watch(w, condition, key, NONE, NONE, scope)
    holds = _evaluate(w, made) == _TRUE
    return 1 if holds else 0


def watching(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: ARG001, PLR0911, PLR0912, PLR0913, C901 - switchboard
    """Everything that others may ask about conditions."""
    if code == _CHANGED:
        return _tell_changed(w, a, b, c, d)
    if code == _LOOK:
        return _look(w, a, c)
    if code == _WAKE:
        return _wake(w, a, b)
    if code == _SET_SIDE:
        return _set_side(w, a, b != 0, c)
    if code == _OCCURRENCE_CHANGED:
        return _tell_occurrence_changed(w, a, b)
    if code == _RING:
        return _ring(w, a, c)
    if code == _TICK:
        return _tick(w, a, b, c)
    if code == _SET_FLAG:
        return _set_flag(w, a, b != 0, c)
    if code == _MAKE_WATCH:
        return _make_watch(w, a, b, c, d, e)
    if code == _START_WATCH:
        return _start_watch(w, a)
    if code == _STOP_WATCH:
        return _stop_watch(w, a)
    if code == _LOOK_ONCE:
        return _look_once(w, a, b, c)
    if code == _RELUCTANCE:
        world(w).answer = _reluctance(w)
    return 0
