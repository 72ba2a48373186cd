"""Services: demand flows in, is served, waits or is lost (fine print 8).

Whatever changes a service asks for one settling at the instant, in which all that hangs together is worked out anew.
Performance, clocks and accounts follow from the rates.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE, ROOT, at, cancel, changed, key_of, pull, push, record
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.lines import (
    BACKLOG,
    LOSS,
    LOST,
    backlog_marks,
    lost_marks,
    marks_cross,
    marks_due,
    marks_start,
    meter_turn,
    service_line,
    service_meter,
)
from sems_sim.kernel.memory import through_with
from sems_sim.kernel.profiles import next_part_ms, value_at
from sems_sim.kernel.rules_capacities import ability_of, left_over, missing_of, note_left_over, plan_group
from sems_sim.kernel.rules_clocks import (
    AT_LIMIT,
    ENDED,
    end_disruption,
    look_at_clock,
    note_performance,
    reach_limit,
)
from sems_sim.kernel.rules_flows import (
    EMPTY,
    demand_of,
    empty_flow,
    next_of_flow,
    served_of,
    set_backlog,
    set_lost,
    turn_flow,
    waiting_of,
)
from sems_sim.kernel.rules_services_measures import (
    measure_services,
    money_lost,
    penalties,
    people_unserved,
)
from sems_sim.kernel.state_services import (
    group_of,
    service_group,
    service_plan,
    service_state,
    services_state,
    services_turn,
    staff_state,
    tied,
    users_of,
)
from sems_sim.kernel.state_world import counts, world
from sems_sim.kernel.tables import pair, service_row, threshold_row
from sems_sim.model import Act, Amount, Signal

_STEPPED, _SETTLED, _HAPPENED = (doors.SERVICES << 8 | number for number in (32, 33, 34))
_ENDED, _AT_LIMIT = ENDED, AT_LIMIT
_BACKLOG_MARK, _LOST_MARK = 2, 3
"""What the next event of a flow is, beside EMPTY and PATIENCE."""
_WHATS, _WHAT_BITS = 3, 2
_DEMAND, _SETTLE, _EVENT = int(Act.DEMAND), int(Act.SETTLE), int(Act.SERVICE_EVENT)
_PHASE_WORLD, _PHASE = int(Phase.WORLD), int(Phase.SERVICE)
_DEMAND_CHANGED, _PERFORMANCE = int(Kind.DEMAND_CHANGED), int(Kind.PERFORMANCE)
_SIGNAL, _FACTOR = int(Signal.SERVICE), int(Amount.FACTOR)
_SET_USE, _SET_SERVICE_NEED = doors.SET_USE, doors.SET_SERVICE_NEED
_START, _ASK_BY_ASSET, _ASK_BY_STOCK = doors.START_SERVICES, doors.ASK_BY_ASSET, doors.ASK_BY_STOCK
_RESOURCE_CHANGED, _PUSH_DEMAND, _PULL_DEMAND = doors.RESOURCE_CHANGED, doors.PUSH_DEMAND, doors.PULL_DEMAND
_PUSH_CAPACITY, _PULL_CAPACITY = doors.PUSH_CAPACITY, doors.PULL_CAPACITY
_PUSH_CANCEL, _PULL_CANCEL, _MEASURE = doors.PUSH_CANCEL, doors.PULL_CANCEL, doors.MEASURE_SERVICES
_MONEY, _UNSERVED, _PENALTIES = doors.SERVICE_MONEY, doors.PEOPLE_UNSERVED, doors.PENALTIES


@rule
def _start_services(w: int) -> int:
    """Work out the initial state in silence, and begin to count."""
    services = counts(w).services
    groups = 0
    for service in range(services):
        groups = max(groups, group_of(w, service).group + 1)
        if service_row(w, service).profile != NONE:
            _step_demand(w, service)
        marks_start(w, backlog_marks(w, service), 0.0)
        marks_start(w, lost_marks(w, service), 0.0)
    for group in range(groups):
        plan_group(w, group)
        row = service_group(w, group)
        for place in range(row.members_first, row.members_first + row.members_count):
            _apply(w, tied(w, place).value, ROOT)
        note_left_over(w, group)
    for service in range(services):
        _judge(w, service)
        _ask(w, service, ROOT)
    return 0


# --- what effects do ---


@rule
def _push_demand(w: int, service: int, number: int, amount: int, value: float, cause: int) -> int:
    it = service_state(w, service)
    it.demand = push(w, it.demand, number, amount, value)
    return _ask(w, service, cause)


@rule
def _pull_demand(w: int, service: int, number: int, cause: int) -> int:
    if pull(w, service_state(w, service).demand, number):
        _ask(w, service, cause)
    return 0


@rule
def _push_capacity(w: int, service: int, number: int, amount: int, value: float, cause: int) -> int:
    it = service_state(w, service)
    it.capacity = push(w, it.capacity, number, amount, value)
    return _ask(w, service, cause)


@rule
def _pull_capacity(w: int, service: int, number: int, cause: int) -> int:
    if pull(w, service_state(w, service).capacity, number):
        _ask(w, service, cause)
    return 0


@rule
def _push_cancel(w: int, service: int, number: int, share: float, cause: int) -> int:
    it = service_state(w, service)
    it.cancelled = push(w, it.cancelled, number, _FACTOR, share)
    return _ask(w, service, cause)


@rule
def _pull_cancel(w: int, service: int, number: int, cause: int) -> int:
    if pull(w, service_state(w, service).cancelled, number):
        _ask(w, service, cause)
    return 0


# --- changes ---


@rule
def _ask(w: int, service: int, cause: int) -> int:
    """Arrange for the services tied to this one to be worked out, once at this instant."""
    plan, everyone = service_plan(w, service), services_state(w)
    if not plan.is_asked:
        plan.is_asked, plan.asked_cause = True, cause
        services_turn(w, everyone.asked).service = service
        everyone.asked += 1
    elif plan.asked_cause == ROOT:
        plan.asked_cause = cause
    if not everyone.is_pending:
        everyone.is_pending = True
        at(w, world(w).now_ms, key_of(_PHASE, 0, _SETTLE, 0), _SETTLED, 0, 0, cause)
    return 0


@rule
def _ask_users(w: int, which: int, cause: int) -> int:
    """Ask for all services that depend on one asset, stock or resource."""
    row = users_of(w, which)
    for place in range(row.first, row.first + row.count):
        _ask(w, tied(w, place).value, cause)
    return 0


@rule
def _resource_changed(w: int, resource: int, cause: int) -> int:
    staff = staff_state(w, resource)
    if staff.is_known and staff.known != left_over(w, resource):
        _ask_users(w, counts(w).assets + counts(w).stocks + resource, cause)
    return 0


@rule
def _step_demand(w: int, service: int) -> int:
    """Take the profile's demand from now on, and arrange its next step."""
    row, now = service_row(w, service), world(w).now_ms
    service_state(w, service).stated_per_h = value_at(w, row.profile, now)
    due_ms = next_part_ms(w, row.profile, now)
    if due_ms != NONE:
        at(w, due_ms, key_of(_PHASE_WORLD, row.entity, _DEMAND, 0), _STEPPED, service, 0, ROOT)
    return 0


