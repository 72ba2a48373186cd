"""Strips: a few lines in tones that are drawn for the width they get."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sems_tui.drawing import TONES, Line

Drawing = Callable[[int], tuple[Line, ...]]


class Ink(Widget):
    """Lines in tones; they are drawn again when they or the width change."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"ink--{tone}" for tone in TONES}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin blank."""
        super().__init__(id=id)
        self._drawing: Drawing = lambda _width: ()
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What stands there now."""
        return self._lines

    def draw(self, drawing: Drawing) -> None:
        """Show what a drawing makes for the present width, and for every later one."""
        self._drawing = drawing
        self._redraw()

    def _redraw(self) -> None:
        found = self._drawing(max(1, self.content_size.width))
        if found != self._lines:
            self._lines = found
            self.refresh()

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new width."""
        self._redraw()

    def render_line(self, y: int) -> Strip:
        """Return one row as Textual wants it."""
        plain = self.rich_style
        line = self._lines[y] if y < len(self._lines) else ()
        found: list[Segment] = []
        for words, tone in line:
            style = self.get_component_rich_style(f"ink--{tone}", partial=True) if tone else plain
            found.append(Segment(words, plain + style))
        return Strip(found).adjust_cell_length(self.content_size.width, plain)


class Notice(Ink):
    """One line that says what came of the last command; nobody has to close it."""

    def say(self, words: str, tone: str = "", remedy: str = "") -> None:
        """Say something, with what to do about it."""
        glyph = {"bad": "✗ ", "warn": "! ", "good": "✓ "}.get(tone, "")
        tail = f" · {remedy}" if remedy else ""
        self.draw(lambda _width: (((f"{glyph}{words}", tone), (tail, "")),))


class Tabs(Ink):
    """The panes by number; the present one is marked, and a click goes to one."""

    class Chosen(Message):
        """Somebody wants to see a pane."""

        def __init__(self, place: int) -> None:
            """Keep the place of the pane, from 0."""
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin without tabs."""
        super().__init__(id=id)
        self._ends: list[int] = []

    def tell(self, names: tuple[str, ...], present: int) -> None:
        """Show names with their numbers; the present one stands in brackets."""

        def drawn(width: int) -> tuple[Line, ...]:
            least = width // max(1, len(names)) - 4
            room = least if sum(len(name) + 4 for name in names) > width else width
            line: list[tuple[str, str]] = []
            self._ends, end = [], 0
            for place, name in enumerate(names):
                words = f"{place + 1} {name[: max(1, room)]}"
                words = f"[{words}]" if place == present else f" {words} "
                line.append((words, "strong" if place == present else "dim"))
                end += len(words)
                self._ends.append(end)
            return (tuple(line),)

        self.draw(drawn)

    def on_click(self, event: events.Click) -> None:
        """Go to the pane whose name was clicked."""
        for place, end in enumerate(self._ends):
            if event.x < end:
                self.post_message(self.Chosen(place))
                return
