"""The crisis as a list of lines: when, at which level, what happened, because of what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from sems_sim.events import ROOT, Kind, Record
from sems_sim.model import NONE, EntityKind, ItemKind, Model, Verb
from sems_sim.telling.causes import nearest_cause
from sems_sim.telling.wording import Wording


class Weight(IntEnum):
    """How much a line is worth telling."""

    ROUTINE = 1
    DETAIL = 2
    NOTABLE = 3
    TURNING_POINT = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline."""

    index: int
    """The record's place in the trace, by which `why` asks for it."""
    time_ms: int
    level: int
    """The level of response when it happened, 0 to 2."""
    words: str
    cause: int
    """The index of the record that brought it about, or ROOT."""
    because: str
    """The nearest cause worth telling, in words; empty for a root."""
    because_index: int
    weight: Weight


_TURNING_POINTS = frozenset(
    (
        Kind.INJECT_FIRED,
        Kind.FLAG_SET,
        Kind.STOCK_EMPTY,
        Kind.SUPPLIER_DOWN,
        Kind.INCIDENT_OPENED,
        Kind.INCIDENT_CLOSED,
        Kind.INCIDENT_CONTAINED,
        Kind.INCIDENT_LOOSE,
        Kind.INCIDENT_PREVENTED,
        Kind.STANDBY_STARTED,
        Kind.STANDBY_REFUSED,
        Kind.LATENT_DEFECT_FOUND,
        Kind.SERVICE_DISRUPTED,
        Kind.SERVICE_RESUMED,
        Kind.SERVICE_OVER_RTO,
        Kind.SERVICE_OVER_MTPD,
        Kind.LEVEL_ENTERED,
        Kind.LEVEL_ENDED,
        Kind.PLAN_STARTED,
        Kind.PLAN_FINISHED,
        Kind.PLAN_FAILED,
        Kind.PLAN_MISSING,
        Kind.DECISION_TAKEN,
        Kind.DECISION_REVERSED,
        Kind.TASK_GAVE_UP,
        Kind.CATASTROPHE,
        Kind.SURPRISED,
        Kind.ENDED,
    )
)
_NOTABLE = frozenset(
    (
        Kind.RESOURCE_SHORT,
        Kind.SURGE_ARRIVED,
        Kind.REPORT_WITHHELD,
        Kind.WARNING_ACTED_ON,
        Kind.LEVEL_DECIDED,
        Kind.AUTHORITY_TAKEN,
        Kind.DECISION_LATE,
        Kind.DECISION_CLOSED,
        Kind.WRONG_LEVEL,
        Kind.TASK_FAILED,
        Kind.TASK_DONE,
        Kind.BEYOND_ROUTINE,
        Kind.TEAM_PLAYED,
        Kind.RAISE_DUE,
        Kind.STAND_DOWN_DUE,
        Kind.PLAN_DUE,
        Kind.PINNED,
        Kind.UNPINNED,
    )
)
_DETAILS = frozenset(
    (
        Kind.FLAG_CLEARED,
        Kind.SURGE_ASKED,
        Kind.STOCK_ORDERED,
        Kind.STOCK_DELIVERED,
        Kind.SUPPLIER_UP,
        Kind.SUPPLIER_SWITCHED,
        Kind.LINK_BLOCKED,
        Kind.LINK_OPENED,
        Kind.PRECURSOR_SHOWN,
        Kind.INCIDENT_SPREAD,
        Kind.UNIT_FAILED,
        Kind.ASSET_RESTARTING,
        Kind.STANDBY_STOPPED,
        Kind.BUFFER_STARTED,
        Kind.BUFFER_EMPTY,
        Kind.REPORTED_IN_CONFIDENCE,
        Kind.INDICATOR_ALERT,
        Kind.MESSAGE_LOST,
        Kind.LINK_MISSED,
        Kind.STATEMENT_MADE,
        Kind.MISREAD,
        Kind.OVERLOADED,
        Kind.LEVEL_SUPERSEDED,
        Kind.CONTEXT_LOST,
        Kind.DECISION_OPENED,
        Kind.TASK_STARTED,
        Kind.TASK_PAUSED,
        Kind.TASK_RESUMED,
        Kind.TASK_RETRIED,
        Kind.TASK_STOPPED,
        Kind.RESOURCE_ENOUGH,
        Kind.ROUTINE_AGAIN,
        Kind.INJECT_DUE,
        Kind.INJECT_WITHHELD,
        Kind.INJECT_RESCHEDULED,
        Kind.NOTE_DUE,
        Kind.TELL_DUE,
        Kind.ROSTER_CHANGED,
        Kind.ORDER_LIFTED,
    )
)
_ECHOES = frozenset((Kind.PERFORMANCE, Kind.UNIT_FAILED, Kind.UNIT_REPAIRED))
"""What explains nothing about the same thing: that it failed is why it went down."""
_TOLD_DEEDS = frozenset((Verb.DEMAND, Verb.CAPACITY, Verb.CANCEL, Verb.MATURITY))


