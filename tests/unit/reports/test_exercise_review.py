"""What is gathered after an exercise: evidence, and no judgement of the tool's own."""

from __future__ import annotations

from dataclasses import replace

from sems_sim.exercise import commands as ask
from sems_sim.reports.exercise_review import exercise_review
from sems_sim.reports.paper import shown
from sems_sim.reports.paper_kind import Source
from tests.unit.exercise.stage import Stage, scenario
from tests.unit.reports.debrief import reviewed, source


def test_the_worst_of_several_evaluators_counts_upward() -> None:
    """An objective has the worst rating given to it, a capability the worst of its objectives, and gaps are named."""
    first, second, third = reviewed().objectives
    command, other = reviewed().capabilities

    assert ("M", "", "") == (first.rating, second.rating, third.rating)
    assert [("S", "Umpire 1"), ("M", "Umpire 2")] == [(one.rating, one.who) for one in first.rated]
    assert ("Command", "M", ("O2",)) == (command.name, command.rating, command.unrated)
    assert ("Capability not stated", "") == (other.name, other.rating)


def test_measures_suggest_a_rating_only_beside_an_evaluators() -> None:
    """Nothing is suggested where nobody has rated; where somebody has, it stands beside it with its reasons."""
    first, second, _ = reviewed().objectives

    assert second.suggestion is None
    assert first.suggestion is not None
    assert "S" == first.suggestion.rating
    assert "expected actions seen: 0 of 1 fully" in first.suggestion.because


def test_a_decision_keeps_its_record_and_its_corrections() -> None:
    """Situation, options, risk and rationale are there; what was corrected stands struck before what counts now."""
    first, second = reviewed().decisions

    assert ("Pump down, cause unknown", "warn, wait", "Dry taps") == (
        first.situation, first.considered, first.risk,
    )  # fmt: skip
    assert "To gain time To be sure first" == shown(first.rationale)
    assert [True, False, False] == [run.struck for run in first.rationale if not isinstance(run, str)]
    assert ("rationale corrected by entry" in first.amended[0], "misheard" in first.amended[0]) == (
        True,
        True,
    )
    assert (second.entry, first.entry) == (first.reversed_by, second.reverses)
    assert "Tactical" == first.level


def test_an_inject_tells_what_was_due_came_was_seen_and_followed() -> None:
    """Its status, its time, who noted what, and what its recipients logged within half an hour, without a claim."""
    by_id = {one.id: one for one in reviewed().injects}

    assert ("partly", "at its time") == (by_id["I1"].seen, by_id["I1"].released_by)
    assert "T+0:30" in by_id["I1"].released
    assert any("We are short of fitters" in words for words in by_id["I1"].followed)
    assert "asked for METHANE late" in by_id["I1"].narrative
    assert "never came" == by_id["C1"].status
    assert "Mon 22:50 (T+0:50), unless response >= tactical" == by_id["C1"].due


def test_prices_are_there_only_as_admitted_and_nowhere_else() -> None:
    """What was priced and admitted has its own place; it is no evaluator's observation and no line of the timeline."""
    words = "Waiting cost 2 hours. In this model, under these assumptions."
    noted = [shown(one.words) for objective in reviewed().objectives for one in objective.observations]

    assert [words] == [one.words for one in reviewed().admitted]
    assert words not in noted
    assert not [one for one in reviewed().timeline if "Waiting cost" in shown(one.words)]
    assert not [one for one in reviewed().participants if "priced" in one.role]


def test_pictures_and_truth_are_set_side_by_side() -> None:
    """Where a leader's picture was behind the truth it is said, with both times."""
    assert any("Main pump down" in words and "Duty manager" in words for words in reviewed().gaps)


def test_the_same_run_is_told_as_was_played() -> None:
    """The model's part is the exercise's own run: its fingerprint is the one that ENDEX recorded."""
    session = source().session
    assert session is not None
    [ended] = [one.fact for one in session.entries if type(one.fact).__name__ == "ExerciseEnded"]

    model = reviewed().model

    assert model is not None
    assert model.fingerprint == getattr(ended, "fingerprint", "")
    assert session.fingerprint == reviewed().fingerprint


def test_an_exercise_that_has_not_begun_or_ended_can_be_reviewed() -> None:
    """Before STARTEX there is nothing to tell, and that is what is told; in between it says where it stands."""
    ready = Stage()
    before = exercise_review(Source(scenario=scenario(), session=ready.session))
    running = Stage().begin()
    running.wait(60_000)
    during = exercise_review(Source(scenario=scenario(), session=running.session))

    assert (None, "not begun", ()) == (before.model, before.overview.began, before.timeline)
    assert "not ended: running" in during.overview.ended
    assert not during.has_ended


def test_a_review_changes_nothing() -> None:
    """Reading an exercise leaves its record, its clock and its fingerprint as they were."""
    stage = Stage().begin()
    stage.wait(60_000)
    before = (stage.session.fingerprint, len(stage.session.entries), stage.session.at_ms)
    exercise_review(Source(scenario=scenario(), session=stage.session))
    stage.do(ask.Mark("still goes on"))

    assert before[1] + 1 == len(stage.session.entries)
    assert before[2] == stage.session.at_ms
    assert reviewed() == replace(reviewed())
