"""What players do: decide, raise and stand down, start plans, tell each other; and the model being steered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise import commands as ask
from sems_sim.exercise.decisions import CLOSED, OPEN, OVERDUE, TAKEN, Decision
from sems_sim.exercise.entries import (
    DecisionClosed,
    DecisionTaken,
    LevelOrdered,
    MessageSent,
    PlanOrdered,
    Remarked,
    WordDelivered,
)
from sems_sim.exercise.narrator import Narrator
from sems_sim.exercise.play import Play, effect
from sems_sim.model import LAPSE, NONE, OFF_LIST, Condition, Effect, EntityKind, Verb
from sems_sim.scenario import compile_orders
from sems_sim.telling import elapsed

_ITEMS = (EntityKind.ASSET, EntityKind.SERVICE, EntityKind.INCIDENT)
Orders = tuple[tuple[Effect, ...], tuple[Condition, ...]]


class OnResponse:
    """The commands about the response."""

    def __init__(self, play: Play, narrator: Narrator) -> None:
        """Act on one exercise."""
        self._play = play
        self._narrator = narrator
        self.table: dict[type, Callable[[Any], None]] = {
            ask.TakeDecision: self._take,
            ask.DecideOffList: self._off_list,
            ask.CloseDecision: self._close,
            ask.RaiseLevel: self._raise,
            ask.StandDown: self._stand_down,
            ask.StartPlan: self._start_plan,
            ask.SendMessage: self._send,
            ask.DeliverWord: self._deliver,
        }

    # --- decisions ---

    def _find(self, name: str) -> Decision:
        decision = self._play.decisions.get(name)
        if decision is None:
            known = ", ".join(self._play.decisions) or "none"
            message = f"there is no decision {name!r}"
            raise CommandRefusedError(message, f"known: {known}; or record it off the list")
        return decision

    def _take(self, command: ask.TakeDecision) -> None:
        decision = self._find(command.decision)
        if command.option not in decision.options:
            message = f"{command.decision} has no option {command.option!r}"
            raise CommandRefusedError(
                message, f"known: {', '.join(decision.options)}; or decide off the list"
            )
        option = decision.options.index(command.option)
        if decision.state == TAKEN and decision.option == option:
            raise CommandRefusedError(
                f"that is what was decided: {decision.chosen}", "choose another option to change it"
            )
        text = decision.titles[option]
        orders = (effect(Verb.TAKE, decision.row, EntityKind.DECISION, float(option)),), ()
        self._decide(decision, (option, command.option, text), command.record, orders)

    def _off_list(self, command: ask.DecideOffList) -> None:
        play = self._play
        if not command.text.strip():
            raise CommandRefusedError("nothing is said of what was decided", "say it in a sentence")
        effects: Orders = ((), ())
        if command.effects.strip():
            orders = compile_orders(play.scenario, play.model, command.effects, place="effects")
            effects = orders.effects, orders.conditions
        if command.decision:
            decision = self._find(command.decision)
            closing = effect(Verb.TAKE, decision.row, EntityKind.DECISION, float(OFF_LIST))
            chosen = (OFF_LIST, "", command.text)
            self._decide(
                decision, chosen, command.record, ((closing, *effects[0]), effects[1]), command.effects
            )
            return
        entry = play.write(
            DecisionTaken(
                "",
                "",
                "",
                command.text,
                command.record,
                opened_ms=None,
                charged_ms=None,
                effects=command.effects,
            )
        )
        self._review(entry.number, command.text, command.record)
        if effects[0]:
            self._give(entry.number, effects)

    def _decide(
        self,
        decision: Decision,
        chosen: tuple[int, str, str],
        record: ask.DecisionRecord,
        orders: Orders,
        effects: str = "",
    ) -> None:
        """Write a decision down, and let it take effect now, or when the time it is said to take has passed."""
        play, now = self._play, self._play.at_ms
        was_open = decision.state in (OPEN, OVERDUE)
        charged = decision.charge(record, now) if was_open else None
        before = decision.entry
        option, name, text = chosen
        decision.state, decision.option, decision.chosen = TAKEN, option, text
        if was_open and decision.first_charged_ms is None:
            decision.first_charged_ms = charged
            decision.is_charged = record.charge != "clock"
        entry = play.write(
            DecisionTaken(
                decision.name,
                decision.question,
                name,
                text,
                record,
                opened_ms=decision.opened_ms,
                charged_ms=charged,
                effects=effects,
                reverses=before or -1,
            )
        )
        decision.entry = entry.number
        self._narrator.asking.settle_decision(decision.name)
        self._remark_on(decision, record, was_open=was_open, before=before)
        self._review(entry.number, text, record)
        self._come_into_effect(decision, entry.number, orders, charged)

    def _come_into_effect(
        self, decision: Decision, entry: int, orders: Orders, charged_ms: int | None
    ) -> None:
        play = self._play
        name = f"decision {decision.name}"
        play.forget(name)
        opened = decision.opened_ms
        if charged_ms is None or opened is None or opened + charged_ms <= play.done_ms:
            self._answer(decision, entry, orders)
            return
        at_ms = opened + charged_ms
        play.arrange(at_ms, name, lambda: self._answer(decision, entry, orders))
        when = f"{play.local.time(at_ms)} ({elapsed(at_ms)})"
        play.write(Remarked(f"what was decided takes effect at {when}, by the time that was declared for it"))

    def _answer(self, decision: Decision, entry: int, orders: Orders) -> None:
        self._narrator.taken = decision.row
        self._give(entry, orders)
        self._narrator.taken = NONE

    def _give(self, entry: int, orders: Orders) -> None:
        play = self._play
        play.order_entries[entry] = play.give(*orders[0], conditions=orders[1])
        self._narrator.take_down()

    def _remark_on(
        self, decision: Decision, record: ask.DecisionRecord, *, was_open: bool, before: int
    ) -> None:
        play = self._play
        if not was_open and not before:
            play.write(Remarked("nobody had asked this yet: it counts as asked and decided now"))
        if record.charge == "declared" and record.declared_ms is None and was_open and play.clock.speed > 1:
            words = f"no time was declared: it is charged as the clock ran, at ×{play.clock.speed}"
            play.write(Remarked(words))
        if decision.deadline_ms is not None and play.at_ms > decision.deadline_ms and was_open:
            late = elapsed(play.at_ms - decision.deadline_ms).removeprefix("T+")
            play.write(Remarked(f"its deadline passed {late} (hours:minutes) ago"))

    def _review(self, entry: int, text: str, record: ask.DecisionRecord) -> None:
        """Ask for the review of a decision when its time comes."""
        play = self._play
        if record.review_ms is None:
            return
        at_ms = record.review_ms
        if at_ms <= play.at_ms:
            play.write(Remarked("the time of its review is past: nothing will ask for it"))
            return
        words = f"Review of a decision is due: {text}"

        def remind() -> None:
            does = ("it was reviewed", None)
            self._narrator.asking.ask("review", str(entry), record.who, words, does=does, at_ms=at_ms)

        play.arrange(at_ms, f"review {entry}", remind)

    def _close(self, command: ask.CloseDecision) -> None:
        decision, play = self._find(command.decision), self._play
        if decision.state not in (OPEN, OVERDUE):
            raise CommandRefusedError(
                f"{command.decision} is {decision.state}: there is nothing to close",
                "open decisions can be closed",
            )
        decision.state = CLOSED
        play.write(DecisionClosed(decision.name, decision.question, command.why))
        self._narrator.asking.settle_decision(decision.name)
        play.give(effect(Verb.TAKE, decision.row, EntityKind.DECISION, float(LAPSE)))

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
        play.write(MessageSent(command.sender, command.to, command.text, command.about, command.truth))
        for prompt in list(play.prompts.open_ones()):
            if prompt.kind == "tell" and prompt.team == command.sender and prompt.subject in command.about:
                self._narrator.asking.lapse(prompt, "it was passed on", play.at_ms)
        self.tell(command.to, command.text, command.about, truth=command.truth)

    def tell(self, to: tuple[str, ...], text: str, about: tuple[str, ...], *, truth: bool) -> None:
        """Let teams of the model hear something, and note what those who play have heard in the room."""
        play = self._play
        targets = [self._target(name) for name in about]
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
            if play.is_played(name):
                play.give(effect(Verb.HEAR, play.rows[EntityKind.TEAM, name], EntityKind.TEAM, -1.0))
                self._narrator.take_down()
                self._narrator.asking.settle_notes(name)
        away = [play.team_title(name) for name in teams if not self._narrator.asking.is_there(name)]
        if away:
            play.write(
                Remarked(f"{' and '.join(away)} has not been convened: the message reached nobody there")
            )

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
