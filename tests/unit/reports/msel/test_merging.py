"""Injects into a scenario's own text: only what changes is touched, and comments stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.doors import Merged, merge_into, read_msel
from sems_sim.scenario import read_scenario

HEAD = """\
# A scenario of mine.
sems_sim: 1
id: mine
title: Mine   # keep me
clock: {start: 2026-01-05T09:00:00+00:00, runs: 4h}
assets: {pump: {title: Main pump}}
teams:
  silver: {title: Silver team, level: operational}
  gold: {title: Gold}
"""
EXERCISE = """\
exercise:
  handling: Official
  objectives:
    O1: {text: See it}   # the first
  injects:   # in order of time
    # --- the beginning ---
    - id: I1   # do not renumber
      at: 0m
      to: silver
      text: A pipe bursts.   # in the cellar
      do: [{fail: pump}]

    # --- later ---
    - {id: I2, at: 30m, to: [gold], text: The press calls.}
  # the end of the injects
  venue: Room 4
"""
SHEET = "No,Time,From,To,Inject,Expected action,Objective\n"


def _merge(tmp_path: Path, scenario: str, sheet: str) -> Merged:
    path = tmp_path / "mine.yaml"
    path.write_text(scenario, encoding="utf-8")
    merged = merge_into(path, read_msel((SHEET + sheet).encode(), "x.csv"))
    (tmp_path / "after.yaml").write_text(merged.text, encoding="utf-8")
    read_scenario(tmp_path / "after.yaml")
    return merged


def test_a_scenario_without_an_exercise_gets_one(tmp_path: Path) -> None:
    """Injects and the objectives they name stand at the end; the rest is as it was."""
    merged = _merge(
        tmp_path,
        HEAD + "incidents: {fire: {opens: 1h}}\n",
        "1,STARTEX+00:10,X,Silver team,A pipe bursts.,They look.,1\n",
    )

    assert merged.text.startswith(HEAD)
    assert ("I1",) == merged.added
    assert "  objectives:\n    O1:\n" in merged.text
    assert "to: [silver]" in merged.text


def test_new_injects_stand_behind_the_last(tmp_path: Path) -> None:
    """Nothing that stood there before is touched when an inject is added."""
    merged = _merge(tmp_path, HEAD + EXERCISE, "3,STARTEX+01:00,X,Gold,The water rises.,They call.,1\n")
    added = [line for line in merged.text.split("\n") if line not in (HEAD + EXERCISE).split("\n")]
    removed = [line for line in (HEAD + EXERCISE).split("\n") if line not in merged.text.split("\n")]

    assert (("I3",), ("I1", "I2"), []) == (merged.added, merged.untouched, removed)
    assert "    - id: I3" == added[0]
    assert merged.text.index("I3") < merged.text.index("# the end of the injects")


def test_a_changed_inject_keeps_its_comments_and_what_the_sheet_does_not_say(tmp_path: Path) -> None:
    """A later time changes the time; effects and comments of the scenario stay."""
    merged = _merge(tmp_path, HEAD + EXERCISE, "1,STARTEX+00:15,X,Silver,A pipe bursts.,They look.,1\n")
    after = read_scenario(tmp_path / "after.yaml").sections.exercise
    assert after is not None

    assert (("I1",), 900_000, "fail") == (merged.changed, after.injects[0].at, after.injects[0].do[0].verb)
    for comment in (
        "# do not renumber",
        "# in the cellar",
        "# --- the beginning ---",
        "# --- later ---",
        "# keep me",
    ):
        assert comment in merged.text


def test_the_same_sheet_twice_changes_nothing(tmp_path: Path) -> None:
    """What was merged once is as before the second time, to the letter."""
    sheet = "3,STARTEX+01:00,X,Gold,The water rises.,They call.,1\n"
    merged = _merge(tmp_path, HEAD + EXERCISE, sheet)
    again = _merge(tmp_path, merged.text, sheet)

    assert (merged.text, ("I3",)) == (again.text, again.same)


def test_an_unknown_recipient_is_kept_in_the_notes(tmp_path: Path) -> None:
    """A team that the scenario lacks breaks nothing: it is in the notes, with a doubt and a hint."""
    merged = _merge(tmp_path, HEAD + EXERCISE, "3,STARTEX+01:00,X,Slver team,The water rises.,They call.,1\n")

    assert 'notes: "To: Slver team"' in merged.text
    assert "silver" in str(merged.doubts[0])


def test_a_missing_objective_is_added(tmp_path: Path) -> None:
    """An objective that only the sheet knows joins the others."""
    merged = _merge(tmp_path, HEAD + EXERCISE.replace("{text: See it}", "\n      text: See it"),
                    "3,STARTEX+01:00,X,Gold,The water rises.,They call.,Speak with one voice\n")  # fmt: skip

    assert "    O1:    # the first\n" in merged.text or "# the first" in merged.text
    assert "    O2:\n      text: Speak with one voice\n" in merged.text
    assert "objective: [O2]" in merged.text


def test_an_objective_is_known_by_its_words(tmp_path: Path) -> None:
    """A sentence that the scenario has as an objective is that objective."""
    merged = _merge(tmp_path, HEAD + EXERCISE, "3,STARTEX+01:00,X,Gold,The water rises.,They call.,See it\n")

    assert "objective: [O1]" in merged.text
    assert "O2" not in merged.text


@pytest.mark.parametrize(
    ("exercise", "message"),
    [
        ("exercise: {injects: [{id: I1, text: x, do: [{fail: pump}]}]}\n", "in brackets"),
        ("exercise:\n  injects: [{id: I1, text: x, do: [{fail: pump}]}]\n", "in brackets"),
    ],
)
def test_what_cannot_be_changed_line_by_line_is_refused(tmp_path: Path, exercise: str, message: str) -> None:
    """Nothing is guessed where the text is laid out in brackets."""
    with pytest.raises(ArgumentError, match=message):
        _merge(tmp_path, HEAD + exercise, "3,STARTEX+01:00,X,Gold,The water rises.,They call.,\n")


@pytest.mark.parametrize(
    "empty",
    [
        "exercise:\n",
        "exercise:\n  injects: []   # none yet\n",
        "exercise:\n  venue: Room 4\n",
    ],
)
def test_an_empty_exercise_is_filled(tmp_path: Path, empty: str) -> None:
    """A key without injects below it gets them, in its place."""
    merged = _merge(
        tmp_path,
        HEAD + "incidents: {fire: {opens: 1h}}\n" + empty,
        "3,STARTEX+01:00,X,Gold,The water rises.,They call.,\n",
    )

    assert ("I3",) == merged.added
    assert ("# none yet" in empty) == ("# none yet" in merged.text)
