"""Decisions: once per spell, by doctrine or by error, reversed at the rhythm."""

from __future__ import annotations

import pytest

from sems_sim.engine import Simulation
from sems_sim.events import Kind
from sems_sim.model import Policy
from tests.unit.engine.staging import CALM, HEAD, inject, model_of, play

ASK = (
    "decisions: {close: {ask: Close?, when: flag(trouble), options: "
    "{stay: {do: [{set: stays}], cost: 700}, shut: {policy: true, do: [{set: shuts}]}}}}\n"
)
TEAM = "teams: {board: {level: crisis, decides: 30m}}\nlevels: {crisis: {led_by: board}}\n"
OF = ASK.replace("ask: Close?", "ask: Close?, of: board, level: operational, within: 10m")


def test_doctrine_decides_with_people_off() -> None:
    """At once, by the policy option, and its effects follow."""
    told = play(ASK + inject("at: 1h, do: [{set: trouble}]"))

    assert ([1.0], [1.0]) == (told.hours(Kind.DECISION_OPENED), told.hours(Kind.DECISION_TAKEN))
    assert [1.0] == told.values(Kind.DECISION_TAKEN)
    assert "shuts" in told.names(Kind.FLAG_SET)
    assert 1.0 == told.measure("decision.close.option")
    assert ["DECISION_TAKEN close", "DECISION_OPENED close"] == told.roots(
        told.told(Kind.FLAG_SET, "shuts")[0]
    )[:2]


def test_any_option_is_taken_where_doctrine_is_silent() -> None:
    """Without a policy option the draw of the run decides, so that no name does."""
    text = ASK.replace("policy: true, ", "") + inject("at: 1h, do: [{set: trouble}]")
    taken = {play(text, replication=n).measure("decision.close.option") for n in range(20)}

    assert {1.0, 2.0} == taken


def test_a_question_comes_up_once_per_spell() -> None:
    """While the condition holds it is not asked again; when it comes again it is."""
    told = play(
        ASK
        + inject(
            "at: 1h, do: [{set: trouble}]", "at: 3h, do: [{clear: trouble}]", "at: 5h, do: [{set: trouble}]"
        )
    )

    assert [1.0, 5.0] == told.hours(Kind.DECISION_OPENED)


def test_what_is_true_at_the_start_is_asked_at_the_start() -> None:
    """A spell that began before time 0 is a spell."""
    told = play(ASK.replace("flag(trouble)", "not flag(trouble)") + inject("at: 1h, do: [{set: trouble}]"))

    assert [0.0] == told.hours(Kind.DECISION_OPENED)


def test_deciding_takes_the_time_of_the_team_and_may_be_late() -> None:
    """Thirty minutes with ten allowed: late after ten, taken after thirty or more."""
    told = play(TEAM + OF + inject("at: 1h, do: [{set: trouble}]"), head=HEAD)

    assert [1.1667] == told.hours(Kind.DECISION_LATE)
    assert told.hours(Kind.DECISION_TAKEN)[0] >= 1.3
    assert told.measure("decision.close.decided_h") == pytest.approx(
        told.hours(Kind.DECISION_TAKEN)[0], abs=1e-3
    )


def test_a_decision_waits_for_its_level() -> None:
    """Nobody may decide below it."""
    text = TEAM + OF.replace("level: operational", "level: crisis")
    told = play(text + inject("at: 1h, do: [{set: trouble}]", "at: 4h, do: [{raise: crisis}]"), head=HEAD)
    never = play(text + inject("at: 1h, do: [{set: trouble}]"), head=HEAD)

    assert told.hours(Kind.DECISION_OPENED)[0] >= told.hours(Kind.AUTHORITY_TAKEN)[0]
    assert [] == never.told(Kind.DECISION_OPENED)


def test_teams_err_as_often_as_their_load_and_training_make_them() -> None:
    """Sure to err, they take another option than doctrine's; sure not to, they never do."""
    sure = "organisation: {constants: {decision_error: 0.999999}}\n"
    never = "organisation: {constants: {decision_error: 0}}\n"
    fires = inject("at: 1h, do: [{set: trouble}]")
    wrong = [
        play(TEAM + OF + sure + fires, head=HEAD, replication=n).values(Kind.DECISION_TAKEN)
        for n in range(10)
    ]
    right = [
        play(TEAM + OF + never + fires, head=HEAD, replication=n).values(Kind.DECISION_TAKEN)
        for n in range(10)
    ]

    assert 10 * [[2.0]] == wrong
    assert 10 * [[1.0]] == right


def test_a_wrong_choice_may_be_reversed_at_the_rhythm_and_its_effects_end() -> None:
    """What the wrong option held is undone, and the right option's effects come instead."""
    text = (
        "assets: {pump: {}}\n"
        + TEAM.replace("crisis: {led_by: board}", "crisis: {led_by: board, rhythm: 1h}")
        + OF.replace("{set: stays}", "{switch_off: pump, until: flag(never)}")
        + "organisation: {constants: {decision_error: 0.999999}}\n"
    )
    plays = [
        play(
            text + inject("at: 0m, do: [{raise: crisis}]", "at: 3h, do: [{set: trouble}]"),
            head=HEAD,
            replication=n,
        )
        for n in range(8)
    ]
    turned = [told for told in plays if told.told(Kind.DECISION_REVERSED)]

    assert turned
    for told in turned:
        assert [2.0] == told.values(Kind.DECISION_TAKEN)
        assert [1.0] == told.values(Kind.DECISION_REVERSED)
        assert told.hours(Kind.DECISION_REVERSED) == told.hours(Kind.EFFECT_ENDED, "pump")
        assert 1.0 == told.measure("decision.close.reversed")


def test_a_policy_decides_in_place_of_the_team() -> None:
    """A player, a planner or an optimiser may choose; the choice is then no error."""
    model = model_of(CALM + ASK + inject("at: 1h, do: [{set: trouble}]"))
    simulation = Simulation(model, seed=7, policy=Policy(((0, 1),)))
    simulation.run_until(model.horizon_ms)

    assert [2.0] == [record.value for record in simulation.world.trace if record.kind == Kind.DECISION_TAKEN]


def test_conditions_know_what_was_chosen() -> None:
    """`chosen(close)` and `chosen(close.shut)`, but not `chosen(close.stay)`."""
    told = play(
        ASK
        + inject(
            "at: 1h, do: [{set: trouble}]",
            "when: chosen(close)",
            "when: chosen(close.shut)",
            "when: chosen(close.stay)",
        )
    )

    assert ["I1", "I2", "I3"] == told.names(Kind.INJECT_FIRED)


def test_a_question_that_is_asked_while_it_is_open_changes_nothing() -> None:
    """It is already before them."""
    told = play(TEAM + OF + inject("at: 1h, do: [{set: trouble}]", "at: 1h5m, do: [{ask: close}]"), head=HEAD)

    assert 1 == len(told.told(Kind.DECISION_OPENED))
