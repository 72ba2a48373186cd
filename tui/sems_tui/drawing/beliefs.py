"""One team's picture beside the truth: what they believe, and where they are wrong."""

from __future__ import annotations

from sems_sim.exercise import picture as views
from sems_tui.drawing.line import Item, Line, cut, heading, said, sized, spread
from sems_tui.drawing.times import span


def items(team: views.TeamView) -> tuple[Item, ...]:
    """Return what a team believes, line by line, and what waits to be told to it."""
    wrong = sum(one.is_wrong for one in team.picture)
    found = [heading(f"What {team.title} believes", f"{wrong} wrong of {len(team.picture)}")]
    found += [_belief(one) for one in team.picture]
    if not team.picture:
        found.append(said("They know nothing yet."))
    if team.waiting:
        found.append(heading("Waits to be told to them"))
        found += [_waiting(one) for one in team.waiting]
    return tuple(found)


def _belief(one: views.BeliefView) -> Item:
    glyph, tone = ("?", "dim") if not one.is_known else (("✗", "bad") if one.is_wrong else ("●", "good"))
    age = (
        "sees it"
        if one.is_known and one.age_ms is None
        else ("" if one.age_ms is None else f"{span(one.age_ms)} old")
    )

    def draw(width: int) -> tuple[Line, ...]:
        column = max(8, (width - 32) // 2)
        head: Line = ((f"{glyph} ", tone), sized(one.title, min(28, column), ""), (" ", ""))
        words: Line = (("believe ", "dim"), (one.believed, tone), (" · truth ", "dim"), (one.truth, "strong"))
        wrong: Line = (("WRONG ", "bad"),) if one.is_wrong else ()
        return (spread((*head, *wrong, *words), ((age, "dim"),), width),)

    return Item(f"belief {one.item}", (one, age), draw)


def _waiting(one: views.WaitingNote) -> Item:
    own = " (they could see it)" if one.is_own else ""
    line: Line = (("… ", "warn"), (one.words, ""), (own, "dim"))
    return Item(f"waiting {one.item}", one, lambda width: (cut(line, width),))
