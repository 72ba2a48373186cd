"""Tasks wait, work, may fail and be repeated, and then do what they are for."""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    at,
    cancel,
    chance,
    changed,
    clipped,
    draw_ms,
    drawn_total,
    give,
    key_of,
    left_anew,
    list_count,
    list_first,
    mark_as,
    pull,
    push,
    ratio,
    record,
    take,
    time_of,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import room_of, through
from sems_sim.kernel.rules_crews_queues import new_job, quality_of, release, submit, withdraw
from sems_sim.kernel.state_assets import asset_state
from sems_sim.kernel.state_crews import WORKS, asset_work, instance, job, tasks_state, work
from sems_sim.kernel.state_effects import task_pin
from sems_sim.kernel.state_world import LISTS, constants, list_row, pool_state, world
from sems_sim.kernel.tables import asset_row, number, pair, plan_row, resource_row, task_row
from sems_sim.laws import bounded_error as _bounded_error
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.laws import stress_factor as _stress_factor
from sems_sim.model import FOREVER_MS, Act, Parameter, Signal

START, REFUSE, ATTEMPTED, PAUSE_OR_RESUME = (doors.CREWS << 8 | 33 + place for place in range(4))
ATTEMPT_BITS = 12
"""A draw for a task has n = instance << ATTEMPT_BITS | attempt."""
_FOREVER_MS = FOREVER_MS
_TASK, _TASK_SIGNAL = int(Phase.TASK), int(Signal.TASK)
_SETTLE, _WORK, _GIVE_UP = int(Act.SETTLE), int(Act.WORK), int(Act.GIVE_UP)
_READY, _STARTED, _DONE, _FAILED = (
    int(Kind[f"TASK_{name}"]) for name in ("READY", "STARTED", "DONE", "FAILED")
)
_PAUSED, _RESUMED, _RETRIED = int(Kind.TASK_PAUSED), int(Kind.TASK_RESUMED), int(Kind.TASK_RETRIED)
_GAVE_UP, _STOPPED = int(Kind.TASK_GAVE_UP), int(Kind.TASK_STOPPED)
_PLAN_FINISHED, _PLAN_FAILED = int(Kind.PLAN_FINISHED), int(Kind.PLAN_FAILED)
_PRIORITY_RIGHT, _TASK_DURATION = int(Parameter.PRIORITY_RIGHT), int(Parameter.TASK_DURATION)
_ACTION_ERROR, _PROCEDURE_ERROR = int(Parameter.ACTION_ERROR), int(Parameter.PROCEDURE_ERROR)
_INSTANCE_ENDED, _LOAD, _DO, _UNDO = doors.INSTANCE_ENDED, doors.LOAD, doors.DO, doors.UNDO
bounded_error, ms_to_hours, stress_factor = law(_bounded_error), law(_ms_to_hours), law(_stress_factor)


# --- from ready to started ---


@rule
def start_instance(w: int, which: int, cause: int) -> int:
    """Make every task of an instance ready that waits for no other."""
    plan = plan_row(w, instance(w, which).plan)
    first, last = 0, NONE
    for place in range(plan.tasks_count):
        last = _new_work(w, plan.tasks_first + place, which)
        if place == 0:
            first = last
    if last - first != plan.tasks_count - 1:
        first = (
            room_of(w, WORKS) - plan.tasks_count
        )  # the pool ran out: the replication is void, its rows are there
    instance(w, which).works_first = first
    return _advance(w, which, cause)


@rule
def _new_work(w: int, task: int, which: int) -> int:
    new = take(w, WORKS)
    one = work(w, new)
    one.task, one.instance = task, which
    one.finished_ms, one.ready_ms, one.started_ms = NONE, NONE, NONE
    one.job, one.end, one.give_up, one.held = NONE, NONE, NONE, NONE
    return new


@rule
def _advance(w: int, which: int, cause: int) -> int:
    """Make ready what has become ready; end the instance when nothing more can happen."""
    it = instance(w, which)
    count = plan_row(w, it.plan).tasks_count
    for place in range(it.works_first, it.works_first + count):
        if work(w, place).ready_ms == NONE and work(w, place).outcome == 0 and _follows(w, place):
            _ready(w, place, cause)
    is_done = True
    for place in range(it.works_first, it.works_first + count):
        if work(w, place).ready_ms != NONE and work(w, place).outcome == 0:
            return 0
        if work(w, place).outcome != _DONE:
            is_done = False
    if it.ended_ms == NONE:
        _end(w, which, _PLAN_FINISHED if is_done else _PLAN_FAILED, cause)
    return 0


