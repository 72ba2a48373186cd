"""Evaluation guides: for each capability one, blank or completed from the record."""

from __future__ import annotations

from sems_sim.reports.eeg import blank_eeg_of, eeg_of, eegs_of
from sems_sim.reports.paper import Facts, Heading, Paper, Table, Text, shown
from sems_sim.reports.paper_kind import Source
from sems_sim.reports.ratings import DEFINITIONS
from tests.unit.exercise.stage import scenario
from tests.unit.reports.debrief import CAPABLE, reviewed


def _words(paper: Paper) -> str:
    found = []
    for one in paper.blocks:
        if isinstance(one, Text):
            found.append(shown(one.words))
        elif isinstance(one, Facts):
            found += [f"{name}: {shown(words)}" for name, words in one.rows]
        elif isinstance(one, Table):
            found += [shown(cell) for row in one.rows for cell in row]
        elif isinstance(one, Heading):
            found.append(one.text)
    return "\n".join(found)


def test_a_guide_has_the_parts_of_the_template() -> None:
    """Capability, objective, target, critical tasks, sources, the rating sheet, all four definitions in full."""
    paper = blank_eeg_of(Source(scenario=scenario(CAPABLE), file="drill.yaml"))
    words = _words(paper)
    sheet = next(one for one in paper.blocks if isinstance(one, Table))

    assert (
        "Organizational Capability Target", "Associated Critical Tasks",
        "Observation Notes and Explanation of Rating", "Target Rating",
    ) == sheet.head  # fmt: skip
    for part in ("Core Capability: Command", "Critical Task(s): Call the board", "Evaluator Name",
                 "level.tactical.first_h <= 1h", "Final Core Capability Rating: ", *DEFINITIONS.values()):  # fmt: skip
        assert part in words
    assert "TargetText" not in words


def test_a_blank_guide_holds_no_rating_and_no_note() -> None:
    """Where ratings and notes belong nothing stands, and there is room to write."""
    paper = blank_eeg_of(Source(scenario=scenario(CAPABLE), file="drill.yaml"))
    sheet = next(one for one in paper.blocks if isinstance(one, Table))

    assert {("", "")} == {(shown(row[2]), shown(row[3])) for row in sheet.rows}
    assert sheet.blank_height_mm > 20


def test_a_completed_guide_attributes_each_note() -> None:
    """Notes carry who, when and which entry; the worst rating is the target's and the capability's."""
    words = _words(eeg_of(reviewed()))

    assert "[Umpire 2, Mon 22:31 (T+0:31), M, entry" in words
    assert "Nobody led" in words
    assert "Final Core Capability Rating: M, Performed with Major Challenges (not rated: O2)" in words
    assert "Suggested by measures alone: S" in words


def test_files_are_named_after_exercise_and_capability() -> None:
    """One file for each capability, with a name that any system takes."""
    names = [name for name, _ in eegs_of(reviewed())]

    assert ["EEG_flood-drill_Command.docx", "EEG_flood-drill_Capability-not-stated.docx"] == names
