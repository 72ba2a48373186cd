"""What decisions and late escalations were worth: an exercise's record as deeds that insight can price."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sems_sim.exercise import Standing, amending, entries
from sems_sim.insight import Deed, Step, debrief, decision_deed, escalation_deed
from sems_sim.insight import Priced as Judged
from sems_sim.model import NONE, EntityKind, Model, Order, Verb
from sems_sim.telling import Names, capital
from sems_tui.desk import Hosting
from sems_tui.papers import Priced

_RAISING = (Verb.RAISE, Verb.ENTER)


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

    names = Names(standing.model)
    found = sorted(
        debrief(standing, deeds_of(standing, record), progress=tell),
        key=lambda one: (one.deed.due_ms, one.deed.name, one.alternative.words),
    )
    return tuple(_shown(place, one, names) for place, one in enumerate(found))


def deeds_of(standing: Standing, record: Sequence[entries.Entry]) -> tuple[Deed, ...]:
    """Return the decisions that people took and the levels they raised late or never, as corrected afterwards.

    Late answers to injects are not among them: the record does not say by which orders an inject was answered.
    """
    counting = amending.counting(record)
    return (*_decisions(standing, counting), *_escalations(standing, counting))


def _decisions(standing: Standing, record: Sequence[entries.Entry]) -> Iterator[Deed]:
    rows = _rows(standing.model, EntityKind.DECISION)
    for entry in record:
        fact = entry.fact
        if not isinstance(fact, entries.DecisionTaken) or fact.model or fact.opened_ms is None:
            continue
        if fact.decision in rows and 0 <= fact.order < len(standing.policy.orders):
            charged_ms = 0 if fact.record.charge == "free" else fact.charged_ms
            yield decision_deed(
                standing, rows[fact.decision], opened_ms=fact.opened_ms, order=fact.order, charged_ms=charged_ms
            )


def _escalations(standing: Standing, record: Sequence[entries.Entry]) -> Iterator[Deed]:
    levels, teams = _rows(standing.model, EntityKind.LEVEL), _rows(standing.model, EntityKind.TEAM)
    due: dict[str, entries.Entry] = {}
    for entry in record:
        if isinstance(entry.fact, entries.Prompted) and entry.fact.kind == "raise":
            due.setdefault(entry.fact.subject, entry)
    for name, entry in due.items():
        if name in levels and isinstance(entry.fact, entries.Prompted):
            order = _raised_by(standing, levels[name], entry.at_ms)
            team = teams.get(entry.fact.team, NONE)
            yield escalation_deed(standing, levels[name], due_ms=entry.at_ms, order=order, team=team)


def _raised_by(standing: Standing, level: int, due_ms: int) -> int | None:
    """Return the number of the first order from a moment on that raises a level, or None."""
    for number, order in enumerate(standing.policy.orders):
        if order.at_ms >= due_ms and _raises(standing.model, order, level):
            return number
    return None


def _raises(model: Model, order: Order, level: int) -> bool:
    span = order.effects
    effects = model.effects[span.first : span.first + span.count]
    return any(one.verb in _RAISING and one.target == level for one in effects)


def _rows(model: Model, kind: EntityKind) -> dict[str, int]:
    return {entity.name: entity.index for entity in model.entities if entity.kind is kind}


def _shown(place: int, one: Judged, names: Names) -> Priced:
    who = "The room" if one.deed.team == NONE else capital(names.team(one.deed.team))
    sentence = one.sentence.removesuffix(" In this model.")
    return Priced(f"{place + 1}", who, sentence.removeprefix(f"{who}: "), (), " ".join(one.assumptions))
