"""Teams: who plays them, whether they are there, how loaded they are, what waits for them."""

from __future__ import annotations

from sems_sim.exercise import picture as views
from sems_tui.drawing.line import Item, Line, said, sized, spread


def items(picture: views.Picture) -> tuple[Item, ...]:
    """Return one item for each team, those that people play first."""
    ranked = sorted(picture.teams, key=lambda one: not one.is_played)
    return tuple(_item(one) for one in ranked) or (said("There are no teams."),)


def _item(one: views.TeamView) -> Item:
    player = ("☺ people", "accent") if one.is_played else ("⚙ model ", "dim")
    there = ("convened", "good") if one.is_convened else ("not convened", "warn")
    wrong = sum(belief.is_wrong for belief in one.picture)

    def draw(width: int) -> tuple[Line, ...]:
        load = "warn" if one.load >= 0.8 else "dim"
        head: Line = (
            player,
            (" ", ""),
            sized(one.title, max(10, min(30, width - 50)), "strong"),
            (" ", ""),
            there,
        )
        tail: tuple[tuple[str, str], ...] = (
            (f"{one.present}/{one.people} there", "dim"),
            (f" load {one.load:.0%}", load),
        )
        if one.waiting:
            tail = (*tail, (f" · {len(one.waiting)} to tell", "warn"))
        if wrong:
            tail = (*tail, (f" · {wrong} wrong", "bad"))
        return (spread(head, tail, width),)

    return Item(one.name, one, draw)
