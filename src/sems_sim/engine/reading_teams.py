"""What each team holds to be so, and what waits for it, as frozen plain numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.engine.people import People, Team
from sems_sim.engine.picture import Note
from sems_sim.engine.world import World


@dataclass(frozen=True, slots=True)
class BeliefReading:
    """One item in a team's picture; amounts in the service's own unit."""

    item: int
    value: float
    """Level of an asset, performance of a service, severity of an incident; 0 to 1."""
    is_open: bool
    is_contained: bool
    backlog: float
    lost: float
    is_below_mbco: bool
    is_over_rto: bool
    is_over_mtpd: bool
    observed_ms: int
    """When this was so."""
    is_in_view: bool
    """Watched, and as believed: then it has no age."""
    error: float
    """How far the value is from the truth now."""


@dataclass(frozen=True, slots=True)
class NoteReading:
    """One thing that waits to be taken in."""

    number: int
    item: int
    """What it is about; NONE for mere text."""
    is_own: bool
    """Seen with the team's own eyes, not told."""
    is_warning: bool
    """A sign of an incident to come."""
    value: float
    """What it says of the item; 0 where it says nothing."""
    is_open: bool
    arrived_ms: int


@dataclass(frozen=True, slots=True)
class TeamReading:
    """One team."""

    is_played: bool
    people: int
    present: int
    load: float
    """What it has before it, per place of its attention; 0.5 for a team that people play."""
    in_hand: int
    """How many things it is taking in now."""
    open_decisions: int
    beliefs: tuple[BeliefReading, ...]
    """What it has any idea of, by item."""
    notes: tuple[NoteReading, ...]
    """What waits, oldest first."""


def read_teams(world: World, people: People) -> tuple[TeamReading, ...]:
    """Return every team as it is now."""
    return tuple(
        TeamReading(
            is_played=world.is_played(team.index),
            people=team.row.people,
            present=team.present,
            load=people.load(team),
            in_hand=team.inbox.busy,
            open_decisions=team.open_decisions,
            beliefs=_beliefs(team),
            notes=tuple(_note(note) for note in team.inbox.by_arrival()),
        )
        for team in people.all
    )


def _beliefs(team: Team) -> tuple[BeliefReading, ...]:
    found = []
    for item, view in sorted(team.views.items()):
        belief = view.belief
        if belief is not None:
            found.append(
                BeliefReading(
                    item=item,
                    value=belief.value,
                    is_open=belief.is_open,
                    is_contained=belief.is_contained,
                    backlog=belief.backlog,
                    lost=belief.lost,
                    is_below_mbco=belief.is_below_mbco,
                    is_over_rto=belief.is_over_rto,
                    is_over_mtpd=belief.is_over_mtpd,
                    observed_ms=view.observed_ms,
                    is_in_view=view.is_in_view,
                    error=view.error,
                )
            )
    return tuple(found)


def _note(note: Note) -> NoteReading:
    said = note.snapshot
    return NoteReading(
        number=note.number,
        item=note.item,
        is_own=note.is_own,
        is_warning=note.warns is not None,
        value=0.0 if said is None else said.value,
        is_open=said is not None and said.is_open,
        arrived_ms=note.arrived_ms,
    )
