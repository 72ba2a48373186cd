"""The pictures of a page, as SVG: one clock under all, and colours that are never alone.

The only file that knows matplotlib. The same review gives the same bytes; colours are names of the page's own, so
that it can turn dark and print light.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from sems_sim.reports import amounts
from sems_sim.reports.plain import shortened
from sems_sim.reports.review import Review
from sems_sim.reports.review_picture import PictureRow
from sems_sim.reports.review_services import ServiceView
from sems_sim.reports.review_supply import ResourceView, needed
from sems_sim.reports.steps import Steps, Stretch, stretches, within
from sems_sim.units import MS_PER_HOUR

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# What stands for a colour of the page while matplotlib draws; the page's names replace them.
_COLOURS = {
    "#010101": "--ink",
    "#010102": "--faint",
    "#010103": "--grid",
    "#010104": "--blue",
    "#010105": "--orange",
    "#010106": "--red",
    "#010107": "--green",
    "#010108": "--purple",
    "#010109": "--sky",
    "#01010a": "--paper",
}
_INK, _FAINT, _GRID, _BLUE, _ORANGE, _RED, _GREEN, _PURPLE, _SKY, _PAPER = _COLOURS
_WIDTH, _LEFT, _RIGHT = 9.4, 2.35, 0.1
_TOP, _BOTTOM = 0.12, 0.42
_MOST_ROWS, _MOST_PANELS, _LONGEST_LABEL = 24, 8, 34
_RC: dict[str, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 8.5,
    "hatch.linewidth": 0.7,
    "axes.linewidth": 0.7,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _FAINT,
    "xtick.color": _FAINT,
    "ytick.color": _FAINT,
    "xtick.labelcolor": _INK,
    "ytick.labelcolor": _INK,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawn figure: SVG that is safe to put into a page as it stands, and what it shows in words."""

    svg: str
    alt: str


def pictures(review: Review) -> dict[str, Picture]:
    """Every figure that has something to show, by name."""
    drawers: dict[str, Callable[[Review], Picture | None]] = {
        "services": _services,
        "levels": _levels,
        "incidents": _incidents,
        "assets": _assets,
        "resources": _resources,
        "beliefs": _beliefs,
        "ages": _ages,
    }
    drawn = {name: _drawn(name, draw, review) for name, draw in drawers.items()}
    return {name: picture for name, picture in drawn.items() if picture is not None}


def _drawn(name: str, draw: Callable[[Review], Picture | None], review: Review) -> Picture | None:
    from matplotlib import rc_context

    with rc_context(_settings(name)):
        return draw(review)


# --- the sheet: panels over one time axis -------------------------------------------------------------------------


class _Sheet:
    """A figure of panels, one under the other, that share the time axis of all figures."""

    def __init__(self, review: Review, name: str, heights: Sequence[float], gap: float = 0.3) -> None:
        self._review, self._name = review, name
        self.panels = self._lay_out(heights, gap)
        for panel in self.panels:
            self._dress(panel)
        self._clock(self.panels[-1])

    def _lay_out(self, heights: Sequence[float], gap: float) -> list[Axes]:
        from matplotlib.figure import Figure

        total = _TOP + sum(heights) + gap * (len(heights) - 1) + _BOTTOM
        self._figure: Figure = Figure(figsize=(_WIDTH, total))
        self._figure.patch.set_alpha(0)
        top, panels = total - _TOP, []
        for height in heights:
            box = (_LEFT / _WIDTH, (top - height) / total, (_WIDTH - _LEFT - _RIGHT) / _WIDTH, height / total)
            panels.append(self._figure.add_axes(box))
            top -= height + gap
        return panels

    def _dress(self, panel: Axes) -> None:
        panel.set_xlim(0, self._review.end_ms / MS_PER_HOUR)
        panel.set_facecolor("none")
        for side in ("top", "right", "left"):
            panel.spines[side].set_visible(False)
        panel.tick_params(length=0, labelbottom=False)
        panel.set_axisbelow(True)
        ticks = [tick / MS_PER_HOUR for tick in self._review.clock.ticks(self._review.end_ms, 13)]
        panel.set_xticks(ticks)
        panel.grid(axis="x", color=_GRID, linewidth=0.7)

    def _clock(self, panel: Axes) -> None:
        """Write the local time under the last panel, and the day where one begins."""
        clock = self._review.clock
        labels, day = [], ""
        for tick in clock.ticks(self._review.end_ms, 13):
            today = clock.day(tick)
            is_new = today != day and clock.spans_days(self._review.end_ms)
            date = f"{today} {clock.date(tick).rsplit(' ', 1)[0]}" if is_new else " "
            labels.append(f"{clock.time(tick)}\n{date}")
            day = today
        panel.tick_params(labelbottom=True, length=3)
        panel.set_xticklabels(labels)

    def rows(self, labels: Sequence[str]) -> Axes:
        """Make the only panel a list of rows, the first on top."""
        panel = self.panels[0]
        panel.set_ylim(len(labels) - 0.5, -0.5)
        panel.set_yticks(range(len(labels)), [_label(label) for label in labels])
        return panel

    def finish(self, alt: str) -> Picture:
        """Draw it, and make the SVG fit for a page."""
        out = StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        self._figure.savefig(out, format="svg", metadata=nothing)
        return Picture(_for_page(out.getvalue(), self._name, alt), alt)


