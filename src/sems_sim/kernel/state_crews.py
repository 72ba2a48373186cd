"""Who holds what, who waits for what, and the work on tasks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel import flatten
from sems_sim.kernel.doors import CREWS
from sems_sim.kernel.memory import PER_UNIT, layout, pool, state, static
from sems_sim.model import NONE, AssetRow, Model, TaskRow

_FIRST = CREWS * PER_UNIT
_MORE = 168 + CREWS
NEW, WAITING, HOLDING, ENDED = range(4)
"""States of a job."""


class CrewState:
    """What is known of one resource at work."""

    held: int
    missing: float
    service_need: float
    admitted: int
    """Jobs that wait and were let into the queue."""
    requests: int
    starts: int
    wait_ms: int
    longest_wait_ms: int
    is_unweighed: bool
    """Whether its shortage may have changed, with what changed it first, and the next such resource."""
    unweighed_cause: int
    next_unweighed: int
    weighed_cause: int
    """The same two of those that are being weighed."""
    next_weighed: int


class Job:
    """Work that needs people, kit, stock or assets before it can start; it is submitted once at most."""

    link: int
    entity: int
    number: int
    start_code: int
    """Called with (start_a, start_b, cause) once it has everything."""
    start_a: int
    start_b: int
    refused_code: int
    """Called with (start_a, start_b, cause) if a full queue turns it away; NONE: it is never turned away."""
    needs_first: int
    """Range of `pair`: (resource, how many) held until released. Its queue has this too, and is what counts."""
    needs_count: int
    priority: int
    """Lower goes first."""
    rival: float
    """The draw that decides between jobs of equal priority and age."""
    ready_ms: int
    """Since when it has been ready; the moment of its submission where that is NONE."""
    state: int
    cause: int
    is_admitted: bool
    queue: int
    next_arrival: int
    """The next of those that came since the last look, or NONE."""


class Instance:
    """One run of one plan."""

    link: int
    """The next instance of the same plan, in the order of their numbers, or NONE."""
    plan: int
    number: int
    occurrence: int
    """The occurrence it belongs to, or NONE."""
    started_ms: int
    key: int
    """The occurrence's number, or 0."""
    is_improvised: bool
    ended_ms: int
    """NONE while it runs."""
    is_done: bool
    works_first: int
    """Its works: one row of `work` for each task of the plan, in order, side by side."""


class Work:
    """One task of one instance of a plan; rows are never given back, so that those of an instance are in line."""

    link: int
    outcome: int
    """The Kind with which it ended (TASK_DONE, TASK_FAILED, TASK_GAVE_UP, TASK_STOPPED), or 0."""
    finished_ms: int
    """NONE until then."""
    task: int
    instance: int
    attempt: int
    ready_ms: int
    started_ms: int
    retries: int
    job: int
    end: int
    """The appointment at which the present attempt is over, or NONE."""
    give_up: int
    left_ms: int
    whole_ms: int
    """The whole of the present attempt as drawn; 0 if chance had no say."""
    factor: float
    """By which the law's hours were multiplied."""
    is_paused: bool
    attempt_ms: int
    """When the present attempt began."""
    held: int
    """List of the effects that are held while it runs, or NONE."""


class TasksState:
    """What all tasks together have come to; one row."""

    rework_cost: float
    improvised_cost: float


class Knot:
    """One place in a heap of jobs: the first of those below it, and the next of those beside it."""

    link: int
    job: int
    child: int
    sibling: int


class QueueState:
    """Waiting jobs that need the same; if the first of them does not fit, none does."""

    heap: int = NONE
    """Its first knot; knots of jobs that no longer wait are dropped when they come first."""
    waiting: int
    is_open: bool
    """Whether a job has ever been submitted to it."""
    is_touched: bool
    """Whether it may have become able to start one, with what made it so first, and the next such queue."""
    touched_cause: int
    next_touched: int
    looked_cause: int
    """What touched it before the look that is under way."""


class QueueRow:
    """What the jobs of one queue need: ranges of `pair` (resource, how many), of `pair` (stock, lot), of `number`."""

    needs_first: int
    needs_count: int
    lots_first: int
    lots_count: int
    assets_first: int
    assets_count: int


class LookState:
    """The look at those who wait; one row."""

    is_pending: bool
    touched: int = NONE
    """The first queue that is touched."""
    unweighed: int = NONE
    """The first resource that is unweighed."""
    arrivals: int = NONE
    """The first job that came since the last look."""


