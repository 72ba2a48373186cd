"""Keys one after the other, however fast they are typed."""

from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from sems_sim.exercise import commands
from sems_tui.app import DeskApp
from tests.unit.sems_tui import shots
from tests.unit.sems_tui.hosts import FakeHost

NAMED = {" ": "space"}


def typed(*keys: str) -> list[commands.Command]:
    """Return what a host was given after keys that were all typed at once."""
    host = FakeHost()

    async def drive(pilot: Pilot[Any]) -> None:
        for key in keys:
            character = key if len(key) == 1 else None
            pilot.app.post_message(events.Key(NAMED.get(key, key), character))
        for _ in range(200):
            await pilot.pause(0.02)
            if host.commands:
                break
        await shots.settled(pilot)

    shots.driven(DeskApp(host), (80, 24), drive)
    return host.commands


@pytest.mark.parametrize(("digit", "option"), [("1", "close"), ("2", "wait"), ("3", "reduced")])
def test_the_option_that_was_typed_is_recorded(digit: str, option: str) -> None:
    """The key that opens a dialog, a digit and enter, typed in one go, record that option and no other."""
    (taken,) = typed("t", digit, "enter")

    assert isinstance(taken, commands.TakeDecision)
    assert ("close_airport", option) == (taken.decision, taken.option)


def test_words_go_where_they_were_meant() -> None:
    """What is typed after a tab goes into the line to which the tab led, also if that line was not there before."""
    (taken,) = typed("t", "4", "tab", *"shut it", "tab", "tab", *"fog", "enter")

    assert isinstance(taken, commands.DecideOffList)
    assert ("shut it", "fog", "") == (taken.text, taken.record.rationale, taken.effects)
