"""Prompts: what the model has for people to do, and what one key does about it."""

from __future__ import annotations

from sems_sim.exercise import picture as views
from sems_tui.drawing.line import Item, Line, spread
from sems_tui.drawing.marks import PROMPT
from sems_tui.drawing.times import span

_ORDER = ("raise", "stand_down", "decision", "plan", "inject", "review", "deliver", "tell", "note")


def items(picture: views.Picture) -> tuple[Item, ...]:
    """Return one item for each prompt: what presses most first, and then the oldest."""
    ranked = sorted(picture.prompts, key=lambda one: (_rank(one.kind), one.since_ms, one.number))
    return tuple(_item(one, span(picture.clock.at_ms - one.since_ms)) for one in ranked)


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def notes(picture: views.Picture) -> tuple[int, ...]:
    """Return the numbers of the prompts that only note what a team sees or is told."""
    return tuple(one.number for one in picture.prompts if one.kind in ("note", "tell"))


def question(picture: views.Picture, number: str) -> Line:
    """Return what the keys do about the prompt of a number, and how many there are."""
    chosen = next((one for one in picture.prompts if str(one.number) == number), None)
    if chosen is None:
        return ()
    several = notes(picture)
    line: Line = (("y", "key"), (f" {chosen.answer}  ", ""), ("n", "key"), (" let go", ""))
    if len(several) > 1:
        line = (*line, ("  Y", "key"), (f" all {len(several)} notes", ""))
    return line


def _item(one: views.PromptView, age: str) -> Item:
    kind = PROMPT.get(one.kind, one.kind.upper())
    head: Line = ((f"? {kind} ", "warn"), (one.words, ""))
    return Item(str(one.number), (one, age), lambda width: (spread(head, ((age, "dim"),), width),))
