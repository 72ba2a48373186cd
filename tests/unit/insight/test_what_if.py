"""The same futures with one order more, less or other."""

from __future__ import annotations

from sems_sim.insight.outset import Ordered
from sems_sim.insight.what_if import Change, amount, what_if
from sems_sim.model import Effect, EntityKind, Verb
from tests.unit.insight.standings import FEW, HOUR_MS, lift, stands

SPEND = (Effect(Verb.SPEND, -1, EntityKind.ORGANISATION, value=1e9),)


def test_nothing_changed_makes_no_difference() -> None:
    """And the sentence says so."""
    found = what_if(stands(10 * HOUR_MS), Change("nothing"), effort=FEW)

    assert all(0.0 == one.saved.value for one in found.worths)
    assert "no clear difference in 20 futures" in found.reading
    assert found.as_it_is.measures == found.changed.measures


def test_one_more_order_is_seen_in_the_futures() -> None:
    """Paired, side by side, in words."""
    change = Change("a fortune is spent", more=(Ordered(0, SPEND),))
    found = what_if(stands(10 * HOUR_MS), change, measures=("cost.total",), effort=FEW)

    assert 10 * HOUR_MS == found.from_ms
    assert "cost.total worse by 1,000,000,000" in found.reading
    assert found.changed.measure("cost.total").mean > found.as_it_is.measure("cost.total").mean + 9e8


def test_an_order_taken_back_parts_the_courses_where_it_was_given() -> None:
    """The past up to it is the same, and people play on up to the present in both."""
    standing = stands(3 * HOUR_MS, Ordered(HOUR_MS, SPEND), Ordered(2 * HOUR_MS, lift(2)), played=("cmc",))
    found = what_if(standing, Change("without it", instead=((0, ()),)), measures=("cost.total",), effort=FEW)

    assert HOUR_MS == found.from_ms
    assert abs(found.worths[0].saved.value - 1e9) < 1.0


def test_amounts_are_read_by_people() -> None:
    """Thousands apart, hours named, chances in points."""
    assert "1,235" == amount(1234.56, "money")
    assert "2.5 h" == amount(2.5, "h")
    assert "12 points" == amount(0.12, "yes/no")
