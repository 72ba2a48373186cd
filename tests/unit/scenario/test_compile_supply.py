"""Services, resources, stocks and suppliers as rows."""

from __future__ import annotations

from sems_sim.model import FOREVER_MS, NONE, EntityKind
from tests.unit.scenario.compiling import model_of, row


def test_a_service_keeps_its_objectives() -> None:
    """What is not said never ends and has no bound."""
    model = model_of(
        "services:\n  a: {demand: 4/h, capacity: 6/h, mbco: 50%, rto: 6h, patience: 90m, critical: true}\n"
        "  b: {demand: 1/h}\n"
    )

    first, second = model.services
    assert (6.0, 0.5, 21_600_000, 5_400_000, True) == (
        first.capacity_per_h,
        first.mbco,
        first.rto_ms,
        first.patience_ms,
        first.critical,
    )
    assert (-1.0, FOREVER_MS, FOREVER_MS) == (second.capacity_per_h, second.rto_ms, second.patience_ms)


def test_services_stand_in_the_order_in_which_they_feed_each_other() -> None:
    """A service comes after the one whose output it takes, and by name where nothing else rules."""
    model = model_of("services: {a: {after: c}, b: {demand: 1/h}, c: {after: d}, d: {demand: 1/h}}\n")

    assert ["b", "d", "c", "a"] == [
        model.name_of(model.services[found].entity) for found in model.service_order
    ]


def test_a_profile_repeats_daily_or_counts_from_the_start() -> None:
    """Clock times repeat, offsets do not, and a number alone holds from the start."""
    model = model_of(
        'services: {a: {demand: {"06:00": 2/h, "22:00": 0/h}}, b: {demand: {+0h: 1/h, +2h: 3/h}}, c: {demand: 4/h}}\n'
    )

    daily, offsets, constant = (model.profiles[service.profile] for service in model.services)
    assert (True, (21_600_000, 79_200_000), (2.0, 0.0)) == (daily.daily, daily.at_ms, daily.values)
    assert (False, (0, 7_200_000), (1.0, 3.0)) == (offsets.daily, offsets.at_ms, offsets.values)
    assert (False, (0,), (4.0,)) == (constant.daily, constant.at_ms, constant.values)


def test_a_surge_comes_at_a_level() -> None:
    """Nothing said about the level means any; contracted people come from a supplier."""
    model = model_of(
        "suppliers: {agency: {}}\n"
        "resources:\n  a: {amount: 3, surge: {add: 4, after: 2h, level: crisis}, contracted: agency, queue: 5}\n"
        "  b: {amount: 1}\n"
    )

    first, second = model.resources
    assert (4, 2, True, 0, 5) == (
        first.surge_add,
        first.surge_level,
        first.surge_outside,
        first.supplier,
        first.queue_limit,
    )
    assert (0, NONE, NONE, -1) == (second.surge_add, second.surge_law, second.supplier, second.queue_limit)


def test_people_are_told_from_kit() -> None:
    """A skill, absence, or staffing a service makes a pool one of people."""
    model = model_of(
        "resources: {a: {amount: 1, skill: hv}, b: {amount: 1, absence: 3%}, c: {amount: 1}, d: {amount: 1}}\n"
        "services: {s: {demand: 1/h, staff: {c: 2/h}}}\n"
    )

    assert [True, True, True, False] == [resource.is_people for resource in model.resources]


def test_a_stock_comes_from_whoever_says_to_deliver_it() -> None:
    """A supplier is named by the stock or names the stock; without a lot the first amount is ordered."""
    model = model_of(
        "suppliers: {shop: {delivers: oil}, mill: {alternates: [shop], behind: shop, available: 90%}}\n"
        "stocks: {oil: {amount: 10 L, reorder_below: 4 L}, flour: {amount: 5, supplier: mill, lot: 2}}\n"
    )

    flour, oil = model.stocks
    mill, shop = (row(model, EntityKind.SUPPLIER, name) for name in ("mill", "shop"))
    assert (mill, 2.0, -1.0) == (flour.supplier, flour.lot, flour.reorder_below)
    assert (shop, 10.0, 4.0) == (oil.supplier, oil.lot, oil.reorder_below)
    assert ((shop,), shop, 0.9) == (
        model.suppliers[mill].alternates,
        model.suppliers[mill].behind,
        model.suppliers[mill].believed,
    )
    assert any("no lot for oil" in sentence for sentence in model.assumptions)
