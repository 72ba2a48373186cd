"""The briefing before an exercise begins: what is said, who plays, is all ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import get_current_worker

from sems_sim.errors import InterruptedRunError, SemsError
from sems_tui.papers import Begin, Brief, Readiness, TeamBrief, begin_of, brief_items
from sems_tui.screens.sheets import DetailScreen
from sems_tui.widgets import Band, Board, KeyBar, Notice, Tabs

Rehearse = Callable[[Brief, Callable[[int, int], None]], Readiness]
_KEYS = (
    ("enter", "go on", "begin"), ("space", "people/model", "toggle_team"), ("+ −", "how many", "add_one"),
    ("g", "proposed luck", "take_seed"), ("r", "check again", "rehearse"),
)  # fmt: skip
_LAST = (("1…6", "section", "section(2)"), ("?", "help", "help"), ("esc", "back", "leave"))
HELP = (
    "What you tell the room before it begins. 1 to 6 go to a section, ↑ ↓ scroll.",
    "",
    "Ready?: the whole list of injects is played on the model beforehand, with every team run by the model. It warns:",
    "which injects would never come, clash, or find nobody there, and which objectives nothing tests.",
    "",
    "Who plays: what people play, the model never plays for them. It does not detect, raise, decide or tell;",
    "it prompts you instead. Teams nobody plays are run by the model. You can change this at any time later.",
    "",
    "Luck: the same seed gives the same crisis. The proposed one is nearest the middle of many.",
    "",
    "enter  go on to the desk; nothing runs yet, space begins there",
    "space  let people or the model play the chosen team",
    "  + −  how many of the chosen team are there",
    "    g  take the proposed luck, or go back to the scenario's",
    "    r  play the check again",
    "  esc  back to the first screen",
)


class BriefingScreen(Screen[Begin | None]):
    """A briefing; it is dismissed with how to begin, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Go on", show=False, priority=True),
        Binding("space", "toggle_team", "People or model", show=False),
        Binding("plus,equals_sign", "add_one", "One more", show=False),
        Binding("minus", "take_one", "One fewer", show=False),
        Binding("g", "take_seed", "Proposed luck", show=False),
        Binding("r", "rehearse", "Check again", show=False),
        Binding("escape", "leave", "Back", show=False),
        Binding("question_mark,f1", "help", "Help", show=False),
        *(Binding(str(place), f"section({place - 1})", show=False) for place in range(1, 7)),
    ]

    def __init__(self, brief: Brief, rehearse: Rehearse | None = None) -> None:
        """Show a briefing; `rehearse` plays the exercise on the model, and takes a while."""
        super().__init__()
        self.brief = brief
        self._at_first = brief
        self._rehearse = rehearse
        self._readiness: Readiness | None = None
        self._section = 0
        self._state = "Not checked." if rehearse is None or not brief.has_exercise else "Checking …"

    def compose(self) -> ComposeResult:
        """Lay out the band, the paper and the foot."""
        yield Band()
        yield Tabs(id="tabs")
        yield Board(id="briefing")
        yield Notice()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what is known, and begin to check."""
        self.query_one(Band).tell(self.brief.marking, self.brief.title)
        self.query_one(KeyBar).tell([_KEYS, ()], last=_LAST)
        board = self.query_one(Board)
        board.border_title = f"BRIEFING · {self.brief.title}"
        self._show()
        board.focus()
        self.action_rehearse()

    def _show(self) -> None:
        self.query_one(Board).show(brief_items.items(self.brief, self._readiness, self._state))
        self.query_one(Tabs).tell(brief_items.SECTIONS, self._section)

    # --- getting about ---

    def action_section(self, place: int) -> None:
        """Go to a section by its place; to the first team where it is about who plays."""
        board, name = self.query_one(Board), brief_items.SECTIONS[place]
        if board.keys:
            board.choose(board.keys[-1])
        board.choose(f"section {name}")
        if name == "Who plays" and self.brief.teams:
            board.choose(f"team {self.brief.teams[0].name}")

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        """Go to the section whose name was clicked."""
        self.action_section(message.place)

    def on_board_moved(self, message: Board.Moved) -> None:
        """Mark the section in which the cursor stands."""
        message.stop()
        keys = message.board.keys
        upto = keys[: keys.index(message.key) + 1] if message.key in keys else ()
        self._section = max(0, sum(key.startswith("section ") for key in upto) - 1)
        self.query_one(Tabs).tell(brief_items.SECTIONS, self._section)

    # --- who plays ---

    def _team(self) -> TeamBrief | None:
        kind, _, name = self.query_one(Board).key.partition(" ")
        team = next((one for one in self.brief.teams if kind == "team" and one.name == name), None)
        if team is None:
            self.query_one(Notice).say("Choose a team (3) first.", "warn")
        return team

    def _change(self, team: TeamBrief) -> None:
        self.brief = self.brief.with_team(team)
        self._show()

    def action_toggle_team(self) -> None:
        """Let people play the chosen team, or the model."""
        if (team := self._team()) is not None:
            self._change(replace(team, is_played=not team.is_played))
            who = "The model plays" if team.is_played else "People play"
            self.query_one(Notice).say(f"{who} {team.title}.", "good")

    def action_add_one(self) -> None:
        """One more of the chosen team is there."""
        self._count(1)

    def action_take_one(self) -> None:
        """One fewer of the chosen team is there."""
        self._count(-1)

    def _count(self, step: int) -> None:
        if (team := self._team()) is not None:
            self._change(replace(team, present=min(team.people, max(0, team.present + step))))

    # --- ready or not ---

    def action_take_seed(self) -> None:
        """Take the proposed luck, or go back to the scenario's."""
        if self._readiness is None:
            self.query_one(Notice).say("No luck is proposed yet.", "warn", "wait for the check")
            return
        is_proposed = self.brief.seed == self._readiness.seed
        seed = self._at_first.seed if is_proposed else self._readiness.seed
        self.brief = replace(
            self.brief, seed=seed, is_seed_written=is_proposed and self._at_first.is_seed_written
        )
        self._show()
        self.query_one(Notice).say(f"Luck: seed {seed}.", "good")

    def action_rehearse(self) -> None:
        """Play the exercise on the model beforehand."""
        if self._rehearse is None or not self.brief.has_exercise:
            return
        self._state, self._readiness = "Checking …", None
        self._show()
        self._check(self._rehearse)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _check(self, rehearse: Rehearse) -> None:
        worker = get_current_worker()

        def progress(done: int, of: int) -> None:
            if worker.is_cancelled:
                raise InterruptedRunError("nobody waits for the check any more")
            if done % 10 == 0:
                self.app.call_from_thread(self._progress, f"Checking: {done} of {of} runs …")

        try:
            found = rehearse(self._at_first, progress)
        except SemsError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._progress, f"! Not checked: {error}")
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._checked, found)

    def _progress(self, words: str) -> None:
        self._state = words
        self._show()

    def _checked(self, found: Readiness) -> None:
        self._readiness = found
        self._show()

    # --- on and back ---

    def action_begin(self) -> None:
        """Go on to the desk."""
        self.dismiss(begin_of(self.brief))

    def action_leave(self) -> None:
        """Go back without a trace."""
        self.dismiss(None)

    def on_key_bar_clicked(self, message: KeyBar.Clicked) -> None:
        """Do what the clicked key does."""
        self.call_later(self.run_action, message.action)

    def action_help(self) -> None:
        """Explain the screen."""
        self.app.push_screen(DetailScreen("Help · briefing", HELP))
