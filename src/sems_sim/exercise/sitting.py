"""A session as whoever keeps it sees it: the face that journal, replay and host rely on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from sems_sim.exercise.commands import Command
from sems_sim.exercise.entries import Entry
from sems_sim.exercise.picture import Picture, PublicPicture
from sems_sim.exercise.standing import Standing
from sems_sim.scenario import Scenario


class Sitting(Protocol):
    """A pure state machine: the room's time and commands go in, entries come out.

    It is a function of scenario, seed and [(room_ms, by, command) …], and of nothing else.
    """

    @property
    def scenario(self) -> Scenario:
        """What is played."""

    @property
    def entries(self) -> Sequence[Entry]:
        """All that is remembered, numbered from 1."""

    @property
    def commands(self) -> int:
        """How many commands were accepted."""

    @property
    def at_ms(self) -> int:
        """Scenario time."""

    @property
    def room_ms(self) -> int:
        """The room's time, as far as it has come."""

    @property
    def state(self) -> str:
        """ready, running, paused, no duff, ended."""

    @property
    def fingerprint(self) -> str:
        """Hash of the model's trace and of every entry."""

    def advance(self, room_ms: int) -> tuple[Entry, ...]:
        """Let the room's time come to a moment, never back; return what happened."""

    def handle(self, command: Command, room_ms: int, by: str = "") -> tuple[Entry, ...]:
        """Advance, then carry out a command. Raises CommandRefusedError; nothing is recorded then."""

    def room_ms_at(self, at_ms: int) -> int | None:
        """Return when the running clock will show a scenario time; None while it stands."""

    def next_stop_room_ms(self) -> int | None:
        """Return when the clock will stop by itself."""

    def picture(self, room_ms: int) -> Picture:
        """Return all that a facilitator may see."""

    def public_picture(self, room_ms: int) -> PublicPicture:
        """Return what the room's screen may show."""

    def standing(self) -> Standing:
        """Return what a forecast from now on needs."""


Maker = Callable[[Scenario, int], Sitting]
"""Makes a session of a scenario and a seed."""


def made(scenario: Scenario, seed: int) -> Sitting:
    """Return a new session. Raises what compiling a scenario raises."""
    from sems_sim.exercise.session import Session

    return Session(scenario, seed=seed)
