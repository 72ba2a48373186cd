"""The control screen: everything a facilitator does while an exercise runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from sems_sim.exercise import commands, entries
from sems_sim.exercise import picture as views
from sems_tui import keys
from sems_tui.desk import Comparer, Desk
from sems_tui.dialogs import FormDialog
from sems_tui.drawing import details, prompts
from sems_tui.forms import ForkAt, digest_form
from sems_tui.messages import Answered, ForecastCame, Refused, ResumedHere, ReviewWanted
from sems_tui.screens import answers, filling
from sems_tui.screens.panes import PanesScreen
from sems_tui.screens.projector import ProjectorScreen
from sems_tui.screens.sheets import DetailScreen, HelpScreen
from sems_tui.widgets import Board

Errand = Callable[[views.Picture, str], Screen[Any]]
"""Opens the dialog for a picture and the thing that is chosen; it is dismissed with a command or None."""

_KEEP_AHEAD_S = 20.0
_OLD_MS = 900_000
_PURPOSE = (
    "You run the exercise from here. What is above the line of keys at the foot works on the chosen line of the pane "
    "you are in; what is below always works."
)


class ControlScreen(PanesScreen):
    """Clocks, levels, injects, situation, feed, decisions, forecast, objectives, teams, prompts; and their commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key.keys, key.action, key.word, show=False) for key in keys.CONTROL),
        Binding("question_mark,f1", "help", "Help", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        errands: Mapping[str, Errand],
        branch: Callable[[int], None],
        comparer: Comparer | None = None,
    ) -> None:
        """Stand before a desk, with the dialogs it can open by name.

        `branch` goes on in a journal that ends with an entry; `comparer` weighs a command that is not given.
        """
        super().__init__(desk)
        self._errands = errands
        self._branch = branch
        self._comparer = comparer
        self._is_asking = False
        """Whether the next command is weighed and not given."""
        self._speed = 0
        """What was asked for and not answered yet; 0 for nothing."""
        self._waiting: list[Screen[Any]] = []

    def on_mount(self) -> None:
        """Look ahead now and then while the clock runs."""
        self.set_interval(_KEEP_AHEAD_S, self._keep_ahead)

    def action_help(self) -> None:
        """Explain the screen and its keys."""
        self.app.push_screen(HelpScreen("control", _PURPOSE))

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
        self._is_asking = False
        self._say("…")
        self._desk.order(command)

    def action_what_if(self) -> None:
        """Let the next command be weighed and not given; the same key again leaves that."""
        self._is_asking = self._comparer is not None and not self._is_asking
        if self._comparer is None:
            self._say("There is no forecast for this exercise.", "warn")
        elif self._is_asking:
            self._say("WHAT IF? The next command is weighed, not given. W leaves.", "warn")
        else:
            self._say("Commands are given again.")

    def _imagine(self, found: Any) -> None:  # noqa: ANN401 - whatever a dialog gives back
        self._is_asking = False
        command = found[0] if isinstance(found, tuple) and found else found
        if command is None:
            self._say("Nothing is weighed; commands are given again.")
            return
        words = answers.in_words(command)
        if self._comparer is not None and self._desk.imagine(command, words, self._comparer):
            self._say(f"Weighing, not done: {words}", "warn")
            self.action_pane(keys.PANES.index(keys.OUTLOOK))
        else:
            self._say("Futures are being computed; try again in a moment.", "warn")

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
        if self._is_asking:
            self._imagine(commands.AnswerPrompt(int(key), is_accepted))
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
        if self._is_asking:
            self._say("WHAT IF? One command at a time: choose it, or press W to leave.", "warn")
            return
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
        if self._is_asking and not isinstance(found, commands.DeclareNoDuff | commands.EndExercise):
            self._imagine(found)
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
        if answers.changes_model(message.command) and self._desk.can_look_ahead:
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

    def action_foresee(self) -> None:
        """Compute the futures from now, and show them."""
        self.action_pane(keys.PANES.index(keys.OUTLOOK))
        self.action_look_ahead()

    def action_look_ahead(self) -> None:
        """Compute the futures from now."""
        if self._desk.look_ahead():
            self._fill()
        elif not self._desk.can_look_ahead:
            self._trouble = "There is no forecast for this exercise."
            self._fill()

    def _keep_ahead(self) -> None:
        """Compute new futures while the clock runs and those shown have grown old."""
        clock = self._picture.clock if self._picture is not None else None
        if clock is None or clock.state != "running" or not self._desk.can_look_ahead:
            return
        if self._outlook is None or clock.at_ms - self._outlook.as_of_ms > _OLD_MS:
            self.action_look_ahead()

    def tell_forecast(self, message: ForecastCame) -> None:
        """Show the futures, or why there are none; the last ones stay while nothing newer is there."""
        self._outlook = message.outlook or self._outlook
        self._trouble = message.trouble
        self._fill()

    def tell_resumed(self, message: ResumedHere) -> None:
        """Show what is on record and what the room must repeat."""
        note = message.note
        is_over = self._picture is not None and self._picture.clock.state == "ended"
        told = details.of_resumed(note.last, note.repeat, note.down_ms, note.remarks, is_over=is_over)
        self.present(DetailScreen(*told))

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
