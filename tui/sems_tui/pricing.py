"""What decisions and late escalations were worth: the record as deeds to be priced."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from sems_sim.exercise import Standing, amending, entries
from sems_sim.insight import Priced as Judged
from sems_sim.insight import Step, debrief, deeds_in
from sems_sim.model import NONE, EntityKind, Model, Order, Verb
from sems_sim.telling import Names, capital
from sems_tui.desk import Hosting
from sems_tui.papers import Priced

_PARTS = re.compile(r"(?<=\.) (?=As things stood|With the luck of the day)")


def pricer_of(host: Hosting) -> Callable[[Callable[[int, int], None]], tuple[Priced, ...]]:
    """Return what prices the exercise of a host, for the review."""
    return lambda progress: priced(host.standing(), host.entries, progress)


def priced(
    standing: Standing, record: Sequence[entries.Entry], progress: Callable[[int, int], None]
) -> tuple[Priced, ...]:
    """Price every alternative to every deed of an exercise that has ended, in the order in which they were due.

    Late answers to injects are not among them: the record does not say by which orders an inject was answered.

    Raises:
        InterruptedRunError: If `progress` does.
        SimulationError: If a future cannot be run to its end.
    """

    def tell(step: Step) -> None:
        progress(step.done, step.total)

    found = sorted(
        debrief(standing, deeds_in(standing, charged_of(standing, record)), progress=tell),
        key=lambda one: (one.deed.due_ms, one.deed.name, one.alternative.words),
    )
    return tuple(_shown(place, one, standing.model) for place, one in enumerate(found))


def charged_of(standing: Standing, record: Sequence[entries.Entry]) -> dict[int, int]:
    """Return how long decisions took by charged time, as corrected afterwards, by the number of their order.

    A free discussion took no time. A change of mind has no time of its own, and is left out.
    """
    rows = _rows(standing.model, EntityKind.DECISION)
    spent, found = set[int](), dict[int, int]()
    for entry in amending.counting(record):
        fact = entry.fact
        if not isinstance(fact, entries.DecisionTaken) or fact.model:
            continue
        charged_ms = 0 if fact.record.charge == "free" else fact.charged_ms
        order = _first_order(standing, rows.get(fact.decision, NONE), entry.at_ms, spent)
        if order is not None:
            spent.add(order)
        if order is not None and charged_ms is not None:
            found[order] = charged_ms
    return found


def _first_order(standing: Standing, decision: int, from_ms: int, spent: Collection[int]) -> int | None:
    """Return the number of the first order from a moment on, not spent yet, that takes a decision."""
    for number, order in enumerate(standing.policy.orders):
        if order.at_ms >= from_ms and number not in spent and _takes(standing.model, order, decision):
            return number
    return None


def _takes(model: Model, order: Order, decision: int) -> bool:
    effects = model.effects[order.effects.first : order.effects.first + order.effects.count]
    return any(one.verb is Verb.TAKE and one.target == decision for one in effects)


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
