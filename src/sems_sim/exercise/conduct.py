"""How a live exercise goes on: time, commands, pictures, and a disk that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sems_sim.errors import CommandRefusedError, JournalError, SemsError
from sems_sim.exercise.chain import Head, Row
from sems_sim.exercise.commands import Command, PauseClock
from sems_sim.exercise.entries import Entry
from sems_sim.exercise.journal import Journal
from sems_sim.exercise.keeper import Wall
from sems_sim.exercise.listeners import Listener, Update
from sems_sim.exercise.opening import Opened
from sems_sim.exercise.picture import Picture, PublicPicture
from sems_sim.exercise.room_clock import Monotonic, RoomClock
from sems_sim.exercise.sitting import Sitting
from sems_sim.exercise.standing import Standing

TICK_S = 0.05
"""How often time alone is looked at while the clock runs, ..."""
_REST_S = 0.2
"""... and while it stands."""
_PICTURE_NS = 100_000_000
"""Pictures are at least so far apart, ..."""
_STANDING_NS = 1_000_000_000
"""... or so, while the clock stands and nothing happens; ..."""
_PICTURE_SHARE = 8
"""... and the time between two is at least so many times as long as drawing one takes."""
_NOTE_NS = 1_000_000_000
"""How often the position is noted while the clock runs, ..."""
_NOTE_STANDING_NS = 10_000_000_000
"""... and while it stands."""
_RETRY_NS = 2_000_000_000
"""How long to wait before a disk that failed is tried again."""
_ASLEEP_NS = 5_000_000_000
"""A rest that lasts so much longer than meant: the machine was asleep, and that is no time of the exercise."""


class Conduct:
    """Conducts an exercise; it belongs to one thread, listeners apart."""

    def __init__(self, opened: Opened, monotonic: Monotonic, wall: Wall) -> None:
        """Take an exercise that was opened."""
        self.latest: Update | None = None
        self._opened = opened
        self._keeper = opened.keeper
        self._monotonic = monotonic
        self._wall = wall
        self._clock = RoomClock(monotonic, opened.room_ms)
        self._room_ms = opened.room_ms
        """The present, as far as the session has come."""
        self._listeners: tuple[Listener, ...] = ()
        self._greeted: set[Listener] = set()
        self._told = len(self._keeper.session.entries)
        self._trouble = ""
        self._broken: Exception | None = None
        self._retry_ns = self._noted_ns = self._drawn_ns = 0
        self._drawing_ns = 0

    @property
    def journal(self) -> Journal:
        """The journal."""
        return self._keeper.journal

    @property
    def session(self) -> Sitting:
        """The session, as far as it is on the disk. Raises JournalError while that fails."""
        return self._keeper.session

    @property
    def _is_running(self) -> bool:
        return not self._trouble and not self._keeper.is_behind and self._keeper.session.state == "running"

    def go(self) -> None:
        """Let the room's time run."""
        self._clock.go()

    def so_far(self) -> tuple[Head, tuple[Row, ...], int]:
        """Return the journal's head, its rows, and the room's time, from which a copy can be made."""
        return self.journal.head, tuple(self.journal.rows()), self._room_ms

    def submit(self, command: Command, by: str) -> tuple[Entry, ...]:
        """Carry out a command. Raises CommandRefusedError or JournalError; it has not happened then."""
        if self._broken is not None:
            raise self._broken
        try:
            self._room_ms = self._clock.now_ms
            happened = self._keeper.handle(command, self._room_ms, by)
        except JournalError as error:
            self._halt(error)
            raise
        if self._trouble:
            self._mended()
        return happened

    def tick(self) -> None:
        """Do what time alone asks for: let the model go on, note the position, draw pictures."""
        if self._broken is None and (not self._trouble or self._monotonic() >= self._retry_ns):
            with suppress(Exception):  # kept as the trouble, which everybody is told
                self._go_on()
        self._tell_if_due()

    @contextmanager
    def resting(self) -> Iterator[float]:
        """Rest for at most so many seconds; if the machine was asleep meanwhile, that time does not count."""
        rest_s = TICK_S if self._is_running else _REST_S
        began_ns = self._monotonic()
        yield rest_s
        over_ns = self._monotonic() - began_ns - round(rest_s * 1e9)
        if over_ns > _ASLEEP_NS:
            self._clock.leave_out(over_ns)
            self._pause("the machine was asleep")

    def picture(self) -> Picture:
        """Return what a facilitator may see now. Raises JournalError while the journal cannot be written."""
        self._advance()
        return self.session.picture(self._room_ms)

    def public_picture(self) -> PublicPicture:
        """Return what the room's screen may show now. Raises JournalError while the journal cannot be written."""
        self._advance()
        return self.session.public_picture(self._room_ms)

    def standing(self) -> Standing:
        """Return what a forecast from now on needs. Raises JournalError while the journal cannot be written."""
        self._advance()
        return self.session.standing()

    def add(self, listener: Listener) -> None:
        """Tell a listener of everything from now on, the present first."""
        self._listeners = (*self._listeners, listener)
        with suppress(Exception):  # kept as the trouble, which it is told
            self._advance()
        self._tell()

    def remove(self, listener: Listener) -> None:
        """Tell it no more."""
        self._listeners = tuple(other for other in self._listeners if other is not listener)
        self._greeted.discard(listener)

    def close(self, patience_s: float) -> None:
        """Note where the exercise is, tell it a last time, and close the journal."""
        self._clock.stand()
        with suppress(Exception):  # what could not be noted now was noted a second ago
            if not self._trouble:
                self._advance()
                self._keeper.note_position(self._room_ms)
            self._tell()
        self.journal.close()
        for listener in self._listeners:
            listener.leave()
        for listener in self._listeners:
            listener.join(patience_s)

    def _advance(self) -> None:
        """Let the session come to the present."""
        if self._broken is not None:
            raise self._broken
        self._room_ms = self._clock.now_ms
        try:
            self._keeper.advance(self._room_ms)
        except JournalError as error:
            self._halt(error)
            raise
        except Exception as error:
            self._break(error)
            raise

    def _go_on(self) -> None:
        self._advance()
        if self._trouble:
            self._mended()
        now_ns = self._monotonic()
        if now_ns - self._noted_ns >= (_NOTE_NS if self._is_running else _NOTE_STANDING_NS):
            self._noted_ns = now_ns
            try:
                self._keeper.note_position(self._room_ms)
            except JournalError as error:
                self._halt(error)

    def _halt(self, error: JournalError) -> None:
        """The journal cannot be written: the room's time stands until it can."""
        self._clock.stand()
        self._retry_ns = self._monotonic() + _RETRY_NS
        self._trouble = str(error)

    def _mended(self) -> None:
        self._trouble = ""
        self._clock.go()
        self._pause("the journal could not be written")

    def _break(self, error: Exception) -> None:
        """Something that must not happen happened: all that is on record is safe, and nothing is added to it."""
        self._clock.stand()
        self._broken = error
        what = str(error) if isinstance(error, SemsError) else f"{type(error).__name__}: {error}"
        self._trouble = f"the exercise cannot go on: {what}"

    def _pause(self, why: str) -> None:
        with suppress(CommandRefusedError, JournalError):
            if self._is_running:
                self._room_ms = self._clock.now_ms
                self._keeper.handle(PauseClock(why), self._room_ms, "host")

    def _tell_if_due(self) -> None:
        if not self._listeners:
            return
        since_ns = self._monotonic() - self._drawn_ns
        has_news = not self._keeper.is_behind and len(self._keeper.session.entries) > self._told
        spacing_ns = max(_PICTURE_NS, _PICTURE_SHARE * self._drawing_ns)
        if since_ns >= (spacing_ns if has_news or self._is_running else max(spacing_ns, _STANDING_NS)):
            self._tell()

    def _tell(self) -> None:
        update = self._update()
        if update is None:
            return
        self.latest = update
        for listener in self._listeners:
            is_new = listener not in self._greeted
            self._greeted.add(listener)
            listener.tell(self._greeting(update) if is_new else update)

    def _greeting(self, update: Update) -> Update:
        return Update(update.picture, update.public, (), self._opened.resumed, update.trouble)

    def _update(self) -> Update | None:
        """Return the present; while the journal fails, the last picture with what is the matter."""
        if self._keeper.is_behind or self._broken is not None:
            last = self.latest
            return last and Update(last.picture, last.public, (), None, self._trouble)
        began_ns = self._monotonic()
        session, room_ms = self._keeper.session, self._room_ms
        new = tuple(session.entries[self._told :])
        update = Update(session.picture(room_ms), session.public_picture(room_ms), new, None, self._trouble)
        self._told += len(new)
        self._drawn_ns = self._monotonic()
        self._drawing_ns = self._drawn_ns - began_ns
        return update
