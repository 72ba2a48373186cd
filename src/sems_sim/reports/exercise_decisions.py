"""The decision log of an exercise, corrections shown, and its METHANE messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sems_sim.reports.exercise_minutes import Minutes
from sems_sim.reports.paper import Words
from sems_sim.reports.steps import value_at
from sems_sim.telling import amounts, capital, plain

if TYPE_CHECKING:
    from sems_sim.exercise import entries as is_


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """One decision with its record."""

    number: int
    entry: int
    at_ms: int
    time: str
    level: str
    """The level of response at that moment."""
    team: str
    """The name of the team that was asked; empty for what nobody asked."""
    question: str
    who: Words
    text: Words
    situation: Words
    unknown: tuple[str, ...]
    """What was so in the model at that moment, and those who decided did not know."""
    considered: Words
    rationale: Words
    risk: Words
    review: str
    charged: str
    effects: str
    reverses: int
    reversed_by: int
    by_model: bool
    amended: tuple[str, ...]
    """Each correction in words: which entry made it, and why."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that was put and not decided."""

    question: str
    team: str
    put: str
    deadline: str
    state: str


@dataclass(frozen=True, slots=True)
class Message:
    """One METHANE message; ETHANE until a major incident is declared."""

    entry: int
    name: str
    time: str
    sender: str
    to: str
    fields: tuple[tuple[str, Words], ...]


def decisions_of(minutes: Minutes) -> tuple[LoggedDecision, ...]:
    """Return every decision in order."""
    from sems_sim.exercise import entries as is_

    taken = [(one, one.fact) for one in minutes.counting if isinstance(one.fact, is_.DecisionTaken)]
    replaced = {fact.reverses: one.number for one, fact in taken if fact.reverses > 0}
    teams = {one.name: one.team for one in minutes.picture.decisions}
    return tuple(
        _logged(minutes, number, entry, fact, (teams.get(fact.decision, ""), replaced.get(entry.number, 0)))
        for number, (entry, fact) in enumerate(taken, start=1)
    )


def _logged(
    minutes: Minutes, number: int, entry: is_.Entry, fact: is_.DecisionTaken, ties: tuple[str, int]
) -> LoggedDecision:
    record, (team, replaced) = fact.record, ties
    said = _teller(minutes, entry.number)
    return LoggedDecision(
        number=number,
        entry=entry.number,
        at_ms=entry.at_ms,
        time=minutes.moment(entry.at_ms),
        level=_level(minutes, entry.at_ms),
        team=team,
        question=plain(fact.question),
        who=said("record.who", record.who) or ("the model" if fact.model else "players"),
        text=said("text", fact.text),
        situation=said("record.situation", record.situation),
        unknown=_unknown(minutes, team, entry.at_ms),
        considered=said("record.considered", record.considered),
        rationale=said("record.rationale", record.rationale),
        risk=said("record.risk", record.risk),
        review=minutes.moment(record.review_ms),
        charged=_charged(fact),
        effects=fact.effects,
        reverses=max(0, fact.reverses),
        reversed_by=replaced,
        by_model=fact.model,
        amended=amended_words(minutes, entry.number),
    )


def _teller(minutes: Minutes, number: int) -> Callable[[str, str], Words]:
    return lambda field, now: minutes.said(number, field, now)


def amended_words(minutes: Minutes, number: int) -> tuple[str, ...]:
    """Return the corrections of an entry in words."""
    return tuple(
        f"{one.field.rpartition('.')[2]} corrected by entry {one.entry}{f': {one.why}' if one.why else ''}"
        for one in minutes.amendments.get(number, ())
    )


def _level(minutes: Minutes, at_ms: int) -> str:
    if minutes.model is None:
        return ""
    return capital(minutes.model.labels[int(value_at(minutes.model.escalation.response, at_ms))])


def _charged(fact: is_.DecisionTaken) -> str:
    if fact.record.charge == "free":
        return "not charged: a discussion"
    if fact.charged_ms is None:
        return ""
    how = "as declared" if fact.record.declared_ms is not None else "as the scenario clock ran"
    return f"{amounts.duration(fact.charged_ms)} after it was asked, {how}"


def _unknown(minutes: Minutes, team: str, at_ms: int) -> tuple[str, ...]:
    """Return what had become true and those who decided had not heard; only for teams that lead a level."""
    if minutes.model is None or not team:
        return ()
    who = capital(minutes.team(team))
    return tuple(
        f"{one.item}: {one.change} since {minutes.clock.day_time(one.true_ms)}, "
        + ("never known" if one.known_ms < 0 else f"known from {minutes.clock.day_time(one.known_ms)}")
        for one in minutes.model.pictures.realisations
        if one.leader == who and one.true_ms <= at_ms < one.until_ms and not 0 <= one.known_ms <= at_ms
    )


def open_questions(minutes: Minutes) -> tuple[OpenQuestion, ...]:
    """Return what was asked and never decided, or closed with nothing decided."""
    words = {"open": "open at the end", "overdue": "overdue at the end", "closed": "closed, nothing decided"}
    return tuple(
        OpenQuestion(
            plain(one.question),
            minutes.team(one.team),
            minutes.moment(one.opened_ms),
            minutes.moment(one.deadline_ms),
            words[one.state],
        )
        for one in minutes.picture.decisions
        if one.state in words
    )


def messages_of(minutes: Minutes) -> tuple[Message, ...]:
    """Return every METHANE message in order."""
    from sems_sim.exercise import entries as is_

    found = []
    for entry in minutes.counting:
        fact = entry.fact
        if not isinstance(fact, is_.MethaneSent):
            continue
        is_declared = bool(dict(fact.fields).get("Major incident declared"))
        found.append(
            Message(
                entry.number,
                "METHANE" if is_declared else "ETHANE",
                minutes.moment(entry.at_ms),
                minutes.team(fact.sender),
                minutes.teams(fact.to),
                tuple((name, text) for name, text in fact.fields),
            )
        )
    return tuple(found)
