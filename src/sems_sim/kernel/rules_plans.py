"""Plans start when a picture says so; without a usable one people improvise.

A plan starts once per spell of its condition, when its level is reached and has authority. It never overlaps itself,
except one that runs for each occurrence of an incident; that one stops with its occurrence.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    ROOT,
    at_drawn,
    chance,
    changed,
    key_of,
    list_first,
    pull,
    push,
    ratio,
    record,
    take,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import through
from sems_sim.kernel.rules_deciding import deciding_ms, has_authority, is_played
from sems_sim.kernel.rules_plans_answers import answer, at_work, has_answer, measure
from sems_sim.kernel.state_command import command_state
from sems_sim.kernel.state_crews import INSTANCES, instance
from sems_sim.kernel.state_incidents import occurrence
from sems_sim.kernel.state_plans import (
    MISSING,
    TRIGGERS,
    UNKNOWN,
    USABLE,
    incident_plans,
    plan_of,
    plan_state,
    plans_state,
    trigger,
)
from sems_sim.kernel.state_watching import watch
from sems_sim.kernel.state_world import counts, list_row, world
from sems_sim.kernel.tables import condition_line, level_row, number, plan_row
from sems_sim.model import Act, Parameter, Signal

_NOTICED, _BEGIN = (doors.PLANS << 8 | which for which in (32, 33))
"""Events: what may start a plan was looked at, and somebody has decided to start one."""
_COMMAND_LEVEL = int(Phase.COMMAND_LEVEL)
_WAKE_ACT, _WAKE_OCCURRENCE_ACT, _PLAN_ACT = int(Act.WAKE), int(Act.WAKE_OCCURRENCE), int(Act.PLAN)
_PLAN_STARTED, _PLAN_MISSING = int(Kind.PLAN_STARTED), int(Kind.PLAN_MISSING)
_PLAN_DUE = int(Kind.PLAN_DUE)
_ON_REGISTER, _PLAN_EXISTS = int(Parameter.ON_REGISTER), int(Parameter.PLAN_EXISTS)
_SIGNAL_PLAN = int(Signal.PLAN)
_MAKE_WATCH, _START_WATCH, _STOP_WATCH = doors.MAKE_WATCH, doors.START_WATCH, doors.STOP_WATCH
_WAKE, _START_INSTANCE, _STOP_INSTANCE = doors.WAKE, doors.START_INSTANCE, doors.STOP_INSTANCE
_START_PLANS, _INVOKE, _PLANS_OPENED = doors.START_PLANS, doors.INVOKE, doors.PLANS_OPENED
_PLANS_CLOSED, _PLANS_AUTHORITY = doors.PLANS_CLOSED, doors.PLANS_AUTHORITY
_INSTANCE_ENDED, _ANSWER_PLAN = doors.INSTANCE_ENDED, doors.ANSWER_PLAN
_HAS_ANSWER, _MEASURE_PLANS = doors.HAS_ANSWER, doors.MEASURE_PLANS


# --- what may start them ---


@rule
def _start(w: int) -> int:
    """Begin to watch for what starts each plan."""
    for plan in range(counts(w).plans):
        row = plan_row(w, plan)
        if row.per < 0 and row.when_count > 0:
            _add_trigger(w, plan, NONE, ROOT)
    return 0


@rule
def _add_trigger(w: int, plan: int, scope: int, cause: int) -> int:
    made = take(w, TRIGGERS)
    one, row = trigger(w, made), plan_row(w, plan)
    one.link, one.before, one.plan, one.occurrence, one.watches = NONE, NONE, plan, scope, NONE
    for reader in range(row.when_count):
        condition = number(w, row.when_first + reader).value
        key = key_of(_COMMAND_LEVEL, row.entity, _WAKE_ACT, condition)
        if scope >= 0:
            turn = occurrence(w, scope).number * row.when_count + reader
            key = key_of(_COMMAND_LEVEL, row.entity, _WAKE_OCCURRENCE_ACT, turn)
        which = through(w, _MAKE_WATCH, condition, key, _NOTICED, made, scope)
        one.watches = push(w, one.watches, which, 0, 0.0)
    _put_last(w, made)
    entry = list_first(w, one.watches)
    while entry >= 0:
        through(w, _START_WATCH, list_row(w, entry).number)
        entry = list_row(w, entry).link
    if _holding(w, made) >= 0:
        through(w, _WAKE, list_row(w, list_first(w, one.watches)).number, cause)
    return 0


@rule
def _put_last(w: int, made: int) -> int:
    """Put a trigger after those that came before it."""
    one = trigger(w, made)
    order = plans_state(w, 1 if one.occurrence >= 0 else 0)
    one.before = order.last_trigger
    if order.last_trigger < 0:
        order.first_trigger = made
    else:
        trigger(w, order.last_trigger).link = made
    order.last_trigger = made
    if one.occurrence >= 0:
        scope = occurrence(w, one.occurrence)
        scope.triggers = push(w, scope.triggers, made, 0, 0.0)
    return 0


@rule
def _put_out(w: int, made: int) -> int:
    """Take a trigger out of its order; it keeps its own link, for whoever is at it."""
    one, order = trigger(w, made), plans_state(w, 1)
    if one.before < 0:
        order.first_trigger = one.link
    else:
        trigger(w, one.before).link = one.link
    if one.link < 0:
        order.last_trigger = one.before
    else:
        trigger(w, one.link).before = one.before
    return 0


@rule
def _holding(w: int, made: int) -> int:
    """Return the first of a trigger's watches whose condition holds, or NONE."""
    entry = list_first(w, trigger(w, made).watches)
    while entry >= 0:
        which = list_row(w, entry).number
        if watch(w, which).holds:
            return which
        entry = list_row(w, entry).link
    return NONE


