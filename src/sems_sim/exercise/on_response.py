"""What players do: raise and stand down, start plans, tell each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise import commands as ask
from sems_sim.exercise.entries import (
    LevelOrdered,
    MessageSent,
    PlanOrdered,
    Remarked,
    WordDelivered,
)
from sems_sim.exercise.narrator import Narrator
from sems_sim.exercise.play import Play, effect
from sems_sim.model import NONE, Effect, EntityKind, Verb

_ITEMS = (EntityKind.ASSET, EntityKind.SERVICE, EntityKind.INCIDENT)


class OnResponse:
    """The commands about the response."""

    def __init__(self, play: Play, narrator: Narrator) -> None:
        """Act on one exercise."""
        self._play = play
        self._narrator = narrator
        self.table: dict[type, Callable[[Any], None]] = {
            ask.RaiseLevel: self._raise,
            ask.StandDown: self._stand_down,
            ask.StartPlan: self._start_plan,
            ask.SendMessage: self._send,
            ask.DeliverWord: self._deliver,
        }

    # --- levels and plans ---

    def _raise(self, command: ask.RaiseLevel) -> None:
        play = self._play
        level = play.row(EntityKind.LEVEL, command.level, "level")
        label = play.names.level(level)
        now = play.reading().response
        if level <= now.level:
            raise CommandRefusedError(
                f"the response is at {play.names.level(now.level)} level already",
                "nothing needs to be raised",
            )
        if "response" in play.held:
            raise CommandRefusedError("the response is held", "release it first")
        if now.entry_ms[level] != NONE and not command.gathered:
            raise CommandRefusedError(
                f"{label} level is being activated already", "enter it at once if the room has gathered"
            )
        play.write(LevelOrdered(command.level, label, command.who))
        verb = Verb.ENTER if command.gathered else Verb.RAISE
        play.give(effect(verb, level, EntityKind.LEVEL))
        self._narrator.take_down()

    def _stand_down(self, command: ask.StandDown) -> None:
        play = self._play
        current = play.reading().response.level
        if current == 0:
            raise CommandRefusedError("the response is at its lowest level", "there is nothing to stand down")
        if "response" in play.held:
            raise CommandRefusedError("the response is held", "release it first")
        label = play.names.level(current)
        name = play.file_model.name_of(play.file_model.levels[current].entity)
        play.write(LevelOrdered(name, label, command.who, up=False))
        play.give(effect(Verb.STAND_DOWN, current, EntityKind.LEVEL))

    def _start_plan(self, command: ask.StartPlan) -> None:
        play = self._play
        plan = play.row(EntityKind.PLAN, command.plan, "plan")
        title = play.names.of(play.file_model.plans[plan].entity)
        wanted = command.occurrence - 1
        running = (one for one in play.reading().instances if (one.plan, one.state) == (plan, "running"))
        if any(one.occurrence == wanted for one in running):
            raise CommandRefusedError(f"“{title}” is running already", "wait for its end")
        play.write(PlanOrdered(command.plan, title, command.who))
        play.give(effect(Verb.INVOKE, plan, EntityKind.PLAN, float(command.occurrence)))

    # --- words ---

    def _send(self, command: ask.SendMessage) -> None:
        play = self._play
        if not command.to:
            raise CommandRefusedError(
                "the message is addressed to nobody", "name a team, or whoever it is for"
            )
        self.targets(command.about)
        play.write(MessageSent(command.sender, command.to, command.text, command.about, command.truth))
        for prompt in list(play.prompts.open_ones()):
            if prompt.kind == "tell" and prompt.team == command.sender and prompt.subject in command.about:
                self._narrator.asking.lapse(prompt, "it was passed on", play.at_ms)
        self.tell(command.to, command.text, command.about, truth=command.truth)

    def tell(self, to: tuple[str, ...], text: str, about: tuple[str, ...], *, truth: bool) -> None:
        """Let teams of the model hear something, and note what those who play have heard in the room."""
        play = self._play
        targets = self.targets(about)
        teams = [name for name in to if (EntityKind.TEAM, name) in play.rows]
        rows = tuple(play.rows[EntityKind.TEAM, name] for name in teams)
        if not rows:
            play.write(
                Remarked(
                    "no team of the model is among those addressed: it is on record, and changes nothing"
                )
            )
            return
        said = [
            Effect(Verb.TELL, target, kind, audience=rows, truth=truth, text=text)
            for kind, target in targets or [(EntityKind.ORGANISATION, NONE)]
        ]
        play.give(*said)
        for name in teams:
            if play.is_played(name) and self._narrator.asking.is_there(name):
                play.give(effect(Verb.HEAR, play.rows[EntityKind.TEAM, name], EntityKind.TEAM, -1.0))
                self._narrator.take_down()
                self._narrator.asking.settle_notes(name)
        away = [play.team_title(name) for name in teams if not self._narrator.asking.is_there(name)]
        if away:
            play.write(
                Remarked(f"{' and '.join(away)} has not been convened: the message reached nobody there")
            )

    def targets(self, about: tuple[str, ...]) -> list[tuple[EntityKind, int]]:
        """Return the kind and row of each thing that a message is about.

        Raises:
            CommandRefusedError: If there is no such thing.
        """
        return [self._target(name) for name in about]

    def _target(self, name: str) -> tuple[EntityKind, int]:
        rows = self._play.rows
        for kind in _ITEMS:
            if (kind, name) in rows:
                return kind, rows[kind, name]
        message = f"there is no asset, service or incident {name!r}"
        raise CommandRefusedError(message, "name one of the scenario, or leave it out")

    def _deliver(self, command: ask.DeliverWord) -> None:
        play = self._play
        team = play.row(EntityKind.TEAM, command.team, "team")
        if not play.is_played(command.team):
            raise CommandRefusedError(
                f"{play.team_title(command.team)} is not played: the model hears by itself",
                "let people play it",
            )
        waiting = [note.item for note in play.reading().teams[team].notes]
        item = -1
        if command.item:
            item = self._item(command.item)
            if item not in waiting:
                raise CommandRefusedError(
                    f"nothing about {command.item} waits for them", "it may have reached them"
                )
        elif not waiting:
            raise CommandRefusedError("nothing waits for them", "they know what the model knows they know")
        told = (item,) if item >= 0 else tuple(sorted(set(waiting) - {NONE}))
        names = tuple(play.file_model.name_of(play.file_model.items[one].entity) for one in told)
        play.write(WordDelivered(command.team, names))
        for one in told:
            self._narrator.asking.settle_note(command.team, one)
        play.give(effect(Verb.HEAR, team, EntityKind.TEAM, float(item)))

    def _item(self, name: str) -> int:
        """Return the item of a picture by the name of its thing."""
        self._target(name)
        model = self._play.file_model
        found = (number for number, item in enumerate(model.items) if model.name_of(item.entity) == name)
        return next(found, NONE)
