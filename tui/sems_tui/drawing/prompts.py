"""Prompts: what the model has for people to do, and what one key does about it."""

from __future__ import annotations

from sems_sim.exercise import picture as views
from sems_tui.drawing.line import Item, Line, spread
from sems_tui.drawing.marks import PROMPT
from sems_tui.drawing.times import span


def items(picture: views.Picture) -> tuple[Item, ...]:
    """Return one item for each prompt, the oldest first."""
    return tuple(_item(one, span(picture.clock.at_ms - one.since_ms)) for one in picture.prompts)


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
    head: Line = ((f"? {kind} ", "warn"), (f"{one.team}: " if one.team else "", "strong"), (one.words, ""))
    return Item(str(one.number), (one, age), lambda width: (spread(head, ((age, "dim"),), width),))
