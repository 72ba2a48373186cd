"""One session and its journal in step: nothing is told before it is on the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sems_sim.errors import CommandRefusedError, JournalError, ScenarioError
from sems_sim.exercise.chain import Position, command_row, entry_row
from sems_sim.exercise.commands import Command
from sems_sim.exercise.entries import Entry
from sems_sim.exercise.journal import Journal
from sems_sim.exercise.replay import rebuild
from sems_sim.exercise.sitting import Maker, Sitting, made

Wall = Callable[[], str]
"""Tells this machine's clock, ISO 8601."""


class Keeper:
    """Drives a session and writes down all of it.

    A session can be ahead of its journal for one reason only: a write failed. It is let go of then, and made anew
    from the journal before anything else happens, so that what was refused has no effect.
    """

    def __init__(
        self, journal: Journal, session: Sitting, wall: Wall, *, written: int = 0, make: Maker = made
    ) -> None:
        """Take an open journal, its session, and how many entries the journal has; the others are written."""
        self.journal = journal
        self._session: Sitting | None = session
        self._wall = wall
        self._make = make
        self._written = written
        self._write(session)

    @property
    def session(self) -> Sitting:
        """The session. Raises JournalError if it could not be made anew since a write failed."""
        if self._session is None:
            session = self._made_anew()
            self._session = session
            self._write(session)
        return self._session

    @property
    def is_behind(self) -> bool:
        """Whether a write failed and the session has not been made anew yet."""
        return self._session is None

    def advance(self, room_ms: int) -> tuple[Entry, ...]:
        """Let the room's time come to a moment; what happened is on the disk on return.

        Raises:
            JournalError: If it could not be written; it will happen again.
        """
        session = self.session
        happened = session.advance(room_ms)
        if happened:
            self._write(session)
        return happened

    def handle(self, command: Command, room_ms: int, by: str = "") -> tuple[Entry, ...]:
        """Carry out a command; it and its entries are on the disk on return.

        What time alone brought about until then is written by itself before, and not among what is returned.

        Raises:
            CommandRefusedError: If it cannot be done now; nothing is recorded.
            ScenarioError: If effects that it carries are wrong; nothing is recorded.
            JournalError: If it could not be written; it has then not happened.
        """
        self.advance(room_ms)
        session = self.session
        moment = Position(room_ms, session.at_ms, self._wall())
        try:
            happened = session.handle(command, room_ms, by)
        except (CommandRefusedError, ScenarioError):
            self._let_go_if_changed(session)
            raise
        except Exception:
            self._session = None
            raise
        self._write(session, (command, by, moment))
        return happened

    def note_position(self, room_ms: int) -> None:
        """Note where the exercise is, for a resume after a power cut. Raises JournalError."""
        self.journal.note_position(room_ms, self.session.at_ms, self._wall())

    def _let_go_if_changed(self, session: Sitting) -> None:
        """A command that was refused has left no trace; if it has, the journal is right."""
        if len(session.entries) != self._written:
            self._session = None

    def _write(self, session: Sitting, given: tuple[Command, str, Position] | None = None) -> None:
        """Write a command and all entries that are not on the disk yet, as one."""
        new: Sequence[Entry] = session.entries[self._written :]
        wall = given[2].wall if given else self._wall()
        rows = [entry_row(entry, wall) for entry in new]
        if given:
            rows.insert(0, command_row(session.commands, *given))
        if not rows:
            return
        try:
            self.journal.append(rows)
        except JournalError:
            self._session = None
            raise
        self._written += len(new)

    def _made_anew(self) -> Sitting:
        """Return the session as the journal has it, once the journal can be written again."""
        position = self.journal.position
        wall = self._wall()
        self.journal.note_position(*((position.room_ms, position.at_ms) if position else (0, 0)), wall)
        return rebuild(self.journal, make=self._make)
