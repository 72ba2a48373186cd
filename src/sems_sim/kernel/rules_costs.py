"""What a run has cost, in money and in people, added up in a fixed order."""

from __future__ import annotations

from sems_sim.kernel import doors
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import through
from sems_sim.kernel.state_command import command_state
from sems_sim.kernel.state_crews import tasks_state
from sems_sim.kernel.state_effects import effects_state
from sems_sim.kernel.state_world import world

_SERVICE_MONEY, _ASSET_MONEY, _CREW_COST = doors.SERVICE_MONEY, doors.ASSET_MONEY, doors.CREW_COST
_PENALTIES, _INCIDENT_COST, _HARMED = doors.PENALTIES, doors.INCIDENT_COST, doors.HARMED


@rule
def harmed(w: int) -> float:
    """Return the people hurt or taken ill so far."""
    through(w, _HARMED)
    return world(w).answer


@rule
def answer_until(w: int, door: int, end_ms: int) -> float:
    """Return the real number that a door gives back for the time up to a moment."""
    through(w, door, end_ms)
    return world(w).answer


@rule
def costs(w: int, end_ms: int) -> tuple[float, float, float, float, float]:
    """Return the costs so far: response, rework, lost service, penalties, over-reaction."""
    over_reaction, rework = effects_state(w).over_reaction, tasks_state(w).rework_cost
    served = answer_until(w, _SERVICE_MONEY, end_ms)
    lost = served + answer_until(w, _ASSET_MONEY, end_ms)
    crews = answer_until(w, _CREW_COST, end_ms)
    response = crews + effects_state(w).spent + command_state(w).spent + tasks_state(w).improvised_cost
    through(w, _INCIDENT_COST)
    response = response - rework + world(w).answer
    penalties = answer_until(w, _PENALTIES, end_ms)
    return response, rework, lost - over_reaction, penalties, over_reaction


@rule
def sum_of(response: float, rework: float, lost: float, penalties: float, over_reaction: float) -> float:
    """Return a total in a fixed order of addition."""
    return 0.0 + response + rework + lost + penalties + over_reaction


@rule
def money(w: int) -> float:
    """Return all costs so far."""
    response, rework, lost, penalties, over_reaction = costs(w, world(w).now_ms)
    return sum_of(response, rework, lost, penalties, over_reaction)
