"""Every kind of paper there is, found by the name of the file that is asked for."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sems_sim.errors import ArgumentError
from sems_sim.reports.after_kinds import AFTER
from sems_sim.reports.before_kinds import BEFORE
from sems_sim.reports.log_kinds import LOGS
from sems_sim.reports.paper_kind import PaperKind, Sheet, Source, source_of

if TYPE_CHECKING:
    from sems_sim.exercise import Journal, Sitting

KINDS: tuple[PaperKind, ...] = (*AFTER, *BEFORE, *LOGS)
"""A kind that is added here is known to `sems-sim report`, to its help and to the desk."""


def kind_of(path: Path) -> PaperKind:
    """Return the kind that a file's name asks for; of several, the one with the longest name.

    Raises:
        ArgumentError: If there is none, with all that there are.
    """
    found = [kind for kind in KINDS if kind.fits(path)]
    if not found:
        known = ", ".join(kind.example for kind in KINDS)
        raise ArgumentError(
            f"{path.name}: no paper is called so", f"a file's name begins and ends as in: {known}"
        )
    return max(found, key=lambda kind: len(kind.name))


def make_paper(kind: PaperKind, source: Source) -> bytes:
    """Return a paper as the bytes of its file.

    Raises:
        ArgumentError: If it cannot be made from what there is.
    """
    _check(kind, source)
    return kind.makes(source)


def sheets_of(kind: PaperKind, source: Source) -> tuple[Sheet, ...]:
    """Return the files of a paper with the names that they should have in a folder. Raises as `make_paper` does."""
    _check(kind, source)
    return kind.sheets(source) if kind.sheets else (Sheet(kind.example, kind.makes(source)),)


def _check(kind: PaperKind, source: Source) -> None:
    if source.what not in kind.needs:
        needed = " or ".join(
            {"journal": "the journal of an exercise"}.get(one, f"a {one}") for one in kind.needs
        )
        raise ArgumentError(f"{kind.example} cannot be made from a {source.what}", f"give {needed}")


def write_reports(
    session: Sitting, journal: Journal, folder: Path, kinds: Sequence[str] = ()
) -> tuple[Path, ...]:
    """Write papers of an exercise into a folder, which is made if there is none; return the files.

    `kinds` names them as `PaperKind.example` does (`aar.docx`); none given means all that an exercise gives.

    Raises:
        ArgumentError: If a kind is unknown, or the folder cannot be written.
    """
    asked = [kind_of(Path(name)) for name in kinds] or [kind for kind in KINDS if "journal" in kind.needs]
    return write_sheets(source_of(session, journal), folder, asked)


def write_sheets(source: Source, folder: Path, kinds: Iterable[PaperKind]) -> tuple[Path, ...]:
    """Write papers into a folder, each under its usual name; return the files. Raises ArgumentError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArgumentError(f"{folder}: no folder can be made here", "name another one") from error
    found = []
    for kind in kinds:
        for sheet in sheets_of(kind, source):
            put(folder / sheet.name, sheet.content)
            found.append(folder / sheet.name)
    return tuple(found)


def put(path: Path, content: bytes) -> None:
    """Write a file so that no reader ever sees half of it. Raises ArgumentError if it cannot be written."""
    try:
        handle, name = tempfile.mkstemp(prefix=".paper.", dir=path.parent)
    except OSError as error:
        raise ArgumentError(
            f"{path}: cannot be written here", "is there such a folder, and is it yours?"
        ) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise ArgumentError(
            f"{path}: cannot be written", "is it a folder, or open in another program?"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
