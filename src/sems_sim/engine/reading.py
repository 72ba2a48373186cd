"""A reading: what stands where now, as frozen plain numbers; reading changes nothing.

Every tuple goes by the rows of the model's tables, so that `reading.assets[3]` is about `model.assets[3]`.
A moment is in milliseconds since the start, and NONE where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.engine.reading_teams import TeamReading, read_teams
from sems_sim.engine.reading_work import InstanceReading, WorkReading, read_instances, read_works
from sems_sim.engine.simulate import Simulation
from sems_sim.events import ROOT
from sems_sim.model import FOREVER_MS, FULL, NONE


@dataclass(frozen=True, slots=True)
class AssetReading:
    """One asset."""

    level: float
    """How far it works, 0 to 1."""
    working: int
    units: int
    state: str
    """up, degraded, down, restarting, off, isolated, or standing by."""
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class ServiceReading:
    """One service; amounts in its own unit, rates per hour."""

    performance: float
    ability: float
    backlog: float
    lost: float
    """Units lost so far."""
    demand_per_h: float
    served_per_h: float
    is_below_mbco: bool
    is_over_rto: bool
    is_over_mtpd: bool
    below_since_ms: int
    disrupted_since_ms: int


@dataclass(frozen=True, slots=True)
class ResourceReading:
    """One resource."""

    present: int
    busy: int
    """How many tasks and repairs hold."""
    free: int
    """Below 0 if a shift shrank under those at work."""
    waiting: int
    """How many tasks and repairs wait that need it."""


@dataclass(frozen=True, slots=True)
class OccurrenceReading:
    """One open occurrence of an incident."""

    incident: int
    number: int
    """Which occurrence it is, from 0."""
    severity: float
    is_contained: bool
    opened_ms: int
    detected_ms: int
    reported_ms: int
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class ResponseReading:
    """The levels of response."""

    level: int
    """The current one, from 0."""
    authority_ms: int
    """From when it may act."""
    has_authority: bool
    entry_ms: tuple[int, ...]
    """For each level, when it will be entered if its activation is under way."""
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class DecisionReading:
    """One decision."""

    is_open: bool
    opened_ms: int
    """When it was put to its team last."""
    deadline_ms: int
    """When the open question will be late."""
    chosen: int
    """The option in force, from 0; OFF_LIST for what no option says, NONE for nothing."""
    decided_ms: int
    """When it was decided first."""


@dataclass(frozen=True, slots=True)
class InjectReading:
    """One inject."""

    fired_ms: int
    due_ms: int
    """When it will come, or would; NONE for one that waits for a condition or a release."""
    is_withheld: bool
    is_due: bool
    """Whether it has said that it is due, and waits for a word."""


@dataclass(frozen=True, slots=True)
class WorldReading:
    """Everything at one instant."""

    now_ms: int
    assets: tuple[AssetReading, ...]
    services: tuple[ServiceReading, ...]
    resources: tuple[ResourceReading, ...]
    stocks: tuple[float, ...]
    """What is on hand of each."""
    suppliers: tuple[bool, ...]
    """Whether each can deliver."""
    occurrences: tuple[OccurrenceReading, ...]
    """Those that are open, by incident, oldest first."""
    response: ResponseReading
    instances: tuple[InstanceReading, ...]
    """All runs of plans so far, by plan, oldest first."""
    works: tuple[WorkReading, ...]
    """Their tasks, in the order of the instances."""
    decisions: tuple[DecisionReading, ...]
    teams: tuple[TeamReading, ...]
    injects: tuple[InjectReading, ...]
    flags: tuple[bool, ...]
    alerts: tuple[bool, ...]
    """Whether each indicator gives warning."""
    rumour: float
    cost: float
    """All costs so far, in the scenario's money."""
    harmed: float
    """People hurt or taken ill so far."""


