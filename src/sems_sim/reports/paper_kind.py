"""A kind of paper: what it is called, what it is made from, and who makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sems_sim.errors import ArgumentError

if TYPE_CHECKING:
    from sems_sim.exercise import Head, Journal, Sitting
    from sems_sim.insight import Rehearsal
    from sems_sim.reports.review import Review
    from sems_sim.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Source:
    """What papers are made from: a scenario, and the exercise or the run of it if there was one."""

    scenario: Scenario | None = None
    file: str = ""
    """The file that it came from, as one would type it."""
    path: Path | None = None
    """Where the journal is; what belongs to it lies beside it."""
    session: Sitting | None = None
    head: Head | None = None
    head_hash: str = ""
    """The journal's last hash: all that the paper tells is proved unchanged by it."""
    run: Review | None = None
    """One simulated crisis, without an exercise."""
    lessons: tuple[str, ...] = ()
    """Changes to be tried, as `PATH=VALUE`."""
    worked_out: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What has been made of it already, so that several papers do the work once."""
    rehearsal: Rehearsal | None = None
    """What playing the exercise beforehand found, for the handbook."""

    @property
    def what(self) -> str:
        """Return what it is: journal, run or scenario."""
        if self.session is not None:
            return "journal"
        return "run" if self.run is not None else "scenario"

    def played(self) -> tuple[Scenario, Sitting]:
        """Return the scenario and the session.

        Raises:
            ArgumentError: If this is no exercise.
        """
        if self.scenario is None or self.session is None:
            raise ArgumentError("this paper tells of an exercise", "give the journal of one")
        return self.scenario, self.session


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of a paper, with the name it should have."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper, known by how a file's name begins and ends."""

    name: str
    """How the file's name begins: `aar`, `eeg-blank`, `decisions`."""
    ending: str
    """How it ends: `.docx`."""
    says: str
    """What it is, in one line."""
    makes: Callable[[Source], bytes]
    """The whole paper in one file."""
    needs: tuple[str, ...] = ("journal",)
    """What it can be made from: journal, run, scenario."""
    sheets: Callable[[Source], tuple[Sheet, ...]] | None = None
    """The files that stand in a folder of papers; None: one, under the name of the kind."""
    remarks: Callable[[Source], tuple[str, ...]] | None = None
    """What whoever asks for it should be told beside it, sentence by sentence; None for nothing."""

    @property
    def example(self) -> str:
        """Return a name that asks for it: `aar.docx`."""
        return f"{self.name}{self.ending}"

    def fits(self, path: Path) -> bool:
        """Return whether a file's name asks for it: `aar.docx`, `AAR_North-Hyde_2026.docx`."""
        name = path.name.lower()
        after = name[len(self.name) :]
        return name.startswith(self.name) and after.endswith(self.ending) and not after[0].isalnum()


def source_of(session: Sitting, journal: Journal) -> Source:
    """Return what an exercise is told from: its session, and the journal that keeps it, read to its end."""
    scenario = session.scenario
    return Source(
        scenario=scenario,
        file=journal.path.as_posix(),
        path=journal.path,
        session=session,
        head=journal.head,
        head_hash=journal.head_hash,
    )


def read_source(path: Path) -> Source:
    """Return what the journal at a path is told from; the file is not changed.

    Raises:
        JournalError: If it is damaged, no journal, or comes out differently now.
    """
    from sems_sim.exercise import read_journal, rebuild

    journal = read_journal(path)
    try:
        journal.check()
        return source_of(rebuild(journal), journal)
    finally:
        journal.close()
