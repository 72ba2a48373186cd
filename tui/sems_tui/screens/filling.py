"""What each pane shows of a picture, what it is called, and what a key acts upon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sems_sim.exercise import picture as views
from sems_tui.drawing import (
    Item,
    Outlook,
    beliefs,
    decisions,
    details,
    events,
    fan,
    feed,
    objectives,
    situation,
    teams,
)
from sems_tui.keys import DECISIONS, EVENTS, FEED, OBJECTIVES, OUTLOOK, SITUATION, TEAMS

WHERE = {
    "fire": EVENTS, "edit": EVENTS, "delay": EVENTS, "skip": EVENTS, "response": EVENTS, "delivery": EVENTS,
    "decision": DECISIONS, "amend": FEED, "undo": FEED, "hold": SITUATION, "observation": OBJECTIVES, "team": TEAMS,
}  # fmt: skip
"""Which pane's chosen line an errand is about."""

LACKING = {
    "fire": "Choose an inject first (1, then ↑ ↓).",
    "edit": "Choose an inject first (1, then ↑ ↓).",
    "delay": "Choose an inject first (1, then ↑ ↓).",
    "skip": "Choose an inject first (1, then ↑ ↓).",
    "response": "Choose an inject first (1, then ↑ ↓).",
    "delivery": "Choose an inject first (1, then ↑ ↓).",
    "amend": "Nobody has written anything yet that could be corrected.",
    "undo": "Choose the slip in the feed first (3, then ↑ ↓).",
    "team": "Choose a team first (7, then ↑ ↓).",
}
"""What is said where nothing is chosen."""

_WRITTEN = ("decision", "message", "observation")
"""Kinds of lines that hold words of people, which can be mistyped."""
_COMPUTED = ("model", "prompt", "remark")
"""Kinds of lines that nobody wrote."""

_SHORT = {
    SITUATION: "Situation", FEED: "Feed", DECISIONS: "Decide", OUTLOOK: "Forecast", OBJECTIVES: "Objectives",
    TEAMS: "Teams",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """All that the panes are filled from."""

    picture: views.Picture
    team: str
    """The team whose picture stands for the situation; empty for the truth."""
    outlook: Outlook | None
    is_looking: bool
    trouble: str
    refusals: tuple[views.FeedLine, ...]


def items(pane: str, told: Told) -> tuple[Item, ...]:
    """Return the items of a pane."""
    picture = told.picture
    if pane == EVENTS:
        return events.items(picture)
    if pane == SITUATION:
        team = _team(picture, told.team)
        return situation.items(picture) if team is None else beliefs.items(team)
    if pane == FEED:
        return feed.items(picture, own=told.refusals)
    if pane == DECISIONS:
        return decisions.items(picture)
    if pane == OUTLOOK:
        return fan.items(told.outlook, picture.clock.at_ms, is_busy=told.is_looking, trouble=told.trouble)
    return objectives.items(picture) if pane == OBJECTIVES else teams.items(picture)


def title(pane: str, told: Told) -> str:
    """Return what stands above a pane: its name and what matters most in it."""
    picture = told.picture
    if pane == EVENTS:
        return _events_title(picture)
    if pane == SITUATION:
        team = _team(picture, told.team)
        return "SITUATION · truth" if team is None else f"PICTURE of {team.title} · not the truth"
    if pane == DECISIONS:
        return f"DECISIONS · {sum(one.state in ('open', 'overdue') for one in picture.decisions)} open"
    return _SHORT[pane].upper()


def _events_title(picture: views.Picture) -> str:
    due = sum(one.status == "due" for one in picture.injects)
    waiting = sum(one.status == "pending" for one in picture.injects)
    return f"{picture.style.events} · " + (f"{due} DUE · " if due else "") + f"{waiting} to come"


def short(pane: str, told: Told) -> str:
    """Return what a tab is called; an exclamation mark says that something waits there."""
    picture = told.picture
    if pane == EVENTS:
        return picture.style.events + ("!" if any(one.status == "due" for one in picture.injects) else "")
    if pane == DECISIONS:
        return _SHORT[pane] + ("!" if decisions.first_open(picture) else "")
    return _SHORT[pane]


def coming(picture: views.Picture) -> str:
    """Return the inject the cursor begins on."""
    return events.next_inject(picture)


def pictured(picture: views.Picture) -> tuple[views.TeamView, ...]:
    """Return the teams whose pictures can be shown, those that people play first."""
    return tuple(sorted((one for one in picture.teams if one.picture), key=lambda one: not one.is_played))


def _team(picture: views.Picture, name: str) -> views.TeamView | None:
    return next((one for one in picture.teams if one.name == name), None)


def subject(errand: str, key: str, picture: views.Picture) -> str | None:
    """Return the name of what an errand is about; None if it needs one and there is none."""
    if errand == "decision":
        return decisions.first_open(picture) or key
    if errand == "hold":
        return _thing(key)
    if errand == "amend":
        return _amendable(key, picture)
    if errand == "undo":
        return key if key.isdigit() else None
    return key if key or errand not in LACKING else None


def _amendable(key: str, picture: views.Picture) -> str | None:
    """Return the chosen entry unless nobody wrote it, or else the last one that somebody did."""
    chosen = next((line for line in picture.feed if str(line.entry) == key), None)
    if chosen is not None and chosen.kind not in _COMPUTED:
        return key
    return next((str(line.entry) for line in reversed(picture.feed) if line.kind in _WRITTEN), None)


def _thing(key: str) -> str:
    """Return the name behind a line of the situation: `asset baggage` is `baggage`."""
    kind, _, name = key.partition(" ")
    return name.split(" ")[0] if kind in ("asset", "task", "incident") else ""


def detail(
    pane: str, key: str, picture: views.Picture, refusals: tuple[views.FeedLine, ...]
) -> tuple[str, tuple[str, ...]] | None:
    """Return title and sentences about a line of a pane; None if there is nothing to add."""
    if pane == EVENTS:
        return _first(details.of_inject(one) for one in picture.injects if one.id == key)
    if pane == FEED:
        return _first(details.of_line(one) for one in (*picture.feed, *refusals) if str(one.entry) == key)
    if pane == DECISIONS:
        return _first(details.of_decision(one) for one in picture.decisions if one.name == key)
    if pane == OBJECTIVES:
        return _first(details.of_objective(one) for one in picture.objectives if one.id == key)
    if pane == TEAMS:
        return _first(details.of_team(one) for one in picture.teams if one.name == key)
    if pane == SITUATION and key.startswith("asset "):
        return _first(details.of_asset(one) for one in picture.assets if f"asset {one.name}" == key)
    return None


def _first(found: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[str, tuple[str, ...]] | None:
    return next(iter(found), None)
