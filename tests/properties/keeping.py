"""What every run keeps: flows add up, causes come first, time never goes back.

Each function looks at one run and returns what is broken, in words; an empty list is what everybody hopes for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import isfinite

from sems_sim.engine import Run, Simulation
from sems_sim.events import ROOT, Kind, Record
from sems_sim.model import FULL, EntityKind, measures_of

ENDINGS = frozenset((Kind.TASK_DONE, Kind.TASK_FAILED, Kind.TASK_GAVE_UP, Kind.TASK_STOPPED))
"""What ends a task that was ready."""
DUST = 1e-3
"""What a millisecond may leave behind where a quantity is set to the threshold it has crossed (fine print 1)."""
_CLOSE = 0.02
"""Units: crossings are rounded up to a millisecond, which at 100/h is 3e-5 units, some hundred times a run."""


def broken_by(simulation: Simulation, run: Run) -> list[str]:
    """Return everything that this run has not kept."""
    found = [*trace(run), *incidents(simulation, run), *flows(simulation, run), *pools(simulation, run)]
    return [*found, *measures(run), *states(simulation), *accounts(run)]


def trace(run: Run) -> Iterator[str]:
    """Causes come first, time never goes back, and nothing is said in numbers that are none."""
    before: Record | None = None
    for index, record in enumerate(run.trace):
        if not ROOT <= record.cause < index:
            yield f"record {index} is caused by {record.cause}"
        if before is not None and record.time_ms < before.time_ms:
            yield f"record {index}: time goes back"
        if not isfinite(record.value):
            yield f"record {index}: {record.value}"
        before = record


def incidents(simulation: Simulation, run: Run) -> Iterator[str]:
    """What was opened and not closed is open; severity stays between nothing and its limit."""
    opened = Counter(record.entity for record in run.trace if record.kind == Kind.INCIDENT_OPENED)
    closed = Counter(record.entity for record in run.trace if record.kind == Kind.INCIDENT_CLOSED)
    count = 0
    for incident in simulation.parts.incidents.all:
        entity = incident.row.entity
        count += len(incident.open)
        if opened[entity] - closed[entity] != len(incident.open):
            yield f"{run.model.name_of(entity)}: {opened[entity]} - {closed[entity]} != {len(incident.open)}"
        for occurrence in incident.occurrences:
            if not 0.0 <= occurrence.severity_max <= incident.row.limit + 1e-9:
                yield f"{run.model.name_of(entity)}: severity {occurrence.severity_max}"
    if count != simulation.parts.incidents.open_count:
        yield f"{count} open, {simulation.parts.incidents.open_count} counted"


def flows(simulation: Simulation, run: Run) -> Iterator[str]:
    """Demanded = served + lost + waiting, for every service."""
    for index, row in enumerate(run.model.services):
        name = f"service.{run.model.name_of(row.entity)}"
        demanded, served, lost = (
            run.measures[f"{name}.{what}"] or 0.0 for what in ("demanded", "served", "lost")
        )
        backlog = simulation.parts.services.backlog(index)
        if min(demanded, served, lost, backlog) < -DUST:
            yield f"{name}: negative {demanded} {served} {lost} {backlog}"
        if abs(demanded - served - lost - backlog) > _CLOSE:
            yield f"{name}: {demanded} != {served} + {lost} + {backlog}"


def pools(simulation: Simulation, run: Run) -> Iterator[str]:
    """Present = free + held, and what is held is held by tasks and repairs at work."""
    parts = simulation.parts
    holding = _held_by_tasks(run) + _held_by_repairs(simulation)
    for resource, row in enumerate(run.model.resources):
        name = run.model.name_of(row.entity)
        held = parts.crews.held(resource)
        if parts.pools.present(resource) != parts.crews.free(resource) + held:
            yield f"{name}: {parts.pools.present(resource)} present, {parts.crews.free(resource)} free, {held} held"
        if held != holding[resource]:
            yield f"{name}: {held} held, {holding[resource]} by somebody"


def _held_by_tasks(run: Run) -> Counter[int]:
    at_work: Counter[int] = Counter()
    working: set[tuple[int, float]] = set()
    for record in run.trace:
        if record.kind == Kind.TASK_STARTED:
            working.add((record.entity, record.value))
        elif record.kind in ENDINGS:
            working.discard((record.entity, record.value))
    for entity, _ in working:
        for resource, units in run.model.tasks[run.model.entities[entity].index].uses:
            at_work[resource] += units
    return at_work


def _held_by_repairs(simulation: Simulation) -> Counter[int]:
    found: Counter[int] = Counter()
    for lives in simulation.parts.assets.lives._of.values():
        for unit in lives.repairs.keys() & lives.jobs.keys():
            for resource, units in lives.jobs[unit].needs:
                found[resource] += units
    return found


def measures(run: Run) -> Iterator[str]:
    """Every measure is there under its name, is a number, and lies where its unit allows."""
    listed = list(measures_of(run.model))
    if [measure.name for measure in listed] != list(run.measures):
        yield "measures differ from their list"
    hours = run.end_ms / 3_600_000 + 1e-9
    for measure in listed:
        value = run.measures[measure.name]
        if value is None:
            if not measure.censored:
                yield f"{measure.name} is missing"
        elif (
            not isfinite(value)
            or value < -DUST
            or (
                measure.unit in ("share", "yes/no")
                and value > 1.0 + 1e-9
                and not measure.name.endswith("utilisation")
            )
        ):
            yield f"{measure.name} is {value}"
        elif measure.unit == "h" and value > hours and not measure.name.startswith("resource."):
            yield f"{measure.name} is {value} of {hours} h"


def states(simulation: Simulation) -> Iterator[str]:
    """Levels lie between nothing and all; no stock is below nothing."""
    parts, model = simulation.parts, simulation.model
    for asset in parts.assets.all:
        if not 0 <= asset.level <= FULL:
            yield f"{model.name_of(asset.row.entity)} at {asset.level}"
        if asset.level > asset.potential():
            yield f"{model.name_of(asset.row.entity)} at {asset.level} above {asset.potential()}"
        if asset.working != asset.broken.count(False):
            yield f"{model.name_of(asset.row.entity)}: {asset.working} work, {asset.broken} broken"
    for index, row in enumerate(model.stocks):
        if parts.stocks.amount(index) < -1e-6:
            yield f"{model.name_of(row.entity)}: {parts.stocks.amount(index)} on hand"


def accounts(run: Run) -> Iterator[str]:
    """Levels share the time out; costs and failures add up; unmet is part of beyond routine."""
    hours = run.end_ms / 3_600_000
    found = {name: value or 0.0 for name, value in run.measures.items()}
    levels = [e.name for e in run.model.entities if e.kind == EntityKind.LEVEL]
    spent = [found[f"level.{name}.hours"] for name in levels]
    if abs(sum(spent) - hours) > 1e-6:
        yield f"levels take {spent} of {hours} h"
    kinds = ("response", "rework", "lost_service", "penalties", "over_reaction")
    if abs(found["cost.total"] - sum(found[f"cost.{kind}"] for kind in kinds)) > 1e-6 * (
        1 + found["cost.total"]
    ):
        yield "costs do not add up"
    shares = sum(found[f"failure.{kind}"] for kind in ("imagination", "policy", "capabilities", "management"))
    if min(abs(shares), abs(shares - 1.0)) > 1e-9:
        yield f"failure kinds share out {shares}"
    if found["crisis.unmet_h"] > found["crisis.beyond_routine_h"] + 1e-9:
        yield "more unmet than beyond routine"
