"""The decisions of a scenario: when they came up, how they were taken, what it took."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.exercise.commands import DecisionRecord
from sems_sim.model import FOREVER_MS, NONE, Model

AHEAD, OPEN, OVERDUE, TAKEN, CLOSED = "ahead", "open", "overdue", "taken", "closed"


@dataclass(slots=True)
class Decision:
    """One question and how it stands."""

    name: str
    question: str
    row: int
    team: str
    within_ms: int | None
    options: tuple[str, ...]
    """Names of its options, in the order of their rows."""
    titles: tuple[str, ...]
    state: str = AHEAD
    opened_ms: int | None = None
    chosen: str = ""
    """In words."""
    option: int = NONE
    entry: int = 0
    """Number of the entry by which it was last taken, or 0."""
    first_charged_ms: int | None = None
    """What the first answer took, as charged."""
    is_charged: bool = False
    """Whether that differs from what the model's clock says."""

    @property
    def deadline_ms(self) -> int | None:
        """When an answer is due."""
        if self.opened_ms is None or self.within_ms is None:
            return None
        return self.opened_ms + self.within_ms

    def charge(self, record: DecisionRecord, now_ms: int) -> int | None:
        """Return what the answer took, as charged, in milliseconds; None if nothing had been asked."""
        if self.opened_ms is None:
            return None
        if record.charge == "free":
            return 0
        if record.charge == "declared" and record.declared_ms is not None:
            return record.declared_ms
        return max(0, now_ms - self.opened_ms)


def decisions_of(model: Model) -> dict[str, Decision]:
    """Return the decisions of a model by name."""
    found = {}
    for index, row in enumerate(model.decisions):
        span = row.options
        options = model.options[span.first : span.first + span.count]
        name = model.name_of(row.entity)
        found[name] = Decision(
            name,
            row.ask,
            index,
            team="" if row.team == NONE else model.name_of(model.teams[row.team].entity),
            within_ms=None if row.within_ms >= FOREVER_MS else row.within_ms,
            options=tuple(model.name_of(one.entity).partition(".")[2] for one in options),
            titles=tuple(one.title for one in options),
        )
    return found
