"""What participants said, in the after-action report: counts and words, by role."""

from __future__ import annotations

from collections.abc import Iterator

from sems_sim.reports.before import SCALE
from sems_sim.reports.paper import Block, Heading, Run, Table, Text
from sems_sim.reports.returned.feedback import Agreement, FeedbackSummary
from sems_sim.telling import amounts


def feedback_blocks(summary: FeedbackSummary | None) -> Iterator[Block]:
    """The appendix on feedback; nothing if no form was brought in. It counts, and judges nothing."""
    if summary is None:
        return
    yield Heading("Appendix D: Participant Feedback", new_page=True)
    parts = ", ".join(f"{part}: {count}" for part, count in summary.parts)
    scale = "; ".join(f"{number} {words}" for number, words in SCALE)
    yield Text(f"{amounts.count(summary.forms, 'form')} ({parts}). Answers: {scale}.", "lead")
    yield _table(summary.statements, "Statement", "How far participants agree")
    if any(one.answered for one in summary.objectives):
        yield _table(summary.objectives, "Objective", "Whether the exercise let them test its objectives")
    for asked in summary.remarks:
        if asked.answers:
            yield Heading(asked.question, 3)
            rows = tuple(((Run(role, bold=True),), words) for role, words in asked.answers)
            yield Table(("Role", "In their words"), rows, shares=(24, 76))


def _table(lines: tuple[Agreement, ...], what: str, caption: str) -> Table:
    rows = tuple(
        (one.statement, *(str(count or "–") for count in one.counts), str(one.middle or "–")) for one in lines
    )
    return Table(
        (what, *(str(number) for number, _ in SCALE), "Middle"), rows, caption, (49, 8, 8, 8, 8, 8, 11)
    )
