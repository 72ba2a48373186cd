"""Pictures made of characters: rows that share one time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sems_sim.reports.steps import Steps, Stretch, area_h, steps_of, value_at
from sems_sim.telling import LocalClock
from sems_sim.units import MS_PER_HOUR


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters a picture is made of."""

    eighths: str
    """From nothing to full."""
    full: str
    medium: str
    light: str
    line: str
    """A line that marks a minimum."""
    axis: str
    tick: str
    rule: str
    because: str
    led_to: str
    dot: str
    yes: str
    no: str
    more: str


UNICODE = Glyphs(" ▁▂▃▄▅▆▇█", "█", "▒", "░", "╌", "─", "┬", "─", "↳", "→", "·", "✓", "✗", "…")
ASCII = Glyphs(" ..::==##", "#", "=", "-", "-", "-", "+", "-", "<-", "->", "-", "yes", "NO", "...")


def glyphs_for(encoding: str | None) -> Glyphs:
    """The richest set that an output's encoding can carry."""
    try:
        "".join(UNICODE.eighths + UNICODE.because + UNICODE.yes).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


@dataclass(frozen=True, slots=True)
class Canvas:
    """A width in characters for a length of time."""

    width: int
    end_ms: int
    glyphs: Glyphs

    def bounds(self, column: int) -> tuple[int, int]:
        """The stretch of time behind one column."""
        return self.end_ms * column // self.width, max(1, self.end_ms * (column + 1) // self.width)

    def column(self, time_ms: int) -> int:
        """The column of a moment."""
        return min(self.width - 1, time_ms * self.width // max(1, self.end_ms))

    def means(self, steps: Steps) -> tuple[float, ...]:
        """The mean value behind each column."""
        return tuple(_mean(steps, *self.bounds(column)) for column in range(self.width))


def _mean(steps: Steps, from_ms: int, to_ms: int) -> float:
    if to_ms <= from_ms:
        return value_at(steps, from_ms)
    inside = [(t - from_ms, value) for t, value in steps if from_ms < t < to_ms]
    cut = steps_of(value_at(steps, from_ms), inside)
    return area_h(cut, to_ms - from_ms) / ((to_ms - from_ms) / MS_PER_HOUR)


def chart(canvas: Canvas, steps: Steps, mark: float, height: int) -> tuple[str, ...]:
    """A quantity between 0 and 1 as columns, top row first, with a line where its minimum is."""
    means = canvas.means(steps)
    marked = min(height - 1, int(mark * height)) if mark > 0 else -1
    line = canvas.glyphs.line
    return tuple(
        "".join(_cell(canvas.glyphs, mean * height - row, line if row == marked else " ") for mean in means)
        for row in reversed(range(height))
    )


def _cell(glyphs: Glyphs, filled: float, empty: str) -> str:
    eighth = max(0, min(8, round(filled * 8)))
    return glyphs.eighths[eighth] if eighth else empty


def spark(canvas: Canvas, steps: Steps) -> str:
    """A quantity between 0 and 1 in one row."""
    eighths = canvas.glyphs.eighths
    return "".join(
        eighths[0 if mean <= 0 else max(1, min(8, round(mean * 8)))] for mean in canvas.means(steps)
    )


def bar(canvas: Canvas, layers: Sequence[tuple[Sequence[Stretch], str]]) -> str:
    """Stretches of time in one row, each layer with its character, later layers on top."""
    cells = [" "] * canvas.width
    for found, character in layers:
        for stretch in found:
            last = canvas.column(max(stretch.from_ms, stretch.to_ms - 1))
            for column in range(canvas.column(stretch.from_ms), last + 1):
                cells[column] = character
    return "".join(cells)


def axis(canvas: Canvas, clock: LocalClock) -> tuple[str, str]:
    """The line with its ticks, and the clock times under them."""
    line = [canvas.glyphs.axis] * canvas.width
    words = [" "] * canvas.width
    long = canvas.end_ms > 72 * MS_PER_HOUR
    for time_ms in clock.ticks(canvas.end_ms, max(2, canvas.width // (11 if long else 8))):
        column = canvas.column(time_ms)
        line[column] = canvas.glyphs.tick
        text = clock.day_time(time_ms) if long else clock.time(time_ms)
        if column + len(text) <= canvas.width:
            words[column : column + len(text)] = text
    return "".join(line), "".join(words).rstrip()
