"""Whether plans run, are done, have failed or would serve; and what they come to."""

from __future__ import annotations

from math import nan

from sems_sim.events import Kind
from sems_sim.kernel.asking import NONE, list_first
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.state_crews import instance, work
from sems_sim.kernel.state_incidents import occurrence
from sems_sim.kernel.state_plans import MISSING, incident_plans, plan_line, plan_of, plan_state
from sems_sim.kernel.state_world import counts, list_row, measure_place, outcome
from sems_sim.kernel.tables import plan_row, step_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import EntityKind, Fact, measure_names

_TASK_DONE, _TASK_FAILED = int(Kind.TASK_DONE), int(Kind.TASK_FAILED)
_TASK_GAVE_UP = int(Kind.TASK_GAVE_UP)
_RUNNING, _DONE = int(Fact.RUNNING), int(Fact.DONE)
_OF_PLANS, _MEASURES = int(EntityKind.PLAN), len(measure_names(EntityKind.PLAN))
_NAN = nan
ms_to_hours = law(_ms_to_hours)


@rule
def at_work(w: int, plan: int, key: int) -> int:
    """Return the instance of a plan that runs under a key, or NONE."""
    entry = list_first(w, plan_state(w, plan).at_work)
    while entry >= 0:
        if list_row(w, entry).number == key:
            return list_row(w, entry).amount
        entry = list_row(w, entry).link
    return NONE


@rule
def _is_about(w: int, plan: int, scope: int) -> bool:
    """Return whether a question about a plan means its run for one occurrence."""
    return scope >= 0 and occurrence(w, scope).incident == plan_row(w, plan).per


@rule
def _outcome_of(w: int, made: int, task: int) -> int:
    """Return the Kind with which a task of an instance ended, or 0."""
    one = instance(w, made)
    if one.works_first < 0:
        return 0
    return work(w, one.works_first + (task - plan_row(w, one.plan).tasks_first)).outcome


@rule
def _finished_ms(w: int, made: int, task: int) -> int:
    """Return when a task of an instance, or for NONE the instance, ended; NONE until then."""
    one = instance(w, made)
    if task < 0:
        return one.ended_ms
    if _outcome_of(w, made, task) == 0:
        return NONE
    return work(w, one.works_first + (task - plan_row(w, one.plan).tasks_first)).finished_ms


@rule
def _latest(w: int, plan: int, task: int, scope: int) -> int:
    """Return the instance a step means: of its occurrence, or the latest that has finished; or NONE."""
    is_own = _is_about(w, plan, scope)
    found, latest_ms = NONE, NONE
    made = plan_state(w, plan).first_instance
    while made >= 0:
        if not is_own or instance(w, made).occurrence == scope:
            ended_ms = _finished_ms(w, made, task)
            if ended_ms >= 0 and ended_ms >= latest_ms:
                found, latest_ms = made, ended_ms
        made = instance(w, made).link
    return found


@rule
def answer(w: int, step: int, scope: int) -> bool:
    """Answer a step about a plan or one of its tasks: whether it runs, is done, or has failed."""
    row = step_row(w, step)
    if row.fact == _RUNNING:
        if _is_about(w, row.index, scope):
            return at_work(w, row.index, occurrence(w, scope).number) >= 0
        return plan_state(w, row.index).running > 0
    found = _latest(w, row.index, row.part, scope)
    if found < 0:
        return False
    if row.part < 0:
        is_done: bool = instance(w, found).is_done
        return is_done if row.fact == _DONE else not is_done
    kind = _outcome_of(w, found, row.part)
    if row.fact == _DONE:
        return kind == _TASK_DONE
    return kind in (_TASK_FAILED, _TASK_GAVE_UP)


@rule
def has_answer(w: int, incident: int) -> bool:
    """Return whether a usable plan answers an incident and is not exhausted."""
    found = incident_plans(w, incident)
    for place in range(found.answers_first, found.answers_first + found.answers_count):
        plan = plan_of(w, place).plan
        it = plan_state(w, plan)
        if plan_row(w, plan).improvised or it.missing == MISSING:
            continue
        if it.instances == 0 or it.running > 0 or instance(w, it.last_instance).occurrence >= 0:
            return True
    return False


@rule
def measure(w: int) -> int:
    """Write down the measures of every plan."""
    for plan in range(counts(w).plans):
        starts, ends, started_ms, ended_ms = 0, 0, 0, 0
        made = plan_state(w, plan).first_instance
        while made >= 0:
            one = instance(w, made)
            starts += 1
            started_ms += one.started_ms
            if one.is_done:
                ends += 1
                ended_ms += one.ended_ms
            made = one.link
        where = measure_place(w, _OF_PLANS).first + plan_line(w, plan).place * _MEASURES
        outcome(w, where).value = _mean_h(started_ms, starts)
        outcome(w, where + 1).value = float(starts)
        outcome(w, where + 2).value = _mean_h(ended_ms, ends)
        outcome(w, where + 3).value = float(ends)
        outcome(w, where + 4).value = float(starts)
    return 0


@rule
def _mean_h(total_ms: int, count: int) -> float:
    if count == 0:
        return _NAN
    mean_h: float = ms_to_hours(total_ms) / count
    return mean_h
