"""Feedback in the after-action report."""

from pathlib import Path

from sems_sim.reports import kind_of, make_paper, read_source
from sems_sim.reports.returned import bring_in, feedback_blocks
from tests.unit.reports.rehearsed_drill import WALL, ended


def test_what_participants_said_stands_in_the_report_by_role(tmp_path: Path) -> None:
    """Counts for each statement and objective, and their words."""
    sheet = tmp_path / "f.csv"
    sheet.write_text(
        "Your role,You were,Pace,O1,Improve\nDuty manager,player,2,5,More radios\n", encoding="utf-8"
    )
    bring_in(ended(tmp_path), [sheet], lambda: WALL)
    page = make_paper(kind_of(Path("aar.html")), read_source(tmp_path / "j.journal")).decode()

    assert "Participant Feedback" in page
    assert "More radios" in page
    assert page.index("Duty manager", page.index("Participant Feedback")) < page.index("More radios")


def test_an_observation_that_was_brought_in_stands_where_it_was_seen(tmp_path: Path) -> None:
    """In the timeline of the report, before what happened later, and with its own time."""
    sheet = tmp_path / "o.csv"
    sheet.write_text("Time,Role,Observation\nT+0:45,Umpire,The quiet one\n", encoding="utf-8")
    bring_in(ended(tmp_path), [sheet], lambda: WALL)
    page = make_paper(kind_of(Path("aar.html")), read_source(tmp_path / "j.journal")).decode()

    assert "22:45:00" in page
    assert page.index("The quiet one") < page.rindex("ENDEX")


def test_without_forms_there_is_no_chapter() -> None:
    """An empty one would look like silence of those who were asked."""
    assert [] == list(feedback_blocks(None))
