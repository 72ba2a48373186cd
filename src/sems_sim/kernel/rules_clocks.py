"""The clocks of a service: disrupted, back for good, over its RTO, over its MTPD.

A disruption begins when the ability to serve falls below the minimum objective, whether or not there is demand. It ends
when ability and performance have been back at the minimum for the sustained time, as of the moment at which that time
began. While a return may yet turn out to be sustained, no limit is passed; if it breaks off after the limit, the limit
is passed then.
"""

from __future__ import annotations

from math import nan

from sems_sim.events import Kind, Phase
from sems_sim.kernel.asking import NONE, at, cancel, changed, key_of, record
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.doors import SERVICES
from sems_sim.kernel.laws import law
from sems_sim.kernel.lines import BELOW, meter_turn, service_meter
from sems_sim.kernel.state_services import clock_state, service_state
from sems_sim.kernel.state_world import world
from sems_sim.kernel.tables import service_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import FOREVER_MS, Act, Signal

SUSTAINED, RTO, MTPD = 0, 1, 2
"""Numbers of a clock's events; at one instant a return counts before a limit."""
ENDED, AT_LIMIT = SERVICES << 8 | 35, SERVICES << 8 | 36
_ACT = int(Act.SERVICE_CLOCK)
_DUST = 1e-9
_FOREVER_MS = int(FOREVER_MS)
_PHASE, _SIGNAL = int(Phase.SERVICE), int(Signal.SERVICE)
_DISRUPTED, _RESUMED = int(Kind.SERVICE_DISRUPTED), int(Kind.SERVICE_RESUMED)
_OVER_RTO, _OVER_MTPD = int(Kind.SERVICE_OVER_RTO), int(Kind.SERVICE_OVER_MTPD)
ms_to_hours = law(_ms_to_hours)


@rule
def meets(w: int, service: int, share: float) -> bool:
    """Return whether a share is at the minimum objective, and above nothing."""
    return share >= service_row(w, service).mbco - _DUST and share > 0.0


@rule
def note_performance(w: int, service: int, performance: float) -> int:
    """Count the time below the minimum objective."""
    now, it = world(w).now_ms, service_state(w, service)
    is_below = performance < service_row(w, service).mbco - _DUST
    meter_turn(w, service_meter(service, BELOW), now, 1.0 if is_below else 0.0)
    if is_below != (it.below_since_ms != NONE):
        it.below_since_ms = now if is_below else NONE
    return 0


@rule
def look_at_clock(w: int, service: int, cause: int) -> int:
    """Take notice of ability and performance as they are from now on."""
    it, clock, now = service_state(w, service), clock_state(w, service), world(w).now_ms
    is_able = meets(w, service, it.ability)
    if it.disrupted_ms == NONE:
        if not is_able:
            _begin(w, service, it.ability, cause)
        return 0
    _note_ability(w, service, is_able)
    is_good = is_able and meets(w, service, it.performance)
    if is_good and clock.good_ms == NONE:
        clock.good_ms = now
        due_ms = now + world(w).sustained_ms
        clock.sustain = at(w, due_ms, _key(w, service, SUSTAINED), ENDED, service, 0, cause)
    elif not is_good and clock.good_ms != NONE:
        clock.good_ms = NONE
        cancel(w, clock.sustain)
        if clock.is_past_rto:
            _pass(w, service, RTO, cause)
        if clock.is_past_mtpd:
            _pass(w, service, MTPD, cause)
    return 0


@rule
def reach_limit(w: int, service: int, number: int, cause: int) -> int:
    """A limit has come: it is passed, unless a return may yet turn out to be sustained."""
    clock = clock_state(w, service)
    if number == RTO:
        clock.is_past_rto = True
    else:
        clock.is_past_mtpd = True
    if clock.good_ms == NONE:
        _pass(w, service, number, cause)
    return 0


@rule
def end_disruption(w: int, service: int, cause: int) -> int:
    """The return has been sustained: the disruption ended when it began."""
    it, clock = service_state(w, service), clock_state(w, service)
    back_ms = clock.good_ms
    if clock.first_ability_ms == NONE:
        clock.first_ability_ms = clock.able_ms
    if clock.first_return_ms == NONE:
        clock.first_return_ms = back_ms - it.disrupted_ms
    clock.over_ms += _beyond(w, service, back_ms)
    clock.resumed_ms = back_ms
    it.disrupted_ms, clock.good_ms = NONE, NONE
    clock.is_past_rto, it.is_over_rto = False, False
    cancel(w, clock.next_rto)
    clock.is_past_mtpd, it.is_over_mtpd = False, False
    cancel(w, clock.next_mtpd)
    told = record(w, _PHASE, service_row(w, service).entity, _RESUMED, ms_to_hours(back_ms), cause)
    return changed(w, _SIGNAL, service, told, NONE)


