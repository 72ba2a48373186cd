"""The truth: incidents, services against their MBCO, assets, people, stocks, tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sems_sim.exercise import picture as views
from sems_tui.drawing.line import Item, Line, cut, heading, length, right, said, sized, spread
from sems_tui.drawing.marks import ASSET, HELD, TASK, mark
from sems_tui.drawing.times import since_start, span

_BARS = "▁▂▃▄▅▆▇█"
_TREND = 16


def items(picture: views.Picture) -> tuple[Item, ...]:
    """Return everything that is true now, what went wrong first."""
    if not picture.has_model:
        return (said("This exercise simulates nothing: there is no situation to show."),)
    return tuple(_parts(picture))


def _parts(picture: views.Picture) -> Iterator[Item]:
    yield _losses(picture)
    if picture.incidents:
        yield heading("Incidents")
        yield from (_incident(one, picture.clock.at_ms) for one in picture.incidents)
    if picture.services:
        yield heading("Services", "now, lately, | marks the MBCO")
        yield from (_service(one) for one in picture.services)
    if picture.assets:
        yield heading("Assets", "indented: what the one above needs")
        yield from (_asset(one) for one in picture.assets)
    if picture.tasks:
        yield heading("Tasks")
        yield from (_task(one, picture.clock.at_ms) for one in picture.tasks)
    yield from _means(picture)


def _means(picture: views.Picture) -> Iterator[Item]:
    if picture.resources:
        yield heading("People and kit", "free of present")
        yield from (_resource(one) for one in picture.resources)
    if picture.stocks or picture.suppliers:
        yield heading("Stocks and suppliers")
        yield from (_stock(one) for one in picture.stocks)
        yield from (_supplier(one) for one in picture.suppliers)


def _losses(picture: views.Picture) -> Item:
    cost = money(picture.cost, picture.money)
    words = f"cost {cost} · harmed {picture.people_harmed:.0f} · rumour {picture.rumour:.0%}"
    return Item(
        "losses", words, lambda width: (cut(((words, "strong" if picture.people_harmed else ""),), width),)
    )


def money(amount: float, currency: str) -> str:
    """Return an amount in short: `GBP 2.4m`."""
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(amount) >= size:
            return f"{currency} {amount / size:.1f}{letter}"
    return f"{currency} {amount:.0f}"


def _incident(one: views.IncidentView, at_ms: int) -> Item:
    glyph, word, tone = ("◑", "contained", "warn") if one.is_contained else ("▲", "OPEN", "bad")
    name = one.title + (f" #{one.occurrence}" if one.occurrence > 1 else "")
    head: Line = (
        (f"{glyph} ", tone),
        sized(word, 10, tone),
        (" ", ""),
        (name, "strong"),
        *_held(one.is_held),
    )
    age = span(at_ms - one.opened_ms)
    tail: Line = ((f"severity {one.severity:.0%}", tone), (f" for {age}", "dim"))
    return Item(
        f"incident {one.name} {one.occurrence}", (one, age), lambda width: (spread(head, tail, width),)
    )


def sparkline(values: Iterable[float], cells: int = _TREND) -> str:
    """Return shares as a row of bars, the newest at the right end."""
    kept = list(values)[-cells:] if cells else []
    return "".join(_BARS[min(7, max(0, round(one * 7)))] for one in kept).rjust(cells)


def gauge(share: float, threshold: float, cells: int = 10) -> str:
    """Return a share as a bar with a mark at a threshold."""
    filled, where = round(min(1.0, max(0.0, share)) * cells), min(cells - 1, round(threshold * cells))
    bar = ["█" if place < filled else "░" for place in range(cells)]
    if threshold > 0:
        bar[where] = "|"
    return "".join(bar)


def _service(one: views.ServiceView) -> Item:
    word, tone = _standing(one)
    glyph = "●" if tone == "good" else "▼"

    def draw(width: int) -> tuple[Line, ...]:
        names = max(8, min(20, width - 40))
        line: Line = (
            (f"{glyph} ", tone), sized(one.title + (" *" if one.is_critical else ""), names, "strong"), (" ", ""),
            right(f"{one.performance:.0%}", 4, tone), (" ", ""), (gauge(one.performance, one.mbco), tone), (" ", ""),
            sized(word, 10, tone), (" ", ""), (sparkline(one.trend, min(_TREND, max(0, width - names - 32))), "dim"),
        )  # fmt: skip
        owed = f"queue {one.backlog:.0f}, lost {one.lost:.0f} {one.unit}s"
        if length(line) + len(owed) + 1 <= width:
            return ((*line, (f" {owed}", "dim")),)
        second: tuple[Line, ...] = (
            (cut((("  ", ""), (owed, "dim")), width),) if one.backlog or one.lost else ()
        )
        return (cut(line, width), *second)

    return Item(f"service {one.name}", one, draw)


def _standing(one: views.ServiceView) -> tuple[str, str]:
    if one.is_over_mtpd:
        return "over MTPD", "bad"
    if one.is_over_rto:
        return "over RTO", "bad"
    return ("under MBCO", "warn") if one.is_below_mbco else ("ok", "good")


def _asset(one: views.AssetView) -> Item:
    glyph, word, tone = mark(ASSET, one.state)
    level = f" {one.level:.0%}" if 0 < one.level < 1 else ""
    units = f" {one.units}" if one.units else ""
    stem = "  " * max(0, one.depth - 1) + "└ " if one.depth else ""

    def draw(width: int) -> tuple[Line, ...]:
        head: Line = ((stem, "dim"), (f"{glyph} ", tone), (one.title, "strong" if tone == "bad" else ""))
        state: Line = (*_held(one.is_held), (f" {word}{level}{units}", tone))
        needs: Line = ((f"  needs {one.needs}", "dim"),) if one.needs and width >= 70 else ()
        return (spread((*head, *needs), state, width),)

    return Item(f"asset {one.name}", one, draw)


def _task(one: views.TaskView, at_ms: int) -> Item:
    glyph, word, tone = mark(TASK, one.state)
    age = span(at_ms - one.since_ms)
    head: Line = (
        (f"{glyph} ", tone),
        sized(word, 8, tone),
        (" ", ""),
        (one.title, ""),
        (f" ({one.plan})", "dim"),
    )
    return Item(
        f"task {one.name}", (one, age), lambda width: (spread(head, ((f"for {age}", "dim"),), width),)
    )


def _resource(one: views.ResourceView) -> Item:
    short = one.short_by > 0 or one.free < 0
    tone = "bad" if short else ""
    head: Line = (("✗ " if short else "● ", tone or "good"), (one.title, ""))
    need = f" · SHORT by {one.short_by}" if one.short_by > 0 else ""
    tail: Line = ((f"{one.free} of {one.present} free{need}", tone),)
    return Item(f"resource {one.name}", one, lambda width: (spread(head, tail, width),))


def _stock(one: views.StockView) -> Item:
    low = one.hours_left is not None and one.hours_left < 4
    left = "" if one.hours_left is None else f" · {one.hours_left:.1f} h left"
    tone = "bad" if one.amount <= 0 else ("warn" if low else "")
    head: Line = (("✗ " if one.amount <= 0 else "● ", tone or "good"), (one.title, ""))
    tail: Line = ((f"{one.amount:,.0f} {one.unit} of {one.full:,.0f}{left}", tone),)
    return Item(f"stock {one.name}", one, lambda width: (spread(head, tail, width),))


def _supplier(one: views.SupplierView) -> Item:
    glyph, word, tone = ("●", "delivers", "good") if one.is_up else ("✗", "DOWN", "bad")
    line: Line = ((f"{glyph} ", tone), (one.title, ""))
    return Item(f"supplier {one.name}", one, lambda width: (spread(line, ((word, tone),), width),))


def _held(is_held: bool) -> Line:  # noqa: FBT001 - one field handed through
    return ((f" {HELD}", "held"),) if is_held else ()


def opened(one: views.IncidentView) -> str:
    """Return when an incident opened, in words."""
    return f"opened {since_start(one.opened_ms)}"
