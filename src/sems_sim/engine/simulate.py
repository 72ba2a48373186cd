"""Build a world from a model, run it, or step it and interfere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sems_sim.engine.accounts import Accounts
from sems_sim.engine.agenda import key_of
from sems_sim.engine.assets import Assets
from sems_sim.engine.collecting import Collector
from sems_sim.engine.crews import Crews
from sems_sim.engine.decisions import Decisions
from sems_sim.engine.effects import Effects
from sems_sim.engine.escalation import Command
from sems_sim.engine.exercising import Exercising
from sems_sim.engine.incidents import Incidents
from sems_sim.engine.injects import Indicators, Injects
from sems_sim.engine.messages import Messages
from sems_sim.engine.parts import Parts
from sems_sim.engine.people import People
from sems_sim.engine.plans import Plans
from sems_sim.engine.senses import Senses
from sems_sim.engine.services import Services
from sems_sim.engine.speech import Speech
from sems_sim.engine.stocks import Stocks
from sems_sim.engine.suppliers import Suppliers
from sems_sim.engine.supply import Pools
from sems_sim.engine.tasks import Tasks
from sems_sim.engine.truth import Truth
from sems_sim.engine.world import World
from sems_sim.events import ROOT, Kind, Phase, Record
from sems_sim.garbage import without_collection
from sems_sim.laws import ms_to_hours
from sems_sim.model import (
    FUTURES,
    Act,
    Condition,
    Effect,
    Model,
    Order,
    Policy,
    Present,
    Span,
    compare,
    measures_of,
)

RECORD = np.dtype(
    [("time_ms", "i8"), ("phase", "u1"), ("entity", "i4"), ("kind", "i2"), ("value", "f8"), ("cause", "i8")]
)
"""One record of a trace in an array."""


@dataclass(frozen=True, slots=True)
class Run:
    """One simulated crisis: what happened, and what it comes to."""

    model: Model
    seed: int
    replication: int
    fingerprint: str
    """Hash of the trace: equal for equal runs, on every machine."""
    events: int
    """How many events of the agenda were carried out."""
    end_ms: int
    trace: tuple[Record, ...]
    measures: dict[str, float | None]
    """By name, in the order of `measures_of`; None for what did not happen."""
    collected: Collector = field(compare=False, repr=False)
    """Hourly samples of teams, assets and incidents, as data frames on request."""

    def to_numpy(self) -> NDArray[np.void]:
        """Return the trace as a structured array; `pandas.DataFrame(...)` and `polars.from_numpy(...)` take it.

        Shape (records,); fields as in `Record`, times in milliseconds.
        """
        return np.array(list(self.trace), dtype=RECORD)


class Simulation:
    """A run that can be stepped."""

    def __init__(
        self, model: Model, *, seed: int, replication: int = 0, policy: Policy | None = None
    ) -> None:
        """Build the world and start it; nothing has happened yet."""
        self.seed = seed
        self.replication = replication
        self.world = world = World(model, seed, replication, policy)
        self.parts = parts = _make_parts(world)
        self.effects = Effects(world, parts)
        world.doer = self.effects
        self.injects = Injects(world, parts)
        self.indicators = Indicators(world, parts)
        self.accounts = Accounts(world, parts, self.effects)
        self.effects.release_inject = self.injects.fire
        self.exercising = Exercising(world, parts, self.injects, self.effects)
        self.effects.exercise = self.exercising.do
        self._orders = list(world.policy.orders)
        self._reached_ms = 0
        self.collector = Collector(world)
        self._flags_ms: dict[int, int] = {}
        world.listeners.append(self._note_flags)
        self._start()

    def _start(self) -> None:
        parts = self.parts
        for start in (
            parts.suppliers.start,
            parts.stocks.start,
            parts.pools.start,
            parts.crews.start,
            parts.assets.start,
            parts.services.start,
            parts.people.start,
            parts.incidents.start,
            parts.command.start,
            parts.decisions.start,
            parts.plans.start,
            self.injects.start,
            self.indicators.start,
            self.accounts.start,
        ):
            start()
        for number, order in enumerate(self._orders):
            self._arrange(order, number)
        self.collector.start(self.world)

    def run_until(self, time_ms: int) -> None:
        """Carry out every event before a time."""
        self.world.agenda.run_until(time_ms)
        self._reached_ms = max(self._reached_ms, time_ms)

    # --- live ---

    @property
    def model(self) -> Model:
        """The model, grown by the effects and conditions of all orders given so far."""
        return self.world.tables

    @property
    def now_ms(self) -> int:
        """The present: every event before it has been carried out, and none at it, in milliseconds."""
        return self._reached_ms

    @property
    def orders(self) -> tuple[Order, ...]:
        """All orders so far, those of the policy first; with them a policy replays this run."""
        return tuple(self._orders)

    def advance(self, to_ms: int) -> None:
        """Carry out every event before a time, and let the clock stand there."""
        self.run_until(to_ms)
        self.world.agenda.move_to(self._reached_ms)

    def carry_out(self, effects: tuple[Effect, ...], conditions: tuple[Condition, ...] = ()) -> Order:
        """Order effects at the present instant, first of all that happens then.

        The rows join the model's tables: an effect names the n-th of `conditions` as `len(model.conditions) + n`.
        Conditions must need no threshold or quantity that the model lacks. Only one order has the same millisecond.

        Raises:
            ValueError: If another order has this millisecond.
        """
        return self.order_at(self._reached_ms, effects, conditions)

    def order_at(
        self, at_ms: int, effects: tuple[Effect, ...], conditions: tuple[Condition, ...] = ()
    ) -> Order:
        """Order effects at the present or a later moment, in milliseconds.

        Raises:
            ValueError: If the moment is past, or another order has it.
        """
        if at_ms < self._reached_ms or any(order.at_ms == at_ms for order in self._orders):
            message = (
                f"an order at {at_ms} ms is past, or another has that moment; it is {self._reached_ms} ms"
            )
            raise ValueError(message)
        tables = self.world.tables
        order = Order(at_ms, Span(len(tables.effects), len(effects)))
        self.world.tables = replace(
            tables, effects=tables.effects + effects, conditions=tables.conditions + conditions
        )
        self._orders.append(order)
        self._arrange(order, len(self._orders) - 1)
        return order

    def withdraw(self, number: int) -> bool:
        """Take an order back that has not been carried out; it keeps its number and does nothing.

        Returns False if it has been carried out already.
        """
        order = self._orders[number]
        if order.at_ms < self._reached_ms:
            return False
        self._orders[number] = Order(order.at_ms, Span())
        return True

    def _arrange(self, order: Order, number: int) -> None:
        """Arrange for an order to be carried out first of all that happens at its moment."""
        key = key_of(Phase.COMMAND, self.world.organisation, Act.COMMAND, number)
        self.world.at(order.at_ms, key, lambda cause: self._carry_out(number, cause), ROOT)

    def _carry_out(self, number: int, cause: int) -> None:
        self.effects.carry_out(number, self._orders[number].effects, cause)

    def measures_now(self) -> dict[str, float | None]:
        """Return the measures as they would be if the run ended now; nothing is changed."""
        self.world.agenda.move_to(self._reached_ms)
        return self._measures(self._reached_ms)

    def fork(self, replication: int, then: tuple[Order, ...] = ()) -> None:
        """Go on from here as in another replication, once: the past stays, what is under way is drawn anew.

        `then` are orders of the future, at the present or later, whose effects the model has. Fine print 23; see
        docs/reference/forecasts.md.
        """
        self.world.fork(replication)
        for order in then:
            self._orders.append(order)
            self._arrange(order, len(self._orders) - 1)

    def on_record(self, listener: Callable[[int, Record], None]) -> None:
        """Tell somebody of every record, in order."""
        self.world.listeners.append(listener)

    def _note_flags(self, _: int, record: Record) -> None:
        if record.kind == Kind.FLAG_SET:
            flag = self.model.entities[record.entity].index
            self._flags_ms.setdefault(flag, record.time_ms)

    def finish(self, end_ms: int) -> Run:
        """Close the books and return the run; call it once, with every event before `end_ms` carried out."""
        world = self.world
        world.agenda.move_to(end_ms)
        world.record(Phase.ACCOUNT, world.organisation, Kind.ENDED, ms_to_hours(end_ms), ROOT)
        measures = self._measures(end_ms)
        world.let_go()
        return Run(
            model=self.model,
            seed=self.seed,
            replication=world.replication,
            fingerprint=world.fingerprint.text,
            events=world.agenda.events,
            end_ms=end_ms,
            trace=tuple(world.trace),
            measures=measures,
            collected=self.collector,
        )

    def _measures(self, end_ms: int) -> dict[str, float | None]:
        parts = self.parts
        found: dict[str, float | None] = {}
        found.update(parts.incidents.measures())
        for measured in (
            parts.services,
            parts.assets,
            parts.crews,
            parts.stocks,
            parts.command,
            parts.people,
        ):
            found.update(measured.measures(end_ms))
        for part in (parts.plans, parts.tasks, parts.decisions):
            found.update(part.measures())
        found.update(self.accounts.measures(end_ms))
        for flag, row in enumerate(self.model.flags):
            moment = self._flags_ms.get(flag)
            name = f"flag.{self.model.name_of(row.entity)}.first_h"
            found[name] = None if moment is None else ms_to_hours(moment)
        met = [self._meets(found, number) for number in range(len(self.model.targets))]
        for number, target in enumerate(self.model.targets):
            found[f"targets.{target.name}"] = float(met[number])
        found["targets.all"] = float(all(met))
        return {name: found[name] for name in self._names}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """The measures, in order; no order given live adds one."""
        return tuple(measure.name for measure in measures_of(self.model))

    def _meets(self, found: dict[str, float | None], number: int) -> bool:
        """Return whether a target is met; what did not happen meets no target, but one of at least."""
        target = self.model.targets[number]
        value = found[target.measure]
        if value is None:
            return target.comparison in (">", ">=")
        return compare(value, _COMPARISONS[target.comparison], target.bound)


_COMPARISONS = {"<": 1, "<=": 2, ">": 3, ">=": 4, "==": 5, "!=": 6}


def _make_parts(world: World) -> Parts:
    suppliers = Suppliers(world)
    stocks = Stocks(world, suppliers)
    pools = Pools(world, suppliers)
    crews = Crews(world, pools, stocks)
    assets = Assets(world)
    assets.lives.crews = crews
    crews.asset_up = lambda asset: assets.level(asset) > 0
    _tie_stocks(world, assets, stocks)
    services = Services(world, crews, stocks, assets.level)
    incidents = Incidents(world)
    incidents.unaddressed_services = _unaddressed(world, services)
    truth = Truth(world, assets, services, incidents)
    people = People(world, truth)
    Senses(world, people, truth, incidents)
    messages = Messages(world, people, incidents, assets.level)
    speech = Speech(world, people, messages, truth, incidents, services)
    command = Command(world, people, pools)
    decisions = Decisions(world, people, command)
    tasks = Tasks(world, crews, people, assets.level)
    plans = Plans(world, tasks, command, incidents)
    return Parts(
        suppliers,
        stocks,
        pools,
        crews,
        assets,
        services,
        incidents,
        people,
        messages,
        speech,
        command,
        decisions,
        tasks,
        plans,
    )


def _tie_stocks(world: World, assets: Assets, stocks: Stocks) -> None:
    """Let running assets use up their stocks, and stand still when one is empty."""
    users: dict[int, list[int]] = {}
    for asset, row in enumerate(world.tables.assets):
        for stock, _ in row.stock_uses:
            users.setdefault(stock, []).append(asset)

    def run(asset: int, is_running: bool, cause: int) -> None:  # noqa: FBT001 - runs or stands
        row = world.tables.assets[asset]
        for stock, rate in row.stock_uses:
            stocks.set_use(stock, row.entity, rate if is_running else 0.0, cause)

    def supply(stock: int, cause: int) -> None:
        for asset in users.get(stock, ()):
            needed = world.tables.assets[asset].stock_uses
            assets.set_stock(asset, all(not stocks.empty(other) for other, _ in needed), cause)

    assets.on_running.append(run)
    stocks.on_change.append(supply)


def _unaddressed(world: World, services: Services) -> Callable[[], float]:
    def weight() -> float:
        total = 0.0
        for index, row in enumerate(world.tables.services):
            if services.over_rto(index) and services.below_mbco(index):
                total += row.weight
        return total

    return weight


def simulate(
    model: Model,
    *,
    seed: int,
    replication: int = 0,
    until_ms: int | None = None,
    policy: Policy | None = None,
) -> Run:
    """Run a crisis to its horizon, or until an earlier time, and return what happened.

    Raises:
        ZeroTimeCircleError: If events chase each other without time passing.
    """
    end_ms = model.horizon_ms if until_ms is None else min(until_ms, model.horizon_ms)
    with without_collection():
        return _run(Simulation(model, seed=seed, replication=replication, policy=policy), end_ms)


def simulate_future(present: Present, future: int) -> Run:
    """Run one future of a present moment, and return what happened in past and future.

    Raises:
        ZeroTimeCircleError: If events chase each other without time passing.
    """
    with without_collection():
        simulation = Simulation(
            present.model, seed=present.seed, replication=present.replication, policy=present.policy
        )
        simulation.advance(present.now_ms)
        simulation.fork(FUTURES + future, present.then)
        return _run(simulation, present.end_ms)


def _run(simulation: Simulation, end_ms: int) -> Run:
    """Run to the end; the world is let go of on return."""
    simulation.run_until(end_ms)
    return simulation.finish(end_ms)
