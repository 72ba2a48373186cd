"""Observation sheets as commands, in the order of when things were seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sems_sim.errors import QuantityError
from sems_sim.exercise import commands
from sems_sim.reports.returned.moments import moment_of
from sems_sim.reports.returned.tables import Filled, folded
from sems_sim.telling import LocalClock, plain

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "time": ("time", "scenario time", "when", "clock", "seen at", "time seen"),
    "who": (
        "observer (role)",
        "observer",
        "role",
        "author",
        "evaluator",
        "by",
        "who",
        "observed by",
        "your role",
    ),
    "objective": ("objective", "objectives", "objective no", "aim", "obj"),
    "inject": ("inject", "inject no", "inject number", "msel", "msel number", "event"),
    "text": (
        "observation",
        "observations",
        "what was seen",
        "notes",
        "text",
        "comment",
        "comments",
        "remarks",
    ),
    "rating": ("rating", "p/s/m/u", "grade", "score", "target rating"),
}
IGNORED = ("handling",)
_RATINGS: dict[str, commands.Rating] = {
    "p": "P", "s": "S", "m": "M", "u": "U", "performed without challenges": "P",
    "performed with some challenges": "S", "performed with major challenges": "M", "unable to be performed": "U",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """What observations are held against: the scenario's objectives and injects, its clock, and where play ended."""

    objectives: Mapping[str, str]
    """Number -> text."""
    injects: tuple[str, ...]
    local: LocalClock
    end_ms: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation and where it was written."""

    command: commands.Observe
    sheet: str
    row: int

    @property
    def place(self) -> str:
        """Where it was written, in words."""
        return f"{self.sheet}, row {self.row}"


def names() -> dict[str, str]:
    """Return every heading that is understood, with our column."""
    return {heading: column for column, headings in COLUMNS.items() for heading in headings}


def observations_of(
    sheets: Iterable[Filled], ground: Ground, author: str = ""
) -> tuple[tuple[Seen, ...], tuple[str, ...]]:
    """Return all observations of some sheets by the time at which they were seen, and what could not be taken over.

    `author` is the role of whoever wrote rows that name nobody.
    """
    found: list[Seen] = []
    remarks: list[str] = []
    for sheet in sheets:
        remarks += sheet.remarks
        for number, row in sheet.rows:
            try:
                found += _seen(sheet.name, number, row, ground, author)
            except QuantityError as error:
                said = f"{error.message}; {error.remedy}" if error.remedy else error.message
                remarks.append(f"{sheet.name}, row {number}: not taken over: {said}")
    found.sort(key=lambda one: (one.command.seen_ms is None, one.command.seen_ms or 0))
    return tuple(found), tuple(remarks)


def _seen(sheet: str, number: int, row: Mapping[str, str], ground: Ground, author: str) -> Iterator[Seen]:
    """One for each objective that a row names. Raises QuantityError."""
    who = plain(row.get("who", "")) or author
    if not who:
        raise QuantityError("nobody is named as its author", "write a role, or give one with --author")
    text = row.get("text", "")
    rating = _rating(row.get("rating", ""))
    objectives = tuple(_objectives(row.get("objective", ""), ground))
    if rating and not objectives:
        raise QuantityError(
            "a rating needs an objective", f"write one of {', '.join(ground.objectives) or 'none'}"
        )
    if not text and not rating:
        raise QuantityError("there is no observation in it", "write what was seen")
    seen_ms = moment_of(row["time"], ground.local, ground.end_ms) if row.get("time") else None
    inject = _inject(row.get("inject", ""), ground)
    for objective in objectives or ("",):
        yield Seen(commands.Observe(text, who, objective, inject, rating, seen_ms), sheet, number)


def _rating(text: str) -> commands.Rating:
    if not text:
        return ""
    found = _RATINGS.get(folded(text)) or _RATINGS.get(folded(text.split(" ", maxsplit=1)[0].rstrip(",;:-")))
    if found is None:
        raise QuantityError(f"{plain(text)!r} is no rating", "write P, S, M or U")
    return found


def _objectives(text: str, ground: Ground) -> Iterator[str]:
    known = {folded(name): name for name in ground.objectives}
    known |= {folded(words): name for name, words in ground.objectives.items()}
    if folded(text) in known:
        yield known[folded(text)]
        return
    for part in text.replace(";", ",").replace("\n", ",").split(","):
        if part.strip():
            name = known.get(folded(part)) or known.get(folded(part.split(":")[0]))
            if name is None:
                raise QuantityError(
                    f"there is no objective {plain(part)!r}",
                    f"known: {', '.join(ground.objectives) or 'none'}",
                )
            yield name


def _inject(text: str, ground: Ground) -> str:
    known = {folded(name): name for name in ground.injects}
    if not text:
        return ""
    name = known.get(folded(text)) or known.get(folded(text.split(":", maxsplit=1)[0]))
    if name is None:
        raise QuantityError(f"there is no inject {plain(text)!r}", "leave it out, or name one of the list")
    return name
