"""Ratings: the worst counts, definitions are whole, and suggestions follow one rule."""

from __future__ import annotations

import pytest

from sems_sim.reports.ratings import DEFINITIONS, NAMES, name_of, suggested, worst


@pytest.mark.parametrize(
    ("given", "expected"), [("", ""), ("P", "P"), ("PS", "S"), ("SMP", "M"), ("MU", "U"), ("SP", "S")]
)
def test_the_worst_rating_counts(given: str, expected: str) -> None:
    """U before M before S before P, in whatever order they were given."""
    assert expected == worst(given)


def test_definitions_are_those_of_hseep() -> None:
    """Each mark has its name and its whole definition; M and U say what the others do not."""
    assert ["P", "S", "M", "U"] == [mark for mark, _ in NAMES] == list(DEFINITIONS)
    assert DEFINITIONS["S"].startswith(DEFINITIONS["P"])
    assert "negatively impacted the performance of other activities" in DEFINITIONS["M"]
    assert "were not performed in a manner" in DEFINITIONS["U"]
    assert ("M, Performed with Major Challenges", "not rated") == (name_of("M"), name_of(""))


@pytest.mark.parametrize(
    ("is_met", "seen", "expected"),
    [
        (True, ["fully"], "P"),
        (True, [], "P"),
        (True, ["fully", "partly"], "S"),
        (True, ["not", "not", "fully"], "M"),
        (False, ["fully"], "M"),
        (False, ["not"], "U"),
        (None, ["not"], "U"),
        (None, ["fully"], "P"),
    ],
)
def test_measures_suggest_by_one_rule(is_met: bool | None, seen: list[str], expected: str) -> None:
    """A missed target is never P or S; what was not seen lowers what a met one gives."""
    found = suggested("x <= 1h", "2 h", is_met, seen)

    assert found is not None
    assert expected == found.rating


def test_nothing_measured_suggests_nothing() -> None:
    """Without a verdict and without a noted action there is no suggestion."""
    assert suggested("", "", None, []) is None
