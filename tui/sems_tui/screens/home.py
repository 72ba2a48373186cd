"""The first screen: a practice run, journals to take up again, scenarios to begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import get_current_worker

from sems_tui.papers import Found, JournalFound, ScenarioFound, home_items
from sems_tui.screens.sheets import DetailScreen
from sems_tui.widgets import Band, Board, KeyBar, Notice

_KEYS = (
    ("enter", "open", "open_present"),
    ("r", "look again", "look"),
    ("?", "help", "help"),
    ("^q", "quit", "app.quit"),
)
HELP = (
    "Choose with ↑ ↓ and press enter.",
    "",
    "Try the desk: a small exercise with a pump and a tank, to learn the keys. Nothing is at stake.",
    "",
    "Go on with an exercise: journals in this folder and in results, the last one written first. The clock stands",
    "until you let it run, and you are told what is on record.",
    "",
    "Begin an exercise: every scenario in this folder and of those that came along. The briefing comes next;",
    "nothing runs before you say so. A scenario with faults cannot be played; enter shows them.",
    "",
    "    r  look again for files",
    "   F2  light or dark",
    "   ^q  quit",
)


class HomeScreen(Screen[None]):
    """What can be played here. It says what was chosen to whoever opened it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "look", "Look again", show=False),
        Binding("question_mark,f1", "help", "Help", show=False),
    ]

    def __init__(
        self,
        find: Callable[[], Found],
        *,
        brief: Callable[[ScenarioFound], None],
        resume: Callable[[JournalFound], None],
    ) -> None:
        """Begin with what finds files, and with what opens a scenario and a journal."""
        super().__init__()
        self._find = find
        self._brief = brief
        self._resume = resume
        self._found: Found | None = None

    def compose(self) -> ComposeResult:
        """Lay out the band, the list and the foot."""
        yield Band()
        yield Board(id="home")
        yield Notice()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to look for files."""
        self.query_one(Band).tell("no exercise is open", "sems-sim")
        self.query_one(KeyBar).tell([_KEYS, ()])
        board = self.query_one(Board)
        board.border_title = "What do you want to do?"
        board.show(home_items.items(None))
        board.focus()
        self.action_look()

    def on_screen_resume(self) -> None:
        """Look again after coming back: a journal may be there that was not there before."""
        if self._found is not None:
            self.action_look()

    def action_look(self) -> None:
        """Look for scenarios and journals, off the screen's loop."""
        self._look()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _look(self) -> None:
        worker, found = get_current_worker(), self._find()
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, found)

    def _show(self, found: Found) -> None:
        self._found = found
        self.query_one(Board).show(home_items.items(found))

    def say(self, words: str, remedy: str = "", *, is_wrong: bool = False) -> None:
        """Say what is being done, or what went wrong and what to do about it."""
        self.query_one(Notice).say(words, "bad" if is_wrong else "", remedy)

    def action_open_present(self) -> None:
        """Open the chosen line."""
        self.query_one(Board).action_open()

    def on_board_opened(self, message: Board.Opened) -> None:
        """Open a scenario or a journal, or say what is wrong with it."""
        message.stop()
        if self._found is None:
            return
        scenario = home_items.scenario(self._found, message.key)
        journal = home_items.journal(self._found, message.key)
        if scenario is not None:
            if scenario.faults:
                self.app.push_screen(DetailScreen(f"{scenario.path} cannot be played", scenario.faults))
            else:
                self._brief(scenario)
        elif journal is not None:
            if journal.trouble:
                self.app.push_screen(DetailScreen(f"{journal.path} cannot be read", (journal.trouble,)))
            else:
                self._resume(journal)

    def on_key_bar_clicked(self, message: KeyBar.Clicked) -> None:
        """Do what the clicked key does."""
        self.call_later(self.run_action, message.action)

    def action_help(self) -> None:
        """Explain the screen."""
        self.app.push_screen(DetailScreen("Help · home", HELP))
