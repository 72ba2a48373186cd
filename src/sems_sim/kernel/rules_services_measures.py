"""What services come to: units lost, people behind them, penalties, measures."""

from __future__ import annotations

from math import nan

from sems_sim.kernel.asking import NONE
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.lines import (
    BELOW,
    DEMANDED,
    LOSS,
    LOST,
    SERVED,
    line_at,
    meter_until,
    service_line,
    service_meter,
)
from sems_sim.kernel.rules_clocks import hours_over_mtpd, hours_to_ability, hours_to_return, resumed_at_h
from sems_sim.kernel.rules_flows import waiting_of
from sems_sim.kernel.state_services import service_state
from sems_sim.kernel.state_world import counts, measure_place, outcome, world
from sems_sim.kernel.tables import service_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import EntityKind, measure_names

_KIND = int(EntityKind.SERVICE)
_MEASURES = len(measure_names(EntityKind.SERVICE))
ms_to_hours = law(_ms_to_hours)


@rule
def money_lost(w: int, end_ms: int) -> float:
    """Return the value of all units lost."""
    money = 0.0
    for service in range(counts(w).services):
        money += service_row(w, service).value * line_at(w, service_line(service, LOST), end_ms)
    return money


@rule
def people_unserved(w: int, end_ms: int) -> float:
    """Return the people behind all units lost."""
    people = 0.0
    for service in range(counts(w).services):
        people += service_row(w, service).people * line_at(w, service_line(service, LOST), end_ms)
    return people


@rule
def penalties(w: int, end_ms: int) -> float:
    """Return the penalties for the time that critical services were beyond their maximum tolerable period."""
    hours = 0.0
    for service in range(counts(w).services):
        if service_row(w, service).critical:
            hours += hours_over_mtpd(w, service, end_ms)
    money: float = hours * world(w).penalties_per_h
    return money


@rule
def _first_served_h(w: int, service: int) -> float:
    """Return when the first unit was served after the first full stop: 0 if there was none."""
    it = service_state(w, service)
    if it.stopped_ms == NONE:
        return 0.0
    if it.served_again_ms == NONE:
        return nan
    found: float = ms_to_hours(it.served_again_ms)
    return found


@rule
def measure_services(w: int, end_ms: int) -> int:
    """Write down what was asked for, served and lost, and the clocks, of each service."""
    for service in range(counts(w).services):
        it, first = service_state(w, service), measure_place(w, _KIND).first + _MEASURES * service
        outcome(w, first).value = line_at(w, service_line(service, DEMANDED), end_ms)
        outcome(w, first + 1).value = line_at(w, service_line(service, SERVED), end_ms)
        outcome(w, first + 2).value = line_at(w, service_line(service, LOST), end_ms)
        outcome(w, first + 3).value = max(it.backlog_max, waiting_of(w, service, end_ms))
        outcome(w, first + 4).value = meter_until(w, service_meter(service, LOSS), end_ms)
        outcome(w, first + 5).value = meter_until(w, service_meter(service, BELOW), end_ms)
        outcome(w, first + 6).value = hours_to_return(w, service)
        outcome(w, first + 7).value = hours_to_ability(w, service, end_ms)
        outcome(w, first + 8).value = resumed_at_h(w, service)
        outcome(w, first + 9).value = _first_served_h(w, service)
        outcome(w, first + 10).value = hours_over_mtpd(w, service, end_ms)
        outcome(w, first + 11).value = it.lowest
    return 0
