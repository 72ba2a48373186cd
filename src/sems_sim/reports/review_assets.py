"""Assets and incidents over the run: when each was down, how severe each was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sems_sim.events import Kind, Record
from sems_sim.model import AssetRow, IncidentRow
from sems_sim.reports.run_result import Ledger
from sems_sim.reports.steps import Steps, Stretch, steps_of, stretches
from sems_sim.telling import Names, capital


@dataclass(frozen=True, slots=True)
class AssetView:
    """One asset over the run."""

    title: str
    down: tuple[Stretch, ...]
    """Wanted, and not working at all."""
    reduced: tuple[Stretch, ...]
    """Working in part."""
    restarting: tuple[Stretch, ...]
    """The part of the down-time in which what it needs was back and it was being restarted."""

    @property
    def suffered(self) -> bool:
        """Whether it was ever less than whole."""
        return bool(self.down or self.reduced)

    @property
    def first_ms(self) -> int:
        """When it first was less than whole; the end of time if never."""
        return min((stretch.from_ms for stretch in (*self.down, *self.reduced)), default=1 << 60)


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident over the run."""

    title: str
    severity: Steps
    """As recorded: at its opening, at each tenth crossed, at containment and end; 0 when it is not open."""
    open: tuple[Stretch, ...]
    contained_ms: int
    """When it was first contained; -1 if never."""


def assets_of(run: Ledger, names: Names) -> tuple[AssetView, ...]:
    """Every asset that was ever less than whole, the first to suffer first."""
    views = [_view(run, names, row) for row in run.model.assets if not row.hidden]
    return tuple(sorted((view for view in views if view.suffered), key=lambda view: view.first_ms))


def _view(run: Ledger, names: Names, row: AssetRow) -> AssetView:
    own = run.own(row.entity)
    states = steps_of(_initial(row), _states(row, own))
    return AssetView(
        title=capital(names.of(row.entity)),
        down=stretches(states, run.end_ms, lambda value: value == 0),
        reduced=stretches(states, run.end_ms, lambda value: 0 < value < 1),
        restarting=_restarts(own, run.end_ms),
    )


_IDLE = 2.0
"""Switched off or standing by: not working, and not wanted either."""


def _initial(row: AssetRow) -> float:
    if row.state == 0 or row.is_standby:
        return _IDLE
    return 0.0 if row.state == 2 else 1.0


def _states(row: AssetRow, own: Sequence[Record]) -> list[tuple[int, float]]:
    """The level after each record, or idle while it is switched off or stands by."""
    is_on, is_called, level = row.state != 0, not row.is_standby, _initial(row) % _IDLE
    found = []
    for record in own:
        if record.kind == Kind.ASSET_LEVEL:
            level = record.value
        elif record.kind == Kind.ASSET_SWITCHED:
            is_on = bool(record.value)
        elif record.kind in (Kind.STANDBY_STARTED, Kind.STANDBY_REFUSED):
            is_called = True
        elif record.kind == Kind.STANDBY_STOPPED:
            is_called = False
        else:
            continue
        found.append((record.time_ms, level if is_on and is_called else _IDLE))
    return found


def _restarts(own: Sequence[Record], end_ms: int) -> tuple[Stretch, ...]:
    """From the moment a restart began to the next change of level or the next restart."""
    kept = [record for record in own if record.kind in (Kind.ASSET_RESTARTING, Kind.ASSET_LEVEL)]
    ends = [*(record.time_ms for record in kept[1:]), end_ms]
    return tuple(
        Stretch(record.time_ms, until_ms)
        for record, until_ms in zip(kept, ends, strict=False)
        if record.kind == Kind.ASSET_RESTARTING and until_ms > record.time_ms
    )


def incidents_of(run: Ledger, names: Names) -> tuple[IncidentView, ...]:
    """Every incident that opened, in order of its first opening."""
    views = [_incident(run, names, row) for row in run.model.incidents]
    return tuple(sorted((view for view in views if view.open), key=lambda view: view.open[0].from_ms))


_SEVERITY = frozenset(
    (Kind.INCIDENT_OPENED, Kind.INCIDENT_CROSSED, Kind.INCIDENT_CONTAINED, Kind.INCIDENT_LOOSE)
)


def _incident(run: Ledger, names: Names, row: IncidentRow) -> IncidentView:
    own = run.own(row.entity)
    severity, opened, count = [], [], 0
    for record in own:
        count += (record.kind == Kind.INCIDENT_OPENED) - (record.kind == Kind.INCIDENT_CLOSED)
        if record.kind in (Kind.INCIDENT_OPENED, Kind.INCIDENT_CLOSED):
            opened.append((record.time_ms, float(count > 0)))
        if record.kind in _SEVERITY:
            severity.append((record.time_ms, record.value))
        elif record.kind == Kind.INCIDENT_CLOSED and count == 0:
            severity.append((record.time_ms, 0.0))
    contained = [record.time_ms for record in own if record.kind == Kind.INCIDENT_CONTAINED]
    return IncidentView(
        title=capital(names.of(row.entity)),
        severity=steps_of(0.0, severity),
        open=stretches(steps_of(0.0, opened), run.end_ms, bool),
        contained_ms=contained[0] if contained else -1,
    )
