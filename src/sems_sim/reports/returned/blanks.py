"""Empty tables for what comes back: to be filled in any spreadsheet program, and imported."""

from __future__ import annotations

import csv
from io import StringIO

from sems_sim.reports.before import STATEMENTS, WISHES, Plan
from sems_sim.reports.logs import guarded, visible
from sems_sim.reports.paper import banner_of


def blank_observations(marking: str) -> str:
    """A table for observations: one row for each, by whoever saw it."""
    head = ("Handling", "Time", "Observer (role)", "Objective", "Inject", "Observation", "Rating")
    return _table((head, (banner_of(marking),)))


def blank_feedback(plan: Plan) -> str:
    """A table for feedback: one row for each form."""
    aims = tuple(f"{test.aim.id}: {test.aim.text}" for test in plan.tests)
    asked = tuple(words for _, words in STATEMENTS)
    head = ("Handling", "Your role", "You were", *asked, *aims, *(words for _, words in WISHES))
    return _table((head, (banner_of(plan.players.marking),)))


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(
        [guarded(visible(cell)) for cell in row] for row in rows
    )
    return stream.getvalue()
