"""Decisions: open ones first, with their deadlines; then those ahead, then those taken."""

from __future__ import annotations

from sems_sim.exercise import picture as views
from sems_tui.drawing.line import Item, Line, cut, said, sized, spread
from sems_tui.drawing.marks import DECISION, mark
from sems_tui.drawing.times import until

_ORDER = ("overdue", "open", "ahead", "taken", "closed")


def items(picture: views.Picture) -> tuple[Item, ...]:
    """Return one item for each decision, those that press first."""
    at_ms = picture.clock.at_ms
    ranked = sorted(picture.decisions, key=lambda one: (_rank(one.state), one.deadline_ms or 0))
    if not ranked:
        return (said("The scenario asks no decision. Press t to record one all the same."),)
    return tuple(_item(one, at_ms) for one in ranked)


def first_open(picture: views.Picture) -> str:
    """Return the decision that presses most, or an empty string."""
    found = [one for one in picture.decisions if one.state in ("overdue", "open")]
    found.sort(key=lambda one: (_rank(one.state), one.deadline_ms or 0))
    return found[0].name if found else ""


def _rank(state: str) -> int:
    return _ORDER.index(state) if state in _ORDER else len(_ORDER)


def _item(one: views.DecisionView, at_ms: int) -> Item:
    glyph, word, tone = mark(DECISION, one.state)
    open_ = one.state in ("open", "overdue")
    limit = f"deadline {until(one.deadline_ms, at_ms)}" if open_ and one.deadline_ms is not None else ""
    who = f"{one.team}{'' if one.is_played else ' (model)'}"

    def draw(width: int) -> tuple[Line, ...]:
        head: Line = ((f"{glyph} ", tone), sized(word, 8, tone), (one.question, "strong" if open_ else "dim"))
        tail: Line = ((limit or who, tone if limit else "dim"),)
        lines = [spread(head, tail, width)]
        if one.chosen:
            lines.append(cut(((" " * 10, ""), (f"→ {one.chosen}", "good")), width))
        elif open_ and width >= 50:
            options = " / ".join(
                f"{'◆ ' if option.is_policy else ''}{option.title}" for option in one.options
            )
            lines.append(cut(((" " * 10, ""), (f"{who}: {options}", "dim")), width))
        return tuple(lines)

    return Item(one.name, (one, limit), draw)
