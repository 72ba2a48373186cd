"""What papers before the day have in common."""

from sems_sim.reports.before.papers import length, listed, paper
from tests.unit.reports.rehearsed_drill import told


def test_each_carries_the_marking_and_the_date_of_its_scenario() -> None:
    """So that the same file gives the same paper on any day."""
    made = paper(told()[2].players, "A paper", [])

    assert ("EXERCISE · Exercise, official", "2026-01-12T22:00:00+00:00") == (made.banner, made.made)


def test_nothing_is_a_dash() -> None:
    """An empty cell would look forgotten."""
    assert ("–", "–", "1 h", "a, b") == (
        length(None),
        listed(("", "")),
        length(3_600_000),
        listed(("a", "", "b")),
    )
