"""The record of an exercise as deeds that can be priced."""

from typing import Any

import pytest

from sems_sim.exercise import Standing, commands, entries
from sems_sim.exercise.session import Session
from sems_sim.insight import Alternative, Deed
from sems_sim.insight import Priced as Judged
from sems_sim.model import NONE
from sems_sim.scenario import read_scenario
from sems_tui.pricing import _shown, deeds_of
from tests.house.tree import ROOT

HOUR = 3_600_000
FREE = commands.DecisionRecord("Gold", "power by seven", charge="free")


@pytest.fixture(scope="module")
def played() -> tuple[Standing, tuple[entries.Entry, ...]]:
    """An exercise in which a level was raised late, another never, and a decision changed."""
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


def of_kind(found: tuple[Deed, ...], kind: str) -> dict[str, list[Deed]]:
    """Return the deeds of a kind by their names."""
    kept: dict[str, list[Deed]] = {}
    for one in found:
        if one.kind == kind:
            kept.setdefault(one.name, []).append(one)
    return kept


def test_decisions_are_priced_by_charged_time(played: tuple[Any, Any]) -> None:
    """Each decision is a deed of its team; a free discussion is never late, the clock's time is."""
    first, second = of_kind(deeds_of(*played), "decision")["close_airport"]

    assert first.orders != second.orders
    assert first.done_ms == first.due_ms < second.done_ms
    assert "the same at once" not in [one.words for one in first.alternatives]
    assert "the same at once" in [one.words for one in second.alternatives]


def test_late_escalations_are_priced_from_when_they_were_due(played: tuple[Any, Any]) -> None:
    """A level that people raised after its criteria were met has the earlier moment as its alternative."""
    (late,) = of_kind(deeds_of(*played), "escalation")["tactical"]

    assert late.due_ms < late.done_ms
    assert ["raised when its criteria were met"] == [one.words for one in late.alternatives]


def test_an_exercise_without_deeds_has_no_price(played: tuple[Any, Any]) -> None:
    """Where nothing was decided and nothing was due, nothing is priced."""
    standing, _ = played

    assert () == deeds_of(standing, ())


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
