"""Thousands of runs in the terminal: what holds, how bad it can get, studies."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sems_sim.reports.ensemble import StressReview
from sems_sim.reports.ensemble_measures import MeasureView
from sems_sim.reports.ensemble_pictures import curves, fans
from sems_sim.reports.estimates import chance_words, not_seen
from sems_sim.reports.studies import Chart, Mark, Study, StudyTable
from sems_sim.reports.terminal import Screen, table_of
from sems_sim.reports.terminal_time import heading
from sems_sim.telling import amounts

_MOST_MARKS = 16
_MOST_ROWS = 12
_WIDEST_NAME, _NARROWEST = 24, 12


def draw_stress(review: StressReview, screen: Screen) -> Group:
    """Everything that a reader in a terminal is shown."""
    return Group(*_sections(review, screen))


def draw_studies(answer: str, studies: tuple[Study, ...], screen: Screen) -> Group:
    """Studies that stand alone, under the sentence that answers the planner's question."""
    parts: list[RenderableType] = [Text(answer, style="bold")]
    for study in studies:
        parts += _study(study, screen)
    return Group(*parts)


def _sections(review: StressReview, screen: Screen) -> Iterator[RenderableType]:
    yield Text(review.answer, style="bold")
    yield from _head(review, screen)
    yield from _targets(review, screen)
    yield from _measures(review, screen)
    yield from fans(review, screen)
    yield from curves(review, screen)
    for study in review.studies:
        yield from _study(study, screen)
    yield from _runs(review, screen)
    yield from _footing(review, screen)


def _title(text: str, screen: Screen) -> Text:
    return heading(text, screen.width, screen.glyphs)


def _head(review: StressReview, screen: Screen) -> Iterator[RenderableType]:
    making, dot = review.making, f" {screen.glyphs.dot} "
    yield Text(f"\n{review.title}")
    if review.background.organisation:
        yield Text(review.background.organisation)
    facts = [
        f"{review.n:,} runs of {amounts.duration(review.end_ms)}",
        f"seed {making.seed}",
        making.engine,
        f"{making.events:,} events",
    ]
    if not review.people_on:
        facts.append("human factors switched off")
    yield Text(dot.join(facts), style="dim")
    if making.is_partial:
        yield Text("Interrupted: these are the runs that were finished.", style="bold")
    for goal in making.goals:
        yield Text(goal)


def _targets(review: StressReview, screen: Screen) -> Iterator[RenderableType]:
    if not review.targets:
        return
    yield _title("Targets", screen)
    rows: list[list[RenderableType]] = [
        [
            target.name,
            chance_words(target.met, with_n=False),
            bar_of(target.met.value, 12, screen),
            f"{target.text} ({not_seen(target.absent)})" if target.absent.value > 0 else target.text,
        ]
        for target in review.targets
    ]
    columns = [("target", False), (f"met in (95%, n = {review.n:,})", False), ("", False)]
    yield table_of([*columns, ("asks for", False)], rows)


def bar_of(share: float, width: int, screen: Screen) -> str:
    """A share as a bar of so many characters, with a mark for the rest."""
    filled = max(1, round(share * width)) if share > 0 else 0
    filled = min(width - 1, filled) if share < 1 else width
    return screen.glyphs.full * filled + screen.glyphs.dot * (width - filled)


def _measures(review: StressReview, screen: Screen) -> Iterator[RenderableType]:
    if not review.measures:
        return
    yield _title("Key measures", screen)
    table: list[list[RenderableType]] = [_measure_row(view) for view in review.measures]
    columns = [("", False), ("half below", True), ("8 in 10 runs between", True)]
    yield table_of([*columns, ("mean, 95%", True)], table)
    yield Text(
        f"n = {review.n:,}. What did not happen counts as later than everything, and in a mean as the end of the run.",
        style="dim",
    )


def _measure_row(view: MeasureView) -> list[RenderableType]:
    if view.is_share_of_runs:
        return [view.title, "", "", f"in {chance_words(view.mean, with_n=False)} of runs"]
    title = Text(view.title)
    if view.missing.value > 0:
        title.append(f" ({not_seen(view.missing)})", style="dim")
    if view.missing.value == 1.0:
        return [title, "", "", ""]
    mean = f"{view.words(view.mean.value)} ±{view.words(view.mean.half_width)}"
    between = f"{view.words(view.p10.value)} to {view.words(view.p90.value)}"
    return [title, view.words(view.p50.value), between, mean if view.mean.n > 1 else "not known"]


