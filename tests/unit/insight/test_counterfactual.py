"""One deed of an exercise done another way, with the same luck."""

from __future__ import annotations

from dataclasses import replace

from sems_sim.insight.counterfactual import price
from sems_sim.insight.deeds import Alternative, Deed, decision_deed, escalation_deed
from sems_sim.insight.outset import Ordered
from sems_sim.model import NONE, Effect, EntityKind, Verb
from tests.unit.insight.standings import FEW, HOUR_MS, lift, stands, team

SPEND = (Effect(Verb.SPEND, -1, EntityKind.ORGANISATION, value=1e9),)


def _deed(done_ms: int, alternative: Alternative) -> Deed:
    return Deed("answer", "press", "Press", NONE, (0,), HOUR_MS, done_ms, (alternative,))


def test_what_was_bought_for_nothing_has_its_price() -> None:
    """On what was knowable, as things stood, and with the luck of the day."""
    standing = stands(6 * HOUR_MS, Ordered(2 * HOUR_MS, SPEND), played=("cmc",))
    other = Alternative("not bought", 2 * HOUR_MS, ())
    found = price(standing, _deed(2 * HOUR_MS, other), other, effort=FEW)
    cost = next(one for one in found.knowable if one.measure == "cost.total")
    truth = next(one for one in found.on_truth if one.measure == "cost.total")
    day = next(one for one in found.hindsight if one.measure == "cost.total")

    assert abs(cost.saved.value - 1e9) < 1.0
    assert abs(truth.saved.value - 1e9) < 1.0
    assert day.as_done is not None
    assert day.otherwise is not None
    assert abs(day.as_done - day.otherwise - 1e9) < 1.0
    assert "cost.total better by 1,000,000,000" in found.sentence
    assert found.sentence.endswith("In this model.")


def test_the_same_deed_is_worth_nothing() -> None:
    """At the same moment with the same effects."""
    standing = stands(6 * HOUR_MS, Ordered(2 * HOUR_MS, SPEND))
    other = Alternative("the same", 2 * HOUR_MS, SPEND)
    found = price(standing, _deed(2 * HOUR_MS, other), other, effort=FEW)

    assert all(0.0 == one.saved.value for one in found.knowable)
    assert not any(one.matters for one in found.hindsight)


def test_a_level_raised_late_is_priced_from_when_its_criteria_were_met() -> None:
    """Whoever should have raised it is played on until it was, so that the model does not do it for them."""
    standing = stands(6 * HOUR_MS, Ordered(4 * HOUR_MS, lift(2)), played=("cmc", "duty_manager"))
    deed = escalation_deed(standing, 2, due_ms=HOUR_MS, order=0, team=team("duty_manager"))
    found = price(standing, deed, deed.alternatives[0], effort=FEW)

    assert HOUR_MS + 1 == found.parted_ms
    assert found.sentence.startswith("duty_manager: the crisis level, raised when its criteria were met")


def test_what_directors_held_is_let_go() -> None:
    """A pinned fire has no part in what a deed is worth, and the assumptions say so."""
    pin = (Effect(Verb.PIN, 0, EntityKind.INCIDENT),)
    standing = stands(6 * HOUR_MS, Ordered(2 * HOUR_MS, SPEND), Ordered(HOUR_MS, pin))
    other = Alternative("not bought", 2 * HOUR_MS, ())
    pinned = price(standing, _deed(2 * HOUR_MS, other), other, effort=FEW)

    assert any("directors held" in line for line in pinned.assumptions)
    free = price(
        replace(standing, policy=replace(standing.policy, orders=standing.policy.orders[:1])),
        _deed(2 * HOUR_MS, other), other, effort=FEW,
    )  # fmt: skip
    assert not any("directors held" in line for line in free.assumptions)


def test_a_decision_is_told_by_role() -> None:
    """By the team whose it is."""
    take = (Effect(Verb.TAKE, 0, EntityKind.DECISION, value=0.0),)
    standing = stands(12 * HOUR_MS, Ordered(8 * HOUR_MS, take), played=("cmc",))
    deed = decision_deed(standing, 0, opened_ms=7 * HOUR_MS, order=0)
    found = price(standing, deed, deed.alternatives[0], effort=FEW)

    assert found.sentence.startswith("Crisis management centre: ")
