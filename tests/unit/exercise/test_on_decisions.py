"""What players do and decide, on and off the list."""

import pytest

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise.commands import (
    AnswerPrompt,
    CloseDecision,
    DecideOffList,
    DecisionRecord,
    DeliverWord,
    PauseClock,
    RaiseLevel,
    SendMessage,
    SetSpeed,
    StandDown,
    StartPlan,
    TakeDecision,
)
from sems_sim.exercise.entries import DecisionTaken, Remarked
from sems_sim.exercise.judging import measures_so_far
from sems_sim.exercise.picture import DecisionView
from tests.unit.exercise.stage import HOUR, MINUTE, Stage


def _decision(stage: Stage) -> DecisionView:
    return next(one for one in stage.picture.decisions if one.name == "warn")


def _at_tactical() -> Stage:
    stage = Stage().begin(60)
    stage.to(20 * MINUTE)
    stage.do(RaiseLevel("tactical", gathered=True))
    return stage


def _measure(stage: Stage, name: str) -> float | None:
    session = stage.session
    return measures_so_far(session._play, session._passing)[name]


def test_a_played_crisis_team_that_does_nothing_never_reaches_crisis_level() -> None:
    """Criteria are met, a prompt waits, and nobody acts in the players' place."""
    stage = Stage().begin(600)
    stage.to(2 * HOUR)

    assert "operational" == next(one.name for one in stage.picture.levels if one.is_current)
    assert "raise" in {one.kind for one in stage.picture.prompts}
    assert _measure(stage, "level.tactical.first_h") is None


def test_a_prompt_is_answered_by_one_word() -> None:
    """Accepting a raise raises, and the prompt is gone."""
    stage = Stage().begin(60)
    stage.to(20 * MINUTE)
    stage.do(DeliverWord("duty"))
    prompt = next(one for one in stage.picture.prompts if one.kind == "raise" and one.subject == "tactical")
    stage.do(AnswerPrompt(prompt.number))
    stage.to(40 * MINUTE)

    assert "tactical" == next(one.name for one in stage.picture.levels if one.is_current)
    assert prompt.number not in {one.number for one in stage.picture.prompts}


def test_letting_a_prompt_go_does_nothing() -> None:
    """It leaves the list and the model as it was."""
    stage = Stage().begin(60)
    stage.to(20 * MINUTE)
    prompt = stage.picture.prompts[0]
    stage.do(AnswerPrompt(prompt.number, accept=False))

    assert prompt.number not in {one.number for one in stage.picture.prompts}
    with pytest.raises(CommandRefusedError, match="let go already"):
        stage.do(AnswerPrompt(prompt.number))


def test_a_decision_is_charged_as_declared_and_its_measure_says_so() -> None:
    """Talking for an hour over what takes five minutes counts five minutes."""
    stage = _at_tactical()
    opened = _decision(stage).opened_ms
    assert opened is not None
    stage.to(80 * MINUTE)
    stage.do(
        TakeDecision(
            "warn", "warn_all", DecisionRecord("duty manager", charge="declared", declared_ms=5 * MINUTE)
        )
    )
    taken = stage.facts(DecisionTaken)[0]

    assert isinstance(taken, DecisionTaken)
    assert 5 * MINUTE == taken.charged_ms
    assert (opened + 5 * MINUTE) / HOUR == pytest.approx(_measure(stage, "decision.warn.decided_h"))


@pytest.mark.parametrize(("charge", "expected"), [("free", 0), ("clock", 10 * MINUTE)])
def test_other_charges_count_nothing_or_what_the_clock_says(charge: str, expected: int) -> None:
    """Discussion is free; by the clock it is what the clock ran."""
    stage = _at_tactical()
    opened = _decision(stage).opened_ms or 0
    stage.to(opened + 10 * MINUTE)
    stage.do(TakeDecision("warn", "wait", DecisionRecord(charge=charge)))  # type: ignore[arg-type]  # any of them
    taken = stage.facts(DecisionTaken)[0]

    assert isinstance(taken, DecisionTaken)
    assert expected == pytest.approx(taken.charged_ms, abs=60)


def test_a_decision_declared_to_take_longer_takes_effect_later() -> None:
    """What would take twenty minutes is done twenty minutes after the question, and the desk says when."""
    stage = _at_tactical()
    opened = _decision(stage).opened_ms or 0
    entries = stage.do(
        TakeDecision("warn", "warn_all", DecisionRecord(charge="declared", declared_ms=20 * MINUTE))
    )
    at_once = stage.picture.cost
    stage.to(opened + 21 * MINUTE)

    assert any(isinstance(one.fact, Remarked) and "takes effect at" in one.fact.words for one in entries)
    assert 1000 <= stage.picture.cost - at_once


def test_an_off_list_decision_keeps_who_and_why_and_does_what_it_says() -> None:
    """The question is answered, the effects act, and no option is marked."""
    stage = _at_tactical()
    record = DecisionRecord("duty manager", rationale="people need water", charge="clock")
    stage.do(DecideOffList("Bring tankers", "warn", "{demand: {water: x0.5}}", record))
    view = _decision(stage)
    demand = stage.picture.services[0].demand_per_h

    assert ("taken", "Bring tankers", 15.0) == (view.state, view.chosen, demand)


def test_a_decision_nobody_asked_is_on_record_and_changes_nothing_else() -> None:
    """Players go off the menu."""
    stage = Stage().begin()
    stage.do(DecideOffList("Call the army", record=DecisionRecord(who="crisis team")))

    assert ["Call the army"] == [
        one.text for one in stage.facts(DecisionTaken) if isinstance(one, DecisionTaken)
    ]


