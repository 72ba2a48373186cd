"""Filled sheets brought in: observations into the journal, feedback beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sems_sim.errors import ArgumentError, CommandRefusedError
from sems_sim.exercise import entries, take_up
from sems_sim.reports.paper_kind import Source
from sems_sim.reports.returned import feedback, observations
from sems_sim.reports.returned.tables import Cells, Filled, read_cells, score, understood
from sems_sim.telling import LocalClock, plain

_HEADINGS = (
    "write the headings of observations.csv or feedback.csv: sems-sim report JOURNAL --to observations.csv"
)


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of sheets that were brought in."""

    observations: int
    """Written into the journal."""
    forms: int
    """Kept beside it."""
    known: int
    """Rows that were there already."""
    remarks: tuple[str, ...]
    """Everything that was not taken over, and where it stands."""


def bring_in(source: Source, paths: Sequence[Path], wall: Callable[[], str], author: str = "") -> Brought:
    """Read sheets and take over what they say; `author` is the role for rows that name nobody.

    All sheets are read before anything is written.

    Raises:
        ArgumentError: If this is no exercise that has ended, or a sheet cannot be read or is neither of the two.
        JournalError: If the journal cannot be opened or written.
    """
    scenario, session = source.played()
    if source.path is None or session.state != "ended":
        raise ArgumentError(
            "the exercise has not ended", "end it first, then bring in what was written on paper"
        )
    exercise = scenario.sections.exercise
    objectives = {} if exercise is None else {name: one.text for name, one in exercise.objectives.items()}
    sheets = _sorted_out([read_cells(path) for path in paths], objectives)
    shown = session.picture(session.room_ms)
    local = LocalClock(session.standing().model.start)
    ground = observations.Ground(objectives, tuple(one.id for one in shown.injects), local, session.at_ms)
    found, said = observations.observations_of(sheets.seen, ground, plain(author))
    forms, also = feedback.forms_of(sheets.filled, objectives, plain(author))
    written, known, refused = _observe(source.path, found, wall)
    kept, twice = feedback.keep(source.path, forms)
    return Brought(written, kept, known + twice, (*sheets.remarks, *said, *also, *refused))


@dataclass(slots=True)
class _Sorted:
    """Sheets by what they are, and what was said of those that are neither."""

    seen: list[Filled] = field(default_factory=list)
    filled: list[Filled] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def _sorted_out(files: Iterable[tuple[Cells, ...]], objectives: dict[str, str]) -> _Sorted:
    """Tell sheets of observations from feedback, by their headings; each file must have one of the two."""
    found = _Sorted()
    for sheets in files:
        known = sum(_sort_in(cells, objectives, found) for cells in sheets)
        if not known:
            name = sheets[0].name if sheets else "this file"
            raise ArgumentError(f"{name}: neither observations nor feedback, by its headings", _HEADINGS)
    return found


def _sort_in(cells: Cells, objectives: dict[str, str], found: _Sorted) -> bool:
    """Put a sheet where it belongs; return whether it is one of ours."""
    first, second = observations.names(), feedback.names(objectives)
    is_feedback = score(cells, second) > score(cells, first)
    names, ignored = (second, feedback.IGNORED) if is_feedback else (first, observations.IGNORED)
    sheet = understood(cells, names, ignored)
    if sheet is None:
        if any(cell.strip() for row in cells.rows for cell in row):
            found.remarks.append(f"{cells.name}: neither observations nor feedback; not taken over")
        return False
    (found.filled if is_feedback else found.seen).append(sheet)
    return True


def _observe(
    path: Path, found: Sequence[observations.Seen], wall: Callable[[], str]
) -> tuple[int, int, list[str]]:
    """Write observations that are not on record yet; return how many, how many were there, and what was refused."""
    if not found:
        return 0, 0, []
    opened = take_up(path, wall=wall)
    keeper, written, known = opened.keeper, 0, 0
    refused: list[str] = []
    try:
        there = {entry.fact for entry in keeper.session.entries if isinstance(entry.fact, entries.Observed)}
        for one in found:
            said = one.command
            fact = entries.Observed(
                said.text, said.who, said.objective, said.inject, said.rating, said.seen_ms
            )
            if fact in there:
                known += 1
                continue
            try:
                keeper.handle(said, opened.room_ms, said.who)
            except CommandRefusedError as error:
                refused.append(f"{one.place}: not taken over: {error}")
                continue
            there.add(fact)
            written += 1
    finally:
        keeper.journal.close()
    return written, known, refused
