"""A board: the cursor stays on its item, and only what changed is drawn."""

from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from sems_tui.drawing import Item
from sems_tui.widgets import Board
from tests.unit.sems_tui import shots


class OneBoard(App[None]):
    """An app with a board and nothing else."""

    def __init__(self, *, follow: bool = False) -> None:
        """Begin with an empty board."""
        super().__init__()
        self._follow = follow

    def compose(self) -> ComposeResult:
        """Lay the board."""
        yield Board(follow=self._follow)


def items(*names: str) -> tuple[Item, ...]:
    """Return items that say their names."""
    return tuple(Item(name, name, lambda _width, name=name: (((name, ""),),)) for name in names)  # type: ignore[misc]  # bound


def _board(pilot: Pilot[Any]) -> Board:
    return pilot.app.query_one(Board)


def test_the_cursor_stays_on_its_item_when_others_come_before_it() -> None:
    """A new line above does not move the choice to another thing under the facilitator's fingers."""

    async def drive(pilot: Pilot[Any]) -> tuple[str, str]:
        board = _board(pilot)
        board.show(items("a", "b", "c"))
        await pilot.press("down")
        before = board.key
        board.show(items("new", "a", "b", "c"))
        await pilot.pause()
        return before, board.key

    assert ("b", "b") == shots.driven(OneBoard(), (20, 10), drive)


def test_headings_cannot_be_chosen() -> None:
    """The cursor goes from item to item over a heading."""

    async def drive(pilot: Pilot[Any]) -> str:
        board = _board(pilot)
        board.show((*items("a"), Item("", "heading", lambda _: ((("H", ""),),)), *items("b")))
        await pilot.press("down")
        return board.key

    assert "b" == shots.driven(OneBoard(), (20, 10), drive)


def test_only_changed_items_are_drawn() -> None:
    """Showing a thousand items with one new draws one."""

    async def drive(pilot: Pilot[Any]) -> int:
        board = _board(pilot)
        names = tuple(str(n) for n in range(1_000))
        board.show(items(*names))
        await pilot.pause()
        before = board.drawn
        board.show(items(*names, "new"))
        return board.drawn - before

    assert 1 == shots.driven(OneBoard(), (20, 10), drive)


def test_what_comes_while_it_is_hidden_is_seen_later() -> None:
    """A board behind a tab may get fewer items than it shows; it is drawn right when it is seen again."""

    async def drive(pilot: Pilot[Any]) -> str:
        board = _board(pilot)
        board.show(items("a", "b", "c"))
        await pilot.pause()
        board.display = False
        await pilot.pause()
        board.show(items("x"))
        await pilot.pause()
        board.display = True
        await shots.settled(pilot)
        return shots.text_of(pilot.app)

    assert ["▸x"] == shots.driven(OneBoard(), (20, 10), drive).split()


def test_a_following_board_stays_at_its_end_until_somebody_goes_up() -> None:
    """New lines are seen at once; whoever reads further up is left in peace, and End follows again."""

    async def drive(pilot: Pilot[Any]) -> list[str]:
        board = _board(pilot)
        names = [str(n) for n in range(30)]
        seen = []
        for key in ("", "up", "end"):
            if key:
                await pilot.press(key)
            names.append(f"new{len(names)}")
            board.show(items(*names))
            await shots.settled(pilot)
            seen.append(board.key)
        return seen

    assert ["new30", "29", "new32"] == shots.driven(OneBoard(follow=True), (20, 10), drive)


def test_a_click_chooses_and_a_second_one_opens() -> None:
    """The mouse does what arrows and Enter do."""
    opened: list[str] = []

    class Listening(OneBoard):
        def on_board_opened(self, message: Board.Opened) -> None:
            opened.append(message.key)

    async def drive(pilot: Pilot[Any]) -> str:
        board = _board(pilot)
        board.show(items("a", "b", "c"))
        await pilot.pause()
        await pilot.click(Board, offset=(1, 2))
        await pilot.click(Board, offset=(1, 2), times=2)
        return board.key

    assert "c" == shots.driven(Listening(), (20, 10), drive)
    assert "c" in opened
