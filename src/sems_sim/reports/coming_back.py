"""The door for what comes back from the room: it loads what it needs when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sems_sim.reports.paper_kind import Source

if TYPE_CHECKING:
    from sems_sim.reports.returned import Brought, FeedbackSummary


def bring_in(source: Source, paths: Sequence[Path], wall: Callable[[], str], author: str = "") -> Brought:
    """Take filled sheets into an exercise that has ended: observations into its journal, feedback beside it.

    `wall` tells this machine's clock, ISO 8601; `author` is the role for rows that name nobody.

    Raises:
        ArgumentError: If this is no exercise that has ended, or a sheet cannot be read or is neither of the two.
        JournalError: If the journal cannot be opened or written.
    """
    from sems_sim.reports.returned import bring_in as take_in

    return take_in(source, paths, wall, author)


def feedback_summary(journal: Path, objectives: Mapping[str, str]) -> FeedbackSummary | None:
    """Return what participants said of an exercise, by role; None if no form was brought in.

    `objectives` leads from the number of each objective to its text. Raises ArgumentError if what is kept is damaged.
    """
    from sems_sim.reports.returned import feedback_summary as summed_up

    return summed_up(journal, objectives)
