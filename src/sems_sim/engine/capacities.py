"""What limits services: assets, stocks, effects and shared staff (fine print 8 and 9).

Services that feed each other or share staff form a group. First what each could use of the staff is found as if staff
were no limit, then the staff is shared, then what is served follows from the capacities. A queue that begins to grow
counts as a backlog at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from sems_sim.engine.agenda import Appointment
from sems_sim.engine.clocks import ServiceClock
from sems_sim.engine.crews import Crews
from sems_sim.engine.flows import Flow
from sems_sim.engine.lines import Marks, Meter
from sems_sim.engine.modifiers import Modifiers
from sems_sim.engine.sharing import Claim, Shares, share_staff
from sems_sim.engine.stocks import Stocks
from sems_sim.engine.world import World
from sems_sim.events import ROOT
from sems_sim.model import FULL, NONE, ServiceRow


@dataclass(eq=False, slots=True)
class Service:
    """One service: its flow, what acts on it, and what is counted."""

    index: int
    row: ServiceRow
    flow: Flow
    clock: ServiceClock
    backlog_marks: Marks
    lost_marks: Marks
    stated_per_h: float = 0.0
    """Demand as the profile has it now."""
    demand: Modifiers = field(default_factory=Modifiers)
    cancelled: Modifiers = field(default_factory=Modifiers)
    capacity: Modifiers = field(default_factory=Modifiers)
    performance: float = 1.0
    ability: float = 1.0
    lowest: float = 1.0
    loss: Meter = field(default_factory=Meter)
    stopped_ms: int = NONE
    served_again_ms: int = NONE
    next: Appointment | None = None
    record: int = ROOT
    """The record that brought about the rates it has now."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rates of one service as they are about to be."""

    demand_per_h: float
    arrival_per_h: float
    limit_per_h: float
    """What assets, stocks and its own capacity allow."""
    capacity_per_h: float
    """The same, limited by staff as well."""
    rostered_per_h: float = inf
    """What the present shift could do if all came who are planned: a small night shift is no loss of ability."""


class Capacities:
    """The groups of services, and the rates that each service of a group can have."""

    def __init__(
        self,
        world: World,
        services: list[Service],
        crews: Crews,
        stocks: Stocks,
        asset_level: Callable[[int], int],
    ) -> None:
        """Find which services hang together; `asset_level` gives an asset's level in millionths."""
        self._world = world
        self._all = services
        self._crews = crews
        self._stocks = stocks
        self._asset_level = asset_level
        self.groups = self._find_groups()
        self.group_of = {index: group for group, members in enumerate(self.groups) for index in members}

    def _find_groups(self) -> list[list[int]]:
        """Return the services tied by flow or by staff, each group in the order in which they feed each other."""
        label = list(range(len(self._all)))
        by_staff: dict[int, int] = {}
        ties = [(i, row.after) for i, row in enumerate(self._world.tables.services) if row.after != NONE]
        for i, row in enumerate(self._world.tables.services):
            ties += [(i, by_staff.setdefault(resource, i)) for resource, _ in row.staff]
        for one, other in ties:
            old, new = label[one], label[other]
            label = [new if name == old else name for name in label]
        groups: dict[int, list[int]] = {}
        for index in self._world.tables.service_order:
            groups.setdefault(label[index], []).append(index)
        return list(groups.values())

    def available(self, members: list[int]) -> dict[int, float]:
        """Return what tasks leave of each resource that these services use."""
        return {
            resource: float(max(0, self._crews.free(resource)))
            for index in members
            for resource, _ in self._all[index].row.staff
        }

    def plan(self, members: list[int]) -> tuple[dict[int, Plan], Shares]:
        """Find the rates of a group: whoever begins to queue counts as having a backlog, and all are shared anew."""
        now = self._world.now_ms
        queueing = {index for index in members if self._all[index].flow.waiting(now) > 0.0}
        available = self.available(members)
        while True:
            shares = share_staff(self._claims(members, queueing), available)
            plans = self._plan_with(members, shares)
            begun = {
                index
                for index, plan in plans.items()
                if index not in queueing and plan.arrival_per_h > plan.capacity_per_h < plan.limit_per_h
            }
            if not begun:
                return plans, shares
            queueing |= begun

    def _claims(self, members: list[int], queueing: set[int]) -> list[Claim]:
        """Return what each could serve if staff were no limit."""
        claims: list[Claim] = []
        outputs: dict[int, float] = {}
        for index in members:
            service = self._all[index]
            demand, arrival = self._demand(service, outputs)
            limit = self._limit(service, demand)
            work = limit if index in queueing else min(arrival, limit)
            outputs[index] = min(arrival, limit) if work == inf else work
            claims.append(Claim(index, service.row.staff, work, arrival))
        return claims

    def _plan_with(self, members: list[int], shares: Shares) -> dict[int, Plan]:
        plans: dict[int, Plan] = {}
        outputs: dict[int, float] = {}
        for index in members:
            service = self._all[index]
            demand, arrival = self._demand(service, outputs)
            limit = self._limit(service, demand)
            capacity = min(limit, shares.rates_per_h[index])
            plans[index] = Plan(demand, arrival, limit, capacity, self._rostered(service))
            outputs[index] = service.flow.would_serve(self._world.now_ms, arrival, capacity)
        return plans

    def _rostered(self, service: Service) -> float:
        """Return what the staff planned for the present shift could serve per hour."""
        most = inf
        for resource, per_h in service.row.staff:
            most = min(most, self._crews.rostered(resource) * per_h)
        return most

    def _demand(self, service: Service, outputs: dict[int, float]) -> tuple[float, float]:
        """Return (what is asked for, what of it is not called off) per hour."""
        stated = outputs[service.row.after] if service.row.after != NONE else service.stated_per_h
        demand = max(0.0, service.demand.value(stated))
        return demand, demand * service.cancelled.kept()

    def _limit(self, service: Service, demand_per_h: float) -> float:
        """Return what assets, stocks and the service's own capacity allow; infinite where nothing limits it."""
        row = service.row
        term = self._asset_level(row.needs_asset) / FULL if row.needs_asset != NONE else 1.0
        if any(self._stocks.empty(stock) for stock, _ in row.uses):
            term = 0.0
        if row.capacity_per_h >= 0.0 or service.capacity.is_absolute:
            return max(0.0, service.capacity.value(row.capacity_per_h)) * term
        share = term * max(0.0, service.capacity.value(1.0))
        if share >= 1.0 or (share > 0.0 and demand_per_h == 0.0):
            return inf
        return share * demand_per_h


def ability_of(row: ServiceRow, plan: Plan) -> float:
    """Return the share of nominal capacity that there is; of demand, where the nominal capacity has no limit.

    Nominal is what is stated, or what the shift as planned can do if that is less; where nobody is planned, all is
    well.
    """
    if row.capacity_per_h >= 0.0 and plan.rostered_per_h <= 0.0:
        return 1.0
    nominal = min(row.capacity_per_h, plan.rostered_per_h) if row.capacity_per_h >= 0.0 else plan.demand_per_h
    if plan.capacity_per_h == inf or nominal <= 0.0:
        return 1.0 if plan.capacity_per_h > 0.0 else 0.0
    return min(1.0, plan.capacity_per_h / nominal)
