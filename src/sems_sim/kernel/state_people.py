"""What teams believe, what waits in their inboxes, and what is under way between them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.compiling import rule
from sems_sim.kernel.doors import PEOPLE
from sems_sim.kernel.memory import PER_UNIT, begin, layout, pool, state, static
from sems_sim.kernel.state_world import counts
from sems_sim.model import NONE, Model

_FIRST = PEOPLE * PER_UNIT


class Snapshot:
    """One item as it was when somebody looked; fields as in the engine's Snapshot. Compared field by field."""

    link: int
    value: float
    backlog: float
    lost: float
    is_open: bool
    is_contained: bool
    is_below_mbco: bool
    is_over_rto: bool
    is_over_mtpd: bool


class View:
    """One item in one team's picture: row `view_of(w, team, item)`. Beliefs are kept in the view itself."""

    exists: bool
    """Whether the team has a view of the item at all."""
    is_watched: bool
    has_belief: bool
    """Whether anything is believed, and so anything was seen or learnt."""
    is_in_view: bool
    value: float
    """What is believed."""
    backlog: float
    lost: float
    is_open: bool
    is_contained: bool
    is_below_mbco: bool
    is_over_rto: bool
    is_over_mtpd: bool
    seen_is_open: bool
    seen_is_contained: bool
    seen_is_below_mbco: bool
    seen_is_over_rto: bool
    seen_is_over_mtpd: bool
    is_dirty: bool
    """Whether senses are about to look at it anew."""
    is_again: bool
    """Whether they do because of something of which each new state is to be noticed anew."""
    is_missed: bool
    """Whether a missed silo left the team uninformed of it."""
    is_on_missed_list: bool
    observed_ms: int
    error: float
    seen_value: float
    """What was noticed or learnt last; only a difference from this is noticed next."""
    seen_backlog: float
    seen_lost: float
    stream: int
    """By which seeing it is drawn; 0 if the team does not watch it."""
    changes: int
    sight: int = NONE
    """Handle of the noticing that is arranged; also one cancelled stands for a difference that is being built up."""
    threshold: float
    built: float
    rate_per_h: float
    anchor_ms: int
    area_start: float
    told_in: int
    """The last hearing in which players were asked to tell of it; 0 for none."""
    next_knowing: int = NONE
    """The next view of the same item by a team that knows of it."""
    next_missed: int = NONE


class TeamState:
    """One team: its inbox and its ledger."""

    waiting: int
    """How many notes wait."""
    first_note: int = NONE
    """The notes that wait, in no order: go on with `note(w, one).link`."""
    busy: int
    arrived: int
    is_asked: bool
    is_overloaded: bool
    overload_since_ms: int
    overload_ms: int
    open_decisions: int
    is_played: bool
    """Whether people play it: the model does nothing in its place."""
    present: int
    """How many of its people are there."""
    hearings: int
    """How often players have taken something in; numbers the hearings from 1."""
    messages: int
    errors: int
    known: int
    aged: int
    observed_sum_ms: int
    error: float
    since_ms: int
    item_hours: float
    error_hours: float
    age_hours: float


class Note:
    """One thing in an inbox: seen by the team itself, or told. A row of the pool `note`."""

    link: int
    number: int
    item: int
    snapshot: int
    """A row of the pool `snapshot` that the note owns, or NONE."""
    observed_ms: int
    is_own: bool
    is_unseen: bool
    """Whether players could see it for themselves and have not yet taken it in."""
    cause: int
    rank: float
    draw: float
    arrived_ms: int
    warns_incident: int
    """The incident that a precursor warns of, and the number of its opening; NONE if it warns of nothing."""
    warns_number: int


class ItemState:
    """Who knows of an item."""

    first_knowing: int = NONE
    """The first view with a belief; go on with `view(w, one).next_knowing`."""


class SensesState:
    """What all eyes have in common; one row."""

    is_settling: bool
    dirty: int
    """How many views are to be looked at anew."""


class Dirty:
    """One view that is to be looked at anew."""

    which: int


class WatchersOf:
    """Who watches an item: a range of `watcher`."""

    first: int
    count: int


class Watcher:
    """One team that watches an item."""

    team: int


def _views(model: Model) -> NDArray[Any]:
    rows = begin(View, len(model.teams) * len(model.items))
    for number, team in enumerate(model.teams):
        for item, stream in zip(team.watches, team.see_streams, strict=True):
            row = rows[number * len(model.items) + item]
            row["exists"] = row["is_watched"] = row["is_in_view"] = True
            row["stream"] = stream
    return rows


def _teams(model: Model) -> NDArray[Any]:
    rows = begin(TeamState, len(model.teams))
    rows["present"] = [team.people for team in model.teams]
    return rows


def _watchers(model: Model) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in model.items]
    for number, team in enumerate(model.teams):
        for item in dict.fromkeys(team.watches):
            found[item].append(number)
    return found


def _watcher_ranges(model: Model) -> NDArray[Any]:
    rows = np.zeros(len(model.items), layout(WatchersOf))
    first = 0
    for item, teams in enumerate(_watchers(model)):
        rows[item] = (first, len(teams))
        first += len(teams)
    return rows


def _watcher_rows(model: Model) -> NDArray[Any]:
    return np.array([(team,) for teams in _watchers(model) for team in teams], layout(Watcher))


SNAPSHOTS, NOTES = _FIRST, _FIRST + 1
snapshot = pool(SNAPSHOTS, Snapshot, lambda model: 256 + 4 * len(model.items))
note = pool(NOTES, Note, lambda model: 256 + 4 * len(model.teams))
view = state(_FIRST + 2, View, _views)
TEAMS = _FIRST + 3
team_state = state(TEAMS, TeamState, _teams)
item_state = state(_FIRST + 4, ItemState, lambda model: len(model.items))
senses_state = state(_FIRST + 5, SensesState, lambda model: 1)
dirty = state(_FIRST + 6, Dirty, lambda model: 1 + sum(len(team.watches) for team in model.teams))
watchers_of = static(_FIRST + 7, WatchersOf, _watcher_ranges)
watcher = static(_FIRST + 8, Watcher, _watcher_rows)


@rule
def view_of(w: int, team: int, item: int) -> int:
    """Return the row of a team's view of an item."""
    return team * counts(w).items + item
