"""A new journal that shares the beginning of another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sems_sim.errors import JournalError
from sems_sim.exercise.chain import COMMAND, ENTRY, NewRow, Row
from sems_sim.exercise.journal import Journal, create_journal, read_journal


def fork(path: Path, at_entry: int | None, out: Path) -> Path:
    """Write a new journal that ends with an entry and all that its command brought about; return its path.

    Entry 0 is the very beginning, None the end of what can be read. Damage behind the entry does not matter, nor that
    the latest rows of a copy are missing.

    Raises:
        JournalError: If there is no such entry, or either file cannot be used.
    """
    journal = read_journal(path)
    try:
        return fork_of(journal, at_entry, out)
    finally:
        journal.close()


def fork_of(journal: Journal, at_entry: int | None, out: Path) -> Path:
    """Branch off an open journal, as `fork` does."""
    rows = _up_to(journal, at_entry)
    entries = sum(row.what == ENTRY for row in rows)
    branch = create_journal(out, replace(journal.head, forked_from=f"{journal.head.id}@{entries}"))
    try:
        branch.append([NewRow(row.what, row.room_ms, row.at_ms, row.wall, row.data) for row in rows])
        if rows:
            branch.note_position(rows[-1].room_ms, rows[-1].at_ms, rows[-1].wall)
    finally:
        branch.close()
    return out


def _up_to(journal: Journal, at_entry: int | None) -> list[Row]:
    """Return the rows up to an entry, with all that its command or its moment brought about."""
    kept: list[Row] = []
    found: Row | None = None
    if at_entry == 0:
        return kept
    for row in journal.rows():
        if found is not None and (row.what == COMMAND or row.room_ms > found.room_ms):
            return kept
        kept.append(row)
        if row.what == ENTRY and row.data["entry"] == at_entry:
            found = row
    if at_entry is not None and found is None:
        most = sum(row.what == ENTRY for row in kept)
        raise JournalError(f"{journal.path} has no entry {at_entry}", f"its entries go from 0 to {most}")
    return kept
