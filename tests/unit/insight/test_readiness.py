"""Findings in sentences that a trainer understands, problems first."""

from __future__ import annotations

import pytest

from sems_sim.insight import Finding
from tests.unit.insight.rehearsing import RUNS, rehearsed


def found(about: str, words: str) -> Finding:
    """The one finding on this thing with these words."""
    (one,) = [one for one in rehearsed().findings if one.about == about and words in one.sentence]
    return one


@pytest.mark.parametrize(
    ("about", "weight", "words"),
    [
        ("C1", "problem", "never comes: it is due after the end of the run"),
        ("D1", "problem", "never comes: its condition never became true (flag(never))"),
        ("E1", "note", "on the facilitator's word only"),
        ("F1", "note", "the model always did in time"),
        ("A1", "doubt", "3 injects reach board within two minutes of the room's time in all"),
        ("A1", "doubt", "goes to board, who have not gathered by then"),
        ("B1", "doubt", f"comes between modules in all {RUNS} runs, usually at 13:00 (T+3:00)"),
        ("A3", "doubt", "does not say what the players should do"),
        ("O2", "doubt", "is met in all"),
        ("O3", "problem", "No inject serves the objective O3"),
        ("O3", "note", "Nothing measures the objective O3"),
        ("O4", "problem", "is tested in 0 of"),
        ("sell", "doubt", "The question “Do we sell?” never comes up."),
        ("Long wait", "doubt", "nothing reaches the players for"),
        ("control", "note", "Control must speak for: A caller, desk."),
    ],
)
def test_each_kind_of_trouble_is_told(about: str, weight: str, words: str) -> None:
    """What was planted in the small exercise is found, weighed and has a remedy."""
    one = found(about, words)

    assert weight == one.weight
    assert one.remedy


def test_problems_come_first_and_notes_last() -> None:
    """Whoever reads three lines reads the three that matter."""
    weights = [one.weight for one in rehearsed().findings]

    assert sorted(weights, key=("problem", "doubt", "note").index) == weights
    assert tuple(one for one in rehearsed().findings if one.weight == "problem") == rehearsed().problems


def test_what_players_should_do_is_no_inject_that_fails_to_come() -> None:
    """A line of the list that says what is expected is sent by nobody."""
    assert [] == [one for one in rehearsed().findings if one.about == "H1"]


def test_a_sentence_is_a_sentence() -> None:
    """It begins with a capital, ends with a full stop, and no program's word is in it."""
    for one in rehearsed().findings:
        assert not one.sentence[0].islower()
        assert one.sentence.endswith(".")
        assert "None" not in one.sentence
