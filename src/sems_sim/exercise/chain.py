"""The rows of a journal and the chain of hashes that binds them: text in, SHA-256 out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from sems_sim.exercise.codec import from_data, to_data
from sems_sim.exercise.commands import Command
from sems_sim.exercise.entries import Entry

FORMAT = 1
"""What a journal's file says of its own make; a later make is refused by an earlier program."""
HEAD, COMMAND, ENTRY = "head", "command", "entry"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the beginning of a journal: all that a session is a function of, but for the commands."""

    scenario_files: tuple[tuple[str, str], ...]
    """(path from the scenario's folder, text) of every file; the first is the scenario."""
    overrides: tuple[tuple[str, str], ...]
    """(path, value) of each `--set`."""
    seed: int
    version: str
    """Of the program that wrote it."""
    python: str
    opened_wall: str
    """When the exercise was opened, by this machine's clock, ISO 8601."""
    id: str
    forked_from: str = ""
    """`id@entry` of the journal that it branches from, or empty."""

    def data(self) -> dict[str, Any]:
        """Return the head as plain data."""
        return asdict(self)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Head:
        """Return the head that plain data says; keys unknown to this program are left out.

        Raises KeyError, TypeError and ValueError if it is none.
        """
        return cls(
            _pairs(data["scenario_files"]),
            _pairs(data["overrides"]),
            int(data["seed"]),
            str(data["version"]),
            str(data["python"]),
            str(data["opened_wall"]),
            str(data["id"]),
            str(data.get("forked_from", "")),
        )


def _pairs(data: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(first), str(second)) for first, second in data)


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row as it is handed to a journal."""

    what: str
    """command or entry."""
    room_ms: int
    at_ms: int
    wall: str
    """This machine's clock when it was written, ISO 8601: for people, and for nothing else."""
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a journal holds it."""

    number: int
    """From 1, without a gap; the head is row 0."""
    what: str
    room_ms: int
    at_ms: int
    wall: str
    data: dict[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where the exercise was when that was last noted."""

    room_ms: int
    at_ms: int
    wall: str


def canonical(data: dict[str, Any]) -> str:
    """Return plain data as the one text that is hashed: JSON with sorted keys, no blanks, ASCII only."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def chained(before: str, number: int, row: NewRow, text: str) -> str:
    """Return the hash of a row: SHA-256 over seven lines, in lower-case hexadecimal.

    The lines are the hash of the row before (empty for the head), number, what, room_ms, at_ms, wall, and the
    canonical text of the data; a line feed stands between them, none at the end.
    """
    lines = (before, str(number), row.what, str(row.room_ms), str(row.at_ms), row.wall, text)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def noted(first: str, room_ms: int, at_ms: int, wall: str) -> str:
    """Return the hash of a noted position, made as that of a row that follows the head (`first` is its hash)."""
    return hashlib.sha256("\n".join((first, str(room_ms), str(at_ms), str(wall))).encode()).hexdigest()


def command_row(number: int, command: Command, by: str, moment: Position) -> NewRow:
    """Return the row of an accepted command; `number` counts commands from 1."""
    data = {"command": number, "by": by, "do": to_data(command)}
    return NewRow(COMMAND, moment.room_ms, moment.at_ms, moment.wall, data)


def entry_row(entry: Entry, wall: str) -> NewRow:
    """Return the row of an entry."""
    return NewRow(ENTRY, entry.room_ms, entry.at_ms, wall, entry_data(entry))


def entry_data(entry: Entry) -> dict[str, Any]:
    """Return what a row of an entry holds beside its times."""
    return {
        "entry": entry.number,
        "command": entry.command,
        "by": entry.by,
        "fact": json.loads(canonical(to_data(entry.fact))),
    }


def command_of(row: Row) -> tuple[Command, str]:
    """Return the command of a row and who gave it. Raises ArgumentError if it says no command known here."""
    command: Command = from_data(row.data["do"], path=f"row {row.number}: ")
    return command, str(row.data["by"])


def entry_of(row: Row) -> Entry:
    """Return the entry of a row. Raises ArgumentError if it says no fact known here."""
    data = row.data
    fact = from_data(data["fact"], path=f"row {row.number}: ")
    return Entry(data["entry"], row.at_ms, row.room_ms, fact, data["command"], data["by"])
