"""Where services stand, and which of them hang together; lines.py has their lines."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.doors import SERVICES
from sems_sim.kernel.memory import PER_UNIT, layout, pool, state, static
from sems_sim.model import NONE, Model

_FIRST = SERVICES * PER_UNIT
RING = 64
"""Segments of arrival for which each service has room at first."""


class ServiceState:
    """One service: what acts on it, what it can do, and its clocks."""

    performance: float = 1.0
    ability: float = 1.0
    below_since_ms: int = NONE
    """Since when performance has been below the minimum objective, or NONE."""
    disrupted_ms: int = NONE
    is_over_rto: bool
    is_over_mtpd: bool
    stated_per_h: float
    """Demand as the profile has it now."""
    demand: int = NONE
    """List of what is done to demand; likewise the next two."""
    cancelled: int = NONE
    capacity: int = NONE
    lowest: float = 1.0
    stopped_ms: int = NONE
    served_again_ms: int = NONE
    next: int = NONE
    """Handle of what the flow will next do by itself."""
    record: int = NONE
    """The record that brought about the rates it has now."""
    backlog_max: float
    arrival_per_h: float
    """Demand that was not called off."""
    capacity_per_h: float
    """What can be served now; infinite where nothing limits it."""
    is_full: bool
    """Whether the queue is at its longest, so that people leave."""
    ring_first: int
    """Where its oldest segment of arrival stands in its ring, and how many it has."""
    ring_count: int


class ClockState:
    """The clocks of one service, beside what others read."""

    resumed_ms: int = NONE
    first_return_ms: int = NONE
    """How long the first disruption lasted, or NONE if it has not ended."""
    was_disrupted: bool
    good_ms: int = NONE
    able_ms: int = NONE
    first_ability_ms: int = NONE
    first_disrupted_ms: int = NONE
    over_ms: int
    sustain: int = NONE
    """Handles: the return is sustained; the limits come."""
    next_rto: int = NONE
    next_mtpd: int = NONE
    is_past_rto: bool
    """Whether that time has come, for the disruption under way."""
    is_past_mtpd: bool


class ServicePlan:
    """The rates of one service as they are about to be, and what its settling needs."""

    demand_per_h: float
    arrival_per_h: float
    limit_per_h: float
    """What assets, stocks and its own capacity allow."""
    rate_per_h: float
    """The same, limited by staff as well."""
    rostered_per_h: float
    """What the present shift could do if all came who are planned."""
    work_per_h: float
    """What it could serve if staff were no limit."""
    output_per_h: float
    is_queueing: bool
    is_asked: bool
    asked_cause: int
    is_due: bool
    """Whether the settling under way is about it."""
    cause: int
    told: int


class ServicesTurn:
    """Row 0 .. asked - 1: a service that is asked for; row g: whether group g is due; row 0 .. : groups due."""

    service: int
    group: int
    is_due: bool


class ServicesState:
    """All services together; one row."""

    is_pending: bool
    asked: int


class StaffState:
    """One resource as the services see it."""

    known: float
    """What tasks left of it when it was last shared; counts only if `is_known`."""
    is_known: bool
    there: float
    wished: float


class SegmentStart:
    """When a segment of arrival begins; each service has a ring of them."""

    value: int


class SegmentRate:
    """How many arrive per hour in a segment."""

    value: float


class ServiceGroup:
    """Services that feed each other or share staff: ranges of `tied`."""

    members_first: int
    """In the order in which they feed each other."""
    members_count: int
    resources_first: int
    """What they use, by number."""
    resources_count: int


class Users:
    """The services that depend on one asset, stock or resource: a range of `tied`."""

    first: int
    count: int


class Tied:
    """One number of the lists of groups and of users."""

    value: int


class GroupOf:
    """The group of a service."""

    group: int


def groups_of(model: Model) -> list[list[int]]:
    """Return the services tied by flow or by staff, each group in the order in which they feed each other."""
    label = np.arange(len(model.services))
    by_staff: dict[int, int] = {}
    ties = [(index, row.after) for index, row in enumerate(model.services) if row.after != NONE]
    for index, row in enumerate(model.services):
        ties += [(index, by_staff.setdefault(resource, index)) for resource, _ in row.staff]
    for one, other in ties:
        label[label == label[one]] = label[other]
    groups: dict[int, list[int]] = {}
    for index in model.service_order:
        groups.setdefault(int(label[index]), []).append(index)
    return list(groups.values())


def _tie(model: Model) -> tuple[list[tuple[int, int, int, int]], list[tuple[int, int]], list[int]]:
    """Return the groups, the users of each asset, stock and resource in turn, and the numbers they refer to."""
    groups: list[tuple[int, int, int, int]] = []
    numbers: list[int] = []
    for members in groups_of(model):
        resources = sorted({resource for index in members for resource, _ in model.services[index].staff})
        first = len(numbers)
        numbers += [*members, *resources]
        groups.append((first, len(members), first + len(members), len(resources)))
    users: list[tuple[int, int]] = []
    for found in _users(model):
        users.append((len(numbers), len(found)))
        numbers += found
    return groups, users, numbers


def _users(model: Model) -> list[list[int]]:
    by_asset: list[list[int]] = [[] for _ in model.assets]
    by_stock: list[list[int]] = [[] for _ in model.stocks]
    by_resource: list[list[int]] = [[] for _ in model.resources]
    for index, row in enumerate(model.services):
        if row.needs_asset != NONE:
            by_asset[row.needs_asset].append(index)
        for stock, _ in row.uses:
            by_stock[stock].append(index)
        for resource, _ in row.staff:
            by_resource[resource].append(index)
    return by_asset + by_stock + by_resource


def _group_of(model: Model) -> NDArray[Any]:
    rows = np.zeros(len(model.services), layout(GroupOf))
    for group, members in enumerate(groups_of(model)):
        rows["group"][members] = group
    return rows


STARTS, RATES = _FIRST + 5, _FIRST + 6
service_state = state(_FIRST, ServiceState, lambda model: len(model.services))
clock_state = state(_FIRST + 1, ClockState, lambda model: len(model.services))
service_plan = state(_FIRST + 2, ServicePlan, lambda model: len(model.services))
services_turn = state(_FIRST + 3, ServicesTurn, lambda model: len(model.services))
services_state = state(_FIRST + 4, ServicesState, lambda _: 1)
segment_start = pool(STARTS, SegmentStart, lambda model: RING * len(model.services))
segment_rate = pool(RATES, SegmentRate, lambda model: RING * len(model.services))
staff_state = state(_FIRST + 7, StaffState, lambda model: len(model.resources))
service_group = static(_FIRST + 8, ServiceGroup, lambda model: np.array(_tie(model)[0], layout(ServiceGroup)))
users_of = static(_FIRST + 9, Users, lambda model: np.array(_tie(model)[1], layout(Users)))
"""Index: asset; assets + stock; assets + stocks + resource."""
tied = static(_FIRST + 10, Tied, lambda model: np.array([(n,) for n in _tie(model)[2]], layout(Tied)))
group_of = static(_FIRST + 11, GroupOf, _group_of)
