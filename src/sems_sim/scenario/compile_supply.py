"""Services, resources, stocks and suppliers become rows."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from sems_sim.model import FOREVER_MS, NONE, EntityKind, ResourceRow, ServiceRow, StockRow, SupplierRow
from sems_sim.scenario.compile_bench import Bench, level_row, number_of, whole
from sems_sim.scenario.quantities import constant_law
from sems_sim.scenario.schema.supply import Resource, Service, Stock, Supplier


def compile_services(bench: Bench) -> tuple[ServiceRow, ...]:
    """A row for each service."""
    written = bench.sections.services
    return tuple(_service(bench, name, written[name]) for name in bench.names.keys(EntityKind.SERVICE))


def service_order(services: tuple[ServiceRow, ...]) -> tuple[int, ...]:
    """Services in the order in which they feed each other, then by name."""
    followers: dict[int, list[int]] = {}
    for row, service in enumerate(services):
        followers.setdefault(service.after, []).append(row)
    ready = followers.get(NONE, [])
    heapify(ready)
    found = []
    while ready:
        row = heappop(ready)
        found.append(row)
        for follower in followers.get(row, ()):
            heappush(ready, follower)
    return tuple(found)


def _service(bench: Bench, name: str, service: Service) -> ServiceRow:
    return ServiceRow(
        entity=bench.entity(EntityKind.SERVICE, name),
        profile=bench.profile(service.demand),
        after=bench.names.row(EntityKind.SERVICE, service.after),
        capacity_per_h=-1.0 if service.capacity is None else number_of(service.capacity),
        needs_asset=bench.names.row(EntityKind.ASSET, f"{name}.needs") if service.needs else NONE,
        staff=bench.amounts(EntityKind.RESOURCE, service.staff),
        uses=bench.amounts(EntityKind.STOCK, service.uses),
        patience_ms=FOREVER_MS if service.patience is None else service.patience,
        people=service.people,
        value=service.value,
        weight=service.weight,
        mbco=service.mbco,
        rto_ms=FOREVER_MS if service.rto is None else service.rto,
        mtpd_ms=FOREVER_MS if service.mtpd is None else service.mtpd,
        critical=service.critical,
        **bench.streams_of(f"services.{name}", ServiceRow),
    )


def compile_resources(bench: Bench) -> tuple[ResourceRow, ...]:
    """A row for each resource."""
    written = bench.sections.resources
    return tuple(_resource(bench, name, written[name]) for name in bench.names.keys(EntityKind.RESOURCE))


def _resource(bench: Bench, name: str, resource: Resource) -> ResourceRow:
    surge = resource.surge
    return ResourceRow(
        entity=bench.entity(EntityKind.RESOURCE, name),
        profile=bench.profile(resource.amount),
        absence=resource.absence,
        is_people=_is_people(bench, name, resource),
        quality=resource.quality,
        surge_add=0 if surge is None else whole(surge.add),
        surge_law=NONE if surge is None else bench.laws.place(surge.after or constant_law(0.0, "h")),
        surge_level=0 if surge is None else level_row(surge.level),
        surge_outside=resource.contracted is not None,
        supplier=bench.names.row(EntityKind.SUPPLIER, resource.contracted),
        queue_limit=-1 if resource.queue is None else resource.queue,
        cost_per_h=resource.cost,
        **bench.streams_of(f"resources.{name}", ResourceRow),
    )


def _is_people(bench: Bench, name: str, resource: Resource) -> bool:
    """People have a skill, can be absent, or staff a service; all else is kit."""
    staffing = any(name in service.staff for service in bench.sections.services.values())
    return bool(resource.skill) or resource.absence > 0 or staffing


def compile_stocks(bench: Bench) -> tuple[StockRow, ...]:
    """A row for each stock."""
    written = bench.sections.stocks
    return tuple(_stock(bench, name, written[name]) for name in bench.names.keys(EntityKind.STOCK))


def _stock(bench: Bench, name: str, stock: Stock) -> StockRow:
    return StockRow(
        entity=bench.entity(EntityKind.STOCK, name),
        amount=stock.amount.value,
        reorder_below=-1.0 if stock.reorder_below is None else stock.reorder_below.value,
        lot=_lot(bench, name, stock),
        supplier=bench.names.row(EntityKind.SUPPLIER, stock.supplier or _deliverer(bench, name)),
        lead_law=bench.laws.place(stock.lead),
        **bench.streams_of(f"stocks.{name}", StockRow),
    )


def _lot(bench: Bench, name: str, stock: Stock) -> float:
    if stock.lot is not None:
        return stock.lot.value
    if stock.reorder_below is not None:
        bench.assume(
            f"The file gives no lot for {name}: an order brings the amount that was on hand at the start."
        )
    return stock.amount.value


def _deliverer(bench: Bench, stock: str) -> str | None:
    """The first supplier, by name, that says it delivers this stock."""
    suppliers = bench.sections.suppliers
    return next((name for name in sorted(suppliers) if stock in suppliers[name].delivers), None)


def compile_suppliers(bench: Bench) -> tuple[SupplierRow, ...]:
    """A row for each supplier."""
    written = bench.sections.suppliers
    return tuple(_supplier(bench, name, written[name]) for name in bench.names.keys(EntityKind.SUPPLIER))


def _supplier(bench: Bench, name: str, supplier: Supplier) -> SupplierRow:
    common = supplier.common
    return SupplierRow(
        entity=bench.entity(EntityKind.SUPPLIER, name),
        takes_law=bench.laws.place(supplier.takes or constant_law(0.0, "h")),
        available=supplier.available,
        fails_law=bench.laws.place(supplier.fails),
        repair_law=bench.laws.place(supplier.repair),
        common_group=bench.group(supplier.region if common is None else common.group),
        common_share=0.0 if common is None else common.share,
        behind=bench.names.row(EntityKind.SUPPLIER, supplier.behind),
        alternates=tuple(bench.names.row(EntityKind.SUPPLIER, other) for other in supplier.alternates),
        believed=supplier.available if supplier.believed is None else supplier.believed,
        **bench.streams_of(f"suppliers.{name}", SupplierRow),
    )
