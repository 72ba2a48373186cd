"""What can be wrong with a journal, said in our words, each with what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from sems_sim.errors import JournalError
from sems_sim.exercise.chain import FORMAT

_FULL, _BUSY, _LOCKED, _READONLY, _IOERR, _CANTOPEN, _NOTADB = 13, 5, 6, 8, 10, 14, 26
_ERROR, _CORRUPT = 1, 11
"""The codes of SQLite, as its documentation numbers them."""
_MAKE_ROOM = "make room on it; what is on record stays, and the exercise goes on from there"
_WORDS = {
    _FULL: ("cannot be written: the disk is full", _MAKE_ROOM),
    _BUSY: (
        "is in use: another desk has it open",
        "close the other one first; its lock ends with its process",
    ),
    _LOCKED: (
        "is in use: another desk has it open",
        "close the other one first; its lock ends with its process",
    ),
    _READONLY: ("may not be written", "copy it, with all files of its name, to a folder of yours"),
    _IOERR: (
        "cannot be read or written: the disk does not answer",
        "is it still plugged in, and has it room?",
    ),
    _CANTOPEN: ("cannot be opened", "copy it, with all files of its name, to a folder of yours"),
    _NOTADB: ("is no journal of an exercise", "a journal is what `sems-sim exercise` writes"),
}


def trouble(error: Exception, path: Path) -> JournalError:
    """Return what an error of SQLite means for a journal."""
    code = int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if code in (_ERROR, _CORRUPT) or isinstance(error, UnicodeError) or "decode" in str(error):
        return damaged(path, None)
    words, remedy = _WORDS.get(
        code, (f"cannot be used: {error}", "try a copy of it, with all files of its name")
    )
    return JournalError(f"{path} {words}", remedy)


def file_trouble(error: Exception, path: Path) -> JournalError:
    """Return what an error of the file system means for a journal that is to be made or opened."""
    if isinstance(error, FileExistsError):
        return JournalError(
            f"{path} exists already, and no journal is ever overwritten",
            f"give another path, or go on with it: sems-sim exercise --resume {path}",
        )
    if isinstance(error, FileNotFoundError):
        if not path.parent.is_dir():
            return JournalError(f"there is no folder {path.parent}", "make it, or give another path")
        if path.is_dir():
            return JournalError(f"{path} is a folder", "name a file in it")
        return JournalError(
            f"there is no journal {path}", "give the path that the exercise named at its start"
        )
    if isinstance(error, IsADirectoryError):
        return JournalError(f"{path} is a folder", "name a file in it")
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return JournalError(f"{path} cannot be written: the disk is full", _MAKE_ROOM)
    return JournalError(
        f"{path} cannot be written: the folder may be read-only",
        "give a path in a folder of yours with --journal",
    )


def no_journal(path: Path) -> JournalError:
    """Return that a file is something else."""
    return JournalError(f"{path} {_WORDS[_NOTADB][0]}", _WORDS[_NOTADB][1])


def newer(path: Path, make: int) -> JournalError:
    """Return that a later program wrote it."""
    return JournalError(
        f"{path} was written by a newer sems-sim (format {make}, and this one knows {FORMAT})",
        "install the newer version; the journal is left as it is",
    )


def damaged(path: Path, row: int | None) -> JournalError:
    """Return that a row is not what was written; None where the file itself cannot be read."""
    if row is None:
        what = "is damaged: the file cannot be read any more"
    else:
        what = (
            f"is damaged or was changed: row {row} is not what was written"
            if row
            else ("is damaged or was changed: its head is not what was written")
        )
    return JournalError(
        f"{path} {what}",
        "take the copy you keep elsewhere, or branch off before that: sems-sim replay JOURNAL --fork OUT --entry N",
    )


def gap(path: Path, rows: int) -> JournalError:
    """Return that a file was copied without the one beside it that held its last rows."""
    return JournalError(
        f"{path} is incomplete: {gap_words(path, rows)}",
        f"copy {path.name}-wal from where it came from, beside it; or go on with what is here: "
        "sems-sim replay JOURNAL --fork OUT",
    )


def gap_words(path: Path, rows: int) -> str:
    """Return what is known of rows that are missing, behind so many that are there."""
    return (
        f"it was copied without {path.name}-wal while it was in use, and the latest rows stood there; "
        f"what is here ends with row {rows}"
    )