def timeline_of(wording: Wording) -> tuple[Line, ...]:
    """Every record as a line, in order."""
    return Teller(wording).rest()


class Teller:
    """Tells the records of a trace one after the other, also of one that is still growing."""

    def __init__(self, wording: Wording) -> None:
        """Begin at the first record."""
        self.wording = wording
        self._weigher = _Weigher(wording)
        self._weights: list[Weight] = []
        self._level = 0

    def rest(self) -> tuple[Line, ...]:
        """Return a line for each record that has come since the last call, in order."""
        trace, first = self.wording.trace, len(self._weights)
        for index in range(first, len(trace)):
            self._weights.append(self._weigher.weigh(index, trace[index]))
        return tuple(self._line(index) for index in range(first, len(trace)))

    def _line(self, index: int) -> Line:
        wording, record = self.wording, self.wording.trace[index]
        self._level = level_after(wording.model, record, self._level)
        because = nearest_cause(wording.trace, index, lambda cause: self._explains(cause, record))
        words = wording.clause(because) if because != ROOT else ""
        return Line(
            index,
            record.time_ms,
            self._level,
            wording.sentence(index),
            record.cause,
            because=words,
            because_index=because,
            weight=self._weights[index],
        )

    def _explains(self, cause: int, effect: Record) -> bool:
        reason = self.wording.trace[cause]
        is_echo = reason.kind in _ECHOES and reason.entity == effect.entity
        return self._weights[cause] > Weight.ROUTINE and not is_echo


def level_after(model: Model, record: Record, level: int) -> int:
    """The level of response after a record, given the one before."""
    if record.kind == Kind.LEVEL_ENTERED:
        return model.entities[record.entity].index
    return level


def most_telling(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """At most so many lines, in order: whole weights while they fit, and of one that does not the earlier."""
    for weight in (Weight.DETAIL, Weight.NOTABLE, Weight.TURNING_POINT):
        told = [line for line in lines if line.weight >= weight]
        if len(told) <= most:
            break
    return tuple(told[:most])


class _Weigher:
    """Weighs records one after the other: some are news only if they differ from the one before."""

    def __init__(self, wording: Wording) -> None:
        model = wording.model
        self._wording = wording
        self._model = model
        self._leaders = {model.teams[row.led_by].entity for row in model.levels if row.led_by != NONE}
        self._hidden = {row.entity for row in model.assets if row.hidden}
        self._mbco = {row.entity: row.mbco for row in model.services}
        self._performance = dict.fromkeys(self._mbco, 1.0)
        self._fine: dict[tuple[int, int], bool] = {}

    def weigh(self, index: int, record: Record) -> Weight:
        if record.kind in _TURNING_POINTS:
            return Weight.TURNING_POINT
        if record.kind in _NOTABLE:
            return Weight.NOTABLE
        if record.kind in _DETAILS:
            return Weight.DETAIL
        is_news = {
            Kind.ASSET_LEVEL: self._is_level_news,
            Kind.PERFORMANCE: self._is_performance_news,
            Kind.BELIEVED: self._is_belief_news,
            Kind.EFFECT_APPLIED: self._is_deed_news,
        }.get(Kind(record.kind) if record.kind in _KINDS else Kind.ENDED)
        if is_news is None or not is_news(index, record):
            return Weight.ROUTINE
        return Weight.TURNING_POINT if record.kind == Kind.ASSET_LEVEL else Weight.DETAIL

    def _is_level_news(self, _: int, record: Record) -> bool:
        """The gate of a service's needs is no asset of the user's; a standby that idles is not down."""
        if record.entity in self._hidden:
            return False
        row = self._model.assets[self._model.entities[record.entity].index]
        return not row.is_standby

    def _is_performance_news(self, _: int, record: Record) -> bool:
        before = self._performance.get(record.entity, 1.0)
        self._performance[record.entity] = record.value
        mbco = self._mbco.get(record.entity, 0.0)
        return (before >= mbco) != (record.value >= mbco)

    def _is_belief_news(self, index: int, record: Record) -> bool:
        """A leader of a level learns that something has failed, begun, come back or ended."""
        item = self._model.items[round(record.value)]
        held = self._wording.belief_after(index)
        if held is None or record.entity not in self._leaders:
            return False
        is_fine = held <= 0 if item.kind is ItemKind.INCIDENT else held > 0
        was_fine = self._fine.get((record.entity, item.entity), True)
        self._fine[record.entity, item.entity] = is_fine
        return is_fine != was_fine and item.entity not in self._hidden

    def _is_deed_news(self, _: int, record: Record) -> bool:
        is_service = self._model.entities[record.entity].kind is EntityKind.SERVICE
        return round(record.value) in _TOLD_DEEDS and is_service


_KINDS = frozenset(int(kind) for kind in Kind)


def search(lines: Iterable[Line], text: str) -> Line | None:
    """The first line that says the text, in any case; those worth telling come before the routine."""
    wanted = text.casefold()
    found = [line for line in lines if wanted in line.words.casefold()]
    return min(found, key=lambda line: (line.weight == Weight.ROUTINE, line.index), default=None)
