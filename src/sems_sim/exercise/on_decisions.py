"""What players decide, on and off the list, and when it takes effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise import commands as ask
from sems_sim.exercise.decisions import CLOSED, OPEN, OVERDUE, TAKEN, Decision
from sems_sim.exercise.dues import Orders
from sems_sim.exercise.entries import DecisionClosed, DecisionTaken, Remarked
from sems_sim.exercise.narrator import Narrator
from sems_sim.exercise.play import Play, effect
from sems_sim.model import LAPSE, NONE, OFF_LIST, EntityKind, Verb
from sems_sim.scenario import compile_orders
from sems_sim.telling import elapsed


class OnDecisions:
    """The commands about decisions."""

    def __init__(self, play: Play, narrator: Narrator) -> None:
        """Act on one exercise."""
        self._play = play
        self._narrator = narrator
        self.table: dict[type, Callable[[Any], None]] = {
            ask.TakeDecision: self._take,
            ask.DecideOffList: self._off_list,
            ask.CloseDecision: self._close,
        }

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
        taking = effect(Verb.TAKE, decision.row, EntityKind.DECISION, float(option))
        self._decide(decision, (option, command.option, text), command.record, lambda: ((taking,), ()))

    def _off_list(self, command: ask.DecideOffList) -> None:
        play = self._play
        if not command.text.strip():
            raise CommandRefusedError("nothing is said of what was decided", "say it in a sentence")
        effects = self._compiled(command.effects)
        if command.decision:
            decision = self._find(command.decision)
            closing = effect(Verb.TAKE, decision.row, EntityKind.DECISION, float(OFF_LIST))

            def orders() -> Orders:
                rows, conditions = self._compiled(command.effects)
                return (closing, *rows), conditions

            chosen = (OFF_LIST, "", command.text)
            self._decide(decision, chosen, command.record, orders, command.effects)
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

    def _compiled(self, text: str) -> Orders:
        """Return effects written live, for the model as it is now.

        Raises:
            ScenarioError: With every fault.
        """
        if not text.strip():
            return (), ()
        orders = compile_orders(self._play.scenario, self._play.model, text, place="effects")
        return orders.effects, orders.conditions

    def _decide(
        self,
        decision: Decision,
        chosen: tuple[int, str, str],
        record: ask.DecisionRecord,
        orders: Callable[[], Orders],
        effects: str = "",
    ) -> None:
        """Write a decision down, and let it take effect now, or when the time it is said to take has passed."""
        play, now = self._play, self._play.at_ms
        was_open = decision.state in (OPEN, OVERDUE)
        charged = decision.charge(record, now) if was_open else None
        before = decision.entry
        option, name, text = chosen
        at_ms = self._effective_ms(decision, charged)
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
                order=-1 if at_ms is not None else len(play.simulation.orders),
                effects=effects,
                reverses=before or -1,
            )
        )
        decision.entry = entry.number
        self._narrator.asking.settle_decision(decision.name)
        self._remark_on(decision, record, was_open=was_open, before=before)
        self._review(entry.number, text, record)
        self._come_into_effect(decision, entry.number, orders, at_ms)

    def _effective_ms(self, decision: Decision, charged_ms: int | None) -> int | None:
        """Return when what was decided takes effect, by the time charged for it; None for now."""
        if charged_ms is None or decision.opened_ms is None:
            return None
        at_ms = decision.opened_ms + charged_ms
        return at_ms if at_ms > self._play.done_ms else None

    def _come_into_effect(
        self, decision: Decision, entry: int, orders: Callable[[], Orders], at_ms: int | None
    ) -> None:
        play = self._play
        name = f"decision {decision.name}"
        play.dues.forget(name)
        if at_ms is None:
            self._answer(decision, entry, orders)
            return
        play.dues.arrange(at_ms, name, lambda: self._answer(decision, entry, orders), orders)
        when = f"{play.local.time(at_ms)} ({elapsed(at_ms)})"
        play.write(Remarked(f"what was decided takes effect at {when}, by the time that was declared for it"))

    def _answer(self, decision: Decision, entry: int, orders: Callable[[], Orders]) -> None:
        """Let a decision take effect; what it does is compiled now, since the model may have grown."""
        self._narrator.taken = decision.row
        self._give(entry, orders())
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

        play.dues.arrange(at_ms, f"review {entry}", remind)

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
