"""Small pictures of an ensemble made of characters: fans over time, exceedance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rich.console import RenderableType
from rich.text import Text

from sems_sim.reports.ensemble import StressReview
from sems_sim.reports.ensemble_measures import MeasureView
from sems_sim.reports.ensemble_time import Fan
from sems_sim.reports.terminal import Screen
from sems_sim.reports.terminal_rows import Canvas, Glyphs, axis
from sems_sim.reports.terminal_time import heading
from sems_sim.telling import shortened

_HEIGHT = 4
_MOST_SERVICES, _MOST_INCIDENTS, _MOST_CURVES = 4, 6, 3
_CURVE_ROWS = 5


def fans(review: StressReview, screen: Screen) -> Iterator[RenderableType]:
    """How services, levels and incidents stood over time, over all runs."""
    services = [fan for fan in review.fans if fan.is_service][:_MOST_SERVICES]
    incidents = [fan for fan in review.fans if not fan.is_service][:_MOST_INCIDENTS]
    if not services and not incidents:
        return
    sheet = _Sheet(review, screen)
    glyphs = screen.glyphs
    yield heading(f"The crisis over time, over {review.n:,} runs", screen.width, glyphs)
    for fan in services:
        shades = f"{glyphs.full} half of runs or more  {glyphs.medium} one in four  {glyphs.light} one in 20"
        legend = f"performance: {shades}"
        yield sheet.subtitle(fan.title, legend)
        yield from sheet.fan(fan)
    yield sheet.subtitle("Share of runs at this level or above", "")
    for label, line in zip(reversed(review.levels.labels), reversed(review.levels.lines), strict=True):
        yield sheet.spark(label, line)
    if incidents:
        yield sheet.subtitle("Incidents", "severity: median, and the worst of 20 runs")
    for fan in incidents:
        yield sheet.spark(fan.title, fan.lines[2])
        yield sheet.spark("  one run in 20 is above", fan.lines[4])
    yield from sheet.clock()


class _Sheet:
    """Rows with a label to the left of each, on one time axis."""

    def __init__(self, review: StressReview, screen: Screen) -> None:
        self._review, self._screen = review, screen
        self._label = 22 if screen.width < 100 else 32
        self._canvas = Canvas(max(20, screen.width - self._label - 2), review.end_ms, screen.glyphs)

    def subtitle(self, text: str, legend: str) -> Text:
        return Text.assemble((text, "bold"), "  ", (legend, "dim"), no_wrap=True, overflow="ellipsis")

    def _row(self, label: str, drawn: str, style: str = "") -> Text:
        left = f"{shortened(label, self._label):<{self._label}}  "
        return Text.assemble(left, (drawn.rstrip(), style), no_wrap=True, overflow="crop")

    def _columns(self, line: Sequence[float]) -> list[float]:
        """The value in the middle of each column; moments are equally spaced."""
        width, steps = self._canvas.width, len(line) - 1
        return [line[min(steps, round((column + 0.5) / width * steps))] for column in range(width)]

    def fan(self, fan: Fan) -> Iterator[RenderableType]:
        """Rows of performance: how sure it is that a run stands as high as this."""
        by_share = [self._columns(line) for line in fan.lines]
        for row in reversed(range(_HEIGHT)):
            level = (row + 0.5) / _HEIGHT
            cells = [
                _depth([line[c] for line in by_share], level, self._screen.glyphs)
                for c in range(self._canvas.width)
            ]
            label = {_HEIGHT - 1: "100%", 0: "0%"}.get(row, "")
            yield self._row(f"{label:>{self._label}}", "".join(cells), "cyan")

    def spark(self, label: str, line: Sequence[float]) -> Text:
        """A quantity between 0 and 1 in one row."""
        eighths = self._canvas.glyphs.eighths
        drawn = "".join(
            eighths[0 if value <= 0 else max(1, min(8, round(value * 8)))] for value in self._columns(line)
        )
        return self._row(label, drawn, "magenta")

    def clock(self) -> Iterator[RenderableType]:
        line, words = axis(self._canvas, self._review.clock)
        yield self._row("", line, "dim")
        yield self._row(self._review.clock.offset(), words, "dim")


def _depth(quantiles: Sequence[float], level: float, glyphs: Glyphs) -> str:
    """Solid where half of the runs reach the level, lighter where only a quarter or a twentieth does."""
    _, _, middle, upper, top = quantiles
    if middle >= level:
        return glyphs.full
    if upper >= level:
        return glyphs.medium
    return glyphs.light if top >= level else " "


def curves(review: StressReview, screen: Screen) -> Iterator[RenderableType]:
    """The chance of passing a value, for costs and losses: how bad it can get."""
    shown = [
        view
        for view in review.measures
        if not view.is_share_of_runs
        and view.curve.values.size > 2
        and (view.unit != "h" or view.name.endswith("mbco_h"))
    ]
    ranked = sorted(shown, key=lambda view: (view.unit != "money", view.unit == "h"))[:_MOST_CURVES]
    if not ranked:
        return
    yield heading("How bad it can get: share of runs above a value", screen.width, screen.glyphs)
    for view in ranked:
        yield from _curve(view, screen)


def _curve(view: MeasureView, screen: Screen) -> Iterator[RenderableType]:
    width = max(30, min(72, screen.width - 10))
    low, high = float(view.curve.values[0]), float(view.curve.values[-1])
    xs = np.linspace(low, high, width)
    places = np.searchsorted(view.curve.values, xs, side="right") - 1
    heights = np.where(places < 0, 1.0, view.curve.above[np.maximum(places, 0)])
    worst = f"; the worst twentieth means {view.words(view.worst.value)}" if view.worst is not None else ""
    yield Text.assemble((view.title, "bold"), (worst, "dim"))
    eighths = screen.glyphs.eighths
    for row in reversed(range(_CURVE_ROWS)):
        filled = [round((height * _CURVE_ROWS - row) * 8) for height in heights]
        label = {_CURVE_ROWS - 1: "100%", 0: "0%"}.get(row, "")
        yield Text(
            f"{label:>6}  " + "".join(eighths[max(0, min(8, eighth))] for eighth in filled).rstrip(),
            style="cyan",
        )
    ends = f"{view.words(low)}", f"{view.words(high)}"
    gap = max(1, width - len(ends[0]) - len(ends[1]))
    yield Text(f"{'':>6}  {ends[0]}{' ' * gap}{ends[1]}", style="dim")
