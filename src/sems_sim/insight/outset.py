"""Where futures set out: a standing, what is ordered, and the players' plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sems_sim.errors import ArgumentError
from sems_sim.exercise import Standing
from sems_sim.insight.believed import as_believed
from sems_sim.model import Effect, EntityKind, Order, Policy, Present, Span, Verb


@dataclass(frozen=True, slots=True)
class Ordered:
    """Effects that are ordered at a moment; they need not be in the model's tables yet."""

    at_ms: int
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Outset:
    """How futures are to be played from a standing."""

    standing: Standing
    more: tuple[Ordered, ...] = ()
    """Orders of the future, on top of those of the standing."""
    handed_back_ms: tuple[tuple[int, int], ...] = ()
    """(team, moment): a played team that the model runs from then on, and not from the present."""
    pictures_of: tuple[int, ...] = ()
    """Teams whose beliefs, taken together, are made the truth of the futures; none for what is so."""
    until_ms: int | None = None
    """When they end, if before the horizon."""


def ever_played(standing: Standing) -> tuple[int, ...]:
    """Return the teams that people have played at any time, in order."""
    found = set(standing.policy.played)
    for order in standing.policy.orders:
        for effect in effects_of(standing, order):
            if effect.verb is Verb.PLAY and effect.value > 0.0:
                found.add(effect.target)
    return tuple(sorted(found))


def effects_of(standing: Standing, order: Order) -> tuple[Effect, ...]:
    """Return the effects of an order."""
    first = order.effects.first
    return standing.model.effects[first : first + order.effects.count]


def set_out(outset: Outset) -> Present:
    """Return the present from which the futures of an outset are played.

    At the present, in this order: what is believed is made so (if wanted), what else is ordered happens, and every
    played team is run by the model again, so that the plan is followed as it stands in the scenario.

    Raises:
        ArgumentError: If the scenario is over.
    """
    standing = outset.standing
    horizon_ms = standing.model.horizon_ms
    if standing.now_ms >= (horizon_ms if outset.until_ms is None else min(horizon_ms, outset.until_ms)):
        raise ArgumentError("nothing is left to come", "look ahead from a moment before the scenario's end")
    late = dict(outset.handed_back_ms)
    teams = ever_played(standing)
    steps: list[Ordered] = []
    if outset.pictures_of:
        steps.append(Ordered(standing.now_ms, as_believed(standing, outset.pictures_of)))
    steps += outset.more
    moments = sorted({max(standing.now_ms, late.get(team, standing.now_ms)) for team in teams})
    for moment in moments:
        back = [team for team in teams if max(standing.now_ms, late.get(team, standing.now_ms)) == moment]
        steps.append(Ordered(moment, tuple(Effect(Verb.PLAY, team, EntityKind.TEAM) for team in back)))
    return with_orders(standing, steps, outset.until_ms)


def with_orders(standing: Standing, steps: Sequence[Ordered], until_ms: int | None = None) -> Present:
    """Return a present with further orders behind those of the standing; effects of theirs join the model's."""
    effects, orders = list(standing.model.effects), []
    for step in steps:
        if step.effects:
            orders.append(Order(step.at_ms, Span(len(effects), len(step.effects))))
            effects += step.effects
    model = replace(standing.model, effects=tuple(effects)) if orders else standing.model
    return Present(model, standing.seed, standing.now_ms, 0, standing.policy, tuple(orders), until_ms)


def standing_at(standing: Standing, at_ms: int) -> Standing:
    """Return the standing as it was at an earlier moment, with the orders that had been given before it."""
    orders = tuple(
        order if order.at_ms < at_ms else Order(order.at_ms, Span()) for order in standing.policy.orders
    )
    policy: Policy = replace(standing.policy, orders=orders)
    return replace(standing, policy=policy, now_ms=at_ms)
