"""How quickly the facilitator's desk draws and answers, with a large exercise."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from statistics import median
from typing import Any

from textual.pilot import Pilot

from bench.measuring import SHARED, machine, publish, table
from sems_sim.exercise import picture as views
from sems_tui.app import DeskApp
from sems_tui.screens import ControlScreen
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.hosts import FakeHost

SIZES = ((80, 24), (120, 36), (250, 70))
PICTURES = 60
KEYS = ("down", "2", "3", "up", "1", "p", "6", "7")
PAGE = """# How quickly the desk draws and answers

The control screen of the desk without a terminal, on an exercise with {injects} injects, {teams} teams and {lines}
lines of the feed. *First* is the processor time of the first picture, when everything is new; *picture* that of one a
second later, when nothing but the clocks and one line of the feed is new (four a second are drawn at most); *key* that
from a key to what it shows. Medians, and the worst in brackets, in milliseconds. {shared}

Made by `make bench` ({machine}).

{rows}
"""


def _next(shown: views.Picture, count: int) -> views.Picture:
    """Return a picture a second later, with one more line."""
    at_ms = shown.clock.at_ms + 1_000 * count
    clock = replace(shown.clock, at_ms=at_ms, room_ms=shown.clock.room_ms + 1_000 * count)
    more = replace(shown.feed[-1], entry=shown.feed[-1].entry + count, at_ms=at_ms)
    return replace(shown, clock=clock, feed=(*shown.feed, more))


async def _took(pilot: Pilot[Any], work: Callable[[], Awaitable[object]]) -> float:
    """Return the milliseconds of processor time that some work and the drawing after it take."""
    began = time.process_time()
    await work()
    await pilot.pause()
    return (time.process_time() - began) * 1_000


async def _measure(size: tuple[int, int]) -> tuple[float, list[float], list[float]]:
    shown = pictures.big()
    host = FakeHost(replace(shown, feed=()))
    app = DeskApp(host)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        screen = next(one for one in app.screen_stack if isinstance(one, ControlScreen))

        async def show(count: int) -> None:
            host.shown = _next(shown, count) if count else shown
            screen.show_picture(host.shown, host.public)

        first = await _took(pilot, partial(show, 0))
        drawn = [await _took(pilot, partial(show, count)) for count in range(1, PICTURES)]
        pressed = [await _took(pilot, partial(pilot.press, key)) for _ in range(4) for key in KEYS]
    return first, drawn, pressed


def _cell(values: list[float]) -> str:
    return f"{median(values):.0f} ({max(values):.0f})"


def main() -> None:
    """Measure each size and publish the page."""
    rows = []
    for size in SIZES:
        first, drawn, pressed = asyncio.run(_measure(size))
        rows.append((f"{size[0]}×{size[1]}", f"{first:.0f}", _cell(drawn), _cell(pressed)))
    shown = pictures.big()
    page = PAGE.format(
        injects=len(shown.injects), teams=len(shown.teams), lines=len(shown.feed), shared=SHARED, machine=machine(),
        rows=table(("screen", "first", "picture", "key"), rows),
    )  # fmt: skip
    publish("desk.md", page)


if __name__ == "__main__":
    main()
