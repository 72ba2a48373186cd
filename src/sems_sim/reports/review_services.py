"""How services fared: performance over time, the triangle of loss, the objectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sems_sim.events import Kind
from sems_sim.model import FOREVER_MS, Model, ServiceRow
from sems_sim.reports.run_result import Ledger
from sems_sim.reports.steps import Steps, Stretch, steps_of, stretches
from sems_sim.telling import Names, capital, plain


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One service over the run."""

    name: str
    title: str
    unit: str
    """What is served, in the singular."""
    performance: Steps
    """Served against demanded, 0 to 1; without demand, what could be served now."""
    mbco: float
    """Minimum business continuity objective, 0 to 1; 0 if the file states none."""
    rto_ms: int
    """Recovery time objective; -1 for none."""
    mtpd_ms: int
    """Maximum tolerable period of disruption; -1 for none."""
    is_critical: bool
    disrupted: tuple[Stretch, ...]
    """From the first loss of ability to serve to its sustained return."""
    below_mbco: tuple[Stretch, ...]
    measures: Mapping[str, float | None]
    """This service's measures by their last word: `lost`, `loss_h`, `time_to_mbco_h`."""

    @property
    def suffered(self) -> bool:
        """Whether anything happened to it."""
        return bool(self.disrupted) or any(value < 1 for _, value in self.performance)


def services_of(run: Ledger, names: Names, units: Mapping[str, str]) -> tuple[ServiceView, ...]:
    """Every service, in the order of the model."""
    return tuple(_view(run, names, row, units) for row in run.model.services)


def _view(run: Ledger, names: Names, row: ServiceRow, units: Mapping[str, str]) -> ServiceView:
    name = run.model.name_of(row.entity)
    own = run.own(row.entity)
    changes = [(record.time_ms, record.value) for record in own if record.kind == Kind.PERFORMANCE]
    performance = steps_of(1.0, changes)
    disruption = [
        (record.time_ms, float(record.kind == Kind.SERVICE_DISRUPTED))
        for record in own
        if record.kind in (Kind.SERVICE_DISRUPTED, Kind.SERVICE_RESUMED)
    ]
    return ServiceView(
        name=name,
        title=capital(names.of(row.entity)),
        unit=plain(units.get(name, "")) or "unit",
        performance=performance,
        mbco=row.mbco,
        rto_ms=-1 if row.rto_ms >= FOREVER_MS else row.rto_ms,
        mtpd_ms=-1 if row.mtpd_ms >= FOREVER_MS else row.mtpd_ms,
        is_critical=row.critical,
        disrupted=stretches(steps_of(0.0, disruption), run.end_ms, bool),
        below_mbco=stretches(performance, run.end_ms, lambda value: value < row.mbco),
        measures=measures_below(run, f"service.{name}."),
    )


def measures_below(run: Ledger, prefix: str) -> dict[str, float | None]:
    """The measures that begin with a prefix, by what comes after it."""
    return {name[len(prefix) :]: value for name, value in run.measures.items() if name.startswith(prefix)}


def critical_first(model: Model, services: tuple[ServiceView, ...]) -> tuple[ServiceView, ...]:
    """The services in the order in which readers care: critical, then weight, then as in the model."""
    weights = {model.name_of(row.entity): row.weight for row in model.services}
    return tuple(sorted(services, key=lambda view: (not view.is_critical, -weights[view.name])))
