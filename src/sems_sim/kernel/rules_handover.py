"""The handshake on entering a level: what is carried over, and what that takes."""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import chance, give, record, take, valued
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import through
from sems_sim.kernel.rules_deciding import is_played, leads
from sems_sim.kernel.state_command import arrival, rung_state
from sems_sim.kernel.state_people import SNAPSHOTS, snapshot, team_state, view, view_of
from sems_sim.kernel.state_world import constants, counts, world
from sems_sim.kernel.tables import item_row, level_row, team_row
from sems_sim.laws import exp as _exp
from sems_sim.laws import hours_to_ms as _hours_to_ms
from sems_sim.laws import normal_quantile as _normal_quantile
from sems_sim.model import Parameter

ABSENT_FACTOR = 8.0
"""A member who cannot be reached at first arrives this much later."""
_COMMAND_LEVEL = int(Phase.COMMAND_LEVEL)
_LEVEL_ENTERED, _CONTEXT_LOST = int(Kind.LEVEL_ENTERED), int(Kind.CONTEXT_LOST)
_CONTEXT_CARRIED = int(Parameter.CONTEXT_CARRIED)
_TAKE_OVER = doors.TAKE_OVER
_MASK = 0xFFFFFFFF
_LEAST, _MOST = 1e-12, 1.0 - 1e-12
e_to, hours_to_ms, normal_quantile = law(_exp), law(_hours_to_ms), law(_normal_quantile)


@rule
def hand_over(w: int, old: int, level: int, cause: int) -> int:
    """Enter a level with what is carried over of the old leaders' pictures; return the record of it."""
    carried, lost = _count_carried(w, old, level)
    known = carried + lost
    share = carried / known if known > 0 else 1.0
    entity = level_row(w, level).entity
    told = record(w, _COMMAND_LEVEL, entity, _LEVEL_ENTERED, share, cause)
    if lost > 0:
        record(w, _COMMAND_LEVEL, entity, _CONTEXT_LOST, float(lost), told)
    if carried > 0:
        _carry_over(w, old, level, told)
    return told


@rule
def _hands_over(w: int, team: int, old: int, leader: int) -> bool:
    """Return whether a team is one of the old leaders that are to tell the new one."""
    return team != leader and leads(w, team, old)


@rule
def _is_carried(w: int, item: int, level: int) -> bool:
    """Return whether an item that the old leaders know is carried over, drawn for each entry."""
    leader = level_row(w, level).led_by
    n = (item_row(w, item).salt + rung_state(w, level).entries) & _MASK
    return chance(w, team_row(w, leader).context_stream, n) < valued(w, _CONTEXT_CARRIED)


@rule
def _count_carried(w: int, old: int, level: int) -> tuple[int, int]:
    """Return how many items known to the old leaders are carried over, and how many are not."""
    leader = level_row(w, level).led_by
    carried, lost = 0, 0
    if leader < 0 or not world(w).people_on or is_played(w, leader):
        return carried, lost
    for team in range(counts(w).teams):
        if not _hands_over(w, team, old, leader):
            continue
        for item in range(counts(w).items):
            seen = view(w, view_of(w, team, item))
            if seen.exists and seen.has_belief:
                if _is_carried(w, item, level):
                    carried += 1
                else:
                    lost += 1
    return carried, lost


@rule
def _carry_over(w: int, old: int, level: int, cause: int) -> int:
    leader = level_row(w, level).led_by
    for team in range(counts(w).teams):
        if not _hands_over(w, team, old, leader):
            continue
        for item in range(counts(w).items):
            seen = view(w, view_of(w, team, item))
            if seen.exists and seen.has_belief and _is_carried(w, item, level):
                _carry_item(w, team, leader, item, cause)
    return 0


@rule
def _carry_item(w: int, team: int, leader: int, item: int, cause: int) -> int:
    """Let the new leader take over one item, unless its own picture is as fresh."""
    seen, own = view(w, view_of(w, team, item)), view(w, view_of(w, leader, item))
    if own.exists and own.has_belief and own.observed_ms >= seen.observed_ms:
        return 0
    observed_ms = seen.observed_ms
    if seen.is_in_view:
        observed_ms = world(w).now_ms
    kept = take(w, SNAPSHOTS)
    told = snapshot(w, kept)
    told.value, told.backlog, told.lost = seen.value, seen.backlog, seen.lost
    told.is_open, told.is_contained = seen.is_open, seen.is_contained
    told.is_below_mbco, told.is_over_rto = seen.is_below_mbco, seen.is_over_rto
    told.is_over_mtpd = seen.is_over_mtpd
    through(w, _TAKE_OVER, leader, item, kept, observed_ms, cause)
    give(w, SNAPSHOTS, kept)
    return 0


@rule
def quorum_ms(w: int, level: int) -> int:
    """Return how long it takes until enough members of the leading team are there."""
    row = level_row(w, level)
    if row.led_by < 0:
        return 0
    leader, there = team_row(w, row.led_by), team_state(w, row.led_by).present
    quorum = row.quorum
    if quorum == 0:
        quorum = leader.quorum
    if quorum <= 0 or there <= 0:
        return 0
    for member in range(there):
        n = rung_state(w, level).entries * 4096 + member
        _arrive(w, member, _arrival_h(w, chance(w, leader.arrive_stream, n)))
    gathered_ms: int = hours_to_ms(arrival(w, min(quorum, there) - 1).value)
    return gathered_ms


@rule
def _arrival_h(w: int, draw: float) -> float:
    """Return after how many hours a member is there; one who cannot be reached at first comes late."""
    absent = constants(w).member_absent
    late = 1.0
    if draw < absent:
        late = ABSENT_FACTOR
        rest = draw / absent
    else:
        rest = (draw - absent) / (1.0 - absent)
    spread = e_to(constants(w).arrival_sigma * normal_quantile(min(max(rest, _LEAST), _MOST)))
    hours: float = constants(w).arrival_median_h * spread * late
    return hours


@rule
def _arrive(w: int, present: int, hours: float) -> int:
    """Put one more arrival in its place among those sorted so far."""
    where = present
    while where > 0 and arrival(w, where - 1).value > hours:
        arrival(w, where).value = arrival(w, where - 1).value
        where -= 1
    arrival(w, where).value = hours
    return 0
