"""An exercise laid out for its logs: each entry, its times, and all that it ever said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sems_sim.errors import JournalError
from sems_sim.exercise import amending, picture
from sems_sim.exercise import entries as facts
from sems_sim.reports.paper import banner_of
from sems_sim.reports.paper_kind import Source
from sems_sim.telling import LocalClock, elapsed, plain

AS_WRITTEN, AMENDMENT, STANDS = "as first written", "amendment", "stands"


@dataclass(frozen=True, slots=True)
class Version:
    """What an entry said from some moment on."""

    entry: facts.Entry
    fact: facts.Fact
    by: facts.Entry | None
    """The amendment that brought it about; None for what was written first."""
    changes: tuple[tuple[str, str, str], ...]
    """(field, what it said, what it says) of that amendment."""
    status: str
    """`as first written`, `amendment`, or `stands` for what was never amended."""


@dataclass(frozen=True, slots=True)
class Record:
    """One exercise for its logs."""

    title: str
    scenario: str
    marking: str
    """With the word EXERCISE, as on every page."""
    entries: tuple[facts.Entry, ...]
    lines: tuple[picture.FeedLine, ...]
    walls: tuple[str, ...]
    """When each entry was written by the machine's clock, ISO 8601; empty where that cannot be read."""
    local: LocalClock
    teams: Mapping[str, str]
    """What people call each team, by its name."""
    labels: tuple[str, ...]
    """What people call each level of response."""
    amendments: Mapping[int, tuple[facts.Entry, ...]]
    """What amended each entry that was amended, oldest first."""
    seed: int
    version: str
    opened: str
    fingerprint: str
    head_hash: str

    def time(self, at_ms: int | None) -> str:
        """The scenario's date and time: `2026-01-12 22:30:00`; empty for none."""
        return "" if at_ms is None else f"{self.local.moment(at_ms):%Y-%m-%d %H:%M:%S}"

    def since(self, at_ms: int | None) -> str:
        """The time since the scenario began: `T+0:30`; empty for none."""
        return "" if at_ms is None else elapsed(at_ms)

    def wall(self, entry: facts.Entry) -> str:
        """When an entry was written, by the machine's clock; empty where that cannot be read."""
        return self.walls[entry.number - 1] if len(self.walls) == len(self.entries) else ""

    def team(self, name: str) -> str:
        """What people call a team, or a recipient in words of its own."""
        return self.teams.get(name, plain(name))

    def versions(self, entry: facts.Entry) -> Iterator[Version]:
        """All that an entry ever said, oldest first."""
        amendments = self.amendments.get(entry.number, ())
        yield Version(entry, entry.fact, None, (), AS_WRITTEN if amendments else STANDS)
        for one in amendments:
            fact, said = amending.as_amended(self.entries[: one.number], entry.number), one.fact
            if isinstance(said, facts.EntryAmended):
                was = dict(said.was)
                changes = tuple((name, was.get(name, ""), text) for name, text in said.changes)
                yield Version(entry, fact, one, changes, AMENDMENT)

    def level_at(self, entry: facts.Entry) -> str:
        """What people call the level of response that was in place at an entry."""
        for one in reversed(self.entries[: entry.number]):
            if isinstance(one.fact, facts.Happened):
                return plain(self.labels[one.fact.level])
        return plain(self.labels[0])


def _amendments(found: Sequence[facts.Entry]) -> dict[int, tuple[facts.Entry, ...]]:
    kept: dict[int, tuple[facts.Entry, ...]] = {}
    for entry in found:
        if isinstance(entry.fact, facts.EntryAmended):
            kept[entry.fact.entry] = (*kept.get(entry.fact.entry, ()), entry)
    return kept


def record_of(source: Source) -> Record:
    """Lay out the exercise that a source tells. Raises ArgumentError if it tells of none."""
    scenario, session = source.played()
    shown = session.picture(session.room_ms)
    head, standing = source.head, session.standing()
    return Record(
        title=shown.title,
        scenario=scenario.sections.id,
        marking=banner_of(shown.marking),
        entries=tuple(session.entries),
        lines=shown.feed,
        walls=_walls(source),
        local=LocalClock(standing.model.start),
        teams={team.name: team.title for team in shown.teams},
        labels=standing.model.labels,
        amendments=_amendments(session.entries),
        seed=standing.seed,
        version="" if head is None else head.version,
        opened="" if head is None else head.opened_wall,
        fingerprint=session.fingerprint,
        head_hash=source.head_hash,
    )


def _walls(source: Source) -> tuple[str, ...]:
    """When entries were written; nothing while somebody else has the journal open."""
    from sems_sim.exercise import read_journal

    if source.path is None:
        return ()
    try:
        journal = read_journal(source.path)
        try:
            return tuple(row.wall for row in journal.rows() if row.what == "entry")
        finally:
            journal.close()
    except JournalError:
        return ()


def room_time(room_ms: int) -> str:
    """The room's time as `1:02:03`."""
    seconds = room_ms // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def is_decision(fact: facts.Fact) -> bool:
    """Whether a fact belongs in the decision log."""
    return isinstance(fact, facts.DecisionTaken | facts.DecisionClosed | facts.DecisionOverdue)