def test_changing_a_decision_names_what_it_replaces() -> None:
    """The earlier entry stays, the later one says that it reverses it, and the earlier effects end."""
    stage = _at_tactical()
    stage.do(TakeDecision("warn", "wait", DecisionRecord(charge="clock")))
    raised = stage.picture.services[0].demand_per_h
    stage.do(TakeDecision("warn", "warn_all", DecisionRecord(charge="clock")))
    first, second = (one for one in stage.session.entries if isinstance(one.fact, DecisionTaken))

    assert (45.0, 30.0) == (raised, stage.picture.services[0].demand_per_h)
    assert isinstance(second.fact, DecisionTaken)
    assert first.number == second.fact.reverses


def test_a_decision_closed_with_nothing_decided_stays_open_to_nobody() -> None:
    """Its time is out: the state says closed, and no option is in force."""
    stage = _at_tactical()
    stage.do(CloseDecision("warn", "no answer"))

    assert ("closed", "") == (_decision(stage).state, _decision(stage).chosen)
    with pytest.raises(CommandRefusedError, match="nothing to close"):
        stage.do(CloseDecision("warn"))


def test_a_review_is_asked_for_when_its_time_comes() -> None:
    """The facilitator is reminded of what players said they would look at again."""
    stage = _at_tactical()
    stage.do(TakeDecision("warn", "wait", DecisionRecord(charge="clock", review_ms=50 * MINUTE)))
    stage.to(51 * MINUTE)

    assert any(one.kind == "review" and "Wait and see" in one.words for one in stage.picture.prompts)


def test_the_default_charge_is_declared_above_real_time() -> None:
    """At real time the clock counts; faster, people declare."""
    stage = Stage().begin()
    slow = _decision(stage).default_charge
    stage.do(SetSpeed(10))

    assert ("clock", "declared") == (slow, _decision(stage).default_charge)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (StandDown(), "lowest level"),
        (RaiseLevel("operational"), "already"),
        (RaiseLevel("galactic"), "no level 'galactic'"),
        (StartPlan("fly"), "no plan 'fly'"),
        (TakeDecision("warn", "shout"), "no option 'shout'"),
        (TakeDecision("wanr", "wait"), "no decision 'wanr'"),
        (DecideOffList("  "), "nothing is said"),
        (DeliverWord("watch"), "not played"),
        (SendMessage("duty", (), "hello"), "addressed to nobody"),
        (SendMessage("duty", ("board",), "hello", about=("moon",)), "no asset, service or incident 'moon'"),
    ],
)
def test_what_players_cannot_do_is_refused_with_a_reason(command: object, words: str) -> None:
    """Each refusal says why, and what would work; nothing of it is on record."""
    stage = Stage().begin()
    before = stage.session.entries
    with pytest.raises(CommandRefusedError, match=words) as caught:
        stage.do(command)  # type: ignore[arg-type]  # any of them

    assert caught.value.remedy
    assert before == stage.session.entries


def test_a_message_to_a_team_that_is_not_convened_says_that_it_reached_nobody() -> None:
    """It is on record all the same."""
    stage = Stage().begin()
    entries = stage.do(SendMessage("duty", ("board",), "Please meet", about=("pump",)))

    assert any(isinstance(one.fact, Remarked) and "reached nobody there" in one.fact.words for one in entries)


def test_a_message_about_something_brings_it_into_the_picture_of_those_who_hear_it() -> None:
    """What a player was told in the room is known to the player's team, and prompts about it are gone."""
    stage = Stage().begin(60)
    stage.to(15 * MINUTE)
    assert any(one.kind == "note" and one.team == "duty" for one in stage.picture.prompts)
    stage.do(PauseClock(), SendMessage("watch", ("duty",), "The pump is down", about=("pump",)))
    duty = next(one for one in stage.picture.teams if one.name == "duty")

    assert ["down"] == [one.believed for one in duty.picture if one.item == "pump"]
    assert not any(one.kind == "note" and one.team == "duty" for one in stage.picture.prompts)


def test_news_for_a_team_that_has_not_met_is_asked_for_when_it_meets() -> None:
    """Nobody is asked to pass on what nobody could hear; once the crisis team has met, the duty manager is."""
    stage = Stage().begin(60)
    stage.to(15 * MINUTE)
    stage.do(PauseClock(), DeliverWord("duty"))
    before = [one.kind for one in stage.picture.prompts if one.team in ("duty", "board")]
    stage.do(RaiseLevel("crisis", gathered=True))
    after = [one.subject for one in stage.picture.prompts if (one.kind, one.team) == ("tell", "duty")]

    assert "tell" not in before
    assert "pump" in after


def test_a_message_to_a_team_that_has_not_met_waits_for_it() -> None:
    """It changes nothing in their picture until they meet and are told."""
    stage = Stage().begin(60)
    stage.to(15 * MINUTE)
    stage.do(PauseClock(), SendMessage("duty", ("board",), "The pump is down", about=("pump",)))
    board = next(one for one in stage.picture.teams if one.name == "board")
    stage.do(RaiseLevel("crisis", gathered=True), DeliverWord("board", "pump"))
    later = next(one for one in stage.picture.teams if one.name == "board")

    assert [] == [one for one in board.picture if one.item == "pump" and one.is_known]
    assert ["down"] == [one.believed for one in later.picture if one.item == "pump"]
