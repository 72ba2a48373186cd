"""Sheets over a screen: everything about one thing, and the help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from sems_tui.drawing import Item, Line, line
from sems_tui.keys import CONTROL, MOVING
from sems_tui.widgets import Board


class DetailScreen(ModalScreen[None]):
    """Sentences about one thing; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,f1", "dismiss", "Close", show=False),
    ]

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        """Show sentences under a title."""
        super().__init__()
        self._title = title
        self._sentences = tuple(sentences)

    def compose(self) -> ComposeResult:
        """Lay a sheet with a board on it."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = self._title
            sheet.border_subtitle = "↑ ↓ scroll · escape close"
            yield Board()

    def on_mount(self) -> None:
        """Write the sentences."""
        board = self.query_one(Board)
        board.show([_sentence(place, words) for place, words in enumerate(self._sentences)])
        board.focus()

    def on_board_opened(self) -> None:
        """Close: Enter on a sentence has nothing more to show."""
        self.dismiss()


class HelpScreen(DetailScreen):
    """What every key does."""

    def __init__(self, title: str, purpose: str, extra: Sequence[str] = ()) -> None:
        """Explain a screen, then its keys."""
        super().__init__(f"Help · {title}", (purpose, "", *extra, *help_lines()))


def help_lines() -> tuple[str, ...]:
    """Return the keys of the control screen with what they do, for a sheet of help."""
    moving = [f"{keys:>8}  {words}" for keys, words in MOVING]
    doing = [f"{key.shown:>8}  {key.help}" for key in CONTROL]
    return ("Getting about", *moving, "", "Running the exercise", *doing)


def _sentence(place: int, words: str) -> Item:
    def draw(width: int) -> tuple[Line, ...]:
        indent = len(words) - len(words.lstrip())
        found = line.wrapped(words.strip(), width - indent)
        return tuple(((" " * indent, ""), *one) for one in found)

    return Item(f"{place}", words, draw)
