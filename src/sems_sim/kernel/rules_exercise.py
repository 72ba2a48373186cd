"""What only an exercise can order: decide, hand over, hold still, put off."""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import record
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import through
from sems_sim.kernel.rules_injects import reschedule, withhold
from sems_sim.kernel.state_assets import asset_state
from sems_sim.kernel.state_command import command_state
from sems_sim.kernel.state_effects import task_pin
from sems_sim.kernel.state_incidents import incident_state
from sems_sim.kernel.state_people import team_state
from sems_sim.kernel.state_world import world
from sems_sim.kernel.tables import asset_row, effect_row, incident_row, task_row, team_row
from sems_sim.model import EntityKind, Verb

_TAKE, _PLAY, _HEAR, _WITHHOLD = (int(Verb[name]) for name in ("TAKE", "PLAY", "HEAR", "WITHHOLD"))
_RESCHEDULE, _PIN, _UNPIN, _ROSTER = (int(Verb[name]) for name in ("RESCHEDULE", "PIN", "UNPIN", "ROSTER"))
_ENTER = int(Verb.ENTER)
_ASSET, _TASK, _INCIDENT = int(EntityKind.ASSET), int(EntityKind.TASK), int(EntityKind.INCIDENT)
_COMMAND, _TEAM_PLAYED = int(Phase.COMMAND), int(Kind.TEAM_PLAYED)
_PINNED, _UNPINNED = int(Kind.PINNED), int(Kind.UNPINNED)
_DECIDE_FOR, _DOOR_HEAR, _SET_PRESENT = doors.DECIDE_FOR, doors.HEAR, doors.SET_PRESENT
_HAND_OVER_NOTES, _HAND_OVER_DECISIONS = doors.HAND_OVER_NOTES, doors.HAND_OVER_DECISIONS
_LOOK_ANEW, _PLANS_AUTHORITY, _GATHER = doors.LOOK_ANEW, doors.PLANS_AUTHORITY, doors.GATHER
_PIN_ASSET, _PIN_TASK = doors.PIN_ASSET, doors.PIN_TASK
_PIN_INCIDENT, _PIN_RESPONSE = doors.PIN_INCIDENT, doors.PIN_RESPONSE


@rule
def exercise(w: int, effect: int, cause: int) -> int:
    """Carry out one of the verbs of an exercise; what changes nothing leaves no record."""
    row = effect_row(w, effect)
    verb, value = row.verb, int(row.value)
    if verb == _TAKE:
        through(w, _DECIDE_FOR, row.target, value, cause)
    elif verb == _PLAY:
        _play(w, row.target, value != 0, cause)
    elif verb == _HEAR:
        through(w, _DOOR_HEAR, row.target, value, cause)
    elif verb == _WITHHOLD:
        withhold(w, row.target, value != 0, cause)
    elif verb == _RESCHEDULE:
        reschedule(w, row.target, value, cause)
    elif verb in (_PIN, _UNPIN):
        _pin(w, effect, verb == _PIN, cause)
    elif verb == _ROSTER:
        through(w, _SET_PRESENT, row.target, value, cause)
    elif verb == _ENTER:
        through(w, _GATHER, row.target, cause)
    return 0


@rule
def _play(w: int, team: int, is_played: bool, cause: int) -> int:
    """Hand a team to players, or back to the model, which then looks at everything anew."""
    it = team_state(w, team)
    if it.is_played == is_played:
        return 0
    it.is_played = is_played
    value = 1.0 if is_played else 0.0
    told = record(w, _COMMAND, team_row(w, team).entity, _TEAM_PLAYED, value, cause)
    through(w, _HAND_OVER_NOTES, team, is_played, told)
    through(w, _HAND_OVER_DECISIONS, team, is_played, told)
    if not is_played:
        through(w, _LOOK_ANEW, told)
        through(w, _PLANS_AUTHORITY, told)
    return 0


# --- pins ---


@rule
def _pin(w: int, effect: int, is_pinned: bool, cause: int) -> int:
    """Let something stay as it is, or go on; a level stands for the whole response."""
    row = effect_row(w, effect)
    kind, target = row.target_kind, row.target
    if _is_pinned(w, kind, target) == is_pinned:
        return 0
    told = record(w, _COMMAND, _entity(w, kind, target), _PINNED if is_pinned else _UNPINNED, 1.0, cause)
    if kind == _ASSET:
        return through(w, _PIN_ASSET, target, is_pinned, told)
    if kind == _TASK:
        return through(w, _PIN_TASK, target, is_pinned, told)
    if kind == _INCIDENT:
        return through(w, _PIN_INCIDENT, target, is_pinned, told)
    return through(w, _PIN_RESPONSE, is_pinned, told)


@rule
def _is_pinned(w: int, kind: int, target: int) -> bool:
    if kind == _ASSET:
        return asset_state(w, target).is_pinned
    if kind == _TASK:
        return task_pin(w, target).is_pinned
    if kind == _INCIDENT:
        return incident_state(w, target).is_pinned
    return command_state(w).is_pinned


@rule
def _entity(w: int, kind: int, target: int) -> int:
    if kind == _ASSET:
        return asset_row(w, target).entity
    if kind == _TASK:
        return task_row(w, target).entity
    return incident_row(w, target).entity if kind == _INCIDENT else world(w).organisation