class Tie:
    """What ties a resource, a stock, an asset or a task to queues."""

    queue: int = NONE
    """Of a task or an asset: the queue in which its job waits; NONE for an asset whose repair needs nobody."""
    first: int
    """Of a resource, a stock or an asset: the range of `tied` whose jobs need it."""
    count: int


class Tied:
    """One queue whose jobs need something, and how many units of it if it is a resource."""

    queue: int
    units: int


class AssetWork:
    """The work under way that needs one asset."""

    works: int = NONE
    """List of rows of `work` in the order in which they started, or NONE."""


class TaskSum:
    """What the instances of one task come to, added up when measures are taken."""

    started: int
    started_ms: int
    done: int
    finished_ms: int
    wait_ms: int
    retries: int


_Pairs = tuple[tuple[int, float], ...]
_Needs = tuple[_Pairs, _Pairs, tuple[int, ...]]
_Numbered = tuple[int, tuple[int, ...]]
"""A queue's number, and the ranges of what it needs."""


def _queues(model: Model) -> dict[_Needs, _Numbered]:
    """Return the queues there may be, by what their jobs need: one of each kind among tasks and repairs."""
    found: dict[_Needs, _Numbered] = {}
    tasks, assets = flatten.rows_of(model, TaskRow), flatten.rows_of(model, AssetRow)
    for row, flat in zip(model.tasks, tasks, strict=True):
        ranges = tuple(
            int(flat[f"{name}_{part}"]) for name in ("uses", "stock", "needs") for part in ("first", "count")
        )
        found.setdefault((row.uses, row.stock, row.needs), (len(found), ranges))
    for asset, flat in zip(model.assets, assets, strict=True):
        if asset.repair_uses:
            ranges = (int(flat["repair_uses_first"]), int(flat["repair_uses_count"]), 0, 0, 0, 0)
            found.setdefault((asset.repair_uses, (), ()), (len(found), ranges))
    return found


def _queue_rows(model: Model) -> NDArray[Any]:
    return np.array([ranges for _, ranges in _queues(model).values()], layout(QueueRow))


def _ties(model: Model) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the ties of every resource, then stock, then asset, then task, and what they refer to."""
    queues = _queues(model)
    resources, stocks, assets = len(model.resources), len(model.stocks), len(model.assets)
    tied: list[list[tuple[int, int]]] = [[] for _ in range(resources + stocks + assets)]
    for (needs, lots, ups), (number, _) in queues.items():
        for resource, units in needs:
            tied[resource].append((number, int(units)))
        for stock, _lot in lots:
            tied[resources + stock].append((number, 0))
        for asset in ups:
            tied[resources + stocks + asset].append((number, 0))
    rows = np.zeros(len(tied) + len(model.tasks), layout(Tie))
    rows["queue"] = NONE
    rows["count"][: len(tied)] = [len(one) for one in tied]
    rows["first"] = np.cumsum(rows["count"]) - rows["count"]
    for index, asset_row in enumerate(model.assets):
        if asset_row.repair_uses:
            rows["queue"][resources + stocks + index] = queues[asset_row.repair_uses, (), ()][0]
    for index, row in enumerate(model.tasks):
        rows["queue"][len(tied) + index] = queues[row.uses, row.stock, row.needs][0]
    return rows, np.array([one for some in tied for one in some], layout(Tied))


JOBS, INSTANCES, WORKS, KNOTS = _FIRST + 1, _FIRST + 2, _FIRST + 3, _FIRST + 5
crew_state = state(_FIRST, CrewState, lambda model: len(model.resources))
job = pool(JOBS, Job, lambda model: 256 + 4 * len(model.tasks) + 2 * len(model.assets))
instance = pool(INSTANCES, Instance, lambda model: 64 + 4 * len(model.plans))
work = pool(WORKS, Work, lambda model: 256 + 4 * len(model.tasks))
tasks_state = state(_FIRST + 4, TasksState, lambda _: 1)
knot = pool(KNOTS, Knot, lambda model: 256 + len(model.tasks) + len(model.assets))
queue_state = state(_FIRST + 6, QueueState, lambda model: len(_queues(model)))
queue_row = static(_FIRST + 7, QueueRow, _queue_rows)
look_state = state(_FIRST + 8, LookState, lambda _: 1)
tie = static(_FIRST + 9, Tie, lambda model: _ties(model)[0])
"""Index: resource; resources + stock; resources + stocks + asset; resources + stocks + assets + task."""
tied = static(_FIRST + 10, Tied, lambda model: _ties(model)[1])
asset_work = state(_FIRST + 11, AssetWork, lambda model: len(model.assets))
task_sum = state(_MORE, TaskSum, lambda model: len(model.tasks))
