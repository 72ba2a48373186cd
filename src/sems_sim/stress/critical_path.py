"""Which steps of a plan decide when it is finished, and in how many runs.

From the last step of a finished plan the way leads back: each step began when the latest of those before it was done,
so that one is on the critical path too, up to a step that waited for none. A step's wait for people, kit, stock and
assets belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sems_sim.events import Kind
from sems_sim.model import EntityKind, Model
from sems_sim.stress.campaign import Effort, Step
from sems_sim.stress.statistics import Estimate, chance

_MS_PER_H = 3_600_000.0
_KINDS = (Kind.TASK_READY, Kind.TASK_STARTED, Kind.TASK_DONE, Kind.PLAN_FINISHED)


@dataclass(frozen=True, slots=True)
class CriticalStep:
    """One step: in which share of the runs it was on the critical path, and how its time there was spent.

    `waited` is the share of those runs in which it waited for people, kit, stock or assets; `wait_h` and `work_h` are
    means over them, pauses and repeats counted as work.
    """

    task: str
    title: str
    critical: Estimate
    waited: Estimate
    wait_h: float
    work_h: float


@dataclass(frozen=True, slots=True)
class CriticalPlan:
    """One plan: the runs that were looked at, those that finished it, and its steps, the most critical first."""

    plan: str
    title: str
    runs: int
    finished: int
    steps: tuple[CriticalStep, ...]


@dataclass(slots=True)
class _Tally:
    """What was seen of one step on critical paths."""

    times: int = 0
    waits: int = 0
    wait_ms: int = 0
    work_ms: int = 0


@dataclass(slots=True)
class _Seen:
    """What was seen of one plan."""

    finished: int = 0
    tallies: dict[int, _Tally] = field(default_factory=dict)


Times = dict[int, list[int]]
"""When each task of one instance was ready, started and done."""


def critical_paths(model: Model, effort: Effort) -> tuple[CriticalPlan, ...]:
    """Look at the traces of the replications of an effort; of each plan and run the first instance that is finished.

    Runs one after the other in this thread; the executor of the effort is not used.

    Raises:
        SimulationError: a replication cannot be run to its end.
    """
    seen = [_Seen() for _ in model.plans]
    for replication in range(effort.replications):
        _look(model, _trace(model, effort, replication), seen)
        if effort.progress is not None:
            done = replication + 1
            effort.progress(Step("critical paths", done, effort.replications, done))
    return tuple(
        _summed(model, plan, one, effort.replications)
        for plan, one in enumerate(seen)
        if not model.plans[plan].improvised
    )


def _trace(model: Model, effort: Effort, replication: int) -> NDArray[np.void]:
    if effort.engine == "kernel":
        from sems_sim.kernel import simulate as run_kernel

        return run_kernel(model, seed=effort.seed, replication=replication).trace
    from sems_sim.engine import simulate as run_engine

    return run_engine(model, seed=effort.seed, replication=replication).to_numpy()


def _look(model: Model, trace: NDArray[np.void], seen: list[_Seen]) -> None:
    told = trace[np.isin(trace["kind"], [int(kind) for kind in _KINDS])]
    columns = (told["time_ms"], told["entity"], told["kind"], told["value"])
    instances: dict[tuple[int, int], Times] = {}
    over: set[int] = set()
    for time_ms, number, kind, value in zip(*(column.tolist() for column in columns), strict=True):
        entity = model.entities[number]
        if entity.kind is EntityKind.PLAN and kind == Kind.PLAN_FINISHED and entity.index not in over:
            over.add(entity.index)
            _follow(model, instances.get((entity.index, int(value)), {}), seen[entity.index])
        elif entity.kind is EntityKind.TASK:
            plan = model.tasks[entity.index].plan
            times = instances.setdefault((plan, int(value)), {}).setdefault(entity.index, [0, 0, 0])
            times[_KINDS.index(kind)] = time_ms


def _follow(model: Model, times: Times, seen: _Seen) -> None:
    """Walk back along the critical path of one finished instance, and count its steps."""
    seen.finished += 1
    for task in _path(model, times):
        ready, started, done = times[task]
        tally = seen.tallies.setdefault(task, _Tally())
        tally.times += 1
        tally.waits += int(started > ready)
        tally.wait_ms += started - ready
        tally.work_ms += done - started


def _path(model: Model, times: Times) -> Iterator[int]:
    step = _latest(times, times)
    while step is not None:
        yield step
        step = _latest(times, model.tasks[step].after)


def _latest(times: Times, among: Iterable[int]) -> int | None:
    """The task that was done last; of several the first by name."""
    return max(
        (task for task in among if task in times), key=lambda task: (times[task][2], -task), default=None
    )


def _summed(model: Model, plan: int, seen: _Seen, runs: int) -> CriticalPlan:
    row = model.plans[plan]
    tasks = range(row.tasks.first, row.tasks.first + row.tasks.count)
    steps = [_step(model, task, seen.tallies.get(task, _Tally()), seen.finished) for task in tasks]
    steps.sort(key=lambda step: (-step.critical.value if seen.finished else 0.0, step.task))
    return CriticalPlan(
        model.name_of(row.entity), model.title_of(row.entity), runs, seen.finished, tuple(steps)
    )


def _step(model: Model, task: int, tally: _Tally, finished: int) -> CriticalStep:
    entity, times = model.tasks[task].entity, max(tally.times, 1)
    return CriticalStep(
        model.name_of(entity),
        model.title_of(entity),
        chance(tally.times, finished),
        chance(tally.waits, tally.times),
        tally.wait_ms / times / _MS_PER_H,
        tally.work_ms / times / _MS_PER_H,
    )
