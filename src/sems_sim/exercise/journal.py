"""The durable record of an exercise: one SQLite file, append-only, hash-chained."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sems_sim.errors import JournalError
from sems_sim.exercise.chain import FORMAT, HEAD, Head, NewRow, Position, Row, canonical, chained, noted
from sems_sim.exercise.journal_troubles import damaged, file_trouble, gap, newer, no_journal, trouble

_APPLICATION = 0x53454D53
"""`SEMS`: by this a journal is told from other files of SQLite."""
_PATIENCE_S = 0.3
"""How long opening waits for a lock that somebody is just giving up."""
_TABLES = """
CREATE TABLE rows (
    number INTEGER PRIMARY KEY, what TEXT NOT NULL, room_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL,
    wall TEXT NOT NULL, data TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE position (
    one INTEGER PRIMARY KEY CHECK (one = 1), room_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL,
    wall TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TRIGGER no_change BEFORE UPDATE ON rows BEGIN SELECT RAISE(ABORT, 'a journal is append-only'); END;
CREATE TRIGGER no_removal BEFORE DELETE ON rows BEGIN SELECT RAISE(ABORT, 'a journal is append-only'); END;
CREATE TRIGGER in_order BEFORE INSERT ON rows
    WHEN NEW.number <> (SELECT coalesce(max(number), -1) + 1 FROM rows)
    BEGIN SELECT RAISE(ABORT, 'a journal has no gaps'); END;
"""
_FAILURES = (sqlite3.Error, UnicodeError)
"""What SQLite raises; it says in bytes of the damaged place what is wrong with it, which may be no text."""
_INSERT = "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)"
_READ_HEAD = "SELECT number, what, room_ms, at_ms, wall, data, hash FROM rows WHERE number = 0"
_READ_ROWS = (
    "SELECT number, what, room_ms, at_ms, wall, data, hash FROM rows WHERE number > 0 ORDER BY number"
)


class Journal:
    """An open journal. It belongs to one thread at a time, and while it is open for writing to one process."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, has_gap: bool = False) -> None:
        """Take a connection to a file that is a journal; the head is read, the rows are not yet."""
        self.path = path
        self.has_gap = has_gap
        """Whether the file beside it that held the last rows is missing, so that rows may be lacking."""
        self._connection = connection
        self._count = 0
        self._hash = ""
        self.head = self._read_head()

    @property
    def count(self) -> int:
        """How many rows it holds, the head apart."""
        return self._count

    @property
    def head_hash(self) -> str:
        """The hash of the last row: whoever knows it can prove that nothing before it was changed."""
        return self._hash

    @property
    def position(self) -> Position | None:
        """Where the exercise was when that was last noted; None if it never was, or if the note is damaged."""
        with self._told():
            found = self._connection.execute("SELECT room_ms, at_ms, wall, hash FROM position").fetchone()
        if found is None or found[3] != noted(self._first_hash, found[0], found[1], found[2]):
            return None
        return Position(*found[:3])

    def rows(self) -> Iterator[Row]:
        """Every row in order, checked against the chain.

        Raises:
            JournalError: At the first row that is not what was written.
        """
        before = self._first_hash
        with self._told():
            for place, found in enumerate(self._connection.execute(_READ_ROWS), 1):
                yield self._row(found, place, before)
                before = found[6]

    def append(self, rows: Sequence[NewRow]) -> None:
        """Add rows, all or none; they are on the disk when this returns.

        Raises:
            JournalError: If they could not be written; the journal is then as before.
        """
        number, before, lines = self._count, self._hash, []
        for row in rows:
            number += 1
            text = canonical(row.data)
            before = chained(before, number, row, text)
            lines.append((number, row.what, row.room_ms, row.at_ms, row.wall, text, before))
        with self._told(), self._transaction():
            self._connection.executemany(_INSERT, lines)
        self._count, self._hash = number, before

    def note_position(self, room_ms: int, at_ms: int, wall: str) -> None:
        """Note where the exercise is, outside of the chain. Raises JournalError if it cannot be written."""
        with self._told(), self._transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO position VALUES (1, ?, ?, ?, ?)",
                (room_ms, at_ms, wall, noted(self._first_hash, room_ms, at_ms, wall)),
            )

    def check(self) -> None:
        """Read every row, so that `count` and `head_hash` are known. Raises JournalError for what is damaged."""
        self._count, self._hash = 0, self._first_hash
        for row in self.rows():
            self._count, self._hash = row.number, row.hash

    def sound(self) -> str:
        """Return what SQLite itself finds wrong with the file; empty if nothing."""
        with self._told():
            found = [str(line) for (line,) in self._connection.execute("PRAGMA integrity_check(5)")]
        return "" if found == ["ok"] else "; ".join(found)

    def close(self) -> None:
        """Close the file; afterwards it is whole by itself, with nothing beside it."""
        with suppress(*_FAILURES):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in our words what SQLite finds wrong."""
        try:
            yield
        except _FAILURES as error:
            raise trouble(error, self.path) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            with suppress(*_FAILURES):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            raise

    def _read_head(self) -> Head:
        with self._told():
            found = self._connection.execute(_READ_HEAD).fetchone()
        if found is None:
            raise no_journal(self.path)
        row = self._row(found, 0, "")
        self._first_hash = self._hash = row.hash
        try:
            return Head.of(row.data)
        except (KeyError, TypeError, ValueError) as error:
            raise damaged(self.path, 0) from error

    def _row(self, found: tuple[Any, ...], place: int, before: str) -> Row:
        number, what, room_ms, at_ms, wall, text, own = found
        try:
            row = NewRow(what, room_ms, at_ms, wall, json.loads(text))
            fits = (
                number == place
                and type(room_ms) is type(at_ms) is int
                and own == chained(before, number, row, text)
            )
        except (TypeError, ValueError, AttributeError, RecursionError) as error:
            raise damaged(self.path, place) from error
        if not fits or canonical(row.data) != text:
            raise damaged(self.path, place)
        return Row(number, what, room_ms, at_ms, wall, row.data, own)


def create_journal(path: Path, head: Head) -> Journal:
    """Begin a journal in a file that does not exist yet; nobody else can open it until it is closed.

    Raises:
        JournalError: If there is such a file already, or it cannot be written there.
    """
    try:
        path.open("xb").close()
    except (OSError, ValueError) as error:
        raise file_trouble(error, path) from error
    try:
        return _begun(path, head)
    except BaseException:
        for name in (path, wal_of(path)):
            with suppress(OSError):
                name.unlink(missing_ok=True)
        raise


def open_journal(path: Path) -> Journal:
    """Open a journal to go on with it; nobody else can open it until it is closed or this process ends.

    Raises:
        JournalError: If it is not there, no journal, damaged, incomplete, written by a newer program, in use, or may
            not be written.
    """
    journal = _opened(path, "rw")
    try:
        with journal._told():  # noqa: SLF001 - the maker of a journal finishes it
            _claim(journal._connection)  # noqa: SLF001 - likewise
        journal.check()
    except BaseException:
        journal._connection.close()  # noqa: SLF001 - likewise: nothing of the file is touched
        raise
    if journal.has_gap:
        journal._connection.close()  # noqa: SLF001 - likewise
        raise gap(path, journal.count)
    return journal


def read_journal(path: Path) -> Journal:
    """Open a journal to look at it; the file is not touched, and its rows are not checked before they are read.

    Raises:
        JournalError: If it is not there, no journal, written by a newer program, or in use.
    """
    return _opened(path, "ro")


def wal_of(path: Path) -> Path:
    """Return the file that holds the latest rows while a journal is open, or after its process was killed."""
    return path.with_name(path.name + "-wal")


def _begun(path: Path, head: Head) -> Journal:
    row = NewRow(HEAD, 0, 0, head.opened_wall, head.data())
    text = canonical(row.data)
    line = (0, row.what, row.room_ms, row.at_ms, row.wall, text, chained("", 0, row, text))
    connection = _connect(path, "rw")
    try:
        _claim(connection)
        connection.executescript(f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {FORMAT};")
        connection.executescript(f"BEGIN; {_TABLES}")
        connection.execute(_INSERT, line)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _secure_name(path)
        return Journal(path, connection)
    except _FAILURES as error:
        connection.close()
        raise trouble(error, path) from error


def _claim(connection: sqlite3.Connection) -> None:
    """Take the file for this process alone, for as long as it lives, and have every commit reach the disk."""
    for setting in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL", "fullfsync = ON"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def _secure_name(path: Path) -> None:
    """Have the name of a new file reach the disk, where a folder can be told so."""
    with suppress(OSError):
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _opened(path: Path, mode: str) -> Journal:
    if not path.is_file():
        raise file_trouble(FileNotFoundError(), path)
    had_wal = wal_of(path).exists()
    connection = _connect(path, mode)
    try:
        (application,), (make,) = (
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        )
        if application != _APPLICATION:
            raise no_journal(path)
        if make > FORMAT:
            raise newer(path, make)
        (mode_now,) = connection.execute("PRAGMA journal_mode").fetchone()
        return Journal(path, connection, has_gap=mode_now == "wal" and not had_wal)
    except _FAILURES as error:
        connection.close()
        raise trouble(error, path) from error
    except JournalError:
        connection.close()
        raise


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    try:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=_PATIENCE_S,
            check_same_thread=False,
        )
    except _FAILURES as error:
        raise trouble(error, path) from error
