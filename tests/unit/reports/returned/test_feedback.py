"""Feedback forms that come back."""

from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.reports.returned import feedback_file, feedback_summary
from sems_sim.reports.returned.feedback import forms_of, keep, kept_forms, names
from sems_sim.reports.returned.tables import Filled, folded

AIMS = {"O1": "Raise the alarm"}


def _sheet(*rows: dict[str, str]) -> Filled:
    return Filled("f.csv", tuple(enumerate(rows, 2)), (), ())


def test_answers_may_be_numbers_or_words_and_a_wrong_one_is_told() -> None:
    """The rest of the form counts all the same; a form that says nothing is no form."""
    found, remarks = forms_of(
        [_sheet({"role": "Duty manager", "pace": "4", "purpose": "Fully", "learned": "9", "O1": "2 ☒",
                 "improve": "Radios"}, {"role": "x", "pace": "?"})], AIMS
    )  # fmt: skip

    assert (("purpose", 5), ("pace", 4), ("O1", 2)) == found[0].answers
    assert (("improve", "Radios"),) == found[0].words
    assert ["f.csv, row 2, learned: '9' is no answer from 1 to 5; left open",
            "f.csv, row 3, pace: '?' is no answer from 1 to 5; left open",
            "f.csv, row 3: not taken over: nothing is answered in it"] == list(remarks)  # fmt: skip
    assert 1 == len(found)


def test_forms_are_kept_beside_the_journal_and_come_back_as_they_were(tmp_path: Path) -> None:
    """The same form is kept once."""
    journal = tmp_path / "j.journal"
    found, _ = forms_of([_sheet({"role": "Ü", "pace": "4", "went_well": "=1\nall"})], AIMS)

    assert ((1, 0), (0, 1)) == (keep(journal, found), keep(journal, found))
    assert found == kept_forms(journal)


def test_the_summary_counts_answers_and_keeps_words_by_role(tmp_path: Path) -> None:
    """For the report: how many agree how far, the answer in the middle, remarks with the role that made them."""
    journal = tmp_path / "j.journal"
    rows = [
        {"role": f"Role {n}", "part": "Player", "pace": str(n), "improve": f"Thing {n}"} for n in (1, 4, 4, 5)
    ]
    keep(journal, forms_of([_sheet(*rows)], AIMS)[0])
    summary = feedback_summary(journal, AIMS)

    assert summary is not None
    pace = next(one for one in summary.statements if one.name == "pace")
    assert (4, (("player", 4),), (1, 0, 0, 2, 1), 4) == (
        summary.forms,
        summary.parts,
        pace.counts,
        pace.middle,
    )
    assert ("Role 1", "Thing 1") == summary.remarks[1].answers[0]
    assert summary.objectives[0].middle is None


def test_no_feedback_is_no_summary_and_a_damaged_file_is_told(tmp_path: Path) -> None:
    """Never half of it."""
    journal = tmp_path / "j.journal"
    assert feedback_summary(journal, AIMS) is None

    feedback_file(journal).write_text('{"sheet": "x"}\n', encoding="ascii")
    with pytest.raises(ArgumentError, match="damaged"):
        feedback_summary(journal, AIMS)


def test_headings_are_known_by_name_by_number_and_by_what_they_ask() -> None:
    """As our table has them, and as somebody shortens them."""
    known = names(AIMS)

    assert ["pace", "O1", "O1", "improve", "role"] == [
        known[folded(heading)] for heading in ("Pace", "O1", "o1: Raise the alarm", "Improve", "Your role")
    ]
