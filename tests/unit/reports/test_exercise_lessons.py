"""Lessons: a change is tried in the model only when asked, and said to hold there alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.reports import exercise_lessons
from sems_sim.reports.exercise_minutes import minutes_of
from tests.unit.reports.debrief import source
from tests.unit.reports.journals import head


def test_nothing_is_tried_unless_asked() -> None:
    """Each lesson tells the command that tries it, and has found nothing yet."""
    found = exercise_lessons.lessons_of(minutes_of(source()))

    assert ["sems-sim report a.journal --lesson PATH=VALUE --to aar.docx"] == [one.command for one in found]
    assert [()] == [one.found for one in found]


@pytest.mark.parametrize("change", ["resources.fitters", "=4", "resources.fitters.amount="])
def test_a_lesson_is_a_path_and_a_value(change: str) -> None:
    """Anything else is a fault with an example."""
    asked = replace(source(), lessons=(change,), head=head())

    with pytest.raises(ArgumentError, match="PATH=VALUE"):
        exercise_lessons.lessons_of(minutes_of(asked))


def test_a_lesson_is_compared_pair_by_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both plans are played by the model with the same luck; the answer names its model and its number of runs."""
    monkeypatch.setattr(exercise_lessons, "RUNS", 4)
    monkeypatch.setattr(exercise_lessons, "ENGINE", "engine")
    asked = replace(source(), lessons=("resources.fitters.amount=4",), head=head())
    tried = exercise_lessons.lessons_of(minutes_of(asked))[0]

    assert any(words.startswith("cost.total: GBP") for words in tried.found)
    assert "4 pairs of runs with the same luck" in tried.found[-1]
    assert "in this model" in tried.found[-1]
