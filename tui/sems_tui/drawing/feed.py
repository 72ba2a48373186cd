"""The feed: what happened because of what; corrected words stay, struck through."""

from __future__ import annotations

from collections.abc import Sequence

from sems_sim.exercise import picture as views
from sems_tui.drawing.line import Item, Line, said, wrapped
from sems_tui.drawing.marks import FEED, mark
from sems_tui.drawing.times import since_start


def items(picture: views.Picture, least: int = 1, own: Sequence[views.FeedLine] = ()) -> tuple[Item, ...]:
    """Return one item for each line of the feed with at least a weight, oldest first.

    `own` are lines that only this desk has: what was refused to it.
    """
    lines = [one for one in picture.feed if one.weight >= least]
    if own:
        lines = sorted((*lines, *own), key=lambda one: one.room_ms)
    found = tuple(_item(one) for one in lines)
    return found or (said(f"Nothing has happened yet. Space is {picture.style.start}."),)


def _item(one: views.FeedLine) -> Item:
    return Item(str(one.entry), one, lambda width: _lines(one, width))


def _lines(one: views.FeedLine, width: int) -> tuple[Line, ...]:
    glyph, word, tone = mark(FEED, one.kind)
    head: Line = ((f"{one.time} ", "dim"), (f"{glyph} ", tone))
    if width >= 70:
        head = (
            (f"{one.time} ", "dim"),
            (f"{since_start(one.at_ms):<7} ", "dim"),
            (f"{glyph} {word:<9}", tone),
        )
    indent = sum(len(words) for words, _ in head)
    weight = "strong" if one.weight >= 4 else ("dim" if one.weight <= 1 else "")
    words: list[Line] = []
    if one.struck:
        words += wrapped(one.struck, width - indent, "struck")
    role = f" [{one.by}]" if one.by else ""
    words += wrapped(one.words + role, width - indent, tone if one.kind == "remark" else weight)
    if one.because:
        words += wrapped(f"because {one.because}", width - indent, "dim")
    return ((*head, *words[0]), *(((" " * indent, ""), *line) for line in words[1:]))
