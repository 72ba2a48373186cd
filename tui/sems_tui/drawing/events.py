"""The list of injects: status in glyph and word, time to next, recipients, what was seen."""

from __future__ import annotations

from sems_sim.exercise import picture as views
from sems_tui.drawing.line import Item, Line, cut, length, said, sized, spread
from sems_tui.drawing.marks import INJECT, SEEN, mark
from sems_tui.drawing.times import since_start, until

_OPEN = ("pending", "due")


def items(picture: views.Picture) -> tuple[Item, ...]:
    """Return one item for each inject, in the order of the picture, and the next one marked."""
    at_ms = picture.clock.at_ms
    names = max((len(one.id) for one in picture.injects), default=2)
    coming = next_inject(picture)
    if not picture.injects:
        return (said(f"The {picture.style.events} is empty. Press a to add an inject."),)
    return tuple(_item(one, at_ms, min(names, 8), is_next=one.id == coming) for one in picture.injects)


def next_inject(picture: views.Picture) -> str:
    """Return the inject that is due, or else the one that comes next by time; empty for none."""
    due = [one.id for one in picture.injects if one.status == "due"]
    if due:
        return due[0]
    timed = [
        (one.due_ms, one.id) for one in picture.injects if one.status == "pending" and one.due_ms is not None
    ]
    return min(timed)[1] if timed else ""


def _item(inject: views.InjectView, at_ms: int, names: int, *, is_next: bool) -> Item:
    when = _when(inject, at_ms)

    def draw(width: int) -> tuple[Line, ...]:
        return (_line(inject, when, names, width, is_next=is_next),)

    return Item(inject.id, (inject, when, names, is_next), draw)


def _when(inject: views.InjectView, at_ms: int) -> str:
    if inject.released_ms is not None:
        return since_start(inject.released_ms)
    if inject.status == "pending" and inject.due_ms is not None:
        return until(inject.due_ms, at_ms)
    if inject.condition:
        return "when …"
    return "" if inject.due_ms is None else since_start(inject.due_ms)


def _line(inject: views.InjectView, when: str, names: int, width: int, *, is_next: bool) -> Line:
    glyph, word, tone = mark(INJECT, inject.status)
    weight = "strong" if is_next or inject.status == "due" else ("" if inject.status in _OPEN else "dim")
    struck = "struck" if inject.status == "skipped" else weight
    head: Line = (
        (f"{glyph} ", tone), sized(word, 10, tone), (" ", ""), sized(inject.id, names, weight), (" ", ""),
        sized(when or "on word", 11, "strong" if is_next else "dim"), (" ", ""),
    )  # fmt: skip
    if width >= 100:
        head = (*head, sized(f"{inject.source} → {', '.join(inject.to)}", 30, "dim"), (" ", ""))
        head = (*head, sized(inject.owner, 10, "dim"), (" ", ""))
    elif width >= 56:
        head = (*head, sized(", ".join(inject.to), 8 if width < 66 else 14, "dim"), (" ", ""))
    tail = _tail(inject, width)
    words = inject.title or inject.text
    if inject.condition and inject.status in _OPEN:
        words += f" (when {inject.condition})"
    return (
        spread((*head, (words, struck)), tail, width)
        if length(head) + length(tail) + 6 < width
        else cut((*head, (words, struck)), width)
    )


def _tail(inject: views.InjectView, width: int) -> Line:
    found: list[tuple[str, str]] = []
    if inject.unreached and inject.status not in _OPEN:
        found.append(
            (f"✗ not reached: {', '.join(inject.unreached)} " if width >= 66 else "✗ unreached ", "bad")
        )
    if inject.kind == "contingency" and inject.status in _OPEN:
        found.append(("if needed ", "dim"))
    if not inject.truth:
        found.append(("false ", "warn"))
    if inject.is_changed:
        found.append(("changed ", "accent"))
    if inject.effects and width >= 90:
        found.append(("effects ", "dim"))
    if inject.seen:
        glyph, word, tone = mark(SEEN, inject.seen)
        found.append((f"{glyph} {word}", tone))
    return tuple(found)
