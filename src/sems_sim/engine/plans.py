"""Plans start when a picture says so; without a usable one people improvise.

A plan starts once per spell of its condition, when its level is reached and has authority. It never overlaps itself,
except one that runs for each occurrence of an incident; that one stops with its occurrence.
"""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.engine.agenda import key_of
from sems_sim.engine.escalation import Command
from sems_sim.engine.incidents import Incidents
from sems_sim.engine.means import mean_h
from sems_sim.engine.occurrence import Occurrence
from sems_sim.engine.tasks import Instance, Tasks
from sems_sim.engine.watching import Owner, Watch
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.model import NONE, Act, Fact, Parameter, PlanRow, Signal, Step


class Trigger:
    """What may start a plan: its conditions, for one occurrence or for none."""

    def __init__(self, plan: int, occurrence: Occurrence | None) -> None:
        """Nothing has been noticed yet."""
        self.plan = plan
        self.occurrence = occurrence
        self.watches: list[Watch] = []
        self.is_spell = False
        self.is_due = False
        """Whether players have been asked in this spell whether to start it."""


class Plans:
    """All plans, and their running instances."""

    def __init__(self, world: World, tasks: Tasks, command: Command, incidents: Incidents) -> None:
        """Answer conditions about plans and tasks."""
        self.world = world
        self.tasks = tasks
        self.command = command
        self.incidents = incidents
        self.triggers: list[Trigger] = []
        """What may start the plans that run once at a time."""
        self.triggers_of: dict[Occurrence, list[Trigger]] = {}
        """What may start plans for an occurrence."""
        self.instances: list[list[Instance]] = [[] for _ in world.tables.plans]
        self.running: list[dict[int, Instance]] = [{} for _ in world.tables.plans]
        self._own: dict[tuple[int, int], list[Instance]] = {}
        """Instances of a plan that belong to one occurrence, by its number."""
        self._per: dict[int, list[int]] = {}
        self._missing: dict[int, bool] = {}
        self._decided = [0] * len(world.tables.plans)
        """How often somebody has decided to start each plan."""
        for index, row in enumerate(world.tables.plans):
            if row.per != NONE:
                self._per.setdefault(row.per, []).append(index)
        world.facts[Fact.RUNNING] = self._is_running
        world.facts[Fact.DONE] = self._is_done
        world.facts[Fact.FAILED] = self._is_failed
        command.on_authority.append(self.look_anew)
        incidents.on_opened.append(self._opened)
        incidents.on_closed.append(self._closed)
        tasks.on_ended = self._ended

    def start(self) -> None:
        """Begin to watch for what starts each plan."""
        for index, row in enumerate(self.world.tables.plans):
            if row.per == NONE and row.when:
                self._add_trigger(Trigger(index, None), ROOT)

    def _add_trigger(self, trigger: Trigger, cause: int) -> None:
        row = self.world.tables.plans[trigger.plan]
        for reader, condition in enumerate(row.when):
            owner = Owner(Phase.COMMAND_LEVEL, row.entity, condition)
            if trigger.occurrence is not None:
                number = trigger.occurrence.number * len(row.when) + reader
                owner = Owner(Phase.COMMAND_LEVEL, row.entity, number, Act.WAKE_OCCURRENCE)
            watch = Watch(self.world, condition, owner, self._reactor(trigger), trigger.occurrence)
            trigger.watches.append(watch)
        if trigger.occurrence is None:
            self.triggers.append(trigger)
        else:
            self.triggers_of.setdefault(trigger.occurrence, []).append(trigger)
        for watch in trigger.watches:
            watch.start(react=False)
        if any(watch.holds for watch in trigger.watches):
            trigger.watches[0].wake(cause)

    def _reactor(self, trigger: Trigger) -> Callable[[bool, int], None]:
        return lambda _, cause: self._reconsider(trigger, cause)

    def _opened(self, occurrence: Occurrence, cause: int) -> None:
        for plan in self._per.get(occurrence.incident, ()):
            self._add_trigger(Trigger(plan, occurrence), cause)

    def _closed(self, occurrence: Occurrence, cause: int) -> None:
        """An occurrence is over: its instances stop and give back what they hold."""
        for trigger in self.triggers_of.pop(occurrence, ()):
            for watch in trigger.watches:
                watch.stop()
        for plan in self._per.get(occurrence.incident, ()):
            instance = self.running[plan].get(occurrence.number)
            if instance is not None:
                self.tasks.stop(instance, cause)

    def look_anew(self, cause: int) -> None:
        """Look again at what may start each plan: the level, its authority or who decides has changed."""
        for trigger in self.triggers:
            self._reconsider(trigger, cause)
        for triggers in list(self.triggers_of.values()):
            for trigger in triggers:
                self._reconsider(trigger, cause)

    def _reconsider(self, trigger: Trigger, cause: int) -> None:
        holding = [watch for watch in trigger.watches if watch.holds]
        if not holding:
            trigger.is_spell = trigger.is_due = False
        elif not trigger.is_spell and self._may_start(trigger.plan):
            if trigger.occurrence is None and self.running[trigger.plan]:
                return
            row = self.world.tables.plans[trigger.plan]
            readers = [watch.reader if watch.reader != NONE else row.team for watch in holding]
            reader = next((one for one in readers if not self.world.is_played(one)), None)
            if reader is None:
                self._ask_players(trigger, row, cause)
            else:
                trigger.is_spell = True
                self._decide(trigger, row, reader, cause)

    def _ask_players(self, trigger: Trigger, row: PlanRow, cause: int) -> None:
        """Leave it to players to start a plan; the value says for which occurrence, counted from 1."""
        if not trigger.is_due:
            trigger.is_due = True
            number = 0.0 if trigger.occurrence is None else trigger.occurrence.number + 1.0
            self.world.record(Phase.COMMAND_LEVEL, row.entity, Kind.PLAN_DUE, number, cause)

    def _decide(self, trigger: Trigger, row: PlanRow, reader: int, cause: int) -> None:
        number = self._decided[trigger.plan]
        self._decided[trigger.plan] += 1
        delay = self.command.deciding_ms(reader, row.delay_stream, number)
        if delay == 0:
            self.invoke(trigger.plan, trigger.occurrence, cause)
            return
        key = key_of(Phase.COMMAND_LEVEL, row.entity, Act.PLAN, number)

        def begin(because: int) -> None:
            if not self._may_start(trigger.plan):
                trigger.is_spell = False
            elif trigger.occurrence is not None and not trigger.occurrence.is_open:
                return
            elif self.world.is_played(reader):
                trigger.is_spell = False
                self._ask_players(trigger, row, because)
            else:
                self.invoke(trigger.plan, trigger.occurrence, because)

        self.world.at_drawn(self.world.now_ms + delay, key, begin, cause)

    def _may_start(self, plan: int) -> bool:
        """Return whether the level is reached, or has unlocked the plan, and may act."""
        if not self.world.people_on:
            return True
        row = self.world.tables.plans[plan]
        unlocked = any(
            plan in rung.row.unlocks_plans for rung in self.command.rungs[: self.command.current + 1]
        )
        reached = self.command.current >= row.level or unlocked
        return reached and self.command.has_authority

    def invoke(self, plan: int, scope: Scope | None, cause: int) -> bool:
        """Start a plan now; return False if it is running already."""
        row = self.world.tables.plans[plan]
        occurrence = scope if isinstance(scope, Occurrence) and scope.incident == row.per else None
        key = occurrence.number if occurrence is not None else 0
        if key in self.running[plan]:
            return False
        instance = Instance(plan, len(self.instances[plan]), occurrence, self.world.now_ms)
        instance.key = key
        record = self.world.record(
            Phase.COMMAND_LEVEL, row.entity, Kind.PLAN_STARTED, float(instance.number), cause
        )
        instance.is_improvised = row.improvised or self._is_missing(plan, record)
        self.instances[plan].append(instance)
        if occurrence is not None:
            self._own.setdefault((plan, key), []).append(instance)
        self.running[plan][key] = instance
        self.world.changed(Signal.PLAN, plan, record)
        self.tasks.start_instance(instance, record)
        return True

    def _is_missing(self, plan: int, cause: int) -> bool:
        """Return whether the plan is on paper only, drawn once a run: not on the register, or not usable."""
        row = self.world.tables.plans[plan]
        if not row.covers or not self.world.people_on:
            return False
        if plan not in self._missing:
            chance = min(
                1.0, self.world.ratio(Parameter.ON_REGISTER) * self.world.ratio(Parameter.PLAN_EXISTS)
            )
            self._missing[plan] = self.world.chance(row.ready_stream, 0) >= chance
            if self._missing[plan]:
                self.world.record(Phase.COMMAND_LEVEL, row.entity, Kind.PLAN_MISSING, 1.0, cause)
        return self._missing[plan]

    def is_usable(self, plan: int) -> bool:
        """Return whether a plan is written, and not known to be on paper only."""
        return not self.world.tables.plans[plan].improvised and not self._missing.get(plan, False)

    def _ended(self, instance: Instance, kind: Kind, cause: int) -> None:
        """An instance is over."""
        plan = instance.plan
        row = self.world.tables.plans[plan]
        self.running[plan].pop(instance.key, None)
        record = self.world.record(Phase.COMMAND_LEVEL, row.entity, kind, float(instance.number), cause)
        self.world.changed(Signal.PLAN, plan, record)

    # --- answers ---

    def _latest(self, step: Step, scope: Scope | None) -> Instance | None:
        """Return the instance a step means: of its occurrence, or the latest that has finished."""
        found = self.instances[step.index]
        if isinstance(scope, Occurrence) and scope.incident == self.world.tables.plans[step.index].per:
            found = self._own.get((step.index, scope.number), [])
        if step.part != NONE:
            finished = [one for one in found if one.outcomes.get(step.part) is not None]
        else:
            finished = [one for one in found if one.ended_ms >= 0]
        return max(finished, key=lambda one: one.finished_at(step.part), default=None)

    def _is_running(self, step: Step, scope: Scope | None) -> bool:
        if isinstance(scope, Occurrence) and scope.incident == self.world.tables.plans[step.index].per:
            return scope.number in self.running[step.index]
        return bool(self.running[step.index])

    def _is_done(self, step: Step, scope: Scope | None) -> bool:
        instance = self._latest(step, scope)
        if instance is None:
            return False
        return instance.is_done if step.part == NONE else instance.outcomes[step.part] == Kind.TASK_DONE

    def _is_failed(self, step: Step, scope: Scope | None) -> bool:
        instance = self._latest(step, scope)
        if instance is None:
            return False
        if step.part == NONE:
            return not instance.is_done
        return instance.outcomes[step.part] in (Kind.TASK_FAILED, Kind.TASK_GAVE_UP)

    def measures(self) -> dict[str, float | None]:
        """Return the measures of every plan."""
        found: dict[str, float | None] = {}
        for index, row in enumerate(self.world.tables.plans):
            name = f"plan.{self.world.tables.name_of(row.entity)}"
            starts = [one.started_ms for one in self.instances[index]]
            ends = [one.ended_ms for one in self.instances[index] if one.is_done]
            for label, moments in (("started_h", starts), ("finished_h", ends)):
                found[f"{name}.{label}"] = mean_h(moments)
                found[f"{name}.{label}.count"] = float(len(moments))
            found[f"{name}.starts"] = float(len(starts))
        return found
