"""Services: demand flows in, is served, waits or is lost (fine print 8).

Whatever changes a service asks for one settling at the instant, in which all that hangs together is worked out anew.
Performance, clocks and accounts follow from the rates.
"""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.engine.agenda import key_of
from sems_sim.engine.capacities import Capacities, Plan, Service, ability_of
from sems_sim.engine.clocks import ServiceClock
from sems_sim.engine.crews import Crews
from sems_sim.engine.flows import Flow, Turn
from sems_sim.engine.lines import Marks
from sems_sim.engine.profiles import next_part_ms, value_at
from sems_sim.engine.stocks import Stocks
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import ms_to_hours
from sems_sim.model import NONE, Act, Amount, Fact, QuantityKind, ServiceRow, Signal, Step, compare

BACKLOG_MARK, LOST_MARK = 2, 3
"""What the next event of a flow is, beside a `Turn`."""


class Services:
    """All services, and how they are tied to each other and to what they need."""

    def __init__(self, world: World, crews: Crews, stocks: Stocks, asset_level: Callable[[int], int]) -> None:
        """Take the services from the model; `asset_level` gives an asset's level in millionths."""
        self._world = world
        self._crews = crews
        self._stocks = stocks
        self.all = [self._make(index, row) for index, row in enumerate(world.tables.services)]
        self._capacities = Capacities(world, self.all, crews, stocks, asset_level)
        self._dirty: dict[int, int] = {}
        self._is_pending = False
        self._available: dict[int, float] = {}
        self._by_asset: dict[int, list[int]] = {}
        self._by_stock: dict[int, list[int]] = {}
        self._by_resource: dict[int, list[int]] = {}
        for index, row in enumerate(world.tables.services):
            self._by_asset.setdefault(row.needs_asset, []).append(index)
            for stock, _ in row.uses:
                self._by_stock.setdefault(stock, []).append(index)
            for resource, _ in row.staff:
                self._by_resource.setdefault(resource, []).append(index)
        self._listen()

    def _make(self, index: int, row: ServiceRow) -> Service:
        world = self._world
        return Service(
            index,
            row,
            Flow(row.patience_ms),
            ServiceClock(world, row, lambda cause: world.changed(Signal.SERVICE, index, cause)),
            Marks(world, QuantityKind.BACKLOG, index),
            Marks(world, QuantityKind.LOST, index),
        )

    def _listen(self) -> None:
        world = self._world
        world.on(Signal.ASSET, lambda asset, cause: self._ask_all(self._by_asset.get(asset, ()), cause))
        world.on(Signal.RESOURCE, self._resource_changed)
        self._stocks.on_change.append(
            lambda stock, cause: self._ask_all(self._by_stock.get(stock, ()), cause)
        )
        world.facts[Fact.PERFORMANCE] = lambda step, _: compare(
            self.all[step.index].performance, step.comparison, step.constant
        )
        world.facts[Fact.BACKLOG] = world.facts[Fact.LOST] = self._is_beyond
        world.facts[Fact.BELOW_MBCO] = lambda step, _: self.below_mbco(step.index)
        world.facts[Fact.OVER_RTO] = lambda step, _: self.over_rto(step.index)
        world.facts[Fact.OVER_MTPD] = lambda step, _: self.over_mtpd(step.index)

    def start(self) -> None:
        """Work out the initial state in silence, and begin to count."""
        for service in self.all:
            if service.row.profile != NONE:
                self._step_demand(service)
            service.backlog_marks.start(0.0)
            service.lost_marks.start(0.0)
        for members in self._capacities.groups:
            plans, _ = self._capacities.plan(members)
            for index in members:
                self._apply(self.all[index], plans[index], ROOT)
            self._available.update(self._capacities.available(members))
        for service in self.all:
            self._judge(service)
            self._ask(service.index, ROOT)

    # --- what effects do ---

    def push_demand(self, index: int, number: int, amount: Amount, value: float, cause: int) -> None:
        """Change demand until `pull_demand` of the same number."""
        self.all[index].demand.push(number, amount, value)
        self._ask(index, cause)

    def pull_demand(self, index: int, number: int, cause: int) -> None:
        """Take back a change of demand."""
        if self.all[index].demand.pull(number):
            self._ask(index, cause)

    def push_capacity(self, index: int, number: int, amount: Amount, value: float, cause: int) -> None:
        """Change capacity until `pull_capacity` of the same number."""
        self.all[index].capacity.push(number, amount, value)
        self._ask(index, cause)

    def pull_capacity(self, index: int, number: int, cause: int) -> None:
        """Take back a change of capacity."""
        if self.all[index].capacity.pull(number):
            self._ask(index, cause)

    def push_cancel(self, index: int, number: int, share: float, cause: int) -> None:
        """Call off a share of demand until `pull_cancel` of the same number; shares of what the others leave."""
        self.all[index].cancelled.push(number, Amount.FACTOR, share)
        self._ask(index, cause)

    def pull_cancel(self, index: int, number: int, cause: int) -> None:
        """Take back a calling off."""
        if self.all[index].cancelled.pull(number):
            self._ask(index, cause)

    # --- how they stand ---

    def performance(self, index: int) -> float:
        """Return served / demanded now, as fine print 8 has it where there is no demand."""
        return self.all[index].performance

    def ability(self, index: int) -> float:
        """Return the share of nominal capacity that there is now, at most 1."""
        return self.all[index].ability

    def backlog(self, index: int) -> float:
        """Return how many units wait now."""
        return self.all[index].flow.waiting(self._world.now_ms)

    def lost(self, index: int) -> float:
        """Return how many units have been lost up to now."""
        return self.all[index].flow.lost.at(self._world.now_ms)

    def demand_rate(self, index: int) -> float:
        """Return the demand per hour now, called off or not."""
        return self.all[index].flow.demand_per_h

    def served_rate(self, index: int) -> float:
        """Return the units served per hour now."""
        return self.all[index].flow.served_per_h

    def lost_rate(self, index: int) -> float:
        """Return the units lost per hour now: called off, or out of patience."""
        return self.all[index].flow.lost_per_h

    def lost_value_rate(self, index: int) -> float:
        """Return the money per hour that is being lost now with units lost."""
        service = self.all[index]
        return service.row.value * service.flow.lost_per_h

    def loss_now(self, index: int) -> float:
        """Return 1 - performance while there is demand or backlog, else 0."""
        return self.all[index].loss.value

    def below_mbco(self, index: int) -> bool:
        """Return whether performance is below the minimum objective."""
        return self.below_mbco_since(index) != NONE

    def below_mbco_since(self, index: int) -> int:
        """Return since when performance has been below the minimum objective, or NONE."""
        return self.all[index].clock.below_since_ms

    def disrupted_since(self, index: int) -> int:
        """Return since when the service has been disrupted, or NONE."""
        return self.all[index].clock.disrupted_ms

    def over_rto(self, index: int) -> bool:
        """Return whether the service is disrupted beyond its recovery time objective."""
        return self.all[index].clock.is_over_rto

    def over_mtpd(self, index: int) -> bool:
        """Return whether the service is disrupted beyond its maximum tolerable period."""
        return self.all[index].clock.is_over_mtpd

    def critical_over_mtpd(self) -> int:
        """Return how many critical services are disrupted beyond their maximum tolerable period."""
        return sum(1 for service in self.all if service.row.critical and service.clock.is_over_mtpd)

    # --- changes ---

    def _ask(self, index: int, cause: int) -> None:
        """Arrange for the services tied to this one to be worked out, once at this instant."""
        if self._dirty.get(index, ROOT) == ROOT:
            self._dirty[index] = cause
        if not self._is_pending:
            self._is_pending = True
            self._world.at(self._world.now_ms, key_of(Phase.SERVICE, 0, Act.SETTLE), self._settle, cause)

    def _ask_all(self, indices: list[int] | tuple[int, ...], cause: int) -> None:
        for index in indices:
            self._ask(index, cause)

    def _resource_changed(self, resource: int, cause: int) -> None:
        if resource in self._available and self._available[resource] != float(
            max(0, self._crews.free(resource))
        ):
            self._ask_all(self._by_resource[resource], cause)

    def _step_demand(self, service: Service) -> None:
        """Take the profile's demand from now on, and arrange its next step."""
        world, row = self._world, service.row
        profile, start_ms = world.tables.profiles[row.profile], world.tables.start_of_day_ms
        service.stated_per_h = value_at(profile, start_ms, world.now_ms)
        due = next_part_ms(profile, start_ms, world.now_ms)
        if due == NONE:
            return

        def step(cause: int) -> None:
            before = service.stated_per_h
            self._step_demand(service)
            if service.stated_per_h != before:
                told = world.record(Phase.WORLD, row.entity, Kind.DEMAND_CHANGED, service.stated_per_h, cause)
                self._ask(service.index, told)

        world.at(due, key_of(Phase.WORLD, row.entity, Act.DEMAND), step, ROOT)

    def _settle(self, _: int) -> None:
        """Work out every group in which something changed."""
        self._is_pending = False
        dirty, self._dirty = self._dirty, {}
        for group in sorted({self._capacities.group_of[index] for index in dirty}):
            self._settle_group(self._capacities.groups[group], dirty)

    def _settle_group(self, members: list[int], dirty: dict[int, int]) -> None:
        """Let the services of a group go on at new rates; clocks look when all are settled."""
        first = next(dirty[index] for index in members if index in dirty)
        plans, shares = self._capacities.plan(members)
        told: dict[int, int] = {}
        for index in members:
            service = self.all[index]
            told[index] = self._follow(
                service, plans[index], dirty.get(index, told.get(service.row.after, first))
            )
        self._available.update(self._capacities.available(members))
        for resource, missing in shares.missing.items():
            self._crews.set_service_need(resource, missing, first)
        for index in members:
            service = self.all[index]
            service.clock.look(service.ability, service.performance, told[index])

    def _follow(self, service: Service, plan: Plan, cause: int) -> int:
        """Let a service go on as planned; return what its consequences have as their cause."""
        before = service.performance
        has_turned = self._apply(service, plan, cause)
        self._judge(service)
        told = cause
        if service.performance != before:
            told = self._world.record(
                Phase.SERVICE, service.row.entity, Kind.PERFORMANCE, service.performance, cause
            )
            self._world.changed(Signal.SERVICE, service.index, told)
        if has_turned:
            service.record = told
        if has_turned or service.next is None:
            self._arrange(service)
        return told

    # --- flow and performance ---

    def _apply(self, service: Service, plan: Plan, cause: int) -> bool:
        """Give the flow its rates, and draw on the stocks; tells whether anything changed."""
        flow = service.flow
        changed = flow.turn(self._world.now_ms, plan.demand_per_h, plan.arrival_per_h, plan.capacity_per_h)
        for stock, amount in service.row.uses:
            self._stocks.set_use(stock, service.row.entity, amount * flow.served_per_h, cause)
        service.ability = ability_of(service.row, plan)
        return changed

    def _judge(self, service: Service) -> None:
        """Work out the performance, and count what follows from it."""
        flow, now = service.flow, self._world.now_ms
        waits = flow.waiting(now) > 0.0
        if flow.demand_per_h > 0.0:
            performance = min(1.0, flow.served_per_h / flow.demand_per_h)
        elif waits:
            performance = 1.0 if flow.served_per_h > 0.0 else 0.0
        else:
            performance = service.ability
        service.performance = performance
        service.lowest = min(service.lowest, performance)
        service.loss.turn(now, 1.0 - performance if flow.demand_per_h > 0.0 or waits else 0.0)
        service.clock.note_performance(performance)
        if flow.served_per_h > 0.0:
            if service.stopped_ms != NONE and service.served_again_ms == NONE:
                service.served_again_ms = now
        elif flow.demand_per_h > 0.0 and service.stopped_ms == NONE:
            service.stopped_ms = now

    def _arrange(self, service: Service) -> None:
        """Arrange for the next change that comes by itself, and for the next threshold."""
        if service.next is not None:
            service.next.cancel()
            service.next = None
        flow, now = service.flow, self._world.now_ms
        found: list[tuple[int, int, int]] = []
        turn = flow.next(now)
        if turn is not None:
            found.append((turn[0], int(turn[1]), NONE))
        for what, marks, line in (
            (BACKLOG_MARK, service.backlog_marks, flow.backlog),
            (LOST_MARK, service.lost_marks, flow.lost),
        ):
            due = marks.due(line, now)
            if due is not None:
                found.append((due[0], what, due[1]))
        if found:
            ahead_ms, what, number = min(found)
            key = key_of(Phase.SERVICE, service.row.entity, Act.SERVICE_EVENT)
            service.next = self._world.at(
                now + ahead_ms,
                key,
                lambda cause: self._happen(service, (what, number), cause),
                service.record,
            )

    def _happen(self, service: Service, event: tuple[int, int], cause: int) -> None:
        """Set what has just come to its threshold, and go on from there."""
        what, number = event
        flow, now = service.flow, self._world.now_ms
        service.next = None
        if what == BACKLOG_MARK:
            flow.set_backlog(now, service.backlog_marks.cross(number, cause))
            self._arrange(service)
        elif what == LOST_MARK:
            flow.set_lost(now, service.lost_marks.cross(number, cause))
            self._arrange(service)
        else:
            if what == Turn.EMPTY:
                flow.empty(now)
            self._ask(service.index, cause)

    def _is_beyond(self, step: Step, scope: Scope | None) -> bool:  # noqa: ARG002 - facts may have a scope
        return self._world.sides[step.threshold] != step.negated

    # --- accounts ---

    def money_lost(self, end_ms: int) -> float:
        """Return the value of all units lost."""
        money = 0.0
        for service in self.all:
            money += service.row.value * service.flow.lost.at(end_ms)
        return money

    def people_unserved(self, end_ms: int) -> float:
        """Return the people behind all units lost."""
        people = 0.0
        for service in self.all:
            people += service.row.people * service.flow.lost.at(end_ms)
        return people

    def penalties(self, end_ms: int) -> float:
        """Return the penalties for the time that critical services were beyond their maximum tolerable period."""
        hours = 0.0
        for service in self.all:
            if service.row.critical:
                hours += service.clock.hours_over_mtpd(end_ms)
        return hours * self._world.tables.limits.penalties_per_h

    def measures(self, end_ms: int) -> dict[str, float | None]:
        """Return what was asked for, served and lost, and the clocks, of each service."""
        found: dict[str, float | None] = {}
        for service in self.all:
            flow, clock = service.flow, service.clock
            again = ms_to_hours(service.served_again_ms) if service.served_again_ms != NONE else None
            values = {
                "demanded": flow.demanded.at(end_ms),
                "served": flow.served.at(end_ms),
                "lost": flow.lost.at(end_ms),
                "backlog_max": max(flow.backlog_max, flow.waiting(end_ms)),
                "loss_h": service.loss.until(end_ms),
                "below_mbco_h": clock.below.until(end_ms),
                "time_to_mbco_h": clock.hours_to_return(),
                "time_to_rto_h": clock.hours_to_ability(end_ms),
                "resumed_h": clock.resumed_h(),
                "first_served_h": 0.0 if service.stopped_ms == NONE else again,
                "over_mtpd_h": clock.hours_over_mtpd(end_ms),
                "min_performance": service.lowest,
            }
            name = self._world.tables.name_of(service.row.entity)
            found |= {f"service.{name}.{measure}": value for measure, value in values.items()}
        return found
