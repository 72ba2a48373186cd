"""The handshake on entering a level: what is carried over, and when enough are there."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.engine.people import People, Team
from sems_sim.engine.picture import View
from sems_sim.engine.world import World
from sems_sim.events import Kind, Phase
from sems_sim.laws import exp as e_to
from sems_sim.laws import hours_to_ms, normal_quantile
from sems_sim.model import LevelRow, Parameter

ABSENT_FACTOR = 8.0
"""A member who cannot be reached at first arrives this much later."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a level."""

    row: LevelRow
    number: int
    """How often the level has been entered, this time included."""
    leader: Team | None


class Handover:
    """What the new leader of a level gets from the old ones."""

    def __init__(self, world: World, people: People) -> None:
        """Know the teams."""
        self._world = world
        self._people = people

    def hand_over(self, old_leaders: list[Team], entry: Entry, cause: int) -> int:
        """Enter a level with what is carried over of the old leaders' pictures; return the record of it."""
        carried, lost = self._carried(old_leaders, entry)
        known = len(carried) + lost
        share = len(carried) / known if known else 1.0
        entity = entry.row.entity
        record = self._world.record(Phase.COMMAND_LEVEL, entity, Kind.LEVEL_ENTERED, share, cause)
        if lost:
            self._world.record(Phase.COMMAND_LEVEL, entity, Kind.CONTEXT_LOST, float(lost), record)
        leader = entry.leader
        for item, view in carried:
            if leader is None or view.belief is None:
                continue
            own = leader.views.get(item)
            if own is None or own.belief is None or own.observed_ms < view.observed_ms:
                observed = self._world.now_ms if view.is_in_view else view.observed_ms
                self._people.take_over(leader, item, view.belief, observed, record)
        return record

    def _carried(self, old_leaders: list[Team], entry: Entry) -> tuple[list[tuple[int, View]], int]:
        """Draw which items known to the old leaders are carried over; return those, and how many are not.

        Players are told nothing: they are briefed in the room.
        """
        leader, world = entry.leader, self._world
        carried: list[tuple[int, View]] = []
        lost = 0
        if leader is None or not world.people_on or world.is_played(leader.index):
            return carried, lost
        share = world.maturity.value(Parameter.CONTEXT_CARRIED)
        for team in old_leaders:
            for item in sorted(team.views):
                if team is leader or team.views[item].belief is None:
                    continue
                n = (world.tables.items[item].salt + entry.number) & 0xFFFFFFFF
                if world.chance(leader.row.context_stream, n) < share:
                    carried.append((item, team.views[item]))
                else:
                    lost += 1
        return carried, lost

    def quorum_ms(self, entry: Entry) -> int:
        """Return how long it takes until enough members of the leading team are there."""
        leader = entry.leader
        quorum = entry.row.quorum or (leader.row.quorum if leader is not None else 0)
        if leader is None or quorum <= 0 or leader.present <= 0:
            return 0
        arrivals = [self._arrival_h(leader, entry.number, member) for member in range(leader.present)]
        arrivals.sort()
        return hours_to_ms(arrivals[min(quorum, len(arrivals)) - 1])

    def _arrival_h(self, leader: Team, entry: int, member: int) -> float:
        """Return after how many hours a member is there; one who cannot be reached at first comes late."""
        constants = self._world.constants
        draw = self._world.chance(leader.row.arrive_stream, entry * 4096 + member)
        absent = constants["member_absent"]
        late = 1.0
        if draw < absent:
            late, draw = ABSENT_FACTOR, draw / absent
        else:
            draw = (draw - absent) / (1.0 - absent)
        spread = e_to(constants["arrival_sigma"] * normal_quantile(min(max(draw, 1e-12), 1.0 - 1e-12)))
        return constants["arrival_median_h"] * spread * late
