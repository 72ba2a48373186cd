"""What comes back from the room: filled observation sheets and feedback forms."""

from sems_sim.reports.returned.blanks import blank_feedback, blank_observations
from sems_sim.reports.returned.feedback import (
    Agreement,
    FeedbackSummary,
    Remarks,
    feedback_file,
    feedback_summary,
)
from sems_sim.reports.returned.feedback_blocks import feedback_blocks
from sems_sim.reports.returned.importing import Brought, bring_in

__all__ = [
    "Agreement", "Brought", "FeedbackSummary", "Remarks", "blank_feedback", "blank_observations", "bring_in",
    "feedback_blocks", "feedback_file", "feedback_summary",
]  # fmt: skip
