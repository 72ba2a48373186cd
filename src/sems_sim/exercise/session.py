"""A live exercise as a pure state machine: a command in, entries out.

A session is a function of its scenario, its seed and the commands with the room's time at which they came. It reads no
clock and no disk; whoever hosts it does. `advance` may be called as often as one likes: the entries are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise import commands as ask
from sems_sim.exercise.arranged import stand
from sems_sim.exercise.drawing import draw_picture, draw_public
from sems_sim.exercise.entries import Entry
from sems_sim.exercise.essence import essence
from sems_sim.exercise.on_clock import OnClock
from sems_sim.exercise.on_decisions import OnDecisions
from sems_sim.exercise.on_injects import OnInjects
from sems_sim.exercise.on_log import OnLog
from sems_sim.exercise.on_model import OnModel
from sems_sim.exercise.on_response import OnResponse
from sems_sim.exercise.passing import Passing
from sems_sim.exercise.picture import Picture, PublicPicture
from sems_sim.exercise.play import ENDED, NO_DUFF, READY, RUNNING, Play
from sems_sim.exercise.standing import Standing
from sems_sim.scenario import Scenario

_AFTERWARDS = (ask.Observe, ask.Mark, ask.RateResponse, ask.AmendEntry, ask.NoteDelivery)
_BEFOREHAND = (
    ask.StartExercise, ask.SetSpeed, ask.SetPlayed, ask.SetRoster, ask.DelayInject, ask.SkipInject, ask.RestoreInject,
    ask.EditInject, ask.AddInject, ask.Observe, ask.Mark, ask.AmendEntry,
)  # fmt: skip
_AT_THE_END = (*_AFTERWARDS, ask.EndExercise, ask.DeclareNoDuff, ask.EndNoDuff)
_DURING_A_REAL_EVENT = (ask.EndNoDuff, ask.Mark, ask.Observe, ask.AmendEntry)


class Session:
    """One exercise."""

    def __init__(self, scenario: Scenario, *, seed: int) -> None:
        """Lay an exercise out; it begins with `StartExercise`.

        Raises:
            ScenarioError: If the scenario cannot be compiled.
        """
        self._play = play = Play(scenario, seed=seed)
        self._passing = Passing(play)
        narrator = self._passing.narrator
        self._clock = OnClock(play, self._passing)
        response = OnResponse(play, narrator)
        rooms = (
            self._clock,
            OnInjects(play, narrator),
            OnDecisions(play, narrator),
            response,
            OnModel(play, narrator),
        )
        log = OnLog(play, response, self._act)
        self._table: dict[type, Callable[[Any], None]] = {}
        for table in (*(room.table for room in rooms), log.table):
            self._table.update(table)

    # --- what others read ---

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything on record, in order; their numbers count from 1."""
        return tuple(self._play.entries)

    @property
    def commands(self) -> int:
        """How many commands have been accepted."""
        return self._play.commands

    @property
    def at_ms(self) -> int:
        """The scenario's clock."""
        return self._play.at_ms

    @property
    def room_ms(self) -> int:
        """The room's time, as far as it has come."""
        return self._play.room_ms

    @property
    def state(self) -> str:
        """ready, running, paused, no duff or ended."""
        return self._play.state

    @property
    def scenario(self) -> Scenario:
        """What is played."""
        return self._play.scenario

    @property
    def seed(self) -> int:
        """The luck."""
        return self._play.seed

    @property
    def fingerprint(self) -> str:
        """A hash of the model's trace and of all that is on record, as far as scenario time goes.

        When and how fast the room's clock ran is left out, so that an exercise that was interrupted and taken up again
        has the fingerprint of one that was not.
        """
        told = hashlib.sha256(self._play.simulation.world.fingerprint.text.encode())
        for entry in self._play.entries:
            kept = essence(entry)
            if kept is not None:
                told.update(json.dumps(kept, sort_keys=True, separators=(",", ":")).encode())
        return told.hexdigest()[:32]

    # --- time and commands ---

    def advance(self, room_ms: int) -> tuple[Entry, ...]:
        """Let the room's time come to a moment that is not before the present one; return what happened."""
        play, first = self._play, len(self._play.entries)
        play.command, play.by = 0, ""
        play.room_ms = max(play.room_ms, room_ms)
        if play.state == RUNNING:
            stop_ms, module = self._passing.stop_ms(), play.module
            self._passing.pass_to(min(play.at_ms, stop_ms))
            self._clock.stop_if_due(stop_ms, module)
        return tuple(play.entries[first:])

    def handle(self, command: ask.Command, room_ms: int, by: str = "") -> tuple[Entry, ...]:
        """Let the room's time come to a moment, then do what a command asks; return what happened.

        Raises:
            CommandRefusedError: If it cannot be done now. Nothing is recorded of it; time has passed all the same.
            ScenarioError: If effects that it carries are wrong, with every fault. Nothing is recorded of it.
        """
        play, first = self._play, len(self._play.entries)
        self.advance(room_ms)
        self._check_state(command)
        play.commands += 1
        play.command, play.by = play.commands, by
        try:
            self._act(command)
            self._passing.narrator.take_down()
        except Exception:
            play.commands -= 1
            raise
        finally:
            play.command, play.by = 0, ""
        return tuple(play.entries[first:])

    def _act(self, command: ask.Command) -> None:
        self._table[type(command)](command)

    def _check_state(self, command: ask.Command) -> None:
        style, state = self._play.material.style, self._play.state
        if state == ENDED and not isinstance(command, _AFTERWARDS):
            raise CommandRefusedError(
                f"the exercise ended with {style.end}", "observe, rate or amend; or fork it"
            )
        if state == READY and not isinstance(command, _BEFOREHAND):
            raise CommandRefusedError(f"the exercise has not begun: {style.start} comes first", "start it")
        if self._play.is_over and state != ENDED and not isinstance(command, _AT_THE_END):
            raise CommandRefusedError(
                "the scenario is over: its clock has run out", f"observe, or come to {style.end}"
            )
        if state == NO_DUFF and not isinstance(command, _DURING_A_REAL_EVENT):
            raise CommandRefusedError(
                f"{style.no_duff}: the exercise is stopped for a real event", "end that first"
            )

    def room_ms_at(self, at_ms: int) -> int | None:
        """Return when the running clock will show a scenario time; None while it stands, or if it stops before."""
        play = self._play
        if play.state != RUNNING or at_ms > self._passing.stop_ms():
            return None
        return max(play.room_ms, play.clock.room_at(at_ms))

    def next_stop_room_ms(self) -> int | None:
        """Return when the clock will stop by itself; None while it stands."""
        return self.room_ms_at(self._passing.stop_ms())

    # --- pictures and forecasts ---

    def picture(self, room_ms: int) -> Picture:
        """Return what a facilitator may see at a moment that has been advanced to."""
        return draw_picture(self._play, self._passing, room_ms)

    def public_picture(self, room_ms: int) -> PublicPicture:
        """Return what the screen in the room may show."""
        return draw_public(self._play, room_ms)

    def standing(self) -> Standing:
        """Return where the exercise stands, for forecasts: with all that is arranged for later already."""
        return stand(self._play)
