"""How severe an occurrence is now: closed forms between anchors."""

from __future__ import annotations

from sems_sim.kernel.asking import list_sum
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.state_incidents import incident_state, occurrence
from sems_sim.kernel.state_world import constants, world
from sems_sim.kernel.tables import incident_row
from sems_sim.laws import driven_rate as _driven_rate
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.laws import severity_after as _severity_after
from sems_sim.laws import severity_integral as _severity_integral

driven_rate, severity_after = law(_driven_rate), law(_severity_after)
severity_integral, ms_to_hours = law(_severity_integral), law(_ms_to_hours)


@rule
def rate_of(w: int, one: int) -> float:
    """Return the growth per hour of an occurrence as driven now."""
    it = occurrence(w, one)
    if it.is_frozen:
        return 0.0
    return driven_rate(it.growth, constants(w).snowball, it.unaddressed, list_sum(w, it.worsening))


@rule
def contain_of(w: int, one: int) -> float:
    """Return the containment per hour of an occurrence now."""
    if occurrence(w, one).is_frozen:
        return 0.0
    return list_sum(w, occurrence(w, one).containment)


@rule
def severity_now(w: int, one: int) -> float:
    """Return the severity of an occurrence at this instant."""
    it = occurrence(w, one)
    hours = ms_to_hours(world(w).now_ms - it.anchor_ms)
    if not it.is_open or hours == 0.0 or it.is_frozen:
        return it.severity
    limit = incident_row(w, it.incident).limit
    return severity_after(it.severity, rate_of(w, one), limit, contain_of(w, one), hours)


@rule
def area_now(w: int, one: int) -> float:
    """Return the integral of severity since the opening, in severity-hours."""
    it = occurrence(w, one)
    hours = ms_to_hours(world(w).now_ms - it.anchor_ms)
    if not it.is_open or hours == 0.0:
        return it.area
    limit = incident_row(w, it.incident).limit
    return it.area + severity_integral(it.severity, rate_of(w, one), limit, contain_of(w, one), hours)


@rule
def worst_severity(w: int, incident: int) -> float:
    """Return the highest severity of an incident's open occurrences, or 0."""
    worst = 0.0
    one = incident_state(w, incident).first_open
    is_first = True
    while one >= 0:
        severity = severity_now(w, one)
        if is_first or severity > worst:
            worst = severity
            is_first = False
        one = occurrence(w, one).next_open
    return worst


@rule
def all_contained(w: int, incident: int) -> bool:
    """Return whether something is open and all of it contained."""
    one = incident_state(w, incident).first_open
    if one < 0:
        return False
    while one >= 0:
        if not occurrence(w, one).is_contained:
            return False
        one = occurrence(w, one).next_open
    return True
