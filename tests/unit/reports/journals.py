"""A head for a journal of the small exercise."""

from __future__ import annotations

from sems_sim.exercise import Head
from tests.unit.reports.debrief import CAPABLE


def head() -> Head:
    """The head as it would be written on a January morning."""
    return Head((("drill.yaml", CAPABLE),), (), 1, "0.1.0", "3.11", "2026-01-12T09:00:00.000+00:00", "an-id")