def read_world(simulation: Simulation) -> WorldReading:
    """Return where everything stands at the simulation's present."""
    simulation.advance(simulation.now_ms)
    world, parts = simulation.world, simulation.parts
    tables = world.tables
    return WorldReading(
        now_ms=simulation.now_ms,
        assets=_assets(simulation),
        services=_services(simulation),
        resources=_resources(simulation),
        stocks=tuple(parts.stocks.amount(index) for index in range(len(tables.stocks))),
        suppliers=tuple(parts.suppliers.available(index) for index in range(len(tables.suppliers))),
        occurrences=_occurrences(simulation),
        response=_response(simulation),
        instances=read_instances(parts.plans),
        works=read_works(world, parts.plans),
        decisions=_decisions(simulation),
        teams=read_teams(world, parts.people),
        injects=_injects(simulation),
        flags=tuple(world.flags),
        alerts=tuple(simulation.indicators.alerts),
        rumour=parts.incidents.rumour,
        cost=simulation.accounts.money(),
        harmed=parts.incidents.harmed(),
    )


def _assets(simulation: Simulation) -> tuple[AssetReading, ...]:
    return tuple(
        AssetReading(asset.level / FULL, asset.working, asset.row.units, asset.state, asset.is_pinned)
        for asset in simulation.parts.assets.all
    )


def _services(simulation: Simulation) -> tuple[ServiceReading, ...]:
    it = simulation.parts.services
    return tuple(
        ServiceReading(
            performance=it.performance(index),
            ability=it.ability(index),
            backlog=it.backlog(index),
            lost=it.lost(index),
            demand_per_h=it.demand_rate(index),
            served_per_h=it.served_rate(index),
            is_below_mbco=it.below_mbco(index),
            is_over_rto=it.over_rto(index),
            is_over_mtpd=it.over_mtpd(index),
            below_since_ms=it.below_mbco_since(index),
            disrupted_since_ms=it.disrupted_since(index),
        )
        for index in range(len(simulation.model.services))
    )


def _resources(simulation: Simulation) -> tuple[ResourceReading, ...]:
    pools, crews = simulation.parts.pools, simulation.parts.crews
    return tuple(
        ResourceReading(pools.present(index), crews.held(index), crews.free(index), crews.waiting(index))
        for index in range(len(simulation.model.resources))
    )


def _occurrences(simulation: Simulation) -> tuple[OccurrenceReading, ...]:
    return tuple(
        OccurrenceReading(
            incident=incident.index,
            number=one.number,
            severity=one.severity_now(),
            is_contained=one.is_contained,
            opened_ms=one.opened_ms,
            detected_ms=one.detected_ms,
            reported_ms=one.reported_ms,
            is_pinned=one.is_frozen,
        )
        for incident in simulation.parts.incidents.all
        for one in incident.open_ones()
    )


def _response(simulation: Simulation) -> ResponseReading:
    command = simulation.parts.command
    entries = tuple(NONE if one.activation is None else one.activation.time_ms for one in command.rungs)
    return ResponseReading(
        command.current, command.authority_ms, command.has_authority, entries, command.is_pinned
    )


def _decisions(simulation: Simulation) -> tuple[DecisionReading, ...]:
    trace, found = simulation.world.trace, []
    for question in simulation.parts.decisions.all:
        opened, within = question.opened_ms, question.row.within_ms
        if question.opened_record != ROOT:
            opened = trace[question.opened_record].time_ms
        has_deadline = question.is_open and within < FOREVER_MS
        deadline = opened + within if has_deadline else NONE
        found.append(
            DecisionReading(question.is_open, opened, deadline, question.chosen, question.decided_ms)
        )
    return tuple(found)


def _injects(simulation: Simulation) -> tuple[InjectReading, ...]:
    injects, found = simulation.injects, []
    for index, fired_ms in enumerate(injects.fired_ms):
        appointment = injects.appointments[index]
        due_ms = NONE if appointment is None else appointment.time_ms
        found.append(InjectReading(fired_ms, due_ms, injects.withheld[index], injects.is_due[index]))
    return tuple(found)
