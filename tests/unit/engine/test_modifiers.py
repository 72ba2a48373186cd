"""Rows of held effects and what they make of a number."""

from sems_sim.engine.modifiers import Modifiers
from sems_sim.model import Amount


def test_the_latest_absolute_then_factors_then_sums() -> None:
    """Value = latest live absolute, else the stated one, times every factor, plus every sum."""
    rows = Modifiers()
    assert 10.0 == rows.value(10.0)
    rows.push(1, Amount.FACTOR, 0.5)
    rows.push(2, Amount.ABSOLUTE, 40.0)
    rows.push(3, Amount.SUM, 3.0)
    rows.push(4, Amount.ABSOLUTE, 20.0)

    assert 13.0 == rows.value(10.0)
    assert rows.is_absolute


def test_undoing_deletes_a_row_and_restores_nothing() -> None:
    """Effects may end in any order; what is left is worked out anew."""
    rows = Modifiers()
    rows.push(1, Amount.ABSOLUTE, 40.0)
    rows.push(2, Amount.ABSOLUTE, 20.0)
    assert rows.pull(1)
    assert 20.0 == rows.value(10.0)
    assert rows.pull(2)
    assert not rows.pull(2)

    assert 10.0 == rows.value(10.0)
    assert not rows
    assert not rows.is_absolute


def test_shares_are_taken_from_what_is_left() -> None:
    """Two halves leave a quarter; no share is below 0 or above all."""
    rows = Modifiers()
    for number, share in enumerate((0.5, 0.5, -1.0)):
        rows.push(number, Amount.FACTOR, share)
    assert 0.25 == rows.kept()
    rows.push(9, Amount.FACTOR, 2.0)

    assert 0.0 == rows.kept()
