"""A session that is easy to foresee, a file for it, and what a disk can do wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise import commands as ask
from sems_sim.exercise import entries as told
from sems_sim.exercise.entries import Entry, Fact
from sems_sim.exercise.picture import ClockView, FeedLine, Picture, PublicPicture
from sems_sim.exercise.standing import Standing
from sems_sim.exercise.style import UK
from sems_sim.scenario import Scenario

SCENARIO = """\
sems_sim: 1
id: a-drill
title: A drill
clock: {start: 2026-01-12T22:00:00+00:00, runs: 24h}
incidents: {flood: {opens: 1h}}
"""
BEAT_MS = 10_000
"""The fake model has something to tell each time the scenario clock has run so long."""
WALL = "2026-01-12T09:00:00.000+00:00"


class Acting:
    """A session with the face of the real one: it beats, marks, pauses, jumps and ends, and refuses a skip."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        """Lay it out."""
        self.scenario, self.seed = scenario, seed
        self.entries: list[Entry] = []
        self.commands = 0
        self.state = "ready"
        self.speed = 1
        self._anchor = (0, 0)
        self.room_ms = 0

    @property
    def at_ms(self) -> int:
        """Scenario time."""
        return self._at(self.room_ms)

    @property
    def fingerprint(self) -> str:
        """Hash of all that was told, but for the room's time."""
        words = [
            (entry.at_ms, repr(entry.fact)) for entry in self.entries if not isinstance(entry.fact, _CLOCK)
        ]
        return hashlib.sha256(repr((self.seed, self.scenario.digest, words)).encode()).hexdigest()

    def advance(self, room_ms: int) -> tuple[Entry, ...]:
        """Beat as often as is due."""
        first = len(self.entries)
        before = self.at_ms
        self.room_ms = max(self.room_ms, room_ms)
        self._beat(before, self.at_ms, 0, "")
        return tuple(self.entries[first:])

    def handle(self, command: ask.Command, room_ms: int, by: str = "") -> tuple[Entry, ...]:
        """Do what is asked."""
        self.advance(room_ms)
        first = len(self.entries)
        fact = self._fact(command)
        self.commands += 1
        if isinstance(command, ask.JumpTo):
            self._beat(self.at_ms, command.at_ms, self.commands, by)
            self._anchor = (self.room_ms, command.at_ms)
        self._tell(self.at_ms, self.room_ms, fact, self.commands, by)
        return tuple(self.entries[first:])

    def room_ms_at(self, at_ms: int) -> int | None:
        """When the clock shows that."""
        if self.state != "running":
            return None
        return self._anchor[0] + -(-(at_ms - self._anchor[1]) // self.speed)

    def next_stop_room_ms(self) -> int | None:
        """Never by itself."""
        return None

    def standing(self) -> Standing:
        """There is no model."""
        raise NotImplementedError

    def picture(self, room_ms: int) -> Picture:
        """A clock and the feed, and nothing else."""
        clock = ClockView(self.state, "", room_ms, self.at_ms, clock_time(self.at_ms), self.speed, 1 << 40)
        empty: dict[str, Any] = {
            name: ()
            for name in Picture.__dataclass_fields__
            if name not in {"title", "clock", "feed", "style"}
        }
        empty |= {
            "marking": "",
            "money": "",
            "cost": 0.0,
            "people_harmed": 0.0,
            "rumour": 0.0,
            "has_model": True,
        }
        return Picture(title="A drill", style=UK, clock=clock, feed=tuple(map(_line, self.entries)), **empty)

    def public_picture(self, room_ms: int) -> PublicPicture:
        """The clock."""
        return PublicPicture("A drill", "", UK, self.state, clock_time(self.at_ms), room_ms, "", (), None)

    def _at(self, room_ms: int) -> int:
        since = room_ms - self._anchor[0] if self.state == "running" else 0
        return self._anchor[1] + since * self.speed

    def _beat(self, from_ms: int, to_ms: int, command: int, by: str) -> None:
        for at_ms in range(from_ms // BEAT_MS * BEAT_MS + BEAT_MS, to_ms + 1, BEAT_MS):
            room_ms = self.room_ms if command else self.room_ms_at(at_ms) or 0
            self._tell(
                at_ms, room_ms, told.Happened(at_ms // BEAT_MS, 1, "beat", f"beat {at_ms}"), command, by
            )

    def _tell(self, at_ms: int, room_ms: int, fact: Fact, command: int, by: str) -> None:
        self.entries.append(Entry(len(self.entries) + 1, at_ms, room_ms, fact, command, by))

    def _fact(self, command: ask.Command) -> Fact:
        match command:
            case ask.StartExercise():
                return self._turn("running", told.ExerciseStarted())
            case ask.PauseClock():
                if self.state != "running":
                    raise CommandRefusedError("the clock stands already", "let it run")
                return self._turn("paused", told.ClockPaused(command.why))
            case ask.ResumeClock():
                return self._turn("running", told.ClockResumed())
            case ask.SetSpeed():
                self._turn(self.state, told.Marked())
                self.speed = command.speed
                return told.SpeedSet(command.speed)
            case ask.JumpTo():
                return told.ClockJumped(self.at_ms, command.at_ms)
            case ask.EndExercise():
                return self._turn("ended", told.ExerciseEnded(command.why, self.fingerprint))
            case ask.Mark():
                return told.Marked(command.text)
            case ask.Observe():
                return told.Observed(command.text)
            case _:
                raise CommandRefusedError(f"no {type(command).__name__} here", "mark something")

    def _turn(self, state: str, fact: Fact) -> Fact:
        self._anchor = (self.room_ms, self.at_ms)
        self.state = state
        return fact


_CLOCK = (told.ClockPaused, told.ClockResumed, told.SpeedSet)


def clock_time(at_ms: int) -> str:
    """Scenario time as hours, minutes and seconds."""
    return f"{at_ms // 3_600_000:02}:{at_ms // 60_000 % 60:02}:{at_ms // 1000 % 60:02}"


def _line(entry: Entry) -> FeedLine:
    words = f"{type(entry.fact).__name__}"
    return FeedLine(
        entry.number, entry.at_ms, entry.room_ms, clock_time(entry.at_ms), "log", words, "", 2, entry.by
    )


def acting(scenario: Scenario, seed: int) -> Acting:
    """Make one, as `make` wants it."""
    return Acting(scenario, seed)


def written(folder: Path) -> Path:
    """Write the scenario for it."""
    path = folder / "drill.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


class Walls:
    """A clock on the wall that somebody may set."""

    def __init__(self, *times: str) -> None:
        """Show these times in turn, and the last for ever."""
        self.times: Sequence[str] = times or (WALL,)
        self.asked = 0

    def __call__(self) -> str:
        """Show the time."""
        self.asked += 1
        return self.times[min(self.asked, len(self.times)) - 1]
