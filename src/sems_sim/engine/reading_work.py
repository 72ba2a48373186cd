"""Which plans run or have run, and how far their tasks are, as frozen plain numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.engine.plans import Plans
from sems_sim.engine.tasks import Instance, Work
from sems_sim.engine.world import World
from sems_sim.events import Kind
from sems_sim.model import NONE, EntityKind

_OUTCOMES = {
    Kind.TASK_DONE: "done",
    Kind.TASK_FAILED: "failed",
    Kind.TASK_GAVE_UP: "given up",
    Kind.TASK_STOPPED: "stopped",
}


@dataclass(frozen=True, slots=True)
class InstanceReading:
    """One run of one plan."""

    plan: int
    number: int
    """Which run of the plan it is, from 0."""
    occurrence: int
    """The occurrence of its incident that it is for, from 0, or NONE."""
    state: str
    """running, done or failed."""
    is_improvised: bool
    started_ms: int
    ended_ms: int


@dataclass(frozen=True, slots=True)
class WorkReading:
    """One task of one run of a plan."""

    task: int
    instance: int
    """The number of the run of its plan."""
    state: str
    """not ready, waiting, running, paused, pinned, done, failed, given up or stopped."""
    ready_ms: int
    started_ms: int
    finished_ms: int


def read_instances(plans: Plans) -> tuple[InstanceReading, ...]:
    """Return every run of every plan so far."""
    return tuple(
        InstanceReading(
            plan=one.plan,
            number=one.number,
            occurrence=NONE if one.occurrence is None else one.occurrence.number,
            state=_state_of(one),
            is_improvised=one.is_improvised,
            started_ms=one.started_ms,
            ended_ms=one.ended_ms,
        )
        for instances in plans.instances
        for one in instances
    )


def read_works(world: World, plans: Plans) -> tuple[WorkReading, ...]:
    """Return every task of every run of every plan so far."""
    return tuple(
        WorkReading(
            task=task,
            instance=one.number,
            state=_state_of_work(world, work),
            ready_ms=work.ready_ms,
            started_ms=work.started_ms,
            finished_ms=work.finished_ms,
        )
        for instances in plans.instances
        for one in instances
        for task, work in sorted(one.works.items())
    )


def _state_of(instance: Instance) -> str:
    if instance.ended_ms == NONE:
        return "running"
    return "done" if instance.is_done else "failed"


def _state_of_work(world: World, work: Work) -> str:
    outcome = work.instance.outcomes.get(work.task)
    if outcome is not None:
        return _OUTCOMES[outcome]
    if work.started_ms == NONE:
        return "not ready" if work.ready_ms == NONE else "waiting"
    if (EntityKind.TASK, work.task) in world.pinned:
        return "pinned"
    return "paused" if work.is_paused else "running"
