"""What decisions and late escalations were worth: an exercise's record as deeds that insight can price."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from sems_sim.exercise import Standing, amending, entries
from sems_sim.insight import Deed, Step, debrief, decision_deed, escalation_deed
from sems_sim.insight import Priced as Judged
from sems_sim.model import NONE, EntityKind, Model, Order, Verb
from sems_sim.telling import Names, capital
from sems_tui.desk import Hosting
from sems_tui.papers import Priced

_RAISING = (Verb.RAISE, Verb.ENTER)
_PARTS = re.compile(r"(?<=\.) (?=As things stood|With the luck of the day)")


def pricer_of(host: Hosting) -> Callable[[Callable[[int, int], None]], tuple[Priced, ...]]:
    """Return what prices the exercise of a host, for the review."""
    return lambda progress: priced(host.standing(), host.entries, progress)


def priced(
    standing: Standing, record: Sequence[entries.Entry], progress: Callable[[int, int], None]
) -> tuple[Priced, ...]:
    """Price every alternative to every deed of an exercise that has ended, in the order in which they were due.

    Raises:
        InterruptedRunError: If `progress` does.
        SimulationError: If a future cannot be run to its end.
    """

    def tell(step: Step) -> None:
        progress(step.done, step.total)

    found = sorted(
        debrief(standing, deeds_of(standing, record), progress=tell),
        key=lambda one: (one.deed.due_ms, one.deed.name, one.alternative.words),
    )
    return tuple(_shown(place, one, standing.model) for place, one in enumerate(found))


def deeds_of(standing: Standing, record: Sequence[entries.Entry]) -> tuple[Deed, ...]:
    """Return the decisions that people took and the levels they raised late or never, as corrected afterwards.

    Late answers to injects are not among them: the record does not say by which orders an inject was answered.
    """
    counting = amending.counting(record)
    return (*_decisions(standing, counting), *_escalations(standing, counting))


def _decisions(standing: Standing, record: Sequence[entries.Entry]) -> Iterator[Deed]:
    rows, spent = _rows(standing.model, EntityKind.DECISION), set[int]()
    for entry in record:
        fact = entry.fact
        if not isinstance(fact, entries.DecisionTaken) or fact.model or fact.opened_ms is None:
            continue
        decision = rows.get(fact.decision, NONE)
        order = _first_order(standing, (Verb.TAKE,), decision, entry.at_ms, spent)
        if decision != NONE and order is not None:
            spent.add(order)
            charged_ms = 0 if fact.record.charge == "free" else fact.charged_ms
            yield decision_deed(
                standing, decision, opened_ms=fact.opened_ms, order=order, charged_ms=charged_ms
            )


def _escalations(standing: Standing, record: Sequence[entries.Entry]) -> Iterator[Deed]:
    levels, teams = _rows(standing.model, EntityKind.LEVEL), _rows(standing.model, EntityKind.TEAM)
    due: dict[str, entries.Entry] = {}
    for entry in record:
        if isinstance(entry.fact, entries.Prompted) and entry.fact.kind == "raise":
            due.setdefault(entry.fact.subject, entry)
    for name, entry in due.items():
        if name in levels and isinstance(entry.fact, entries.Prompted):
            order = _first_order(standing, _RAISING, levels[name], entry.at_ms)
            team = teams.get(entry.fact.team, NONE)
            yield escalation_deed(standing, levels[name], due_ms=entry.at_ms, order=order, team=team)


def _first_order(
    standing: Standing, verbs: tuple[Verb, ...], target: int, from_ms: int, spent: Collection[int] = ()
) -> int | None:
    """Return the number of the first order from a moment on, not spent yet, that does something to a thing."""
    for number, order in enumerate(standing.policy.orders):
        if order.at_ms >= from_ms and number not in spent and _does(standing.model, order, verbs, target):
            return number
    return None


def _does(model: Model, order: Order, verbs: tuple[Verb, ...], target: int) -> bool:
    span = order.effects
    effects = model.effects[span.first : span.first + span.count]
    return any(one.verb in verbs and one.target == target for one in effects)


def _rows(model: Model, kind: EntityKind) -> dict[str, int]:
    return {entity.name: entity.index for entity in model.entities if entity.kind is kind}


def _shown(place: int, one: Judged, model: Model) -> Priced:
    names, team = Names(model), one.deed.team
    who = "The room" if team == NONE else capital(names.team(team))
    sentence = one.sentence.removesuffix(" In this model.")
    if team != NONE:
        sentence = sentence.removeprefix(f"{model.title_of(model.teams[team].entity)}: ")
    first, *others = _PARTS.split(sentence)
    return Priced(f"{place + 1}", who, first, tuple(others), one.assumptions)
