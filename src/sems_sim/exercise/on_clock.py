"""What is done with the clock: start, pause, speed, jump, modules, the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise import commands as ask
from sems_sim.exercise.clock import SPEEDS
from sems_sim.exercise.entries import (
    ClockJumped,
    ClockPaused,
    ClockResumed,
    DecisionPut,
    ExerciseEnded,
    ExerciseStarted,
    Happened,
    InjectReleased,
    ModuleBegun,
    ModuleEnded,
    NoDuffDeclared,
    NoDuffEnded,
    PlayedSet,
    Prompted,
    SpeedSet,
)
from sems_sim.exercise.material import Module
from sems_sim.exercise.passing import Passing
from sems_sim.exercise.play import ENDED, NO_DUFF, PAUSED, READY, RUNNING, Play, effect
from sems_sim.model import EntityKind, Verb
from sems_sim.telling import Weight, amounts

_LONGEST_DIGEST = 12
FASTEST = SPEEDS[-1]


class OnClock:
    """The commands about time."""

    def __init__(self, play: Play, passing: Passing) -> None:
        """Act on one exercise."""
        self._play = play
        self._passing = passing
        self.table: dict[type, Callable[[Any], None]] = {
            ask.StartExercise: self._start,
            ask.PauseClock: self._pause,
            ask.ResumeClock: self._resume,
            ask.SetSpeed: self._set_speed,
            ask.StepToNext: self._step,
            ask.JumpTo: lambda command: self._jump(command.at_ms),
            ask.BeginModule: self._begin_module,
            ask.EndExercise: self._end,
            ask.DeclareNoDuff: self._no_duff,
            ask.EndNoDuff: self._end_no_duff,
        }

    # --- start, pause, speed ---

    def _start(self, _: ask.StartExercise) -> None:
        play = self._play
        if play.state != READY:
            raise CommandRefusedError("the exercise has begun already", "resume the clock")
        play.begun_room_ms = play.room_ms
        play.write(ExerciseStarted())
        self._passing.begin()
        self._put_rosters_right()
        for team, is_so in sorted(play.played.items()):
            play.write(PlayedSet(team, is_so))
        play.state, play.why = RUNNING, ""
        play.clock = play.clock.running_from(play.room_ms)
        first = next((one for one in play.material.modules if one.from_ms == 0), None)
        if first is not None:
            self._enter(first)
        self._passing.pass_to(play.at_ms)

    def _put_rosters_right(self) -> None:
        """Tell the model who is there, where the briefing found other numbers than the file has."""
        play = self._play
        effects = [
            effect(Verb.ROSTER, play.rows[EntityKind.TEAM, team], EntityKind.TEAM, float(people))
            for team, people in sorted(play.roster.items())
        ]
        if effects:
            play.give(*effects)

    def _pause(self, command: ask.PauseClock) -> None:
        self._running("pause")
        self._stand(PAUSED, command.why)
        self._play.write(ClockPaused(command.why))

    def _resume(self, _: ask.ResumeClock) -> None:
        play = self._play
        if play.state != PAUSED:
            raise CommandRefusedError(
                f"the clock cannot be resumed: the exercise is {play.state}", _way_out(play)
            )
        play.state, play.why = RUNNING, ""
        play.clock = play.clock.running_from(play.room_ms)
        play.write(ClockResumed())

    def _set_speed(self, command: ask.SetSpeed) -> None:
        play = self._play
        if not 1 <= command.speed <= FASTEST:
            raise CommandRefusedError(f"×{command.speed} is no speed", f"a whole number from 1 to {FASTEST}")
        play.clock = play.clock.at_speed(command.speed, play.room_ms)
        play.write(SpeedSet(command.speed))

    def _stand(self, state: str, why: str) -> None:
        play = self._play
        play.clock = play.clock.stopped_at(play.at_ms, play.room_ms)
        play.state, play.why = state, why

    def _running(self, what: str) -> None:
        play = self._play
        if play.state != RUNNING:
            raise CommandRefusedError(f"cannot {what}: the exercise is {play.state}", _way_out(play))

    def _begun(self, what: str) -> None:
        play = self._play
        if play.state not in (RUNNING, PAUSED):
            raise CommandRefusedError(f"cannot {what}: the exercise is {play.state}", _way_out(play))

    # --- jumps ---

    def _step(self, _: ask.StepToNext) -> None:
        """Play on to the next thing worth telling, and stand there."""
        play = self._play
        self._begun("step")
        before, first = play.at_ms, len(play.entries)
        limit = self._passing.stop_ms()
        while play.at_ms < limit:
            self._stand_at(self._passing.next_moment(limit))
            if any(_is_worth_stopping(entry.fact) for entry in play.entries[first:]):
                break
        self._jumped(before, first)

    def _jump(self, at_ms: int) -> None:
        """Play everything up to a moment at once, and stand there."""
        play = self._play
        self._begun("jump")
        if at_ms <= play.at_ms:
            raise CommandRefusedError("that moment is past", "the past can be taken up again by a fork")
        if at_ms > play.model.horizon_ms:
            raise CommandRefusedError("that is after the scenario's end", "jump to an earlier moment")
        before, first = play.at_ms, len(play.entries)
        self._stand_at(at_ms)
        self._jumped(before, first)

    def _stand_at(self, at_ms: int) -> None:
        play = self._play
        play.clock = play.clock.stopped_at(play.at_ms, play.room_ms)
        self._passing.pass_to(at_ms)
        play.clock = play.clock.stopped_at(at_ms, play.room_ms)

    def _jumped(self, from_ms: int, first: int) -> None:
        play = self._play
        play.state, play.why = PAUSED, "jumped"
        play.write(ClockJumped(from_ms, play.at_ms, self._digest(first)))

    def _digest(self, first: int) -> tuple[str, ...]:
        """Return what to read aloud about what has just been played, in order."""
        told = []
        for entry in self._play.entries[first:]:
            clock = self._play.local.time(entry.at_ms)
            if isinstance(entry.fact, Happened) and entry.fact.weight >= Weight.TURNING_POINT:
                told.append(f"{clock} {entry.fact.words}")
            elif isinstance(entry.fact, InjectReleased):
                told.append(f"{clock} {self._inject_words(entry.fact)}")
        if len(told) > _LONGEST_DIGEST:
            more = len(told) - _LONGEST_DIGEST + 1
            told = [*told[: _LONGEST_DIGEST - 1], f"and {more} more, in the log"]
        return (*told, *self._services_now())

    def _inject_words(self, fact: InjectReleased) -> str:
        """Return an inject to be read aloud, whole, and whom it has not reached."""
        draft = self._play.injects[fact.inject].draft
        words = f"{fact.inject}: {draft.text or fact.title}"
        away = " and ".join(self._play.team_title(name) for name in fact.unreached)
        return f"{words} (not given: {away} has not met)" if away else words

    def _services_now(self) -> tuple[str, ...]:
        """Return how the services stand that are not whole, after a gap."""
        play = self._play
        found = []
        for row, now in zip(play.file_model.services, play.reading().services, strict=True):
            if now.performance < 1.0 and (now.demand_per_h > 0.0 or now.backlog > 0.0):
                found.append(f"{play.names.of(row.entity)} at {amounts.share(now.performance)}")
        return (f"now: {', '.join(found)}",) if found else ()

    # --- modules ---

    def _begin_module(self, command: ask.BeginModule) -> None:
        play = self._play
        self._begun("begin a module")
        modules = play.material.modules
        if not 1 <= command.module <= len(modules):
            raise CommandRefusedError(f"there is no module {command.module}", f"there are {len(modules)}")
        module = modules[command.module - 1]
        if module.from_ms < play.at_ms and play.at_ms >= module.to_ms:
            raise CommandRefusedError(
                f"“{module.title}” is past", "begin a later module, or resume the clock"
            )
        if module.from_ms > play.at_ms:
            self._jump(module.from_ms)
        self._enter(module)
        play.why = f"at the beginning of “{module.title}”" if play.state == PAUSED else ""

    def _enter(self, module: Module) -> None:
        play = self._play
        play.module = module.number
        play.modules_begun.setdefault(module.number, play.room_ms)
        play.write(ModuleBegun(module.number, module.title))
        play.dues.arrange(module.to_ms, "module", lambda: self._leave(module))

    def _leave(self, module: Module) -> None:
        """Note the end of a module."""
        play = self._play
        play.modules_done.add(module.number)
        play.module = 0
        play.write(ModuleEnded(module.number, module.title), module.to_ms)

    def stop_if_due(self, stop_ms: int, module: int) -> None:
        """Let the clock stand where it had to stop: at the end of a module, or of the scenario."""
        play = self._play
        if play.state != RUNNING or play.at_ms < stop_ms:
            return
        room_ms = play.clock.room_at(stop_ms)
        play.clock = play.clock.stopped_at(stop_ms, room_ms)
        play.state = PAUSED
        is_over = stop_ms >= play.model.horizon_ms
        play.why = "the scenario is over" if is_over else f"the end of module {module}"
        play.write(ClockPaused(play.why), stop_ms, room_ms)

    # --- the end, and a real event ---

    def _end(self, command: ask.EndExercise) -> None:
        play = self._play
        self._begun("end the exercise")
        self._stand(ENDED, command.why)
        run = self._passing.finish()
        play.write(ExerciseEnded(command.why, run.fingerprint))

    def _no_duff(self, command: ask.DeclareNoDuff) -> None:
        play = self._play
        if play.state in (ENDED, NO_DUFF):
            raise CommandRefusedError(f"the exercise is {play.state} already", "look after the real event")
        if play.state == READY:
            raise CommandRefusedError("the exercise has not begun", "look after the real event")
        self._stand(NO_DUFF, command.text)
        play.write(NoDuffDeclared(command.text))

    def _end_no_duff(self, command: ask.EndNoDuff) -> None:
        play = self._play
        if play.state != NO_DUFF:
            raise CommandRefusedError("no real event has been declared", "nothing needs to be done")
        play.state, play.why = PAUSED, "after a real event"
        play.write(NoDuffEnded(command.text))


def _way_out(play: Play) -> str:
    """Return what works in the present state."""
    return {
        READY: f"begin with {play.material.style.start}",
        RUNNING: "the clock runs already",
        PAUSED: "resume the clock first",
        NO_DUFF: "end the stop for the real event first",
        ENDED: "an exercise that has ended can be replayed and forked",
    }[play.state]


def _is_worth_stopping(fact: object) -> bool:
    return (isinstance(fact, Happened) and fact.weight >= Weight.NOTABLE) or _asks_for_a_word(fact)


def _asks_for_a_word(fact: object) -> bool:
    return isinstance(fact, InjectReleased | DecisionPut | Prompted)
