"""The pictures of an ensemble: fans, exceedance curves, distributions, estimates."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sems_sim.reports.ensemble import StressReview
from sems_sim.reports.ensemble_measures import MeasureView
from sems_sim.reports.ensemble_time import Fan
from sems_sim.reports.estimates import percent
from sems_sim.reports.plots.sheet import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    SKY,
    Picture,
    Sheet,
    TimeAxis,
    label_of,
    name_panel,
    safe,
    settings,
)
from sems_sim.reports.studies import Chart, Mark
from sems_sim.telling import amounts
from sems_sim.units import MS_PER_HOUR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_FANS, _MOST_CURVES, _MOST_MARKS = 10, 6, 24


def ensemble_pictures(review: StressReview) -> dict[str, Picture]:
    """Every figure that has something to show, by name."""
    drawers: dict[str, Callable[[StressReview], Picture | None]] = {
        "services": _services,
        "levels": _levels,
        "incidents": _incidents,
        "curves": _curves,
        "spread": _spread,
    }
    drawn = {name: _within(name, lambda draw=draw: draw(review)) for name, draw in drawers.items()}  # type: ignore[misc] # the default is the drawer of its own turn
    return {name: picture for name, picture in drawn.items() if picture is not None}


def chart_pictures(charts: Sequence[Chart]) -> dict[str, Picture]:
    """The chart of each study, by its name."""
    drawn = {chart.name: _within(chart.name, lambda chart=chart: _chart(chart)) for chart in charts}  # type: ignore[misc] # likewise
    return {name: picture for name, picture in drawn.items() if picture is not None}


def _within(name: str, draw: Callable[[], Picture | None]) -> Picture | None:
    from matplotlib import rc_context

    with rc_context(settings(name)):
        return draw()


# --- fans -----------------------------------------------------------------------------------------------------------


def _services(review: StressReview) -> Picture | None:
    return _fans(review, "services", [fan for fan in review.fans if fan.is_service])


def _incidents(review: StressReview) -> Picture | None:
    return _fans(review, "incidents", [fan for fan in review.fans if not fan.is_service])


def _fans(review: StressReview, name: str, found: Sequence[Fan]) -> Picture | None:
    shown = found[:_MOST_FANS]
    if not shown:
        return None
    time = TimeAxis(review.clock, review.end_ms)
    sheet = Sheet(name, [1.25 if name == "services" else 0.8] * len(shown), time, gap=0.34)
    for panel, fan in zip(sheet.panels, shown, strict=True):
        _fan(panel, fan)
    told = []
    for fan in shown:
        value, at_ms = fan.extreme
        word = "lowest" if fan.is_service else "highest"
        told.append(f"{fan.title}: the median is {word} at {review.clock.day_time(at_ms)}, {percent(value)}")
    subject = "Performance of services" if name == "services" else "Severity of incidents"
    return sheet.finish(f"{subject} over time, as fans over {review.n:,} runs. {'. '.join(told)}.")


def _fan(panel: Axes, fan: Fan) -> None:
    hours = [moment / MS_PER_HOUR for moment in fan.moments_ms]
    colour = BLUE if fan.is_service else PURPLE
    least, low, middle, high, most = fan.lines
    panel.fill_between(hours, least, most, facecolor=colour, alpha=0.16, linewidth=0)
    panel.fill_between(hours, low, high, facecolor=colour, alpha=0.34, linewidth=0)
    for line in (least, most):
        panel.plot(hours, line, color=colour, linewidth=0.7, linestyle=(0, (2, 2)))
    panel.plot(hours, middle, color=colour, linewidth=1.8)
    panel.set_ylim(0, 1.06)
    panel.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    name_panel(panel, fan.title)
    if fan.mark > 0:
        panel.axhline(fan.mark, color=RED, linewidth=1.1, linestyle=(0, (5, 3)))


def _levels(review: StressReview) -> Picture | None:
    shares = review.levels
    if not shares.lines:
        return None
    sheet = Sheet("levels", [1.25], TimeAxis(review.clock, review.end_ms))
    panel = sheet.panels[0]
    hours = [moment / MS_PER_HOUR for moment in shares.moments_ms]
    looks = ((GREEN, "-"), (ORANGE, (0, (5, 2))), (RED, ":"))
    for number, (label, line) in enumerate(zip(shares.labels, shares.lines, strict=True)):
        colour, style = looks[number % len(looks)]
        panel.plot(
            hours,
            line,
            color=colour,
            linestyle=style,
            linewidth=1.8,
            label=label_of(f"{label} or above"),
            zorder=3,
        )
    panel.set_ylim(0, 1.06)
    panel.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    name_panel(panel, "Share of runs")
    panel.legend(frameon=False, loc="best", fontsize=8)
    told = [
        f"{label} or above in at most {percent(max(line))} of runs"
        for label, line in zip(shares.labels, shares.lines, strict=True)
    ]
    return sheet.finish(f"Share of {shares.n:,} runs at each level of response over time: {'; '.join(told)}.")


# --- curves and distributions ---------------------------------------------------------------------------------------


def _drawable(review: StressReview) -> list[MeasureView]:
    return [view for view in review.measures if not view.is_share_of_runs and len(view.histogram.counts) > 1]


def _curves(review: StressReview) -> Picture | None:
    shown = sorted(_drawable(review), key=lambda view: (view.unit != "money", view.unit == "h"))[
        :_MOST_CURVES
    ]
    if not shown:
        return None
    sheet = Sheet("curves", [0.95] * len(shown), gap=0.5)
    for panel, view in zip(sheet.panels, shown, strict=True):
        curve = view.curve
        panel.fill_between(
            curve.values, curve.low, curve.high, step="post", facecolor=SKY, alpha=0.55, linewidth=0
        )
        panel.step(curve.values, curve.above, where="post", color=BLUE, linewidth=1.7)
        panel.set_ylim(0, 1.04)
        panel.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
        _values_below(panel, view)
        name_panel(panel, view.title)
        if view.worst is not None:
            panel.axvline(view.worst.value, color=RED, linewidth=1.1, linestyle=(0, (5, 3)))
    told = [
        f"{view.title}: half of the runs are above {view.words(view.p50.value)}, "
        f"one in ten above {view.words(view.p90.value)}"
        for view in shown
    ]
    return sheet.finish(f"Share of runs above each value, with 95% intervals. {'. '.join(told)}.")


def _spread(review: StressReview) -> Picture | None:
    shown = _drawable(review)
    if not shown:
        return None
    sheet = Sheet("spread", [0.5] * len(shown), gap=0.44)
    for panel, view in zip(sheet.panels, shown, strict=True):
        found = view.histogram
        widths = [right - left for left, right in zip(found.edges[:-1], found.edges[1:], strict=True)]
        panel.bar(
            found.edges[:-1], found.counts, widths, align="edge", facecolor=SKY, edgecolor=BLUE, linewidth=0.4
        )
        if math.isfinite(view.p50.value):
            panel.axvline(view.p50.value, color=INK, linewidth=1.3)
        panel.set_yticks([])
        _values_below(panel, view)
        name_panel(panel, view.title)
    told = [
        f"{view.title} from {view.words(view.histogram.edges[0])} to {view.words(view.histogram.edges[-1])}"
        for view in shown
    ]
    return sheet.finish(f"In how many of {review.n:,} runs each value came about. {'. '.join(told)}.")


def _values_below(panel: Axes, view: MeasureView) -> None:
    """A few round values under a panel, in the words of the measure."""
    from matplotlib.ticker import MaxNLocator

    low, high = view.histogram.edges[0], view.histogram.edges[-1]
    room = (high - low) * 0.02 or 1.0
    panel.set_xlim(low - room, high + room)
    ticks = [tick for tick in MaxNLocator(5).tick_values(low, high) if low - room <= tick <= high + room]
    panel.set_xticks(ticks, [safe(_short(view, float(tick))) for tick in ticks])
    panel.tick_params(axis="x", length=3, labelsize=7.5)


def _short(view: MeasureView, value: float) -> str:
    if view.unit == "money":
        return amounts.number(value)
    return (
        f"{value:g} h"
        if view.unit == "h"
        else percent(value)
        if view.unit == "share"
        else amounts.number(value)
    )


# --- charts of studies ----------------------------------------------------------------------------------------------

_SHAPES: tuple[tuple[str, str], ...] = (("o", BLUE), ("D", ORANGE), ("s", GREEN), ("^", PURPLE))


def _chart(chart: Chart) -> Picture | None:
    """Estimates with their intervals, a row for each label; hollow what cannot be told from chance."""
    labels = list(dict.fromkeys(mark.label for mark in chart.marks))[:_MOST_MARKS]
    ends = _finite(chart)
    if not labels or not ends:
        return None
    sheet = Sheet(chart.name, [0.3 * len(labels) + 0.15])
    panel = sheet.rows(labels)
    low, high = min(ends), max(ends)
    room = 0.04 * (high - low) or 0.5
    panel.set_xlim(low - room, high + room)
    for mark in chart.marks:
        if mark.label in labels:
            _draw_mark(panel, labels.index(mark.label) + 0.16 * mark.group, mark, (low - room, high + room))
    _lines(panel, chart)
    _ticks(panel, chart)
    return sheet.finish(chart.alt)


def _finite(chart: Chart) -> list[float]:
    found = [x for mark in chart.marks for x in (mark.low, mark.value, mark.high) if math.isfinite(x)]
    if found:
        found += [x for x in (chart.zero, chart.floor) if x is not None]
    return found


def _draw_mark(panel: Axes, row: float, mark: Mark, room: tuple[float, float]) -> None:
    shape, colour = _SHAPES[mark.group % len(_SHAPES)]
    low = mark.low if math.isfinite(mark.low) else room[0]
    high = mark.high if math.isfinite(mark.high) else room[1]
    panel.plot([low, high], [row, row], color=colour, linewidth=1.6, solid_capstyle="butt")
    fill = colour if mark.is_clear else PAPER
    if math.isfinite(mark.value):
        look: dict[str, Any] = {"color": colour, "markerfacecolor": fill, "markeredgecolor": colour}
        panel.plot([mark.value], [row], marker=shape, markersize=5.5, **look)


def _lines(panel: Axes, chart: Chart) -> None:
    if chart.zero is not None:
        panel.axvline(chart.zero, color=FAINT, linewidth=1)
    if chart.floor is not None:
        panel.axvline(chart.floor, color=RED, linewidth=1.1, linestyle=(0, (5, 3)))


def _ticks(panel: Axes, chart: Chart) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    def words(value: float, _: Any) -> str:  # noqa: ANN401 - the place of a tick, which matplotlib hands over
        return percent(round(value, 12)) if chart.is_share else safe(_plain_number(value))

    panel.xaxis.set_major_locator(MaxNLocator(6))
    panel.xaxis.set_major_formatter(FuncFormatter(words))
    panel.tick_params(axis="x", length=3)
    panel.set_xlabel(safe(chart.axis), fontsize=8)


def _plain_number(value: float) -> str:
    near = round(value, 12)
    return "0" if near == 0 else amounts.number(near)
