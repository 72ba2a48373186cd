"""The escalation: which level of response led when, and how long it could not yet decide."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.events import Kind
from sems_sim.model import NONE
from sems_sim.reports.run_result import Ledger
from sems_sim.reports.steps import Steps, Stretch, steps_of, stretches
from sems_sim.telling import Names, capital, level_after
from sems_sim.units import MS_PER_HOUR


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level of response over the run."""

    label: str
    leader: str
    """Who leads it; empty for nobody."""
    held: tuple[Stretch, ...]
    """When it was the level of response."""
    forming: tuple[Stretch, ...]
    """Decided on, and not yet in place."""
    without_authority: tuple[Stretch, ...]
    """In place, and not yet able to decide."""


@dataclass(frozen=True, slots=True)
class Escalation:
    """The levels of response over the run."""

    response: Steps
    """The level in force: 0 operational, 1 tactical, 2 crisis."""
    levels: tuple[LevelView, ...]
    beyond_routine: tuple[Stretch, ...]
    """When no routine answer would do, judged on the truth."""


def escalation_of(run: Ledger, names: Names) -> Escalation:
    """Read the escalation off the trace."""
    response = _response(run)
    levels = tuple(_view(run, names, index, response) for index in range(len(run.model.levels)))
    routine = [
        (record.time_ms, float(record.kind == Kind.BEYOND_ROUTINE))
        for record in run.trace
        if record.kind in (Kind.BEYOND_ROUTINE, Kind.ROUTINE_AGAIN)
    ]
    return Escalation(response, levels, stretches(steps_of(0.0, routine), run.end_ms, bool))


def _response(run: Ledger) -> Steps:
    level, changes = 0, []
    for record in run.trace:
        after = level_after(run.model, record, level)
        if after != level:
            level = after
            changes.append((record.time_ms, float(level)))
    return steps_of(0.0, changes)


def _view(run: Ledger, names: Names, index: int, response: Steps) -> LevelView:
    row = run.model.levels[index]
    return LevelView(
        label=capital(names.level(index)),
        leader="" if row.led_by == NONE else capital(names.team(row.led_by)),
        held=stretches(response, run.end_ms, lambda value: value == index),
        forming=_forming(run, row.entity),
        without_authority=_gaps(run, row.entity),
    )


def _forming(run: Ledger, entity: int) -> tuple[Stretch, ...]:
    changes = [
        (record.time_ms, float(record.kind == Kind.LEVEL_DECIDED))
        for record in run.own(entity)
        if record.kind in (Kind.LEVEL_DECIDED, Kind.LEVEL_ENTERED, Kind.LEVEL_SUPERSEDED)
    ]
    return stretches(steps_of(0.0, changes), run.end_ms, bool)


def _gaps(run: Ledger, entity: int) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(max(0, record.time_ms - round(record.value * MS_PER_HOUR)), record.time_ms)
        for record in run.own(entity)
        if record.kind == Kind.AUTHORITY_TAKEN and record.value > 0
    )
