"""What limits services: assets, stocks, effects and shared staff (fine print 8 and 9).

First what each service of a group could use of the staff is found as if staff were no limit, then the staff is shared,
then what is served follows from the capacities. A queue that begins to grow counts as a backlog at once.
"""

from __future__ import annotations

from math import inf

from sems_sim.kernel.asking import NONE, has_absolute, modified, share_kept
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.profiles import value_at
from sems_sim.kernel.rules_flows import waiting_of, would_serve
from sems_sim.kernel.state_assets import asset_state
from sems_sim.kernel.state_crews import crew_state
from sems_sim.kernel.state_services import service_group, service_plan, service_state, staff_state, tied
from sems_sim.kernel.state_supply import resource_state, stock_state
from sems_sim.kernel.state_world import world
from sems_sim.kernel.tables import pair, resource_row, service_row
from sems_sim.model import FULL

_FULL = int(FULL)


@rule
def left_over(w: int, resource: int) -> float:
    """Return what tasks leave of a resource."""
    return float(max(0, resource_state(w, resource).present - crew_state(w, resource).held))


@rule
def note_left_over(w: int, group: int) -> int:
    """Keep what tasks leave of each resource that the services of a group use."""
    row = service_group(w, group)
    for place in range(row.resources_first, row.resources_first + row.resources_count):
        resource = tied(w, place).value
        staff = staff_state(w, resource)
        staff.known, staff.is_known = left_over(w, resource), True
    return 0


@rule
def plan_group(w: int, group: int) -> int:
    """Find the rates of a group: whoever begins to queue counts as having a backlog, and all are shared anew."""
    row, now = service_group(w, group), world(w).now_ms
    for place in range(row.members_first, row.members_first + row.members_count):
        service = tied(w, place).value
        service_plan(w, service).is_queueing = waiting_of(w, service, now) > 0.0
    for place in range(row.resources_first, row.resources_first + row.resources_count):
        resource = tied(w, place).value
        staff_state(w, resource).there = left_over(w, resource)
    while True:
        _claim(w, group)
        _wish_all(w, group)
        _plan_with(w, group)
        if not _note_begun(w, group):
            return 0


@rule
def missing_of(w: int, resource: int) -> float:
    """Return how many units of a resource the services could use beyond what was there for them."""
    staff = staff_state(w, resource)
    return max(0.0, staff.wished - staff.there)


@rule
def ability_of(w: int, service: int) -> float:
    """Return the share of nominal capacity that a plan gives; of demand, where the nominal capacity has no limit.

    Nominal is what is stated, or what the shift as planned can do if that is less; where nobody is planned, all is
    well.
    """
    stated, plan = service_row(w, service).capacity_per_h, service_plan(w, service)
    if stated >= 0.0 and plan.rostered_per_h <= 0.0:
        return 1.0
    nominal = plan.demand_per_h
    if stated >= 0.0:
        nominal = min(stated, plan.rostered_per_h)
    if plan.rate_per_h == inf or nominal <= 0.0:
        return 1.0 if plan.rate_per_h > 0.0 else 0.0
    return min(1.0, plan.rate_per_h / nominal)


# --- claims, shares and plans ---


@rule
def _claim(w: int, group: int) -> int:
    """Find what each could serve if staff were no limit."""
    row = service_group(w, group)
    for place in range(row.members_first, row.members_first + row.members_count):
        service = tied(w, place).value
        plan = service_plan(w, service)
        _demand(w, service)
        limit, arrival = _limit(w, service, plan.demand_per_h), plan.arrival_per_h
        work = limit if plan.is_queueing else min(arrival, limit)
        plan.work_per_h = work
        plan.output_per_h = min(arrival, limit) if work == inf else work
    return 0


@rule
def _wish(w: int, service: int, rate_per_h: float, available: float) -> float:
    """Return how many of a resource a service could use; all that are there, where nothing else limits it."""
    plan = service_plan(w, service)
    if plan.work_per_h == inf:
        return max(available, plan.arrival_per_h / rate_per_h)
    return plan.work_per_h / rate_per_h


