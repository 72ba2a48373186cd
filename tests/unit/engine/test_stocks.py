"""Stocks: exact crossings, reorder points, spares, suppliers that fail."""

from __future__ import annotations

import pytest

from sems_sim.engine.agenda import key_of
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import log, stream
from sems_sim.model import Act, Fact, Op, Parameter, QuantityKind, Step
from tests.unit.engine.small_model import H, Parts, Small, maturity


def test_a_stock_runs_out_at_its_exact_moment() -> None:
    """100 units at 120/h, then 60/h from 0.5 h on, last 0.5 + 40/60 h."""
    small = Small()
    fuel = small.stock("fuel", 100.0)
    parts = Parts(small.model())
    told = []
    parts.stocks.on_change.append(lambda stock, _: told.append((stock, parts.world.now_ms)))
    parts.at(0.0, parts.stocks.set_use, fuel, 1, 100.0, ROOT)
    parts.at(0.0, parts.stocks.set_use, fuel, 2, 20.0, ROOT)
    parts.at(0.5, parts.stocks.set_use, fuel, 1, 40.0, ROOT)
    parts.run(3.0)

    assert [(fuel, 4_200_000)] == told
    assert parts.stocks.empty(fuel)
    assert 0.0 == parts.measure("stock.fuel.min", 3.0)
    assert 3.0 - 7.0 / 6.0 == pytest.approx(parts.measure("stock.fuel.out_h", 3.0))


def test_conditions_see_a_stock_pass_its_thresholds() -> None:
    """`stock(x) < 50` is true from the crossing on, and false again after the delivery."""
    small = Small()
    fuel = small.stock("fuel", 100.0)
    half = small.threshold(QuantityKind.STOCK, fuel, 50.0)
    gone = small.threshold(QuantityKind.STOCK, fuel, 0.0, strict=True)
    parts = Parts(small.model())
    below = Step(Op.FACT, Fact.STOCK, fuel, threshold=half, negated=True)
    parts.at(0.0, parts.stocks.set_use, fuel, 1, 10.0, ROOT)
    parts.at(11.0, parts.stocks.order, fuel, 80.0, ROOT)
    parts.at(13.0, parts.stocks.take, fuel, 60.0, ROOT)
    seen = {}
    for hours in (4.999, 5.0, 9.999, 10.0, 12.0, 13.0):
        parts.run(hours)
        seen[hours] = parts.world.facts[Fact.STOCK](below, None), parts.world.sides[gone]

    assert {
        4.999: (False, True), 5.0: (True, True), 9.999: (True, True), 10.0: (True, False), 12.0: (False, True),
        13.0: (True, True),
    } == seen  # fmt: skip


def test_a_lot_is_ordered_at_the_reorder_point() -> None:
    """Use of 10/h from 100 reaches 40 after 6 h; the lot comes an hour later, and so on."""
    small = Small()
    small.stock("fuel", 100.0, reorder_below=40.0, lot=50.0)
    parts = Parts(small.model())
    parts.at(0.0, parts.stocks.set_use, 0, 1, 10.0, ROOT)
    parts.run(20.0)

    assert [6.0, 11.0, 16.0] == [record.time_ms / H for record in parts.told(Kind.STOCK_ORDERED)]
    assert [7.0, 12.0, 17.0] == [record.time_ms / H for record in parts.told(Kind.STOCK_DELIVERED)]
    assert 30.0 == pytest.approx(parts.measure("stock.fuel.min", 20.0))


def test_a_stock_that_starts_low_orders_as_many_lots_as_it_needs() -> None:
    """At 10 with a reorder point of 40 and lots of 20, two lots are ordered at once, at the start."""
    small = Small()
    small.stock("fuel", 10.0, reorder_below=40.0, lot=20.0)
    parts = Parts(small.model())
    parts.run(2.0)

    assert [(0, 40.0)] == [(r.time_ms, r.value) for r in parts.told(Kind.STOCK_ORDERED)]
    assert 50.0 == parts.stocks.amount(0)


