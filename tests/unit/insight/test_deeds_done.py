"""The deeds of an exercise are found in its orders and in what was due."""

from __future__ import annotations

from sems_sim.insight.deeds_done import deeds_in
from sems_sim.insight.outset import Ordered
from sems_sim.model import NONE, Effect, EntityKind, Verb
from tests.unit.insight.standings import HOUR_MS, lift, stands, take, team

PLAYED = ("cmc", "control_room", "duty_manager", "hv_desk")


def test_a_level_is_a_deed_from_when_players_were_asked() -> None:
    """Once, with the order by which it was raised, however often it was said to be due."""
    standing = stands(4 * HOUR_MS, Ordered(3 * HOUR_MS, lift(1)), played=PLAYED[:1] + PLAYED[2:3])
    deeds = [deed for deed in deeds_in(standing) if deed.name == "tactical"]

    assert [(0,)] == [deed.orders for deed in deeds]
    assert deeds[0].due_ms < HOUR_MS
    assert 3 * HOUR_MS == deeds[0].done_ms


def test_a_level_that_nobody_raised_is_a_deed_that_was_never_done() -> None:
    """With the alternative that it had been."""
    deeds = deeds_in(stands(4 * HOUR_MS, played=PLAYED[:1] + PLAYED[2:3]))
    never = [deed for deed in deeds if deed.name == "tactical"]

    assert [NONE] == [deed.done_ms for deed in never]
    assert 1 == len(never[0].alternatives)


def test_what_the_model_does_is_nobody_s_deed() -> None:
    """Without a played team there is nothing to price."""
    assert () == deeds_in(stands(4 * HOUR_MS))


def test_a_decision_is_a_deed_from_its_opening() -> None:
    """Of the team that was asked; by charged time, if that is given."""
    ask = (Effect(Verb.ASK, 0, EntityKind.DECISION),)
    orders = (Ordered(11 * HOUR_MS, take(0)), Ordered(10 * HOUR_MS, ask))
    standing = stands(12 * HOUR_MS, *orders, played=PLAYED[:1])
    deeds = [deed for deed in deeds_in(standing) if deed.kind == "decision"]
    charged = [deed for deed in deeds_in(standing, {0: 60_000}) if deed.kind == "decision"]

    assert [(team("cmc"), 11 * HOUR_MS)] == [(deed.team, deed.done_ms) for deed in deeds]
    assert 10 * HOUR_MS == deeds[0].due_ms
    assert deeds[0].due_ms + 60_000 == charged[0].done_ms
