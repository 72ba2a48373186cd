"""Small models by hand, and the parts of the world that supply and services are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from typing import Any

from sems_sim.engine.agenda import key_of
from sems_sim.engine.crews import Crews
from sems_sim.engine.services import Services
from sems_sim.engine.stocks import Stocks
from sems_sim.engine.suppliers import Suppliers
from sems_sim.engine.supply import Pools
from sems_sim.engine.world import World
from sems_sim.events import ROOT, Kind, Phase, Record
from sems_sim.laws import Law, make_law, stream
from sems_sim.model import (
    COMPONENTS,
    FOREVER_MS,
    FULL,
    MAX_ENTITIES,
    NONE,
    Act,
    Entity,
    EntityKind,
    Limits,
    Maturity,
    Model,
    Parameter,
    ParameterRow,
    Profile,
    Quantity,
    QuantityKind,
    ResourceRow,
    ServiceRow,
    Signal,
    StockRow,
    SupplierRow,
    Threshold,
)

H = 3_600_000
"""Milliseconds in an hour."""
Amounts = float | Mapping[float, float]
"""A constant, or amounts by hours since the start."""
LawText = tuple[str, tuple[float, ...]]


def maturity(changes: Mapping[Parameter, tuple[int, float, float]] | None = None) -> Maturity:
    """Everything at operating; `changes` gives a parameter (level of its component, worst, best), linear between."""
    levels = [3] * len(COMPONENTS)
    rows = []
    for number, parameter in enumerate(Parameter):
        component = number % len(COMPONENTS)
        worst, best = 1.0, 1.0
        if changes and parameter in changes:
            levels[component], worst, best = changes[parameter]
        rows.append(ParameterRow(parameter.name.lower(), component, 1, worst, best, "", "", True))
    return Maturity(tuple(levels), tuple(rows), ())


def empty_model() -> Model:
    """A model with nothing in it: every table is empty, every number 0."""
    made: dict[str, Any] = {
        one.name: 0 if one.type == "int" else "" if one.type == "str" else ()
        for one in fields(Model)
        if one.default is MISSING and one.default_factory is MISSING
    }
    made |= {"horizon_ms": 1000 * H, "people_on": False, "maturity": maturity(), "limits": Limits()}
    return Model(**made)


class Small:
    """Puts rows together; entities are numbered in the order in which they are added."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._table: list[float] = []
        self._laws: list[Law] = []
        self._rows: dict[str, list[Any]] = {}
        self._entity("organisation", EntityKind.ORGANISATION, 0)

    def _add(self, table: str, row: Any) -> int:
        rows = self._rows.setdefault(table, [])
        rows.append(row)
        return len(rows) - 1

    def _entity(self, name: str, kind: EntityKind, index: int) -> int:
        return self._add("entities", Entity(name, kind, index, name))

    def law(self, text: LawText | None) -> int:
        """Add a law, or give NONE."""
        if text is None:
            return NONE
        self._laws.append(make_law(text[0], text[1], self._table))
        return len(self._laws) - 1

    def profile(self, amounts: Amounts, daily: bool = False) -> int:
        """Add a profile by hours."""
        points = {0.0: amounts} if isinstance(amounts, (int, float)) else dict(amounts)
        at_ms = tuple(round(hour * H) for hour in points)
        return self._add("profiles", Profile(daily, at_ms, tuple(float(value) for value in points.values())))

    def supplier(self, name: str, takes: float = 1.0, **changes: Any) -> int:
        """Add a supplier that is always up."""
        index = len(self._rows.get("suppliers", ()))
        for key in ("fails_law", "repair_law"):
            changes[key] = self.law(changes.get(key))
        row = SupplierRow(
            entity=self._entity(name, EntityKind.SUPPLIER, index), takes_law=self.law(("constant", (takes,))),
            available=1.0, fails_law=NONE, repair_law=NONE, common_group=NONE, common_share=0.0, behind=NONE,
            alternates=(), believed=1.0, takes_stream=stream(name, "takes"), available_stream=stream(name, "available"),
            fails_stream=stream(name, "fails"), repair_stream=stream(name, "repair"),
            common_stream=stream(name, "common"), alternate_stream=stream(name, "alternate"),
        )  # fmt: skip
        return self._add("suppliers", replace(row, **changes))

    def stock(self, name: str, amount: float, lead: LawText = ("constant", (1.0,)), **changes: Any) -> int:
        """Add a stock that is not ordered again."""
        index = len(self._rows.get("stocks", ()))
        row = StockRow(
            entity=self._entity(name, EntityKind.STOCK, index), amount=amount, reorder_below=-1.0, lot=0.0,
            supplier=NONE, lead_law=self.law(lead), lead_stream=stream(name, "lead"),
        )  # fmt: skip
        return self._add("stocks", replace(row, **changes))

    def resource(self, name: str, amounts: Amounts, daily: bool = False, **changes: Any) -> int:
        """Add a pool without absence or surge."""
        index = len(self._rows.get("resources", ()))
        changes["surge_law"] = self.law(changes.get("surge_law"))
        row = ResourceRow(
            entity=self._entity(name, EntityKind.RESOURCE, index), profile=self.profile(amounts, daily), absence=0.0,
            is_people=True, quality=1.0, surge_add=0, surge_law=NONE, surge_level=2, surge_outside=False,
            supplier=NONE, queue_limit=-1, cost_per_h=0.0, absence_stream=stream(name, "absence"),
            surge_stream=stream(name, "surge"),
        )  # fmt: skip
        return self._add("resources", replace(row, **changes))

    def service(self, name: str, demand: Amounts | None, capacity: float = -1.0, **changes: Any) -> int:
        """Add a service without needs; feed it in the order in which it is added."""
        index = len(self._rows.get("services", ()))
        row = ServiceRow(
            entity=self._entity(name, EntityKind.SERVICE, index),
            profile=NONE if demand is None else self.profile(demand, changes.pop("daily", False)), after=NONE,
            capacity_per_h=capacity, needs_asset=NONE, staff=(), uses=(), patience_ms=FOREVER_MS, people=1.0,
            value=0.0, weight=1.0, mbco=0.0, rto_ms=NONE, mtpd_ms=NONE, critical=False,
        )  # fmt: skip
        return self._add("services", replace(row, **changes))

    def threshold(self, kind: QuantityKind, index: int, value: float, strict: bool = False) -> int:
        """Add a threshold that some condition watches."""
        quantity = self._add("quantities", Quantity(kind, index))
        return self._add("thresholds", Threshold(quantity, value, strict))

    def model(self, **changes: Any) -> Model:
        """Return what was put together."""
        tables: dict[str, Any] = {name: tuple(rows) for name, rows in self._rows.items()}
        order = tuple(range(len(tables.get("services", ()))))
        return replace(
            empty_model(),
            laws=tuple(self._laws),
            table=tuple(self._table),
            service_order=order,
            **tables,
            **changes,
        )


