"""Suppliers: chance at the start, failures, common causes, those behind them."""

from __future__ import annotations

import pytest

from sems_sim.events import ROOT, Kind
from sems_sim.model import Fact, Op, Parameter, Step
from tests.unit.engine.small_model import H, Parts, Small, maturity


def test_a_supplier_is_able_with_its_availability() -> None:
    """Of 1000 runs some 70 % start with it up; nobody is told of the initial state."""
    up = 0
    for replication in range(1000):
        small = Small()
        small.supplier("one", available=0.7)
        parts = Parts(small.model(), replication)
        up += parts.suppliers.available(0)
        assert [] == parts.world.trace

    assert 0.7 == pytest.approx(up / 1000, abs=0.075)


def test_maturity_shifts_the_odds_of_being_unable() -> None:
    """Twice the disruption ratio doubles the odds: 0.3 becomes 0.6/1.3."""
    up = 0
    changes = {Parameter.SUPPLIER_DISRUPTION: (0, 2.0, 2.0 / 3.0)}
    for replication in range(1000):
        small = Small()
        small.supplier("one", available=0.7)
        parts = Parts(small.model(people_on=True, maturity=maturity(changes)), replication)
        up += parts.suppliers.available(0)
    ratio = parts.world.ratio(Parameter.SUPPLIER_DISRUPTION)

    assert ratio == pytest.approx(2.0, abs=0.2)
    odds = ratio * 3.0 / 7.0
    assert 1.0 / (1.0 + odds) == pytest.approx(up / 1000, abs=0.08)


def test_failures_and_repairs_alternate() -> None:
    """Up 2 h, down 1 h, and so on."""
    small = Small()
    small.supplier("one", fails_law=("constant", (2.0,)), repair_law=("constant", (1.0,)))
    parts = Parts(small.model())
    parts.run(7.0)

    assert [2.0, 5.0] == [record.time_ms / H for record in parts.told(Kind.SUPPLIER_DOWN)]
    assert [3.0, 6.0] == [record.time_ms / H for record in parts.told(Kind.SUPPLIER_UP)]


def test_a_common_cause_takes_the_whole_group() -> None:
    """With share 1 all members go down together; others do not."""
    small = Small()
    small.supplier("one", fails_law=("constant", (2.0,)), common_group=4, common_share=1.0)
    small.supplier("two", common_group=4, repair_law=("constant", (1.0,)))
    small.supplier("three", common_group=5)
    parts = Parts(small.model())
    parts.run(2.5)

    assert [False, False, True] == [parts.suppliers.available(index) for index in range(3)]
    first, second = parts.told(Kind.SUPPLIER_DOWN)
    assert ROOT == first.cause
    assert 0 == second.cause
    parts.run(3.5)
    assert [False, True, True] == [parts.suppliers.available(index) for index in range(3)]


def test_who_stands_behind_decides() -> None:
    """A supplier is down while its own supplier is, however far behind; each says so because of the one before."""
    small = Small()
    mine = small.supplier("mine")
    maker = small.supplier("maker", behind=mine)
    shop = small.supplier("shop", behind=maker)
    parts = Parts(small.model())
    parts.at(1.0, parts.suppliers.push_block, mine, 1, ROOT)
    parts.at(2.0, parts.suppliers.pull_block, mine, 1, ROOT)
    parts.run(1.5)

    assert not parts.world.facts[Fact.AVAILABLE](Step(Op.FACT, Fact.AVAILABLE, shop), None)
    assert [(1, ROOT), (2, 0), (3, 1)] == [(r.entity, r.cause) for r in parts.told(Kind.SUPPLIER_DOWN)]
    parts.run(2.5)
    assert parts.suppliers.available(shop)


def test_two_cuts_are_two() -> None:
    """A supplier cut off twice is back when both cuts have ended; a cut undone at once is never seen."""
    small = Small()
    small.supplier("one")
    parts = Parts(small.model())
    parts.at(1.0, parts.suppliers.push_block, 0, 1, ROOT)
    parts.at(2.0, parts.suppliers.push_block, 0, 2, ROOT)
    parts.at(3.0, parts.suppliers.pull_block, 0, 1, ROOT)
    parts.at(4.0, parts.suppliers.pull_block, 0, 2, ROOT)
    parts.at(5.0, parts.suppliers.push_block, 0, 3, ROOT)
    parts.at(5.0, parts.suppliers.pull_block, 0, 3, ROOT)
    parts.run(6.0)

    assert [1.0] == [record.time_ms / H for record in parts.told(Kind.SUPPLIER_DOWN)]
    assert [4.0] == [record.time_ms / H for record in parts.told(Kind.SUPPLIER_UP)]


def test_the_latest_word_on_a_cut_wins() -> None:
    """Unblocking ends a block that stands; when the unblocking ends, the block counts again."""
    small = Small()
    small.supplier("one")
    parts = Parts(small.model())
    parts.at(1.0, parts.suppliers.push_block, 0, 1, ROOT)
    parts.at(2.0, lambda: parts.suppliers.push_block(0, 2, ROOT, blocked=False))
    parts.at(3.0, parts.suppliers.pull_block, 0, 2, ROOT)
    parts.run(4.0)

    assert [1.0, 3.0] == [record.time_ms / H for record in parts.told(Kind.SUPPLIER_DOWN)]
    assert [2.0] == [record.time_ms / H for record in parts.told(Kind.SUPPLIER_UP)]
