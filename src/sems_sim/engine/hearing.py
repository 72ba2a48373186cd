"""Teams that people play: what waits for them, and when they take it in.

Nothing is taken in before the players say so, nothing is misread, and nothing is passed on: whoever runs the exercise
is told what waits and what is news.
"""

from __future__ import annotations

from sems_sim.engine.incidents import Incidents
from sems_sim.engine.people import People, Team
from sems_sim.engine.picture import Note
from sems_sim.engine.world import World
from sems_sim.events import Kind, Phase
from sems_sim.model import NONE, ItemKind, Verb


class Hearing:
    """What players take in."""

    def __init__(self, world: World, people: People, incidents: Incidents) -> None:
        """Know the teams, and what can be noticed."""
        self._world = world
        self._people = people
        self._incidents = incidents

    def hear(self, index: int, item: int, cause: int) -> None:
        """Take in what waits for a played team about an item, or for NONE everything, oldest first."""
        team = self._people.all[index]
        if not self._world.is_played(index) or team.present == 0:
            return
        heard = [note for note in team.inbox.by_arrival() if item in (NONE, note.item)]
        if not heard:
            return
        entity, verb = team.row.entity, float(Verb.HEAR)
        record = self._world.record(Phase.COMMAND, entity, Kind.EFFECT_APPLIED, verb, cause)
        team.inbox.hearings += 1
        for note in heard:
            team.inbox.waiting.remove(note)
            note.cause = record
            self._see(team, note)
            is_news = self._people.believe(team, note)
            self._people.pass_on(team, note, is_news)

    def hand_over(self, index: int, is_played: bool, cause: int) -> None:  # noqa: FBT001 - to players or back
        """Say what waits for players who take a team over, or let the model go on with it."""
        team = self._people.all[index]
        self._people.weigh(team, cause)
        for note in team.inbox.by_arrival():
            if is_played:
                self._people.say_it_waits(team, note, cause)
            elif not note.is_seen:
                note.cause = cause
                self._see(team, note)
        if not is_played:
            self._people.ask_dispatch(team, cause)

    def _see(self, team: Team, note: Note) -> None:
        """Count what players could see for themselves as noticed now, on record."""
        if note.is_seen:
            return
        note.is_seen = True
        entity = team.row.entity
        note.cause = self._world.record(Phase.SENSE, entity, Kind.SEEN, float(note.item), note.cause)
        row = self._world.tables.items[note.item]
        if row.kind == ItemKind.INCIDENT and note.warns is None:
            self._incidents.all[row.index].mark_detected()
