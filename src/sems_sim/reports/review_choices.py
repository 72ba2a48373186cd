"""What was decided, by whom and how late; which targets were met; what came as a surprise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sems_sim.events import Kind
from sems_sim.model import NONE, DecisionRow, measures_of
from sems_sim.reports.run_result import Ledger
from sems_sim.telling import OFF_THE_LIST, Names, Wording, amounts, capital, plain

_KINDS_OF_FAILURE = (
    ("imagination", "Imagination", "held up by what nobody had imagined"),
    ("policy", "Policy", "held up by word that did not cross silos, or wrong priorities"),
    ("capabilities", "Capabilities", "held up by people, kit, plans or skill"),
    ("management", "Management", "held up by late or wrong command"),
)


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One question, and what became of it."""

    question: str
    who: str
    opened_ms: int
    """When it first came up; -1 if never."""
    decided_ms: int
    """When it was first answered; -1 if never."""
    answer: str
    """The option in force at the end; empty for none."""
    reversals: int
    is_late: bool
    is_at_wrong_level: bool


@dataclass(frozen=True, slots=True)
class TargetView:
    """One stated target, and whether it was met."""

    name: str
    text: str
    """What it asks for, as the file has it."""
    purpose: str
    """The objective behind it in words; empty for none."""
    value: str
    """What the measure came to."""
    is_met: bool


@dataclass(frozen=True, slots=True)
class Surprise:
    """One incident that came as a surprise."""

    words: str
    time_ms: int


@dataclass(frozen=True, slots=True)
class FailureKind:
    """One kind of failure, and the share of loss time it is held to account for."""

    title: str
    meaning: str
    share: float


def decisions_of(run: Ledger, names: Names) -> tuple[DecisionView, ...]:
    """Every question that came up, in order of time."""
    views = [_decision(run, names, index, row) for index, row in enumerate(run.model.decisions)]
    asked = [view for view in views if view.opened_ms >= 0]
    return tuple(sorted(asked, key=lambda view: view.opened_ms))


def _decision(run: Ledger, names: Names, index: int, row: DecisionRow) -> DecisionView:
    own = run.own(row.entity)
    taken = [r for r in own if r.kind in (Kind.DECISION_TAKEN, Kind.DECISION_REVERSED)]
    opened = [record.time_ms for record in own if record.kind == Kind.DECISION_OPENED]
    kinds = {record.kind for record in own}
    return DecisionView(
        question=plain(row.ask) or names.of(row.entity),
        who="" if row.team == NONE else capital(names.team(row.team)),
        opened_ms=opened[0] if opened else taken[0].time_ms if taken else -1,
        decided_ms=taken[0].time_ms if taken else -1,
        answer=_answer(names, index, round(taken[-1].value)) if taken else "",
        reversals=sum(record.kind == Kind.DECISION_REVERSED for record in own),
        is_late=Kind.DECISION_LATE in kinds,
        is_at_wrong_level=Kind.WRONG_LEVEL in kinds,
    )


def _answer(names: Names, decision: int, option: int) -> str:
    return capital(names.option(decision, option) if option else OFF_THE_LIST)


def targets_of(run: Ledger, purposes: Mapping[str, str]) -> tuple[TargetView, ...]:
    """Every stated target, in the order of the model."""
    units = {measure.name: measure.unit for measure in measures_of(run.model)}
    return tuple(
        TargetView(
            name=plain(row.name.replace("_", " ")),
            text=plain(row.text),
            purpose=purposes.get(row.name, ""),
            value=_against(
                run.measures.get(row.measure), row.bound, units.get(row.measure, ""), run.model.money
            ),
            is_met=bool(run.measures.get(f"targets.{row.name}")),
        )
        for row in run.model.targets
    )


def _against(value: float | None, bound: float, unit: str, currency: str) -> str:
    """A value in words, with more digits where three would hide on which side of the bound it is."""
    words = amounts.measured(value, unit, currency)
    if value is None or value == bound or words != amounts.measured(bound, unit, currency):
        return words
    closer = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.6g}"
    return f"{currency} {closer}" if unit == "money" else f"{closer} {unit}"


def surprises_of(run: Ledger, wording: Wording) -> tuple[Surprise, ...]:
    """Every surprise, in order of time."""
    return tuple(
        Surprise(wording.sentence(index), record.time_ms)
        for index, record in enumerate(run.trace)
        if record.kind == Kind.SURPRISED
    )


def failures_of(run: Ledger) -> tuple[FailureKind, ...]:
    """The four kinds of failure with their shares of loss time."""
    return tuple(
        FailureKind(title, meaning, run.measures.get(f"failure.{name}") or 0.0)
        for name, title, meaning in _KINDS_OF_FAILURE
    )
