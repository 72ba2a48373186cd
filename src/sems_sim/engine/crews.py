"""Crews: who gets people, kit, stock and assets, and who waits for them (fine print 9).

A job takes all that it needs at once, or waits. Waiting jobs are looked at in the order of priority, age and an
addressed draw; each that fits starts, later ones may overtake, and nobody is interrupted. When a shift shrinks, the
free number is negative until enough is given back. The look comes last among the tasks of an instant, so that all
who come at one instant are rivals by draw, not by name.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from sems_sim.engine.agenda import key_of
from sems_sim.engine.lines import Meter
from sems_sim.engine.stocks import Stocks
from sems_sim.engine.supply import Pools
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import ms_to_hours
from sems_sim.model import MAX_ENTITIES, NONE, Act, Fact, Signal, Step, compare

Needs = tuple[tuple[int, int], ...]
Lots = tuple[tuple[int, float], ...]
Rank = tuple[int, int, float, int, int]


class JobState(IntEnum):
    """Where a job stands with its crew."""

    NEW = 0
    WAITING = 1
    HOLDING = 2
    ENDED = 3


@dataclass(eq=False, slots=True)
class Job:
    """Work that needs people, kit, stock or assets before it can start."""

    entity: int
    number: int
    start: Callable[[int], None]
    """Called with a cause once it has everything."""
    needs: Needs = ()
    """(resource, how many), held until released."""
    lots: Lots = ()
    """(stock, amount), used up at the start."""
    assets: tuple[int, ...] = ()
    """Assets that must be up at the start."""
    priority: int = 5
    """Lower goes first."""
    rival: float = 0.0
    """The draw that decides between jobs of equal priority and age."""
    ready_ms: int = NONE
    """Since when it has been ready; the moment of `submit` where nobody says."""
    refused: Callable[[int], None] | None = None
    """Called with a cause if a full queue turns it away; without it, it is never turned away."""
    state: JobState = JobState.NEW
    cause: int = ROOT
    ticket: int = NONE
    """Its latest place in the queue; earlier ones are void."""
    is_admitted: bool = False

    @property
    def rank(self) -> Rank:
        """Its place in the order in which jobs are looked at; smaller first."""
        return self.priority, self.ready_ms, self.rival, self.entity, self.number


@dataclass(eq=False, slots=True)
class _Queue:
    """Waiting jobs that need the same; if the first of them does not fit, none does."""

    needs: Needs
    lots: Lots
    assets: tuple[int, ...]
    jobs: list[tuple[Rank, int, Job]] = field(default_factory=list)
    """A heap of places; those that are void are dropped when they come first."""
    waiting: int = 0

    def first(self) -> Job | None:
        """Return the first waiting job."""
        while self.jobs:
            _, ticket, job = self.jobs[0]
            if job.state is JobState.WAITING and job.ticket == ticket:
                return job
            heapq.heappop(self.jobs)
        return None


@dataclass(slots=True)
class _Pool:
    """What is known of one resource."""

    held: int = 0
    queues: list[int] = field(default_factory=list)
    """Queues of jobs that need it."""
    admitted: int = 0
    """Jobs that wait and were let into the queue."""
    service_need: float = 0.0
    missing: float = 0.0
    requests: int = 0
    starts: int = 0
    wait_ms: int = 0
    longest_wait_ms: int = 0
    short: Meter = field(default_factory=Meter)
    busy: Meter = field(default_factory=Meter)
    present: Meter = field(default_factory=Meter)


class Crews:
    """Who holds what, and who waits for what."""

    def __init__(self, world: World, pools: Pools, stocks: Stocks) -> None:
        """Start with nobody at work."""
        self._world = world
        self._pools = pools
        self._stocks = stocks
        self._all = [_Pool() for _ in world.tables.resources]
        self.asset_up: Callable[[int], bool] = lambda _: True
        """Whether an asset is up; set by whoever knows assets."""
        self._queues: list[_Queue] = []
        self._queue_of: dict[tuple[Needs, Lots, tuple[int, ...]], int] = {}
        self._by_asset: dict[int, list[int]] = {}
        self._by_stock: dict[int, list[int]] = {}
        self._touched: dict[int, int] = {}
        """Queues that may have become able to start, with what made them so."""
        self._unweighed: dict[int, int] = {}
        """Resources whose shortage may have changed, with what changed it."""
        self._arrivals: list[Job] = []
        self._is_pending = False
        self._tickets = 0
        pools.on_change.append(self._presence_changed)
        stocks.on_delivery.append(lambda stock, cause: self._touch(self._by_stock.get(stock, ()), cause))
        world.on(Signal.ASSET, lambda asset, cause: self._touch(self._by_asset.get(asset, ()), cause))
        world.facts[Fact.FREE] = self._has_free
        world.facts[Fact.SHORT] = self._is_short

    def start(self) -> None:
        """Begin to count who is there."""
        for index, pool in enumerate(self._all):
            pool.present.turn(0, float(self._pools.present(index)))

    # --- what jobs ask ---

    def submit(self, job: Job, cause: int) -> None:
        """Let a job wait for what it needs; it starts within this instant if all is there."""
        job.state = JobState.WAITING
        job.cause = cause
        job.is_admitted = False
        job.ticket = self._tickets
        self._tickets += 1
        if job.ready_ms == NONE:
            job.ready_ms = self._world.now_ms
        number = self._queue_number(job)
        queue = self._queues[number]
        heapq.heappush(queue.jobs, (job.rank, job.ticket, job))
        queue.waiting += 1
        self._arrivals.append(job)
        for resource, _ in job.needs:
            self._all[resource].requests += 1
            self._unweighed.setdefault(resource, cause)
        self._touch((number,), cause)

    def withdraw(self, job: Job, cause: int) -> None:
        """Let a waiting job give up; nothing happens in any other state."""
        if job.state is JobState.WAITING:
            self._leave_queue(job, cause)
            job.state = JobState.ENDED
            self._ask(cause)

    def release(self, job: Job, cause: int) -> None:
        """Give back what a job holds; nothing happens in any other state. What it used up is gone."""
        if job.state is not JobState.HOLDING:
            return
        job.state = JobState.ENDED
        for resource, units in job.needs:
            self._hold(resource, -units, cause)
            self._touch(self._all[resource].queues, cause)

    def free(self, index: int) -> int:
        """Return how many units nobody holds; below 0 if a shift shrank under those at work."""
        return self._pools.present(index) - self._all[index].held

    def rostered(self, index: int) -> float:
        """Return how many of a resource the present shift is planned with."""
        return self._pools.rostered(index)

    def held(self, index: int) -> int:
        """Return how many units jobs hold."""
        return self._all[index].held

    def waiting(self, index: int) -> int:
        """Return how many jobs wait that need a resource."""
        waiting = 0
        for number in self._all[index].queues:
            waiting += self._queues[number].waiting
        return waiting

    def missing(self, index: int) -> float:
        """Return how many units waiting jobs and services lack."""
        return self._all[index].missing

    def lacking(self, job: Job) -> tuple[int, ...]:
        """Return the resources of which a job finds too few now."""
        return tuple(resource for resource, units in job.needs if units > self.free(resource))

    def quality(self, needs: Needs) -> float:
        """Return the work rate of those who do a job: that of the slowest; 1 if it needs nobody."""
        return min((self._world.tables.resources[resource].quality for resource, _ in needs), default=1.0)

    def set_service_need(self, index: int, missing: float, cause: int) -> None:
        """Say how many units more the services could use than are there for them."""
        pool = self._all[index]
        if missing != pool.service_need:
            pool.service_need = missing
            self._weigh(index, cause)

    # --- the look ---

    def _touch(self, queues: list[int] | tuple[int, ...], cause: int) -> None:
        for number in queues:
            if self._queues[number].waiting:
                self._touched.setdefault(number, cause)
        if queues:
            self._ask(cause)

    def _ask(self, cause: int) -> None:
        if not self._is_pending and (self._touched or self._unweighed):
            self._is_pending = True
            key = key_of(Phase.TASK, MAX_ENTITIES - 1, Act.SCAN)
            self._world.at(self._world.now_ms, key, self._scan, cause)

    def _scan(self, _: int) -> None:
        """Start every job that fits, in order; then turn away whom a full queue cannot take."""
        self._is_pending = False
        touched, self._touched = self._touched, {}
        heads: list[tuple[Rank, int]] = []
        for number in touched:
            job = self._queues[number].first()
            if job is not None:
                heads.append((job.rank, number))
        heapq.heapify(heads)
        while heads:
            number = heapq.heappop(heads)[1]
            queue = self._queues[number]
            job = queue.first()
            if job is None or not self._fits(queue):
                continue
            self._begin(job, job.cause if job.ready_ms == self._world.now_ms else touched[number])
            following = queue.first()
            if following is not None:
                heapq.heappush(heads, (following.rank, number))
        self._admit()
        unweighed, self._unweighed = self._unweighed, {}
        for resource in sorted(unweighed):
            self._weigh(resource, unweighed[resource])

    def _fits(self, queue: _Queue) -> bool:
        return (
            all(self.free(resource) >= units for resource, units in queue.needs)
            and all(self._stocks.amount(stock) >= amount for stock, amount in queue.lots)
            and all(self.asset_up(asset) for asset in queue.assets)
        )

    def _begin(self, job: Job, cause: int) -> None:
        """Give a job all that it needs, and let it start."""
        self._leave_queue(job, cause)
        job.state = JobState.HOLDING
        waited_ms = self._world.now_ms - job.ready_ms
        for resource, units in job.needs:
            pool = self._all[resource]
            pool.starts += 1
            pool.wait_ms += waited_ms
            pool.longest_wait_ms = max(pool.longest_wait_ms, waited_ms)
            self._hold(resource, units, cause)
        for stock, amount in job.lots:
            self._stocks.take(stock, amount, cause)
        job.start(cause)

    def _admit(self) -> None:
        """Let those who came at this instant and still wait into the queues, as far as these take them."""
        arrivals = [job for job in self._arrivals if job.state is JobState.WAITING]
        self._arrivals = []
        for job in sorted(arrivals, key=lambda one: one.rank):
            if job.refused is not None and any(self._is_full(resource) for resource, _ in job.needs):
                self._leave_queue(job, job.cause)
                job.state = JobState.ENDED
                job.refused(job.cause)
                continue
            job.is_admitted = True
            for resource, _ in job.needs:
                self._all[resource].admitted += 1

    def _is_full(self, resource: int) -> bool:
        limit = self._world.tables.resources[resource].queue_limit
        return 0 <= limit <= self._all[resource].admitted

    # --- queues and holdings ---

    def _queue_number(self, job: Job) -> int:
        """Return the queue of those who need the same, opening it if there is none."""
        same = (job.needs, job.lots, job.assets)
        number = self._queue_of.get(same)
        if number is None:
            number = self._queue_of[same] = len(self._queues)
            self._queues.append(_Queue(*same))
            for resource, _ in job.needs:
                self._all[resource].queues.append(number)
            for stock, _ in job.lots:
                self._by_stock.setdefault(stock, []).append(number)
            for asset in job.assets:
                self._by_asset.setdefault(asset, []).append(number)
        return number

    def _leave_queue(self, job: Job, cause: int) -> None:
        self._queues[self._queue_of[job.needs, job.lots, job.assets]].waiting -= 1
        for resource, _ in job.needs:
            self._unweighed.setdefault(resource, cause)
            if job.is_admitted:
                self._all[resource].admitted -= 1

    def _hold(self, resource: int, units: int, cause: int) -> None:
        pool = self._all[resource]
        pool.held += units
        pool.busy.turn(self._world.now_ms, float(pool.held))
        entity = self._world.tables.resources[resource].entity
        told = self._world.record(Phase.TASK, entity, Kind.RESOURCE_FREE, self.free(resource), cause)
        self._unweighed.setdefault(resource, told)
        self._world.changed(Signal.RESOURCE, resource, told)

    def _presence_changed(self, resource: int, cause: int) -> None:
        pool = self._all[resource]
        pool.present.turn(self._world.now_ms, float(self._pools.present(resource)))
        self._unweighed.setdefault(resource, cause)
        self._touch(pool.queues, cause)
        self._world.changed(Signal.RESOURCE, resource, cause)

    def _weigh(self, resource: int, cause: int) -> None:
        """Work out what is missing of a resource, and say when it has become short or is enough again."""
        pool, free = self._all[resource], self.free(resource)
        wanted = 0
        for number in pool.queues:
            queue = self._queues[number]
            units = next(units for needed, units in queue.needs if needed == resource)
            if queue.waiting and units > free:
                wanted += queue.waiting * units
        missing = pool.service_need + (wanted - max(0, free) if wanted > 0 else 0)
        if missing == pool.missing:
            return
        was_short, pool.missing = pool.missing > 0.0, missing
        pool.short.turn(self._world.now_ms, missing)
        if was_short is not (missing > 0.0):
            kind = Kind.RESOURCE_SHORT if missing > 0.0 else Kind.RESOURCE_ENOUGH
            entity = self._world.tables.resources[resource].entity
            told = self._world.record(Phase.TASK, entity, kind, missing, cause)
            self._world.changed(Signal.RESOURCE, resource, told)

    # --- questions and accounts ---

    def _has_free(self, step: Step, scope: Scope | None) -> bool:  # noqa: ARG002 - facts may have a scope
        return compare(float(self.free(step.index)), step.comparison, step.constant)

    def _is_short(self, step: Step, scope: Scope | None) -> bool:  # noqa: ARG002 - facts may have a scope
        return self._all[step.index].missing > 0.0

    def cost(self, end_ms: int) -> float:
        """Return the money that units at work have cost."""
        money = 0.0
        for row, pool in zip(self._world.tables.resources, self._all, strict=True):
            money += row.cost_per_h * pool.busy.until(end_ms)
        return money

    def measures(self, end_ms: int) -> dict[str, float | None]:
        """Return shortage, use and waits of each resource."""
        found: dict[str, float | None] = {}
        for row, pool in zip(self._world.tables.resources, self._all, strict=True):
            name = f"resource.{self._world.tables.name_of(row.entity)}"
            there = pool.present.until(end_ms)
            found[f"{name}.short_h"] = pool.short.until(end_ms)
            found[f"{name}.utilisation"] = pool.busy.until(end_ms) / there if there > 0.0 else 0.0
            mean = ms_to_hours(pool.wait_ms) / pool.starts if pool.starts else None
            found[f"{name}.wait_h_mean"] = mean
            found[f"{name}.wait_h_max"] = ms_to_hours(pool.longest_wait_ms) if pool.starts else None
            found[f"{name}.requests"] = float(pool.requests)
        return found