@rule
def _opened(w: int, scope: int, cause: int) -> int:
    found = incident_plans(w, occurrence(w, scope).incident)
    for place in range(found.own_first, found.own_first + found.own_count):
        _add_trigger(w, plan_of(w, place).plan, scope, cause)
    return 0


@rule
def _closed(w: int, scope: int, cause: int) -> int:
    """An occurrence is over: its instances stop and give back what they hold."""
    it = occurrence(w, scope)
    entry = list_first(w, it.triggers)
    it.triggers = NONE
    while entry >= 0:
        made = list_row(w, entry).number
        _put_out(w, made)
        _stop_watches(w, made)
        entry = list_row(w, entry).link
    found = incident_plans(w, it.incident)
    for place in range(found.own_first, found.own_first + found.own_count):
        one = at_work(w, plan_of(w, place).plan, it.number)
        if one >= 0:
            through(w, _STOP_INSTANCE, one, cause)
    return 0


@rule
def _stop_watches(w: int, made: int) -> int:
    entry = list_first(w, trigger(w, made).watches)
    while entry >= 0:
        through(w, _STOP_WATCH, list_row(w, entry).number)
        entry = list_row(w, entry).link
    return 0


@rule
def _authority(w: int, cause: int) -> int:
    """Start what was only waiting for the level or its authority."""
    for order in range(2):
        last = plans_state(w, order).last_trigger
        made = plans_state(w, order).first_trigger
        while made >= 0:
            _reconsider(w, made, cause)
            if made == last:
                break
            made = trigger(w, made).link
    return 0


@rule
def _reconsider(w: int, made: int, cause: int) -> int:
    one = trigger(w, made)
    if _holding(w, made) < 0:
        one.is_spell, one.is_due = False, False
    elif not one.is_spell and _may_start(w, one.plan):
        if one.occurrence < 0 and plan_state(w, one.plan).running > 0:
            return 0
        which = _acting(w, made)
        if which < 0:
            return _ask_players(w, made, cause)
        one.is_spell = True
        _decide(w, made, _reader(w, made, which), cause)
    return 0


@rule
def _reader(w: int, made: int, which: int) -> int:
    """Return the team that would decide on a watch: its reader, or the plan's own."""
    reader: int = condition_line(w, watch(w, which).condition).reader
    if reader < 0:
        reader = plan_row(w, trigger(w, made).plan).team
    return reader


@rule
def _acting(w: int, made: int) -> int:
    """Return the first of a trigger's watches that holds and that no players read, or NONE."""
    entry = list_first(w, trigger(w, made).watches)
    while entry >= 0:
        which = list_row(w, entry).number
        if watch(w, which).holds and not is_played(w, _reader(w, made, which)):
            return which
        entry = list_row(w, entry).link
    return NONE


@rule
def _ask_players(w: int, made: int, cause: int) -> int:
    """Leave it to players to start a plan; the value says for which occurrence, counted from 1."""
    one = trigger(w, made)
    if not one.is_due:
        one.is_due = True
        value = 0.0
        if one.occurrence >= 0:
            value = occurrence(w, one.occurrence).number + 1.0
        record(w, _COMMAND_LEVEL, plan_row(w, one.plan).entity, _PLAN_DUE, value, cause)
    return 0


@rule
def _decide(w: int, made: int, reader: int, cause: int) -> int:
    one = trigger(w, made)
    row, it = plan_row(w, one.plan), plan_state(w, one.plan)
    turn = it.decided
    it.decided = turn + 1
    delay = deciding_ms(w, reader, row.delay_stream, turn, 1.0, NONE)
    if delay == 0:
        return _invoke(w, one.plan, one.occurrence, cause)
    key = key_of(_COMMAND_LEVEL, row.entity, _PLAN_ACT, turn)
    at_drawn(w, world(w).now_ms + delay, key, _BEGIN, made, reader, cause)
    return 0


