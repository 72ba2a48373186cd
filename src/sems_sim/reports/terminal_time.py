"""Pictures over time in a terminal: services, levels, incidents, assets under one clock."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from sems_sim.reports.review import Review
from sems_sim.reports.review_services import ServiceView
from sems_sim.reports.terminal_rows import Canvas, Glyphs, axis, bar, chart, spark
from sems_sim.telling import amounts, shortened

_HEIGHT = 4
_MOST_SERVICES = 6
_MOST_ASSETS = 14


def pictures(review: Review, width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
    """The section, line by line."""
    picture = _Picture(review, width, glyphs)
    yield picture.heading("The crisis over time")
    for view in [view for view in review.services if view.suffered][:_MOST_SERVICES]:
        yield from picture.service(view)
    yield from picture.levels()
    yield from picture.incidents()
    yield from picture.assets()
    yield from picture.clock()


def heading(text: str, width: int, glyphs: Glyphs) -> Text:
    """The title of a section, with a rule to the edge."""
    rule = glyphs.rule * max(0, width - len(text) - 1)
    return Text.assemble("\n", (text, "bold"), " ", (rule, "dim"), no_wrap=True, overflow="crop")


class _Picture:
    """Draws rows with a label to the left of each."""

    def __init__(self, review: Review, width: int, glyphs: Glyphs) -> None:
        self._review = review
        self._width = width
        self._glyphs = glyphs
        self._label = 22 if width < 100 else 32
        self._canvas = Canvas(max(20, width - self._label - 2), max(1, review.end_ms), glyphs)

    def heading(self, text: str) -> Text:
        return heading(text, self._width, self._glyphs)

    def _row(self, label: str, drawn: str, style: str = "") -> Text:
        left = f"{shortened(label, self._label):<{self._label}}  "
        return Text.assemble(left, (drawn.rstrip(), style), no_wrap=True, overflow="crop")

    def _subtitle(self, text: str, legend: str = "") -> Text:
        return Text.assemble((text, "bold"), "  ", (legend, "dim"), no_wrap=True, overflow="ellipsis")

    def service(self, view: ServiceView) -> Iterator[RenderableType]:
        legend = ""
        if view.mbco > 0:
            legend = f"performance; {self._glyphs.line * 2} minimum {amounts.share(view.mbco)}"
        yield self._subtitle(view.title, legend)
        rows = chart(self._canvas, view.performance, view.mbco, _HEIGHT)
        labels = ["100%", "", "", "0%"]
        for label, drawn in zip(labels, rows, strict=True):
            yield self._row(f"{label:>{self._label}}", drawn, "cyan")

    def levels(self) -> Iterator[RenderableType]:
        glyphs = self._glyphs
        legend = f"{glyphs.full} in force  {glyphs.medium} forming, or without authority"
        yield self._subtitle("Level of response", legend)
        for view in reversed(self._review.escalation.levels):
            unready = (*view.forming, *view.without_authority)
            drawn = bar(self._canvas, [(view.held, glyphs.full), (unready, glyphs.medium)])
            yield self._row(view.label, drawn, "magenta")
        beyond = self._review.escalation.beyond_routine
        if beyond:
            yield self._row("Beyond routine", bar(self._canvas, [(beyond, glyphs.light)]))

    def incidents(self) -> Iterator[RenderableType]:
        if not self._review.incidents:
            return
        yield self._subtitle("Incidents", "height is severity")
        for view in self._review.incidents[:_MOST_ASSETS]:
            yield self._row(view.title, spark(self._canvas, view.severity), "red")

    def assets(self) -> Iterator[RenderableType]:
        found, glyphs = self._review.assets, self._glyphs
        if not found:
            return
        legend = f"{glyphs.full} down  {glyphs.medium} restarting  {glyphs.light} working in part"
        yield self._subtitle("Assets", legend)
        for view in found[:_MOST_ASSETS]:
            layers = [
                (view.reduced, glyphs.light),
                (view.down, glyphs.full),
                (view.restarting, glyphs.medium),
            ]
            yield self._row(view.title, bar(self._canvas, layers), "yellow")
        left = len(found) - _MOST_ASSETS
        if left > 0:
            yield Text(f"{glyphs.more} {left} more in the page that --report writes", style="dim")

    def clock(self) -> Iterator[RenderableType]:
        line, words = axis(self._canvas, self._review.clock)
        yield self._row("", line, "dim")
        yield self._row(self._review.clock.offset(), words, "dim")
