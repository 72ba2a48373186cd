"""Who is there: shifts, absence, surge, contracts and locks."""

from __future__ import annotations

from math import comb
from types import SimpleNamespace

import pytest

from sems_sim.engine.supply import binomial_quantile
from sems_sim.events import ROOT, Kind
from sems_sim.model import Amount, Parameter
from tests.unit.engine.small_model import H, Parts, Small, maturity


def test_shifts_follow_the_clock() -> None:
    """A daily profile repeats; what runs over midnight holds at the start."""
    small = Small()
    small.resource("crews", {6.0: 4, 22.0: 1}, daily=True)
    parts = Parts(small.model(start_of_day_ms=5 * H))

    assert 1 == parts.pools.present(0)
    parts.run(48.0)
    assert [(1.0, 4), (17.0, 1), (25.0, 4), (41.0, 1)] == [
        (record.time_ms / H, record.value) for record in parts.told(Kind.RESOURCE_PRESENT)
    ]


def test_the_binomial_quantile_is_exact() -> None:
    """It is the smallest k whose cumulated probability, in whole numbers, reaches u."""
    for units, tenths in ((1, 3), (7, 5), (40, 1), (60, 9)):
        weights = [comb(units, k) * tenths**k * (10 - tenths) ** (units - k) for k in range(units + 1)]
        for step in range(1, 200):
            u = step / 200 - 1e-4
            reached, expected = 0, units
            for k, weight in enumerate(weights):
                reached += weight
                if reached / 10**units >= u:
                    expected = k
                    break
            assert expected == binomial_quantile(units, tenths / 10, u)


def test_large_pools_have_absent_people_too() -> None:
    """The median of 100,000 at 3 % is 3,000, where the chance that nobody is absent is no longer a float."""
    assert 3000 == binomial_quantile(100_000, 0.03, 0.5)
    assert [0, 10, 0] == [
        binomial_quantile(*case) for case in ((10, 0.0, 0.5), (10, 1.0, 0.5), (0, 0.5, 0.5))
    ]


def test_absence_is_drawn_for_each_shift() -> None:
    """Over 400 days of two shifts, 12 % of 20 are absent on the mean, and not the same number always."""
    small = Small()
    small.resource("crews", {6.0: 20, 18.0: 20}, daily=True, absence=0.12)
    small.resource("others", 20, absence=0.12)
    parts = Parts(small.model())
    days = 400
    parts.world.agenda.run_until(days * 24 * H)

    for resource in range(2):
        share = parts.crews._all[resource].present.until(days * 24 * H) / (days * 24 * 20)
        assert 0.88 == pytest.approx(share, abs=0.02)
    assert {0, 1, 2, 3, 4} <= {20 - int(record.value) for record in parts.told(Kind.RESOURCE_PRESENT)}


def test_cover_scales_people_and_not_kit() -> None:
    """With people on, the staffing cover's ratio acts on the roster, rounded down."""
    small = Small()
    small.resource("crews", 10)
    small.resource("pumps", 10, is_people=False)
    parts = Parts(small.model(people_on=True, maturity=maturity({Parameter.STAFFING_COVER: (0, 0.75, 1.15)})))

    assert [7, 10] == [parts.pools.present(0), parts.pools.present(1)]


def test_surge_arrives_after_its_delay_and_leaves_with_the_level() -> None:
    """It is asked once for a level, arrives later, goes when the level ends, and can be asked again."""
    small = Small()
    small.resource("crews", 2, surge_add=4, surge_law=("constant", (2.0,)), surge_level=2)
    small.resource("aid", 0, surge_add=3, surge_law=("constant", (5.0,)), surge_level=1)
    parts = Parts(small.model())
    parts.at(1.0, parts.pools.ask_surge, 1, ROOT)
    parts.at(2.0, parts.pools.ask_surge, 2, ROOT)
    parts.at(5.0, parts.pools.end_surge, 2, ROOT)
    parts.at(5.5, parts.pools.end_surge, 1, ROOT)
    parts.at(8.0, parts.pools.ask_surge, 2, ROOT)
    parts.run(9.0)

    assert [(1.0, 2, 3.0), (2.0, 1, 4.0), (8.0, 1, 4.0), (8.0, 2, 3.0)] == [
        (record.time_ms / H, record.entity, record.value) for record in parts.told(Kind.SURGE_ASKED)
    ]
    assert [(4.0, 6.0), (5.0, 2.0)] == [
        (record.time_ms / H, record.value) for record in parts.told(Kind.RESOURCE_PRESENT)
    ]
    parts.run(20.0)
    assert [6, 3] == [parts.pools.present(0), parts.pools.present(1)]