class Parts:
    """The supply and services of one run, with assets whose levels the test sets."""

    def __init__(self, model: Model, replication: int = 0, levels: dict[int, int] | None = None) -> None:
        """Put them together and start them."""
        self.world = World(model, seed=7, replication=replication)
        self.levels = levels if levels is not None else {}
        self._calls = 0
        self.suppliers = Suppliers(self.world)
        self.stocks = Stocks(self.world, self.suppliers)
        self.pools = Pools(self.world, self.suppliers)
        self.crews = Crews(self.world, self.pools, self.stocks)
        self.crews.asset_up = lambda asset: self.levels.get(asset, FULL) > 0
        self.services = Services(
            self.world, self.crews, self.stocks, lambda asset: self.levels.get(asset, FULL)
        )
        self.suppliers.start()
        self.stocks.start()
        self.pools.start()
        self.crews.start()
        self.services.start()

    def at(self, hours: float, act: Any, *arguments: Any) -> None:
        """Call something in phase 0 of a moment, before everything else at it."""
        self._calls += 1
        key = key_of(Phase.COMMAND, 0, Act.COMMAND, self._calls)
        self.world.at(round(hours * H), key, lambda _: act(*arguments), ROOT)

    def set_level(self, asset: int, level: int) -> None:
        """Put an asset at a level in millionths."""
        self.levels[asset] = level
        self.world.changed(Signal.ASSET, asset, ROOT)

    def run(self, hours: float) -> None:
        """Run everything before a moment, and what happens at it; the clock then stands there."""
        self.world.at(
            round(hours * H), key_of(Phase.ACCOUNT, MAX_ENTITIES - 1, Act.HOUR), lambda _: None, ROOT
        )
        self.world.agenda.run_until(round(hours * H) + 1)

    def measure(self, name: str, hours: float) -> float | None:
        """Return one measure at a moment."""
        end_ms = round(hours * H)
        found = self.services.measures(end_ms) | self.crews.measures(end_ms) | self.stocks.measures(end_ms)
        return found[name]

    def told(self, kind: Kind) -> list[Record]:
        """Return the records of one kind."""
        return [record for record in self.world.trace if record.kind == kind]
