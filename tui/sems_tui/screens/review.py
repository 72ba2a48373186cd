"""The review: what happened, what it showed, what it was worth, and the papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import get_current_worker

from sems_sim.errors import InterruptedRunError, SemsError
from sems_sim.exercise import commands, entries
from sems_sim.exercise import picture as views
from sems_tui.messages import Answered
from sems_tui.papers import PRICED_BY, Priced, Review, review_items, review_of, written
from sems_tui.screens import answers
from sems_tui.screens.sheets import DetailScreen
from sems_tui.widgets import Band, Board, KeyBar, Notice, Tabs

Pricer = Callable[[Callable[[int, int], None]], tuple[Priced, ...]]
"""Prices what was decided and when, telling how far it is; slow. What it is told by may raise InterruptedRunError."""
_KEYS = (
    ("space", "admit", "admit"), ("o", "observe", "ask('observation')"), ("r", "response", "ask('response')"),
    ("c", "correct", "ask('amend')"), ("p", "price", "price"), ("w", "write page", "write"),
    ("W", "all papers", "papers"),
)  # fmt: skip
_LAST = (("1…6", "section", "section(0)"), ("?", "help", "help"), ("esc", "back", "leave"))
HELP = (
    "What happened and what it showed, section by section. 1 to 6 go to a section, ↑ ↓ scroll.",
    "",
    "space  admit the chosen line of “priced” into the report; it then stands in the journal as an observation",
    "    o  write an observation, with a rating of the chosen objective",
    "    r  note how far the action that the chosen inject expects was seen",
    "    c  correct the chosen line of the log; its old words stay, struck through",
    "    p  price decisions and delays on the model; this takes a while, and the screen stays free",
    "    w  write this review as a page of text beside the journal",
    "    W  write every paper beside the journal: after-action report, evaluation guides, lists, logs",
    "  esc  back to the desk",
    "",
    "Prices are what ensembles of the model say with the same luck and one thing changed. They are shown to you",
    "alone, hold in this model under its assumptions, and name roles, never people. What is not admitted is not kept.",
)


@dataclass(frozen=True, slots=True)
class ReviewGround:
    """What a review stands on beside the picture."""

    order: Callable[[commands.Command], None]
    """Hands a command over; it returns at once."""
    record: Callable[[], Sequence[entries.Entry]]
    head_hash: Callable[[], str]
    journal: Path
    errands: Mapping[str, Callable[[views.Picture, str], Screen[Any]]]
    price: Pricer | None = None
    papers: Callable[[Path], Sequence[Path]] | None = None
    """Writes every paper of the exercise of a journal, and returns the files; slow."""


class ReviewScreen(Screen[None]):
    """Objectives, decisions, injects, prices, log, papers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(place), f"section({place - 1})", show=False) for place in range(1, 7)),
        Binding("space", "admit", "Admit", show=False),
        Binding("o", "ask('observation')", "Observe", show=False),
        Binding("r", "ask('response')", "Response", show=False),
        Binding("c", "ask('amend')", "Correct", show=False),
        Binding("p", "price", "Price", show=False),
        Binding("w", "write", "Write", show=False),
        Binding("W", "papers", "All papers", show=False),
        Binding("escape", "leave", "Back", show=False),
        Binding("question_mark,f1", "help", "Help", show=False),
    ]

    def __init__(self, picture: views.Picture, ground: ReviewGround) -> None:
        """Review an exercise from its last picture."""
        super().__init__()
        self._picture = picture
        self._ground = ground
        self._priced: tuple[Priced, ...] | None = None
        self._state = (
            "p prices each decision and delay on the model."
            if ground.price
            else "Nothing can be priced here."
        )
        self._files: tuple[str, ...] = ()
        self._section = 0

    @property
    def review(self) -> Review:
        """What there is to say now."""
        ground = self._ground
        return review_of(self._picture, ground.record(), ground.head_hash(), ground.journal)

    def compose(self) -> ComposeResult:
        """Lay out the band, the sections and the foot."""
        yield Band()
        yield Tabs(id="tabs")
        yield Board(id="review")
        yield Notice()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what is on record."""
        self.query_one(Band).tell(self._picture.marking, self._picture.title)
        self.query_one(KeyBar).tell([_KEYS, ()], last=_LAST)
        board = self.query_one(Board)
        board.border_title = f"REVIEW · {self._picture.title}"
        self._show()
        board.focus()

    def show_picture(self, picture: views.Picture) -> None:
        """Show a newer picture."""
        self._picture = picture
        self._show()

    def tell_answer(self, message: Answered) -> None:
        """Say what came of a command."""
        tone, words = answers.told(message.command, message.entries)
        self.say(words, tone)
        self._show()

    def say(self, words: str, tone: str = "", remedy: str = "") -> None:
        """Say what came of a command."""
        self.query_one(Notice).say(words, tone, remedy)

    def _show(self) -> None:
        self.query_one(Board).show(review_items.items(self.review, self._priced, self._state, self._files))
        self.query_one(Tabs).tell(review_items.SECTIONS, self._section)

    # --- getting about ---

    def action_section(self, place: int) -> None:
        """Go to a section by its place."""
        board = self.query_one(Board)
        if board.keys:
            board.choose(board.keys[-1])
        board.choose(
            "paper journal"
            if place == len(review_items.SECTIONS) - 1
            else f"section {review_items.SECTIONS[place]}"
        )

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        """Go to the section whose name was clicked."""
        self.action_section(message.place)

    def on_board_moved(self, message: Board.Moved) -> None:
        """Mark the section in which the cursor stands."""
        message.stop()
        keys = message.board.keys
        upto = keys[: keys.index(message.key) + 1] if message.key in keys else ()
        heads = [key for key in upto if key.startswith("section ")]
        self._section = max(0, len(heads) - 1)
        self.query_one(Tabs).tell(review_items.SECTIONS, self._section)

    def on_key_bar_clicked(self, message: KeyBar.Clicked) -> None:
        """Do what the clicked key does."""
        self.call_later(self.run_action, message.action)

    def action_leave(self) -> None:
        """Go back to the desk."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Explain the screen."""
        self.app.push_screen(DetailScreen("Help · review", HELP))

    # --- the record ---

    def _chosen(self, kind: str) -> str:
        first, _, rest = self.query_one(Board).key.partition(" ")
        return rest.split(" ", 1)[0] if first == kind else ""

    def action_ask(self, errand: str) -> None:
        """Open a dialog about the chosen line."""
        kind = {"observation": "objective", "response": "inject", "amend": "log"}[errand]
        subject = self._chosen(kind)
        if errand == "amend" and not subject:
            subject = self._chosen("decision")
        if not subject and errand != "observation":
            where = "an inject (3)" if errand == "response" else "a line of the log (5), or a decision (2)"
            self.say(f"Choose {where} first.", "warn")
            return
        self.app.push_screen(self._ground.errands[errand](self._picture, subject), self._dismissed)

    def _dismissed(self, command: commands.Command | None) -> None:
        if command is not None:
            self.say("…")
            self._ground.order(command)

    def action_admit(self) -> None:
        """Let the chosen priced line into the report."""
        key = self._chosen("priced")
        one = next((one for one in self._priced or () if one.key == key), None)
        if one is None:
            self.say("Choose a priced line (4) first.", "warn", "" if self._priced else "p prices them")
        elif one.admitted in self.review.admitted:
            self.say("It stands in the record already.", "warn", "c corrects its line in the log (5)")
        else:
            self._ground.order(commands.Observe(one.admitted, PRICED_BY))

    # --- what takes a while ---

    def action_price(self) -> None:
        """Price what was decided, and when."""
        if self._ground.price is None:
            self.say("Nothing can be priced here.", "warn")
            return
        self._state = "Pricing …"
        self._show()
        self._price(self._ground.price)

    @work(thread=True, exclusive=True, group="price", exit_on_error=False)
    def _price(self, price: Pricer) -> None:
        worker = get_current_worker()

        def progress(done: int, of: int) -> None:
            if worker.is_cancelled:
                raise InterruptedRunError("nobody waits for the prices any more")
            self.app.call_from_thread(self._pricing, f"Pricing: {done} of {of} …", None)

        try:
            found = price(progress)
        except SemsError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._pricing, f"! Not priced: {error}", None)
            return
        if not worker.is_cancelled:
            words = (
                ""
                if found
                else "There was nothing to price: no decision, no late escalation, no late answer."
            )
            self.app.call_from_thread(self._pricing, words, found)

    def _pricing(self, state: str, found: tuple[Priced, ...] | None) -> None:
        self._state = state
        self._priced = self._priced if found is None else found
        self._show()

    def action_write(self) -> None:
        """Write the review as a page of text beside the journal."""
        review = self.review
        self._write(review, review.journal.with_suffix(".review.md"))

    def action_papers(self) -> None:
        """Write the after-action report, evaluation guides, lists and logs into a folder beside the journal."""
        if self._ground.papers is None:
            self.say("No papers can be written here.", "warn")
            return
        self.say("Writing the papers …")
        self._write_papers(self._ground.papers, self._ground.journal)

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _write_papers(self, papers: Callable[[Path], Sequence[Path]], journal: Path) -> None:
        try:
            found = papers(journal)
        except SemsError as error:
            self.app.call_from_thread(self.say, str(error), "bad")
            return
        for path in found:
            self.app.call_from_thread(self._wrote, str(path))
        self.app.call_from_thread(self.say, f"{len(found)} papers are in {found[0].parent}", "good")

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _write(self, review: Review, path: Path) -> None:
        try:
            path.write_text(written(review), encoding="utf-8")
        except OSError as error:
            words = f"{path} cannot be written: {error.strerror or error}"
            self.app.call_from_thread(
                self.say, words, "bad", "make room, or give the folder the right to be written"
            )
            return
        self.app.call_from_thread(self._wrote, str(path))

    def _wrote(self, path: str) -> None:
        self._files = (*(one for one in self._files if one != path), path)
        self.say(f"Written: {path}", "good")
        self._show()