@rule
def _follows(w: int, place: int) -> bool:
    """Return whether all is done that a piece of work comes after."""
    one = work(w, place)
    it = instance(w, one.instance)
    row = task_row(w, one.task)
    ahead = it.works_first - plan_row(w, it.plan).tasks_first
    for other in range(row.after_first, row.after_first + row.after_count):
        if work(w, ahead + number(w, other).value).outcome != _DONE:
            return False
    return True


@rule
def _end(w: int, which: int, kind: int, cause: int) -> int:
    it = instance(w, which)
    it.ended_ms, it.is_done = world(w).now_ms, kind == _PLAN_FINISHED
    return through(w, _INSTANCE_ENDED, which, kind, cause)


@rule
def _ready(w: int, which: int, cause: int) -> int:
    one = work(w, which)
    row = task_row(w, one.task)
    own = instance(w, one.instance).number
    one.ready_ms = world(w).now_ms
    told = record(w, _TASK, row.entity, _READY, float(own), cause)
    one.job = new_job(w)
    asked = job(w, one.job)
    asked.entity, asked.number = row.entity, own
    asked.start_code, asked.refused_code, asked.start_a = START, REFUSE, which
    asked.needs_first, asked.needs_count = row.uses_first, row.uses_count
    asked.priority = _priority(w, one.task, own)
    asked.rival = chance(w, row.rival_stream, own)
    if row.gives_up_ms < _FOREVER_MS:
        key = key_of(_TASK, row.entity, _GIVE_UP, own)
        one.give_up = at(w, world(w).now_ms + row.gives_up_ms, key, REFUSE, which, 0, told)
    return submit(w, one.job, told)


@rule
def _priority(w: int, task: int, own: int) -> int:
    """Return the task's place in the queue; if business priority is not understood, any place."""
    row = task_row(w, task)
    stated: int = row.priority
    if not world(w).people_on:
        return stated
    right = min(1.0, ratio(w, _PRIORITY_RIGHT))
    drawn = chance(w, row.priority_stream, own)
    if drawn < right:
        return stated
    return 1 + int(9.0 * (drawn - right) / (1.0 - right))


@rule
def refuse(w: int, which: int, cause: int) -> int:
    """Nobody is free for it, and it waits no longer."""
    one = work(w, which)
    if one.job == NONE or one.started_ms != NONE or one.outcome != 0:
        return 0
    withdraw(w, one.job, cause)
    told = _finish(w, which, _GAVE_UP, cause)
    return _advance(w, one.instance, told)


@rule
def start(w: int, which: int, cause: int) -> int:
    """Begin, holding all that is needed."""
    one = work(w, which)
    row = task_row(w, one.task)
    one.started_ms = world(w).now_ms
    cancel(w, one.give_up)
    told = record(w, _TASK, row.entity, _STARTED, float(instance(w, one.instance).number), cause)
    for place in range(row.needs_first, row.needs_first + row.needs_count):
        busy = asset_work(w, number(w, place).value)
        busy.works = push(w, busy.works, which, 0, 0.0)
    _attempt(w, which, told)
    return changed(w, _TASK_SIGNAL, one.task, told, NONE)


# --- work ---


@rule
def _draw_number(w: int, which: int) -> int:
    one = work(w, which)
    return instance(w, one.instance).number << ATTEMPT_BITS | one.attempt


@rule
def _attempt(w: int, which: int, cause: int) -> int:
    one = work(w, which)
    row = task_row(w, one.task)
    factor = _duration_factor(w, which)
    one.left_ms = draw_ms(w, row.takes_law, row.takes_stream, _draw_number(w, which), factor)
    one.whole_ms, one.factor = drawn_total(w, one.left_ms), factor
    return _go_on(w, which, cause)


@rule
def _duration_factor(w: int, which: int) -> float:
    one = work(w, which)
    row = task_row(w, one.task)
    if row.outside:
        return 1.0
    factor = clipped(ratio(w, _TASK_DURATION))
    if instance(w, one.instance).is_improvised:
        factor *= constants(w).improvised_duration
    return factor / quality_of(w, row.uses_first, row.uses_count)


