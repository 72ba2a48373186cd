"""Whether a journal is what was written: chain, file, and the hash that somebody noted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sems_sim.errors import ArgumentError, JournalError
from sems_sim.exercise.chain import ENTRY, Head
from sems_sim.exercise.journal import Journal, read_journal
from sems_sim.exercise.journal_troubles import gap_words

_SHORTEST = 12
"""Letters of a hash that are enough to know it by, typed from paper."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What looking at a journal found."""

    path: Path
    head: Head
    rows: int
    entries: int
    head_hash: str
    """Of the last row that is whole."""
    damage: str
    """What is not as written; empty if all is."""
    noted_row: int | None
    """The row whose hash was given: all up to it is unchanged since. None if none was given, or none has it."""
    remarks: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every row is what was written."""
        return not self.damage


def verify(path: Path, expected_hash: str | None = None) -> Verification:
    """Return whether a journal is unchanged, and up to which row it is so since a hash was noted.

    `expected_hash` is the hash printed at the end of the exercise, or at least its first 12 letters. Without it only
    the chain itself is proved: somebody who rewrote the whole file would not be found out.

    Raises:
        JournalError: If the file cannot be read at all.
        ArgumentError: If the hash is no hash.
    """
    wanted = _wanted(expected_hash)
    journal = read_journal(path)
    try:
        return _looked_at(journal, wanted)
    finally:
        journal.close()


def _wanted(given: str | None) -> str:
    wanted = (given or "").strip().lower()
    if given is not None and (len(wanted) < _SHORTEST or not set(wanted) <= set("0123456789abcdef")):
        raise ArgumentError(
            f"{given!r} is no hash of a journal",
            f"give the hash from the report, at least {_SHORTEST} letters of it",
        )
    return wanted


def _looked_at(journal: Journal, wanted: str) -> Verification:
    rows = entries = backward = 0
    last, wall, damage = journal.head_hash, journal.head.opened_wall, ""
    noted = 0 if wanted and last.startswith(wanted) else None
    try:
        for row in journal.rows():
            rows, last = row.number, row.hash
            entries += row.what == ENTRY
            backward += row.wall < wall
            wall = row.wall
            noted = row.number if wanted and row.hash.startswith(wanted) else noted
        damage = journal.sound()
    except JournalError as error:
        damage = error.message
    if wanted and noted is None and not damage:
        damage = f"no row has the hash {wanted}: this is another journal, or it was changed and chained anew"
    return Verification(
        journal.path, journal.head, rows, entries, last, damage, noted, _remarks(journal, backward, rows)
    )


def _remarks(journal: Journal, backward: int, rows: int) -> tuple[str, ...]:
    remarks = []
    if backward:
        remarks.append(
            f"the machine's clock was set back {backward} time{'s' * (backward > 1)}; the order of the rows does not "
            "rest on it"
        )
    if journal.has_gap:
        remarks.append(gap_words(journal.path, rows))
    if journal.head.forked_from:
        remarks.append(f"it branches off from {journal.head.forked_from}")
    return tuple(remarks)
