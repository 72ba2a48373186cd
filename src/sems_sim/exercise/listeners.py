"""Whoever listens gets the newest picture, however slow; nobody is waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from sems_sim.exercise.entries import Entry
from sems_sim.exercise.picture import FeedLine, Picture, PublicPicture


@dataclass(frozen=True, slots=True)
class ResumeNote:
    """What the room has to be told when an exercise goes on after a stop that nobody wanted."""

    last: tuple[FeedLine, ...]
    """The last three things on record, oldest first."""
    stopped_wall: str
    """When something was last noted, by the machine's clock."""
    at_ms: int
    """Scenario time at which it stopped, and stands now."""
    down_ms: int | None
    """For how long it was down; None where the machine's clock went back, so that nobody knows."""
    repeat: str
    """What must be said again."""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """What a listener is told."""

    picture: Picture
    public: PublicPicture
    entries: tuple[Entry, ...]
    """All that happened since this listener was told last, oldest first."""
    resumed: ResumeNote | None = None
    """In the first update after a resume."""
    trouble: str = ""
    """Why the exercise cannot go on right now, with the remedy; empty if it can."""


Told = Callable[[Update], None]


class Listener:
    """One listener with a thread of its own and room for one update; a newer one takes the place of an older."""

    def __init__(self, told: Told) -> None:
        """Begin to listen."""
        self.failures = 0
        """How often it raised."""
        self._told = told
        self._waiting: Update | None = None
        self._has_left = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="exercise listener", daemon=True)
        self._thread.start()

    def tell(self, update: Update) -> None:
        """Hand over an update, at once; entries of one that was not taken yet go before its own."""
        with self._changed:
            before = self._waiting
            if before is not None:
                entries = before.entries + update.entries
                update = replace(update, entries=entries, resumed=update.resumed or before.resumed)
            self._waiting = update
            self._changed.notify()

    def leave(self) -> None:
        """Listen no more; an update that waits is still handed over."""
        with self._changed:
            self._has_left = True
            self._changed.notify()

    def join(self, timeout_s: float) -> None:
        """Wait until what was handed over has been taken, but not for ever; for its own thread not at all."""
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout_s)

    def _work(self) -> None:
        while (update := self._next()) is not None:
            try:
                self._told(update)
            except Exception:  # noqa: BLE001 - whatever a listener does, the exercise goes on
                self.failures += 1

    def _next(self) -> Update | None:
        with self._changed:
            while self._waiting is None and not self._has_left:
                self._changed.wait()
            update, self._waiting = self._waiting, None
            return update
