"""The desk as an application: themes, the palette, and the way from screen to screen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from sems_sim.exercise import entries
from sems_tui.desk import Comparer, Desk, Forecaster, Hosting, free_path
from sems_tui.errands import Ground, errands
from sems_tui.messages import Answered, ForecastCame, Refused, ResumedHere
from sems_tui.paperwork import papers_of
from sems_tui.screens import ControlScreen, Pricer, ProjectorScreen, ReviewGround, ReviewScreen
from sems_tui.themes import DARK, LIGHT, other
from sems_tui.turnstile import Turnstile

_LEAST_BETWEEN_S = 0.25
"""Pictures are drawn at most four times a second, however many come."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What computes what may come and what might have been; each is slow, and called off the screen's loop."""

    forecast: Forecaster | None = None
    """The futures of a standing."""
    compare: Comparer | None = None
    """The futures of two standings, and what they differ in, in words."""
    foresee: Callable[[Any, int], tuple[str, ...]] | None = None
    """What a standing brings up to a moment, for jumps."""
    price: Callable[[Hosting], Pricer] | None = None
    """What prices an exercise that has ended, for the review."""


class DeskApp(App[None]):
    """One desk. It begins with an exercise that is open already, or with a screen that opens one."""

    TITLE = "sems-sim"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "other_theme", "Light or dark", show=False),
        Binding("ctrl+q", "quit", "Quit", show=False),
    ]

    def __init__(
        self,
        host: Hosting | None = None,
        *,
        first: Callable[[], Screen[None]] | None = None,
        resume: Callable[[Path], Hosting] | None = None,
        sight: Sight | None = None,
    ) -> None:
        """Begin with a host's exercise, or with a first screen.

        `resume` takes up a journal that was branched off; `sight` computes what may come or might have been.
        """
        super().__init__()
        self._first = first
        self._host = host
        self._resume = resume
        self._sight = sight or Sight()
        self._is_drawing_soon = False
        self._turnstile = Turnstile(self)
        self.desk: Desk | None = None
        """The bridge to the exercise that is open; None for none."""

    async def on_event(self, event: events.Event) -> None:
        """Let keys through one after the other; all else as it comes."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._turnstile.let_through(event, super().on_event)
        else:
            await super().on_event(event)

    def on_mount(self) -> None:
        """Dress, and show the first screen."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        if self._host is not None:
            self.take_control(self._host)
        elif self._first is not None:
            self.push_screen(self._first())

    def take_control(self, host: Hosting) -> None:
        """Open the control screen on an exercise; one that was open before is closed."""
        before, self.desk = self.desk, Desk(host, self.post_message, self._sight.forecast)
        if before is not None:
            threading.Thread(target=before.close, name="closing").start()
        foresee_with = self._sight.foresee
        foresee = None if foresee_with is None else lambda at_ms: foresee_with(host.standing(), at_ms)
        ground = Ground(lambda: self.desk.record if self.desk else (), lambda: host.head_hash, foresee)
        screen = ControlScreen(self.desk, errands(ground), self.branch, self._sight.compare)
        while any(isinstance(one, ControlScreen) for one in self.screen_stack[:-1]):
            self.pop_screen()
        if isinstance(self.screen, ControlScreen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)
        self.call_after_refresh(self.desk.open)

    def branch(self, entry: int) -> None:
        """Branch off after an entry and go on there; the journal so far stays as it is."""
        if self.desk is not None and self._resume is not None:
            self.desk.branch(entry, free_path(self.desk.host.journal_path, entry), self._go_on_at)

    def _go_on_at(self, path: Path) -> None:
        if self._resume is not None:
            self.call_from_thread(self.take_control, self._resume(path))

    def let_go(self) -> None:
        """Close the exercise that is open, if one is."""
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def on_unmount(self) -> None:
        """Let go of the journal when the desk closes."""
        self.let_go()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return every command of the present screen by its name, and those of the desk."""
        if isinstance(screen, ControlScreen):
            yield from screen.get_palette()
        yield SystemCommand("Light or dark", "Key: F2", self.action_other_theme)
        yield SystemCommand("Quit", "Key: ^q. The exercise can be resumed from its journal", self.exit)

    def action_other_theme(self) -> None:
        """Change between light and dark."""
        self.theme = other(self.theme)

    # --- what the bridge posts ---

    def on_picture_ready(self) -> None:
        """Draw the newest picture, soon."""
        if not self._is_drawing_soon:
            self._is_drawing_soon = True
            self._draw()
            self.set_timer(_LEAST_BETWEEN_S, self._draw_again)

    def _draw_again(self) -> None:
        self._is_drawing_soon = False
        self._draw()

    def _draw(self) -> None:
        found = self.desk.take() if self.desk is not None else None
        if found is None:
            return
        for screen in self.screen_stack:
            if isinstance(screen, ControlScreen):
                screen.show_picture(*found)
            elif isinstance(screen, ProjectorScreen):
                screen.show_public(found[1])
            elif isinstance(screen, ReviewScreen):
                screen.show_picture(found[0])

    def _control(self) -> ControlScreen | None:
        return next((one for one in self.screen_stack if isinstance(one, ControlScreen)), None)

    def on_answered(self, message: Answered) -> None:
        """Say what came of a command; after the last one comes the review."""
        screen, review = self._control(), self._review()
        self._draw()
        if screen is not None:
            screen.tell_answer(message)
        if review is not None:
            review.tell_answer(message)
        elif any(isinstance(entry.fact, entries.ExerciseEnded) for entry in message.entries):
            self.on_review_wanted()

    def on_refused(self, message: Refused) -> None:
        """Say why something was not done."""
        if (screen := self._control()) is not None:
            screen.tell_refusal(message)
        if (review := self._review()) is not None:
            review.say(message.words, "bad", message.remedy)

    def _review(self) -> ReviewScreen | None:
        return next((one for one in self.screen_stack if isinstance(one, ReviewScreen)), None)

    def on_review_wanted(self) -> None:
        """Show what happened and what it showed, as soon as the control screen is in front."""
        desk, screen = self.desk, self._control()
        found = desk.take() if desk is not None else None
        if desk is not None and screen is not None and found is not None and self._review() is None:
            screen.present(ReviewScreen(found[0], self._ground_of_review(desk)))

    def _ground_of_review(self, desk: Desk) -> ReviewGround:
        return ReviewGround(
            order=desk.order,
            record=lambda: desk.record,
            head_hash=lambda: desk.host.head_hash,
            journal=desk.host.journal_path,
            errands=errands(Ground(lambda: desk.record, lambda: desk.host.head_hash)),
            price=None if self._sight.price is None else self._sight.price(desk.host),
            papers=papers_of,
        )

    def on_forecast_came(self, message: ForecastCame) -> None:
        """Show the futures."""
        if (screen := self._control()) is not None:
            screen.tell_forecast(message)

    def on_resumed_here(self, message: ResumedHere) -> None:
        """Say where the exercise stands after a break."""
        if (screen := self._control()) is not None:
            screen.tell_resumed(message)
