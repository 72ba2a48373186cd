"""The list of events after an exercise: as it was played, nothing left out."""

from __future__ import annotations

from pathlib import Path

from sems_sim.exercise import commands as ask
from sems_sim.reports.exercise_events import actuals_of, as_played
from sems_sim.reports.paper_kind import Source
from sems_sim.reports.papers import kind_of, make_paper
from tests.unit.exercise.stage import MINUTE, Stage
from tests.unit.reports.debrief import CAPABLE, reviewed, source


def test_each_inject_has_what_became_of_it() -> None:
    """Status, time, who gave it out, what was seen and what is on record of it."""
    found = {one.id: one for one in actuals_of(reviewed().injects)}

    assert (30 * MINUTE, "at its time") == (found["I1"].released_ms, found["I1"].released_by)
    assert "expected action seen partly" == found["I1"].outcome
    assert "asked for METHANE late" in found["I1"].narrative
    assert ("never came", None) == (found["C1"].status, found["C1"].released_ms)


def test_injects_invented_live_are_in_the_list() -> None:
    """What was added or edited during play stands in the sheet, and says so; what was not is as written."""
    stage = Stage(CAPABLE).begin()
    stage.do(
        ask.AddInject(ask.InjectDraft("X1", text="A journalist calls", to=("duty",), effects="{spend: 5}"))
    )
    stage.do(
        ask.EditInject(
            ask.InjectDraft("I2", text="What is going on there?", to=("board",), at_ms=45 * MINUTE)
        )
    )
    played = Source(scenario=stage.session.scenario, session=stage.session, file="a.journal")
    section = as_played(played).sections.exercise
    assert section is not None
    injects = {one.id: one for one in section.injects}

    assert "A journalist calls" == injects["X1"].text
    assert "In the model: {spend: 5}" in injects["X1"].notes
    assert "What is going on there?" == injects["I2"].text
    assert "The pump is down." == injects["I1"].text
    assert "A journalist calls" in make_paper(kind_of(Path("msel.csv")), played).decode("utf-8-sig")


def test_the_sheet_carries_actual_times() -> None:
    """The workbook and the CSV are made from a journal as from a scenario."""
    assert make_paper(kind_of(Path("msel.xlsx")), source()).startswith(b"PK")
    assert "asked for METHANE late" in make_paper(kind_of(Path("msel.csv")), source()).decode("utf-8-sig")
