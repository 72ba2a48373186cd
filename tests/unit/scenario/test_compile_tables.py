"""The shared tables: laws that share a place, parameters in the order of the laws."""

from __future__ import annotations

import pytest

from sems_sim.model import NONE
from sems_sim.scenario.compile_tables import LawTable, Rows, mean_of
from sems_sim.scenario.quantities import parse_law


def test_equal_laws_share_a_place() -> None:
    """A law is stored once, however often it is written."""
    laws = LawTable()

    assert laws.place(parse_law("exponential 2h", "h")) == laws.place(parse_law("exponential 2h", "h"))
    assert NONE == laws.place(None)
    assert 1 == len(laws.laws)


def test_a_law_at_once_is_none() -> None:
    """No time at all needs no law where NONE says so."""
    laws = LawTable()

    assert [NONE, NONE, 0] == [laws.unless_at_once(found) for found in (0, parse_law("0", "h"), 60_000)]


@pytest.mark.parametrize(
    ("text", "mean"),
    [
        ("30m", 0.5),
        ("exponential 2h", 2.0),
        ("gamma 2h 3", 6.0),
        ("erlang 6h 3", 6.0),
        ("uniform 1h 2h", 1.5),
    ],
)
def test_durations_become_hours_in_the_order_of_the_laws(text: str, mean: float) -> None:
    """People write the scale or mean first; the mean that comes out is the one they meant."""
    assert pytest.approx(mean, rel=1e-3) == mean_of(parse_law(text, "h"))


def test_rows_are_laid_end_to_end() -> None:
    """A range of rows is where it starts and how many there are, even when there are none."""
    rows: Rows[str] = Rows()

    first, none, second = rows.extend(["a", "b"]), rows.extend([]), rows.extend(["a"])
    assert [(0, 2), (2, 0), (2, 1)] == [(span.first, span.count) for span in (first, none, second)]
    assert (3, 3) == (rows.share("c"), rows.share("c"))
