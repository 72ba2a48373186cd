"""The head: EXERCISE with the marking on every screen, and the clocks."""

from __future__ import annotations

from sems_sim.exercise import picture as views
from sems_tui.drawing import Line, clocks
from sems_tui.widgets.strip import Ink


class Band(Ink):
    """The line every screen begins with: EXERCISE, the handling marking, the title."""

    def tell(self, marking: str, title: str) -> None:
        """Show a marking and a title."""
        self.draw(lambda width: (clocks.band(marking, title, width),))


class Head(Ink):
    """State, speed, both clocks, what will stop them, and below it the ladder of levels."""

    def tell(self, picture: views.Picture) -> None:
        """Show the clocks and levels of a picture."""
        clock, levels, modules = picture.clock, picture.levels, picture.modules

        def drawn(width: int) -> tuple[Line, ...]:
            tail = clocks.module_line(clock, modules)
            return (clocks.state_line(clock, width), clocks.ladder(levels, clock.at_ms, width, tail))

        self.draw(drawn)
