"""The way from screen to screen; what takes a while is done off their loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from textual.app import App
from textual.screen import Screen

from sems_sim.errors import SemsError
from sems_sim.exercise import commands
from sems_tui.desk import Hosting
from sems_tui.papers import (
    Begin,
    Brief,
    Found,
    JournalFound,
    Readiness,
    ScenarioFound,
    brief_of,
    find,
    readiness_of,
)
from sems_tui.screens import BriefingScreen, HomeScreen

Result = TypeVar("Result")
RESULTS = Path("results")
"""Where journals are kept unless another place is named."""


class Hosts(Protocol):
    """What opens an exercise."""

    def open_new(self, begin: Begin, journal: Path) -> Hosting:
        """Open a new exercise and its journal."""
        ...

    def resume(self, journal: Path) -> Hosting:
        """Take an exercise up again."""
        ...


@dataclass(frozen=True, slots=True)
class RealHosts:
    """Exercises in real time, with a journal on the disk."""

    overrides: Mapping[str, str] = field(default_factory=dict)
    speed: int | None = None
    """How many times as fast as the room's the clock begins; None for once."""

    def open_new(self, begin: Begin, journal: Path) -> Hosting:
        """Open a new exercise, with what the briefing changed. Raises SemsError."""
        from sems_sim.exercise import Host

        journal.parent.mkdir(parents=True, exist_ok=True)
        host = Host.open_new(begin.path, seed=begin.seed, journal_path=journal, overrides=self.overrides)
        speed = () if self.speed is None else (commands.SetSpeed(self.speed),)
        try:
            for command in (*begin.commands, *speed):
                host.submit(command, "briefing")
        except SemsError:
            host.close()
            raise
        return host

    def resume(self, journal: Path) -> Hosting:
        """Take an exercise up again. Raises SemsError."""
        from sems_sim.exercise import Host

        return Host.resume(journal)


@dataclass(frozen=True, slots=True)
class Looking:
    """What is looked up for the screens before the desk; tests put others in their place."""

    find: Callable[[], Found] = find
    brief: Callable[[Path], Brief] = brief_of
    rehearse: Callable[[Path, Callable[[int, int], None]], Readiness] | None = readiness_of


class Opening:
    """Takes whoever sits at the desk from the first screen to the control screen."""

    def __init__(
        self,
        app: App[Any],
        take_control: Callable[[Hosting], None],
        hosts: Hosts,
        looking: Looking | None = None,
    ) -> None:
        """Work on an app; `take_control` opens the control screen on a host."""
        self._app = app
        self._take_control = take_control
        self._hosts = hosts
        self._looking = looking or Looking()
        self._is_busy = False
        self.journal: Path | None = None
        """Where the next journal is kept; None for a name of its own in `results`."""

    def home(self) -> Screen[None]:
        """Return the first screen."""
        return HomeScreen(self._looking.find, brief=self._chosen, resume=self._resumed)

    def _chosen(self, found: ScenarioFound) -> None:
        self.brief(found.path)

    def _resumed(self, found: JournalFound) -> None:
        self._say("Taking it up again …")
        self._work(lambda: self._hosts.resume(found.path), self._take_control)

    def brief(self, path: Path) -> None:
        """Read a scenario and show its briefing."""
        self._say("Reading …")
        self._work(lambda: self._looking.brief(path), self.show_briefing)

    def show_briefing(self, brief: Brief) -> None:
        """Show a briefing; when it is accepted, the exercise is opened and the control screen shown."""
        self._say("")
        look = self._looking.rehearse
        rehearse = None if look is None else lambda shown, progress: look(shown.path, progress)
        self._app.push_screen(BriefingScreen(brief, rehearse), self._begin)

    def _begin(self, begin: Begin | None) -> None:
        if begin is not None:
            journal = self.journal or free_journal(begin.path.stem, datetime.now().astimezone())
            self._say("Opening …")
            self._work(lambda: self._hosts.open_new(begin, journal), self._take_control)

    # --- off the loop ---

    def _work(self, work: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do something that takes a while, then something with what came of it; one at a time."""

        def done() -> None:
            try:
                found = work()
            except (SemsError, OSError) as error:
                self._app.call_from_thread(self._trouble, error)
                return
            finally:
                self._is_busy = False
            self._app.call_from_thread(then, found)

        if self._is_busy:
            return
        self._is_busy = True
        self._app.run_worker(done, thread=True, exit_on_error=False, group="opening")

    def _trouble(self, error: SemsError | OSError) -> None:
        words = getattr(error, "message", "") or str(error).splitlines()[0]
        self._say(words, getattr(error, "remedy", "") or "nothing was begun")

    def _say(self, words: str, remedy: str = "") -> None:
        for screen in self._app.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.say(words, remedy, is_wrong=bool(remedy))


def free_journal(name: str, now: datetime) -> Path:
    """Return a path in `results` for a journal begun now, at which nothing is yet."""
    stem = f"{name}-{now:%Y-%m-%d-%H%M}"
    for number in range(1, 1_000):
        path = RESULTS / f"{stem}{'' if number == 1 else f'-{number}'}.journal"
        if not path.exists():
            return path
    return RESULTS / f"{stem}-{now:%S%f}.journal"
