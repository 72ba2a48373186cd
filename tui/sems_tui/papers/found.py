"""What can be played here: scenarios, and journals that can be taken up again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sems_sim.errors import JournalError, ScenarioError, SemsError
from sems_sim.exercise import Row, entries, read_journal, scenario_of
from sems_sim.scenario import read_scenario
from sems_sim.shelf import is_scenario, scenarios
from sems_sim.telling import LocalClock, elapsed, plain

PRACTICE = "first-steps"
"""The scenario of the practice run."""
ENDING = ".journal"
MOST_JOURNALS = 12


@dataclass(frozen=True, slots=True)
class ScenarioFound:
    """One scenario file, read."""

    name: str
    path: Path
    title: str
    detail: str
    """What there is to play, in words: `3 modules · 7 injects · played: cmc`."""
    faults: tuple[str, ...] = ()
    """Every fault with its place and remedy; empty if it can be played."""


@dataclass(frozen=True, slots=True)
class JournalFound:
    """One journal."""

    path: Path
    title: str
    stands: str
    """Where it stands, in words: `at Fri 05:01 (T+5:12), 214 rows, last written …`."""
    has_ended: bool = False
    trouble: str = ""
    """Why it cannot be read, with the remedy; empty if it can."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that can be played."""

    scenarios: tuple[ScenarioFound, ...]
    journals: tuple[JournalFound, ...]
    """The latest first."""


def find() -> Found:
    """Look on the shelf, in this folder, and in `results`; slow, since every file is read."""
    return Found(find_scenarios(), find_journals((Path("results"), Path())))


def find_scenarios() -> tuple[ScenarioFound, ...]:
    """Every scenario of this folder and of the shelf, in order of their names; those in this folder come first.

    Of two with one name the one in this folder stands.
    """
    here = {path.stem: path for path in sorted(Path().glob("*.y*ml")) if is_scenario(path)}
    return tuple(scenario_found(name, path) for name, path in {**here, **scenarios(), **here}.items())


def scenario_found(name: str, path: Path) -> ScenarioFound:
    """Read one scenario file, or say what is wrong with it."""
    try:
        sections = read_scenario(path).sections
    except ScenarioError as error:
        faults = tuple(str(fault) for fault in error.faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        return ScenarioFound(name, path, f"cannot be played: {count}", "", faults)
    except SemsError as error:
        return ScenarioFound(name, path, "cannot be played", "", (str(error),))
    exercise = sections.exercise
    if exercise is None:
        return ScenarioFound(name, path, plain(sections.title), "no exercise written; played freely")
    played = ", ".join(exercise.played) or "nobody yet"
    parts = (
        _count(len(exercise.modules), "module"),
        _count(len(exercise.injects), "inject"),
        f"played: {played}",
    )
    return ScenarioFound(name, path, plain(sections.title), " · ".join(parts))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def find_journals(folders: Iterable[Path]) -> tuple[JournalFound, ...]:
    """The latest journals of some folders, the last written first."""
    paths = [path for folder in folders if folder.is_dir() for path in folder.glob(f"*{ENDING}")]
    latest = sorted(paths, key=lambda path: (-_written(path), path.name))[:MOST_JOURNALS]
    return tuple(journal_found(path) for path in latest)


def _holds(rows: Iterable[Row], fact: type) -> bool:
    """Whether a fact of a kind stands among rows."""
    return any(row.data.get("fact", {}).get("is") == fact.__name__ for row in rows)


def _written(path: Path) -> float:
    try:
        beside = path.with_name(f"{path.name}-wal")
        return max(path.stat().st_mtime, beside.stat().st_mtime if beside.exists() else 0.0)
    except OSError:
        return 0.0


def journal_found(path: Path) -> JournalFound:
    """Read where a journal stands, without opening it for writing; or say why it cannot be read."""
    try:
        journal = read_journal(path)
    except JournalError as error:
        return JournalFound(path, path.name, "", trouble=f"{error.message}; {error.remedy}")
    try:
        rows = list(journal.rows())
        sections = scenario_of(journal.head).sections
        last = rows[-1] if rows else None
        position = journal.position
        at_ms = max(position.at_ms if position else 0, last.at_ms if last else 0)
        wall = last.wall if last is not None else journal.head.opened_wall
        has_begun, has_ended = (
            _holds(rows, fact) for fact in (entries.ExerciseStarted, entries.ExerciseEnded)
        )
    except JournalError as error:
        return JournalFound(path, path.name, "", trouble=f"{error.message}; {error.remedy}")
    finally:
        journal.close()
    clock = LocalClock(sections.clock.start.isoformat())
    state = "ended" if has_ended else "stands" if has_begun else "not begun"
    stands = f"{state} at {clock.day_time(at_ms)} ({elapsed(at_ms)}) · written {wall[:16].replace('T', ' ')}"
    return JournalFound(path, plain(sections.title), stands, has_ended)