def _settings(name: str) -> Any:  # noqa: ANN401 - matplotlib names every setting it knows in the type
    """How everything is drawn; the salt makes ids depend on the figure alone."""
    return {**_RC, "svg.hashsalt": name}


def _label(text: str) -> str:
    return _safe(shortened(text, _LONGEST_LABEL))


def _safe(text: str) -> str:
    """Keep matplotlib from reading a dollar sign as the start of a formula."""
    return text.replace("$", r"\$")


def _for_page(svg: str, name: str, alt: str) -> str:
    """Leave out the prologue, make ids the figure's own, colours the page's, and say in words what it shows."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(url\(#|xlink:href="#)', rf"\g<1>{name}-", svg)
    for stand_in, colour in _COLOURS.items():
        svg = svg.replace(stand_in, f"var({colour})")
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"([^>]*?) width="[^"]*"', r"\1\2", svg, count=1)
    head = f' role="img" aria-labelledby="{name}-title"><title id="{name}-title">{escape(alt)}</title>'
    return re.sub(r">", lambda _: head, svg, count=1)


def _name(panel: Axes, title: str) -> None:
    """Write what a panel is about to its left, at one distance in every figure."""
    lines = wrap(title, 24, max_lines=3, placeholder=" …")
    panel.set_ylabel(_safe("\n".join(lines)), rotation=0, ha="right", va="center", fontweight="bold")
    panel.yaxis.set_label_coords(-0.07, 0.5)


def _spans(found: Sequence[Stretch]) -> list[tuple[float, float]]:
    return [(stretch.from_ms / MS_PER_HOUR, stretch.length_ms / MS_PER_HOUR) for stretch in found]


def _line(steps: Steps, end_ms: int) -> tuple[list[float], list[float]]:
    """The corners of a stepped line up to the end of the run."""
    times = [time_ms / MS_PER_HOUR for time_ms, _ in steps] + [end_ms / MS_PER_HOUR]
    return times, [value for _, value in steps] + [steps[-1][1]]


def _bars(
    panel: Axes, row: float, found: Sequence[Stretch], look: dict[str, Any], height: float = 0.56
) -> None:
    if found:
        panel.broken_barh(_spans(found), (row - height / 2, height), **look)


_SOLID_RED: dict[str, Any] = {"facecolor": _RED, "edgecolor": _RED, "linewidth": 0.5}
_HATCHED: dict[str, Any] = {"facecolor": _PAPER, "edgecolor": _RED, "linewidth": 0.7, "hatch": "/////"}
_BARRED: dict[str, Any] = {"facecolor": _PAPER, "edgecolor": _ORANGE, "linewidth": 0.7, "hatch": "||||"}


# --- the figures ----------------------------------------------------------------------------------------------------


def _services(review: Review) -> Picture | None:
    shown = [view for view in review.services if view.suffered][:_MOST_PANELS]
    if not shown:
        return None
    sheet = _Sheet(review, "services", [1.25] * len(shown), gap=0.34)
    for panel, view in zip(sheet.panels, shown, strict=True):
        _service(panel, view, review.end_ms)
    told = [
        f"{view.title} fell to {amounts.share(min(value for _, value in view.performance))}"
        f" and lost {amounts.hours(view.measures.get('loss_h') or 0.0)} of full performance"
        for view in shown
    ]
    return sheet.finish(f"Performance of services over time. {'. '.join(told)}.")


def _service(panel: Axes, view: ServiceView, end_ms: int) -> None:
    times, values = _line(view.performance, end_ms)
    panel.set_ylim(0, 1.06)
    panel.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    _name(panel, view.title)
    panel.fill_between(
        times,
        values,
        1,
        step="post",
        facecolor=_PAPER,
        edgecolor=_ORANGE,
        hatch="////",
        linewidth=0,
        alpha=0.55,
    )
    panel.step(times, values, where="post", color=_BLUE, linewidth=1.8)
    if view.mbco > 0:
        panel.axhline(view.mbco, color=_RED, linewidth=1.1, linestyle=(0, (5, 3)))
        words = f"minimum {amounts.share(view.mbco)}"
        panel.text(
            1,
            view.mbco + 0.03,
            words,
            transform=panel.get_yaxis_transform(),
            ha="right",
            va="bottom",
            fontsize=8,
        )
    for stretch in view.disrupted[:1]:
        _limit(panel, stretch.from_ms + view.rto_ms, end_ms, "RTO" if view.rto_ms >= 0 else "")
        _limit(panel, stretch.from_ms + view.mtpd_ms, end_ms, "MTPD" if view.mtpd_ms >= 0 else "")


def _limit(panel: Axes, time_ms: int, end_ms: int, word: str) -> None:
    if word and time_ms <= end_ms:
        panel.axvline(time_ms / MS_PER_HOUR, color=_FAINT, linewidth=1, linestyle=":")
        panel.text(time_ms / MS_PER_HOUR, 1.07, word, ha="center", va="bottom", fontsize=7.5)


def _levels(review: Review) -> Picture | None:
    views = list(reversed(review.escalation.levels))
    if not views:
        return None
    labels = [*(view.label for view in views), "Beyond routine"]
    sheet = _Sheet(review, "levels", [0.34 * len(labels)])
    panel = sheet.rows(labels)
    for row, view in enumerate(views):
        _bars(panel, row, view.held, {"facecolor": _BLUE, "edgecolor": _BLUE, "linewidth": 0.5})
        unready = (*view.forming, *view.without_authority)
        _bars(
            panel, row, unready, {"facecolor": _PAPER, "edgecolor": _BLUE, "linewidth": 0.7, "hatch": "/////"}
        )
    _bars(panel, len(views), review.escalation.beyond_routine, _BARRED)
    entered = [
        f"{view.label} from {review.clock.day_time(view.held[0].from_ms)}"
        for view in reversed(views)
        if view.held
    ]
    return sheet.finish(f"Level of response over time: {', '.join(entered)}.")


def _incidents(review: Review) -> Picture | None:
    shown = review.incidents[:_MOST_ROWS]
    if not shown:
        return None
    sheet = _Sheet(review, "incidents", [0.44 * len(shown)])
    panel = sheet.rows([view.title for view in shown])
    for row, view in enumerate(shown):
        times, values = _line(view.severity, review.end_ms)
        floor = row + 0.4
        tops = [floor - 0.8 * value for value in values]
        panel.fill_between(times, tops, floor, step="post", facecolor=_PURPLE, alpha=0.35, linewidth=0)
        panel.step(times, tops, where="post", color=_PURPLE, linewidth=1.2)
        panel.axhline(floor, color=_GRID, linewidth=0.6)
    worst = [
        f"{view.title} reached severity {amounts.share(max(v for _, v in view.severity))}" for view in shown
    ]
    return sheet.finish(f"Severity of incidents over time. {'. '.join(worst)}.")


def _assets(review: Review) -> Picture | None:
    shown = review.assets[:_MOST_ROWS]
    if not shown:
        return None
    sheet = _Sheet(review, "assets", [0.28 * len(shown) + 0.1])
    panel = sheet.rows([view.title for view in shown])
    for row, view in enumerate(shown):
        _bars(panel, row, view.reduced, _BARRED)
        _bars(panel, row, view.down, _SOLID_RED)
        _bars(panel, row, view.restarting, _HATCHED)
    told = [
        f"{view.title} was down for {amounts.duration(sum(part.length_ms for part in view.down))}"
        for view in shown
        if view.down
    ]
    return sheet.finish(f"Down-times of assets. {'. '.join(told)}.")


def _resources(review: Review) -> Picture | None:
    shown = [view for view in review.resources if view.is_used][:_MOST_PANELS]
    if not shown:
        return None
    sheet = _Sheet(review, "resources", [0.8] * len(shown), gap=0.26)
    for panel, view in zip(sheet.panels, shown, strict=True):
        _resource(panel, view, review.end_ms)
    return sheet.finish(f"How many were there, in use and needed: {', '.join(view.title for view in shown)}.")


def _resource(panel: Axes, view: ResourceView, end_ms: int) -> None:
    need = needed(view)
    times, used = _line(view.in_use, end_ms)
    panel.fill_between(times, used, 0, step="post", facecolor=_SKY, alpha=0.6, linewidth=0)
    _, wanted = _line(need, end_ms)
    for stretch in stretches(view.missing, end_ms, lambda value: value > 0):
        short = _line(within(need, stretch), stretch.to_ms)
        panel.step(*short, where="post", color=_RED, linewidth=1.4, linestyle=(0, (4, 2)))
    present_times, there = _line(view.present, end_ms)
    panel.step(present_times, there, where="post", color=_INK, linewidth=1.4)
    top = max(1.0, *used, *wanted, *there)
    panel.set_ylim(0, top * 1.12)
    panel.set_yticks([0, top], ["0", amounts.number(top)])
    _name(panel, view.title)


def _beliefs(review: Review) -> Picture | None:
    """A block for each thing: how it truly was, and under it how each leader believed it was."""
    blocks = _blocks(review.pictures.rows)
    if not blocks:
        return None
    labels = [
        label for title, rows in blocks for label in (shortened(title, 28), *(row.leader for row in rows))
    ]
    sheet = _Sheet(review, "beliefs", [0.2 * len(labels) + 0.1])
    panel = sheet.rows(labels)
    number = 0
    for _, rows in blocks:
        panel.get_yticklabels()[number].set_fontweight("bold")
        panel.axhline(number - 0.5, color=_GRID, linewidth=0.7)
        _bars(panel, number, rows[0].truly_wrong, _SOLID_RED, 0.62)
        for row in rows:
            number += 1
            _bars(panel, number, row.believed_wrong, _BELIEVED, 0.62)
        number += 1
    return sheet.finish(
        "For each thing that went wrong, when it truly was, and when each leader believed it was."
    )


_BELIEVED: dict[str, Any] = {"facecolor": _PAPER, "edgecolor": _BLUE, "linewidth": 0.7, "hatch": "/////"}


def _blocks(rows: Sequence[PictureRow]) -> list[tuple[str, list[PictureRow]]]:
    """The rows by what they are about, as many as there is room for, in the order in which things went wrong."""
    found: dict[str, list[PictureRow]] = {}
    for row in rows:
        found.setdefault(row.item, []).append(row)
    first = {
        item: min((part.from_ms for part in group[0].truly_wrong), default=1 << 60)
        for item, group in found.items()
    }
    shown, room = [], _MOST_ROWS + 12
    for item in sorted(found, key=lambda item: (first[item], item)):
        room -= 1 + len(found[item])
        if room < 0:
            break
        shown.append((item, found[item]))
    return shown


def _ages(review: Review) -> Picture | None:
    shown = review.pictures.ages
    if not shown:
        return None
    sheet = _Sheet(review, "ages", [1.5])
    panel = sheet.panels[0]
    looks = (("-", _BLUE), ((0, (5, 2)), _RED), (":", _GREEN), ("-.", _PURPLE))
    for number, view in enumerate(shown):
        style, colour = looks[number % len(looks)]
        times = [time_ms / MS_PER_HOUR for time_ms, _ in view.points]
        panel.plot(
            times,
            [age for _, age in view.points],
            color=colour,
            linestyle=style,
            linewidth=1.5,
            label=_label(view.leader),
        )
    panel.set_ylim(bottom=0)
    _name(panel, "Mean age in hours")
    panel.legend(frameon=False, loc="upper left", fontsize=8, ncols=min(4, len(shown)))
    return sheet.finish("Mean age of what each leader had been told, over time.")
