"""The world at one instant, and the record of how it came to be.

The world is one `mesa.Model`; assets, incidents and teams are its agents. It owns the agenda, the trace, the draws
and the table of who waits for what. Rules live with what they are about, in the other files of this package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import mesa

from sems_sim.engine.agenda import Agenda, Appointment, Draw
from sems_sim.engine.fingerprint import Fingerprint
from sems_sim.events import ROOT, Kind, Phase, Record
from sems_sim.laws import (
    conditional_quantile,
    hazard_threshold,
    hours_to_ms,
    ms_to_hours,
    quantile,
    uniform,
)
from sems_sim.model import (
    NONE,
    EntityKind,
    Fact,
    Maturity,
    Model,
    Parameter,
    Policy,
    QuantityKind,
    Signal,
    Span,
    Step,
    Wake,
    compare,
    name_of_key,
)

DAY_MS = 86_400_000
HAZARD = -2
"""In place of a law: a standard exponential, how much hazard builds up until something is noticed."""
OCCURRENCE = -1
"""Where conditions wait for one occurrence of one incident, in place of a signal."""
Listener = Callable[[int, int], None]
"""Is told (index, cause) of a change."""


class Scope(Protocol):
    """The occurrence of an incident that a condition or an effect means, where it means one."""

    @property
    def incident(self) -> int:
        """The incident it is an occurrence of."""

    @property
    def number(self) -> int:
        """Which occurrence it is, from 0."""


class Waiting(Protocol):
    """A condition that is waiting to be evaluated again."""

    @property
    def wakes(self) -> tuple[Wake, ...]:
        """What makes it worth evaluating."""

    @property
    def scope(self) -> Scope | None:
        """The occurrence that it is about, where it is about one."""

    def wake(self, cause: int) -> None:
        """Arrange for one evaluation in the owner's phase."""


class Doer(Protocol):
    """Carries out effects."""

    def do(self, span: Span, scope: Scope | None, cause: int) -> list[int]:
        """Apply a list of effects in written order and return the numbers of those that are held."""

    def undo(self, numbers: list[int], cause: int) -> None:
        """End held effects."""


Answer = Callable[[Step, "Scope | None"], bool]
"""Answers one step of a condition about the truth."""


