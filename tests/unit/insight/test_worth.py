"""What one course of action is worth against another, pair by pair."""

from __future__ import annotations

from sems_sim.insight.outset import Ordered, Outset, set_out
from sems_sim.insight.playing import play
from sems_sim.insight.worth import HARM, differs, headline_measures, worths
from sems_sim.model import Effect, EntityKind, Verb
from tests.unit.insight.standings import FEW, HOUR_MS, airport, stands

SPEND = (Effect(Verb.SPEND, -1, EntityKind.ORGANISATION, value=1000.0),)


def test_money_spent_for_nothing_is_worth_just_that_less() -> None:
    """The same luck takes all else away: −1000 in every future, with no interval to speak of."""
    standing = stands(10 * HOUR_MS)
    plain = play(set_out(Outset(standing)), FEW)
    spent = play(set_out(Outset(standing, (Ordered(10 * HOUR_MS, SPEND),))), FEW)
    (cost,) = worths(plain, spent, ("cost.total",))

    assert abs(-1000.0 - cost.saved.value) < 1e-6
    assert 0.0 == cost.share_better.value
    assert cost.is_clear
    assert abs(cost.saved.low - cost.saved.high) < 1e-6


def test_a_course_against_itself_is_worth_nothing() -> None:
    """In every measure, in every future."""
    plain = play(set_out(Outset(stands(10 * HOUR_MS))), FEW)

    for one in worths(plain, plain, headline_measures(airport())):
        assert 0.0 == one.saved.value
        assert 1.0 == one.share_equal
        assert not one.matters


def test_more_targets_met_is_better() -> None:
    """The sign of what is saved knows which way is up."""
    assert {"cost.total", HARM, "targets.all"} <= set(headline_measures(airport()))


def test_a_thousandth_is_no_difference_worth_telling() -> None:
    """Numbers that differ by dust are not told."""
    assert not differs(1000.0, 1000.5)
    assert differs(1000.0, 1002.0)
    assert not differs(0.0, 0.0)
