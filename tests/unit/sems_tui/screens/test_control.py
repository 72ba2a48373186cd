"""The control screen before a host that is not real: keys, answers, sizes, thrift."""

import time
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from sems_sim.exercise import commands
from sems_tui.app import DeskApp, Sight
from sems_tui.drawing import Chance, Fan, Outlook
from sems_tui.screens import ControlScreen, DetailScreen, HelpScreen, ProjectorScreen
from sems_tui.widgets import Board, Notice
from tests.unit.sems_tui import pictures, shots
from tests.unit.sems_tui.hosts import FakeHost


def outlook(_: Any = None) -> Outlook:
    """Return a forecast as made at the moment of the picture."""
    moments = tuple(pictures.NOW + n * pictures.HOUR for n in range(13))
    rising = tuple(min(1.0, n / 12) for n in range(13))
    low, high = tuple(one * 0.5 for one in rising), tuple(min(1.0, one * 1.6) for one in rising)
    fan = Fan("Departures", moments, low, tuple(one * 0.8 for one in rising), rising, high, high, mark=0.5)
    chances = (Chance("reopened: departures back within 20 h", 0.64, 0.58, 0.69),)
    return Outlook(
        pictures.NOW,
        300,
        (fan,),
        chances,
        ("departures are back at half by T+11:00, in half of the futures",),
    )


def compared(before: Any, after: Any, words: str) -> Outlook:
    """Return a comparison of two standings."""
    assert before is after
    return replace(outlook(), what_if=words, readings=("cost.total better by 1,200",))


def desk(host: FakeHost | None = None) -> DeskApp:
    """Return a desk before a host, with a forecaster that answers at once."""
    return DeskApp(host or FakeHost(), sight=Sight(outlook, compared))


async def press(pilot: Pilot[Any], *names: str) -> str:
    """Press keys, wait for what comes of them, and return the screen."""
    await pilot.press(*names)
    await shots.settled(pilot)
    return shots.text_of(pilot.app)


