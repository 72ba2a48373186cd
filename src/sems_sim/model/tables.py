"""The compiled model: flat tables, integer ids, names to print.

Every table is a tuple of rows in the order of their names.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sems_sim.laws import Law
from sems_sim.model.conditions import Condition
from sems_sim.model.maturity import Maturity
from sems_sim.model.roles import (
    DecisionRow,
    FlagRow,
    InjectRow,
    Item,
    LevelRow,
    LinkRow,
    OptionRow,
    PlanRow,
    TaskRow,
    TeamRow,
)
from sems_sim.model.things import (
    AssetRow,
    Gate,
    IncidentRow,
    IndicatorRow,
    Profile,
    Quantity,
    ResourceRow,
    RiskRow,
    ServiceRow,
    StockRow,
    SupplierRow,
    Threshold,
)
from sems_sim.model.words import Effect, Entity


@dataclass(frozen=True, slots=True)
class Target:
    """What a study or objective wants of one measure."""

    name: str
    measure: str
    comparison: str
    """One of < <= > >= ==."""
    bound: float
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a crisis becomes a catastrophe, and routine ends; -1 for no limit."""

    services: int = -1
    harmed: float = -1.0
    severity: float = -1.0
    cost: float = -1.0
    routine_incidents: int = 3
    routine_ms: int = 3_600_000
    sustained_ms: int = 3_600_000
    penalties_per_h: float = 0.0


@dataclass(frozen=True, slots=True)
class Model:
    """All that a simulator may know of a scenario."""

    id: str
    title: str
    digest: str
    """SHA-256 of the source."""
    start: str
    """ISO 8601 with offset."""
    start_of_day_ms: int
    """Time of day at the start, in milliseconds after midnight."""
    horizon_ms: int
    money: str
    people_on: bool
    """False: the human factors are switched off."""
    maturity: Maturity
    limits: Limits
    entities: tuple[Entity, ...]
    laws: tuple[Law, ...]
    table: tuple[float, ...]
    """Quantile tables, end to end."""
    effects: tuple[Effect, ...]
    conditions: tuple[Condition, ...]
    quantities: tuple[Quantity, ...]
    thresholds: tuple[Threshold, ...]
    items: tuple[Item, ...]
    gates: tuple[Gate, ...]
    profiles: tuple[Profile, ...]
    assets: tuple[AssetRow, ...]
    services: tuple[ServiceRow, ...]
    service_order: tuple[int, ...]
    """Services in the order in which they feed each other, then by name."""
    resources: tuple[ResourceRow, ...]
    stocks: tuple[StockRow, ...]
    suppliers: tuple[SupplierRow, ...]
    teams: tuple[TeamRow, ...]
    links: tuple[LinkRow, ...]
    levels: tuple[LevelRow, ...]
    """Always three: operational, tactical, crisis."""
    risks: tuple[RiskRow, ...]
    indicators: tuple[IndicatorRow, ...]
    incidents: tuple[IncidentRow, ...]
    plans: tuple[PlanRow, ...]
    tasks: tuple[TaskRow, ...]
    decisions: tuple[DecisionRow, ...]
    options: tuple[OptionRow, ...]
    injects: tuple[InjectRow, ...]
    flags: tuple[FlagRow, ...]
    targets: tuple[Target, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    labels: tuple[str, str, str] = ("operational", "tactical", "crisis")
    asset_watchers: tuple[tuple[int, ...], ...] = field(default=())
    """For each asset, the gates' owners that look at it (assets, in order)."""

    def name_of(self, entity: int) -> str:
        """Return the stable name of an entity."""
        return self.entities[entity].name

    def title_of(self, entity: int) -> str:
        """Return what people read for an entity."""
        return self.entities[entity].title
