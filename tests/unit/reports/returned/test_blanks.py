"""Empty tables for what comes back."""

import csv
from io import StringIO
from pathlib import Path

from sems_sim.reports.returned import blank_feedback, blank_observations
from sems_sim.reports.returned.feedback import IGNORED, names
from sems_sim.reports.returned.observations import names as observed
from sems_sim.reports.returned.tables import read_cells, understood
from tests.unit.reports.rehearsed_drill import told


def test_every_column_of_ours_is_understood_when_it_comes_back(tmp_path: Path) -> None:
    """None but the marking is left out, and no remark is made."""
    for name, text, known in (
        ("o.csv", blank_observations("Exercise, official"), observed()),
        ("f.csv", blank_feedback(told()[2]), names({"O1": "Raise the alarm", "O2": "Keep a log"})),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        found = understood(read_cells(path)[0], known, IGNORED)
        width = len(next(csv.reader(StringIO(text))))

        assert found is not None
        assert (width - 1, (), ()) == (len(found.columns), found.rows, found.remarks)
