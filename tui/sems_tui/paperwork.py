"""The papers of an exercise, written from its journal while the desk holds it open."""

from __future__ import annotations

from pathlib import Path


def papers_of(journal: Path) -> tuple[Path, ...]:
    """Write every paper that an exercise gives into a folder beside its journal; return the files. Slow.

    Raises:
        JournalError: If the journal cannot be read.
        ArgumentError: If the folder cannot be written.
    """
    from sems_sim.reports import KINDS, read_source, write_sheets

    kinds = [kind for kind in KINDS if "journal" in kind.needs]
    return write_sheets(read_source(journal), journal.with_suffix(".papers"), kinds)