def test_the_chance_of_running_out_is_that_of_a_long_lead_time() -> None:
    """P(stock-out) = P(lead > reorder point / use): exp(-1) for an exponential lead of that mean."""
    out = 0
    for replication in range(400):
        small = Small()
        small.stock("fuel", 100.0, ("exponential", (2.0,)), reorder_below=20.0, lot=100.0)
        parts = Parts(small.model(), replication)
        parts.at(0.0, parts.stocks.set_use, 0, 1, 10.0, ROOT)
        parts.world.agenda.run_until(17 * H)
        out += bool(parts.told(Kind.STOCK_EMPTY))

    # Before the lot is used up after 10 h more, only the first lead counts. Five standard errors are 0.12.
    assert 0.3678794412 == pytest.approx(out / 400, abs=0.12)


def test_spares_are_ordered_one_by_one() -> None:
    """With an order for each of 6 spares taken, what is on order is an Erlang loss system (Palm)."""
    small = Small()
    small.stock("spares", 6.0, ("exponential", (4.0,)), reorder_below=5.0, lot=1.0)
    parts = Parts(small.model())
    filled = asked = 0
    time_h = 0.0

    def want() -> None:
        nonlocal filled, asked
        asked += 1
        # What is not there is not wanted later.
        filled += parts.stocks.amount(0) >= 1.0
        parts.stocks.take(0, 1.0, ROOT)

    for number in range(6000):
        time_h += -log(1.0 - parts.world.chance(stream("demand", "gap"), number))
        key = key_of(Phase.COMMAND, 0, Act.COMMAND, number)
        parts.world.at(round(time_h * H), key, lambda _: want(), ROOT)
    parts.run(time_h)

    loss = 1.0
    for c in range(1, 7):
        loss = 4.0 * loss / (c + 4.0 * loss)
    assert 1.0 - loss == pytest.approx(filled / asked, abs=0.03)


def test_an_order_waits_for_its_supplier_or_an_alternate() -> None:
    """With its supplier cut off the first alternate that is up delivers; with none, the order waits."""
    small = Small()
    other = small.supplier("other", takes=3.0)
    main = small.supplier("main", takes=1.0, alternates=(other,))
    small.stock("fuel", 10.0, supplier=main)
    parts = Parts(small.model())
    parts.at(0.0, parts.suppliers.push_block, main, 1, ROOT)
    parts.at(1.0, parts.stocks.order, 0, 5.0, ROOT)
    parts.at(2.0, parts.suppliers.push_block, other, 2, ROOT)
    parts.at(2.5, parts.stocks.order, 0, 7.0, ROOT)
    parts.at(6.0, parts.suppliers.pull_block, main, 1, ROOT)
    parts.run(10.0)

    assert [(4.0, 5.0), (7.0, 7.0)] == [(r.time_ms / H, r.value) for r in parts.told(Kind.STOCK_DELIVERED)]
    switched = parts.told(Kind.SUPPLIER_SWITCHED)
    assert [(H, 2, 1.0)] == [(r.time_ms, r.entity, r.value) for r in switched]


def test_a_delivery_under_way_arrives() -> None:
    """Who sent it may fail meanwhile."""
    small = Small()
    main = small.supplier("main", takes=2.0)
    small.stock("fuel", 10.0, supplier=main)
    parts = Parts(small.model())
    parts.at(0.0, parts.stocks.order, 0, 5.0, ROOT)
    parts.at(1.0, parts.suppliers.push_block, main, 1, ROOT)
    parts.run(3.0)

    assert 15.0 == parts.stocks.amount(0)


def test_maturity_moves_leads_and_alternates() -> None:
    """With people on, leads are longer by the ratio, and an alternate that cannot be used is passed over."""
    small = Small()
    other = small.supplier("other")
    main = small.supplier("main", takes=1.0, alternates=(other,))
    small.stock("fuel", 10.0, supplier=main)
    changes = {Parameter.SUPPLIER_LEAD: (0, 3.0, 0.2), Parameter.ALTERNATE_USABLE: (3, 0.0, 0.0)}
    parts = Parts(small.model(people_on=True, maturity=maturity(changes)))
    lead = parts.world.ratio(Parameter.SUPPLIER_LEAD)
    parts.at(0.0, parts.stocks.order, 0, 5.0, ROOT)
    parts.at(1.0, parts.suppliers.push_block, main, 1, ROOT)
    parts.at(2.0, parts.stocks.order, 0, 5.0, ROOT)
    parts.run(40.0)

    assert lead > 1.5
    assert [lead] == [pytest.approx(r.time_ms / H, abs=1e-5) for r in parts.told(Kind.STOCK_DELIVERED)]
    assert [] == parts.told(Kind.SUPPLIER_SWITCHED)
