"""The control screen: everything a facilitator sees and does while an exercise runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.screen import Screen

from sems_sim.exercise import commands, entries
from sems_sim.exercise import picture as views
from sems_tui import keys
from sems_tui.desk import Desk
from sems_tui.dialogs import FormDialog
from sems_tui.drawing import Outlook, details, prompts
from sems_tui.forms import ForkAt, digest_form
from sems_tui.messages import Answered, ForecastCame, Refused, ResumedHere, ReviewWanted
from sems_tui.screens import answers, arranging, filling
from sems_tui.screens.projector import ProjectorScreen
from sems_tui.screens.sheets import DetailScreen, HelpScreen
from sems_tui.widgets import Band, Board, Head, KeyBar, Notice, Tabs

Errand = Callable[[views.Picture, str], Screen[Any]]
"""Opens the dialog for a picture and the thing that is chosen; it is dismissed with a command or None."""


_LAST = (("?", "help", "help"), ("^p", "all", "app.command_palette"))
_PURPOSE = (
    "You run the exercise from here. What is above the line of keys at the foot works on the chosen line of the pane "
    "you are in; what is below always works."
)


class ControlScreen(Screen[None]):
    """Clocks, levels, injects, situation, feed, decisions, forecast, objectives, teams, prompts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key.keys, key.action, key.word, show=False) for key in keys.CONTROL),
        *(Binding(str(place), f"pane({place - 1})", show=False) for place in range(1, len(keys.PANES) + 1)),
        Binding("0", "prompts", "Prompts", show=False),
        Binding("z", "alone", "One pane alone", show=False),
        Binding("question_mark,f1", "help", "Help", show=False),
    ]

    def __init__(self, desk: Desk, errands: Mapping[str, Errand], branch: Callable[[int], None]) -> None:
        """Stand before a desk, with the dialogs it can open by name, and what branches off after an entry."""
        super().__init__()
        self._desk = desk
        self._errands = errands
        self._branch = branch
        self._picture: views.Picture | None = None
        self._public: views.PublicPicture | None = None
        self._outlook: Outlook | None = None
        self._trouble = ""
        self._team = ""
        self._pane = keys.EVENTS
        self._chosen = arranging.at_first()
        self._is_alone = False
        self._speed = 0
        """What was asked for and not answered yet; 0 for nothing."""
        self._answered: set[int] = set()
        """Prompts that were answered here and may still stand in the picture."""
        self._waiting: list[Screen[Any]] = []
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
            board.border_title = f"{keys.PANES.index(pane) + 1} {filling.title(pane, told)}"
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
            strip.border_title = f"0 PROMPTS {len(picture.prompts)} · {question}"
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

    def action_help(self) -> None:
        """Explain the screen and its keys."""
        self.app.push_screen(HelpScreen("control", _PURPOSE))

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

    def on_board_opened(self, message: Board.Opened) -> None:
        """Show everything about a line, or accept a prompt."""
        if self._picture is None:
            return
        if message.board.id == "prompts":
            self.action_accept()
            return
        found = filling.detail(message.board.id or "", message.key, self._picture, tuple(self._refusals))
        if found is not None:
            self.app.push_screen(DetailScreen(*found))

    def on_key_bar_clicked(self, message: KeyBar.Clicked) -> None:
        """Do what the clicked key does."""
        self.call_later(self.run_action, message.action)

    def get_palette(self) -> Iterable[SystemCommand]:
        """Return every command by name."""
        for key in keys.CONTROL:
            yield SystemCommand(f"{key.help}", f"Key: {key.shown}", self._runner(key.action))

    def _runner(self, action: str) -> Callable[[], None]:
        def run() -> None:
            self.call_later(self.run_action, action)

        return run

    # --- the clock ---

    def action_toggle_clock(self) -> None:
        """Start, pause or resume."""
        if self._picture is None:
            return
        if self._picture.clock.state == "ended":
            self.app.post_message(ReviewWanted())
        else:
            self._answer(answers.toggled(self._picture.clock.state))

    def action_faster(self) -> None:
        """Run faster by a step."""
        self._change_speed(1)

    def action_slower(self) -> None:
        """Run slower by a step."""
        self._change_speed(-1)

    def _change_speed(self, step: int) -> None:
        if self._picture is not None:
            self._speed = keys.next_speed(self._speed or self._picture.clock.speed, step)
            self.order(commands.SetSpeed(self._speed))

    def action_step(self) -> None:
        """Step to the next event."""
        self.order(commands.StepToNext())

    # --- commands ---

    def order(self, command: commands.Command) -> None:
        """Hand a command to the desk; the notice tells at once that it is on its way."""
        self._say("…")
        self._desk.order(command)

    def _answer(self, found: commands.Command | str) -> None:
        if isinstance(found, str):
            self._say(found, "warn")
        else:
            self.order(found)

    def action_mark(self) -> None:
        """Mark this moment."""
        self.order(commands.Mark())

    def action_accept(self) -> None:
        """Do what the chosen prompt suggests."""
        self._answer_prompt(is_accepted=True)

    def action_let_go(self) -> None:
        """Let the chosen prompt go."""
        self._answer_prompt(is_accepted=False)

    def _answer_prompt(self, *, is_accepted: bool) -> None:
        key = self.board("prompts").key
        if not key:
            self._say("Nothing waits for your word.")
            return
        self._answered.add(int(key))
        self.order(commands.AnswerPrompt(int(key), is_accepted))
        self._say(self._promised(int(key), is_accepted=is_accepted))
        self._fill()

    def _promised(self, number: int, *, is_accepted: bool) -> str:
        found = (one.answer for one in self._picture.prompts if one.number == number) if self._picture else ()
        answer = next(iter(found), "")
        return f"… {answer}" if is_accepted else "… let go"

    def action_accept_notes(self) -> None:
        """Accept every prompt that only notes or tells."""
        found = prompts.notes(self._open_prompts()) if self._picture is not None else ()
        for number in found:
            self._answered.add(number)
            self.order(commands.AnswerPrompt(number, accept=True))
        self._fill()
        if not found:
            self._say("No prompt only notes something.")

    def action_ask(self, errand: str) -> None:
        """Open the dialog of an errand for what is chosen."""
        if self._picture is None:
            return
        opener, subject = self._errands.get(errand), self._subject(errand)
        if errand == "end" and self._picture.clock.state == "ended":
            self.post_message(ReviewWanted())
        elif opener is None:
            self._say(f"There is no dialog for this yet: {errand}", "warn")
        elif subject is None:
            self._say(filling.LACKING[errand], "warn")
        else:
            self.app.push_screen(opener(self._picture, subject), self._dismissed)

    def _subject(self, errand: str) -> str | None:
        pane = filling.WHERE.get(errand)
        if pane is None or self._picture is None:
            return ""
        key = self.board(pane).key
        return filling.subject(errand, key, self._picture)

    def _dismissed(self, found: Any) -> None:  # noqa: ANN401 - whatever a dialog gives back
        if isinstance(found, ForkAt):
            self._say("Branching off…")
            self._branch(found.entry)
            return
        for command in found if isinstance(found, tuple) else (found,):
            if command is not None:
                self.order(command)

    # --- what comes back ---

    def tell_answer(self, message: Answered) -> None:
        """Say what came of a command."""
        self._settle(message.command)
        tone, words = answers.told(message.command, message.entries)
        self._say(words, tone)
        for entry in message.entries:
            if (
                isinstance(entry.fact, entries.ClockJumped)
                and entry.fact.digest
                and self._picture is not None
            ):
                self.present(FormDialog(digest_form(self._picture, entry.fact)))
        if answers.changes_model(message.command):
            self.action_look_ahead()

    def _settle(self, command: commands.Command) -> None:
        """Stop minding what was asked for, now that the picture says it."""
        if isinstance(command, commands.SetSpeed) and command.speed == self._speed:
            self._speed = 0

    def tell_refusal(self, message: Refused) -> None:
        """Say why something was not done, and keep it in the feed."""
        self._speed = 0
        self._answered.clear()
        self._say(message.words, "bad", message.remedy)
        if self._picture is not None:
            self._refusals.append(answers.kept(message, self._picture.clock, len(self._refusals)))
            self._fill()

    def _say(self, words: str, tone: str = "", remedy: str = "") -> None:
        for notice in self.query(Notice):
            notice.say(words, tone, remedy)

    def action_look_ahead(self) -> None:
        """Compute the futures from now."""
        if self._desk.look_ahead():
            self._fill()
        elif not self._desk.can_look_ahead:
            self._trouble = "There is no forecast for this exercise."
            self._fill()

    def tell_forecast(self, message: ForecastCame) -> None:
        """Show the futures, or why there are none; the last ones stay while nothing newer is there."""
        self._outlook = message.outlook or self._outlook
        self._trouble = message.trouble
        self._fill()

    def tell_resumed(self, message: ResumedHere) -> None:
        """Show what is on record and what the room must repeat."""
        note = message.note
        self.present(DetailScreen(*details.of_resumed(note.last, note.repeat, note.down_ms, note.remarks)))

    def present(self, screen: Screen[Any]) -> None:
        """Show a sheet now, or once this screen is back: none may come over the players' screen."""
        if self.is_active:
            self.app.push_screen(screen)
        else:
            self._waiting.append(screen)

    def on_screen_resume(self) -> None:
        """Show what had to wait."""
        if self._waiting:
            self.call_after_refresh(self.present, self._waiting.pop(0))

    def action_projector(self) -> None:
        """Show the players' screen, and nothing else."""
        if self._public is not None:
            self.app.push_screen(ProjectorScreen(self._public))
