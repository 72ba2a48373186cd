"""The situation in pictures: assets, services, supplies, incidents, tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sems_sim.engine import WorldReading
from sems_sim.exercise.picture import (
    AssetView,
    IncidentView,
    ResourceView,
    ServiceView,
    StockView,
    SupplierView,
    TaskView,
    ThingView,
)
from sems_sim.exercise.play import Play

TREND_STEPS = 24
TREND_MS = 7_200_000
"""Trends look back over two hours."""
_SHOWN_WORKS = {"waiting": "waiting", "running": "running", "paused": "paused", "pinned": "held"}


class Situation:
    """Draws what a reading says of things."""

    def __init__(self, play: Play, reading: WorldReading) -> None:
        """Draw one reading."""
        self._play = play
        self._reading = reading
        self._model = play.file_model

    def _name(self, entity: int) -> tuple[str, str]:
        return self._model.name_of(entity), self._play.names.of(entity)

    # --- assets ---

    def assets(self) -> tuple[AssetView, ...]:
        """Return the assets from what services need down to what everything stands on; each once."""
        return tuple(self._asset(index, depth) for index, depth in self._play.tree)

    def _asset(self, index: int, depth: int) -> AssetView:
        row, now = self._model.assets[index], self._reading.assets[index]
        name, title = self._name(row.entity)
        return AssetView(
            name,
            title,
            depth,
            now.level,
            state=now.state,
            units=f"{now.working} of {now.units}" if now.units > 1 else "",
            needs=self._play.needs[index],
            is_held=now.is_pinned,
        )

    # --- services and supplies ---

    def services(self, history: Mapping[int, Sequence[tuple[int, float]]]) -> tuple[ServiceView, ...]:
        """Return the services; `history` has for each entity when its performance became what."""
        return tuple(self._service(index, history) for index in range(len(self._model.services)))

    def _service(self, index: int, history: Mapping[int, Sequence[tuple[int, float]]]) -> ServiceView:
        row, now = self._model.services[index], self._reading.services[index]
        name, title = self._name(row.entity)
        written = self._play.scenario.sections.services.get(name)
        return ServiceView(
            name,
            title,
            unit=written.unit if written is not None and written.unit else "unit",
            performance=now.performance,
            trend=_trend(history.get(row.entity, ()), self._play.at_ms, now.performance),
            mbco=row.mbco,
            is_below_mbco=now.is_below_mbco,
            is_over_rto=now.is_over_rto,
            is_over_mtpd=now.is_over_mtpd,
            backlog=now.backlog,
            lost=now.lost,
            demand_per_h=now.demand_per_h,
            is_critical=row.critical,
        )

    def resources(self) -> tuple[ResourceView, ...]:
        """Return the pools of people and kit."""
        found = []
        for row, now in zip(self._model.resources, self._reading.resources, strict=True):
            name, title = self._name(row.entity)
            found.append(ResourceView(name, title, now.present, now.busy, now.free, now.waiting))
        return tuple(found)

    def stocks(self) -> tuple[StockView, ...]:
        """Return the stocks."""
        found = []
        for row, amount in zip(self._model.stocks, self._reading.stocks, strict=True):
            name, title = self._name(row.entity)
            written = self._play.scenario.sections.stocks.get(name)
            unit = getattr(getattr(written, "amount", None), "unit", "") or ""
            rate = self._use_per_h(row.entity)
            found.append(
                StockView(
                    name, title, amount, unit, row.amount, hours_left=amount / rate if rate > 0.0 else None
                )
            )
        return tuple(found)

    def _use_per_h(self, stock_entity: int) -> float:
        """Return what assets that run now use of a stock, per hour."""
        total = 0.0
        for row, now in zip(self._model.assets, self._reading.assets, strict=True):
            if now.state in ("up", "degraded"):
                for stock, per_h in row.stock_uses:
                    if self._model.stocks[stock].entity == stock_entity:
                        total += per_h
        return total

    def suppliers(self) -> tuple[SupplierView, ...]:
        """Return the suppliers."""
        found = []
        for row, is_up in zip(self._model.suppliers, self._reading.suppliers, strict=True):
            name, title = self._name(row.entity)
            found.append(SupplierView(name, title, is_up))
        return tuple(found)

    # --- incidents and tasks ---

    def incidents(self) -> tuple[IncidentView, ...]:
        """Return the open occurrences, the worst first."""
        found = []
        for now in self._reading.occurrences:
            name, title = self._name(self._model.incidents[now.incident].entity)
            found.append(
                IncidentView(
                    name,
                    title,
                    now.number + 1,
                    now.severity,
                    now.is_contained,
                    opened_ms=now.opened_ms,
                    is_held=now.is_pinned,
                )
            )
        return tuple(sorted(found, key=lambda one: (-one.severity, one.name, one.occurrence)))

    def tasks(self) -> tuple[TaskView, ...]:
        """Return the tasks that wait or are under way."""
        found = []
        for now in self._reading.works:
            state = _SHOWN_WORKS.get(now.state)
            if state is None:
                continue
            row = self._model.tasks[now.task]
            name, title = self._name(row.entity)
            plan = self._play.names.of(self._model.plans[row.plan].entity)
            since = now.ready_ms if state == "waiting" else now.started_ms
            found.append(TaskView(name, title, plan, state, since))
        return tuple(found)

    # --- what orders may name beside all that ---

    def things(self) -> tuple[ThingView, ...]:
        """Return plans, incidents that are not open, and flags, with how they stand."""
        return (*self._plans(), *self._closed_incidents(), *self._flags())

    def _plans(self) -> tuple[ThingView, ...]:
        states = {one.plan: one.state for one in self._reading.instances}
        return tuple(
            ThingView("plan", *self._name(row.entity), state=states.get(index, ""))
            for index, row in enumerate(self._model.plans)
            if not row.improvised
        )

    def _closed_incidents(self) -> tuple[ThingView, ...]:
        is_open = {one.incident for one in self._reading.occurrences}
        return tuple(
            ThingView("incident", *self._name(row.entity))
            for index, row in enumerate(self._model.incidents)
            if index not in is_open
        )

    def _flags(self) -> tuple[ThingView, ...]:
        return tuple(
            ThingView("flag", *self._name(row.entity), state="set" if is_set else "")
            for row, is_set in zip(self._model.flags, self._reading.flags, strict=True)
        )


def _trend(history: Sequence[tuple[int, float]], now_ms: int, present: float) -> tuple[float, ...]:
    """Return performance at equal steps of the last two hours, the present last; 1 before anything was recorded."""
    first_ms = max(0, now_ms - TREND_MS)
    step_ms = max(1, (now_ms - first_ms) // TREND_STEPS)
    values, value, place = [], 1.0, 0
    for step in range(TREND_STEPS):
        moment = first_ms + step * step_ms
        while place < len(history) and history[place][0] <= moment:
            value = history[place][1]
            place += 1
        values.append(value)
    return (*values, present)