def _study(study: Study, screen: Screen) -> Iterator[RenderableType]:
    yield _title(study.title, screen)
    if study.lead:
        yield Text(study.lead, style="dim")
    for finding in study.findings:
        yield Padding(Text(f"{screen.glyphs.dot} {finding}"), (0, 0, 0, 1))
    for table in study.tables:
        yield from _table(table, screen)
    for chart in study.charts:
        if chart.is_small:
            yield from _chart(chart, screen)
    for note in study.notes:
        yield Text(note, style="dim")


def _table(table: StudyTable, screen: Screen) -> Iterator[RenderableType]:
    if table.title:
        yield Text(f"\n{table.title}", style="bold")
    columns = [(column.title, column.is_number) for column in table.columns]
    shown = table.rows if screen.is_verbose else table.rows[:_MOST_ROWS]
    drawn = table_of(columns, [list(row) for row in shown])
    longest = max((len(row[0]) for row in shown), default=0)
    if _NARROWEST * len(columns) < screen.width - _WIDEST_NAME:
        drawn.columns[0].min_width = min(longest, _WIDEST_NAME)
    yield drawn
    if len(shown) < len(table.rows):
        left = len(table.rows) - len(shown)
        yield Text(f"{screen.glyphs.more} {left} more, --verbose shows all", style="dim")


def _chart(chart: Chart, screen: Screen) -> Iterator[RenderableType]:
    """Intervals as lines with their estimates as marks, on one axis."""
    shown = chart.marks[:_MOST_MARKS]
    lines = [x for x in (chart.zero, chart.floor) if x is not None]
    ends = [x for mark in shown for x in (mark.low, mark.value, mark.high) if math.isfinite(x)] + lines
    if not ends or min(ends) == max(ends):
        return
    label = min(34, max(len(mark.label) for mark in shown))
    scale = _Scale(min(ends), max(ends), max(20, min(72, screen.width - label - 3)))
    yield Text(f"\n{chart.axis}", style="dim")
    for mark in shown:
        drawn = _interval(mark, lines, scale, screen)
        yield Text(f"{mark.label[:label]:<{label}}  {drawn}", no_wrap=True, overflow="crop")
    doubt = "; o cannot be told from chance" if any(not mark.is_clear for mark in shown) else ""
    line = chart.floor_word if chart.floor is not None else "no effect" if chart.zero is not None else ""
    key = f"{screen.glyphs.full} estimate, {screen.glyphs.line * 3} its 95% interval{doubt}"
    yield Text(f"{key}; | {line}" if line else key, style="dim")


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values between two ends, as columns."""

    low: float
    high: float
    width: int

    def place(self, value: float) -> int:
        """The column of a value; what is beyond an end stands at it."""
        if math.isinf(value):
            return self.width - 1 if value > 0 else 0
        share = (value - self.low) / (self.high - self.low)
        return max(0, min(self.width - 1, round(share * (self.width - 1))))


def _interval(mark: Mark, lines: list[float], scale: _Scale, screen: Screen) -> str:
    cells = [" "] * scale.width
    for x in lines:
        cells[scale.place(x)] = "|"
    for place in range(scale.place(mark.low), scale.place(mark.high) + 1):
        cells[place] = screen.glyphs.line
    if not math.isnan(mark.value):
        cells[scale.place(mark.value)] = screen.glyphs.full if mark.is_clear else "o"
    return "".join(cells).rstrip()


def _runs(review: StressReview, screen: Screen) -> Iterator[RenderableType]:
    if not review.runs:
        return
    yield _title("Runs to look at", screen)
    for run in review.runs:
        yield Text(f"{run.why}: replication {run.replication:,}, cost {run.value}")
        yield Padding(Text(run.command, style="dim"), (0, 0, 0, 2))


def _footing(review: StressReview, screen: Screen) -> Iterator[RenderableType]:
    if review.warnings:
        yield _title("Warnings", screen)
        for text in review.warnings:
            yield Padding(Text(f"{screen.glyphs.dot} {text}"), (0, 0, 0, 1))
    if review.assumptions:
        yield _title("What the model assumed, because the file does not say", screen)
        most = len(review.assumptions) if screen.is_verbose else 6
        for text in review.assumptions[:most]:
            yield Padding(Text(f"{screen.glyphs.dot} {text}"), (0, 0, 0, 1))
        if len(review.assumptions) > most:
            left = len(review.assumptions) - most
            yield Text(f"{screen.glyphs.more} {left} more, --verbose shows all", style="dim")
    yield _title("What these numbers mean", screen)
    yield Text(review.meaning)
    yield Text(review.judgement.label, style="dim")
    if review.ideas:
        yield _title("What to ask next", screen)
        for idea in review.ideas:
            yield Text(idea)
