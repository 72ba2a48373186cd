"""The first screen."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sems_tui.app import DeskApp
from sems_tui.papers import Found, JournalFound, ScenarioFound
from sems_tui.screens import HomeScreen
from tests.unit.sems_tui import shots

FOUND = Found(
    (
        ScenarioFound(
            "broken", Path("broken.yaml"), "cannot be played: 2 faults", "", ("broken.yaml:3:4: a", "b")
        ),
        ScenarioFound(
            "first-steps", Path("first-steps.yaml"), "A pump fails and a crew mends it", "played freely"
        ),
        ScenarioFound(
            "north-hyde",
            Path("north-hyde.yaml"),
            "A substation fire closes the airport",
            "3 modules · played: cmc",
        ),
    ),
    (
        JournalFound(
            Path("results/a.journal"), "A substation fire closes the airport", "stands at Fri 05:01 (T+5:12)"
        ),
        JournalFound(Path("results/b.journal"), "An old one", "ended at Fri 17:49 (T+18:00)", has_ended=True),
        JournalFound(Path("results/c.journal"), "c.journal", "", trouble="c.journal is damaged at row 12"),
    ),
)


class Chosen:
    """Keeps what was chosen."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.scenarios: list[str] = []
        self.journals: list[str] = []

    def screen(self) -> HomeScreen:
        """Return the screen, with what was found already."""
        return HomeScreen(
            lambda: FOUND,
            brief=lambda one: self.scenarios.append(one.name),
            resume=lambda one: self.journals.append(one.path.name),
        )


def after(*keys: str, size: tuple[int, int] = (80, 24)) -> tuple[str, Chosen]:
    """Return the screen after some keys, and what was chosen."""
    chosen = Chosen()

    async def drive(pilot: Pilot[Any]) -> str:
        await pilot.app.workers.wait_for_complete()
        await pilot.press(*keys)
        await shots.settled(pilot)
        return shots.text_of(pilot.app)

    return shots.driven(DeskApp(first=chosen.screen), size, drive), chosen


@pytest.mark.parametrize("size", shots.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_looks_as_kept(size: tuple[int, int]) -> None:
    """At each size the first screen looks as it did when somebody last looked at it."""
    assert "" == shots.differs(f"home-{size[0]}x{size[1]}", after(size=size)[0])


def test_a_practice_run_is_one_key_away() -> None:
    """Whoever opens the desk for the first time presses enter and is led to the practice run."""
    assert ["first-steps"] == after("enter")[1].scenarios


def test_a_journal_is_taken_up_again() -> None:
    """Journals that stand are offered before scenarios."""
    assert ["a.journal"] == after("down", "enter")[1].journals


def test_a_broken_scenario_shows_its_faults() -> None:
    """A scenario that cannot be played is not begun; its faults are shown with their places."""
    text, chosen = after("down", "down", "down", "enter")

    assert "broken.yaml:3:4: a" in text
    assert [] == chosen.scenarios


def test_a_journal_that_cannot_be_read_says_why() -> None:
    """A damaged journal is shown as such, and not taken up."""
    text, chosen = after("down", "down", "enter")

    assert "c.journal is damaged at row 12" in text
    assert [] == chosen.journals


def test_help_is_one_key_away() -> None:
    """The question mark explains the screen."""
    assert "Try the desk" in after("question_mark")[0]
