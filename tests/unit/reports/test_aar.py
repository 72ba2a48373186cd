"""The after-action report: the order of HSEEP, evidence in it, judgement left blank."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from sems_sim.reports.aar import aar_of
from sems_sim.reports.aar_evidence import objective_blocks
from sems_sim.reports.paper import Blank, Facts, Figure, Heading, Paper, Table, Text, shown
from tests.unit.reports.debrief import reviewed


@cache
def paper() -> Paper:
    """The report of the played exercise."""
    return aar_of(reviewed())


def _table(caption: str) -> Table:
    return next(one for one in paper().blocks if isinstance(one, Table) and one.caption == caption)


def test_parts_stand_in_the_order_of_the_template() -> None:
    """Overview, analysis, record, then appendix A with the plan and appendix B with those who took part."""
    heads = [one.text for one in paper().blocks if isinstance(one, Heading) and one.level == 1]

    assert [
        "Executive Summary", "Exercise Overview", "Analysis of Core Capabilities", "What Happened", "Timeline",
        "Decision Log", "METHANE Messages", "What It Was Worth", "The Model and Its Assumptions",
        "MEL with Actual Times", "Appendix A: Improvement Plan", "Appendix B: Exercise Participants",
        "Appendix C: The Record",
    ] == heads  # fmt: skip


def test_the_overview_has_the_rows_of_the_template() -> None:
    """All eleven, in order; what nobody wrote is marked as to be filled in."""
    facts = next(
        one for one in paper().blocks if isinstance(one, Facts) and one.caption == "Exercise overview"
    )

    assert [
        "Exercise Name", "Exercise Dates", "Scope", "Mission Area(s)", "Core Capabilities", "Objectives",
        "Threat or Hazard", "Scenario", "Sponsor", "Participating Organizations", "Point of Contact",
    ] == [name for name, _ in facts.rows]  # fmt: skip
    assert "to be filled in" == shown(dict(facts.rows)["Point of Contact"])


def test_strengths_areas_and_root_causes_are_blank() -> None:
    """Every objective has places for them, and none of them says anything but for whom it is left."""
    blanks = [one.label for one in paper().blocks if isinstance(one, Blank)]
    headed = [
        paper().blocks[place + 1]
        for place, one in enumerate(paper().blocks)
        if isinstance(one, Heading) and one.text in ("Strengths", "Areas for Improvement")
    ]

    assert (
        3
        == blanks.count("For the umpire: Strength 1")
        == blanks.count("For the umpire: Area for improvement 1, statement")
    )
    assert 6 == blanks.count("Analysis (root cause)")
    assert all(isinstance(one, Blank) for one in headed)


def test_the_summary_marks_each_rating_in_its_column() -> None:
    """O1 is under M; what nobody rated is said to be so; the capability has the worst."""
    rows = [[shown(cell) for cell in row] for row in _table("Summary of Core Capability Performance").rows]

    assert ["O1: Raise the alarm", "Command", "", "", "●", ""] == rows[0]
    assert "O2: Keep a log\nnot rated" == rows[1][0]
    assert ["Command", "", "", "M", ""] == rows[2][1:]


def test_of_very_many_injects_those_with_a_note_are_told_and_all_are_named() -> None:
    """A big exercise gives a report that people can read; nothing drops out of it unsaid."""
    objective = reviewed().objectives[0]
    [noted] = objective.injects
    others = tuple(replace(noted, id=f"X{n}", responses=(), released_ms=n % 2 or None) for n in range(20))
    blocks = objective_blocks(replace(objective, injects=(noted, *others)), "umpire")
    table = next(one for one in blocks if isinstance(one, Table) and one.caption.startswith("Injects"))
    words = " ".join(shown(one.words) for one in blocks if isinstance(one, Text))

    assert 1 == len(table.rows)
    assert "10 more were given out, and nobody noted what was seen: X1, X3" in words
    assert "10 were not given out: X0, X2" in words


def test_the_improvement_plan_is_empty_with_the_right_columns() -> None:
    """Capability names are there; issues, actions and dates are for people."""
    plan = _table("Improvement plan")

    assert (
        "Core Capability", "Issue/Area for Improvement", "Corrective Action", "Capability Element",
        "Primary Responsible Organization", "Organization POC", "Start Date", "Completion Date",
    ) == plan.head  # fmt: skip
    assert {""} == {cell for row in plan.rows for cell in row[1:]}


def test_pictures_come_in_both_forms_with_words() -> None:
    """Escalation and resilience, as SVG for the page and PNG for Word, each with an alternative text."""
    figures = {one.name: one for one in paper().blocks if isinstance(one, Figure)}

    assert {"levels", "services"} <= figures.keys()
    for one in figures.values():
        assert one.svg.startswith("<svg")
        assert one.png.startswith(b"\x89PNG")
        assert one.alt


def test_what_the_model_says_is_called_so() -> None:
    """The report says that consequences hold in this model, and how much of it is judgement."""
    words = " ".join(shown(one.words) for one in paper().blocks if isinstance(one, Text))

    assert "holds in this model, under these assumptions" in words
    assert "parameters of the model of people and safeguards are judgement" in words


def test_an_exercise_without_a_model_claims_none() -> None:
    """Where nothing was computed there are no pictures, no lessons to try, and a sentence that says so."""
    blocks = aar_of(replace(reviewed(), model=None, gaps=(), lessons=(), admitted=())).blocks
    words = " ".join(shown(one.words) for one in blocks if isinstance(one, Text))

    assert not [one for one in blocks if isinstance(one, Figure)]
    assert "Nothing was computed" in words
    assert "What the model computed" not in words
