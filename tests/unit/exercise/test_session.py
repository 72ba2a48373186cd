"""The session: a pure function of scenario, seed, and commands with their moments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sems_sim.engine import simulate
from sems_sim.errors import CommandRefusedError
from sems_sim.exercise.commands import (
    AddInject,
    ApplyEffects,
    Command,
    DelayInject,
    DeliverWord,
    EndExercise,
    FireInject,
    Hold,
    InjectDraft,
    JumpTo,
    Mark,
    Observe,
    PauseClock,
    RaiseLevel,
    Release,
    ResumeClock,
    SetPlayed,
    SetSpeed,
    SkipInject,
    StandDown,
    StartExercise,
    StartPlan,
    StepToNext,
    TakeDecision,
)
from sems_sim.exercise.entries import ExerciseEnded, Happened
from tests.unit.exercise.stage import HOUR, MINUTE, Stage

SOME = st.sampled_from(
    [
        PauseClock(), ResumeClock(), SetSpeed(60), SetSpeed(10), StepToNext(), JumpTo(3 * HOUR), FireInject("I2"),
        DelayInject("I1", 3 * HOUR), SkipInject("I3"), AddInject(InjectDraft("X1", to=("duty",), at_ms=2 * HOUR)),
        ApplyEffects("{fail: mains, for: 20m}"), Hold("pump"), Release("pump"), RaiseLevel("tactical"),
        RaiseLevel("crisis", gathered=True), StandDown(), StartPlan("mend"), TakeDecision("warn", "wait"),
        DeliverWord("duty"), SetPlayed("duty", played=False), SetPlayed("board", played=False), Mark("here"),
        Observe("seen", objective="O1", rating="S"),
    ]
)  # fmt: skip
MOVES = st.lists(st.tuples(st.integers(0, 90_000), SOME), max_size=14)


def _play(stage: Stage, moves: list[tuple[int, Command]], stride: int = 0) -> list[Command]:
    """Make moves, advancing in strides between them if a stride is given; return those that were accepted."""
    accepted: list[Command] = []
    for pause, command in moves:
        target = stage.room_ms + pause
        while stride and stage.room_ms + stride < target:
            stage.wait(stride)
        stage.wait(target - stage.room_ms)
        try:
            stage.do(command)
        except CommandRefusedError:
            continue
        accepted.append(command)
    return accepted


@settings(max_examples=25, deadline=None)
@given(MOVES, st.integers(50, 20_000))
def test_however_often_it_is_asked_the_entries_are_the_same(
    moves: list[tuple[int, Command]], stride: int
) -> None:
    """A host that looks every fifty milliseconds and one that looks only when something is said agree on everything."""
    one, other = Stage().begin(60), Stage().begin(60)

    _play(one, moves)
    _play(other, moves, stride)

    assert one.session.entries == other.session.entries
    assert one.session.fingerprint == other.session.fingerprint


@settings(max_examples=25, deadline=None)
@given(MOVES)
def test_an_exercise_is_a_run_of_the_same_orders(moves: list[tuple[int, Command]]) -> None:
    """What was played live is what the engine plays from the start with the orders of the exercise."""
    stage = Stage().begin(60)
    _play(stage, moves)
    stage.wait(1_000)
    session = stage.session
    if session.state in ("running", "paused"):
        stage.do(EndExercise())
    ended = session.entries[-1].fact

    standing = session.standing()
    run = simulate(standing.model, seed=standing.seed, until_ms=standing.now_ms, policy=standing.policy)

    assert isinstance(ended, ExerciseEnded)
    assert ended.fingerprint == run.fingerprint


@settings(max_examples=20, deadline=None)
@given(MOVES)
def test_moments_never_go_back_and_numbers_leave_no_gap(moves: list[tuple[int, Command]]) -> None:
    """A log can be read from top to bottom."""
    stage = Stage().begin(60)
    _play(stage, moves)
    entries = stage.session.entries

    assert list(range(1, len(entries) + 1)) == [entry.number for entry in entries]
    assert sorted(entry.at_ms for entry in entries) == [entry.at_ms for entry in entries]
    assert sorted(entry.room_ms for entry in entries) == [entry.room_ms for entry in entries]


def test_a_pause_changes_nothing_in_scenario_time() -> None:
    """An exercise that was paused and taken up again has the fingerprint of one that was not."""
    straight, halting = Stage().begin(60), Stage().begin(60)
    straight.wait(90_000)
    for _ in range(9):
        halting.wait(10_000)
        halting.do(PauseClock())
        halting.wait(3_333)
        halting.do(ResumeClock())

    assert straight.session.at_ms == halting.session.at_ms
    assert straight.session.fingerprint == halting.session.fingerprint


def test_what_is_refused_leaves_no_trace() -> None:
    """A command that cannot be done is not on record, and is not counted."""
    stage = Stage().begin()
    before = stage.session.entries, stage.session.commands, stage.session.fingerprint

    for command in (FireInject("I99"), StandDown(), Release("pump"), JumpTo(0), StartExercise()):
        with pytest.raises(CommandRefusedError) as caught:
            stage.do(command)
        assert caught.value.remedy

    assert before == (stage.session.entries, stage.session.commands, stage.session.fingerprint)


@pytest.mark.parametrize("command", [FireInject("I1"), PauseClock(), RaiseLevel("tactical"), EndExercise()])
def test_nothing_happens_before_the_start(command: Command) -> None:
    """Before STARTEX only what prepares the exercise is accepted, and the refusal says so."""
    stage = Stage()

    with pytest.raises(CommandRefusedError, match="STARTEX"):
        stage.do(command)


def test_every_command_has_somebody_who_does_it() -> None:
    """No command that can be written down is one that nobody carries out."""
    from typing import get_args

    session = Stage().session

    assert set(get_args(Command)) == set(session._table)


def test_the_end_keeps_the_fingerprint_and_lets_nothing_but_notes_in() -> None:
    """After ENDEX one may observe, rate and amend, and nothing moves any more."""
    stage = Stage().begin(60)
    stage.to(HOUR)
    stage.do(EndExercise("time is up"))
    moved = len(stage.facts(Happened))

    stage.wait(60_000)
    stage.do(Observe("They kept a log", objective="O2", rating="P"))

    assert moved == len(stage.facts(Happened))
    assert "ended" == stage.session.state
    assert HOUR == stage.session.at_ms // MINUTE * MINUTE
    with pytest.raises(CommandRefusedError, match="ENDEX"):
        stage.do(ResumeClock())
