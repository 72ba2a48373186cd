"""Objectives: what they aim at, what the measure says so far, ratings and evidence."""

from __future__ import annotations

from sems_sim.exercise import picture as views
from sems_tui.drawing.line import Item, Line, cut, said, spread
from sems_tui.drawing.marks import RATING, mark


def items(picture: views.Picture) -> tuple[Item, ...]:
    """Return one item for each objective."""
    if not picture.objectives:
        return (said("The scenario names no objectives. Press o to write an observation down."),)
    return tuple(_item(one) for one in picture.objectives)


def _item(one: views.ObjectiveView) -> Item:
    return Item(one.id, one, lambda width: _lines(one, width))


def _lines(one: views.ObjectiveView, width: int) -> tuple[Line, ...]:
    head: Line = ((f"{one.id} ", "strong"), (one.text, ""))
    lines = [spread(head, _rating(one.rating), width)]
    if one.target:
        glyph, word, tone = _so_far(one)
        lines.append(
            cut(
                (
                    ("   ", ""),
                    (f"{glyph} {word} ", tone),
                    (f"{one.target}", "dim"),
                    (f" · so far {one.value}" if one.value else "", ""),
                ),
                width,
            )
        )
    lines += [cut((("   ✎ ", "accent"), (words, "dim")), width) for words in one.evidence[-2:]]
    if not one.evidence:
        lines.append((("   no evidence yet", "warn"),))
    return tuple(lines)


def _so_far(one: views.ObjectiveView) -> tuple[str, str, str]:
    if one.is_met is None:
        return "·", "open", "dim"
    return ("●", "met", "good") if one.is_met else ("✗", "MISSED", "bad")


def _rating(rating: str) -> Line:
    if not rating:
        return (("not rated", "dim"),)
    glyph, word, tone = mark(RATING, rating)
    return ((f"{glyph} rated {word}", tone),)
