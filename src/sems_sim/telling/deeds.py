"""What effects do, in words: `baggage is made to fail for 2 h`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sems_sim.model import COMPONENTS, NONE, Amount, Condition, Effect, EntityKind, Hold, Model, Verb
from sems_sim.telling import amounts
from sems_sim.telling.names import Names, readable
from sems_sim.telling.plain import plain, shortened

_LONGEST_QUOTE = 80

_DEEDS: dict[Verb, str] = {
    Verb.FAIL: "{w.units} made to fail",
    Verb.REPAIR: "{w.units} put right",
    Verb.SWITCH_ON: "{w.who} is switched on",
    Verb.SWITCH_OFF: "{w.who} is switched off",
    Verb.ISOLATE: "{w.who} is isolated",
    Verb.RECONNECT: "{w.who} is reconnected",
    Verb.START: "{w.who} begins{w.at_severity}",
    Verb.CONTAIN: "{w.who} is held back, by {w.number} an hour",
    Verb.WORSEN: "{w.who} grows faster, by {w.number} an hour",
    Verb.END: "{w.who} is brought to an end",
    Verb.DEMAND: "demand for {w.who} {w.changed}",
    Verb.CAPACITY: "the capacity of {w.who} {w.changed}",
    Verb.CANCEL: "{w.share} of planned {w.who} are cancelled",
    Verb.ADD: "{w.who}: {w.number} more",
    Verb.REMOVE: "{w.who}: {w.number} taken away",
    Verb.USE: "{w.who}: {w.number} used up",
    Verb.ORDER: "{w.who}: {w.number} ordered",
    Verb.RAISE: "{w.who} level is called for",
    Verb.STAND_DOWN: "{w.who} level is stood down",
    Verb.TELL: "{w.told}",
    Verb.INVOKE: "the plan “{w.who}” is started",
    Verb.ASK: "the question “{w.who}” is put",
    Verb.SET: "“{w.who}” becomes true",
    Verb.CLEAR: "“{w.who}” no longer holds",
    Verb.SPEND: "{w.money} is spent",
    Verb.RELEASE: "inject {w.who} is released",
    Verb.MATURITY: "maturity of {w.component} becomes {w.number}",
    Verb.BLOCK: "{w.way} is cut",
    Verb.UNBLOCK: "{w.way} is open again",
    Verb.TAKE: "the question “{w.who}” is decided",
    Verb.PLAY: "{w.who}: played by {w.player}",
    Verb.HEAR: "{w.who} take in what waits for them",
    Verb.WITHHOLD: "inject {w.who} {w.withheld}",
    Verb.RESCHEDULE: "inject {w.who} is moved to another time",
    Verb.PIN: "{w.who} stays as it is",
    Verb.UNPIN: "{w.who} is let go",
    Verb.ROSTER: "{w.who}: {w.number} present",
    Verb.LIFT: "what an earlier order holds is ended",
    Verb.ENTER: "{w.who} level is in place at once",
}


def describe_effects(model: Model, effects: Iterable[Effect], conditions: Sequence[Condition] = ()) -> str:
    """Say effects in words, in their order, with semicolons between; empty for none.

    `conditions` are those that come after the model's own, where effects written live end on them.
    """
    return Deeds(model).said(effects, conditions)


class Deeds:
    """Says the effects of one model."""

    def __init__(self, model: Model) -> None:
        """Keep the names of its things."""
        self.model = model
        self.names = Names(model)
        self._numbers = {(one.kind, one.index): number for number, one in enumerate(model.entities)}

    def said(self, effects: Iterable[Effect], conditions: Sequence[Condition] = ()) -> str:
        """Say effects as `describe_effects` does."""
        return "; ".join(self._one(effect, conditions) for effect in effects)

    def named(self, kind: EntityKind, row: int) -> str:
        """The readable name of a row of a table."""
        return self.names.of(self._numbers.get((kind, row), NONE))

    def _one(self, effect: Effect, conditions: Sequence[Condition]) -> str:
        said = _DEEDS[effect.verb].format(w=_Words(self, effect))
        if effect.hold is Hold.FOR:
            return f"{said} for {amounts.duration(effect.hold_ms)}"
        if effect.hold is Hold.UNTIL:
            return f"{said} until {self._ended_by(effect.condition, conditions)}"
        return f"{said} while the task runs" if effect.hold is Hold.WHILE_RUNNING else said

    def _ended_by(self, number: int, conditions: Sequence[Condition]) -> str:
        own = self.model.conditions
        return plain(own[number].text if number < len(own) else conditions[number - len(own)].text)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that a sentence about one effect may use; each is worked out when it is asked for."""

    deeds: Deeds
    effect: Effect

    @property
    def who(self) -> str:
        return self.deeds.named(self.effect.target_kind, self.effect.target)

    @property
    def number(self) -> str:
        return amounts.number(self.effect.value)

    @property
    def share(self) -> str:
        return amounts.share(self.effect.value)

    @property
    def money(self) -> str:
        return amounts.money(self.effect.value, self.deeds.model.money)

    @property
    def units(self) -> str:
        asset = self.deeds.model.assets[self.effect.target]
        if self.effect.value < 0 or asset.units == 1:
            return f"{self.who} is"
        verb = "is" if self.effect.value == 1 else "are"
        return f"{amounts.count(self.effect.value, 'unit')} of {self.who} {verb}"

    @property
    def at_severity(self) -> str:
        return f" at severity {self.share}" if self.effect.value >= 0 else ""

    @property
    def changed(self) -> str:
        if self.effect.amount is Amount.FACTOR:
            return f"goes to ×{self.number}"
        return f"becomes {self.number} an hour"

    @property
    def component(self) -> str:
        return readable(COMPONENTS[self.effect.target])

    @property
    def way(self) -> str:
        if self.effect.target_kind is EntityKind.LINK:
            return f"the way from {self.who}"
        return f"the supply from {self.who}"

    @property
    def told(self) -> str:
        teams = [self.deeds.names.team(team) for team in self.effect.audience]
        heard = f"{' and '.join(teams) or 'nobody'} {'is' if len(teams) == 1 else 'are'} told"
        if self.effect.target != NONE:
            how = "how it stands with" if self.effect.truth else "the contrary of the truth about"
            heard += f" {how} {self.who}"
        text = shortened(plain(self.effect.text), _LONGEST_QUOTE)
        return f"{heard}: “{text}”" if text else heard

    @property
    def player(self) -> str:
        return "people" if self.effect.value else "the model"

    @property
    def withheld(self) -> str:
        return "is held back" if self.effect.value else "may come again"
