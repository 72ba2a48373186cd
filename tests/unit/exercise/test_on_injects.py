"""What is done with injects, and what came of them."""

import pytest

from sems_sim.errors import CommandRefusedError, ScenarioError
from sems_sim.exercise.commands import (
    AddInject,
    AnswerPrompt,
    DelayInject,
    EditInject,
    FireInject,
    InjectDraft,
    JumpTo,
    NoteDelivery,
    RaiseLevel,
    RateResponse,
    RestoreInject,
    SkipInject,
)
from sems_sim.exercise.entries import InjectReleased, Remarked
from sems_sim.exercise.picture import InjectView
from tests.unit.exercise.stage import HOUR, MINUTE, Stage


def _inject(stage: Stage, name: str) -> InjectView:
    return next(one for one in stage.picture.injects if one.id == name)


def _released(stage: Stage, name: str) -> list[int]:
    return [
        one.at_ms
        for one in stage.session.entries
        if isinstance(one.fact, InjectReleased) and one.fact.inject == name
    ]


def test_an_inject_fired_early_does_not_come_again_at_its_time() -> None:
    """Fired by hand, and silent when its time comes."""
    stage = Stage().begin(60)
    stage.do(FireInject("I1"))
    stage.to(HOUR)

    assert [1] == _released(stage, "I1")
    assert "facilitator" == stage.facts(InjectReleased)[0].trigger  # type: ignore[union-attr]  # any of them


def test_an_inject_that_is_put_off_comes_at_its_new_time_alone() -> None:
    """Its old time passes in silence."""
    stage = Stage().begin(60)
    stage.do(DelayInject("I1", 75 * MINUTE))
    stage.to(80 * MINUTE)

    assert [75 * MINUTE] == _released(stage, "I1")


def test_an_inject_put_off_before_the_start_comes_at_its_new_time() -> None:
    """The list can be put right during the briefing."""
    stage = Stage()
    stage.do(DelayInject("I1", 20 * MINUTE), SkipInject("I2", "no press today"))
    stage.begin(60).to(90 * MINUTE)

    assert [20 * MINUTE] == _released(stage, "I1")
    assert [] == _released(stage, "I2")


def test_a_skipped_inject_stays_out_until_it_is_restored() -> None:
    """Skipped and restored before its time, it comes as if nothing had been."""
    stage = Stage().begin(60)
    stage.do(SkipInject("I1"), SkipInject("I2"), RestoreInject("I1"))
    stage.to(HOUR)

    assert [30 * MINUTE] == _released(stage, "I1")
    assert "skipped" == _inject(stage, "I2").status


def test_restoring_too_late_says_so() -> None:
    """What is past does not come by itself, and the facilitator is told."""
    stage = Stage().begin(60)
    stage.do(SkipInject("I1"))
    stage.to(40 * MINUTE)
    entries = stage.do(RestoreInject("I1"))

    assert any(isinstance(one.fact, Remarked) and "is past" in one.fact.words for one in entries)


def test_an_inject_for_a_team_that_is_not_convened_reaches_nobody_and_is_handed_over_later() -> None:
    """The list, the log and a remark say so; when the crisis team meets, a prompt asks for the handover."""
    stage = Stage().begin(60)
    entries = stage.do(FireInject("I2"))
    assert ("board",) == _inject(stage, "I2").unreached
    assert any(isinstance(one.fact, Remarked) and "reached nobody" in one.fact.words for one in entries)
    stage.do(RaiseLevel("crisis", gathered=True))
    prompt = next(one for one in stage.picture.prompts if one.kind == "deliver" and one.subject == "I2")
    stage.do(AnswerPrompt(prompt.number))

    assert ((), "delivered") == (_inject(stage, "I2").unreached, _inject(stage, "I2").status)


def test_a_contingency_only_ever_prompts() -> None:
    """It waits for a word at its time, and comes on it."""
    stage = Stage().begin(60)
    stage.to(55 * MINUTE)
    assert "due" == _inject(stage, "C1").status
    prompt = next(one for one in stage.picture.prompts if one.kind == "inject")
    stage.do(AnswerPrompt(prompt.number))

    assert "C1" == prompt.subject
    assert "released" == _inject(stage, "C1").status


def test_a_contingency_that_is_not_needed_does_not_even_prompt() -> None:
    """`unless` holds at its time: players were ahead of it."""
    stage = Stage().begin(60)
    stage.do(RaiseLevel("tactical", gathered=True))
    stage.to(55 * MINUTE)

    assert [] == [one for one in stage.picture.prompts if one.kind == "inject"]


