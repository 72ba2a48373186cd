"""What players did, and what they might have done instead.

A deed is named after a team or a thing of the scenario, never after a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sems_sim.exercise import Standing
from sems_sim.insight.outset import effects_of
from sems_sim.model import NONE, Effect, EntityKind, Verb

DECISION, ESCALATION, ANSWER = "decision", "escalation", "answer"
AFTER_MS = 1
"""An order comes first in its millisecond: what is to follow on something, and to know of it, comes this much later."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something else that might have been done."""

    words: str
    at_ms: int
    effects: tuple[Effect, ...]
    is_doctrine: bool = False
    """Whether it is what the plan says."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done, late or otherwise, and what else might have been."""

    kind: str
    """decision, escalation or answer."""
    name: str
    """Stable name of the decision, level or inject."""
    title: str
    team: int
    """Whose it was; NONE if nobody's in particular."""
    orders: tuple[int, ...]
    """Numbers of the orders by which it was done; none if it never was."""
    due_ms: int
    """From when it could have been done."""
    done_ms: int
    """When it was done, by charged time; NONE if it never was."""
    alternatives: tuple[Alternative, ...]
    knowing: tuple[int, ...] = ()
    """Teams whose pictures it was judged by, besides those that people play."""


def done_by(standing: Standing, deed: Deed) -> tuple[Effect, ...]:
    """Return the effects by which a deed was done."""
    orders = standing.policy.orders
    return tuple(effect for number in deed.orders for effect in effects_of(standing, orders[number]))


def decision_deed(
    standing: Standing, decision: int, *, opened_ms: int, order: int, charged_ms: int | None = None
) -> Deed:
    """Return a decision that was taken by an order, with every other option, and the same taken at once.

    `charged_ms` is how long it took by charged time; without it the exercise's own clock counts. With 0, a free
    discussion, nothing is late.
    """
    model, row = standing.model, standing.model.decisions[decision]
    at_ms = standing.policy.orders[order].at_ms if charged_ms is None else opened_ms + charged_ms
    deed = Deed(
        DECISION,
        model.name_of(row.entity),
        model.title_of(row.entity),
        row.team,
        (order,),
        opened_ms,
        at_ms,
        (),
    )
    own = done_by(standing, deed)
    taken = next((int(one.value) for one in own if one.verb is Verb.TAKE and one.target == decision), NONE)
    others = []
    for number in range(row.options.count):
        option = model.options[row.options.first + number]
        if number != taken:
            take = Effect(Verb.TAKE, decision, EntityKind.DECISION, value=float(number))
            words = f"“{option.title or model.title_of(option.entity)}” instead"
            others.append(Alternative(words, at_ms, (take,), option.is_policy))
    if at_ms > opened_ms + AFTER_MS:
        others.append(Alternative("the same at once", opened_ms + AFTER_MS, own))
    return replace(deed, alternatives=tuple(others), knowing=(row.team,) if row.team != NONE else ())


def escalation_deed(
    standing: Standing, level: int, *, due_ms: int, order: int | None = None, team: int = NONE
) -> Deed:
    """Return the raising of a level after its criteria were met, or its never being raised."""
    model, row = standing.model, standing.model.levels[level]
    done_ms = NONE if order is None else standing.policy.orders[order].at_ms
    orders = () if order is None else (order,)
    deed = Deed(
        ESCALATION,
        model.name_of(row.entity),
        f"the {model.labels[level]} level",
        team,
        orders,
        due_ms,
        done_ms,
        (),
    )
    effects = done_by(standing, deed) or (Effect(Verb.RAISE, level, EntityKind.LEVEL),)
    words = "raised when its criteria were met"
    others = (
        (Alternative(words, due_ms + AFTER_MS, effects),)
        if done_ms == NONE or done_ms > due_ms + AFTER_MS
        else ()
    )
    return replace(deed, alternatives=others, knowing=readers_of(standing, level))


def readers_of(standing: Standing, level: int) -> tuple[int, ...]:
    """Return the teams by whose pictures a level is raised from a lower one: its leader, else all teams of it."""
    model, found = standing.model, []
    for lower in range(level):
        led_by = model.levels[lower].led_by
        found += (
            [led_by]
            if led_by != NONE
            else [team for team, row in enumerate(model.teams) if row.level == lower]
        )
    return tuple(dict.fromkeys(found))


def answer_deed(
    standing: Standing, inject: int, *, due_ms: int, orders: tuple[int, ...], team: int = NONE
) -> Deed:
    """Return the answer to an inject, given by some orders after it was expected."""
    model, row = standing.model, standing.model.injects[inject]
    done_ms = min((standing.policy.orders[number].at_ms for number in orders), default=NONE)
    deed = Deed(
        ANSWER, model.name_of(row.entity), model.title_of(row.entity), team, orders, due_ms, done_ms, ()
    )
    words = "answered when it was expected"
    others = (
        (Alternative(words, due_ms + AFTER_MS, done_by(standing, deed)),)
        if done_ms > due_ms + AFTER_MS
        else ()
    )
    return replace(deed, alternatives=others, knowing=(team,) if team != NONE else ())