@rule
def _begin(w: int, made: int, reader: int, cause: int) -> int:
    """Start what has been decided, if it still may be and players have not taken over."""
    one = trigger(w, made)
    if not _may_start(w, one.plan):
        one.is_spell = False
    elif one.occurrence >= 0 and not occurrence(w, one.occurrence).is_open:
        return 0
    elif is_played(w, reader):
        one.is_spell = False
        _ask_players(w, made, cause)
    else:
        _invoke(w, one.plan, one.occurrence, cause)
    return 0


@rule
def _may_start(w: int, plan: int) -> bool:
    """Return whether the level is reached, or has unlocked the plan, and may act."""
    if not world(w).people_on:
        return True
    if command_state(w).current >= plan_row(w, plan).level or _is_unlocked(w, plan):
        return has_authority(w)
    return False


@rule
def _is_unlocked(w: int, plan: int) -> bool:
    for level in range(command_state(w).current + 1):
        row = level_row(w, level)
        for place in range(row.unlocks_plans_first, row.unlocks_plans_first + row.unlocks_plans_count):
            if number(w, place).value == plan:
                return True
    return False


# --- their runs ---


@rule
def _invoke(w: int, plan: int, scope: int, cause: int) -> int:
    """Start a plan now; return 0 if it is running already, else 1."""
    row, it = plan_row(w, plan), plan_state(w, plan)
    own, key = NONE, 0
    if scope >= 0 and occurrence(w, scope).incident == row.per:
        own, key = scope, occurrence(w, scope).number
    if at_work(w, plan, key) >= 0:
        return 0
    made = take(w, INSTANCES)
    one = instance(w, made)
    one.link = one.ended_ms = one.works_first = NONE
    one.plan, one.number, one.occurrence, one.key = plan, it.instances, own, key
    one.started_ms = world(w).now_ms
    told = record(w, _COMMAND_LEVEL, row.entity, _PLAN_STARTED, float(it.instances), cause)
    one.is_improvised = row.improvised or _is_missing(w, plan, told)
    _keep(w, plan, made)
    changed(w, _SIGNAL_PLAN, plan, told, NONE)
    through(w, _START_INSTANCE, made, told)
    return 1


@rule
def _keep(w: int, plan: int, made: int) -> int:
    """Put an instance after those that came before it, and among those that run."""
    it = plan_state(w, plan)
    if it.last_instance < 0:
        it.first_instance = made
    else:
        instance(w, it.last_instance).link = made
    it.last_instance = made
    it.instances += 1
    it.running += 1
    it.at_work = push(w, it.at_work, instance(w, made).key, made, 0.0)
    return 0


@rule
def _is_missing(w: int, plan: int, cause: int) -> bool:
    """Return whether the plan is on paper only, drawn once a run: not on the register, or not usable."""
    row, it = plan_row(w, plan), plan_state(w, plan)
    if row.covers_count == 0 or not world(w).people_on:
        return False
    if it.missing == UNKNOWN:
        likely = min(1.0, ratio(w, _ON_REGISTER) * ratio(w, _PLAN_EXISTS))
        it.missing = USABLE
        if chance(w, row.ready_stream, 0) >= likely:
            it.missing = MISSING
            record(w, _COMMAND_LEVEL, row.entity, _PLAN_MISSING, 1.0, cause)
    return it.missing == MISSING


@rule
def _ended(w: int, made: int, kind: int, cause: int) -> int:
    """An instance is over."""
    one = instance(w, made)
    it = plan_state(w, one.plan)
    if pull(w, it.at_work, one.key):
        it.running -= 1
    told = record(w, _COMMAND_LEVEL, plan_row(w, one.plan).entity, kind, float(one.number), cause)
    return changed(w, _SIGNAL_PLAN, one.plan, told, NONE)


def plans(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: ARG001, PLR0911, PLR0913, C901 - switchboard
    """Everything that others may ask of plans."""
    if code == _ANSWER_PLAN:
        return int(answer(w, a, b))
    if code == _NOTICED:
        return _reconsider(w, a, c)
    if code == _BEGIN:
        return _begin(w, a, b, c)
    if code == _INVOKE:
        return _invoke(w, a, b, c)
    if code == _INSTANCE_ENDED:
        return _ended(w, a, b, c)
    if code == _HAS_ANSWER:
        return int(has_answer(w, a))
    if code == _PLANS_OPENED:
        return _opened(w, a, b)
    if code == _PLANS_CLOSED:
        return _closed(w, a, b)
    if code == _PLANS_AUTHORITY:
        return _authority(w, a)
    if code == _START_PLANS:
        return _start(w)
    if code == _MEASURE_PLANS:
        return measure(w)
    return 0
