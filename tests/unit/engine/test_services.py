"""Services against hand-computed cases and theory."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sems_sim.events import Kind
from sems_sim.model import FULL, Amount, Fact, Limits, Op, QuantityKind, Step
from tests.unit.engine.small_model import H, Parts, Small


@pytest.mark.parametrize(
    ("reduced", "lasts_h", "longest", "clears_h", "delay"),
    [(0.0, 6.0, 480.0, 60.0, 15840.0), (40.0, 4.0, 160.0, 20.0, 1920.0)],
)
def test_a_drop_of_capacity_leaves_the_backlog_of_theory(
    reduced: float, lasts_h: float, longest: float, clears_h: float, delay: float
) -> None:
    """Longest queue, clearing time and total delay are those of theory.yaml, fluid_capacity_drop (80/h and 88/h)."""
    small = Small()
    small.service("arrivals", 80.0, 88.0)
    parts = Parts(small.model())
    parts.at(10.0, parts.services.push_capacity, 0, 1, Amount.ABSOLUTE, reduced, -1)
    parts.at(10.0 + lasts_h, parts.services.pull_capacity, 0, 1, -1)
    end_h = 10.0 + lasts_h + clears_h
    parts.run(10.0 + lasts_h)
    reached = parts.services.backlog(0)
    parts.run(end_h - 0.001)
    assert parts.services.backlog(0) > 0.0
    parts.run(end_h + 0.001)

    assert 0.0 == parts.services.backlog(0)
    assert longest == pytest.approx(reached)
    assert delay == pytest.approx(reached * (lasts_h + clears_h) / 2.0)
    assert longest == pytest.approx(parts.measure("service.arrivals.backlog_max", end_h + 1))
    assert [10 * H, round((10 + lasts_h) * H)] == [record.time_ms for record in parts.told(Kind.PERFORMANCE)]
    assert lasts_h * (1 - reduced / 80.0) == pytest.approx(
        parts.measure("service.arrivals.loss_h", end_h + 1)
    )


def test_whoever_waited_for_the_patience_leaves() -> None:
    """With no service at all the queue holds what came within the patience, and the rest is lost."""
    small = Small()
    small.service("desk", {0: 10.0, 4: 0.0}, 0.0, patience_ms=2 * H)
    parts = Parts(small.model())
    parts.run(3.0)

    assert 20.0 == pytest.approx(parts.services.backlog(0))
    assert 10.0 == pytest.approx(parts.services.lost(0))
    parts.run(5.0)
    assert 10.0 == pytest.approx(parts.services.backlog(0))
    parts.run(7.0)
    assert 0.0 == pytest.approx(parts.services.backlog(0))
    assert 40.0 == pytest.approx(parts.services.lost(0))


def test_a_queue_at_its_longest_loses_what_came_then_less_what_is_served() -> None:
    """Arrivals 30/h, capacity 10/h, patience 1 h: the queue reaches 30 after 1.5 h, then 20/h are lost."""
    small = Small()
    small.service("desk", 30.0, 10.0, patience_ms=H)
    parts = Parts(small.model())
    parts.run(1.499)
    assert 0.0 == parts.services.lost(0)
    parts.run(10.0)

    # Q grows at 20/h until it is A(t) - A(t - 1 h) = 30, after 1.5 h; from then on 30 - 10 leave each hour.
    assert 30.0 == pytest.approx(parts.services.backlog(0), abs=1e-3)
    assert 20.0 * 8.5 == pytest.approx(parts.services.lost(0), abs=1e-3)
    assert 20.0 == parts.services.lost_rate(0)


def test_nobody_waits_where_there_is_no_patience() -> None:
    """With patience 0 what exceeds the capacity is lost at once."""
    small = Small()
    small.service("desk", 30.0, 10.0, patience_ms=0, value=5.0, people=2.0)
    parts = Parts(small.model())
    parts.run(10.0)

    assert 0.0 == parts.services.backlog(0)
    assert 200.0 == pytest.approx(parts.services.lost(0))
    assert 1000.0 == pytest.approx(parts.services.money_lost(10 * H))
    assert 400.0 == pytest.approx(parts.services.people_unserved(10 * H))
    assert 100.0 == parts.services.lost_value_rate(0)


def test_called_off_demand_is_lost_and_never_queues() -> None:
    """Two callings off of a half leave a quarter; what is called off counts as demanded and lost."""
    small = Small()
    small.service("flights", 40.0, 0.0)
    parts = Parts(small.model())
    parts.at(0.0, parts.services.push_cancel, 0, 1, 0.5, -1)
    parts.at(0.0, parts.services.push_cancel, 0, 2, 0.5, -1)
    parts.at(1.0, parts.services.pull_cancel, 0, 1, -1)
    parts.run(2.0)

    assert 30.0 + 20.0 == pytest.approx(parts.services.lost(0))
    assert 10.0 + 20.0 == pytest.approx(parts.services.backlog(0))
    assert 80.0 == pytest.approx(parts.measure("service.flights.demanded", 2.0))


def test_an_unlimited_service_works_its_backlog_off_at_once() -> None:
    """When what it needs is back, everybody who waits is served within two milliseconds."""
    small = Small()
    first = small.service("checkin", 60.0, needs_asset=3)
    small.service("gate", None, after=first)
    parts = Parts(small.model())
    parts.at(1.0, parts.set_level, 3, 0)
    parts.at(3.0, parts.set_level, 3, FULL)
    parts.run(2.5)
    assert 90.0 == pytest.approx(parts.services.backlog(0))
    assert 0.0 == parts.services.served_rate(1)
    parts.run(3.001)

    assert 0.0 == parts.services.backlog(0)
    assert 180.06 == pytest.approx(parts.measure("service.gate.served", 3.001), abs=1e-3)
    assert 3.0 == pytest.approx(parts.measure("service.checkin.first_served_h", 4.0))


def test_a_chain_passes_on_what_was_served() -> None:
    """The second service's demand is the first one's output, backlog and all."""
    small = Small()
    first = small.service("screening", {0: 100.0, 1: 0.0}, 50.0)
    small.service("boarding", None, 40.0, after=first)
    parts = Parts(small.model())
    parts.run(5.0)

    assert 100.0 == pytest.approx(parts.measure("service.boarding.served", 5.0))
    assert 50.0 == pytest.approx(parts.measure("service.screening.backlog_max", 5.0))
    assert 20.0 == pytest.approx(parts.measure("service.boarding.backlog_max", 5.0))


def test_services_share_staff_in_proportion_to_what_they_could_use() -> None:
    """6 people for wishes of 8 and 4: each gets half of what it could use, and 6 are missing."""
    small = Small()
    people = small.resource("people", 6)
    small.service("left", 80.0, 80.0, staff=((people, 10.0),))
    small.service("right", 40.0, 40.0, staff=((people, 10.0),))
    parts = Parts(small.model())
    parts.run(1.0)

    assert [40.0, 20.0] == [parts.services.served_rate(0), parts.services.served_rate(1)]
    assert 6.0 == parts.crews.missing(people)
    assert 6.0 == pytest.approx(parts.measure("resource.people.short_h", 1.0))
    assert [6.0] == [record.value for record in parts.told(Kind.RESOURCE_SHORT)]


def test_what_the_others_do_not_use_is_there_for_a_backlog() -> None:
    """A queue that begins to grow could use its whole capacity, so it gets more than its arrivals alone would."""
    small = Small()
    people = small.resource("people", 10)
    small.service("busy", 60.0, 200.0, staff=((people, 10.0),))
    small.service("calm", 60.0, 60.0, staff=((people, 10.0),))
    parts = Parts(small.model())
    parts.run(0.5)

    # Both begin to queue at 50/h each, so both could use their capacity: 20 and 6 people of 10.
    assert 10.0 * 10.0 * 20.0 / 26.0 == pytest.approx(parts.services.all[0].flow.capacity_per_h)
    assert 60.0 == parts.services.served_rate(0)


def test_a_stock_at_nothing_stops_what_needs_it() -> None:
    """Served units draw on the stock; when it is empty nothing is served until a delivery."""
    small = Small()
    fuel = small.stock("fuel", 100.0)
    small.service("flights", 10.0, 10.0, uses=((fuel, 5.0),))
    parts = Parts(small.model())
    parts.at(4.0, parts.stocks.order, fuel, 50.0, -1)
    parts.run(10.0)

    assert 30.0 == pytest.approx(parts.measure("service.flights.served", 10.0))
    assert [2 * H, 6 * H] == [record.time_ms for record in parts.told(Kind.STOCK_EMPTY)]
    assert 7.0 == pytest.approx(parts.measure("stock.fuel.out_h", 10.0))


def test_performance_without_demand_is_what_could_be_served() -> None:
    """With no demand and no backlog, performance is capacity over nominal capacity."""
    small = Small()
    small.service("night", 0.0, 40.0, needs_asset=0)
    parts = Parts(small.model(), levels={0: FULL // 4})
    parts.run(1.0)

    assert 0.25 == parts.services.performance(0)
    assert 0.0 == parts.services.loss_now(0)
    assert [] == parts.told(Kind.PERFORMANCE)


def test_thresholds_are_crossed_at_their_exact_moment() -> None:
    """A backlog above 60 is seen when it is, and no longer when it is not; so is a loss."""
    small = Small()
    small.service("desk", 30.0, 90.0, patience_ms=4 * H)
    above = small.threshold(QuantityKind.BACKLOG, 0, 60.0, strict=True)
    lost = small.threshold(QuantityKind.LOST, 0, 0.0, strict=True)
    parts = Parts(small.model())
    parts.at(1.0, parts.services.push_capacity, 0, 1, Amount.FACTOR, 0.0, -1)
    parts.at(6.0, parts.services.pull_capacity, 0, 1, -1)
    seen = {}
    for hours in (2.999, 3.0, 4.999, 5.001, 6.999, 7.0):
        parts.run(hours)
        seen[hours] = (parts.world.sides[above], parts.world.sides[lost])

    assert {
        2.999: (False, False), 3.0: (True, False), 4.999: (True, False), 5.001: (True, True), 6.999: (True, True),
        7.0: (False, True),
    } == seen  # fmt: skip
    assert parts.world.facts[Fact.BACKLOG](
        Step(Op.FACT, Fact.BACKLOG, 0, threshold=above, negated=True), None
    )


def test_clocks_run_from_the_loss_of_ability_to_a_sustained_return() -> None:
    """A short return does not count; the moment of the return is when the sustained one began."""
    small = Small()
    small.service("flights", 10.0, 20.0, needs_asset=0, mbco=0.5, rto_ms=2 * H, mtpd_ms=5 * H, critical=True)
    parts = Parts(small.model(limits=Limits(sustained_ms=H, penalties_per_h=100.0)))
    for hours, level in ((1.0, 0), (2.5, FULL), (3.25, 0), (8.0, FULL)):
        parts.at(hours, parts.set_level, 0, level)
    parts.run(20.0)

    when = {
        kind: [record.time_ms / H for record in parts.told(kind)]
        for kind in (
            Kind.SERVICE_DISRUPTED, Kind.SERVICE_OVER_RTO, Kind.SERVICE_OVER_MTPD, Kind.SERVICE_RESUMED
        )
    }  # fmt: skip
    assert {
        Kind.SERVICE_DISRUPTED: [1.0], Kind.SERVICE_OVER_RTO: [3.25], Kind.SERVICE_OVER_MTPD: [6.0],
        Kind.SERVICE_RESUMED: [9.0],
    } == when  # fmt: skip
    assert 7.0 == parts.measure("service.flights.time_to_mbco_h", 20.0)
    assert 7.0 == parts.measure("service.flights.time_to_rto_h", 20.0)
    assert 8.0 == parts.measure("service.flights.resumed_h", 20.0)
    assert 2.0 == parts.measure("service.flights.over_mtpd_h", 20.0)
    assert 200.0 == parts.services.penalties(20 * H)
    assert 6.25 == pytest.approx(parts.measure("service.flights.below_mbco_h", 20.0))
    assert not parts.services.over_rto(0)


def test_a_service_never_disrupted_met_its_objectives_at_once() -> None:
    """Its times to return are 0, not missing; those of one that is out at the end are missing."""
    small = Small()
    small.service("fine", 10.0, 20.0, mbco=0.5)
    small.service("out", 10.0, 20.0, mbco=0.5, needs_asset=0)
    parts = Parts(small.model(), levels={0: 0})
    parts.run(5.0)

    for name in ("time_to_mbco_h", "time_to_rto_h", "resumed_h", "first_served_h"):
        assert 0.0 == parts.measure(f"service.fine.{name}", 5.0)
        assert parts.measure(f"service.out.{name}", 5.0) is None
    assert [0] == [record.time_ms for record in parts.told(Kind.SERVICE_DISRUPTED)]
    assert 5.0 == parts.measure("service.out.below_mbco_h", 5.0)


def test_ability_is_lost_even_where_nobody_asks() -> None:
    """A disruption begins with the ability, though low demand is still served in full."""
    small = Small()
    small.service("calm", 5.0, 50.0, needs_asset=0, mbco=0.5)
    parts = Parts(small.model())
    parts.at(1.0, parts.set_level, 0, FULL // 5)
    parts.at(2.0, parts.set_level, 0, FULL)
    parts.run(5.0)

    assert 1.0 == parts.measure("service.calm.min_performance", 5.0)
    assert 1.0 == parts.measure("service.calm.time_to_rto_h", 5.0)


STEPS = st.lists(
    st.tuples(
        st.integers(1, 5_000_000),
        st.sampled_from(["demand", "capacity", "level", "cancel", "people"]),
        st.floats(0.0, 3.0).map(lambda x: round(x, 3)),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(
    demand=st.lists(st.floats(0.0, 300.0), min_size=1, max_size=5),
    capacities=st.tuples(st.sampled_from([-1.0, 0.0, 37.5, 120.0]), st.sampled_from([-1.0, 50.0, 90.0])),
    patience=st.sampled_from([-1, 0, 1, 600_000, 3_600_000, 20_000_000]),
    steps=STEPS,
)
def test_what_is_asked_for_is_served_lost_or_waiting(
    demand: list[float], capacities: tuple[float, float], patience: int, steps: list[tuple[int, str, float]]
) -> None:
    """Demanded = served + lost + backlog at all times, whatever happens to demand, capacity, assets and staff."""
    small = Small()
    people = small.resource("people", 10)
    first = small.service(
        "first", {2.0 * hour: rate for hour, rate in enumerate(demand)}, capacities[0], needs_asset=0,
        staff=((people, 9.0),), patience_ms=patience,
    )  # fmt: skip
    small.service("second", None, capacities[1], after=first, staff=((people, 7.0),), patience_ms=3_600_000)
    parts = Parts(small.model())
    time_ms = 0
    for number, (ahead, what, value) in enumerate(steps):
        time_ms += ahead
        act = {
            "demand": lambda n, v: parts.services.push_demand(0, n, Amount.FACTOR, v, -1),
            "capacity": lambda n, v: parts.services.push_capacity(0, n, Amount.FACTOR, v, -1),
            "cancel": lambda n, v: parts.services.push_cancel(0, n, v / 3.0, -1),
            "level": lambda _, v: parts.set_level(0, int(v * FULL / 3.0)),
            "people": lambda n, v: parts.pools.push_amount(people, n, Amount.SUM, -4.0 * v, -1),
        }[what]
        parts.at(time_ms / H, act, number, value)
    for end_ms in range(0, 40_000_000, 3_333_333):
        parts.world.agenda.run_until(end_ms)
        for service in parts.services.all:
            flow = service.flow
            waiting, lost, served = flow.backlog.at(end_ms), flow.lost.at(end_ms), flow.served.at(end_ms)
            demanded = flow.demanded.at(end_ms)
            assert demanded == pytest.approx(served + lost + waiting, rel=1e-9, abs=1e-6)
            assert min(waiting, lost, served) >= -1e-3
            assert 0.0 <= service.performance <= 1.0
