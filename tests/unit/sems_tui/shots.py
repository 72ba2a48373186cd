"""Pictures of screens as text: small, readable, and compared with those that are kept.

Set `SEMS_SIM_SHOTS=write` to keep what the screens look like now; look at the difference before you commit it.
"""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from textual.app import App
from textual.pilot import Pilot

SIZES = ((80, 24), (120, 36), (250, 70))
_PATIENCE = 500
FOLDER = Path(__file__).parents[2] / "data" / "screens"


def text_of(app: App[Any]) -> str:
    """Return what stands on the screen, line by line, without colours."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, color_system=None, record=True,
        legacy_windows=False,
    )  # fmt: skip
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    console.print(update)
    return "\n".join(row.rstrip() for row in console.export_text(styles=False).splitlines()).rstrip() + "\n"


def driven(app: App[Any], size: tuple[int, int], drive: Callable[[Pilot[Any]], Awaitable[Any]]) -> Any:
    """Run an app without a terminal, drive it, and return what the drive returns."""

    async def run() -> Any:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            return await drive(pilot)

    return asyncio.run(run())


async def settled(pilot: Pilot[Any], times: int = 3) -> None:
    """Wait until what was ordered is done, and messages from other threads have come and been drawn."""
    for _ in range(times):
        await pilot.pause(0.02)
    for _ in range(_PATIENCE):
        desk = getattr(pilot.app, "desk", None)
        if desk is None or (desk.is_idle and not desk.is_looking):
            break
        await pilot.pause(0.02)
    await pilot.pause(0.02)
    await pilot.pause()


def differs(name: str, text: str) -> str:
    """Return an empty string if a screen looks as kept, else both; keep it if that was asked for."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("SEMS_SIM_SHOTS") == "write":
        FOLDER.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    kept = path.read_text(encoding="utf-8") if path.exists() else "(nothing is kept)\n"
    return "" if kept == text else f"kept:\n{kept}\nnow:\n{text}"