@rule
def _stepped(w: int, service: int, cause: int) -> int:
    """The next part of a profile has come."""
    it = service_state(w, service)
    before = it.stated_per_h
    _step_demand(w, service)
    if it.stated_per_h != before:
        entity = service_row(w, service).entity
        told = record(w, _PHASE_WORLD, entity, _DEMAND_CHANGED, it.stated_per_h, cause)
        _ask(w, service, told)
    return 0


@rule
def _take_asked(w: int) -> int:
    """Hand over who was asked for to the settling, sort the groups they are in, and return how many."""
    everyone, due = services_state(w), 0
    for turn in range(everyone.asked):
        service = services_turn(w, turn).service
        plan = service_plan(w, service)
        plan.is_asked, plan.is_due, plan.cause = False, True, plan.asked_cause
        group = group_of(w, service).group
        if not services_turn(w, group).is_due:
            services_turn(w, group).is_due = True
            where = due
            while where > 0 and services_turn(w, where - 1).group > group:
                services_turn(w, where).group = services_turn(w, where - 1).group
                where -= 1
            services_turn(w, where).group = group
            due += 1
    everyone.asked = 0
    return due


@rule
def _settle(w: int) -> int:
    """Work out every group in which something changed."""
    services_state(w).is_pending = False
    due = _take_asked(w)
    for turn in range(due):
        group = services_turn(w, turn).group
        services_turn(w, group).is_due = False
        _settle_group(w, group)
    return 0


