"""Seven panes and a strip of prompts: where they stand, and how one gets about."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.screen import Screen

from sems_sim.exercise import picture as views
from sems_tui import keys
from sems_tui.desk import Desk
from sems_tui.drawing import Outlook, prompts
from sems_tui.screens import arranging, filling
from sems_tui.widgets import Band, Board, Head, KeyBar, Notice, Tabs

_LAST = (("?", "help", "help"), ("^p", "all", "app.command_palette"))


class PanesScreen(Screen[None]):
    """Shows pictures; it gives no command."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(place), f"pane({place - 1})", show=False) for place in range(1, len(keys.PANES) + 1)),
        Binding("0", "prompts", "Prompts", show=False),
        Binding("z", "alone", "One pane alone", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        """Stand before a desk."""
        super().__init__()
        self._desk = desk
        self._picture: views.Picture | None = None
        self._public: views.PublicPicture | None = None
        self._outlook: Outlook | None = None
        self._trouble = ""
        self._team = ""
        self._pane = keys.EVENTS
        self._chosen = arranging.at_first()
        self._is_alone = False
        self._answered: set[int] = set()
        """Prompts that were answered here and may still stand in the picture."""
        self._refusals: list[views.FeedLine] = []

    # --- what stands where ---

    def compose(self) -> ComposeResult:
        """Lay out the head, the panes and the foot."""
        yield Band()
        yield Head()
        yield Tabs(id="tabs")
        with Container(id="panes"):
            for column, panes in arranging.COLUMNS.items():
                with Vertical(id=column):
                    for pane in panes:
                        yield Board(id=pane, follow=pane == keys.FEED)
        yield Board(id="prompts")
        yield Notice()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin in the list of injects, and keep the clock moving."""
        self.board("prompts").display = False
        self.query_one(Band).tell("", "")
        self._say("Opening the exercise…")
        self._arrange()
        self.board(self._pane).focus()
        self.set_interval(1.0, self._desk.glance)

    def board(self, pane: str) -> Board:
        """Return the board of a pane, or of the prompts."""
        return self.query_one(f"#{pane}", Board)

    def on_resize(self, _: events.Resize) -> None:
        """Find every pane its place again."""
        self._arrange()

    def _arrange(self) -> None:
        rows = self.size.height - 7
        found = arranging.arranged(self.size.width, rows, self._chosen, self._pane, is_alone=self._is_alone)
        for width in ("narrow", "medium", "wide"):
            self.set_class(width == found.width, f"-{width}")
        for column, panes in arranging.COLUMNS.items():
            self.query_one(f"#{column}").display = any(pane in found.shown for pane in panes)
            for pane in panes:
                self.board(pane).display = pane in found.shown
        self.query_one(Tabs).display = found.has_tabs
        self._name_keys()

    # --- pictures ---

    def show_picture(self, picture: views.Picture, public: views.PublicPicture) -> None:
        """Show a newer picture; only what changed is drawn again."""
        if not self.query(Band):
            return
        is_first = self._picture is None
        if is_first:
            self._say("")
        self._picture, self._public = picture, public
        self.query_one(Band).tell(picture.marking, picture.title)
        self.query_one(Head).tell(picture)
        self._fill()
        if is_first:
            self.board(keys.EVENTS).choose(filling.coming(picture))
            self._name_keys()

    def _fill(self) -> None:
        picture = self._picture
        if picture is None or not self.query(Band):
            return
        told = filling.Told(
            picture, self._team, self._outlook, self._desk.is_looking, self._trouble, tuple(self._refusals)
        )
        for pane in keys.PANES:
            board = self.board(pane)
            board.show(filling.items(pane, told))
            board.entitle(f"{keys.PANES.index(pane) + 1} {filling.title(pane, told)}")
        strip, left = self.board("prompts"), self._open_prompts()
        strip.show(prompts.items(left))
        self._ask_prompts(left, strip)
        self._name_tabs(told)

    def _open_prompts(self) -> views.Picture:
        """Return the picture without the prompts that were answered here a moment ago."""
        assert self._picture is not None  # noqa: S101 - whoever asks has looked
        left = tuple(one for one in self._picture.prompts if one.number not in self._answered)
        return replace(self._picture, prompts=left)

    def _ask_prompts(self, picture: views.Picture, strip: Board) -> None:
        had_focus = strip.has_focus
        strip.display = bool(picture.prompts)
        if picture.prompts:
            question = "".join(words for words, _ in prompts.question(picture, strip.key))
            strip.entitle(f"0 PROMPTS {len(picture.prompts)} · {question}")
        elif had_focus:
            self.board(self._pane).focus()

    def _name_tabs(self, told: filling.Told) -> None:
        names = tuple(filling.short(pane, told) for pane in keys.PANES)
        self.query_one(Tabs).tell(names, keys.PANES.index(self._pane))

    def _name_keys(self) -> None:
        own = [(key.shown, key.word, key.action) for key in keys.of_pane(self._pane)]
        always = [(key.shown, key.word, key.action) for key in keys.of_pane(keys.ALWAYS)]
        if own and self._picture is not None:
            own.insert(0, ("enter", "details", "open_present"))
        self.query_one(KeyBar).tell([own, always], last=_LAST)

    # --- getting about ---

    def action_pane(self, place: int) -> None:
        """Go to a pane by its place."""
        self._pane = keys.PANES[place]
        self._chosen[arranging.column_of(self._pane)] = self._pane
        self._arrange()
        self.board(self._pane).focus()
        self._fill()

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        """Go to the pane whose name was clicked."""
        self.action_pane(message.place)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let the foot tell the keys of the pane that has the focus."""
        name = event.widget.id or ""
        if name in keys.PANES and name != self._pane:
            self._pane = name
            self._chosen[arranging.column_of(name)] = name
            self._fill()
        self._name_keys()

    def action_alone(self) -> None:
        """Give the whole screen to one pane, or take it back."""
        self._is_alone = not self._is_alone
        self._arrange()
        self.board(self._pane).focus()

    def action_prompts(self) -> None:
        """Go to the prompts, if there are any."""
        if self._picture is not None and self._picture.prompts:
            self.board("prompts").focus()
        else:
            self._say("Nothing waits for your word.")

    def action_next_picture(self) -> None:
        """Show the truth, then one team's picture after the other."""
        if self._picture is None:
            return
        names = ["", *(team.name for team in filling.pictured(self._picture))]
        place = names.index(self._team) if self._team in names else 0
        self._team = names[(place + 1) % len(names)]
        self.action_pane(keys.PANES.index(keys.SITUATION))

    def action_open_present(self) -> None:
        """Show everything about the chosen line."""
        self.board(self._pane).action_open()

    def on_board_moved(self, message: Board.Moved) -> None:
        """Let the strip of prompts tell what the chosen one would do."""
        if message.board.id == "prompts" and self._picture is not None:
            self._ask_prompts(self._open_prompts(), message.board)

    def on_key_bar_clicked(self, message: KeyBar.Clicked) -> None:
        """Do what the clicked key does."""
        self.call_later(self.run_action, message.action)

    def _say(self, words: str, tone: str = "", remedy: str = "") -> None:
        for notice in self.query(Notice):
            notice.say(words, tone, remedy)