@pytest.mark.parametrize("size", shots.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_looks_as_kept(size: tuple[int, int]) -> None:
    """At each size the control screen looks as it did when somebody last looked at it."""

    async def drive(pilot: Pilot[Any]) -> str:
        return shots.text_of(pilot.app)

    text = shots.driven(desk(), size, drive)

    assert "" == shots.differs(f"control-{size[0]}x{size[1]}", text)


@pytest.mark.parametrize("size", shots.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_exercise_and_marking_are_always_seen(size: tuple[int, int]) -> None:
    """The word EXERCISE and the handling marking stand on control, help, details and the players' screen."""

    async def drive(pilot: Pilot[Any]) -> list[str]:
        return [
            shots.text_of(pilot.app), await press(pilot, "question_mark"), await press(pilot, "escape", "enter"),
            await press(pilot, "escape", "ctrl+o"),
        ]  # fmt: skip

    seen = shots.driven(desk(), size, drive)

    assert [True] * 4 == ["EXERCISE · Exercise, official" in text.splitlines()[0] for text in seen]


def test_keys_give_the_commands_they_promise() -> None:
    """Space pauses and resumes, + and − change the speed, s steps, b marks, y and n answer prompts, each in one key."""
    host = FakeHost()

    async def drive(pilot: Pilot[Any]) -> None:
        for name in ("space", "space", "plus", "minus", "s", "b", "y", "n"):
            await press(pilot, name)

    shots.driven(desk(host), (120, 36), drive)

    assert [
        commands.PauseClock(), commands.ResumeClock(), commands.SetSpeed(20), commands.SetSpeed(10),
        commands.StepToNext(), commands.Mark(), commands.AnswerPrompt(3, accept=True),
        commands.AnswerPrompt(5, accept=False),
    ] == host.commands  # fmt: skip


def test_all_notes_are_accepted_with_one_key() -> None:
    """Shift-Y accepts what only notes or tells, and leaves what people have to decide."""
    host = FakeHost()

    async def drive(pilot: Pilot[Any]) -> str:
        return await press(pilot, "Y")

    text = shots.driven(desk(host), (120, 36), drive)

    assert [commands.AnswerPrompt(4, accept=True), commands.AnswerPrompt(5, accept=True)] == host.commands
    assert "PROMPTS 1 · y raise to Crisis" in text


def test_a_refusal_is_told_at_once_and_kept_in_the_feed() -> None:
    """What was refused stands in the notice with its remedy, and stays in the feed of this desk."""
    host = FakeHost(pictures.rich())
    host._clock(state="paused", why="paused by the facilitator")

    async def drive(pilot: Pilot[Any]) -> tuple[str, str]:
        screen = pilot.app.screen
        assert isinstance(screen, ControlScreen)
        screen.order(commands.PauseClock())
        await shots.settled(pilot)
        notice = "".join(words for words, _ in pilot.app.screen.query_one(Notice).lines[0])
        return notice, await press(pilot, "3")

    notice, text = shots.driven(desk(host), (120, 36), drive)

    assert "✗ The clock stands already. · press space to let it run" == notice
    assert "Not done: The clock stands already. (press space" in text


def test_a_remark_is_told_at_once() -> None:
    """A command that did nothing says so where the facilitator looks."""
    host = FakeHost()

    async def drive(pilot: Pilot[Any]) -> str:
        screen = pilot.app.screen
        assert isinstance(screen, ControlScreen)
        screen.order(commands.RaiseLevel("crisis"))
        await shots.settled(pilot)
        return shots.text_of(pilot.app)

    assert "! RaiseLevel did nothing here" in shots.driven(desk(host), (120, 36), drive)


def test_small_screens_have_tabs_and_each_number_shows_its_pane() -> None:
    """At 80 columns one pane is seen at a time, and the number keys go to each."""

    async def drive(pilot: Pilot[Any]) -> list[list[str]]:
        seen = []
        for place in range(1, 8):
            await press(pilot, str(place))
            seen.append([board.id or "" for board in pilot.app.screen.query("#panes Board") if board.display])
        return seen

    seen = shots.driven(desk(), (80, 24), drive)

    assert [
        ["events"],
        ["situation"],
        ["feed"],
        ["decisions"],
        ["outlook"],
        ["objectives"],
        ["teams"],
    ] == seen


def test_a_large_screen_shows_every_pane() -> None:
    """At 250 by 70 nothing hides behind a tab."""

    async def drive(pilot: Pilot[Any]) -> int:
        return sum(board.display for board in pilot.app.screen.query("#panes Board"))

    assert 7 == shots.driven(desk(), (250, 70), drive)


def test_p_goes_through_the_teams_pictures_and_back_to_the_truth() -> None:
    """P shows what one team after the other believes beside the truth; the title says which it is."""

    async def drive(pilot: Pilot[Any]) -> list[str]:
        return [await press(pilot, "p") for _ in range(5)]

    seen = shots.driven(desk(), (120, 36), drive)

    assert "PICTURE of Duty manager · not the truth" in seen[0]
    assert "WRONG believe up · truth down" in seen[0]
    assert "PICTURE of HV desk" in seen[3]
    assert "SITUATION · truth" in seen[4]


def test_enter_tells_the_chain_of_causes() -> None:
    """Enter on a line of the feed shows why it came about, down to the root."""

    async def drive(pilot: Pilot[Any]) -> str:
        await press(pilot, "3", "home", "down", "down")
        return await press(pilot, "enter")

    text = shots.driven(desk(), (120, 36), drive)

    assert "because Grid intake A failed" in text
    assert "because Substation fire broke out" in text


def test_help_tells_every_key() -> None:
    """Question mark and F1 list each key of the screen with what it does."""

    async def drive(pilot: Pilot[Any]) -> tuple[bool, bool]:
        await press(pilot, "question_mark")
        first = isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "escape", "f1")
        return first, isinstance(pilot.app.screen, HelpScreen)

    assert (True, True) == shots.driven(desk(), (80, 24), drive)


def test_one_key_swaps_to_the_players_screen_and_back() -> None:
    """Ctrl-O shows the players' screen, and the same key comes back."""

    async def drive(pilot: Pilot[Any]) -> tuple[bool, bool]:
        await press(pilot, "ctrl+o")
        away = isinstance(pilot.app.screen, ProjectorScreen)
        await press(pilot, "ctrl+o")
        return away, isinstance(pilot.app.screen, ControlScreen)

    assert (True, True) == shots.driven(desk(), (80, 24), drive)


def test_the_forecast_is_drawn_with_its_age_and_a_legend_in_words() -> None:
    """W computes the futures; the fan says when it was made and what its shades mean."""

    async def drive(pilot: Pilot[Any]) -> str:
        await press(pilot, "5")
        return await press(pilot, "w")

    text = shots.driven(desk(), (120, 70), drive)

    assert "as of T+5:12, just made · 300 futures" in text
    assert "━ median  ▓ half of the futures  ░ nine in ten  ┄ MBCO" in text
    assert "64% " in text


@pytest.mark.parametrize("size", shots.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_forecast_looks_as_kept(size: tuple[int, int]) -> None:
    """Alone on the screen the forecast shows chances, a fan for each service, and what they say in sentences."""

    async def drive(pilot: Pilot[Any]) -> str:
        await press(pilot, "5", "z")
        return await press(pilot, "w")

    text = shots.driven(desk(), size, drive)

    assert "" == shots.differs(f"forecast-{size[0]}x{size[1]}", text)


def test_what_if_weighs_a_command_and_does_not_give_it() -> None:
    """W and then a dialog compares the futures; nothing is ordered, and the next command is given again."""
    host = FakeHost()

    async def drive(pilot: Pilot[Any]) -> str:
        await press(pilot, "W", "f")
        return await press(pilot, "enter")

    text = shots.driven(desk(host), (120, 36), drive)

    assert [] == host.commands
    assert "What if: fire inject I3" in text
    assert "cost.total better by 1,200" in text


def test_what_if_never_swallows_what_is_given_at_once() -> None:
    """Pause is given also while a command to weigh is awaited; leaving the dialog gives commands again."""
    host = FakeHost()

    async def drive(pilot: Pilot[Any]) -> None:
        await press(pilot, "W", "space")
        await press(pilot, "W", "f", "escape", "f", "enter")

    shots.driven(desk(host), (120, 36), drive)

    assert [commands.PauseClock(), commands.FireInject("I3")] == host.commands


def test_the_mouse_does_what_keys_do() -> None:
    """A click on a tab goes to its pane, a click on a key at the foot does what the key does."""
    host = FakeHost()

    async def drive(pilot: Pilot[Any]) -> str:
        await pilot.click("#tabs", offset=(14, 0))
        await shots.settled(pilot)
        await pilot.click("KeyBar", offset=(3, 1))
        await shots.settled(pilot)
        return pilot.app.focused.id or "" if pilot.app.focused else ""

    assert "situation" == shots.driven(desk(host), (80, 24), drive)
    assert [commands.PauseClock()] == host.commands


def test_the_palette_knows_every_command_by_name() -> None:
    """What a key does can also be found by its words."""

    async def drive(pilot: Pilot[Any]) -> str:
        await press(pilot, "ctrl+p", *"effect")
        await pilot.pause(0.3)
        return shots.text_of(pilot.app)

    assert "Bring an effect about" in shots.driven(desk(), (120, 36), drive)


def test_light_and_dark_say_the_same() -> None:
    """F2 changes the colours and not a letter."""

    async def drive(pilot: Pilot[Any]) -> tuple[str, str, str]:
        dark = shots.text_of(pilot.app)
        light = await press(pilot, "f2")
        return dark, light, pilot.app.theme

    dark, light, theme = shots.driven(desk(), (120, 36), drive)

    assert dark == light
    assert "sems-light" == theme


def test_resuming_tells_what_is_on_record_and_what_to_repeat() -> None:
    """After a break the desk shows the last things on record and what the room must repeat."""
    host = FakeHost()

    class Note:
        last = pictures.FEED[-3:]
        repeat = "what was said after 05:00"
        down_ms = 95_000
        remarks = ()

    async def drive(pilot: Pilot[Any]) -> str:
        host.tell(resumed=Note())
        await shots.settled(pilot)
        assert isinstance(pilot.app.screen, DetailScreen)
        return shots.text_of(pilot.app)

    text = shots.driven(desk(host), (80, 24), drive)

    assert "The desk was away for 1" in text
    assert "what was said after 05:00" in text


def test_a_slow_host_does_not_freeze_the_screen() -> None:
    """While the host takes a second over a command, the next key is answered long before."""
    host = FakeHost(delay_s=1.0)

    async def drive(pilot: Pilot[Any]) -> float:
        await pilot.press("b")
        began = time.monotonic()
        await pilot.press("2")
        took = time.monotonic() - began
        assert "situation" == (pilot.app.focused.id if pilot.app.focused else "")
        return took

    assert 0.5 > shots.driven(desk(host), (120, 36), drive)


def test_a_big_exercise_draws_only_what_changed() -> None:
    """With 200 injects, 30 teams and 1,000 lines, one more line of the feed draws one line of the feed."""
    host = FakeHost(pictures.big())

    async def drive(pilot: Pilot[Any]) -> tuple[int, int]:
        boards = {pane: pilot.app.screen.query_one(f"#{pane}", Board) for pane in ("feed", "events", "teams")}
        before = {pane: board.drawn for pane, board in boards.items()}
        await press(pilot, "b")
        return boards["feed"].drawn - before["feed"], boards["events"].drawn - before["events"]

    assert (1, 0) == shots.driven(desk(host), (250, 70), drive)
