"""The players' screen: it is made of a public picture and can show no truth."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center
from textual.screen import Screen
from textual.widgets import Digits, Static

from sems_sim.exercise import picture as views
from sems_tui.drawing import Line
from sems_tui.drawing import line as ink
from sems_tui.widgets import Band, Ink, KeyBar

_STATES = {"running": "", "ended": "THE EXERCISE HAS ENDED"}


class ProjectorScreen(Screen[None]):
    """Marking, clock, module and its questions, the last public inject; nothing else can be reached from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o,escape", "dismiss", "Back to the desk", show=False),
        Binding("ctrl+p", "nothing", show=False),
        Binding("f1,question_mark", "nothing", show=False),
    ]

    def __init__(self, public: views.PublicPicture) -> None:
        """Show a public picture."""
        super().__init__()
        self._public = public

    def compose(self) -> ComposeResult:
        """Lay out the marking, the clock and the words."""
        yield Band()
        yield Static("", id="room-state", markup=False)
        with Center(id="room-clock"):
            yield Digits("", id="room-time")
        yield Ink(id="room")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what is known."""
        self.query_one(KeyBar).tell([(), (("^o", "back", "dismiss"),)])
        self.show_public(self._public)

    def show_public(self, public: views.PublicPicture) -> None:
        """Show a newer public picture."""
        self._public = public
        if not self.query(Band):
            return
        self.query_one(Band).tell(public.marking, public.title)
        state = (
            public.style.no_duff
            if public.state == "stopped"
            else _STATES.get(public.state, public.state.upper())
        )
        self.query_one("#room-state", Static).update(state)
        self.query_one("#room-time", Digits).update(_clock_time(public.time))
        self.query_one("#room", Ink).draw(lambda width: words_of(public, width))

    def action_nothing(self) -> None:
        """Do nothing: the palette and the help stay away from the players' screen."""


def _clock_time(time: str) -> str:
    """Return the hours and minutes of `Fri 05:01:00`; digits and colons are what Digits draws large."""
    parts = time.split()
    return parts[-1] if parts else ""


def words_of(public: views.PublicPicture, width: int) -> tuple[Line, ...]:
    """Return the module, its questions and the last public inject, centred."""
    found: list[Line] = []
    day = public.time.rsplit(" ", 1)[0] if " " in public.time else ""
    if day:
        found += [((day, "dim"),), ()]
    if public.module:
        found += [((public.module, "strong"),), ()]
    for question in public.questions:
        found += ink.wrapped(question, width - 4, "accent")
    if public.inject is not None:
        inject = public.inject
        source = f"{inject.time} · {inject.source} to {', '.join(inject.to)}" + (
            f" by {inject.channel}" if inject.channel else ""
        )
        found += [(), *ink.wrapped(source, width - 4, "dim"), *ink.wrapped(inject.text, width - 4, "strong")]
    return tuple(_centred(one, width) for one in found)


def _centred(one: Line, width: int) -> Line:
    return ((" " * max(0, (width - ink.length(one)) // 2), ""), *one)