# --- what they come to ---


@rule
def hours_over_mtpd(w: int, service: int, end_ms: int) -> float:
    """Return the hours disrupted beyond the maximum tolerable period, over all disruptions."""
    over_ms = clock_state(w, service).over_ms
    if service_state(w, service).disrupted_ms != NONE:
        over_ms += _beyond(w, service, end_ms)
    found: float = ms_to_hours(over_ms)
    return found


@rule
def hours_to_return(w: int, service: int) -> float:
    """Return how long the first disruption lasted: 0 if there was none, no number if it has not ended."""
    clock = clock_state(w, service)
    if not clock.was_disrupted:
        return 0.0
    if clock.first_return_ms == NONE:
        return nan
    found: float = ms_to_hours(clock.first_return_ms)
    return found


@rule
def hours_to_ability(w: int, service: int, end_ms: int) -> float:
    """Return the same for the ability to serve alone."""
    clock = clock_state(w, service)
    if not clock.was_disrupted:
        return 0.0
    able_ms = clock.first_ability_ms
    if able_ms == NONE and clock.able_ms != NONE and end_ms - clock.able_ms > world(w).sustained_ms:
        able_ms = clock.able_ms
    if able_ms == NONE:
        return nan
    found: float = ms_to_hours(able_ms - clock.first_disrupted_ms)
    return found


@rule
def resumed_at_h(w: int, service: int) -> float:
    """Return when it came back for good: 0 if it was never gone, no number if it is not back."""
    clock = clock_state(w, service)
    if not clock.was_disrupted:
        return 0.0
    if service_state(w, service).disrupted_ms != NONE:
        return nan
    found: float = ms_to_hours(clock.resumed_ms)
    return found


# --- the course of a disruption ---


@rule
def _key(w: int, service: int, number: int) -> int:
    return key_of(_PHASE, service_row(w, service).entity, _ACT, number)


@rule
def _begin(w: int, service: int, ability: float, cause: int) -> int:
    it, clock, row, now = (
        service_state(w, service),
        clock_state(w, service),
        service_row(w, service),
        world(w).now_ms,
    )
    it.disrupted_ms = now
    clock.able_ms, clock.good_ms = NONE, NONE
    if not clock.was_disrupted:
        clock.was_disrupted = True
        clock.first_disrupted_ms = now
    told = record(w, _PHASE, row.entity, _DISRUPTED, ability, cause)
    if 0 <= row.rto_ms < _FOREVER_MS:
        clock.next_rto = at(w, now + row.rto_ms, _key(w, service, RTO), AT_LIMIT, service, RTO, told)
    if 0 <= row.mtpd_ms < _FOREVER_MS:
        clock.next_mtpd = at(w, now + row.mtpd_ms, _key(w, service, MTPD), AT_LIMIT, service, MTPD, told)
    return changed(w, _SIGNAL, service, told, NONE)


@rule
def _note_ability(w: int, service: int, is_able: bool) -> int:
    """Keep since when it has been able; of the first disruption, when it became so for good."""
    clock, now = clock_state(w, service), world(w).now_ms
    if is_able and clock.able_ms == NONE:
        clock.able_ms = now
    elif not is_able and clock.able_ms != NONE:
        if clock.first_ability_ms == NONE and now - clock.able_ms > world(w).sustained_ms:
            clock.first_ability_ms = clock.able_ms
        clock.able_ms = NONE
    return 0


@rule
def _pass(w: int, service: int, number: int, cause: int) -> int:
    """Count a limit as passed, once for each disruption."""
    it, row = service_state(w, service), service_row(w, service)
    if number == RTO:
        if it.is_over_rto:
            return 0
        it.is_over_rto = True
        told = record(w, _PHASE, row.entity, _OVER_RTO, ms_to_hours(row.rto_ms), cause)
    else:
        if it.is_over_mtpd:
            return 0
        it.is_over_mtpd = True
        told = record(w, _PHASE, row.entity, _OVER_MTPD, ms_to_hours(row.mtpd_ms), cause)
    return changed(w, _SIGNAL, service, told, NONE)


@rule
def _beyond(w: int, service: int, end_ms: int) -> int:
    limit_ms = service_row(w, service).mtpd_ms
    if 0 <= limit_ms < _FOREVER_MS:
        found: int = max(0, end_ms - service_state(w, service).disrupted_ms - limit_ms)
        return found
    return 0
