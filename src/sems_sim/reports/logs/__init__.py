"""The logs of an exercise: amendments are shown, and nothing is left out."""

from sems_sim.reports.logs.decision_log import decision_log
from sems_sim.reports.logs.full_log import as_lines, full_log
from sems_sim.reports.logs.methane_log import methane_log
from sems_sim.reports.logs.record import Record, record_of
from sems_sim.reports.logs.tables import Log, as_csv, guarded, visible

__all__ = [
    "Log", "Record", "as_csv", "as_lines", "decision_log", "full_log", "guarded", "methane_log", "record_of", "visible",
]  # fmt: skip
