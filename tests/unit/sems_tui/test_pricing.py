"""The record of an exercise as deeds that can be priced."""

from typing import Any

import pytest

from sems_sim.exercise import Standing, commands, entries
from sems_sim.exercise.session import Session
from sems_sim.insight import Alternative, Deed
from sems_sim.insight import Priced as Judged
from sems_sim.model import NONE
from sems_sim.scenario import read_scenario
from sems_tui.pricing import _shown, charged_of
from tests.house.tree import ROOT

HOUR = 3_600_000
FREE = commands.DecisionRecord("Gold", "power by seven", charge="free")


@pytest.fixture(scope="module")
def played() -> tuple[Standing, tuple[entries.Entry, ...]]:
    """An exercise in which a decision was taken and changed."""
    session = Session(read_scenario(ROOT / "scenarios" / "north-hyde.yaml"), seed=7)
    given: tuple[commands.Command, ...] = (
        commands.StartExercise(),
        commands.DeliverWord("duty_manager"),
        commands.JumpTo(2 * HOUR),
        commands.DeliverWord("duty_manager"),
        commands.JumpTo(3 * HOUR),
        commands.RaiseLevel("tactical", "Duty manager", gathered=True),
        commands.JumpTo(4 * HOUR),
        commands.RaiseLevel("crisis", "Duty manager", gathered=True),
        commands.JumpTo(5 * HOUR),
        commands.TakeDecision("close_airport", "wait", FREE),
        commands.TakeDecision("close_airport", "close", commands.DecisionRecord("Gold", charge="clock")),
        commands.JumpTo(6 * HOUR),
        commands.EndExercise(),
    )
    for room_ms, command in enumerate(given):
        session.handle(command, room_ms)
    return session.standing(), session.entries


def test_decisions_are_charged_as_the_record_says(played: tuple[Any, Any]) -> None:
    """A free discussion took no time; the change of mind after it has none of its own."""
    standing, _ = played
    charged = charged_of(*played)

    assert [0] == list(charged.values())
    assert set(charged) <= set(range(len(standing.policy.orders)))


def test_without_a_record_nothing_is_charged(played: tuple[Any, Any]) -> None:
    """What is not on record has no time."""
    standing, _ = played

    assert {} == charged_of(standing, ())


def test_a_price_is_shown_in_parts(played: tuple[Any, Any]) -> None:
    """What was knowable comes first, then how things stood, then the luck of the day; the role stands before it."""
    standing, _ = played
    deed = Deed("escalation", "tactical", "the tactical level", NONE, (), 0, NONE, ())
    parts = ("the level: on what was knowable then, no difference.", "As things stood, the same.")
    sentence = " ".join((*parts, "With the luck of the day: x."))
    judged = Judged(
        deed, Alternative("sooner", 1, ()), 0, (), (), (), f"{sentence} In this model.", ("Same luck.",)
    )
    shown = _shown(0, judged, standing.model)

    assert ("The room", "the level: on what was knowable then, no difference.") == (shown.who, shown.sentence)
    assert ("As things stood, the same.", "With the luck of the day: x.") == shown.figures
    assert ("Same luck.",) == shown.assumptions
