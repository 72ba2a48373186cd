"""What came out of a sheet: injects to be, objectives, teams, and every doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sems_sim.reports.msel.mapping import NO_EDITS, Edits, Layout

INJECT_KEYS = (
    "id", "title", "kind", "at", "when", "unless", "from", "to", "by", "text", "truth", "expect", "objective",
    "capability", "task", "controller", "phase", "storyline", "location", "priority", "notes", "do", "status", "note",
    "source",
)  # fmt: skip
"""The keys of an inject in a scenario, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in one row that was read with a doubt, or not at all; rows count as in the sheet, 0 is no row."""

    sheet: str
    row: int
    column: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        """One line: where, what, and what would help."""
        where = f"row {self.row}" if self.row else "the sheet"
        place = f"{where}, {self.column}" if self.column else where
        return f"{place}: {self.message}{f' ({self.remedy})' if self.remedy else ''}"


@dataclass(frozen=True, slots=True)
class Draft:
    """One inject to be: the row it came from, and its values as a scenario holds them."""

    sheet: str
    row: int
    values: Mapping[str, object]
    means: tuple[str, ...] = ()
    """The means of delivery that were recognised in its cell."""

    @property
    def id(self) -> str:
        """The inject's id."""
        return str(self.values["id"])


@dataclass(frozen=True, slots=True)
class InjectActual:
    """What became of one inject in an exercise; times in milliseconds of scenario time, None where it never was."""

    id: str
    status: str
    """released, skipped, not needed, pending …"""
    released_ms: int | None = None
    released_by: str = ""
    outcome: str = ""
    narrative: str = ""


@dataclass(frozen=True, slots=True)
class Startex:
    """When the exercise starts: a time of day in milliseconds, a day if one is known, and how that is known."""

    clock_ms: int
    day: date | None = None
    zone: str = ""
    why: str = ""
    is_given: bool = False

    def __str__(self) -> str:
        """Day and time as people write them."""
        clock = f"{self.clock_ms // 3_600_000:02}:{self.clock_ms // 60_000 % 60:02}"
        return f"{self.day.isoformat()} {clock}" if self.day else clock


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a workbook is to be read: sheets by name, what a person edited, the start, statuses to leave out."""

    sheets: tuple[str, ...] = ()
    edits: Edits = NO_EDITS
    startex: str = ""
    fallback: Startex | None = None
    """The start of the scenario into which the injects go."""
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from a workbook."""

    workbook: str
    layouts: tuple[Layout, ...]
    drafts: tuple[Draft, ...]
    objectives: Mapping[str, Mapping[str, object]]
    teams: Mapping[str, str]
    """Recipients by their name in a scenario, with the title the sheet gives them."""
    doubts: tuple[Doubt, ...]
    remarks: tuple[str, ...]
    startex: Startex | None
    actuals: tuple[InjectActual, ...] = ()
    title: str = ""
    marking: str = ""
    invented: frozenset[str] = frozenset()
    """Objectives that the sheet states as sentences: their ids were given here."""
    replaced: Mapping[str, str] = field(default_factory=dict)
    """People's names and the roles that stand for them; never written into a scenario."""

    @property
    def without_effects(self) -> tuple[Draft, ...]:
        """Injects that bring nothing about in the model yet."""
        return tuple(draft for draft in self.drafts if not draft.values.get("do"))


@dataclass(frozen=True, slots=True)
class Merged:
    """The new text of a scenario, and what became of each inject, by id."""

    text: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    untouched: tuple[str, ...]
    """Injects of the scenario that the sheet does not name."""
    doubts: tuple[Doubt, ...]
