"""One session in real time: one thread, a queue of commands, any number of listeners."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sems_sim.errors import JournalError
from sems_sim.exercise.branch import fork_of
from sems_sim.exercise.commands import Command
from sems_sim.exercise.conduct import Conduct
from sems_sim.exercise.entries import Entry
from sems_sim.exercise.imagining import imagined
from sems_sim.exercise.keeper import Wall
from sems_sim.exercise.listeners import Listener, ResumeNote, Told, Update
from sems_sim.exercise.opening import Opened, begin, take_up
from sems_sim.exercise.picture import Picture, PublicPicture
from sems_sim.exercise.room_clock import Monotonic
from sems_sim.exercise.sitting import Maker, made
from sems_sim.exercise.standing import Standing

Result = TypeVar("Result")
_GOODBYE_S = 2.0
"""How long closing waits for a slow listener."""


def machine_clock() -> str:
    """Return this machine's clock, in UTC to the millisecond, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Host:
    """An exercise that goes on by itself. Everything here may be called from any thread.

    What it does it does on one thread of its own, from `start` to `close`; before `start` it does it on the caller's.
    """

    def __init__(self, opened: Opened, *, monotonic: Monotonic, wall: Wall) -> None:
        """Take an exercise that was opened; `open_new` and `resume` are the usual ways."""
        self._conduct = Conduct(opened, monotonic, wall)
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._gate = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_closing = False
        self.resumed: ResumeNote | None = opened.resumed

    @classmethod
    def open_new(  # noqa: PLR0913 - what an exercise is made of, and the two clocks that tests hand in
        cls,
        scenario_path: Path,
        *,
        seed: int | None = None,
        journal_path: Path | None = None,
        overrides: Mapping[str, str] | None = None,
        monotonic: Monotonic = time.monotonic_ns,
        wall: Wall = machine_clock,
        make: Maker = made,
    ) -> Host:
        """Open a new exercise and its journal; it is not started. What is left out is as in `begin`.

        Raises:
            ScenarioError: If the scenario is wrong.
            TrustError: If it brings code of its own.
            JournalError: If the journal cannot be made.
        """
        opened = begin(
            scenario_path,
            seed=seed,
            journal_path=journal_path,
            overrides=overrides,
            wall=wall,
            make=make,
        )
        return cls(opened, monotonic=monotonic, wall=wall)

    @classmethod
    def resume(
        cls,
        journal_path: Path,
        *,
        monotonic: Monotonic = time.monotonic_ns,
        wall: Wall = machine_clock,
        make: Maker = made,
    ) -> Host:
        """Take an exercise up again; its clock stands, and it is not started.

        Raises:
            JournalError: If the journal cannot be opened, or does not give the same session again.
        """
        return cls(take_up(journal_path, wall=wall, make=make), monotonic=monotonic, wall=wall)

    def start(self) -> None:
        """Let the room's time run."""
        self._thread = threading.Thread(target=self._work, name="exercise", daemon=True)
        self._thread.start()

    def submit(self, command: Command, by: str = "") -> tuple[Entry, ...]:
        """Carry out a command given by a role; what it brought about is on the disk on return.

        Raises:
            CommandRefusedError: If it cannot be done now; nothing is recorded.
            JournalError: If it could not be written down; it has not happened.
        """
        return self._ask(lambda: self._conduct.submit(command, by))

    def listen(self, told: Told) -> Callable[[], None]:
        """Tell somebody of everything from now on, the present picture first; return how to stop that.

        Each listener is told on a thread of its own. One that is slow misses pictures, never entries.
        """
        listener = Listener(told)
        self._ask(lambda: self._conduct.add(listener))

        def leave() -> None:
            with suppress(JournalError):
                self._ask(lambda: self._conduct.remove(listener))
            listener.leave()

        return leave

    def picture(self) -> Picture:
        """Return what a facilitator may see now."""
        return self._ask(self._conduct.picture)

    def public_picture(self) -> PublicPicture:
        """Return what the room's screen may show now."""
        return self._ask(self._conduct.public_picture)

    def standing(self) -> Standing:
        """Return what a forecast from now on needs."""
        return self._ask(self._conduct.standing)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything on record so far, in order."""
        return self._ask(lambda: tuple(self._conduct.session.entries))

    def imagine(self, command: Command) -> tuple[Standing, Standing]:
        """Return where this exercise stands, and where it would if a command were given now; nothing is given.

        The copy that it takes is made on the caller's thread; the exercise goes on meanwhile.

        Raises:
            CommandRefusedError: If the command would be refused, or changes nothing in the model.
        """
        head, rows, room_ms = self._ask(self._conduct.so_far)
        return imagined(head, rows, room_ms, command)

    def fork(self, at_entry: int, out: Path) -> Path:
        """Branch this exercise off into another journal, which ends with an entry; this one goes on.

        Raises:
            JournalError: If there is no such entry, or the other file cannot be written.
        """
        return self._ask(lambda: fork_of(self._conduct.journal, at_entry, out))

    @property
    def latest(self) -> Update | None:
        """What listeners were told last; None if there was none to tell."""
        return self._conduct.latest

    @property
    def fingerprint(self) -> str:
        """Hash of the model's trace and of every entry so far."""
        return self._ask(lambda: self._conduct.session.fingerprint)

    @property
    def journal_path(self) -> Path:
        """Where the journal is."""
        return self._conduct.journal.path

    @property
    def head_hash(self) -> str:
        """The hash of the last row of the journal."""
        return self._conduct.journal.head_hash

    def close(self) -> None:
        """Stop, note where, and close the journal; closing twice does no harm."""
        with self._gate:
            was_closing, self._is_closing = self._is_closing, True
            self._jobs.put(lambda: None)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        if not was_closing:
            self._conduct.close(_GOODBYE_S)

    def _ask(self, work: Callable[[], Result]) -> Result:
        """Have something done on the host's thread and return what it returns, or raise what it raises."""
        answer: Future[Result] = Future()

        def job() -> None:
            try:
                answer.set_result(work())
            except BaseException as error:  # noqa: BLE001 - whoever asked gets it
                answer.set_exception(error)

        with self._gate:
            if self._is_closing:
                message = f"the exercise of {self.journal_path} is closed"
                raise JournalError(
                    message, f"take it up again: sems-sim exercise --resume {self.journal_path}"
                )
            if self._thread is not None:
                self._jobs.put(job)
        if self._thread is None:
            job()
        return answer.result()

    def _work(self) -> None:
        self._conduct.go()
        while not self._is_closing:
            with self._conduct.resting() as rest_s:
                job = self._next_job(rest_s)
            if job is not None:
                job()
            self._conduct.tick()
        with suppress(queue.Empty):
            while True:
                self._jobs.get_nowait()()

    def _next_job(self, rest_s: float) -> Callable[[], None] | None:
        try:
            return self._jobs.get(timeout=rest_s)
        except queue.Empty:
            return None
