"""The minutes of an exercise: what was corrected shows what it said."""

from __future__ import annotations

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.reports.exercise_minutes import PRICED_BY, minutes_of
from sems_sim.reports.paper import runs_of, shown
from sems_sim.reports.paper_kind import Source
from sems_tui import papers
from tests.unit.exercise.stage import scenario
from tests.unit.reports.debrief import source


def test_a_price_is_known_by_the_words_of_the_desk() -> None:
    """What the desk admits to the record is what reports take for a price, and nothing else."""
    assert papers.PRICED_BY == PRICED_BY


def test_each_correction_stays_to_be_seen() -> None:
    """Old words are struck, new ones stand behind; what was never corrected stands alone."""
    minutes = minutes_of(source())
    [number] = minutes.amendments
    said = minutes.said(number, "record.rationale", "To be sure first")

    assert "To gain time To be sure first" == shown(said)
    assert ["To gain time"] == [run.text for run in runs_of(said) if run.struck and run.text.strip()]
    assert "Dry taps" == minutes.said(number, "record.risk", "Dry taps")


def test_a_plan_without_an_exercise_has_no_minutes() -> None:
    """That is a fault with its remedy, and not an empty report."""
    with pytest.raises(ArgumentError, match="give the journal"):
        minutes_of(Source(scenario=scenario()))
