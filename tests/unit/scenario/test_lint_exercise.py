"""Warnings about an exercise that would not do in the room what it does on paper."""

from __future__ import annotations

import pytest

from tests.unit.scenario.writing import faults_of, scenario_of, warnings_of

TEAMS = "incidents: {fire: {opens: 0m}}\nteams: {desk: {watches: [fire]}, press: {outside: true, watches: [fire]}}\n"
OBJECTIVE = "objectives: {O1: {text: Act}}"


def warned(exercise: str) -> list[str]:
    """The warnings on this exercise section, without their line."""
    found = warnings_of(f"{TEAMS}exercise: {{{exercise}}}\n")
    return [one.partition(": ")[2] for one in found]


@pytest.mark.parametrize(
    ("exercise", "warning"),
    [
        (
            f"{OBJECTIVE}, injects: [{{id: I1, at: 1h, to: desk, text: a, objective: O1}}]",
            "warning: the inject 'I1' expects nothing: nobody can say whether it was answered",
        ),
        (
            f"{OBJECTIVE}, injects: [{{id: I1, at: 1h, text: a, objective: O1}}]",
            "warning: the inject 'I1' reaches nobody",
        ),
        (
            "injects: [{id: I1, kind: contingency, at: 1h, to: desk, text: a, expect: b}]",
            "note: the contingency inject 'I1' does not say what makes it needless",
        ),
        (
            "injects: [{id: I1, at: 3h, to: desk, text: a, expect: b}], modules: [{title: M, from: 0m, to: 1h}]",
            "note: the inject 'I1' falls in no module: it comes while the clock is moved on",
        ),
        (
            "injects: [{id: I1, when: severity(fire) > 2, to: desk, text: a, expect: b}]",
            "warning: this is always false: severity is 0 to 1",
        ),
        (
            "modules: [{title: A, from: 0m, to: 2h}, {title: B, from: 1h, to: 3h}]",
            "warning: the module 'B' begins before 'A' ends",
        ),
        (
            "modules: [{title: A, from: 3h, to: 4h}, {title: B, from: 1h, to: 2h}]",
            "warning: the module 'B' stands after 'A' and comes before it",
        ),
        (
            "modules: [{title: A, from: 30h, to: 40h}]",
            "warning: the module 'A' ends after the run, which lasts 1d12h",
        ),
        ("played: press", "note: 'press' is outside the organisation: control speaks for such a team"),
        ("played: desk, roles: {caller: press}", "note: the role 'caller' belongs to 'press', which nobody plays"),
        ("style: american", "warning: 'american' is no style of words: uk is taken instead"),
    ],
)  # fmt: skip
def test_what_would_go_wrong_in_the_room_is_warned_of(exercise: str, warning: str) -> None:
    """Each kind of warning is found in the exercise made for it."""
    assert any(one.startswith(warning) for one in warned(exercise)), warned(exercise)


def test_a_complete_exercise_gives_no_warning() -> None:
    """Objective, inject, expectation and module that meet leave nothing to say."""
    exercise = (
        "style: hseep, seed: 4, rules: [Speak up], played: desk, roles: {lead: {team: desk, title: Lead}}, "
        f"{OBJECTIVE}, modules: [{{title: A, from: 0m, to: 1h}}, {{title: B, from: 1h, to: 2h}}], "
        "injects: [{id: I1, at: 1h, to: desk, text: a, expect: b, objective: O1, public: true}]"
    )

    assert [] == [one for one in warned(exercise) if "inject" in one or "module" in one or "role" in one]


def test_what_the_room_needs_is_kept() -> None:
    """Seed, rules and roles come out as they were written; an inject is not public unless it says so."""
    text = "exercise: {seed: 7, rules: Speak up, roles: {lead: desk}, injects: [{id: I1, text: a}]}\n"
    exercise = scenario_of(TEAMS + text).sections.exercise

    assert exercise is not None
    assert (7, ("Speak up",), "desk") == (exercise.seed, exercise.rules, exercise.roles["lead"].team)
    assert not exercise.injects[0].public


@pytest.mark.parametrize("text", ["played: desc", "roles: {lead: desc}"])
def test_a_player_of_a_team_that_is_not_there_is_a_fault(text: str) -> None:
    """Nobody can play a team that the model does not know."""
    (fault,) = faults_of(f"{TEAMS}exercise: {{{text}}}\n")

    assert ("there is no team 'desc'", "did you mean 'desk', on line 6?") == (fault.message, fault.remedy)
