"""A forecast says what may come, with how often and when."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sems_sim.insight.forecast import forecast
from sems_sim.insight.outset import Ordered
from sems_sim.kernel import simulate
from tests.unit.insight.standings import FEW, HOUR_MS, airport, lift, stands


def test_fans_begin_as_things_stand_and_keep_their_order() -> None:
    """Quantiles rise from P5 to P95 at all 121 moments, from the present to the end."""
    found = forecast(stands(2 * HOUR_MS), effort=FEW)

    assert (2 * HOUR_MS, airport().horizon_ms, 20) == (found.now_ms, found.end_ms, found.futures)
    assert len(airport().services) == len(found.services)
    for fan in (*found.services, *found.incidents):
        assert 121 == len(fan.moments_ms) == len(fan.p50)
        assert 2 * HOUR_MS == fan.moments_ms[0]
        rows = np.array([fan.p05, fan.p25, fan.p50, fan.p75, fan.p95])
        assert (np.diff(rows, axis=0) >= 0.0).all()
        assert len(set(rows[:, 0])) == 1, "nobody doubts the present"


def test_levels_are_one_at_a_time() -> None:
    """At each moment the shares of the levels come to one."""
    odds = np.array(forecast(stands(2 * HOUR_MS), effort=FEW).levels.odds)

    assert np.allclose(1.0, odds.sum(axis=0))


def test_what_has_been_decided_is_no_matter_of_chance_any_more() -> None:
    """A target that the past has missed is met in no future; a moment that is past is the same in all."""
    standing = stands(30 * HOUR_MS)
    past = simulate(airport(), seed=7).measures
    found = forecast(standing, effort=FEW)

    late = next(one for one in found.targets if one.measure == "level.crisis.first_h")
    assert past["targets." + late.name] == late.chance.value
    summary = found.measure("level.crisis.first_h")
    assert past["level.crisis.first_h"] == summary.p05 == summary.p95


def test_the_plan_is_followed_by_those_who_are_played() -> None:
    """A crisis team that people play and that does nothing reaches no crisis level; in its futures it does."""
    standing = stands(4 * HOUR_MS, played=("cmc", "duty_manager", "hv_desk", "control_room"))
    run = simulate(standing.model, seed=7, policy=standing.policy, until_ms=4 * HOUR_MS)
    found = forecast(standing, effort=FEW)

    assert run.measures["level.crisis.first_h"] is None
    assert max(found.levels.odds[2]) > 0.5
    assert any("the plan is followed" in line for line in found.assumptions)


def test_the_same_standing_has_the_same_forecast() -> None:
    """To the last number; and an order given before is part of it."""
    standing = stands(2 * HOUR_MS)
    raised = stands(2 * HOUR_MS, Ordered(60_000, lift(2)))

    assert repr(forecast(standing, effort=FEW)) == repr(forecast(standing, effort=FEW))
    assert forecast(raised, effort=FEW).measures != forecast(standing, effort=FEW).measures


def test_an_inject_with_a_condition_comes_when_that_may_come() -> None:
    """How often and when; one that waits for a word is only due."""
    model = airport()
    waiting = [number for number, row in enumerate(model.injects) if row.when >= 0]
    found = forecast(stands(60_000, prompted=tuple(waiting)), effort=FEW)

    assert len(waiting) == len(found.injects)
    for one in found.injects:
        assert one.is_prompt
        assert (one.p50_ms >= 0) == (one.chance.value > 0.0)
        assert one.p05_ms <= one.p50_ms <= one.p95_ms


def test_a_shortage_tells_how_often_and_when() -> None:
    """The likeliest first, and only what runs short in some future."""
    found = forecast(stands(60_000), effort=replace(FEW, futures=60))

    assert found.shortages
    assert all(one.chance.value > 0.0 and 60_000 <= one.p05_ms <= one.p95_ms for one in found.shortages)
    shares = [one.chance.value for one in found.shortages]
    assert sorted(shares, reverse=True) == shares