@rule
def _go_on(w: int, which: int, cause: int) -> int:
    one = work(w, which)
    row = task_row(w, one.task)
    it = instance(w, one.instance)
    one.attempt_ms = world(w).now_ms
    if not task_pin(w, one.task).is_pinned:
        _arrange_end(w, which, cause)
    held = NONE
    if row.during_count > 0:
        held = through(w, _DO, row.during_first, row.during_count, it.occurrence, cause)
    one.held = held
    return 0


@rule
def _arrange_end(w: int, which: int, cause: int) -> int:
    one = work(w, which)
    row = task_row(w, one.task)
    key = key_of(_TASK, row.entity, _WORK, instance(w, one.instance).number)
    one.end = at(w, world(w).now_ms + one.left_ms, key, ATTEMPTED, which, 0, cause)
    mark_as(w, one.end, row.takes_law, row.takes_stream, _draw_number(w, which), one.whole_ms, one.factor)
    return 0


@rule
def redraw_tasks(w: int) -> int:
    """Draw anew what is left of work that rests: paused, or pinned."""
    for which in range(pool_state(w, WORKS).used):
        one = work(w, which)
        if one.started_ms != NONE and one.outcome == 0 and one.end < 0:
            row, n = task_row(w, one.task), _draw_number(w, which)
            one.left_ms = left_anew(
                w, row.takes_law, row.takes_stream, n, one.whole_ms, one.left_ms, one.factor
            )
    return 0


@rule
def pin_task(w: int, task: int, is_pinned: bool, cause: int) -> int:
    """Let work on a task make no progress and come to no end, with all it holds kept, or go on."""
    task_pin(w, task).is_pinned = is_pinned
    for which in range(pool_state(w, WORKS).used):
        one = work(w, which)
        if one.task != task or one.started_ms == NONE or one.outcome != 0 or one.is_paused:
            continue
        if is_pinned:
            one.left_ms = time_of(w, one.end) - world(w).now_ms
            one.end = cancel(w, one.end)
        else:
            _arrange_end(w, which, cause)
    return 0


@rule
def _halt(w: int, which: int, cause: int) -> int:
    """Stop working, with what is done kept; what is held while running ends."""
    one = work(w, which)
    if one.end != NONE:
        one.left_ms = time_of(w, one.end) - world(w).now_ms
        one.end = cancel(w, one.end)
    held = one.held
    if list_count(w, held) > 0:
        one.held = NONE  # first of all, since the list is gone when its effects have ended
        through(w, _UNDO, held, cause)
    return 0


@rule
def asset_changed(w: int, asset: int, cause: int) -> int:
    """Ask for a look at tasks that need this asset, in their own phase."""
    if list_count(w, asset_work(w, asset).works) > 0:
        key = key_of(_TASK, asset_row(w, asset).entity, _SETTLE, 0)
        at(w, world(w).now_ms, key, PAUSE_OR_RESUME, asset, 0, cause)
    return 0


@rule
def pause_or_resume(w: int, asset: int, cause: int) -> int:
    """Look at every task that needs an asset, as they stood before the first of them paused or went on."""
    works = NONE
    entry = list_first(w, asset_work(w, asset).works)
    while entry >= 0:
        works = push(w, works, list_row(w, entry).number, 0, 0.0)
        entry = list_row(w, entry).link
    entry = list_first(w, works)
    while entry >= 0:
        _look_after(w, list_row(w, entry).number, cause)
        seen, entry = entry, list_row(w, entry).link
        give(w, LISTS, seen)
    if works >= 0:
        give(w, LISTS, works)
    return 0


@rule
def _look_after(w: int, which: int, cause: int) -> int:
    """Pause a task that lacks an asset, or let it go on."""
    one = work(w, which)
    row = task_row(w, one.task)
    works = True
    for place in range(row.needs_first, row.needs_first + row.needs_count):
        if asset_state(w, number(w, place).value).level <= 0:
            works = False
    if works != one.is_paused:
        return 0
    one.is_paused = not works
    own = float(instance(w, one.instance).number)
    if one.is_paused:
        return _halt(w, which, record(w, _TASK, row.entity, _PAUSED, own, cause))
    return _go_on(w, which, record(w, _TASK, row.entity, _RESUMED, own, cause))


