"""An exercise opened: anew from a scenario, or taken up again from its journal."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import metadata
from itertools import count
from pathlib import Path

from sems_sim.errors import JournalError, TrustError
from sems_sim.exercise.chain import ENTRY, Head, Row, canonical
from sems_sim.exercise.commands import PauseClock
from sems_sim.exercise.journal import Journal, create_journal, open_journal
from sems_sim.exercise.keeper import Keeper, Wall
from sems_sim.exercise.listeners import ResumeNote
from sems_sim.exercise.picture import FeedLine
from sems_sim.exercise.replay import end_of, rebuild
from sems_sim.exercise.sitting import Maker, made
from sems_sim.scenario import Scenario, read_scenario

RESULTS = Path("results")
_USUAL_SEED = 7
_LAST = 3
RESUME = "resume"
"""The role by which a resume gives its one command."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An exercise that is ready to go on, its journal locked."""

    keeper: Keeper
    room_ms: int
    """The room's time at which it goes on."""
    resumed: ResumeNote | None = None


def begin(
    scenario_path: Path,
    *,
    wall: Wall,
    seed: int | None = None,
    journal_path: Path | None = None,
    overrides: Mapping[str, str] | None = None,
    make: Maker = made,
) -> Opened:
    """Open a new exercise and its journal.

    Without a seed it is the one that the scenario's exercise states, or 7; without a path the journal goes into the
    folder `results`, which is made if there is none, under a name that nothing has yet.

    Raises:
        ScenarioError: If the file is wrong; no journal is made then.
        TrustError: If it brings code of its own.
        JournalError: If the journal cannot be made.
    """
    overrides = overrides or {}
    scenario = read_scenario(scenario_path, overrides)
    if scenario.sections.extensions:
        raise TrustError(f"{scenario_path} brings Python code of its own, which an exercise does not run")
    seed = seed_of(scenario) if seed is None else seed
    session = make(scenario, seed)
    path = journal_path or free_path(scenario.sections.id, wall())
    journal = create_journal(path, _head(scenario, overrides, seed, wall()))
    try:
        return Opened(Keeper(journal, session, wall, make=make), 0)
    except BaseException:
        journal.close()
        raise


def take_up(journal_path: Path, *, wall: Wall, make: Maker = made) -> Opened:
    """Open an exercise again where it stopped; its clock stands until somebody lets it run.

    Raises:
        JournalError: If the journal cannot be opened, or does not give the same session again.
    """
    journal = open_journal(journal_path)
    try:
        rows = list(journal.rows())
        room_ms = end_of(journal, rows)
        written = sum(row.what == ENTRY for row in rows)
        keeper = Keeper(journal, rebuild(journal, make=make, rows=rows), wall, written=written, make=make)
        note = _note(keeper, rows, room_ms, wall())
        if keeper.session.state == "running":
            keeper.handle(PauseClock("taken up again after a stop"), room_ms, RESUME)
    except BaseException:
        journal.close()
        raise
    return Opened(keeper, room_ms, note)


def seed_of(scenario: Scenario) -> int:
    """Return the seed that a scenario's exercise states, or the usual one."""
    stated = getattr(scenario.sections.exercise, "seed", None)
    return _USUAL_SEED if stated is None else int(stated)


def free_path(name: str, wall: str, folder: Path = RESULTS) -> Path:
    """Return a path for a new journal: a name, the time on the wall, and a number if that is taken.

    Raises:
        JournalError: If there is no such folder and it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder {folder} cannot be made here"
        raise JournalError(message, "give a path in a folder of yours with --journal") from error
    now = datetime.fromisoformat(wall).astimezone().strftime("%Y-%m-%d-%H%M%S")
    names = (f"{name}-{now}{'' if n == 1 else f'-{n}'}.journal" for n in count(1))
    return next(path for one in names if not (path := folder / one).exists())


def _head(scenario: Scenario, overrides: Mapping[str, str], seed: int, wall: str) -> Head:
    python, settings = platform.python_version(), tuple(overrides.items())
    head = Head(scenario.texts, settings, seed, _version(), python, wall, "")
    digest = hashlib.sha256(canonical(head.data()).encode()).hexdigest()
    return replace(head, id=f"{scenario.sections.id}-{digest[:12]}")


def _version() -> str:
    try:
        return metadata.version("sems-sim")
    except metadata.PackageNotFoundError:
        return "unknown"


def _note(keeper: Keeper, rows: list[Row], room_ms: int, wall: str) -> ResumeNote:
    last = keeper.session.picture(room_ms).feed[-_LAST:]
    stopped = _latest(keeper.journal, rows)
    down_ms = _between(stopped, wall)
    remarks = (
        ()
        if down_ms is not None
        else ("this machine's clock was set back; the exercise's time is not touched",)
    )
    return ResumeNote(last, stopped, keeper.session.at_ms, down_ms, _repeat(last), remarks)


def _latest(journal: Journal, rows: list[Row]) -> str:
    """Return when something was written last, by the machine's clock."""
    position = journal.position
    row = rows[-1] if rows else None
    if position is not None and (row is None or position.room_ms >= row.room_ms):
        return position.wall
    return row.wall if row else journal.head.opened_wall


def _between(earlier: str, later: str) -> int | None:
    """Return the milliseconds from one clock time to another; None if the later one lies before."""
    try:
        gap = datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
    except (ValueError, TypeError):
        return None
    passed_ms = round(gap.total_seconds() * 1000)
    return passed_ms if passed_ms >= 0 else None


def _repeat(last: tuple[FeedLine, ...]) -> str:
    if not last:
        return "Nothing is on record yet: begin again from the start."
    line = last[-1]
    return (
        f"On record is everything up to {line.time}: {line.words}. What was said or ordered after that, and not "
        "confirmed on the screen, was not kept: ask the room to say it again."
    )
