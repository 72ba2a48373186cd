"""The sheet that pictures are drawn on: panels over one axis, in the colours of the page.

The same content gives the same bytes; colours are names of the page's own, so that it can turn dark and print light.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from sems_sim.telling import LocalClock, shortened
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
_PRINTED = dict(
    zip(
        _COLOURS,
        (
            "#1d2329",
            "#8b96a1",
            "#dde2e7",
            "#0067a5",
            "#d98200",
            "#c4450c",
            "#00855f",
            "#8e4b86",
            "#7fbfe6",
            "#ffffff",
        ),
        strict=True,
    )
)
"""The colours of a printed page, as in page.css."""
INK, FAINT, GRID, BLUE, ORANGE, RED, GREEN, PURPLE, SKY, PAPER = _COLOURS
WIDTH, _LEFT, _RIGHT = 9.4, 2.35, 0.1
_TOP, _BOTTOM = 0.12, 0.42
_LONGEST_LABEL = 34
_RC: dict[str, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 8.5,
    "hatch.linewidth": 0.7,
    "axes.linewidth": 0.7,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawn figure: SVG that is safe to put into a page as it stands, and what it shows in words."""

    svg: str
    alt: str
    png: bytes = b""
    """The same in the colours of print, where a paper cannot carry SVG; only if it was asked for."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The clock under a sheet, and how far it goes."""

    clock: LocalClock
    end_ms: int


class Sheet:
    """A figure of panels, one under the other; on a time axis they share the one of all figures."""

    def __init__(
        self, name: str, heights: Sequence[float], time: TimeAxis | None = None, gap: float = 0.3
    ) -> None:
        """Lay the panels out, each so many inches high."""
        self._name = name
        self.panels = self._lay_out(heights, gap)
        for panel in self.panels:
            self._dress(panel)
        if time is not None:
            self._clock(time)

    def _lay_out(self, heights: Sequence[float], gap: float) -> list[Axes]:
        from matplotlib.figure import Figure

        total = _TOP + sum(heights) + gap * (len(heights) - 1) + _BOTTOM
        self._figure: Figure = Figure(figsize=(WIDTH, total))
        self._figure.patch.set_alpha(0)
        top, panels = total - _TOP, []
        for height in heights:
            box = (_LEFT / WIDTH, (top - height) / total, (WIDTH - _LEFT - _RIGHT) / WIDTH, height / total)
            panels.append(self._figure.add_axes(box))
            top -= height + gap
        return panels

    def _dress(self, panel: Axes) -> None:
        panel.set_facecolor("none")
        for side in ("top", "right", "left"):
            panel.spines[side].set_visible(False)
        panel.tick_params(length=0)
        panel.set_axisbelow(True)
        panel.grid(axis="x", color=GRID, linewidth=0.7)

    def _clock(self, time: TimeAxis) -> None:
        """Write the local time under the last panel, and the day where one begins."""
        clock, end_ms = time.clock, time.end_ms
        ticks = clock.ticks(end_ms, 13)
        labels, day = [], ""
        for tick in ticks:
            today = clock.day(tick)
            is_new = today != day and clock.spans_days(end_ms)
            date = f"{today} {clock.date(tick).rsplit(' ', 1)[0]}" if is_new else " "
            labels.append(f"{clock.time(tick)}\n{date}")
            day = today
        for panel in self.panels:
            panel.set_xlim(0, end_ms / MS_PER_HOUR)
            panel.set_xticks([tick / MS_PER_HOUR for tick in ticks])
            panel.tick_params(axis="x", labelbottom=False)
        self.panels[-1].tick_params(axis="x", labelbottom=True, length=3)
        self.panels[-1].set_xticklabels(labels)

    def rows(self, labels: Sequence[str]) -> Axes:
        """Make the only panel a list of rows, the first on top."""
        panel = self.panels[0]
        panel.set_ylim(len(labels) - 0.5, -0.5)
        panel.set_yticks(range(len(labels)), [label_of(label) for label in labels])
        return panel

    def finish(self, alt: str) -> Picture:
        """Draw it, and make the SVG fit for a page; in the colours of print too, under `printed`."""
        out = StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        self._figure.savefig(out, format="svg", metadata=nothing)
        drawn = for_page(out.getvalue(), self._name, alt)
        return Picture(drawn, alt, printed(self._figure) if _is_for_print() else b"")


def _is_for_print() -> bool:
    """Whether the settings under which a figure is drawn ask for a PNG as well."""
    from matplotlib import rcParams

    return str(rcParams["savefig.format"]) == "png"


def printed(figure: Figure) -> bytes:
    """Return a figure as PNG on white, in the colours that a printed page has; afterwards it keeps them."""
    from io import BytesIO

    for artist in figure.findobj():
        for part in ("color", "facecolor", "edgecolor"):
            _recolour(artist, part)
    out = BytesIO()
    figure.savefig(out, format="png", dpi=170, facecolor="white", metadata={"Software": None})
    return out.getvalue()


def _recolour(artist: Any, part: str) -> None:  # noqa: ANN401 - whatever a figure is made of
    """Replace a stand-in by the colour it stands for; what has no such part is left alone."""
    from matplotlib.colors import to_hex, to_rgba, to_rgba_array

    getter, setter = getattr(artist, f"get_{part}", None), getattr(artist, f"set_{part}", None)
    if getter is None or setter is None:
        return
    value = getter()
    if value is None or (isinstance(value, str) and value in ("auto", "none")):
        return
    row = to_rgba_array(value)
    meant = _PRINTED.get(to_hex(row[0][:3])) if len(row) else None
    if meant is not None:
        setter(to_rgba(meant, row[0][3]))


def settings(name: str) -> Any:  # noqa: ANN401 - matplotlib names every setting it knows in the type
    """How everything is drawn; the salt makes ids depend on the figure alone."""
    return {**_RC, "svg.hashsalt": name}


def label_of(text: str) -> str:
    """A label short enough to stand to the left of a row."""
    return safe(shortened(text, _LONGEST_LABEL))


def safe(text: str) -> str:
    """Keep matplotlib from reading a dollar sign as the start of a formula."""
    return text.replace("$", r"\$")


def for_page(svg: str, name: str, alt: str) -> str:
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


def name_panel(panel: Axes, title: str) -> None:
    """Write what a panel is about to its left, at one distance in every figure."""
    lines = wrap(title, 24, max_lines=3, placeholder=" …")
    panel.set_ylabel(safe("\n".join(lines)), rotation=0, ha="right", va="center", fontweight="bold")
    panel.yaxis.set_label_coords(-0.07, 0.5)