@rule
def _first_cause(w: int, group: int) -> int:
    """Return the cause of the first service of a group that was asked for."""
    row = service_group(w, group)
    for place in range(row.members_first, row.members_first + row.members_count):
        plan = service_plan(w, tied(w, place).value)
        if plan.is_due:
            return plan.cause
    return ROOT


@rule
def _settle_group(w: int, group: int) -> int:
    """Let the services of a group go on at new rates; clocks look when all are settled."""
    row, first = service_group(w, group), _first_cause(w, group)
    plan_group(w, group)
    for place in range(row.members_first, row.members_first + row.members_count):
        service = tied(w, place).value
        plan, after = service_plan(w, service), service_row(w, service).after
        cause = first
        if plan.is_due:
            cause = plan.cause
        elif after != NONE:
            # Whoever feeds it stands before it in the group, and so has been told already.
            cause = service_plan(w, after).told
        plan.told = _follow(w, service, cause)
    note_left_over(w, group)
    for place in range(row.resources_first, row.resources_first + row.resources_count):
        resource = tied(w, place).value
        through_with(w, _SET_SERVICE_NEED, missing_of(w, resource), resource, first)
    for place in range(row.members_first, row.members_first + row.members_count):
        service = tied(w, place).value
        service_plan(w, service).is_due = False
        look_at_clock(w, service, service_plan(w, service).told)
    return 0


@rule
def _follow(w: int, service: int, cause: int) -> int:
    """Let a service go on as planned; return what its consequences have as their cause."""
    it = service_state(w, service)
    before = it.performance
    has_turned = _apply(w, service, cause)
    _judge(w, service)
    told = cause
    if it.performance != before:
        told = record(w, _PHASE, service_row(w, service).entity, _PERFORMANCE, it.performance, cause)
        changed(w, _SIGNAL, service, told, NONE)
    if has_turned:
        it.record = told
    if has_turned or it.next == NONE:
        _arrange(w, service)
    return told


# --- flow and performance ---


@rule
def _apply(w: int, service: int, cause: int) -> bool:
    """Give the flow its rates, and draw on the stocks; tells whether anything changed."""
    row, has_turned = service_row(w, service), turn_flow(w, service)
    for entry in range(row.uses_first, row.uses_first + row.uses_count):
        use = pair(w, entry)
        through_with(w, _SET_USE, use.amount * served_of(w, service), use.index, row.entity, cause)
    service_state(w, service).ability = ability_of(w, service)
    return has_turned


@rule
def _judge(w: int, service: int) -> int:
    """Work out the performance, and count what follows from it."""
    it, now = service_state(w, service), world(w).now_ms
    demand, served = demand_of(w, service), served_of(w, service)
    waits = waiting_of(w, service, now) > 0.0
    performance = it.ability
    if demand > 0.0:
        performance = min(1.0, served / demand)
    elif waits:
        performance = 1.0 if served > 0.0 else 0.0
    it.performance = performance
    it.lowest = min(it.lowest, performance)
    loss = 1.0 - performance if demand > 0.0 or waits else 0.0
    meter_turn(w, service_meter(service, LOSS), now, loss)
    note_performance(w, service, performance)
    if served > 0.0:
        if it.stopped_ms != NONE and it.served_again_ms == NONE:
            it.served_again_ms = now
    elif demand > 0.0 and it.stopped_ms == NONE:
        it.stopped_ms = now
    return 0


