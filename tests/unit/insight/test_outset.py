"""Futures set out from the past as it was, with the plan followed from there on."""

from __future__ import annotations

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.insight.outset import (
    Ordered,
    Outset,
    effects_of,
    ever_played,
    set_out,
    standing_at,
    with_orders,
)
from sems_sim.model import Effect, EntityKind, Verb
from tests.unit.insight.standings import HOUR_MS, airport, lift, stands, take, team


def test_a_team_that_was_played_at_any_time_counts_as_played() -> None:
    """Whether from the start or by an order."""
    play = (Effect(Verb.PLAY, team("media"), EntityKind.TEAM, value=1.0),)
    standing = stands(3 * HOUR_MS, Ordered(HOUR_MS, play), played=("cmc",))

    assert tuple(sorted((team("cmc"), team("media")))) == ever_played(standing)
    assert () == ever_played(stands(HOUR_MS))


def test_played_teams_are_run_by_the_model_from_the_present_on() -> None:
    """After what else is ordered at that moment; one that is to be played on is handed back later."""
    standing = stands(HOUR_MS, played=("cmc", "duty_manager"))
    later = ((team("duty_manager"), 2 * HOUR_MS),)
    present = set_out(Outset(standing, (Ordered(HOUR_MS, lift(2)),), later))
    model = present.model
    said = [
        (order.at_ms, model.effects[order.effects.first].verb, model.effects[order.effects.first].target)
        for order in present.then
    ]

    assert [
        (HOUR_MS, Verb.RAISE, 2),
        (HOUR_MS, Verb.PLAY, team("cmc")),
        (2 * HOUR_MS, Verb.PLAY, team("duty_manager")),
    ] == said


def test_without_anything_to_order_the_model_stays_the_same_one() -> None:
    """So that its tables need not be laid out anew for each forecast."""
    standing = stands(HOUR_MS)

    assert set_out(Outset(standing)).model is standing.model
    assert with_orders(standing, [Ordered(HOUR_MS, ())]).then == ()


def test_when_the_scenario_is_over_nothing_is_left_to_come() -> None:
    """And whoever asks is told what to do instead."""
    with pytest.raises(ArgumentError, match="nothing is left"):
        set_out(Outset(stands(airport().horizon_ms)))


def test_an_earlier_standing_knows_only_the_orders_of_its_past() -> None:
    """The later ones keep their numbers, by which others may name them, and do nothing."""
    standing = stands(5 * HOUR_MS, Ordered(HOUR_MS, lift(1)), Ordered(3 * HOUR_MS, take(1)))
    before = standing_at(standing, 2 * HOUR_MS)

    assert 2 * HOUR_MS == before.now_ms
    assert [lift(1), ()] == [effects_of(before, order) for order in before.policy.orders]
