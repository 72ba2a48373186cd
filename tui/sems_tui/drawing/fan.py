"""The forecast: a fan of futures for each service, and chances, in blocks and words."""

from __future__ import annotations

from dataclasses import dataclass

from sems_tui.drawing.line import Item, Line, cut, heading, length, right, said, sized, spread, wrapped
from sems_tui.drawing.times import since_start, span

MEDIAN, HALF, MOST, NEVER = "━", "▓", "░", " "


@dataclass(frozen=True, slots=True)
class Fan:
    """Quantiles of one quantity over the moments ahead; all rows have the same length."""

    title: str
    moments_ms: tuple[int, ...]
    p05: tuple[float, ...]
    p25: tuple[float, ...]
    p50: tuple[float, ...]
    p75: tuple[float, ...]
    p95: tuple[float, ...]
    mark: float = 0.0
    """A threshold to draw, or 0: the MBCO of a service."""
    top: float = 1.0
    """What the upper edge stands for."""


@dataclass(frozen=True, slots=True)
class Chance:
    """How often something happens in the futures, with its interval."""

    words: str
    share: float
    low: float
    high: float
    is_good: bool | None = True
    """Whether it is hoped for; None where it is neither."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a forecast says, ready to be drawn."""

    as_of_ms: int
    futures: int
    fans: tuple[Fan, ...]
    chances: tuple[Chance, ...]
    readings: tuple[str, ...] = ()
    """Sentences, the most important first."""
    what_if: str = ""
    """What is asked, in a comparison; empty for a plain forecast."""


def items(
    outlook: Outlook | None, at_ms: int, *, is_busy: bool = False, trouble: str = ""
) -> tuple[Item, ...]:
    """Return the forecast as it was last made, with its age, or what to do to get one."""
    if trouble:
        return (said(f"! {trouble}", "warn"),)
    if outlook is None:
        return (
            said(
                "Computing… The first time on a machine this takes a minute or two."
                if is_busy
                else "No forecast yet. Press w to look ahead."
            ),
        )
    age = at_ms - outlook.as_of_ms
    state = "computing a new one…" if is_busy else ("just made" if age < 1_000 else f"{span(age)} old")
    words = f"as of {since_start(outlook.as_of_ms)}, {state} · {outlook.futures} futures"
    found: list[Item] = []
    if outlook.what_if:
        found += [
            said(f"What if: {outlook.what_if}", "accent"),
            *(said(one, "strong") for one in outlook.readings),
        ]
    found.append(
        Item("age", words, lambda width: (cut(((words, "warn" if age > 900_000 else "dim"),), width),))
    )
    if outlook.fans:
        legend = f"{MEDIAN} median  {HALF} half of the futures  {MOST} nine in ten  ┄ MBCO"
        found.append(Item("legend", legend, lambda width: (cut(((legend, "dim"),), width),)))
    found += [_chance(one) for one in outlook.chances]
    found += [_fan(one) for one in outlook.fans]
    if outlook.readings and not outlook.what_if:
        found += [
            heading("In this model, under these assumptions"),
            *(said(f"· {one}", "") for one in outlook.readings),
        ]
    return tuple(found)


def _chance(one: Chance) -> Item:
    filled = round(one.share * 10)
    tone, bar = _tone(one), "█" * filled + "░" * (10 - filled)
    head: Line = (right(f"{one.share:.0%}", 4, tone), (" ", ""), (bar, tone), (" ", ""))
    tail: Line = ((f"{one.low:.0%}–{one.high:.0%}", "dim"),)

    def draw(width: int) -> tuple[Line, ...]:
        words = wrapped(one.words, max(12, width - length(head) - length(tail) - 1))
        first = spread((*head, *words[0]), tail, width)
        return (first, *(cut(((" " * length(head), ""), *more), width) for more in words[1:]))

    return Item(f"chance {one.words}", one, draw)


def _tone(one: Chance) -> str:
    if one.is_good is None:
        return "accent"
    share = one.share if one.is_good else 1.0 - one.share
    return "good" if share >= 0.8 else ("warn" if share >= 0.4 else "bad")


def _fan(one: Fan) -> Item:
    return Item(f"fan {one.title}", one, lambda width: drawn(one, width))


def drawn(fan: Fan, width: int, height: int = 6) -> tuple[Line, ...]:
    """Return a fan as lines: title, `height` rows of cells, and the moments below."""
    span_cells = max(8, width - 6)
    columns = [_column(fan, place, span_cells, height) for place in range(span_cells)]
    lines: list[Line] = [cut(((fan.title, "strong"),), width)]
    for row in range(height):
        label = _label(fan, row, height)
        cells = "".join(column[row] for column in columns)
        lines.append((right(label, 5, "dim"), (" ", ""), *_toned(cells)))
    first, last = since_start(fan.moments_ms[0]), since_start(fan.moments_ms[-1])
    middle = since_start(fan.moments_ms[len(fan.moments_ms) // 2])
    axis = f"{first}{middle.center(max(0, span_cells - len(first) - len(last)))}{last}"
    return (*lines, ((" " * 6, ""), sized(axis, span_cells, "dim")))


def _label(fan: Fan, row: int, height: int) -> str:
    if row in (0, height - 1):
        return f"{fan.top * (1 - row / (height - 1)):.0%}"
    return ""


def _column(fan: Fan, place: int, cells: int, height: int) -> list[str]:
    at = min(len(fan.moments_ms) - 1, place * (len(fan.moments_ms) - 1) // max(1, cells - 1))
    rows = [
        _row(value, fan.top, height)
        for value in (fan.p05[at], fan.p25[at], fan.p50[at], fan.p75[at], fan.p95[at])
    ]
    low, lower, middle, upper, high = rows
    column = [_cell(row, (high, upper, middle, lower, low)) for row in range(height)]
    threshold = _row(fan.mark, fan.top, height)
    if fan.mark > 0 and column[threshold] == NEVER:
        column[threshold] = "┄"
    return column


def _row(value: float, top: float, height: int) -> int:
    share = min(1.0, max(0.0, value / top if top else 0.0))
    return height - 1 - round(share * (height - 1))


def _cell(row: int, edges: tuple[int, int, int, int, int]) -> str:
    high, upper, middle, lower, low = edges
    if row == middle:
        return MEDIAN
    if upper <= row <= lower:
        return HALF
    return MOST if high <= row <= low else NEVER


def _toned(cells: str) -> Line:
    tones = {MEDIAN: "strong", HALF: "accent", MOST: "dim", "┄": "warn"}
    found: list[tuple[str, str]] = []
    for cell in cells:
        tone = tones.get(cell, "")
        if found and found[-1][1] == tone:
            found[-1] = (found[-1][0] + cell, tone)
        else:
            found.append((cell, tone))
    return tuple(found)
