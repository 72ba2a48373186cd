"""The footer that tells the keys: the pane's above, those that always work below."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message

from sems_tui.drawing import Line
from sems_tui.widgets.strip import Ink

Hint = tuple[str, str, str]
"""What the key is called, what it does, and the action a click brings about."""


class KeyBar(Ink):
    """Two lines of keys and words; a click on one does what the key does."""

    class Clicked(Message):
        """Somebody clicked on a key."""

        def __init__(self, action: str) -> None:
            """Keep the action."""
            super().__init__()
            self.action = action

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin without keys."""
        super().__init__(id=id)
        self._places: list[list[tuple[int, int, str]]] = []

    def tell(self, rows: Sequence[Sequence[Hint]], last: Sequence[Hint] = ()) -> None:
        """Show rows of keys, as many as fit; what is in `last` always stands at the end of the last row."""
        kept = [tuple(row) for row in rows]

        def drawn(width: int) -> tuple[Line, ...]:
            self._places, lines = [], []
            for place, row in enumerate(kept):
                tail = tuple(last) if place == len(kept) - 1 else ()
                lines.append(self._row(_fitting(row, tail, width)))
            return tuple(lines)

        self.draw(drawn)

    def _row(self, hints: Sequence[Hint]) -> Line:
        found: list[tuple[str, str]] = []
        places, at = [], 0
        for key, word, action in hints:
            found += [(key, "key"), (f" {word}  ", "")]
            size = _size(key, word)
            places.append((at, at + size, action))
            at += size
        self._places.append(places)
        return tuple(found)

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        if event.y < len(self._places):
            for start, end, action in self._places[event.y]:
                if start <= event.x < end:
                    self.post_message(self.Clicked(action))


def _size(key: str, word: str) -> int:
    return cell_len(key) + cell_len(word) + 3


def _fitting(row: Sequence[Hint], tail: Sequence[Hint], width: int) -> list[Hint]:
    room = width - sum(_size(key, word) for key, word, _ in tail)
    kept: list[Hint] = []
    for hint in row:
        room -= _size(hint[0], hint[1])
        if room < -2:
            break
        kept.append(hint)
    return [*kept, *tail]
