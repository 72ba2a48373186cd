"""Conditions at work: evaluated once an instant, in their owner's phase.

A wake is one pending flag; what was undone before the evaluation was never seen (fine print 3). `X for d` counts
from when X was first found true.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sems_sim.engine.agenda import key_of
from sems_sim.engine.world import DAY_MS, Scope, World
from sems_sim.events import ROOT
from sems_sim.model import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN,
    Act,
    Condition,
    Op,
    Parameter,
    Signal,
    Step,
    Wake,
    clipped,
)


@dataclass(frozen=True, slots=True)
class Owner:
    """In whose phase and under whose name a condition is evaluated."""

    phase: int
    entity: int
    number: int
    act: Act = Act.WAKE


class Watch:
    """One condition that is being watched for one owner, and for one occurrence if it names one."""

    def __init__(
        self,
        world: World,
        condition: int,
        owner: Owner,
        react: Callable[[bool, int], None],
        scope: Scope | None = None,
    ) -> None:
        """Watch a condition; `react(holds, cause)` is called after every evaluation."""
        self._world = world
        self.condition: Condition = world.tables.conditions[condition]
        self._owner = owner
        self._react = react
        self._scope = scope
        self._pending = False
        self._stopped = False
        self._since: list[int] = [NONE] * self.condition.slots
        self._timers: list[int] = [NONE] * self.condition.slots
        self._cause = ROOT
        """What made the present evaluation worth making; a `for` that ends later goes back to it."""
        self.holds = False

    @property
    def wakes(self) -> tuple[Wake, ...]:
        """What makes it worth evaluating."""
        return self.condition.wakes

    @property
    def scope(self) -> Scope | None:
        """The occurrence that it is about, where it is about one."""
        return self._scope

    @property
    def reader(self) -> int:
        """The team in whose picture it is read, or -1 for the truth."""
        return next((step.team for step in self.condition.steps if step.team != NONE), NONE)

    def start(self, react: bool) -> None:  # noqa: FBT001 - the name says it
        """Take the first look, with or without reacting, and watch from now on."""
        self._world.watch(self)
        for wake in self.condition.wakes:
            self._arrange_clock(wake)
        self.holds = self._evaluate() == TRUE
        if react:
            self._react(self.holds, ROOT)

    def look_once(self) -> bool:
        """Return whether it holds now, without watching."""
        return self._evaluate() == TRUE

    def stop(self) -> None:
        """Watch no more."""
        self._world.unwatch(self)
        self._stopped = True

    def wake(self, cause: int) -> None:
        """Arrange for one evaluation in the owner's phase, at this instant."""
        if not self._pending and not self._stopped:
            self._pending = True
            self._world.at(self._world.now_ms, self._key(), self._look, cause)

    def _key(self) -> int:
        return key_of(self._owner.phase, self._owner.entity, self._owner.act, self._owner.number)

    def _look(self, cause: int) -> None:
        self._pending = False
        if self._stopped:
            return
        self._cause = cause
        self.holds = self._evaluate() == TRUE
        self._react(self.holds, cause)

    def _arrange_clock(self, wake: Wake) -> None:
        """Wake it at a moment of the scenario clock, or at a time of each day."""
        if wake.signal == Signal.TIME:
            if wake.index > self._world.now_ms:
                self._world.at(wake.index, self._key(), self._tick(None), ROOT)
        elif wake.signal == Signal.CLOCK:
            start = self._world.tables.start_of_day_ms
            ahead = (wake.index - start - self._world.now_ms - 1) % DAY_MS + 1
            self._world.at(self._world.now_ms + ahead, self._key(), self._tick(wake), ROOT)

    def _tick(self, again: Wake | None) -> Callable[[int], None]:
        def tick(cause: int) -> None:
            if again is not None and not self._stopped:
                self._world.at(self._world.now_ms + DAY_MS, self._key(), tick, cause)
            if not self._pending:
                self._look(cause)

        return tick

    # --- evaluation ---

    def _evaluate(self) -> int:
        stack: list[int] = []
        for step in self.condition.steps:
            if step.op == Op.AND:
                right = stack.pop()
                stack[-1] = min(stack[-1], right)
            elif step.op == Op.OR:
                right = stack.pop()
                stack[-1] = max(stack[-1], right)
            elif step.op == Op.NOT:
                stack[-1] = TRUE - stack[-1]
            elif step.op == Op.HELD:
                stack[-1] = self._held(step, stack[-1])
            elif step.op == Op.CONSTANT:
                stack.append(step.fact)
            else:
                stack.append(self._fact(step))
        return stack[0]

    def _fact(self, step: Step) -> int:
        world = self._world
        if step.team != NONE:
            return UNKNOWN if world.belief is None else world.belief(step, self.condition.reluctant)
        return TRUE if world.facts[step.fact](step, self._scope) else FALSE

    def _held(self, step: Step, value: int) -> int:
        """Return whether the value has been true for long enough, and arrange to look when it will have been."""
        slot = step.slot
        if value != TRUE:
            self._since[slot] = NONE
            return min(value, UNKNOWN)
        now = self._world.now_ms
        if self._since[slot] == NONE:
            self._since[slot] = now
        due = self._since[slot] + self._duration_ms(step)
        if now >= due:
            return TRUE
        if self._timers[slot] != due:
            self._timers[slot] = due
            self._world.at(due, self._key(), self._ring, self._cause)
        return FALSE

    def _ring(self, cause: int) -> None:
        if not self._pending:
            self._look(cause)

    def _duration_ms(self, step: Step) -> int:
        if not self.condition.reluctant:
            return step.duration_ms
        return int(step.duration_ms * reluctance(self._world))


def reluctance(world: World) -> float:
    """Return the factor on what it takes to raise a level: commitment and the handshake (1 at operating)."""
    return clipped(world.ratio(Parameter.COMMITMENT_RELUCTANCE) * world.ratio(Parameter.HANDSHAKE_RELUCTANCE))
