"""Effects that a facilitator writes: said in words, carried out, and over when they say."""

from __future__ import annotations

import pytest

from sems_sim.errors import WrongInputError
from sems_sim.exercise.commands import ApplyEffects
from sems_sim.exercise.entries import EffectsApplied
from tests.unit.exercise.stage import MINUTE, Stage


def test_effects_that_end_on_a_condition_are_told_and_end() -> None:
    """An `until` written live is said in the entry, and what it holds ends when it comes true."""
    stage = Stage().begin()
    stage.do(ApplyEffects("{isolate: mains, until: time > 20m}"))
    stage.to(19 * MINUTE)
    before = _level_of_mains(stage)
    stage.to(25 * MINUTE)

    assert ["Mains is isolated until time > 20m"] == [
        fact.words for fact in stage.facts(EffectsApplied) if isinstance(fact, EffectsApplied)
    ]
    assert (0.0, 1.0) == (before, _level_of_mains(stage))


def _level_of_mains(stage: Stage) -> float:
    return next(one.level for one in stage.picture.assets if one.name == "mains")


@pytest.mark.parametrize("text", ["{fail: main}", "", "{isolate: pump, until: severity(flood) < 0.1}"])
def test_effects_that_cannot_be_leave_no_entry(text: str) -> None:
    """A slip of the pen is refused with its remedy, and the log stays as it was."""
    stage = Stage().begin()
    before = len(stage.session.entries)

    with pytest.raises(WrongInputError):
        stage.do(ApplyEffects(text))
    assert before == len(stage.session.entries)
