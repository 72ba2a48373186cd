"""What a director does to the story: effects, pins, who plays, who is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise import commands as ask
from sems_sim.exercise.entries import (
    EffectsApplied,
    EffectsLifted,
    Held,
    PlayedSet,
    Released,
    Remarked,
    RosterSet,
)
from sems_sim.exercise.narrator import Narrator
from sems_sim.exercise.play import READY, Play, effect
from sems_sim.model import NONE, EntityKind, Verb
from sems_sim.scenario import compile_orders
from sems_sim.telling import describe_effects

RESPONSE = "response"
_HOLDABLE = (EntityKind.ASSET, EntityKind.TASK, EntityKind.INCIDENT)


class OnModel:
    """The commands by which a director holds the story."""

    def __init__(self, play: Play, narrator: Narrator) -> None:
        """Act on one exercise."""
        self._play = play
        self._narrator = narrator
        self.table: dict[type, Callable[[Any], None]] = {
            ask.ApplyEffects: self._apply,
            ask.LiftEffects: self._lift,
            ask.Hold: self._hold,
            ask.Release: self._release,
            ask.SetPlayed: self._set_played,
            ask.SetRoster: self._set_roster,
        }

    def _apply(self, command: ask.ApplyEffects) -> None:
        play = self._play
        orders = compile_orders(play.scenario, play.model, command.effects, place="effects")
        if not orders.effects:
            raise CommandRefusedError("there is no effect in this", "for instance {fail: baggage}")
        words = describe_effects(play.model, orders.effects, orders.conditions)
        entry = play.write(EffectsApplied(len(play.simulation.orders), command.effects, words, command.why))
        before = len(play.simulation.world.trace)
        play.order_entries[entry.number] = play.give(*orders.effects, conditions=orders.conditions)
        self._narrator.take_down()
        if len(play.simulation.world.trace) == before:
            play.write(Remarked("that changed nothing: things stood so already, or are held"))

    def _lift(self, command: ask.LiftEffects) -> None:
        play = self._play
        order = play.order_entries.get(command.entry)
        if order is None:
            known = ", ".join(str(number) for number in sorted(play.order_entries)) or "none"
            message = f"entry {command.entry} holds nothing in the model"
            raise CommandRefusedError(message, f"entries with effects: {known}")
        play.write(EffectsLifted(command.entry, order))
        before = len(play.simulation.world.trace)
        play.give(effect(Verb.LIFT, NONE, EntityKind.ORGANISATION, float(order)))
        self._narrator.take_down()
        if len(play.simulation.world.trace) == before:
            play.write(Remarked("nothing of it was held any more: what happened at once cannot be lifted"))

    # --- pins ---

    def _thing(self, what: str) -> tuple[EntityKind, int, str]:
        play = self._play
        if what == RESPONSE:
            return EntityKind.LEVEL, NONE, "the level of response"
        for kind in _HOLDABLE:
            row = play.rows.get((kind, what))
            if row is not None:
                return kind, row, play.names.of(self._entity(kind, row))
        message = f"there is no asset, task or incident {what!r} to hold"
        raise CommandRefusedError(message, "a task is written plan.task; the level of response is `response`")

    def _entity(self, kind: EntityKind, row: int) -> int:
        model = self._play.file_model
        if kind is EntityKind.ASSET:
            return model.assets[row].entity
        return model.tasks[row].entity if kind is EntityKind.TASK else model.incidents[row].entity

    def _hold(self, command: ask.Hold) -> None:
        play = self._play
        kind, row, title = self._thing(command.what)
        if command.what in play.held:
            raise CommandRefusedError(f"{title} is held already", "release it to let it go")
        play.held[command.what] = title
        play.write(Held(command.what, title, command.why))
        play.give(effect(Verb.PIN, row, kind))

    def _release(self, command: ask.Release) -> None:
        play = self._play
        kind, row, title = self._thing(command.what)
        if command.what not in play.held:
            raise CommandRefusedError(f"{title} is not held", f"held: {', '.join(play.held) or 'nothing'}")
        del play.held[command.what]
        play.write(Released(command.what, title))
        play.give(effect(Verb.UNPIN, row, kind))

    # --- people ---

    def _set_played(self, command: ask.SetPlayed) -> None:
        play = self._play
        row = play.row(EntityKind.TEAM, command.team, "team")
        title = play.team_title(command.team)
        if play.is_played(command.team) is command.played:
            state = "played by people" if command.played else "run by the model"
            raise CommandRefusedError(f"{title} is {state} already", "nothing needs to be changed")
        play.played[command.team] = command.played
        if play.state == READY:
            play.begin_model()
            self._narrator.begin()
            return
        play.write(PlayedSet(command.team, command.played))
        if not command.played:
            for prompt in list(play.prompts.open_ones()):
                if prompt.team == command.team and prompt.kind != "review":
                    self._narrator.asking.lapse(prompt, f"the model plays {title} again", play.at_ms)
        play.give(effect(Verb.PLAY, row, EntityKind.TEAM, float(command.played)))

    def _set_roster(self, command: ask.SetRoster) -> None:
        play = self._play
        row = play.row(EntityKind.TEAM, command.team, "team")
        of = play.file_model.teams[row].people
        if not 0 <= command.people <= 1000:
            raise CommandRefusedError(f"{command.people} people cannot be present", "a number from 0 to 1000")
        play.roster[command.team] = command.people
        play.write(RosterSet(command.team, command.people, of))
        if play.state != READY:
            play.give(effect(Verb.ROSTER, row, EntityKind.TEAM, float(command.people)))
        if play.is_played(command.team):
            play.write(
                Remarked("people play this team: the number counts for its quorum, and for nothing else")
            )
