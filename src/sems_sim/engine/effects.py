"""The one list of verbs by which everything changes the world.

A held effect is a row with a number; ending it takes its row away, and no old value is ever restored (fine print 20).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sems_sim.engine.agenda import Appointment, key_of
from sems_sim.engine.parts import Parts
from sems_sim.engine.watching import Owner, Watch
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import exp as e_to
from sems_sim.laws import hours_to_ms, normal_quantile
from sems_sim.model import NONE, Act, Amount, Effect, EntityKind, Hold, Parameter, Span, Verb

OWN_RECORD = frozenset(
    {
        Verb.FAIL,
        Verb.REPAIR,
        Verb.SWITCH_ON,
        Verb.SWITCH_OFF,
        Verb.START,
        Verb.END,
        Verb.RAISE,
        Verb.STAND_DOWN,
        Verb.INVOKE,
        Verb.ASK,
        Verb.SET,
        Verb.CLEAR,
        Verb.RELEASE,
        Verb.TELL,
    }
) | frozenset(verb for verb in Verb if verb >= Verb.TAKE)
"""Verbs whose consequence is a record of its own."""
Undo = Callable[[int], None]
"""Takes an effect back, because of a record."""
Carrier = Callable[[Effect, Scope | None, int, int], Undo | None]
"""Carries out (effect, scope, number, cause), and returns how to take that back, if it can be."""
RESTRICTIONS = frozenset({Verb.CAPACITY, Verb.CANCEL, Verb.DEMAND})


class Named(Protocol):
    """A row of a table that is an entity."""

    @property
    def entity(self) -> int:
        """Its number among all entities."""


@dataclass(slots=True)
class Held:
    """One application of an effect that will end."""

    effect: Effect
    number: int
    record: int
    undo: Undo
    decision: int = NONE
    watch: Watch | None = None
    end: Appointment | None = None
    lost_before: float = 0.0
    kept_from_ms: int = NONE
    """Since when it has been kept out of caution only."""


@dataclass(slots=True)
class _Books:
    """What effects have cost."""

    spent: float = 0.0
    over_reaction: float = 0.0
    maturity: list[tuple[int, int, int]] = field(default_factory=list)
    """Live (number, component, level)."""


class Effects:
    """Carries out effects, and ends those that are held."""

    def __init__(self, world: World, parts: Parts) -> None:
        """Know every part of the world that a verb can change."""
        self.world = world
        self.parts = parts
        self.books = _Books()
        self.release_inject: Callable[[int, int], bool] = lambda _inject, _cause: False
        self.exercise: Callable[[Effect, int], None] = lambda _effect, _cause: None
        """Carries out what only an exercise can order."""
        self._held: dict[int, Held] = {}
        self._ordered: dict[int, list[int]] = {}
        """What each order has brought about and not yet ended, also for good."""
        self._applied = 0
        self._verbs = self._all_verbs()

    def _all_verbs(self) -> dict[Verb, Carrier]:
        return {
            Verb.FAIL: self._fail,
            Verb.REPAIR: self._repair,
            Verb.SWITCH_ON: self._switch,
            Verb.SWITCH_OFF: self._switch,
            Verb.ISOLATE: self._cut,
            Verb.RECONNECT: self._cut,
            Verb.START: self._start,
            Verb.CONTAIN: self._contain,
            Verb.WORSEN: self._worsen,
            Verb.END: self._end_incident,
            Verb.DEMAND: self._demand,
            Verb.CAPACITY: self._capacity,
            Verb.CANCEL: self._cancel,
            Verb.ADD: self._amount,
            Verb.REMOVE: self._amount,
            Verb.USE: self._use,
            Verb.ORDER: self._order,
            Verb.RAISE: self._raise,
            Verb.STAND_DOWN: self._stand_down,
            Verb.TELL: self._tell,
            Verb.INVOKE: self._invoke,
            Verb.ASK: self._ask,
            Verb.SET: self._flag,
            Verb.CLEAR: self._flag,
            Verb.SPEND: self._spend,
            Verb.RELEASE: self._release,
            Verb.MATURITY: self._maturity,
            Verb.BLOCK: self._block,
            Verb.UNBLOCK: self._block,
        }

    def do(self, span: Span, scope: Scope | None, cause: int) -> list[int]:
        """Apply a list of effects in written order and return the numbers of those that are held."""
        return self._do_all(span, scope, cause, keeps=False)

    def carry_out(self, number: int, span: Span, cause: int) -> None:
        """Carry out an order, and keep what of it can be undone for as long as it is not."""
        held = self._do_all(span, None, cause, keeps=True)
        if held:
            self._ordered[number] = held

    def lift(self, number: int, cause: int) -> None:
        """End all that an order still holds."""
        held = [one for one in self._ordered.pop(number, ()) if one in self._held]
        if held:
            organisation = self.world.organisation
            record = self.world.record(Phase.COMMAND, organisation, Kind.ORDER_LIFTED, float(number), cause)
            self.undo(held, record)

    def _do_all(self, span: Span, scope: Scope | None, cause: int, *, keeps: bool) -> list[int]:
        held = []
        for effect in self.world.tables.effects[span.first : span.first + span.count]:
            number = self.apply(effect, scope, cause, keeps=keeps)
            if number != NONE:
                held.append(number)
        return held

    def apply(self, effect: Effect, scope: Scope | None, cause: int, *, keeps: bool = False) -> int:
        """Apply one effect; return its number if it is held, or can be undone and `keeps`, else NONE."""
        if effect.hold == Hold.UNTIL and self._is_over_already(effect, scope):
            return NONE
        self._applied += 1
        number = self._applied
        if effect.verb not in OWN_RECORD:
            entity = self._entity(effect)
            cause = self.world.record(Phase.COMMAND, entity, Kind.EFFECT_APPLIED, float(effect.verb), cause)
        if effect.verb >= Verb.TAKE:
            self.exercise(effect, cause)
            return NONE
        undo = self._verbs[effect.verb](effect, scope, number, cause)
        if undo is None or (effect.hold == Hold.AT_ONCE and not keeps):
            return NONE
        self._hold(Held(effect, number, cause, undo, decision=self._decision_behind(cause)), scope, cause)
        return number

    def undo(self, numbers: list[int], cause: int) -> None:
        """End held effects."""
        for number in numbers:
            held = self._held.get(number)
            if held is not None:
                self._end(held, cause)

    # --- holding ---

    def _is_over_already(self, effect: Effect, scope: Scope | None) -> bool:
        """Return whether what would end an effect is true already: then nothing happens."""
        owner = Owner(Phase.TASK, 0, 0, Act.WAKE_EFFECT)
        watch = Watch(self.world, effect.condition, owner, lambda _holds, _cause: None, scope)
        return watch.look_once()

    def _hold(self, held: Held, scope: Scope | None, cause: int) -> None:
        self._held[held.number] = held
        effect = held.effect
        if effect.hold == Hold.FOR:
            key = key_of(Phase.TASK, 0, Act.RELEASE, held.number)
            at_ms = self.world.now_ms + effect.hold_ms
            held.end = self.world.at(at_ms, key, lambda because: self._over(held, because), cause)
        elif effect.hold == Hold.UNTIL:
            owner = Owner(Phase.TASK, 0, held.number, Act.WAKE_EFFECT)

            def react(holds: bool, because: int) -> None:  # noqa: FBT001 - whether the condition holds
                if holds:
                    self._over(held, because)

            held.watch = Watch(self.world, effect.condition, owner, react, scope)
            held.watch.start(react=False)

    def _over(self, held: Held, cause: int) -> None:
        """What held the effect is over; a restriction may be kept a while longer, out of caution."""
        if held.number not in self._held or held.kept_from_ms != NONE:
            return
        caution = self._caution_ms(held)
        if caution == 0:
            self._end(held, cause)
            return
        held.kept_from_ms = self.world.now_ms
        held.lost_before = self._lost(held)
        key = key_of(Phase.TASK, 0, Act.RELEASE, held.number)
        self.world.at(self.world.now_ms + caution, key, lambda because: self._end(held, because), cause)

    def _end(self, held: Held, cause: int) -> None:
        if self._held.pop(held.number, None) is None:
            return
        if held.watch is not None:
            held.watch.stop()
        if held.end is not None:
            held.end.cancel()
        if held.kept_from_ms != NONE:
            self.books.over_reaction += self._lost(held) - held.lost_before
        verb = float(held.effect.verb)
        record = self.world.record(Phase.COMMAND, self._entity(held.effect), Kind.EFFECT_ENDED, verb, cause)
        held.undo(record)

    def _caution_ms(self, held: Held) -> int:
        """Return for how long a team keeps a restriction that is no longer needed: over-reaction."""
        effect = held.effect
        if held.decision == NONE or effect.verb not in RESTRICTIONS or not self.world.people_on:
            return 0
        stream = self.world.tables.decisions[held.decision].caution_stream
        draw = self.world.chance(stream, self.parts.decisions.all[held.decision].openings)
        chance = self.world.maturity.value(Parameter.OVER_REACTION)
        if draw >= chance:
            return 0
        constants = self.world.constants
        spread = e_to(constants["caution_sigma"] * normal_quantile(max(1e-12, draw / chance)))
        return hours_to_ms(constants["caution_median_h"] * spread)

    def _decision_behind(self, cause: int) -> int:
        """Return the decision whose option an effect belongs to, or NONE."""
        trace = self.world.trace
        while cause != ROOT and trace[cause].kind == Kind.EFFECT_APPLIED:
            cause = trace[cause].cause
        if cause == ROOT or trace[cause].kind not in (Kind.DECISION_TAKEN, Kind.DECISION_REVERSED):
            return NONE
        return self.world.tables.entities[trace[cause].entity].index

    def _lost(self, held: Held) -> float:
        """Return the money that the restricted service has lost so far."""
        return self.world.tables.services[held.effect.target].value * self.parts.services.lost(
            held.effect.target
        )

    def _entity(self, effect: Effect) -> int:
        tables = self.world.tables
        by_kind: dict[EntityKind, Sequence[Named]] = {
            EntityKind.ASSET: tables.assets,
            EntityKind.SERVICE: tables.services,
            EntityKind.RESOURCE: tables.resources,
            EntityKind.STOCK: tables.stocks,
            EntityKind.SUPPLIER: tables.suppliers,
            EntityKind.INCIDENT: tables.incidents,
            EntityKind.LINK: tables.links,
        }
        rows = by_kind.get(effect.target_kind)
        return rows[effect.target].entity if rows else self.world.organisation

    # --- verbs: each returns how to undo it, or None if it happens and is over ---

    def _fail(self, effect: Effect, _: Scope | None, __: int, cause: int) -> Undo | None:
        units = self.parts.assets.fail(effect.target, int(effect.value), cause)
        if effect.hold == Hold.AT_ONCE:
            return None
        return lambda because: self.parts.assets.repair(effect.target, units, because)

    def _repair(self, effect: Effect, _: Scope | None, __: int, cause: int) -> None:
        self.parts.assets.repair(effect.target, int(effect.value), cause)

    def _switch(self, effect: Effect, _: Scope | None, number: int, cause: int) -> Undo:
        self.parts.assets.switch(effect.target, number, effect.verb == Verb.SWITCH_ON, cause)
        return lambda because: self.parts.assets.unswitch(effect.target, number, because)

    def _cut(self, effect: Effect, _: Scope | None, number: int, cause: int) -> Undo:
        self.parts.assets.cut(effect.target, number, effect.verb == Verb.ISOLATE, cause)
        return lambda because: self.parts.assets.uncut(effect.target, number, because)

    def _start(self, effect: Effect, scope: Scope | None, _: int, cause: int) -> None:
        self.parts.incidents.open(effect.target, cause, scope, effect.value)

    def _contain(self, effect: Effect, scope: Scope | None, number: int, cause: int) -> Undo:
        self.parts.incidents.push_contain(effect.target, scope, number, effect.value, cause)
        return lambda because: self.parts.incidents.pull_contain(effect.target, number, because)

    def _worsen(self, effect: Effect, scope: Scope | None, number: int, cause: int) -> Undo:
        self.parts.incidents.push_worsen(effect.target, scope, number, effect.value, cause)
        return lambda because: self.parts.incidents.pull_worsen(effect.target, number, because)

    def _end_incident(self, effect: Effect, scope: Scope | None, _: int, cause: int) -> None:
        self.parts.incidents.end(effect.target, scope, cause)

    def _demand(self, effect: Effect, _: Scope | None, number: int, cause: int) -> Undo:
        self.parts.services.push_demand(effect.target, number, effect.amount, effect.value, cause)
        return lambda because: self.parts.services.pull_demand(effect.target, number, because)

    def _capacity(self, effect: Effect, _: Scope | None, number: int, cause: int) -> Undo:
        self.parts.services.push_capacity(effect.target, number, effect.amount, effect.value, cause)
        return lambda because: self.parts.services.pull_capacity(effect.target, number, because)

    def _cancel(self, effect: Effect, _: Scope | None, number: int, cause: int) -> Undo:
        self.parts.services.push_cancel(effect.target, number, effect.value, cause)
        return lambda because: self.parts.services.pull_cancel(effect.target, number, because)

    def _amount(self, effect: Effect, _: Scope | None, number: int, cause: int) -> Undo:
        value = effect.value if effect.verb == Verb.ADD else -effect.value
        self.parts.pools.push_amount(effect.target, number, Amount.SUM, value, cause)
        return lambda because: self.parts.pools.pull_amount(effect.target, number, because)

    def _use(self, effect: Effect, _: Scope | None, __: int, cause: int) -> None:
        self.parts.stocks.take(effect.target, effect.value, cause)

    def _order(self, effect: Effect, _: Scope | None, __: int, cause: int) -> None:
        self.parts.stocks.order(effect.target, effect.value, cause)

    def _raise(self, effect: Effect, _: Scope | None, __: int, cause: int) -> None:
        self.parts.command.raise_level(effect.target, cause)

    def _stand_down(self, effect: Effect, _: Scope | None, __: int, cause: int) -> None:
        self.parts.command.stand_down(effect.target, cause)

    def _tell(self, effect: Effect, _: Scope | None, __: int, cause: int) -> None:
        self.parts.speech.tell(effect, cause)

    def _invoke(self, effect: Effect, scope: Scope | None, _: int, cause: int) -> None:
        """Start a plan; a value above 0 is the number of the occurrence that it is for, counted from 1."""
        per = self.world.tables.plans[effect.target].per
        if effect.value > 0.0 and per != NONE:
            scope = self.parts.incidents.all[per].open.get(int(effect.value) - 1)
            if scope is None:
                return
        self.parts.plans.invoke(effect.target, scope, cause)

    def _ask(self, effect: Effect, _: Scope | None, __: int, cause: int) -> None:
        self.parts.decisions.ask(effect.target, cause)

    def _flag(self, effect: Effect, _: Scope | None, __: int, cause: int) -> None:
        self.world.set_flag(effect.target, effect.verb == Verb.SET, cause)

    def _spend(self, effect: Effect, _: Scope | None, __: int, ___: int) -> None:
        self.books.spent += effect.value

    def _release(self, effect: Effect, _: Scope | None, __: int, cause: int) -> None:
        self.release_inject(effect.target, cause)

    def _maturity(self, effect: Effect, _: Scope | None, number: int, __: int) -> Undo:
        self.books.maturity.append((number, effect.target, int(effect.value)))
        self._set_maturity(effect.target)

        def undo(_: int) -> None:
            self.books.maturity = [row for row in self.books.maturity if row[0] != number]
            self._set_maturity(effect.target)

        return undo

    def _set_maturity(self, component: int) -> None:
        stated = self.world.tables.maturity.levels[component]
        live = [level for _, which, level in self.books.maturity if which == component]
        self.world.maturity = self.world.maturity.with_level(component, live[-1] if live else stated)

    def _block(self, effect: Effect, _: Scope | None, number: int, cause: int) -> Undo:
        blocked = effect.verb == Verb.BLOCK
        if effect.target_kind == EntityKind.LINK:
            messages = self.parts.messages
            messages.push_block(effect.target, number, blocked, cause)
            return lambda because: messages.pull_block(effect.target, number, because)
        suppliers = self.parts.suppliers
        suppliers.push_block(effect.target, number, cause, blocked=blocked)
        return lambda because: suppliers.pull_block(effect.target, number, because)