def test_an_inject_written_live_acts_on_the_model() -> None:
    """Added with an effect and a time, it comes then and does it."""
    stage = Stage().begin(60)
    draft = InjectDraft(
        "X1", at_ms=5 * MINUTE, to=("duty",), text="The mains have burst", effects="{fail: mains}"
    )
    stage.do(AddInject(draft))
    before = next(one for one in stage.picture.assets if one.name == "mains").level
    stage.to(6 * MINUTE)
    after = next(one for one in stage.picture.assets if one.name == "mains").level

    assert (1.0, 0.0, [5 * MINUTE]) == (before, after, _released(stage, "X1"))


def test_an_edited_inject_says_the_new_words_and_the_old_one_stays_away() -> None:
    """The model's own stays back; what was written live comes in its place, at its time."""
    stage = Stage().begin(60)
    stage.do(EditInject(InjectDraft("I1", at_ms=35 * MINUTE, to=("duty",), text="Both pumps are down.")))
    stage.to(HOUR)

    assert [35 * MINUTE] == _released(stage, "I1")
    assert ("Both pumps are down.", True) == (_inject(stage, "I1").text, _inject(stage, "I1").is_changed)


def test_an_edited_inject_that_waits_for_a_condition_still_waits_for_it() -> None:
    """Only its words change: it comes when the condition of the file holds."""
    stage = Stage().begin(60)
    stage.do(EditInject(InjectDraft("I3", to=("duty",), text="No water anywhere.")))
    stage.to(29 * MINUTE)
    assert [] == _released(stage, "I3")
    stage.to(32 * MINUTE)

    assert 1 == len(_released(stage, "I3"))


def test_wrong_effects_are_refused_with_their_place() -> None:
    """The fault names the right name, and nothing is on record."""
    stage = Stage().begin()
    before = stage.session.entries
    with pytest.raises(ScenarioError, match="did you mean 'pump'"):
        stage.do(AddInject(InjectDraft("X1", effects="{fail: pmp}")))

    assert before == stage.session.entries


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (FireInject("I9"), "no inject 'I9'"),
        (DelayInject("I1", 0), "is past"),
        (DelayInject("I1", 99 * HOUR), "after the scenario's end"),
        (RestoreInject("I1"), "not skipped"),
        (AddInject(InjectDraft("I1")), "already"),
        (AddInject(InjectDraft("")), "needs a number"),
        (NoteDelivery("I1", "duty"), "not been given out"),
    ],
)
def test_what_cannot_be_done_with_an_inject_is_refused(command: object, words: str) -> None:
    """Each refusal says why."""
    with pytest.raises(CommandRefusedError, match=words):
        Stage().begin().do(command)  # type: ignore[arg-type]  # any of them


def test_what_was_fired_cannot_be_fired_edited_or_put_off() -> None:
    """A released inject is history."""
    stage = Stage().begin()
    stage.do(FireInject("I1"))

    for command in (
        FireInject("I1"),
        DelayInject("I1", HOUR),
        SkipInject("I1"),
        EditInject(InjectDraft("I1")),
    ):
        with pytest.raises(CommandRefusedError, match="given out at 22:00"):
            stage.do(command)


def test_delivery_brings_what_the_inject_tells_into_the_players_picture() -> None:
    """Until it is delivered the team knows nothing; then it knows what the message carried."""
    stage = Stage().begin(60)
    stage.to(31 * MINUTE)
    known = [one.is_known for one in _picture_of(stage, "duty") if one.item == "pump"]
    stage.do(NoteDelivery("I1", "duty"))
    now = [one.believed for one in _picture_of(stage, "duty") if one.item == "pump"]

    assert ([], ["down"]) == (known, now)


def _picture_of(stage: Stage, team: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a tuple of beliefs
    return next(one for one in stage.picture.teams if one.name == team).picture


def test_the_response_is_kept_with_its_evidence() -> None:
    """Fully, partly or not, by whom and how one knows."""
    stage = Stage().begin()
    stage.do(
        FireInject("I1"), RateResponse("I1", "partly", "duty manager", "asked for the state, not for METHANE")
    )

    assert ("partly", "asked for the state, not for METHANE") == (
        _inject(stage, "I1").seen,
        _inject(stage, "I1").evidence,
    )


def test_a_jump_releases_what_lies_between_once() -> None:
    """Everything due in the gap comes in its order."""
    stage = Stage().begin()
    stage.do(JumpTo(90 * MINUTE))

    assert [30 * MINUTE] == _released(stage, "I1")
    assert [45 * MINUTE] == _released(stage, "I2")
