"""Weak points: ranked by what they cost in the same crises, one by one and in pairs."""

from functools import lru_cache

import numpy as np
import pytest

from sems_sim.engine import simulate
from sems_sim.errors import ArgumentError
from sems_sim.stress import WeakPoints, weak_points
from tests.unit.stress.small import effort, mill_model


@lru_cache(maxsize=1)
def found() -> WeakPoints:
    """The weak points of the mill, and the pairs of the worst three."""
    return weak_points(mill_model(), effort(), measure="service.flour.lost", pairs_of=3)


def test_the_worst_comes_first() -> None:
    """What feeds the mill and nothing replaces costs more than one of two that replace each other."""
    names = [one.weakness.key for one in found().singles]

    assert "asset mill" == names[0]
    assert names.index("task mend.weld") < names.index("stock bags")
    harms = [one.harm.comparison.difference.value for one in found().singles]
    assert sorted(harms, reverse=True) == harms


def test_harm_is_what_the_weakness_costs_more_in_the_same_crises() -> None:
    """Run by run against the stated plan under the same numbers."""
    stated = [simulate(mill_model(), seed=5, replication=k).measures["service.flour.lost"] for k in range(12)]
    point = next(one for one in found().singles if one.weakness.key == "stock bags")

    assert float(np.mean([value or 0.0 for value in stated])) == pytest.approx(found().stated.value)
    assert (0.0, 1.0) == (point.harm.comparison.difference.value, point.harm.comparison.ties)


def test_intervals_hold_for_all_weaknesses_together() -> None:
    """With ten weaknesses each interval has a tenth of the doubt."""
    count = len(found().singles)

    assert 1.0 - 0.05 / count == pytest.approx(found().singles[0].harm.comparison.difference.level)


def test_pairs_of_the_worst_show_what_goes_beyond_the_sum() -> None:
    """Three worst make three pairs; a mill that is down loses nothing more for its pump."""
    pairs = found().pairs

    assert 3 == len(pairs)
    with_mill = [one for one in pairs if "asset mill" in (one.first.key, one.second.key)]
    assert all(one.beyond_sum.value <= 0.0 for one in with_mill)


def test_weaknesses_that_come_to_the_same_are_paired_once() -> None:
    """No pair is made of two tasks of one chain, either of which undoes the plan alike."""
    tasks = weak_points(mill_model(), effort(), measure="service.flour.lost", kinds=["task"], pairs_of=3)

    assert 3 == len(tasks.singles)
    assert () == tasks.pairs


def test_two_that_replace_each_other_are_worse_together_than_the_sum() -> None:
    """Pump or spare alone costs nothing before the fire; both at once stop the mill."""
    both = weak_points(
        mill_model(), effort(), measure="service.flour.lost", kinds=["asset"], outage_h=1.0, pairs_of=3
    )
    pair = next(one for one in both.pairs if {one.first.key, one.second.key} == {"asset pump", "asset spare"})

    assert pair.beyond_sum.value > 0.0


def test_targets_stand_beside_the_harm() -> None:
    """How much less often all targets are met, where there are targets."""
    mill = found().singles[0]

    assert mill.targets is not None
    assert mill.targets.comparison.difference.value <= 0.0


def test_no_pairs_where_none_are_wanted() -> None:
    """Zero of the worst make no pair; an unknown measure makes a fault."""
    assert () == weak_points(mill_model(), effort(2), kinds=["stock"], pairs_of=0).pairs
    with pytest.raises(ArgumentError, match="no measure"):
        weak_points(mill_model(), effort(2), measure="cost.nothing")
