"""People, kit and stocks: how many were there, in use and missing, and who waited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sems_sim.events import Kind, Record
from sems_sim.model import Model, ResourceRow
from sems_sim.reports.run_result import Ledger
from sems_sim.reports.steps import Steps, Stretch, combined, steps_of, stretches, value_at
from sems_sim.telling import Names, capital

_WAIT_ENDS = frozenset((Kind.TASK_STARTED, Kind.TASK_GAVE_UP, Kind.TASK_STOPPED, Kind.TASK_DONE))


@dataclass(frozen=True, slots=True)
class ResourceView:
    """One pool of people or kit over the run."""

    title: str
    present: Steps
    in_use: Steps
    """Held by tasks."""
    missing: Steps
    """How many more were needed, as counted when the shortage began."""

    @property
    def is_used(self) -> bool:
        """Whether tasks used it or missed it."""
        return any(value for _, value in (*self.in_use, *self.missing))


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One stretch of time in which there was not enough of something."""

    title: str
    missing: float
    """Units missing when it began; 0 for a stock that ran out."""
    stretch: Stretch
    is_over: bool
    """False if it lasted to the end of the run."""
    waited: tuple[str, ...]
    """Tasks and services that it held up."""


@dataclass(frozen=True, slots=True)
class _Wait:
    task: int
    stretch: Stretch


def resources_of(run: Ledger, names: Names) -> tuple[ResourceView, ...]:
    """Every pool, in the order of the model."""
    return tuple(_view(run, names, row) for row in run.model.resources)


def _view(run: Ledger, names: Names, row: ResourceRow) -> ResourceView:
    own = run.own(row.entity)
    present = _present(run, row, own)
    free = [(record.time_ms, record.value) for record in own if record.kind == Kind.RESOURCE_FREE]
    in_use = steps_of(0.0, [(t, max(0.0, value_at(present, t) - value)) for t, value in free])
    return ResourceView(capital(names.of(row.entity)), present, in_use, _missing(own))


def _present(run: Ledger, row: ResourceRow, own: Sequence[Record]) -> Steps:
    counts = [(record.time_ms, record.value) for record in own if record.kind == Kind.RESOURCE_PRESENT]
    if counts and counts[0][0] == 0:
        return steps_of(counts[0][1], counts)
    return steps_of(_rostered(run.model, row), counts)


def _rostered(model: Model, row: ResourceRow) -> float:
    """How many the roster wants at the start, for a run that does not say."""
    profile = model.profiles[row.profile]
    now_ms = model.start_of_day_ms if profile.daily else 0
    past = [value for at_ms, value in zip(profile.at_ms, profile.values, strict=True) if at_ms <= now_ms]
    return past[-1] if past else profile.values[-1]


def _missing(own: Sequence[Record]) -> Steps:
    changes = [
        (record.time_ms, record.value if record.kind == Kind.RESOURCE_SHORT else 0.0)
        for record in own
        if record.kind in (Kind.RESOURCE_SHORT, Kind.RESOURCE_ENOUGH)
    ]
    return steps_of(0.0, changes)


def needed(view: ResourceView) -> Steps:
    """How many were needed: while some were missing, all that were there and those; else as many as were in use.

    What services use is not held and so is not counted as in use; when they are short, they use all that are free.
    """
    short = combined(
        view.present, view.missing, lambda there, missing: there + missing if missing > 0 else 0.0
    )
    return combined(short, view.in_use, max)


def shortfalls_of(run: Ledger, names: Names) -> tuple[Shortfall, ...]:
    """Every shortage of people, kit and stock, in order of time."""
    waits = _waits(run)
    found = []
    for index, row in enumerate(run.model.resources):
        missing = _missing(run.own(row.entity))
        for stretch in stretches(missing, run.end_ms, lambda value: value > 0):
            who = _who_waited(run, names, waits, (index, stretch))
            most = value_at(missing, stretch.from_ms)
            found.append(
                Shortfall(capital(names.of(row.entity)), most, stretch, stretch.to_ms < run.end_ms, who)
            )
    for index, stock in enumerate(run.model.stocks):
        for stretch in _empty(run, stock.entity):
            who = _who_used(run, names, index)
            found.append(
                Shortfall(capital(names.of(stock.entity)), 0.0, stretch, stretch.to_ms < run.end_ms, who)
            )
    return tuple(sorted(found, key=lambda row: (row.stretch.from_ms, row.title)))


def _empty(run: Ledger, entity: int) -> tuple[Stretch, ...]:
    changes = [
        (record.time_ms, float(record.kind == Kind.STOCK_EMPTY))
        for record in run.own(entity)
        if record.kind in (Kind.STOCK_EMPTY, Kind.STOCK_DELIVERED)
    ]
    return stretches(steps_of(0.0, changes), run.end_ms, bool)


def _waits(run: Ledger) -> list[_Wait]:
    """From ready to started, for every instance of every task."""
    rows = {row.entity: index for index, row in enumerate(run.model.tasks)}
    since: dict[tuple[int, float], int] = {}
    found = []
    for record in run.trace:
        key = (record.entity, record.value)
        if record.kind == Kind.TASK_READY:
            since[key] = record.time_ms
        elif record.kind in _WAIT_ENDS and key in since:
            found.append(_Wait(rows[record.entity], Stretch(since.pop(key), record.time_ms)))
    found += [_Wait(rows[entity], Stretch(start, run.end_ms)) for (entity, _), start in since.items()]
    return [wait for wait in found if wait.stretch.length_ms > 0]


def _who_waited(
    run: Ledger, names: Names, waits: list[_Wait], shortage: tuple[int, Stretch]
) -> tuple[str, ...]:
    resource, stretch = shortage
    tasks = [
        names.of(run.model.tasks[wait.task].entity)
        for wait in waits
        if any(used == resource for used, _ in run.model.tasks[wait.task].uses)
        and wait.stretch.from_ms < stretch.to_ms
        and wait.stretch.to_ms > stretch.from_ms
    ]
    services = [
        names.of(row.entity) for row in run.model.services if any(staff == resource for staff, _ in row.staff)
    ]
    return tuple(dict.fromkeys(map(capital, tasks or services)))


def _who_used(run: Ledger, names: Names, stock: int) -> tuple[str, ...]:
    model = run.model
    assets = [row.entity for row in model.assets if any(used == stock for used, _ in row.stock_uses)]
    services = [row.entity for row in model.services if any(used == stock for used, _ in row.uses)]
    tasks = [row.entity for row in model.tasks if any(used == stock for used, _ in row.stock)]
    return tuple(capital(names.of(entity)) for entity in (*assets, *services, *tasks))
