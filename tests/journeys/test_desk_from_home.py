"""A newcomer's first exercise at the desk, with the real host and its journal."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sems_sim.exercise import DeskOrder, verify
from sems_tui.main import desk_of
from sems_tui.screens import BriefingScreen, ControlScreen, HomeScreen, ReviewScreen
from tests.unit.sems_tui import shots

PATIENCE_S = 60.0


async def front(pilot: Pilot[Any], kind: type) -> None:
    """Wait until a screen of a kind is in front."""
    waited_s = 0.0
    while not isinstance(pilot.app.screen, kind):
        await pilot.pause(0.1)
        waited_s += 0.1
        assert waited_s < PATIENCE_S, f"{kind.__name__} never came; it is {type(pilot.app.screen).__name__}"
    await shots.settled(pilot)


async def seen(pilot: Pilot[Any], words: str) -> str:
    """Wait until some words stand on the screen, and return all of it."""
    waited_s = 0.0
    while words not in (text := shots.text_of(pilot.app)):
        await pilot.pause(0.1)
        waited_s += 0.1
        assert waited_s < PATIENCE_S, f"{words!r} never came:\n{text}"
    return text


def test_a_first_exercise_from_home_to_the_review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve keys and a few words: begin, write an observation, add an inject with an effect, end, keep the page."""
    monkeypatch.chdir(tmp_path)

    async def play() -> None:
        app = desk_of(DeskOrder())
        async with app.run_test(size=(120, 36)) as pilot:
            await front(pilot, HomeScreen)
            await seen(pilot, "Practice run")
            await pilot.press("enter")
            await front(pilot, BriefingScreen)
            await pilot.press("enter")
            await front(pilot, ControlScreen)
            await seen(pilot, "READY")
            await pilot.press("space")
            await seen(pilot, "RUNNING")
            await pilot.press("o", *"calm", "enter")
            await seen(pilot, "calm, by umpire")
            await pilot.press("a", *"dark", "tab", "1", "ctrl+t")
            await seen(pilot, "Choose an effect")
            await pilot.press("enter")
            await seen(pilot, "{fail: ")
            await pilot.press("enter")
            await seen(pilot, "I1 given out")
            await pilot.press("ctrl+e", "enter")
            await front(pilot, ReviewScreen)
            await pilot.press("w")
            await seen(pilot, "Written:")

    asyncio.run(play())
    (journal,) = (tmp_path / "results").glob("*.journal")
    (page,) = (tmp_path / "results").glob("*.review.md")
    assert "calm" in page.read_text(encoding="utf-8")
    assert verify(journal).is_whole
