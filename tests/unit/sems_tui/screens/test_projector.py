"""The players' screen: nothing of the truth can reach it."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from textual.pilot import Pilot

from sems_tui.app import DeskApp
from tests.unit.sems_tui import pictures, shots
from tests.unit.sems_tui.hosts import FakeHost

HIDDEN = "zqx"
KEPT = ("title", "marking", "style")


def _secret(value: Any) -> Any:
    """Return a value with a secret at the end of every text in it."""
    if isinstance(value, str):
        return f"{value}{HIDDEN}"
    if isinstance(value, tuple):
        return tuple(_secret(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        told = {one.name: getattr(value, one.name) for one in fields(value)}
        return replace(value, **{name: one if name in KEPT else _secret(one) for name, one in told.items()})
    return value


def _full_of_secrets() -> FakeHost:
    return FakeHost(_secret(pictures.rich()))


@pytest.mark.parametrize("size", shots.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_truth_reaches_the_projector(size: tuple[int, int]) -> None:
    """Each text of the facilitator's picture bears a secret; none is seen, whatever is pressed or happens."""
    host = _full_of_secrets()

    async def drive(pilot: Pilot[Any]) -> tuple[str, list[str]]:
        control = shots.text_of(pilot.app)
        await pilot.press("b", "ctrl+o")
        await shots.settled(pilot)
        seen = [shots.text_of(pilot.app)]
        for name in ("question_mark", "f1", "ctrl+p", "p", "3", "enter", "y", "tab", "w", "f"):
            await pilot.press(name)
            host.tell()
            await shots.settled(pilot)
            seen.append(shots.text_of(pilot.app))
        return control, seen

    control, seen = shots.driven(DeskApp(host), size, drive)

    assert HIDDEN in control
    assert [] == [text for text in seen if HIDDEN in text]


@pytest.mark.parametrize("size", shots.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_looks_as_kept(size: tuple[int, int]) -> None:
    """Marking, clock, module with questions, and the last public inject stand in the middle of the screen."""

    async def drive(pilot: Pilot[Any]) -> str:
        await pilot.press("ctrl+o")
        await shots.settled(pilot)
        return shots.text_of(pilot.app)

    text = shots.driven(DeskApp(FakeHost()), size, drive)

    assert "" == shots.differs(f"projector-{size[0]}x{size[1]}", text)


def test_it_follows_the_public_picture() -> None:
    """A newer public picture is shown while the projector is on."""
    host = FakeHost()

    async def drive(pilot: Pilot[Any]) -> str:
        await pilot.press("ctrl+o")
        host.public = replace(host.public, state="paused", module="Power is back")
        host.tell()
        await shots.settled(pilot, times=20)
        return shots.text_of(pilot.app)

    text = shots.driven(DeskApp(host), (120, 36), drive)

    assert "PAUSED" in text
    assert "Power is back" in text
