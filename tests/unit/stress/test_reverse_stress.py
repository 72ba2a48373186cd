"""Where an uncertainty breaks the plan: the value, its interval, and the words."""

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.scenario import Scenario, variant_of
from sems_sim.stress import Step, break_points
from tests.unit.stress.small import effort, mill


def _with(text: str) -> Scenario:
    return variant_of(mill(), {"study.uncertainties": text, "resources.crew.absence": "0"})


WELD = "{work: {title: Length of the work, scale: plans.mend.tasks.weld.takes, by: uniform 0.1 3}}"


def test_the_break_is_found_where_it_is() -> None:
    """A look of 1½ h and a weld of 3 h must be done in 5 h: the chance passes ½ where the weld takes 3½ h."""
    (found,) = break_points(_with(WELD), effort(), chance=0.5, each=30, most=9)

    assert found.breaks
    assert found.threshold.value is not None
    assert 1.17 == pytest.approx(found.threshold.value, abs=0.25)
    assert found.threshold.low <= 1.17 <= found.threshold.high
    assert 1.0 == found.stated
    assert found.words().startswith("Length of the work: breaks above ×1.")
    assert f"n = {30 * len(found.trials)}" in found.words()


def test_what_does_not_break_says_so() -> None:
    """Where the chance stays above the level all over the range, there is no value."""
    (found,) = break_points(
        _with("{work: {scale: plans.mend.tasks.weld.takes, by: uniform 0.1 0.5}}"), effort(), each=20
    )

    assert (False, True) == (found.breaks, found.is_met_somewhere)
    assert "does not break within its range (×0.1 to ×0.5" in found.words()


def test_what_never_holds_says_that_instead() -> None:
    """A plan that misses its target everywhere does not “not break”."""
    (found,) = break_points(
        _with("{work: {scale: plans.mend.tasks.weld.takes, by: uniform 4 5}}"), effort(), each=20
    )

    assert (False, False) == (found.breaks, found.is_met_somewhere)
    assert "below 80% all over its range" in found.words()


def test_shares_are_shown_in_percent_and_the_stated_value_is_known() -> None:
    """An absence in the file is a number; the words show it as people do."""
    (found,) = break_points(
        _with("{away: {set: resources.crew.absence, by: uniform 0 0.9}}"),
        effort(),
        chance=0.4,
        each=40,
        most=6,
    )

    assert 0.0 == found.stated
    assert " %" in found.words()


def test_uncertainties_are_searched_side_by_side_and_none_too_long() -> None:
    """Each trial has replications of its own, and there are at most as many as allowed."""
    steps: list[Step] = []
    found = break_points(mill(), effort(steps=steps), chance=0.5, each=5, most=4)

    assert ["away", "work"] == [one.factor.name for one in found]
    assert all(len(one.trials) <= 4 for one in found)
    assert ["away", "work"] == [step.what for step in steps[:2]]


@pytest.mark.parametrize(
    ("target", "chance", "message"),
    [
        ("cost.total", 0.5, "no target"),
        ("targets.slow", 0.5, "no measure"),
        ("targets.all", 1.0, "between 0 and 1"),
    ],
)
def test_what_makes_no_question_is_refused(target: str, chance: float, message: str) -> None:
    """A target that is none, and a chance that is certain."""
    with pytest.raises(ArgumentError, match=message):
        break_points(mill(), effort(), target=target, chance=chance)
