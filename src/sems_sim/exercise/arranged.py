"""Where an exercise stands, with what is arranged for later."""

from __future__ import annotations

from dataclasses import replace

from sems_sim.exercise.dues import Orders
from sems_sim.exercise.play import READY, Play
from sems_sim.exercise.standing import Standing
from sems_sim.model import Model, Order, Policy, Span


def stand(play: Play) -> Standing:
    """Return an exercise as a simulator can play it again, and on from its present."""
    begun = play.simulation.world.policy
    model, orders = play.model, play.simulation.orders
    taken = {order.at_ms for order in orders}
    for due in play.dues.all():
        due_orders = due.orders() if play.state != READY else ((), ())
        if due_orders[0]:
            at_ms = _free_moment(max(due.at_ms, play.done_ms), taken)
            model, order = _grown(model, due_orders, at_ms, known=len(play.model.conditions))
            orders = (*orders, order)
    policy = Policy(orders=orders, played=begun.played, prompted=begun.prompted)
    return Standing(model, play.seed, policy, play.done_ms, has_begun=play.state != READY)


def _free_moment(at_ms: int, taken: set[int]) -> int:
    """Return the first moment from one on that no order has; it is taken then."""
    while at_ms in taken:
        at_ms += 1
    taken.add(at_ms)
    return at_ms


def _grown(model: Model, orders: Orders, at_ms: int, *, known: int) -> tuple[Model, Order]:
    """Return a model with the rows of what is due, and the order that carries them out.

    What is due was compiled for a model that knew so many conditions; its own are numbered from there.
    """
    effects, conditions = orders
    shift = len(model.conditions) - known
    span = Span(len(model.effects), len(effects))
    placed = tuple(
        replace(one, condition=one.condition + shift) if one.condition >= known else one for one in effects
    )
    grown = replace(model, effects=(*model.effects, *placed), conditions=(*model.conditions, *conditions))
    return grown, Order(at_ms, span)
