"""Where panes stand: tabs on a small screen, columns on a larger one."""

from __future__ import annotations

from dataclasses import dataclass

from sems_tui.keys import DECISIONS, EVENTS, FEED, OBJECTIVES, OUTLOOK, PANES, SITUATION, TEAMS

COLUMNS: dict[str, tuple[str, ...]] = {
    "left": (EVENTS, DECISIONS, OBJECTIVES),
    "middle": (SITUATION, TEAMS),
    "right": (OUTLOOK, FEED),
}
"""The panes of each column, from above."""

_LEAST_ROWS = 8
"""A pane with fewer rows is worth less than a tab."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which panes are seen, and how wide the screen counts."""

    width: str
    """narrow, medium, wide."""
    shown: tuple[str, ...]
    has_tabs: bool


def arranged(
    columns: int, rows: int, chosen: dict[str, str], present: str, *, is_alone: bool = False
) -> Arrangement:
    """Return what is seen on so many columns and rows.

    `chosen` names, for each column, the pane that is seen while there is no room for all; `present` is the pane that
    the facilitator looks at, and `is_alone` gives it everything.
    """
    width = "narrow" if columns < 100 or is_alone else ("medium" if columns < 180 else "wide")
    if width == "narrow":
        return Arrangement(width, (present,), has_tabs=True)
    height = {"left": rows, "middle": rows, "right": rows} if width == "wide" else {
        "left": rows, "middle": rows // 2, "right": rows // 2,
    }  # fmt: skip
    shown = [
        pane
        for column, panes in COLUMNS.items()
        for pane in panes
        if height[column] // len(panes) >= _LEAST_ROWS or pane == chosen[column]
    ]
    return Arrangement(width, tuple(shown), has_tabs=len(shown) < len(PANES))


def column_of(pane: str) -> str:
    """Return the column in which a pane stands."""
    return next(column for column, panes in COLUMNS.items() if pane in panes)


def at_first() -> dict[str, str]:
    """Return the pane of each column that is seen first."""
    return {"left": EVENTS, "middle": SITUATION, "right": FEED}
