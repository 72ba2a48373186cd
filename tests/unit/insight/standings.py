"""An exercise that stands at a moment, written by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from sems_sim.exercise.standing import Standing
from sems_sim.insight.outset import Ordered
from sems_sim.insight.playing import Effort
from sems_sim.model import Effect, EntityKind, Model, Order, Policy, Span, Verb
from sems_sim.scenario import compile_model, read_scenario

HOUR_MS = 3_600_000
FEW = Effort(futures=20, workers=1)


@cache
def airport() -> Model:
    """The closure of a hub airport."""
    return compile_model(read_scenario(Path("scenarios/north-hyde.yaml")))


def team(name: str) -> int:
    """Return the number of one of its teams."""
    model = airport()
    return next(number for number, row in enumerate(model.teams) if model.name_of(row.entity) == name)


def stands(
    now_ms: int, *orders: Ordered, played: tuple[str, ...] = (), prompted: tuple[int, ...] = ()
) -> Standing:
    """Return it with some teams played and some orders given, at a moment."""
    model = airport()
    effects, given = list(model.effects), []
    for order in orders:
        given.append(Order(order.at_ms, Span(len(effects), len(order.effects))))
        effects += order.effects
    policy = Policy(
        orders=tuple(given), played=tuple(sorted(team(name) for name in played)), prompted=prompted
    )
    return Standing(replace(model, effects=tuple(effects)), 7, policy, now_ms, has_begun=True)


def take(option: int) -> tuple[Effect, ...]:
    """Take the first decision."""
    return (Effect(Verb.TAKE, 0, EntityKind.DECISION, value=float(option)),)


def lift(level: int) -> tuple[Effect, ...]:
    """Raise a level."""
    return (Effect(Verb.RAISE, level, EntityKind.LEVEL),)