def test_mutual_aid_depends_on_partners_and_commitment() -> None:
    """The delay is scaled by release and partner ratios, the number by the surge fraction."""
    small = Small()
    for name, outside in (("aid", True), ("own", False)):
        small.resource(
            name, 0, surge_add=10, surge_law=("constant", (1.0,)), surge_level=2, surge_outside=outside
        )
    changes = {
        Parameter.RELEASE_DELAY: (0, 2.0, 1.0), Parameter.PARTNER_DELAY: (0, 3.0, 1.0),
        Parameter.SURGE_FRACTION: (0, 0.1, 0.6),
    }  # fmt: skip
    parts = Parts(small.model(people_on=True, maturity=maturity(changes)))
    parts.at(0.0, parts.pools.ask_surge, 2, ROOT)
    parts.run(50.0)

    ratio = parts.world.ratio
    aid, own = (
        record.time_ms / H for record in sorted(parts.told(Kind.SURGE_ARRIVED), key=lambda one: one.entity)
    )
    assert ratio(Parameter.RELEASE_DELAY) == pytest.approx(own, abs=1e-5)
    assert ratio(Parameter.RELEASE_DELAY) * ratio(Parameter.PARTNER_DELAY) == pytest.approx(aid, abs=1e-5)
    assert int(10 * ratio(Parameter.SURGE_FRACTION) + 0.5) == parts.pools.present(0)


def test_a_contracted_pool_is_gone_while_its_contractor_is_down() -> None:
    """And back when it is."""
    small = Small()
    small.supplier("agency")
    small.resource("guards", 5, supplier=0)
    parts = Parts(small.model())
    parts.at(1.0, parts.suppliers.push_block, 0, 1, ROOT)
    parts.at(2.0, parts.suppliers.pull_block, 0, 1, ROOT)
    parts.run(3.0)

    assert [(1.0, 0.0), (2.0, 5.0)] == [(r.time_ms / H, r.value) for r in parts.told(Kind.RESOURCE_PRESENT)]


def test_effects_add_and_remove() -> None:
    """Rows add up, what is undone is worked out anew, and there are never fewer than none."""
    small = Small()
    small.resource("crews", 5)
    parts = Parts(small.model())
    parts.at(1.0, parts.pools.push_amount, 0, 1, Amount.SUM, 3.0, ROOT)
    parts.at(2.0, parts.pools.push_amount, 0, 2, Amount.SUM, -10.0, ROOT)
    parts.at(3.0, parts.pools.pull_amount, 0, 1, ROOT)
    parts.at(4.0, parts.pools.pull_amount, 0, 2, ROOT)
    parts.run(5.0)

    assert [8.0, 0.0, 5.0] == [record.value for record in parts.told(Kind.RESOURCE_PRESENT)]


def test_a_level_unlocks_its_resources() -> None:
    """A pool that a level unlocks is not there before, and not after."""
    small = Small()
    small.resource("army", 5)
    model = small.model()
    levels = tuple(SimpleNamespace(unlocks_resources=row) for row in ((), (), (0,)))
    parts = Parts(small.model(levels=levels))
    assert 5 == Parts(model).pools.present(0)
    assert 0 == parts.pools.present(0)
    parts.at(1.0, parts.pools.ask_surge, 1, ROOT)
    parts.at(2.0, parts.pools.ask_surge, 2, ROOT)
    parts.at(3.0, parts.pools.end_surge, 2, ROOT)
    parts.run(5.0)

    assert [(2.0, 5.0), (3.0, 0.0)] == [(r.time_ms / H, r.value) for r in parts.told(Kind.RESOURCE_PRESENT)]