@rule
def _wish_all(w: int, group: int) -> int:
    """Add up what the services of a group could use of each resource."""
    row = service_group(w, group)
    for place in range(row.resources_first, row.resources_first + row.resources_count):
        staff_state(w, tied(w, place).value).wished = 0.0
    for place in range(row.members_first, row.members_first + row.members_count):
        service = tied(w, place).value
        it = service_row(w, service)
        for entry in range(it.staff_first, it.staff_first + it.staff_count):
            staff = staff_state(w, pair(w, entry).index)
            staff.wished += _wish(w, service, pair(w, entry).amount, staff.there)
    return 0


@rule
def _share(w: int, service: int) -> float:
    """Return what the staff lets a service serve, in proportion to what each could use where that is too much."""
    it = service_row(w, service)
    reached = inf
    for entry in range(it.staff_first, it.staff_first + it.staff_count):
        rate, staff = pair(w, entry).amount, staff_state(w, pair(w, entry).index)
        wish = _wish(w, service, rate, staff.there)
        if staff.wished <= staff.there:
            share = staff.there - (staff.wished - wish)
        else:
            share = staff.there * wish / staff.wished
        reached = min(reached, share * rate)
    return reached


@rule
def _plan_with(w: int, group: int) -> int:
    """Find the rates of each service as the staff is shared now."""
    row = service_group(w, group)
    # What is shared was claimed before any plan; so all shares come before the first output changes.
    for place in range(row.members_first, row.members_first + row.members_count):
        service = tied(w, place).value
        service_plan(w, service).rate_per_h = _share(w, service)
    for place in range(row.members_first, row.members_first + row.members_count):
        service = tied(w, place).value
        plan = service_plan(w, service)
        _demand(w, service)
        plan.limit_per_h = _limit(w, service, plan.demand_per_h)
        plan.rate_per_h = min(plan.limit_per_h, plan.rate_per_h)
        plan.rostered_per_h = _rostered(w, service)
        plan.output_per_h = would_serve(w, service, plan.arrival_per_h, plan.rate_per_h)
    return 0


@rule
def _note_begun(w: int, group: int) -> bool:
    """Count whoever begins to queue as having a backlog; tells whether there was anybody."""
    row, has_begun = service_group(w, group), False
    for place in range(row.members_first, row.members_first + row.members_count):
        plan = service_plan(w, tied(w, place).value)
        is_short = plan.arrival_per_h > plan.rate_per_h and plan.rate_per_h < plan.limit_per_h
        if is_short and not plan.is_queueing:
            plan.is_queueing = True
            has_begun = True
    return has_begun


@rule
def _rostered(w: int, service: int) -> float:
    """Return what the staff planned for the present shift could serve per hour."""
    it, now, most = service_row(w, service), world(w).now_ms, inf
    for entry in range(it.staff_first, it.staff_first + it.staff_count):
        planned = value_at(w, resource_row(w, pair(w, entry).index).profile, now)
        most = min(most, planned * pair(w, entry).amount)
    return most


@rule
def _demand(w: int, service: int) -> int:
    """Put into the plan what is asked for, and what of it is not called off, per hour."""
    it, plan, after = service_state(w, service), service_plan(w, service), service_row(w, service).after
    stated = it.stated_per_h
    if after != NONE:
        stated = service_plan(w, after).output_per_h
    plan.demand_per_h = max(0.0, modified(w, it.demand, stated))
    plan.arrival_per_h = plan.demand_per_h * share_kept(w, it.cancelled)
    return 0


@rule
def _limit(w: int, service: int, demand_per_h: float) -> float:
    """Return what assets, stocks and the service's own capacity allow; infinite where nothing limits it."""
    row, capacity = service_row(w, service), service_state(w, service).capacity
    term = 1.0
    if row.needs_asset != NONE:
        term = asset_state(w, row.needs_asset).level / _FULL
    for entry in range(row.uses_first, row.uses_first + row.uses_count):
        if stock_state(w, pair(w, entry).index).is_empty:
            term = 0.0
    if row.capacity_per_h >= 0.0 or has_absolute(w, capacity):
        return max(0.0, modified(w, capacity, row.capacity_per_h)) * term
    share = term * max(0.0, modified(w, capacity, 1.0))
    if share >= 1.0 or (share > 0.0 and demand_per_h == 0.0):
        return inf
    return share * demand_per_h
