"""The door for what comes back from the room."""

from pathlib import Path

from sems_sim.reports import bring_in, feedback_summary
from tests.unit.reports.rehearsed_drill import WALL, ended


def test_sheets_go_in_and_their_sum_comes_out(tmp_path: Path) -> None:
    """By the face of the reports, as the command and the desk use it."""
    sheet = tmp_path / "f.csv"
    sheet.write_text("Your role,Pace\nDuty manager,2\n", encoding="utf-8")
    assert feedback_summary(tmp_path / "j.journal", {}) is None

    assert 1 == bring_in(ended(tmp_path), [sheet], lambda: WALL).forms
    summary = feedback_summary(tmp_path / "j.journal", {})
    assert summary is not None
    assert 1 == summary.forms
