"""Three values, six comparisons, and what a picture holds."""

from __future__ import annotations

import pytest

from sems_sim.model import FALSE, PICTURED, TRUE, UNKNOWN, Comparison, Fact, Signal, compare


@pytest.mark.parametrize(
    ("comparison", "below", "equal", "above"),
    [
        (Comparison.LT, True, False, False),
        (Comparison.LE, True, True, False),
        (Comparison.GT, False, False, True),
        (Comparison.GE, False, True, True),
        (Comparison.EQ, False, True, False),
        (Comparison.NE, True, False, True),
    ],
)
def test_comparisons_are_what_they_look_like(
    comparison: Comparison, below: bool, equal: bool, above: bool
) -> None:
    """A quantity on the left, a constant on the right."""
    assert (below, equal, above) == tuple(compare(left, comparison, 0.5) for left in (0.4, 0.5, 0.6))


def test_unknown_lies_between_false_and_true() -> None:
    """So that `and` is the smaller, `or` the larger, and `not x` is TRUE - x, which leaves unknown unknown."""
    assert FALSE < UNKNOWN < TRUE
    assert UNKNOWN == TRUE - UNKNOWN
    assert (TRUE, FALSE) == (TRUE - FALSE, TRUE - TRUE)


def test_some_facts_are_never_pictured() -> None:
    """Of response, plans, flags, time, cost, supply and stock everybody reads the truth (fine print 13)."""
    never = {
        Fact.RESPONSE, Fact.RUNNING, Fact.DONE, Fact.FAILED, Fact.CHOSEN, Fact.FLAG, Fact.TIME, Fact.CLOCK, Fact.COST,
        Fact.FREE, Fact.SHORT, Fact.STOCK, Fact.AVAILABLE,
    }  # fmt: skip

    assert not never & PICTURED
    assert {Fact.UP, Fact.PERFORMANCE, Fact.ACTIVE, Fact.SEVERITY, Fact.CONTAINED} <= PICTURED


def test_numbers_of_facts_and_signals_are_their_own() -> None:
    """They are written into compiled models."""
    assert len(Fact) == len({int(fact) for fact in Fact})
    assert len(Signal) == len({int(signal) for signal in Signal})
