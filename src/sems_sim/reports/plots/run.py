"""The pictures of a run, as SVG: one clock under all; colours are never alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sems_sim.reports.plots.sheet import (
    BLUE,
    FAINT,
    GREEN,
    GRID,
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
    settings,
)
from sems_sim.reports.review import Review
from sems_sim.reports.review_picture import PictureRow
from sems_sim.reports.review_services import ServiceView
from sems_sim.reports.review_supply import ResourceView, needed
from sems_sim.reports.steps import Steps, Stretch, stretches, within
from sems_sim.telling import amounts, shortened
from sems_sim.units import MS_PER_HOUR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_ROWS, _MOST_PANELS = 24, 8


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


def print_pictures(review: Review, names: Sequence[str]) -> dict[str, Picture]:
    """Return some of the figures, also as PNG for a printed page."""
    from matplotlib import rc_context

    drawers = {"services": _services, "levels": _levels, "incidents": _incidents, "beliefs": _beliefs}
    found = {}
    for name in names:
        with rc_context({**settings(name), "savefig.format": "png"}):
            picture = drawers[name](review)
        if picture is not None:
            found[name] = picture
    return found


def _drawn(name: str, draw: Callable[[Review], Picture | None], review: Review) -> Picture | None:
    from matplotlib import rc_context

    with rc_context(settings(name)):
        return draw(review)


def _sheet(review: Review, name: str, heights: Sequence[float], gap: float = 0.3) -> Sheet:
    return Sheet(name, heights, TimeAxis(review.clock, review.end_ms), gap)


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


_SOLID_RED: dict[str, Any] = {"facecolor": RED, "edgecolor": RED, "linewidth": 0.5}
_HATCHED: dict[str, Any] = {"facecolor": PAPER, "edgecolor": RED, "linewidth": 0.7, "hatch": "/////"}
_BARRED: dict[str, Any] = {"facecolor": PAPER, "edgecolor": ORANGE, "linewidth": 0.7, "hatch": "||||"}


def _services(review: Review) -> Picture | None:
    shown = [view for view in review.services if view.suffered][:_MOST_PANELS]
    if not shown:
        return None
    sheet = _sheet(review, "services", [1.25] * len(shown), 0.34)
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
    name_panel(panel, view.title)
    panel.fill_between(
        times,
        values,
        1,
        step="post",
        facecolor=PAPER,
        edgecolor=ORANGE,
        hatch="////",
        linewidth=0,
        alpha=0.55,
    )
    panel.step(times, values, where="post", color=BLUE, linewidth=1.8)
    if view.mbco > 0:
        panel.axhline(view.mbco, color=RED, linewidth=1.1, linestyle=(0, (5, 3)))
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
        panel.axvline(time_ms / MS_PER_HOUR, color=FAINT, linewidth=1, linestyle=":")
        panel.text(time_ms / MS_PER_HOUR, 1.07, word, ha="center", va="bottom", fontsize=7.5)


def _levels(review: Review) -> Picture | None:
    views = list(reversed(review.escalation.levels))
    if not views:
        return None
    labels = [*(view.label for view in views), "Beyond routine"]
    sheet = _sheet(review, "levels", [0.34 * len(labels)])
    panel = sheet.rows(labels)
    for row, view in enumerate(views):
        _bars(panel, row, view.held, {"facecolor": BLUE, "edgecolor": BLUE, "linewidth": 0.5})
        unready = (*view.forming, *view.without_authority)
        _bars(
            panel, row, unready, {"facecolor": PAPER, "edgecolor": BLUE, "linewidth": 0.7, "hatch": "/////"}
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
    sheet = _sheet(review, "incidents", [0.44 * len(shown)])
    panel = sheet.rows([view.title for view in shown])
    for row, view in enumerate(shown):
        times, values = _line(view.severity, review.end_ms)
        floor = row + 0.4
        tops = [floor - 0.8 * value for value in values]
        panel.fill_between(times, tops, floor, step="post", facecolor=PURPLE, alpha=0.35, linewidth=0)
        panel.step(times, tops, where="post", color=PURPLE, linewidth=1.2)
        panel.axhline(floor, color=GRID, linewidth=0.6)
    worst = [
        f"{view.title} reached severity {amounts.share(max(v for _, v in view.severity))}" for view in shown
    ]
    return sheet.finish(f"Severity of incidents over time. {'. '.join(worst)}.")


def _assets(review: Review) -> Picture | None:
    shown = review.assets[:_MOST_ROWS]
    if not shown:
        return None
    sheet = _sheet(review, "assets", [0.28 * len(shown) + 0.1])
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
    sheet = _sheet(review, "resources", [0.8] * len(shown), 0.26)
    for panel, view in zip(sheet.panels, shown, strict=True):
        _resource(panel, view, review.end_ms)
    return sheet.finish(f"How many were there, in use and needed: {', '.join(view.title for view in shown)}.")


def _resource(panel: Axes, view: ResourceView, end_ms: int) -> None:
    need = needed(view)
    times, used = _line(view.in_use, end_ms)
    panel.fill_between(times, used, 0, step="post", facecolor=SKY, alpha=0.6, linewidth=0)
    _, wanted = _line(need, end_ms)
    for stretch in stretches(view.missing, end_ms, lambda value: value > 0):
        short = _line(within(need, stretch), stretch.to_ms)
        panel.step(*short, where="post", color=RED, linewidth=1.4, linestyle=(0, (4, 2)))
    present_times, there = _line(view.present, end_ms)
    panel.step(present_times, there, where="post", color=INK, linewidth=1.4)
    top = max(1.0, *used, *wanted, *there)
    panel.set_ylim(0, top * 1.12)
    panel.set_yticks([0, top], ["0", amounts.number(top)])
    name_panel(panel, view.title)


def _beliefs(review: Review) -> Picture | None:
    """A block for each thing: how it truly was, and under it how each leader believed it was."""
    blocks = _blocks(review.pictures.rows)
    if not blocks:
        return None
    labels = [
        label for title, rows in blocks for label in (shortened(title, 28), *(row.leader for row in rows))
    ]
    sheet = _sheet(review, "beliefs", [0.2 * len(labels) + 0.1])
    panel = sheet.rows(labels)
    number = 0
    for _, rows in blocks:
        panel.get_yticklabels()[number].set_fontweight("bold")
        panel.axhline(number - 0.5, color=GRID, linewidth=0.7)
        _bars(panel, number, rows[0].truly_wrong, _SOLID_RED, 0.62)
        for row in rows:
            number += 1
            _bars(panel, number, row.believed_wrong, _BELIEVED, 0.62)
        number += 1
    return sheet.finish(
        "For each thing that went wrong, when it truly was, and when each leader believed it was."
    )


_BELIEVED: dict[str, Any] = {"facecolor": PAPER, "edgecolor": BLUE, "linewidth": 0.7, "hatch": "/////"}


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
    sheet = _sheet(review, "ages", [1.5])
    panel = sheet.panels[0]
    looks = (("-", BLUE), ((0, (5, 2)), RED), (":", GREEN), ("-.", PURPLE))
    for number, view in enumerate(shown):
        style, colour = looks[number % len(looks)]
        times = [time_ms / MS_PER_HOUR for time_ms, _ in view.points]
        panel.plot(
            times,
            [age for _, age in view.points],
            color=colour,
            linestyle=style,
            linewidth=1.5,
            label=label_of(view.leader),
        )
    panel.set_ylim(bottom=0)
    name_panel(panel, "Mean age in hours")
    panel.legend(frameon=False, loc="upper left", fontsize=8, ncols=min(4, len(shown)))
    return sheet.finish("Mean age of what each leader had been told, over time.")