class World(mesa.Model):
    """One run: where everything stands, and the trace."""

    def __init__(self, tables: Model, seed: int, replication: int = 0, policy: Policy | None = None) -> None:
        """Make an empty world; `simulate.build` puts the parts in."""
        super().__init__(rng=0)
        self.tables = tables
        self.seed_of_run = seed
        self.replication = self.origin = replication
        self.policy = policy or Policy()
        self.latest_draw: Draw | None = None
        """The duration drawn last, for the appointment that is made of it."""
        self.agenda = Agenda(lambda key: name_of_key(tables, key))
        self.trace: list[Record] = []
        self.fingerprint = Fingerprint()
        self.listeners: list[Callable[[int, Record], None]] = []
        self.played = [team in self.policy.played for team in range(len(tables.teams))]
        """Teams that people play: the model does nothing in their place."""
        self.pinned: set[tuple[EntityKind, int]] = set()
        """(kind, row) of what stays as it is; (LEVEL, NONE) is the whole response."""
        self.maturity: Maturity = tables.maturity
        self.people_on = tables.people_on
        self.constants = {row.name: row.value for row in tables.maturity.constants}
        self.sides = [False] * len(tables.thresholds)
        self.flags = [False] * len(tables.flags)
        self.on_fork: list[Callable[[], None]] = []
        """What draws anew whatever is under way and has no appointment; called after the agenda's have moved."""
        self.facts: dict[int, Answer] = {}
        """Who answers which question about the truth; each part of the world registers its own."""
        self.belief: Callable[[Step, bool], int] | None = None
        """Answers a step from a team's picture, in three values; registered by the teams."""
        self.doer: Doer | None = None
        self.money: Callable[[], float] = lambda: 0.0
        """All costs so far; set by the accounts."""
        self.organisation = next(
            number for number, entity in enumerate(tables.entities) if entity.kind == EntityKind.ORGANISATION
        )
        """The entity that stands for the whole."""
        self._last_of: dict[int, int] = {}
        self.facts[Fact.FLAG] = lambda step, _: self.flags[step.index]
        self.facts[Fact.TIME] = lambda step, _: compare(float(self.now_ms), step.comparison, step.constant)
        self.facts[Fact.CLOCK] = self._is_clock
        self._watches: dict[tuple[int, int, int], list[Waiting]] = {}
        self._listeners: dict[int, list[Listener]] = {}

    @property
    def now_ms(self) -> int:
        """Milliseconds since the scenario's start."""
        return self.agenda.now_ms

    def let_go(self) -> None:
        """Let Mesa forget this world: it keeps the next number for an agent of every model, and so the models."""
        kept = getattr(mesa.Agent, "_ids", None)  # Mesa 3.5 numbers agents within their model, and keeps none
        if kept is not None:
            kept.pop(self, None)

    # --- the trace ---

    def record(self, phase: int, entity: int, kind: Kind, value: float, cause: int) -> int:
        """Write one fact down and return its index, for what it brings about."""
        record = Record(self.now_ms, int(phase), entity, int(kind), float(value) + 0.0, cause)
        index = len(self.trace)
        self.trace.append(record)
        self._last_of[entity] = index
        self.fingerprint.add(record)
        for listener in self.listeners:
            listener(index, record)
        return index

    def _is_clock(self, step: Step, _: Scope | None) -> bool:
        time_of_day = (self.tables.start_of_day_ms + self.now_ms) % DAY_MS
        return compare(float(time_of_day), step.comparison, step.constant)

    def last_record_of(self, entity: int) -> int:
        """Return the index of the last record about an entity, or ROOT."""
        return self._last_of.get(entity, ROOT)

    def quality(self, needs: tuple[tuple[int, int], ...]) -> float:
        """Return the work rate of the worst resource among needs; 1 for none."""
        return min((self.tables.resources[resource].quality for resource, _ in needs), default=1.0)

    # --- chance ---

    def chance(self, stream: int, n: int) -> float:
        """Return the uniform draw of one named thing."""
        return uniform(self.seed_of_run, self.replication, stream, n)

    def settled(self, stream: int, n: int) -> float:
        """Return the uniform draw of what is asked again and again and stays as it is, in every future."""
        return uniform(self.seed_of_run, self.origin, stream, n)

    def draw(self, law: int, stream: int, n: int) -> float:
        """Return a value of a compiled law, in the law's own unit."""
        row = self.tables.laws[law]
        if row.constant:
            return row.a
        return quantile(row.row, self.tables.table, uniform(self.seed_of_run, self.replication, stream, n))

    def draw_ms(self, law: int, stream: int, n: int, factor: float = 1.0) -> int:
        """Return a duration of a compiled law times a factor, rounded up to the next millisecond; NONE is 0."""
        if law == NONE:
            return 0
        drawn_ms = hours_to_ms(max(0.0, self.draw(law, stream, n) * factor))
        constant = self.tables.laws[law].constant
        self.latest_draw = None if constant else Draw(law, stream, n, factor, drawn_ms)
        return drawn_ms

    def draw_for(self, time_ms: int) -> Draw | None:
        """Return the duration drawn last if it leads from now to this time: what a fork would draw again."""
        draw = self.latest_draw
        if draw is None or draw.total_ms == 0 or draw.total_ms != time_ms - self.now_ms:
            return None
        return draw

    def left_ms(self, draw: Draw, was_left_ms: int) -> int:
        """Return what is left of a duration under way, drawn anew on condition of having lasted so far.

        At least 1 ms. `was_left_ms` is what was left of it as first drawn. Fine print 23.
        """
        u = self.chance(draw.stream, draw.n)
        if draw.law == HAZARD:
            return max(1, hours_to_ms(hazard_threshold(u) * draw.factor))
        if draw.factor <= 0.0:
            return max(1, was_left_ms)
        done_ms = draw.total_ms - was_left_ms
        row = self.tables.laws[draw.law].row
        done = ms_to_hours(done_ms + draw.ahead_ms) / draw.factor
        whole = conditional_quantile(row, self.tables.table, done, u) * draw.factor
        return max(1, hours_to_ms(whole) - done_ms)

    def fork(self, replication: int) -> None:
        """Draw from now on as in another replication, and anew what is left of all that is under way."""
        self.replication = replication
        self.agenda.redraw(self.left_ms)
        for redraw in self.on_fork:
            redraw()

    # --- people and safeguards ---

    def ratio(self, parameter: Parameter) -> float:
        """Return the maturity factor on what the scenario states; 1 with people off."""
        return self.maturity.ratio(parameter) if self.people_on else 1.0

    def shifted(self, parameter: Parameter, probability: float) -> float:
        """Return a stated probability as maturity shifts its odds; unchanged with people off."""
        return self.maturity.shifted(parameter, probability) if self.people_on else probability

    def is_played(self, team: int) -> bool:
        """Return whether people play a team; nobody plays NONE."""
        return team != NONE and self.played[team]

    # --- what happens when ---

    def at(
        self, time_ms: int, key: int, act: Callable[[int], None], cause: int, draw: Draw | None = None
    ) -> Appointment:
        """Arrange for `act(cause)` at a time, in the order given by the key; `draw` if chance said when."""
        return self.agenda.at(time_ms, key, act, cause, draw)

    def at_drawn(self, time_ms: int, key: int, act: Callable[[int], None], cause: int) -> Appointment:
        """Arrange for `act(cause)` at the end of the duration drawn last."""
        return self.agenda.at(time_ms, key, act, cause, self.draw_for(time_ms))

    # --- who waits for what ---

    def watch(self, watch: Waiting) -> None:
        """Wake this condition's owner whenever something it depends on changes."""
        for wake in watch.wakes:
            self._watches.setdefault(self._place(watch, wake), []).append(watch)

    def unwatch(self, watch: Waiting) -> None:
        """Stop waking it."""
        for wake in watch.wakes:
            place = self._place(watch, wake)
            waiting = [other for other in self._watches.pop(place, ()) if other is not watch]
            if waiting:
                self._watches[place] = waiting

    def _place(self, watch: Waiting, wake: Wake) -> tuple[int, int, int]:
        """Return where a condition waits; one about an occurrence waits for that occurrence alone."""
        scope = watch.scope
        if scope is None or wake.team != NONE or self._incident_of(wake) != scope.incident:
            return int(wake.signal), wake.index, wake.team
        return OCCURRENCE, scope.incident, scope.number

    def _incident_of(self, wake: Wake) -> int:
        """Return the incident whose state, or whose severity, wakes a condition, or NONE."""
        if wake.signal == Signal.INCIDENT:
            return wake.index
        if wake.signal != Signal.THRESHOLD:
            return NONE
        quantity = self.tables.quantities[self.tables.thresholds[wake.index].quantity]
        return quantity.index if quantity.kind == QuantityKind.SEVERITY else NONE

    def occurrence_changed(self, scope: Scope, cause: int) -> None:
        """Tell every condition about this one occurrence that it changed."""
        for watch in self._watches.get((OCCURRENCE, scope.incident, scope.number), ()):
            watch.wake(cause)

    def on(self, signal: Signal, listener: Listener) -> None:
        """Tell another part of the world of every change of a kind."""
        self._listeners.setdefault(int(signal), []).append(listener)

    def changed(self, signal: Signal, index: int, cause: int, team: int = NONE) -> None:
        """Tell every condition that depends on this, and every part that listens, that it changed."""
        for watch in self._watches.get((int(signal), index, team), ()):
            watch.wake(cause)
        for listener in self._listeners.get(int(signal), ()):
            listener(index, cause)

    def set_side(self, threshold: int, side: bool, cause: int) -> None:  # noqa: FBT001 - one side or the other
        """Mark on which side of a threshold its quantity is; the flag, not the float, decides conditions."""
        if self.sides[threshold] is not side:
            self.sides[threshold] = side
            self.changed(Signal.THRESHOLD, threshold, cause)

    def set_flag(self, flag: int, value: bool, cause: int) -> None:  # noqa: FBT001 - set or cleared
        """Set or clear a named fact."""
        if self.flags[flag] is value:
            return
        self.flags[flag] = value
        kind = Kind.FLAG_SET if value else Kind.FLAG_CLEARED
        index = self.record(Phase.COMMAND, self.tables.flags[flag].entity, kind, 1.0, cause)
        self.changed(Signal.FLAG, flag, index)

    def do(self, span: Span, scope: Scope | None, cause: int) -> list[int]:
        """Carry out a list of effects; returns the numbers of those that are held."""
        if span.count == 0 or self.doer is None:
            return []
        return self.doer.do(span, scope, cause)
