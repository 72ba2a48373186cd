"""The briefing."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from sems_sim.errors import ArgumentError
from sems_sim.exercise import commands
from sems_tui.app import DeskApp
from sems_tui.papers import Begin, Brief, Readiness
from sems_tui.screens import BriefingScreen, Rehearse
from tests.unit.sems_tui import briefs, shots


def ready(_: Brief, progress: Callable[[int, int], None]) -> Readiness:
    """Rehearse at once."""
    progress(200, 200)
    return briefs.READINESS


def after(
    *keys: str, size: tuple[int, int] = (120, 48), rehearse: Rehearse | None = ready
) -> tuple[str, list[Begin | None]]:
    """Return the screen after some keys, and what it was dismissed with."""
    kept: list[Begin | None] = []

    async def drive(pilot: Pilot[Any]) -> str:
        pilot.app.push_screen(BriefingScreen(briefs.BRIEF, rehearse), kept.append)
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.press(*keys)
        await shots.settled(pilot)
        return shots.text_of(pilot.app)

    return shots.driven(DeskApp(first=Screen), size, drive), kept


@pytest.mark.parametrize("size", shots.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_looks_as_kept(size: tuple[int, int]) -> None:
    """At each size the briefing looks as it did when somebody last looked at it."""
    assert "" == shots.differs(f"briefing-{size[0]}x{size[1]}", after(size=size)[0])


def test_everything_to_be_said_is_there() -> None:
    """Objectives, who plays, modules with their questions, rules, assumptions and warnings stand in one list."""
    text = after()[0]

    wanted = (
        "Escalate to crisis level", "[people] Crisis management centre", "Who is in charge?", "Act in your role",
        "lognormal 5m 0.8", "✗ PROBLEM", "! no inject tests it", "EXERCISE",
    )  # fmt: skip
    for words in wanted:
        assert words in text


def test_enter_goes_on_with_the_scenario_as_it_is() -> None:
    """Whoever changes nothing begins with the scenario's luck and teams."""
    assert [Begin(briefs.BRIEF.path, 7, ())] == after("enter")[1]


def test_a_team_is_handed_to_people_or_the_model() -> None:
    """Space on a team changes who plays it; the change is a command for the beginning."""
    _, begun = after("3", "space", "minus", "enter")

    assert [
        Begin(briefs.BRIEF.path, 7, (commands.SetPlayed("cmc", played=False), commands.SetRoster("cmc", 7)))
    ] == begun
    assert "7 of 8 there" in after("3", "space", "minus")[0]


def test_space_elsewhere_says_what_to_choose() -> None:
    """A key that needs a team says so where none is chosen."""
    assert "Choose a team" in after("space")[0]


def test_the_proposed_luck_is_taken_and_given_back() -> None:
    """g takes the luck that the rehearsal proposes, and g again goes back."""
    assert 17 == _seed(after("g", "enter")[1])
    assert 7 == _seed(after("g", "g", "enter")[1])


def _seed(begun: list[Begin | None]) -> int:
    assert begun[0] is not None
    return begun[0].seed


def test_a_check_that_fails_is_said() -> None:
    """What cannot be rehearsed is called not checked, with the reason."""

    def refuse(_: Brief, __: Callable[[int, int], None]) -> Readiness:
        raise ArgumentError("this scenario has no exercise to rehearse", "add exercise: with injects")

    assert "Not checked: this scenario has no exercise" in after(rehearse=refuse)[0]
    assert "Not checked." in after(rehearse=None)[0]


def test_escape_begins_nothing() -> None:
    """Going back leaves no trace."""
    assert [None] == after("escape")[1]