@rule
def _arrange(w: int, service: int) -> int:
    """Arrange for the next change that comes by itself, and for the next threshold; of two at once, the lesser."""
    it, now = service_state(w, service), world(w).now_ms
    it.next = cancel(w, it.next)
    ahead_ms, what = next_of_flow(w, service)
    number = NONE
    due_ms, threshold = marks_due(w, backlog_marks(w, service), service_line(service, BACKLOG), now)
    if threshold != NONE and (what == NONE or due_ms < ahead_ms):
        ahead_ms, what, number = due_ms, _BACKLOG_MARK, threshold
    due_ms, threshold = marks_due(w, lost_marks(w, service), service_line(service, LOST), now)
    if threshold != NONE and (what == NONE or due_ms < ahead_ms):
        ahead_ms, what, number = due_ms, _LOST_MARK, threshold
    if what != NONE:
        key = key_of(_PHASE, service_row(w, service).entity, _EVENT, 0)
        packed = number << _WHAT_BITS | what
        it.next = at(w, now + ahead_ms, key, _HAPPENED, service, packed, it.record)
    return 0


@rule
def _happen(w: int, service: int, packed: int, cause: int) -> int:
    """Set what has just come to its threshold, and go on from there."""
    what, threshold = packed & _WHATS, packed >> _WHAT_BITS
    service_state(w, service).next = NONE
    if what == _BACKLOG_MARK:
        marks_cross(w, threshold, cause)
        set_backlog(w, service, threshold_row(w, threshold).value)
        _arrange(w, service)
    elif what == _LOST_MARK:
        marks_cross(w, threshold, cause)
        set_lost(w, service, threshold_row(w, threshold).value)
        _arrange(w, service)
    else:
        if what == EMPTY:
            empty_flow(w, service)
        _ask(w, service, cause)
    return 0


def services(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: ARG001, PLR0911, PLR0912, PLR0913, C901 - switchboard
    """Everything that others may ask of services."""
    if code == _SETTLED:
        return _settle(w)
    if code == _HAPPENED:
        return _happen(w, a, b, c)
    if code == _STEPPED:
        return _stepped(w, a, c)
    if code == _ENDED:
        return end_disruption(w, a, c)
    if code == _AT_LIMIT:
        return reach_limit(w, a, b, c)
    if code == _ASK_BY_ASSET:
        return _ask_users(w, a, b)
    if code == _ASK_BY_STOCK:
        return _ask_users(w, counts(w).assets + a, b)
    if code == _RESOURCE_CHANGED:
        return _resource_changed(w, a, b)
    if code == _PUSH_DEMAND:
        return _push_demand(w, a, b, c, x, d)
    if code == _PULL_DEMAND:
        return _pull_demand(w, a, b, c)
    if code == _PUSH_CAPACITY:
        return _push_capacity(w, a, b, c, x, d)
    if code == _PULL_CAPACITY:
        return _pull_capacity(w, a, b, c)
    if code == _PUSH_CANCEL:
        return _push_cancel(w, a, b, x, c)
    if code == _PULL_CANCEL:
        return _pull_cancel(w, a, b, c)
    if code == _START:
        return _start_services(w)
    if code == _MEASURE:
        return measure_services(w, a)
    if code == _MONEY:
        world(w).answer = money_lost(w, a)
    elif code == _UNSERVED:
        world(w).answer = people_unserved(w, a)
    elif code == _PENALTIES:
        world(w).answer = penalties(w, a)
    return 0
