"""A board: a list of items of which only what changed is drawn again, with a cursor."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from sems_tui.drawing import TONES, Item, Line

_GUTTER = 1


class Board(ScrollView, can_focus=True):
    """A list that scrolls; items keep their keys, so the cursor stays where it was when the list changes."""

    DEFAULT_CSS = """
    Board { scrollbar-gutter: stable; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: auto; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"board--cursor", *(f"board--{tone}" for tone in TONES)}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(-1)", "Top", show=False),
        Binding("end", "edge(1)", "Bottom", show=False),
        Binding("enter", "open", "Details", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another item."""

        def __init__(self, board: Board, key: str) -> None:
            """Keep the board and the key of the item."""
            super().__init__()
            self.board = board
            self.key = key

    class Opened(Message):
        """Somebody wants to know more about an item."""

        def __init__(self, board: Board, key: str) -> None:
            """Keep the board and the key of the item."""
            super().__init__()
            self.board = board
            self.key = key

    def __init__(self, *, id: str | None = None, follow: bool = False) -> None:  # noqa: A002 - Textual's name
        """Begin empty; a board that follows stays at its end until somebody goes up."""
        super().__init__(id=id)
        self.drawn = 0
        """How many items were drawn so far: what tests of thrift count."""
        self._words_above = ""
        self._items: tuple[Item, ...] = ()
        self._kept: dict[tuple[str, int], tuple[Hashable, tuple[Line, ...]]] = {}
        self._rows: list[tuple[int, Line]] = []
        self._first: list[int] = []
        self._cursor = ""
        self._follows = follow
        self._is_at_end = follow
        self._width = 0
        self._styles: dict[str, Style] = {}

    @property
    def key(self) -> str:
        """The key of the item under the cursor; empty if there is none."""
        return self._cursor

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all items that can be chosen, in order."""
        return tuple(item.key for item in self._items if item.key)

    def show(self, items: Sequence[Item]) -> None:
        """Show items instead of those before."""
        found = tuple(items)
        if [(one.key, one.stamp) for one in found] == [(one.key, one.stamp) for one in self._items]:
            return
        self._items = found
        self._lay()

    def entitle(self, words: str) -> None:
        """Put words over this board, as they are; the same words again cost nothing."""
        if words != self._words_above:
            self._words_above = words
            self.border_title = Content(words).markup

    def choose(self, key: str) -> bool:
        """Put the cursor on an item, if it is there."""
        if key not in self.keys:
            return False
        if key != self._cursor:
            self._cursor = key
            self.post_message(self.Moved(self, key))
            self.refresh()
        self._reveal()
        return True

    def _lay(self) -> None:
        width = self.scrollable_content_region.width - _GUTTER
        if width < 1:
            width = self._width  # it is hidden, and will be drawn as wide as it was until it is seen again
        if width < 1:
            self._settle([])
            return
        if width != self._width:
            self._kept.clear()
            self._width = width
        rows: list[tuple[int, Line]] = []
        kept: dict[tuple[str, int], tuple[Hashable, tuple[Line, ...]]] = {}
        self._first = []
        for place, item in enumerate(self._items):
            self._first.append(len(rows))
            name = (item.key, 0 if item.key else place)
            known = self._kept.get(name)
            if known is None or known[0] != item.stamp:
                known = (item.stamp, item.draw(width))
                self.drawn += 1
            kept[name] = known
            rows += [(place, line) for line in known[1]]
        self._kept = kept
        self._settle(rows)

    def _settle(self, rows: list[tuple[int, Line]]) -> None:
        before, self._rows = self._rows, rows
        self._keep_cursor()
        size = Size(self._width + _GUTTER, len(rows))
        if size != self.virtual_size:
            self._grow(size)
        self._refresh_changed(before, rows)
        if self._follows and self._is_at_end:
            self.call_after_refresh(self.scroll_end, animate=False, immediate=True)

    def _grow(self, size: Size) -> None:
        """Take a new size of what is scrolled over; the screen is laid out again only if that changes this board's."""
        if self.styles.auto_dimensions:
            self.virtual_size = size
        else:
            self.set_reactive(Board.virtual_size, size)
            self._scroll_update(size)

    def _refresh_changed(self, before: list[tuple[int, Line]], rows: list[tuple[int, Line]]) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        changed = [
            Region(0, y - top, self.size.width, 1)
            for y in range(top, top + height)
            if before[y : y + 1] != rows[y : y + 1]
        ]
        if changed:
            self.refresh(*changed)

    def _keep_cursor(self) -> None:
        keys = self.keys
        if self._follows and self._is_at_end:
            self._cursor = keys[-1] if keys else ""
        elif self._cursor not in keys:
            self._cursor = keys[0] if keys else ""

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new width."""
        self._lay()

    def on_show(self, _: events.Show) -> None:
        """Draw what came while this was hidden."""
        self._lay()

    def notify_style_update(self) -> None:
        """Forget colours of the theme before."""
        self._styles = {}
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Return one row as Textual wants it."""
        row, width = y + self.scroll_offset.y, self.size.width
        plain = self._style("")
        if row >= len(self._rows):
            return Strip.blank(width, plain)
        place, line = self._rows[row]
        is_here = bool(self._cursor) and self._items[place].key == self._cursor
        lit = self._style("cursor") if is_here and self.has_focus else Style.null()
        sign = "▸" if is_here and self._first[place] == row else " "
        segments = [Segment(sign, plain + self._style("key") + lit)]
        segments += [Segment(words, plain + self._style(tone) + lit) for words, tone in line if words]
        return Strip(segments).adjust_cell_length(width, plain + lit)

    def _style(self, tone: str) -> Style:
        if tone not in self._styles:
            found = self.get_component_rich_style(f"board--{tone}", partial=True) if tone else self.rich_style
            self._styles[tone] = found
        return self._styles[tone]

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor's light; its sign stays."""
        self.refresh()

    def action_move(self, step: int) -> None:
        """Move the cursor by so many items."""
        keys = self.keys
        if keys:
            place = keys.index(self._cursor) if self._cursor in keys else 0
            self._go(keys[min(len(keys) - 1, max(0, place + step))])

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self.action_move(step * max(1, self.scrollable_content_region.height - 2))

    def action_edge(self, step: int) -> None:
        """Move the cursor to the first or last item."""
        keys = self.keys
        if keys:
            self._go(keys[0 if step < 0 else -1])

    def _go(self, key: str) -> None:
        self._is_at_end = self._follows and key == self.keys[-1]
        self.choose(key)

    def action_open(self) -> None:
        """Ask for everything about the item under the cursor."""
        if self._cursor:
            self.post_message(self.Opened(self, self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where somebody clicks; a second click opens."""
        row = event.y + self.scroll_offset.y
        if row < len(self._rows):
            key = self._items[self._rows[row][0]].key
            if key:
                self._go(key)
                if event.chain > 1:
                    self.action_open()

    def _reveal(self) -> None:
        for place, item in enumerate(self._items):
            if item.key == self._cursor and place < len(self._first):
                end = self._first[place + 1] if place + 1 < len(self._first) else len(self._rows)
                region = Region(0, self._first[place], 1, max(1, end - self._first[place]))
                self.scroll_to_region(region, animate=False, force=True, immediate=True)
                return
