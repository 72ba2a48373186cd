"""What is done with injects: fire, delay, skip, edit, add; and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise import commands as ask
from sems_sim.exercise.dues import Orders
from sems_sim.exercise.entries import (
    InjectAdded,
    InjectDelayed,
    InjectDelivered,
    InjectEdited,
    InjectReleased,
    InjectRestored,
    InjectSkipped,
    Remarked,
    ResponseRated,
)
from sems_sim.exercise.injects import PENDING, SKIPPED, Inject
from sems_sim.exercise.narrator import Narrator
from sems_sim.exercise.play import ENDED, READY, Play, effect
from sems_sim.model import NONE, Effect, EntityKind, Verb
from sems_sim.scenario import compile_orders
from sems_sim.telling import describe_effects

_ID_LENGTH = 40


class OnInjects:
    """The commands about injects."""

    def __init__(self, play: Play, narrator: Narrator) -> None:
        """Act on one exercise."""
        self._play = play
        self._narrator = narrator
        narrator.give_out = self.give_out
        self.table: dict[type, Callable[[Any], None]] = {
            ask.FireInject: self._fire,
            ask.DelayInject: self._delay,
            ask.SkipInject: self._skip,
            ask.RestoreInject: self._restore,
            ask.EditInject: self._edit,
            ask.AddInject: self._add,
            ask.NoteDelivery: self._note_delivery,
            ask.RateResponse: self._rate,
        }

    def _find(self, name: str) -> Inject:
        inject = self._play.injects.get(name)
        if inject is None:
            known = ", ".join(list(self._play.injects)[:20]) or "none"
            raise CommandRefusedError(f"there is no inject {name!r}", f"known: {known}")
        return inject

    def _not_out(self, inject: Inject, what: str) -> None:
        if inject.released_ms is not None:
            when = self._play.local.time(inject.released_ms)
            raise CommandRefusedError(
                f"{inject.draft.id} cannot be {what}: it was given out at {when}", "add a new inject instead"
            )

    def _is_ready(self) -> bool:
        return self._play.state == READY

    # --- giving out ---

    def _fire(self, command: ask.FireInject) -> None:
        inject = self._find(command.inject)
        self._not_out(inject, "fired")
        if self._is_ready():
            raise CommandRefusedError(
                "the exercise has not begun", "start it, or give the inject an earlier time"
            )
        inject.status = PENDING
        self.give_out(inject, "facilitator")
        if inject.unreached:
            self._nobody_there(inject)

    def _nobody_there(self, inject: Inject) -> None:
        who = " and ".join(self._play.team_title(name) for name in inject.unreached)
        words = f"{who} has not been convened: {inject.draft.id} reached nobody there, and will be handed over on entry"
        self._play.write(Remarked(words))

    def give_out(self, inject: Inject, trigger: str) -> None:
        """Give an inject out now, as the model has it or as it was written live."""
        play = self._play
        if inject.is_out or inject.status == SKIPPED:
            return
        play.dues.forget(f"inject {inject.draft.id}")
        if inject.row != NONE and not inject.is_own:
            self._narrator.released_by = trigger
            play.give(effect(Verb.RELEASE, inject.row, EntityKind.INJECT))
            self._narrator.take_down()
            self._narrator.released_by = ""
            return
        effects, conditions = self.own_effects(inject.draft)
        self._narrator.release(inject, trigger, play.done_ms)
        entry = next(one.number for one in reversed(play.entries) if isinstance(one.fact, InjectReleased))
        play.order_entries[entry] = play.give(*effects, conditions=conditions)

    def own_effects(self, draft: ask.InjectDraft) -> Orders:
        """Return what an inject written live does to the model: it takes attention, then its effects follow."""
        play = self._play
        audience = tuple(
            play.rows[EntityKind.TEAM, name] for name in draft.to if (EntityKind.TEAM, name) in play.rows
        )
        heard = Effect(
            Verb.TELL, NONE, EntityKind.ORGANISATION, audience=audience, truth=draft.truth, text=draft.text
        )
        if not draft.effects.strip():
            return ((heard,) if audience else ()), ()
        orders = compile_orders(play.scenario, play.model, draft.effects, place=f"effects of {draft.id}")
        return ((heard, *orders.effects) if audience else orders.effects), orders.conditions

    # --- when ---

    def _delay(self, command: ask.DelayInject) -> None:
        inject = self._find(command.inject)
        self._not_out(inject, "put off")
        play, was = self._play, inject.due_ms
        if command.at_ms <= play.at_ms and not self._is_ready():
            raise CommandRefusedError(
                "that moment is past", f"fire {inject.draft.id} now, or name a later moment"
            )
        if command.at_ms > play.model.horizon_ms:
            raise CommandRefusedError("that is after the scenario's end", "name an earlier moment")
        inject.due_ms, inject.status = command.at_ms, PENDING
        play.write(InjectDelayed(inject.draft.id, command.at_ms, was))
        self._arrange(inject)

    def _arrange(self, inject: Inject) -> None:
        """See to it that an inject comes at its time, whoever keeps the time."""
        play = self._play
        self._settle_prompt(inject)
        if inject.row != NONE and not inject.is_own and not self._is_ready() and not inject.prompts:
            if inject.due_ms is not None:
                play.give(effect(Verb.RESCHEDULE, inject.row, EntityKind.INJECT, float(inject.due_ms)))
            return
        if inject.due_ms is not None:
            name = f"inject {inject.draft.id}"
            play.dues.arrange(inject.due_ms, name, lambda: self._come(inject), lambda: self._orders(inject))

    def _orders(self, inject: Inject) -> Orders:
        """Return what an inject whose time the exercise keeps will do to the model."""
        if inject.prompts:
            return (), ()
        if inject.is_own:
            return self.own_effects(inject.draft)
        return (effect(Verb.RELEASE, inject.row, EntityKind.INJECT),), ()

    def _come(self, inject: Inject) -> None:
        """An inject whose time the exercise keeps is due: it comes, or asks for a word."""
        if inject.prompts and inject.status == PENDING:
            self._narrator.is_due(inject, self._play.done_ms)
        else:
            self.give_out(inject, "time")

    def _settle_prompt(self, inject: Inject) -> None:
        waiting = self._play.prompts.waiting("inject", inject.draft.id)
        if waiting is not None:
            self._narrator.asking.lapse(waiting, "it was put off or changed", self._play.at_ms)

    def _skip(self, command: ask.SkipInject) -> None:
        inject = self._find(command.inject)
        self._not_out(inject, "skipped")
        if inject.status == SKIPPED:
            raise CommandRefusedError(
                f"{inject.draft.id} is skipped already", "restore it to take it back in"
            )
        inject.status = SKIPPED
        self._play.dues.forget(f"inject {inject.draft.id}")
        self._play.write(InjectSkipped(inject.draft.id, command.why))
        self._settle_prompt(inject)
        self._hold_back(inject)

    def _hold_back(self, inject: Inject, *, back: bool = True) -> None:
        """Keep the model from giving an inject out by itself, or let it do so again."""
        if inject.row != NONE and not self._is_ready():
            self._play.give(effect(Verb.WITHHOLD, inject.row, EntityKind.INJECT, float(back)))

    def _restore(self, command: ask.RestoreInject) -> None:
        inject, play = self._find(command.inject), self._play
        if inject.status != SKIPPED:
            raise CommandRefusedError(f"{inject.draft.id} is not skipped", "nothing needs to be done")
        inject.status = PENDING
        play.write(InjectRestored(inject.draft.id))
        if inject.row != NONE and not inject.is_own and not inject.prompts:
            self._hold_back(inject, back=False)
        elif inject.due_ms is not None and inject.due_ms > play.at_ms:
            self._arrange(inject)
        if inject.due_ms is not None and inject.due_ms <= play.at_ms and not self._is_ready():
            play.write(Remarked(f"the time of {inject.draft.id} is past: fire it, or give it another time"))

    # --- what it says ---

    def _edit(self, command: ask.EditInject) -> None:
        inject, play = self._find(command.draft.id), self._play
        self._not_out(inject, "edited")
        draft = self._checked(replace(command.draft, kind=command.draft.kind or inject.draft.kind))
        before = inject.due_ms
        inject.draft, inject.is_own, inject.words = draft, True, self._words(draft)
        if draft.at_ms is not None or inject.written is None or not inject.written.condition:
            inject.due_ms = draft.at_ms
        play.write(InjectEdited(draft))
        if before is None or inject.due_ms is not None:
            self._hold_back(inject)
        if inject.due_ms is not None and inject.due_ms > play.at_ms:
            self._arrange(inject)
        else:
            play.dues.forget(f"inject {draft.id}")

    def _add(self, command: ask.AddInject) -> None:
        play, draft = self._play, command.draft
        if draft.id in play.injects:
            raise CommandRefusedError(f"there is an inject {draft.id!r} already", "give it another number")
        if not draft.id or len(draft.id) > _ID_LENGTH or not draft.id.isprintable():
            raise CommandRefusedError("an inject needs a number", "for instance X1")
        inject = Inject(self._checked(draft), None, NONE, draft.at_ms, is_own=True)
        if draft.at_ms is not None and draft.at_ms <= play.at_ms and not self._is_ready():
            raise CommandRefusedError(
                "that moment is past", "leave the time out and fire it, or name a later moment"
            )
        inject.words = self._words(draft)
        play.injects[draft.id] = inject
        play.write(InjectAdded(draft))
        self._arrange(inject)
        if not draft.to:
            play.write(Remarked(f"{draft.id} is addressed to nobody: it will reach no team"))

    def _words(self, draft: ask.InjectDraft) -> str:
        """Return what a draft brings about, in words."""
        if not draft.effects.strip():
            return ""
        play = self._play
        orders = compile_orders(play.scenario, play.model, draft.effects, place=f"effects of {draft.id}")
        return describe_effects(play.model, orders.effects, orders.conditions)

    def _checked(self, draft: ask.InjectDraft) -> ask.InjectDraft:
        """Return a draft whose effects the model understands.

        Raises:
            ScenarioError: With every fault of its effects.
        """
        if draft.effects.strip():
            compile_orders(
                self._play.scenario, self._play.model, draft.effects, place=f"effects of {draft.id}"
            )
        return draft

    # --- what came of it ---

    def _note_delivery(self, command: ask.NoteDelivery) -> None:
        inject, play = self._find(command.inject), self._play
        if not inject.is_out:
            raise CommandRefusedError(f"{inject.draft.id} has not been given out", "fire it first")
        kept = inject.acknowledged if command.acknowledged else inject.delivered
        if command.team in kept:
            return
        if command.acknowledged and command.team not in inject.delivered:
            inject.delivered.append(command.team)
        kept.append(command.team)
        if command.team in inject.unreached:
            inject.unreached.remove(command.team)
        play.write(InjectDelivered(inject.draft.id, command.team, command.acknowledged))
        waiting = play.prompts.waiting("deliver", inject.draft.id, command.team)
        if waiting is not None:
            self._narrator.asking.lapse(waiting, "it reached them", play.at_ms)
        self._let_hear(inject, command.team)

    def _let_hear(self, inject: Inject, team: str) -> None:
        """What an inject tells about things of the model has reached those who play, so it is in their picture."""
        play = self._play
        if play.state == ENDED or not play.is_played(team):
            return
        row = play.rows[EntityKind.TEAM, team]
        for item in sorted(self._told(inject, row)):
            self._narrator.asking.settle_note(team, item)
            play.give(effect(Verb.HEAR, row, EntityKind.TEAM, float(item)))

    def _told(self, inject: Inject, team: int) -> set[int]:
        model = self._play.model
        if inject.is_own:
            effects = self.own_effects(inject.draft)[0]
        else:
            span = model.injects[inject.row].effects
            effects = model.effects[span.first : span.first + span.count]
        told = [
            one for one in effects if one.verb is Verb.TELL and team in one.audience and one.target != NONE
        ]
        return {
            number
            for number, item in enumerate(model.items)
            for one in told
            if (item.kind.name, item.index) == (one.target_kind.name, one.target)
        }

    def _rate(self, command: ask.RateResponse) -> None:
        inject, play = self._find(command.inject), self._play
        if not inject.draft.expect:
            play.write(Remarked(f"{inject.draft.id} expects no action: the note is kept all the same"))
        inject.seen, inject.evidence = command.seen, command.evidence
        play.write(ResponseRated(inject.draft.id, command.seen, command.who, command.evidence))
        if not inject.is_out:
            play.write(Remarked(f"{inject.draft.id} has not been given out: players were ahead of it"))
