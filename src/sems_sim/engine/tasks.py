"""Tasks wait, work, may fail and be repeated, and then do what they are for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sems_sim.engine.agenda import Appointment, Draw, key_of
from sems_sim.engine.crews import Crews, Job
from sems_sim.engine.means import mean_h, total
from sems_sim.engine.occurrence import Occurrence
from sems_sim.engine.people import People
from sems_sim.engine.world import World
from sems_sim.events import Kind, Phase
from sems_sim.laws import bounded_error, ms_to_hours, stress_factor
from sems_sim.model import FOREVER_MS, NONE, Act, EntityKind, Parameter, Signal, TaskRow, clipped


@dataclass(slots=True)
class Work:
    """One task of one instance of a plan."""

    task: int
    instance: Instance
    attempt: int = 0
    ready_ms: int = NONE
    started_ms: int = NONE
    finished_ms: int = NONE
    retries: int = 0
    job: Job | None = None
    end: Appointment | None = None
    give_up: Appointment | None = None
    left_ms: int = 0
    draw: Draw | None = None
    """How the whole of the present attempt was drawn."""
    is_paused: bool = False
    attempt_ms: int = 0
    """When the present attempt began."""
    held: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Instance:
    """One run of one plan."""

    plan: int
    number: int
    occurrence: Occurrence | None
    started_ms: int
    key: int = 0
    is_improvised: bool = False
    works: dict[int, Work] = field(default_factory=dict)
    outcomes: dict[int, Kind] = field(default_factory=dict)
    ended_ms: int = NONE
    is_done: bool = False

    def finished_at(self, task: int) -> tuple[int, int]:
        """Return when a task, or for NONE the instance, finished; later instances count as later."""
        return (self.ended_ms if task == NONE else self.works[task].finished_ms), self.number


class Tasks:
    """All work on tasks."""

    def __init__(self, world: World, crews: Crews, people: People, asset_level: Callable[[int], int]) -> None:
        """Pause and resume work as assets it needs go down and come up."""
        self.world = world
        self.crews = crews
        self.people = people
        self.asset_level = asset_level
        self.on_ended: Callable[[Instance, Kind, int], None] | None = None
        self.waiting = 0
        self.improvised_running = 0
        self.rework_cost = 0.0
        self.improvised_cost = 0.0
        self._working: dict[int, list[Work]] = {}
        self._records: list[list[Work]] = [[] for _ in world.tables.tasks]
        world.on(Signal.ASSET, self._asset_changed)
        world.on_fork.append(self.redraw)

    # --- from ready to started ---

    def start_instance(self, instance: Instance, cause: int) -> None:
        """Make every task of an instance ready that waits for no other."""
        span = self.world.tables.plans[instance.plan].tasks
        self.improvised_running += int(instance.is_improvised)
        for task in range(span.first, span.first + span.count):
            instance.works[task] = Work(task, instance)
        self._advance(instance, cause)

    def _advance(self, instance: Instance, cause: int) -> None:
        """Make ready what has become ready; end the instance when nothing more can happen."""
        for task, work in sorted(instance.works.items()):
            row = self.world.tables.tasks[task]
            if work.ready_ms != NONE or task in instance.outcomes:
                continue
            if all(instance.outcomes.get(other) == Kind.TASK_DONE for other in row.after):
                self._ready(work, row, cause)
        active = any(
            work.ready_ms != NONE and task not in instance.outcomes for task, work in instance.works.items()
        )
        if not active and instance.ended_ms == NONE:
            done = all(instance.outcomes.get(task) == Kind.TASK_DONE for task in instance.works)
            self._end(instance, Kind.PLAN_FINISHED if done else Kind.PLAN_FAILED, cause)

    def _end(self, instance: Instance, kind: Kind, cause: int) -> None:
        instance.ended_ms = self.world.now_ms
        instance.is_done = kind == Kind.PLAN_FINISHED
        self.improvised_running -= int(instance.is_improvised)
        if self.on_ended is not None:
            self.on_ended(instance, kind, cause)

    def _ready(self, work: Work, row: TaskRow, cause: int) -> None:
        number = work.instance.number
        work.ready_ms = self.world.now_ms
        record = self.world.record(Phase.TASK, row.entity, Kind.TASK_READY, float(number), cause)
        self.waiting += 1
        work.job = Job(
            entity=row.entity,
            number=number,
            needs=row.uses,
            lots=row.stock,
            assets=row.needs,
            priority=self._priority(row, number),
            rival=self.world.chance(row.rival_stream, number),
            start=lambda because: self._start(work, because),
            refused=lambda because: self._refuse(work, because),
        )
        if row.gives_up_ms < FOREVER_MS:
            key = key_of(Phase.TASK, row.entity, Act.GIVE_UP, number)
            at_ms = self.world.now_ms + row.gives_up_ms
            work.give_up = self.world.at(at_ms, key, lambda because: self._refuse(work, because), record)
        self.crews.submit(work.job, record)

    def _priority(self, row: TaskRow, number: int) -> int:
        """Return the task's place in the queue; if business priority is not understood, any place."""
        if not self.world.people_on:
            return row.priority
        right = min(1.0, self.world.ratio(Parameter.PRIORITY_RIGHT))
        draw = self.world.chance(row.priority_stream, number)
        if draw < right:
            return row.priority
        return 1 + int(9.0 * (draw - right) / (1.0 - right))

    def _refuse(self, work: Work, cause: int) -> None:
        """Nobody is free for it, and it waits no longer."""
        if work.job is None or work.started_ms != NONE or work.task in work.instance.outcomes:
            return
        self.waiting -= 1
        self.crews.withdraw(work.job, cause)
        self._finish(work, Kind.TASK_GAVE_UP, cause)

    def _start(self, work: Work, cause: int) -> None:
        """Begin, holding all that is needed."""
        row = self.world.tables.tasks[work.task]
        self.waiting -= 1
        work.started_ms = self.world.now_ms
        if work.give_up is not None:
            work.give_up.cancel()
        kind = Kind.TASK_STARTED
        record = self.world.record(Phase.TASK, row.entity, kind, float(work.instance.number), cause)
        self._records[work.task].append(work)
        for asset in row.needs:
            self._working.setdefault(asset, []).append(work)
        self._attempt(work, row, record)
        self.world.changed(Signal.TASK, work.task, record)

    # --- work ---

    def _attempt(self, work: Work, row: TaskRow, cause: int) -> None:
        n = work.instance.number << ATTEMPT_BITS | work.attempt
        work.left_ms = self.world.draw_ms(
            row.takes_law, row.takes_stream, n, self._duration_factor(work, row)
        )
        work.draw = self.world.draw_for(self.world.now_ms + work.left_ms)
        self._go_on(work, row, cause)

    def _duration_factor(self, work: Work, row: TaskRow) -> float:
        if row.outside:
            return 1.0
        factor = clipped(self.world.ratio(Parameter.TASK_DURATION))
        if work.instance.is_improvised:
            factor *= self.world.constants["improvised_duration"]
        return factor / self.world.quality(row.uses)

    def _go_on(self, work: Work, row: TaskRow, cause: int) -> None:
        work.attempt_ms = self.world.now_ms
        if not self._is_pinned(work.task):
            self._arrange_end(work, cause)
        work.held = self.world.do(row.during, work.instance.occurrence, cause)

    def _arrange_end(self, work: Work, cause: int) -> None:
        row = self.world.tables.tasks[work.task]
        key = key_of(Phase.TASK, row.entity, Act.WORK, work.instance.number)
        at_ms = self.world.now_ms + work.left_ms
        work.end = self.world.at(
            at_ms, key, lambda because: self._attempted(work, row, because), cause, work.draw
        )

    def _is_pinned(self, task: int) -> bool:
        return (EntityKind.TASK, task) in self.world.pinned

    def pin(self, task: int) -> None:
        """Let work on a task make no progress and come to no end, with its crew and what it holds kept."""
        for work in self.at_work(task):
            if work.end is not None:
                work.left_ms = work.end.time_ms - self.world.now_ms
                work.end.cancel()
                work.end = None

    def unpin(self, task: int, cause: int) -> None:
        """Let it go on."""
        for work in self.at_work(task):
            if not work.is_paused and work.end is None:
                self._arrange_end(work, cause)

    def at_work(self, task: int) -> list[Work]:
        """Return the work on a task that has started and not ended, in the order in which it started."""
        return [work for work in self._records[task] if task not in work.instance.outcomes]

    def _halt(self, work: Work, cause: int) -> None:
        """Stop working, with what is done kept; what is held while running ends."""
        if work.end is not None:
            work.left_ms = work.end.time_ms - self.world.now_ms
            work.end.cancel()
            work.end = None
        if work.held and self.world.doer is not None:
            self.world.doer.undo(work.held, cause)
            work.held = []

    def _asset_changed(self, asset: int, cause: int) -> None:
        """Ask for a look at tasks that need this asset, in their own phase."""
        if self._working.get(asset):
            key = key_of(Phase.TASK, self.world.tables.assets[asset].entity, Act.SETTLE)
            self.world.at(
                self.world.now_ms, key, lambda because: self._pause_or_resume(asset, because), cause
            )

    def _pause_or_resume(self, asset: int, cause: int) -> None:
        for work in list(self._working.get(asset, ())):
            row = self.world.tables.tasks[work.task]
            works = all(self.asset_level(needed) > 0 for needed in row.needs)
            if works is not work.is_paused:
                continue
            work.is_paused = not works
            number = float(work.instance.number)
            if work.is_paused:
                record = self.world.record(Phase.TASK, row.entity, Kind.TASK_PAUSED, number, cause)
                self._halt(work, record)
            else:
                record = self.world.record(Phase.TASK, row.entity, Kind.TASK_RESUMED, number, cause)
                self._go_on(work, row, record)

    def _attempted(self, work: Work, row: TaskRow, cause: int) -> None:
        """The work is over: it succeeded, or is done again, or has failed."""
        work.end = None
        n = work.instance.number << ATTEMPT_BITS | work.attempt
        if self.world.chance(row.chance_stream, n) < self._success_chance(work, row):
            self._complete(work, row, Kind.TASK_DONE, cause)
            return
        self.rework_cost += self._cost_per_h(row) * ms_to_hours(self.world.now_ms - work.attempt_ms)
        if row.retries < 0 or work.retries < row.retries:
            work.retries += 1
            work.attempt += 1
            self._halt(work, cause)
            number = float(work.instance.number)
            record = self.world.record(Phase.TASK, row.entity, Kind.TASK_RETRIED, number, cause)
            self._attempt(work, row, record)
        else:
            self._complete(work, row, Kind.TASK_FAILED, cause)

    def _success_chance(self, work: Work, row: TaskRow) -> float:
        """Return the stated chance, less human error under the present load (SPAR-H)."""
        if row.outside or not self.world.people_on:
            return row.chance
        constants = self.world.constants
        factor = self.world.ratio(Parameter.ACTION_ERROR) * self.world.ratio(Parameter.PROCEDURE_ERROR)
        if work.instance.is_improvised:
            factor *= constants["improvised_error"]
        factor *= stress_factor(self._load(work))
        return row.chance * (1.0 - bounded_error(constants["action_error"], factor))

    def _load(self, work: Work) -> float:
        team = self.world.tables.plans[work.instance.plan].team
        return self.people.load(self.people.all[team]) if team != NONE else 0.5

    def _complete(self, work: Work, row: TaskRow, kind: Kind, cause: int) -> None:
        self._release(work, cause)
        record = self._finish(work, kind, cause, advance=False)
        if kind == Kind.TASK_DONE:
            self.world.do(row.effects, work.instance.occurrence, record)
        if work.instance.ended_ms == NONE:
            self._advance(work.instance, record)

    def _release(self, work: Work, cause: int) -> None:
        row = self.world.tables.tasks[work.task]
        if work.instance.is_improvised:
            extra = self.world.constants["improvised_cost"] - 1.0
            hours = ms_to_hours(self.world.now_ms - work.started_ms)
            self.improvised_cost += extra * hours * self._cost_per_h(row)
        self._halt(work, cause)
        for asset in row.needs:
            if work in self._working.get(asset, ()):
                self._working[asset].remove(work)
        if work.job is not None:
            self.crews.release(work.job, cause)

    def _cost_per_h(self, row: TaskRow) -> float:
        cost = self.world.constants["task_cost_per_h"]
        for resource, n in row.uses:
            cost += n * self.world.tables.resources[resource].cost_per_h
        return cost

    def _finish(self, work: Work, kind: Kind, cause: int, *, advance: bool = True) -> int:
        """Note how a task ended, and go on with what follows."""
        row = self.world.tables.tasks[work.task]
        work.finished_ms = self.world.now_ms
        work.instance.outcomes[work.task] = kind
        record = self.world.record(Phase.TASK, row.entity, kind, float(work.instance.number), cause)
        self.world.changed(Signal.TASK, work.task, record)
        if advance:
            self._advance(work.instance, record)
        return record

    def redraw(self) -> None:
        """Draw anew what is left of work that rests: paused, or pinned."""
        for task in range(len(self._records)):
            for work in self.at_work(task):
                if work.end is None and work.draw is not None:
                    work.left_ms = self.world.left_ms(work.draw, work.left_ms)

    def stop(self, instance: Instance, cause: int) -> None:
        """Stop an instance and give back all it holds, because its occurrence is over."""
        if instance.ended_ms != NONE:
            return
        for task, work in sorted(instance.works.items()):
            if task in instance.outcomes:
                continue
            if work.started_ms != NONE:
                self._release(work, cause)
            elif work.job is not None:
                self.waiting -= 1
                self.crews.withdraw(work.job, cause)
            if work.give_up is not None:
                work.give_up.cancel()
            self._finish(work, Kind.TASK_STOPPED, cause, advance=False)
        done = (
            Kind.TASK_DONE in instance.outcomes.values()
            and Kind.TASK_FAILED not in instance.outcomes.values()
        )
        self._end(instance, Kind.PLAN_FINISHED if done else Kind.PLAN_FAILED, cause)

    def measures(self) -> dict[str, float | None]:
        """Return the measures of every task, means over its started instances."""
        found: dict[str, float | None] = {}
        for task, row in enumerate(self.world.tables.tasks):
            name = f"task.{self.world.tables.name_of(row.entity)}"
            started = self._records[task]
            done = [work for work in started if work.instance.outcomes.get(task) == Kind.TASK_DONE]
            for label, moments in (
                ("started_h", [work.started_ms for work in started]),
                ("finished_h", [work.finished_ms for work in done]),
                ("wait_h", [work.started_ms - work.ready_ms for work in started]),
            ):
                found[f"{name}.{label}"] = mean_h(moments)
                found[f"{name}.{label}.count"] = float(len(moments))
            found[f"{name}.retries"] = float(total(work.retries for work in started))
        return found


ATTEMPT_BITS = 12
"""A draw for a task has n = instance << ATTEMPT_BITS | attempt."""
