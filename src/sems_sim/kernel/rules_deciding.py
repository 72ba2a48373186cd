"""Who may decide, and how long it takes: asked by levels, decisions and plans alike."""

from __future__ import annotations

from sems_sim.kernel import doors
from sems_sim.kernel.asking import clipped, draw_ms, ratio
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import through
from sems_sim.kernel.state_command import command_state
from sems_sim.kernel.state_people import team_state
from sems_sim.kernel.state_world import world
from sems_sim.kernel.tables import level_row, team_row
from sems_sim.laws import time_factor as _time_factor
from sems_sim.model import Parameter

_OWNER_DECISION_DELAY = int(Parameter.OWNER_DECISION_DELAY)
_TRAINED_DECISION_DELAY = int(Parameter.TRAINED_DECISION_DELAY)
_LOAD = doors.LOAD
time_factor = law(_time_factor)


@rule
def has_authority(w: int) -> bool:
    """Return whether the current level may decide and start plans."""
    return world(w).now_ms >= command_state(w).authority_ms


@rule
def leads(w: int, team: int, level: int) -> bool:
    """Return whether a team leads a level, or works at it where nobody leads it."""
    led_by: int = level_row(w, level).led_by
    works_at: int = team_row(w, team).level
    if led_by >= 0:
        return team == led_by
    return works_at == level


@rule
def is_played(w: int, team: int) -> bool:
    """Return whether people play a team; nobody plays NONE."""
    return team >= 0 and team_state(w, team).is_played


@rule
def deciding_ms(w: int, team: int, stream: int, n: int, factor: float, stated: int) -> int:
    """Return how long a team takes over the n-th decision of a kind; nothing with people off.

    `stated` is the law that the file gives, or NONE for the team's own.
    """
    if not world(w).people_on or team < 0:
        return 0
    product = factor * ratio(w, _OWNER_DECISION_DELAY)
    product *= ratio(w, _TRAINED_DECISION_DELAY)
    through(w, _LOAD, team)
    product *= time_factor(world(w).answer)
    own = stated
    if own < 0:
        own = team_row(w, team).decides_law
    return draw_ms(w, own, stream, n, clipped(product))
