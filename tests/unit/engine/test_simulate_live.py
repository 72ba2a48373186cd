"""A simulation that is stepped live: orders grow the model, and replay to the same run."""

from __future__ import annotations

import pytest

from sems_sim.engine import simulate
from sems_sim.events import Kind
from sems_sim.model import NONE, Condition, Effect, EntityKind, Fact, Hold, Op, Signal, Span, Step, Verb, Wake
from tests.unit.engine.rehearsing import Live
from tests.unit.engine.staging import CALM, H, inject

TOWN = "assets: {pump: {}, valve: {}}\n" + inject("at: 2h, do: [{fail: valve}]")


def test_an_order_is_carried_out_first_of_all_at_its_moment() -> None:
    """It stands in the orders with rows of its own at the end of the model's effects."""
    live = Live(TOWN, head=CALM)
    count = len(live.start.effects)
    order = live.order(1, Verb.FAIL, "pump", -1)
    told = live.end()

    assert (H, Span(count, 1)) == (order.at_ms, order.effects)
    assert (order,) == live.simulation.orders
    assert [(1.0, 0.0)] == told.levels("pump")


def test_an_order_can_be_given_for_later_and_taken_back_until_then() -> None:
    """It keeps its number and does nothing; one that has been carried out cannot be taken back."""
    live = Live(TOWN, head=CALM)
    live.to(1)
    for hour in (3, 5):
        live.simulation.order_at(hour * H, (live.effect(Verb.FAIL, "pump", -1),))
    assert live.simulation.withdraw(0)
    live.to(6)
    assert not live.simulation.withdraw(1)
    told = live.end()

    assert [(5.0, 0.0)] == told.levels("pump")
    assert [0, 1] == [order.effects.count for order in live.simulation.orders]


@pytest.mark.parametrize("hour", [1, 3])
def test_an_order_in_the_past_or_at_the_moment_of_another_is_refused(hour: int) -> None:
    """The clock stands at 2 h, and 3 h is taken."""
    live = Live(TOWN, head=CALM)
    live.to(2)
    live.simulation.order_at(3 * H, ())

    with pytest.raises(ValueError, match="is past, or another has that moment"):
        live.simulation.order_at(hour * H, ())


def test_an_order_may_bring_a_condition_of_its_own() -> None:
    """Off until the valve is down: a new condition over what the model knows already."""
    live = Live(TOWN, head=CALM)
    live.to(1)
    model = live.simulation.model
    valve = next(index for index, row in enumerate(model.assets) if model.name_of(row.entity) == "valve")
    down = Condition("down(valve)", (Step(Op.FACT, Fact.DOWN, valve),), (Wake(Signal.ASSET, valve),), 0)
    off = Effect(
        Verb.SWITCH_OFF, 1 - valve, EntityKind.ASSET, hold=Hold.UNTIL, condition=len(model.conditions)
    )
    live.simulation.carry_out((off,), (down,))
    told = live.end()

    assert [(1.0, 0.0), (2.0, 1.0)] == told.levels("pump")
    assert NONE not in [
        effect.condition for effect in live.simulation.model.effects if effect.hold == Hold.UNTIL
    ]


def test_an_order_at_the_very_start_comes_before_everything() -> None:
    """At time 0, as the first event."""
    live = Live(TOWN, head=CALM)
    live.order(0, Verb.SWITCH_OFF, "pump")

    assert [(0.0, 0.0)] == live.end().levels("pump")


def test_measures_now_are_those_of_a_run_that_ends_now() -> None:
    """At 7 h, in the middle of it."""
    live = Live("services: {water: {demand: 30/h, needs: pump}}\n" + TOWN, head=CALM)
    live.order(1, Verb.FAIL, "pump", -1)
    live.to(7)
    now = live.simulation.measures_now()

    assert simulate(live.start, seed=7, until_ms=7 * H).measures.keys() == now.keys()
    assert 6.0 == now["service.water.loss_h"]
    assert 23.0 == live.end().measure("service.water.loss_h")


def test_nothing_of_an_exercise_is_said_in_a_run_of_the_model_alone() -> None:
    """Kinds from INJECT_DUE up are for exercises."""
    told = Live(TOWN, head=CALM).end()

    assert [] == [record for record in told.run.trace if record.kind >= Kind.INJECT_DUE]