@rule
def attempted(w: int, which: int, cause: int) -> int:
    """The work is over: it succeeded, or is done again, or has failed."""
    one = work(w, which)
    row = task_row(w, one.task)
    one.end = NONE
    drawn = chance(w, row.chance_stream, _draw_number(w, which))
    if drawn < _success_chance(w, which):
        return _complete(w, which, _DONE, cause)
    tasks_state(w).rework_cost += _cost_per_h(w, one.task) * ms_to_hours(world(w).now_ms - one.attempt_ms)
    if row.retries >= 0 and one.retries >= row.retries:
        return _complete(w, which, _FAILED, cause)
    one.retries += 1
    one.attempt += 1
    _halt(w, which, cause)
    own = float(instance(w, one.instance).number)
    return _attempt(w, which, record(w, _TASK, row.entity, _RETRIED, own, cause))


@rule
def _success_chance(w: int, which: int) -> float:
    """Return the stated chance, less human error under the present load (SPAR-H)."""
    one = work(w, which)
    row = task_row(w, one.task)
    if row.outside or not world(w).people_on:
        return float(row.chance)
    factor = ratio(w, _ACTION_ERROR) * ratio(w, _PROCEDURE_ERROR)
    if instance(w, one.instance).is_improvised:
        factor *= constants(w).improvised_error
    factor *= stress_factor(_load(w, which))
    return float(row.chance * (1.0 - bounded_error(constants(w).action_error, factor)))


@rule
def _load(w: int, which: int) -> float:
    team = plan_row(w, instance(w, work(w, which).instance).plan).team
    if team == NONE:
        return 0.5
    through(w, _LOAD, team)
    return world(w).answer


@rule
def _complete(w: int, which: int, kind: int, cause: int) -> int:
    _release(w, which, cause)
    told = _finish(w, which, kind, cause)
    one = work(w, which)
    row = task_row(w, one.task)
    it = instance(w, one.instance)
    if kind == _DONE and row.effects_count > 0:
        through(w, _DO, row.effects_first, row.effects_count, it.occurrence, told)
    if it.ended_ms == NONE:
        _advance(w, one.instance, told)
    return 0


@rule
def _release(w: int, which: int, cause: int) -> int:
    one = work(w, which)
    row = task_row(w, one.task)
    if instance(w, one.instance).is_improvised:
        extra = constants(w).improvised_cost - 1.0
        hours = ms_to_hours(world(w).now_ms - one.started_ms)
        tasks_state(w).improvised_cost += extra * hours * _cost_per_h(w, one.task)
    _halt(w, which, cause)
    for place in range(row.needs_first, row.needs_first + row.needs_count):
        pull(w, asset_work(w, number(w, place).value).works, which)
    if one.job != NONE:
        release(w, one.job, cause)
    return 0


@rule
def _cost_per_h(w: int, task: int) -> float:
    row = task_row(w, task)
    cost = constants(w).task_cost_per_h
    for place in range(row.uses_first, row.uses_first + row.uses_count):
        cost += pair(w, place).amount * resource_row(w, pair(w, place).index).cost_per_h
    return cost


@rule
def _finish(w: int, which: int, kind: int, cause: int) -> int:
    """Note how a task ended; what follows from that is for who asks."""
    one = work(w, which)
    one.finished_ms, one.outcome = world(w).now_ms, kind
    own = float(instance(w, one.instance).number)
    told = record(w, _TASK, task_row(w, one.task).entity, kind, own, cause)
    changed(w, _TASK_SIGNAL, one.task, told, NONE)
    return told


@rule
def stop_instance(w: int, which: int, cause: int) -> int:
    """Stop an instance and give back all it holds, because its occurrence is over."""
    it = instance(w, which)
    if it.ended_ms != NONE:
        return 0
    count = plan_row(w, it.plan).tasks_count
    for place in range(it.works_first, it.works_first + count):
        if work(w, place).outcome == 0:
            _stop_work(w, place, cause)
    some_done, some_failed = False, False
    for place in range(it.works_first, it.works_first + count):
        some_done = some_done or work(w, place).outcome == _DONE
        some_failed = some_failed or work(w, place).outcome == _FAILED
    kind = _PLAN_FINISHED if some_done and not some_failed else _PLAN_FAILED
    return _end(w, which, kind, cause)


@rule
def _stop_work(w: int, which: int, cause: int) -> int:
    one = work(w, which)
    if one.started_ms != NONE:
        _release(w, which, cause)
    elif one.job != NONE:
        withdraw(w, one.job, cause)
    cancel(w, one.give_up)
    return _finish(w, which, _STOPPED, cause)
