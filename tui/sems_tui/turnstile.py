"""Keys one after the other: the next one waits until what the last one did has settled.

Textual hands a key to the widget that has the focus at that moment, while an earlier key may still be on its way to a
binding that opens a dialog or moves the focus. Whoever types fast would then accept what was not chosen yet.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode

_ROUNDS = 5
"""Focus to screen to app, and back: a key opens a dialog, which draws its fields, which say what is chosen."""
_PATIENCE_S = 1.0
"""How long a node that is busy holds the next key back."""


class Turnstile:
    """Stands before an app and lets its keys through."""

    def __init__(self, app: App[Any]) -> None:
        """Begin with nobody waiting."""
        self._app = app
        self._waiting: deque[events.Key] = deque()
        self._passing: events.Key | None = None
        self._turning: asyncio.Task[None] | None = None

    async def let_through(self, key: events.Key, handle: Callable[[events.Event], Awaitable[None]]) -> None:
        """Have a key handled now if nothing is under way, else when its turn has come."""
        if self._turning is not None and key is not self._passing:
            self._waiting.append(key)
            return
        self._passing = None
        await handle(key)
        if self._turning is None:
            self._turning = asyncio.create_task(self._turn())

    async def _turn(self) -> None:
        await self._settle()
        while self._waiting:
            self._passing = self._waiting.popleft()
            self._app.post_message(self._passing)
            await self._settle()
        self._turning = None

    async def _settle(self) -> None:
        for _ in range(_ROUNDS):
            for node in self._path():
                await _idle(node)

    def _path(self) -> list[DOMNode]:
        """Return those a key goes through: what has the focus, all that holds it, the screen, the app."""
        if not self._app.screen_stack:
            return [self._app]
        focused: DOMNode = self._app.screen.focused or self._app.screen
        return list(focused.ancestors_with_self)


async def _idle(node: DOMNode) -> None:
    """Wait until a node has dealt with all that it was sent so far."""
    done = asyncio.Event()
    if node.call_later(done.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _PATIENCE_S)
