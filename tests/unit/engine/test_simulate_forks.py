"""A run goes on from a moment as in another replication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sems_sim.engine import Simulation, simulate, simulate_future
from sems_sim.engine.agenda import Appointment, Draw
from sems_sim.engine.world import HAZARD, World
from sems_sim.laws import conditional_quantile, uniform
from sems_sim.model import FUTURES, Effect, EntityKind, Order, Present, Span, Verb, name_of_key
from sems_sim.scenario import compile_model, read_scenario

MODEL = compile_model(read_scenario(Path("scenarios/first-steps.yaml")))
HOUR_MS = 3_600_000


def _forked(replication: int) -> Simulation:
    simulation = Simulation(MODEL, seed=3)
    simulation.advance(2 * HOUR_MS)
    simulation.fork(replication)
    return simulation


def test_what_is_left_follows_the_law_of_fine_print_23() -> None:
    """What is left is the conditional quantile at the draw of the future, and never less than a millisecond."""
    law = next(number for number, row in enumerate(MODEL.laws) if not row.constant)
    row = MODEL.laws[law].row
    world = _forked(FUTURES + 4).world
    u = uniform(3, FUTURES + 4, 77, 5)
    draw = Draw(law, 77, 5, 2.0, 10 * HOUR_MS)
    whole_h = 2.0 * conditional_quantile(row, MODEL.table, 3.0 / 2.0, u)

    assert abs(world.left_ms(draw, 7 * HOUR_MS) - (whole_h - 3.0) * HOUR_MS) <= 1.0 or whole_h <= 3.0
    assert 1 <= world.left_ms(replace(draw, factor=1e-9), 7 * HOUR_MS)


def test_a_sign_that_is_due_before_says_that_it_will_last_longer() -> None:
    """It counts as done what is known to lie ahead."""
    law = next(number for number, row in enumerate(MODEL.laws) if not row.constant)
    world = _forked(FUTURES).world
    draw = Draw(law, 77, 5, 1.0, 10 * HOUR_MS)

    assert world.left_ms(draw, 7 * HOUR_MS) <= world.left_ms(replace(draw, ahead_ms=HOUR_MS), 7 * HOUR_MS)
    assert world.left_ms(replace(draw, ahead_ms=HOUR_MS), 7 * HOUR_MS) >= HOUR_MS


def test_a_hazard_has_no_memory() -> None:
    """What is left of it does not depend on how long it has been building up."""
    world = _forked(FUTURES).world
    draw = Draw(HAZARD, 77, 5, 1.0, 10 * HOUR_MS)

    assert world.left_ms(draw, 1) == world.left_ms(draw, 9 * HOUR_MS)


def test_what_is_settled_stays_in_every_future() -> None:
    """Draws of what is asked again and again do not change at a fork; all others do."""
    before, after = Simulation(MODEL, seed=3).world, _forked(FUTURES).world

    assert before.settled(5, 1) == after.settled(5, 1) == before.chance(5, 1)
    assert before.chance(5, 1) != after.chance(5, 1)


def test_orders_of_the_future_come_after_those_of_the_past() -> None:
    """They are numbered behind them, and happen at their moment in every future."""
    spend = Effect(Verb.SPEND, -1, EntityKind.ORGANISATION, value=500.0)
    model = replace(MODEL, effects=(*MODEL.effects, spend))
    order = Order(2 * HOUR_MS, Span(len(MODEL.effects), 1))
    without = simulate_future(Present(MODEL, 3, 2 * HOUR_MS), 1).measures["cost.total"]
    spent = simulate_future(Present(model, 3, 2 * HOUR_MS, then=(order,)), 1).measures["cost.total"]

    assert without is not None
    assert spent is not None
    assert abs(spent - without - 500.0) < 1e-6


@pytest.mark.parametrize("name", sorted(path.stem for path in Path("scenarios").glob("*.yaml")))
def test_nothing_that_was_drawn_is_arranged_without_saying_so(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that forgets `at_drawn` would tell every forecast the end of what it arranges."""
    forgotten: list[int] = []
    at = World.at

    def watched(
        self: World, time_ms: int, key: int, act: Callable[[int], None], cause: int, draw: Draw | None = None
    ) -> Appointment:
        if draw is None and self.draw_for(time_ms) is not None:
            forgotten.append(key)
        return at(self, time_ms, key, act, cause, draw)

    monkeypatch.setattr(World, "at", watched)
    model = compile_model(read_scenario(Path("scenarios") / f"{name}.yaml"))
    for replication in range(3):
        simulate(model, seed=5, replication=replication)

    assert [] == [name_of_key(model, key) for key in forgotten]
