"""The way from the first screen to the review, with hosts that are not real."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sems_sim.errors import JournalError
from sems_sim.exercise import entries
from sems_tui.app import DeskApp
from sems_tui.desk import Hosting
from sems_tui.messages import Answered
from sems_tui.opening import RESULTS, Looking, Opening, free_journal
from sems_tui.papers import Begin
from sems_tui.screens import BriefingScreen, ControlScreen, HomeScreen, ProjectorScreen, ReviewScreen
from tests.unit.sems_tui import briefs, shots
from tests.unit.sems_tui.hosts import FakeHost
from tests.unit.sems_tui.screens.test_home import FOUND


class Hosts:
    """Opens exercises that are not real, and keeps how it was asked."""

    def __init__(self, trouble: JournalError | None = None) -> None:
        """Begin; every opening fails with a trouble, if there is one."""
        self.asked: list[tuple[Any, Path]] = []
        self.trouble = trouble

    def open_new(self, begin: Begin, journal: Path) -> Hosting:
        """Open a new one."""
        self.asked.append((begin, journal))
        if self.trouble is not None:
            raise self.trouble
        return FakeHost()

    def resume(self, journal: Path) -> Hosting:
        """Take one up again."""
        self.asked.append((None, journal))
        if self.trouble is not None:
            raise self.trouble
        return FakeHost()


def walked(
    hosts: Hosts, *keys: str, journal: Path | None = None, end: bool = False
) -> tuple[list[type], str]:
    """Return the kinds of screens that are open after some keys, the front one last, and what stands on it."""
    looking = Looking(lambda: FOUND, lambda _: briefs.BRIEF, lambda _, __: briefs.READINESS)
    app = DeskApp(first=lambda: opening.home())  # noqa: PLW0108 - opening is made of the app
    opening = Opening(app, app.take_control, hosts, looking)
    opening.journal = journal

    async def drive(pilot: Pilot[Any]) -> tuple[list[type], str]:
        for key in ("f5", *keys):
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await shots.settled(pilot)
        if end:
            ended = entries.Entry(9, 0, 0, entries.ExerciseEnded("", "ab"), 9)
            app.post_message(Answered(object(), (ended,)))  # type: ignore[arg-type]  # any command will do
            await shots.settled(pilot)
        return [type(screen) for screen in app.screen_stack[1:]], shots.text_of(app)

    found: tuple[list[type], str] = shots.driven(app, (120, 36), drive)
    return found


def test_two_keys_lead_from_the_first_screen_to_the_desk() -> None:
    """Enter chooses the practice run, enter accepts the briefing; the exercise is open, and nothing runs yet."""
    hosts = Hosts()
    screens, _ = walked(hosts, "enter", "enter")

    assert [HomeScreen, ControlScreen] == screens
    begin, journal = hosts.asked[0]
    assert Begin(briefs.BRIEF.path, 7, ()) == begin
    assert (RESULTS, ".journal") == (journal.parent, journal.suffix)


def test_a_named_journal_is_used() -> None:
    """Whoever says where the journal goes gets it there."""
    hosts = Hosts()
    walked(hosts, "enter", "enter", journal=Path("there.journal"))

    assert Path("there.journal") == hosts.asked[0][1]


def test_going_back_from_the_briefing_opens_nothing() -> None:
    """Escape leads home, and no journal is begun."""
    hosts = Hosts()

    assert [HomeScreen] == walked(hosts, "enter", "escape")[0]
    assert [HomeScreen, BriefingScreen] == walked(hosts, "enter")[0]
    assert [] == hosts.asked


def test_a_journal_leads_straight_to_the_desk() -> None:
    """What stands is taken up again with one key."""
    hosts = Hosts()

    assert [HomeScreen, ControlScreen] == walked(hosts, "down", "enter")[0]
    assert [(None, Path("results/a.journal"))] == hosts.asked


@pytest.mark.parametrize("keys", [("enter", "enter"), ("down", "enter")], ids=["new", "resume"])
def test_what_cannot_be_opened_is_said_at_home(keys: tuple[str, ...]) -> None:
    """A folder that cannot be written to, or a journal in use, is said in words, with what to do."""
    screens, text = walked(
        Hosts(JournalError("results may not be written", "name another with --journal")), *keys
    )

    assert [HomeScreen] == screens
    assert "✗ results may not be written · name another with --journal" in text


def test_the_end_leads_to_the_review() -> None:
    """After the last command the review stands in front of the desk."""
    assert [HomeScreen, ControlScreen, ReviewScreen] == walked(Hosts(), "enter", "enter", end=True)[0]


def test_the_review_never_comes_over_the_players_screen() -> None:
    """While the projector shows the players' screen nothing that holds truth comes in front of it."""
    screens, _ = walked(Hosts(), "enter", "enter", "ctrl+o", end=True)

    assert [HomeScreen, ControlScreen, ProjectorScreen] == screens


def test_a_journal_never_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two exercises begun in one minute get names of their own."""
    monkeypatch.chdir(tmp_path)
    RESULTS.mkdir()
    now = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    first = free_journal("pump", now)
    first.touch()

    assert "pump-2026-01-02-0304.journal" == first.name
    assert first != free_journal("pump", now)
