"""A host without an exercise: it answers commands on a picture."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise import commands, entries
from sems_sim.exercise import picture as views
from tests.unit.sems_tui import pictures


@dataclass(frozen=True, slots=True)
class Update:
    """What a listener hears."""

    picture: views.Picture
    public: views.PublicPicture
    entries: tuple[entries.Entry, ...] = ()
    resumed: Any = None
    trouble: str = ""


class FakeHost:
    """Keeps one picture and changes it as commands ask; remembers every command."""

    def __init__(self, shown: views.Picture | None = None, *, delay_s: float = 0.0) -> None:
        """Begin with a picture; each command takes so long."""
        self.shown = shown or pictures.rich()
        self.public = pictures.public()
        self.journal_path = Path("results/north-hyde.journal")
        self.head_hash = "5e35" * 16
        self.commands: list[commands.Command] = []
        self.delay_s = delay_s
        self.is_closed = False
        self.record: list[entries.Entry] = []
        self.imagined: list[commands.Command] = []
        self.forks: list[tuple[int, Path]] = []
        self._listeners: list[Callable[[Any], None]] = []
        self._lock = threading.Lock()

    def submit(self, command: commands.Command, by: str = "") -> tuple[entries.Entry, ...]:
        """Carry a command out on the picture."""
        time.sleep(self.delay_s)
        with self._lock:
            self.commands.append(command)
            fact = self._fact(command)
            entry = entries.Entry(
                len(self.shown.feed) + 1, self.shown.clock.at_ms, self.shown.clock.room_ms, fact
            )
            self.record.append(entry)
            words = type(fact).__name__ if not isinstance(fact, entries.Remarked) else fact.words
            kind = "remark" if isinstance(fact, entries.Remarked) else "log"
            line = views.FeedLine(entry.number, entry.at_ms, entry.room_ms, "05:01", kind, words, "", 3, by)
            self.shown = replace(self.shown, feed=(*self.shown.feed, line))
        self.tell((entry,))
        return (entry,)

    def _fact(self, command: commands.Command) -> entries.Fact:
        clock = self.shown.clock
        match command:
            case commands.PauseClock():
                if clock.state == "paused":
                    raise CommandRefusedError("The clock stands already.", "press space to let it run")
                self._clock(state="paused", why="paused by the facilitator")
                return entries.ClockPaused()
            case commands.ResumeClock() | commands.StartExercise():
                self._clock(state="running", why="")
                return entries.ClockResumed()
            case commands.SetSpeed(speed=speed):
                self._clock(speed=speed)
                return entries.SpeedSet(speed)
            case commands.FireInject(inject=name):
                self.shown = replace(
                    self.shown, injects=tuple(self._fired(one, name) for one in self.shown.injects)
                )
                return entries.InjectReleased(name, name, ("cmc",), "facilitator")
            case commands.AnswerPrompt(prompt=number, accept=accept):
                kept = tuple(one for one in self.shown.prompts if one.number != number)
                self.shown = replace(self.shown, prompts=kept)
                return entries.PromptAnswered(number, accept)
            case commands.StepToNext():
                self._clock(at_ms=clock.at_ms + pictures.MINUTE, state="paused", why="stepped")
                return entries.ClockJumped(clock.at_ms, clock.at_ms + pictures.MINUTE)
            case commands.Mark(text=text):
                return entries.Marked(text)
        return entries.Remarked(f"{type(command).__name__} did nothing here")

    def _fired(self, one: views.InjectView, name: str) -> views.InjectView:
        return replace(one, status="released", released_ms=self.shown.clock.at_ms) if one.id == name else one

    def _clock(self, **changes: Any) -> None:
        self.shown = replace(self.shown, clock=replace(self.shown.clock, **changes))

    def tell(self, found: tuple[entries.Entry, ...] = (), resumed: Any = None) -> None:
        """Let every listener hear of the present picture."""
        for listener in self._listeners:
            listener(Update(self.shown, self.public, found, resumed))

    def listen(self, listener: Callable[[Any], None]) -> Callable[[], None]:
        """Take a listener on."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def picture(self) -> views.Picture:
        """Return the picture as it is."""
        return self.shown

    def public_picture(self) -> views.PublicPicture:
        """Return the public picture as it is."""
        return self.public

    @property
    def entries(self) -> tuple[entries.Entry, ...]:
        """Return what this host remembers: one entry for each command."""
        return tuple(self.record)

    def imagine(self, command: commands.Command) -> tuple[Any, Any]:
        """Return the picture twice, and remember what was imagined."""
        self.imagined.append(command)
        return self.shown, self.shown

    def fork(self, at_entry: int, out: Path) -> Path:
        """Remember that somebody branched off."""
        self.forks.append((at_entry, out))
        return out

    def standing(self) -> Any:
        """Return the picture: the fake forecaster wants no more."""
        return self.shown

    def start(self) -> None:
        """Do nothing: time stands here."""

    def close(self) -> None:
        """Remember that somebody closed it."""
        self.is_closed = True
