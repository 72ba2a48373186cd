"""What is done with the clock."""

import pytest

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise.commands import (
    BeginModule,
    DeclareNoDuff,
    EndNoDuff,
    JumpTo,
    Mark,
    PauseClock,
    ResumeClock,
    SetSpeed,
    StepToNext,
)
from sems_sim.exercise.entries import ClockJumped, ClockPaused, InjectReleased, ModuleEnded
from tests.unit.exercise.stage import HOUR, MINUTE, Stage


def test_an_inject_comes_at_its_time_however_long_the_room_paused() -> None:
    """A pause shifts the room's time of an inject, and never its scenario time."""
    stage = Stage().begin(60)
    stage.wait(10_000)
    stage.do(PauseClock("coffee"))
    stage.wait(600_000)
    stage.do(ResumeClock())
    stage.to(31 * MINUTE)
    entry = next(one for one in stage.session.entries if isinstance(one.fact, InjectReleased))

    assert (30 * MINUTE, 630_000) == (entry.at_ms, entry.room_ms)
    assert "I1" == getattr(entry.fact, "inject", "")


def test_the_clock_stops_at_the_end_of_a_module_to_the_millisecond() -> None:
    """Looking late does not let the clock run past the end of a module."""
    stage = Stage().begin(600)
    stage.wait(3 * HOUR)
    stopped = stage.session.entries[-1]

    assert ("paused", 2 * HOUR) == (stage.session.state, stage.session.at_ms)
    assert ClockPaused("the end of module 1") == stopped.fact
    assert 12_000 == stopped.room_ms
    assert [ModuleEnded(1, "The night")] == stage.facts(ModuleEnded)


def test_a_jump_plays_what_lies_between_and_says_what_it_was() -> None:
    """The digest tells the turning points and the injects of the gap, with their clock times."""
    stage = Stage().begin()
    stage.do(JumpTo(70 * MINUTE))
    jump = stage.facts(ClockJumped)[0]

    assert isinstance(jump, ClockJumped)
    assert ("paused", 70 * MINUTE) == (stage.session.state, stage.session.at_ms)
    assert {"I1", "I2", "B1"} <= {
        one.fact.inject for one in stage.session.entries if isinstance(one.fact, InjectReleased)
    }
    assert any("22:10 The flood began" in line for line in jump.digest)
    assert any("22:30 I1: The pump is down." in line for line in jump.digest)


def test_a_jump_over_a_module_s_end_closes_the_module_in_its_order() -> None:
    """The end of a module stands in the log where it was, between what happened before and after."""
    stage = Stage().begin()
    stage.do(JumpTo(5 * HOUR))
    ended = next(one for one in stage.session.entries if isinstance(one.fact, ModuleEnded))

    assert 2 * HOUR == ended.at_ms


def test_a_module_begins_where_it_begins() -> None:
    """Beginning a module jumps to its beginning, stands there, and stops at its end."""
    stage = Stage().begin(60)
    stage.do(BeginModule(2))
    clock = stage.picture.clock

    assert (4 * HOUR, "paused", 6 * HOUR) == (clock.at_ms, clock.state, clock.stops_ms)
    assert clock.module is not None
    assert "The morning" == clock.module.title


def test_a_step_stops_at_the_next_thing_worth_telling() -> None:
    """From the quiet start the next thing is the flood, at ten minutes."""
    stage = Stage().begin()
    stage.do(StepToNext())

    assert 10 * MINUTE == stage.session.at_ms


def test_a_change_of_speed_moves_no_hand() -> None:
    """At the moment of the change the scenario's clock shows what it showed."""
    stage = Stage().begin(30)
    stage.wait(4_000)
    before = stage.session.at_ms
    stage.do(SetSpeed(300))

    assert 2 * MINUTE == before == stage.session.at_ms


@pytest.mark.parametrize("speed", [0, -1, 601])
def test_a_speed_that_is_none_is_refused(speed: int) -> None:
    """Real time to ×600, and nothing outside."""
    with pytest.raises(CommandRefusedError, match="from 1 to 600"):
        Stage().begin().do(SetSpeed(speed))


def test_a_real_event_stops_everything_but_notes() -> None:
    """Until the real event is over nothing of the exercise moves, and then the clock still stands."""
    stage = Stage().begin(60)
    stage.do(DeclareNoDuff("A real fire alarm"))
    with pytest.raises(CommandRefusedError, match="NO DUFF"):
        stage.do(ResumeClock())
    stage.do(Mark("everybody out"))
    at_ms = stage.session.at_ms
    stage.wait(60_000)
    stage.do(EndNoDuff("false alarm"))

    assert ("paused", at_ms) == (stage.session.state, stage.session.at_ms)
