"""Each record as a sentence: titles, not names; hours and shares, not bare numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sems_sim.events import Kind, Record
from sems_sim.model import NONE, EntityKind, ItemKind, Model, Verb
from sems_sim.telling import amounts
from sems_sim.telling.names import Names
from sems_sim.telling.plain import capital, plain, shortened

_LONGEST_QUOTE = 160

_SENTENCES: dict[Kind, str] = {
    Kind.INJECT_FIRED: "{w.inject}",
    Kind.EFFECT_APPLIED: "{w.deed}",
    Kind.EFFECT_ENDED: "no longer in force: {w.deed}",
    Kind.FLAG_SET: "“{w.who}” became true",
    Kind.FLAG_CLEARED: "“{w.who}” no longer held",
    Kind.DEMAND_CHANGED: "demand for {w.who} became {w.number} an hour",
    Kind.RESOURCE_PRESENT: "{w.who}: {w.number} present",
    Kind.SURGE_ASKED: "{w.who}: {w.number} more were asked for",
    Kind.SURGE_ARRIVED: "{w.who}: {w.number} more arrived",
    Kind.STOCK_ORDERED: "{w.who}: {w.number} were ordered",
    Kind.STOCK_DELIVERED: "{w.who}: {w.number} were delivered",
    Kind.STOCK_EMPTY: "{w.who} ran out",
    Kind.SUPPLIER_DOWN: "{w.who} could no longer deliver",
    Kind.SUPPLIER_UP: "{w.who} could deliver again",
    Kind.SUPPLIER_SWITCHED: "{w.other} was asked instead of {w.who}",
    Kind.LINK_BLOCKED: "the way from {w.who} was cut",
    Kind.LINK_OPENED: "the way from {w.who} was open again",
    Kind.PRECURSOR_SHOWN: "a first sign of {w.who} showed, {w.hours} ahead",
    Kind.INCIDENT_OPENED: "{w.who} began, at severity {w.share}",
    Kind.INCIDENT_CLOSED: "{w.who} ended",
    Kind.INCIDENT_CONTAINED: "{w.who} came under control, at severity {w.share}",
    Kind.INCIDENT_LOOSE: "{w.who} grew again, at severity {w.share}",
    Kind.INCIDENT_CROSSED: "{w.who} stood at severity {w.share}",
    Kind.INCIDENT_HURT: "{w.who} was severe enough to do damage",
    Kind.INCIDENT_SPREAD: "{w.who} was about to bring about {w.incident}",
    Kind.INCIDENT_PREVENTED: "{w.who} never began: it was prevented",
    Kind.RUMOUR_STEPPED: "rumour stood at {w.share}",
    Kind.UNIT_FAILED: "{w.unit} failed",
    Kind.UNIT_REPAIRED: "{w.unit} was repaired",
    Kind.ASSET_LEVEL: "{w.level_of_asset}",
    Kind.ASSET_RESTARTING: "{w.who} could be restarted, which took {w.hours}",
    Kind.STANDBY_STARTED: "{w.who} took over",
    Kind.STANDBY_REFUSED: "{w.who} did not start when called",
    Kind.STANDBY_STOPPED: "{w.who} stood by again",
    Kind.BUFFER_STARTED: "{w.who} lived on its reserve, good for {w.hours}",
    Kind.BUFFER_EMPTY: "the reserve of {w.who} was used up",
    Kind.LATENT_DEFECT_FOUND: "{w.who} turned out to have a hidden defect",
    Kind.ASSET_SWITCHED: "{w.who} was switched {w.on_off}",
    Kind.PERFORMANCE: "{w.who} ran at {w.share}",
    Kind.SERVICE_DISRUPTED: "{w.who} lost the ability to serve: {w.share} left",
    Kind.SERVICE_RESUMED: "{w.who} returned to the minimum for good",
    Kind.SERVICE_OVER_RTO: "{w.who} passed the recovery time objective of {w.hours}",
    Kind.SERVICE_OVER_MTPD: "{w.who} passed the longest tolerable disruption of {w.hours}",
    Kind.SEEN: "{w.who} noticed a change: {w.item}",
    Kind.REPORT_WITHHELD: "{w.who} knew about {w.item} and did not report it",
    Kind.REPORTED_IN_CONFIDENCE: "{w.who} reported {w.item} in confidence",
    Kind.INDICATOR_ALERT: "{w.who} gave warning, reading {w.number}",
    Kind.INDICATOR_CLEAR: "{w.who} gave the all-clear, reading {w.number}",
    Kind.MESSAGE_SENT: "word went out, {w.who}",
    Kind.MESSAGE_LOST: "word was lost, {w.who}",
    Kind.MESSAGE_ARRIVED: "word arrived, {w.who}",
    Kind.LINK_MISSED: "nobody thought of passing on {w.item}, {w.who}",
    Kind.STATEMENT_MADE: "{w.who} was told something {w.true_untrue}",
    Kind.BELIEVED: "{w.belief}",
    Kind.MISREAD: "{w.who} misread what they were told",
    Kind.OVERLOADED: "{w.who} had more to handle than they could",
    Kind.RELIEVED: "{w.who} could handle their load again",
    Kind.WARNING_ACTED_ON: "a warning of {w.who} was acted on by {w.team}",
    Kind.BELIEF: "{w.who} then held {w.share} to be so",
    Kind.LEVEL_DECIDED: "going to {w.who} level was decided; activation took {w.hours}",
    Kind.LEVEL_ENTERED: "{w.entered}",
    Kind.LEVEL_ENDED: "{w.who} level was stood down",
    Kind.LEVEL_SUPERSEDED: "{w.who} level was overtaken by a higher one before it was in place",
    Kind.AUTHORITY_TAKEN: "{w.who} level could decide, after a gap of {w.hours}",
    Kind.CONTEXT_LOST: "{w.items_lost} lost in the handover to {w.who} level",
    Kind.RHYTHM: "{w.who} level held its {w.ordinal} review",
    Kind.PLAN_STARTED: "{w.plan} was started",
    Kind.PLAN_FINISHED: "{w.plan} was finished",
    Kind.PLAN_FAILED: "{w.plan} failed",
    Kind.PLAN_MISSING: "{w.plan} existed on paper only: people improvised",
    Kind.DECISION_OPENED: "a question came up for {w.decider}: {w.question}",
    Kind.DECISION_TAKEN: "{w.decider} decided: {w.option}",
    Kind.DECISION_REVERSED: "{w.decider} changed the decision: {w.option}",
    Kind.DECISION_LATE: "no answer in time from {w.decider}: {w.question}",
    Kind.WRONG_LEVEL: "the question “{w.question}” was taken at the wrong level",
    Kind.TASK_READY: "{w.task} could begin",
    Kind.TASK_STARTED: "{w.task} began",
    Kind.TASK_PAUSED: "{w.task} had to pause",
    Kind.TASK_RESUMED: "{w.task} went on",
    Kind.TASK_DONE: "{w.task} was done",
    Kind.TASK_FAILED: "{w.task} did not succeed",
    Kind.TASK_RETRIED: "{w.task} was tried again",
    Kind.TASK_GAVE_UP: "{w.task} was given up",
    Kind.TASK_STOPPED: "{w.task} was stopped",
    Kind.RESOURCE_FREE: "{w.who}: {w.number} free",
    Kind.RESOURCE_SHORT: "{w.who} ran short, by {w.number}",
    Kind.RESOURCE_ENOUGH: "{w.who}: enough again",
    Kind.BEYOND_ROUTINE: "the situation was beyond routine",
    Kind.ROUTINE_AGAIN: "routine could cope again",
    Kind.CATASTROPHE: "a limit of catastrophe was passed: {w.limit}",
    Kind.SURPRISED: "{w.surprise}",
    Kind.ENDED: "the run ended",
    Kind.INJECT_DUE: "inject {w.who} was due, and waited for a word from the facilitator",
    Kind.INJECT_WITHHELD: "inject {w.who} was {w.withheld}",
    Kind.INJECT_RESCHEDULED: "inject {w.who} was put to {w.hours} after the start",
    Kind.TEAM_PLAYED: "{w.who} was {w.handed}",
    Kind.NOTE_DUE: "{w.who} had something to take in: {w.noted}",
    Kind.TELL_DUE: "{w.who} had news to pass on: {w.noted}",
    Kind.RAISE_DUE: "the criteria of {w.who} level were met: whether to raise it was for the players to say",
    Kind.STAND_DOWN_DUE: "{w.who} level could be stood down: that was for the players to say",
    Kind.PLAN_DUE: "{w.plan} could be started: that was for the players to say",
    Kind.DECISION_CLOSED: "the question “{w.question}” was closed with nothing decided",
    Kind.PINNED: "{w.held} was held as it was",
    Kind.UNPINNED: "{w.held} was let go",
    Kind.ROSTER_CHANGED: "{w.who}: {w.number} present",
    Kind.ORDER_LIFTED: "what the {w.ordinal_from_one} order had brought about was taken back",
}

_DEEDS: dict[Verb, str] = {
    Verb.FAIL: "{who} was made to fail",
    Verb.REPAIR: "{who} was put right",
    Verb.SWITCH_ON: "{who} was to be switched on",
    Verb.SWITCH_OFF: "{who} was to be switched off",
    Verb.ISOLATE: "{who} was isolated",
    Verb.RECONNECT: "{who} was reconnected",
    Verb.START: "{who} was set off",
    Verb.CONTAIN: "{who} was being contained",
    Verb.WORSEN: "{who} was made worse",
    Verb.END: "{who} was brought to an end",
    Verb.DEMAND: "demand for {who} was changed",
    Verb.CAPACITY: "the capacity of {who} was changed",
    Verb.CANCEL: "planned {who} were cancelled",
    Verb.ADD: "{who}: more were added",
    Verb.REMOVE: "{who}: some were taken away",
    Verb.USE: "{who}: some was used up",
    Verb.ORDER: "{who}: more was ordered",
    Verb.RAISE: "{who} level was called for",
    Verb.STAND_DOWN: "{who} level was to stand down",
    Verb.TELL: "word was spread about {who}",
    Verb.INVOKE: "the plan “{who}” was invoked",
    Verb.ASK: "the question “{who}” was put",
    Verb.SET: "“{who}” was declared",
    Verb.CLEAR: "“{who}” was withdrawn",
    Verb.SPEND: "money was spent",
    Verb.RELEASE: "inject {who} was released",
    Verb.MATURITY: "the maturity of the organisation was changed",
    Verb.BLOCK: "{who} was blocked",
    Verb.UNBLOCK: "{who} was unblocked",
    Verb.TAKE: "“{who}” was decided",
    Verb.PLAY: "{who} was handed over",
    Verb.HEAR: "{who} took in what was waiting",
    Verb.WITHHOLD: "inject {who} was withheld",
    Verb.RESCHEDULE: "inject {who} was put off",
    Verb.PIN: "{who} was held as it was",
    Verb.UNPIN: "{who} was let go",
    Verb.ROSTER: "{who}: other people were present",
    Verb.LIFT: "an order was taken back",
    Verb.ENTER: "{who} level gathered",
}
OFF_THE_LIST = "something that no option says"
"""What was decided, where none of the options was."""
_LIMITS = {1: "critical services", 2: "people harmed", 3: "severity", 4: "cost"}


class Wording:
    """Says the records of one run."""

    def __init__(self, model: Model, trace: Sequence[Record]) -> None:
        """Keep what sentences are about."""
        self.model = model
        self.trace = trace
        self.names = Names(model)

    def sentence(self, index: int) -> str:
        """The record as a sentence that begins with a capital and has no full stop."""
        return capital(self.clause(index))

    def clause(self, index: int) -> str:
        """The record as a clause, to go on a sentence with."""
        record = self.trace[index]
        try:
            kind = Kind(record.kind)
        except ValueError:
            return f"something of a kind unknown here happened (number {record.kind})"
        return _SENTENCES[kind].format(w=_Words(self, index, record))

    def belief_after(self, index: int) -> float | None:
        """What the team held after a BELIEVED record: the value of the BELIEF record that follows it."""
        following = self.trace[index + 1] if index + 1 < len(self.trace) else None
        if following is None or following.kind != Kind.BELIEF or following.cause != index:
            return None
        return following.value


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that a sentence about one record may use; each is worked out when it is asked for."""

    wording: Wording
    index: int
    record: Record

    @property
    def who(self) -> str:
        return self.wording.names.of(self.record.entity)

    @property
    def _row(self) -> int:
        return self.wording.model.entities[self.record.entity].index

    @property
    def _whole(self) -> int:
        return round(self.record.value)

    @property
    def number(self) -> str:
        return amounts.number(self.record.value)

    @property
    def share(self) -> str:
        return amounts.share(self.record.value)

    @property
    def hours(self) -> str:
        return amounts.hours(self.record.value)

    @property
    def on_off(self) -> str:
        return "on" if self.record.value else "off"

    @property
    def true_untrue(self) -> str:
        return "true" if self.record.value else "untrue"

    @property
    def ordinal(self) -> str:
        return _ordinal(self._whole)

    @property
    def ordinal_from_one(self) -> str:
        return _ordinal(self._whole + 1)

    @property
    def withheld(self) -> str:
        return "withheld" if self.record.value else "let go"

    @property
    def handed(self) -> str:
        return "played by people from then on" if self.record.value else "run by the model again"

    @property
    def noted(self) -> str:
        return "a message" if self.record.value < 0 else self.item

    @property
    def held(self) -> str:
        kind = self.wording.model.entities[self.record.entity].kind
        return "the level of response" if kind is EntityKind.ORGANISATION else self.who

    @property
    def other(self) -> str:
        return self.wording.names.of(self._whole)

    @property
    def item(self) -> str:
        return self.wording.names.item(self._whole)

    @property
    def team(self) -> str:
        return self.wording.names.team(self._whole)

    @property
    def items_lost(self) -> str:
        verb = "was" if self._whole == 1 else "were"
        return f"{amounts.count(self._whole, 'item')} of the picture {verb}"

    @property
    def incident(self) -> str:
        incidents = self.wording.model.incidents
        known = 0 <= self._whole < len(incidents)
        return self.wording.names.of(incidents[self._whole].entity) if known else "another incident"

    @property
    def unit(self) -> str:
        entity = self.wording.model.entities[self.record.entity]
        units = self.wording.model.assets[entity.index].units if entity.kind is EntityKind.ASSET else 1
        return self.who if units == 1 else f"unit {self._whole} of {units} of {self.who}"

    @property
    def level_of_asset(self) -> str:
        if self.record.value == 0:
            return f"{self.who} went {'out of use' if is_switched_off(self.wording.trace, self.record) else 'down'}"
        return f"{self.who} worked {'fully' if self.record.value >= 1 else f'at {self.share}'}"

    @property
    def deed(self) -> str:
        try:
            deed = _DEEDS[Verb(self._whole)]
        except ValueError:
            deed = "{who} was changed"
        return deed.replace("{who}", self.who)

    @property
    def inject(self) -> str:
        row = self.wording.model.injects[self._row]
        head = f"inject {self.who}"
        if row.source:
            head += f" from {self.wording.names.person(row.source)}"
        text = shortened(plain(row.text), _LONGEST_QUOTE)
        return f"{head}: “{text}”" if text else f"{head} was released"

    @property
    def belief(self) -> str:
        held = self.wording.belief_after(self.index)
        if held is None:
            return f"{self.who} formed a view of {self.item}"
        kind = self.wording.model.items[self._whole].kind
        return f"{self.who} believed: {self.item} {believed_words(kind, held)}"

    @property
    def entered(self) -> str:
        before = self.wording.trace[self.index - 1] if self.index else None
        if before is not None and before.kind == Kind.LEVEL_ENDED and before.time_ms == self.record.time_ms:
            return f"response went back to {self.who} level"
        return f"{self.who} level took over, with {self.share} of the picture carried across"

    @property
    def plan(self) -> str:
        return f"the plan “{self.who}”"

    @property
    def task(self) -> str:
        return f"“{self.who}”"

    @property
    def decider(self) -> str:
        team = self.wording.model.decisions[self._row].team
        return "nobody in particular" if team == NONE else self.wording.names.team(team)

    @property
    def question(self) -> str:
        return plain(self.wording.model.decisions[self._row].ask) or self.who

    @property
    def option(self) -> str:
        return self.wording.names.option(self._row, self._whole) if self._whole else OFF_THE_LIST

    @property
    def limit(self) -> str:
        return _LIMITS.get(self._whole, "one that the scenario states")

    @property
    def surprise(self) -> str:
        if self._whole == 1:
            return f"{self.who} came as a surprise: it was on no register"
        return f"{self.who} came as a surprise: far worse than the register said"


def _ordinal(number: int) -> str:
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def is_switched_off(trace: Sequence[Record], record: Record) -> bool:
    """Whether a fall of an asset's level is nothing but its being switched off, or standing by again."""
    cause = trace[record.cause] if record.cause >= 0 else None
    if cause is None or cause.entity != record.entity:
        return False
    return (cause.kind, cause.value) == (Kind.ASSET_SWITCHED, 0.0) or cause.kind == Kind.STANDBY_STOPPED


def believed_words(kind: ItemKind, held: float) -> str:
    """What a team holds of an item, in words."""
    if kind is ItemKind.INCIDENT:
        return f"under way, severity {amounts.share(held)}" if held > 0 else "not under way"
    if held <= 0:
        return "down"
    return "working" if held >= 1 else f"at {amounts.share(held)}"
