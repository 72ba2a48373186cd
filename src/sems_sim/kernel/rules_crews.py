"""Crews and tasks: what they come to, and the unit's switchboard."""

from __future__ import annotations

from math import nan

from sems_sim.events import Kind
from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.lines import BUSY, PRESENT, SHORT, meter_until, resource_meter
from sems_sim.kernel.rules_crews_queues import (
    SCAN,
    asset_tie,
    new_job,
    note_present,
    presence_changed,
    release,
    scan,
    set_service_need,
    stock_tie,
    submit,
    touch_all,
    withdraw,
)
from sems_sim.kernel.rules_tasks import (
    ATTEMPTED,
    PAUSE_OR_RESUME,
    REFUSE,
    START,
    asset_changed,
    attempted,
    pause_or_resume,
    pin_task,
    redraw_tasks,
    refuse,
    start,
    start_instance,
    stop_instance,
)
from sems_sim.kernel.state_crews import WORKS, crew_state, task_sum, work
from sems_sim.kernel.state_world import counts, measure_place, outcome, pool_state, world
from sems_sim.kernel.tables import resource_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import EntityKind, measure_names

_RESOURCE, _TASK, _DONE = int(EntityKind.RESOURCE), int(EntityKind.TASK), int(Kind.TASK_DONE)
_RESOURCE_MEASURES, _TASK_MEASURES = (
    len(measure_names(kind)) for kind in (EntityKind.RESOURCE, EntityKind.TASK)
)
_NEVER_HAPPENED = nan
ms_to_hours = law(_ms_to_hours)
_START_CREWS, _SUBMIT, _WITHDRAW, _RELEASE = doors.START_CREWS, doors.SUBMIT, doors.WITHDRAW, doors.RELEASE
_SET_SERVICE_NEED, _NEW_JOB, _CREW_COST = doors.SET_SERVICE_NEED, doors.NEW_JOB, doors.CREW_COST
_TOUCH_BY_ASSET, _TOUCH_BY_STOCK = doors.TOUCH_BY_ASSET, doors.TOUCH_BY_STOCK
_PRESENCE_CHANGED, _TASK_ASSET_CHANGED = doors.PRESENCE_CHANGED, doors.TASK_ASSET_CHANGED
_START_INSTANCE, _STOP_INSTANCE = doors.START_INSTANCE, doors.STOP_INSTANCE
_PIN_TASK = doors.PIN_TASK
_FORK_TASKS = doors.FORK_TASKS
_MEASURE_CREWS, _MEASURE_TASKS = doors.MEASURE_CREWS, doors.MEASURE_TASKS


@rule
def _start_crews(w: int) -> int:
    """Begin to count who is there."""
    for resource in range(counts(w).resources):
        note_present(w, resource)
    return 0


@rule
def _cost(w: int, end_ms: int) -> float:
    """Return the money that units at work have cost."""
    money = 0.0
    for resource in range(counts(w).resources):
        money += resource_row(w, resource).cost_per_h * meter_until(
            w, resource_meter(w, resource, BUSY), end_ms
        )
    return money


@rule
def _measure_crews(w: int, end_ms: int) -> int:
    """Write down shortage, use and waits of each resource."""
    place = measure_place(w, _RESOURCE).first
    for resource in range(counts(w).resources):
        pool = crew_state(w, resource)
        there = meter_until(w, resource_meter(w, resource, PRESENT), end_ms)
        busy = meter_until(w, resource_meter(w, resource, BUSY), end_ms)
        outcome(w, place).value = meter_until(w, resource_meter(w, resource, SHORT), end_ms)
        outcome(w, place + 1).value = busy / there if there > 0.0 else 0.0
        outcome(w, place + 2).value = _mean_h(pool.wait_ms, pool.starts)
        outcome(w, place + 3).value = _NEVER_HAPPENED
        if pool.starts > 0:
            outcome(w, place + 3).value = ms_to_hours(pool.longest_wait_ms)
        outcome(w, place + 4).value = float(pool.requests)
        place += _RESOURCE_MEASURES
    return 0


@rule
def _mean_h(total_ms: int, times: int) -> float:
    """Return the mean of moments or durations, in hours; not a number if there are none."""
    if times == 0:
        return _NEVER_HAPPENED
    return float(ms_to_hours(total_ms) / float(times))


@rule
def _measure_tasks(w: int) -> int:
    """Write down the measures of every task, means over its started instances."""
    for which in range(pool_state(w, WORKS).used):
        _add_up(w, which)
    place = measure_place(w, _TASK).first
    for task in range(counts(w).tasks):
        summed = task_sum(w, task)
        outcome(w, place).value = _mean_h(summed.started_ms, summed.started)
        outcome(w, place + 1).value = float(summed.started)
        outcome(w, place + 2).value = _mean_h(summed.finished_ms, summed.done)
        outcome(w, place + 3).value = float(summed.done)
        outcome(w, place + 4).value = _mean_h(summed.wait_ms, summed.started)
        outcome(w, place + 5).value = float(summed.started)
        outcome(w, place + 6).value = float(summed.retries)
        place += _TASK_MEASURES
    return 0


@rule
def _add_up(w: int, which: int) -> int:
    """Add one piece of work that has been started to what its task comes to."""
    one = work(w, which)
    if one.started_ms == NONE:
        return 0
    summed = task_sum(w, one.task)
    summed.started += 1
    summed.started_ms += one.started_ms
    summed.wait_ms += one.started_ms - one.ready_ms
    summed.retries += one.retries
    if one.outcome == _DONE:
        summed.done += 1
        summed.finished_ms += one.finished_ms
    return 0


def crews(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: PLR0911, PLR0912, PLR0913, C901, ARG001 - switchboard
    """Everything that others may ask of crews and tasks, and their own events."""
    if code == SCAN:
        return scan(w)
    if code == START:
        return start(w, a, c)
    if code == ATTEMPTED:
        return attempted(w, a, c)
    if code == _SUBMIT:
        return submit(w, a, b)
    if code == _RELEASE:
        return release(w, a, b)
    if code == _WITHDRAW:
        return withdraw(w, a, b)
    if code == _NEW_JOB:
        return new_job(w)
    if code == _TOUCH_BY_ASSET:
        return touch_all(w, asset_tie(w, a), b)
    if code == _TASK_ASSET_CHANGED:
        return asset_changed(w, a, b)
    if code == _TOUCH_BY_STOCK:
        return touch_all(w, stock_tie(w, a), b)
    if code == _SET_SERVICE_NEED:
        return set_service_need(w, a, x, b)
    if code == _PRESENCE_CHANGED:
        return presence_changed(w, a, b)
    if code == PAUSE_OR_RESUME:
        return pause_or_resume(w, a, c)
    if code == REFUSE:
        return refuse(w, a, c)
    if code == _START_INSTANCE:
        return start_instance(w, a, b)
    if code == _STOP_INSTANCE:
        return stop_instance(w, a, b)
    if code == _PIN_TASK:
        return pin_task(w, a, b != 0, c)
    if code == _FORK_TASKS:
        return redraw_tasks(w)
    if code == _CREW_COST:
        world(w).answer = _cost(w, a)
    elif code == _MEASURE_CREWS:
        return _measure_crews(w, a)
    elif code == _MEASURE_TASKS:
        return _measure_tasks(w)
    elif code == _START_CREWS:
        return _start_crews(w)
    return 0
