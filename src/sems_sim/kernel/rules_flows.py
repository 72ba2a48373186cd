"""One service as a fluid: what is asked for, served, lost, and what waits (fine print 8).

At every moment demanded = served + lost + backlog. First come, first served; whoever has waited for the whole patience
leaves and is lost. What has come when is kept in a ring of segments, a stretch of two tables for each service.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from math import inf

from sems_sim.kernel.asking import NONE
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.lines import (
    BACKLOG,
    DEMANDED,
    LOST,
    NEVER,
    SERVED,
    crossing_ms,
    line_at,
    line_put,
    line_turn,
    service_line,
)
from sems_sim.kernel.memory import reals, room_of, wholes
from sems_sim.kernel.state_services import (
    RATES,
    STARTS,
    segment_rate,
    segment_start,
    service_plan,
    service_state,
)
from sems_sim.kernel.state_world import FULL_POOL, counts, line, world
from sems_sim.kernel.tables import service_row
from sems_sim.laws import expired as _expired
from sems_sim.laws import leaving_per_h as _leaving_per_h
from sems_sim.laws import longest_queue as _longest_queue
from sems_sim.laws import patience_ms as _patience_ms
from sems_sim.laws import served_per_h as _served_per_h
from sems_sim.laws import window_change_ms as _window_change_ms
from sems_sim.model import FOREVER_MS

EMPTY, PATIENCE = range(2)
"""What will next change a flow by itself: nobody waits any more; somebody runs out of patience."""
_MS_PER_HOUR = 3_600_000.0
_FOREVER_MS = int(FOREVER_MS)
_DUST = 1e-9
expired, leaving_per_h, longest_queue = law(_expired), law(_leaving_per_h), law(_longest_queue)
patience_ms, served_per_h, window_change_ms = law(_patience_ms), law(_served_per_h), law(_window_change_ms)


@rule
def wait_of(w: int, service: int) -> int:
    """Return how long somebody waits at most, or NONE."""
    wait_ms = service_row(w, service).patience_ms
    if 0 <= wait_ms < _FOREVER_MS:
        found: int = wait_ms
        return found
    return NONE


@rule
def demand_of(w: int, service: int) -> float:
    """Return the rate at which units are asked for, called off or not."""
    return line(w, service_line(service, DEMANDED)).rate_per_h


@rule
def served_of(w: int, service: int) -> float:
    """Return the rate at which units are served."""
    return line(w, service_line(service, SERVED)).rate_per_h


@rule
def waiting_of(w: int, service: int, now_ms: int) -> float:
    """Return how many wait at a moment."""
    return max(0.0, line_at(w, service_line(service, BACKLOG), now_ms))


@rule
def _usable(arrival_per_h: float, capacity_per_h: float, waiting: float) -> float:
    """Return a capacity that is finite where somebody waits."""
    if capacity_per_h != inf or waiting <= 0.0:
        return capacity_per_h
    return arrival_per_h + waiting * _MS_PER_HOUR


@rule
def turn_flow(w: int, service: int) -> bool:
    """Go on with the rates of the service's plan; tells whether anything changed."""
    now, it, plan = world(w).now_ms, service_state(w, service), service_plan(w, service)
    backlog = service_line(service, BACKLOG)
    demand, arrival = plan.demand_per_h, plan.arrival_per_h
    if line_at(w, backlog, now) < 0.0:
        empty_flow(w, service)
    _note_arrivals(w, service, arrival)
    waiting = line_at(w, backlog, now)
    usable = _usable(arrival, plan.rate_per_h, waiting)
    leaving = _leaving(w, service, usable)
    served = served_per_h(arrival, usable, waiting)
    it.arrival_per_h, it.capacity_per_h = arrival, plan.rate_per_h
    it.backlog_max = max(it.backlog_max, line_at(w, backlog, now))
    has_demand = line_turn(w, service_line(service, DEMANDED), now, demand)
    has_served = line_turn(w, service_line(service, SERVED), now, served)
    has_lost = line_turn(w, service_line(service, LOST), now, leaving + (demand - arrival))
    has_backlog = line_turn(w, backlog, now, arrival - served - leaving)
    return has_demand or has_served or has_lost or has_backlog


@rule
def would_serve(w: int, service: int, arrival_per_h: float, capacity_per_h: float) -> float:
    """Return the rate at which units would be served with other rates."""
    waiting = waiting_of(w, service, world(w).now_ms)
    found: float = served_per_h(arrival_per_h, _usable(arrival_per_h, capacity_per_h, waiting), waiting)
    return found


@rule
def empty_flow(w: int, service: int) -> int:
    """Set the backlog to 0; the fraction of a millisecond past that moment was not served."""
    set_backlog(w, service, 0.0)
    service_state(w, service).is_full = False
    return 0


@rule
def set_backlog(w: int, service: int, value: float) -> int:
    """Set the backlog to a threshold it has just crossed."""
    now, backlog, served = world(w).now_ms, service_line(service, BACKLOG), service_line(service, SERVED)
    over = line_at(w, backlog, now) - value
    if over != 0.0:
        it = service_state(w, service)
        it.backlog_max = max(it.backlog_max, value)
        line_put(w, backlog, now, value)
        line_put(w, served, now, line_at(w, served, now) + over)
    return 0


@rule
def set_lost(w: int, service: int, value: float) -> int:
    """Set what is lost to a threshold it has just crossed."""
    now, lost, served = world(w).now_ms, service_line(service, LOST), service_line(service, SERVED)
    over = line_at(w, lost, now) - value
    if over != 0.0:
        line_put(w, lost, now, value)
        line_put(w, served, now, line_at(w, served, now) + over)
    return 0


@rule
def next_of_flow(w: int, service: int) -> tuple[int, int]:
    """Return (milliseconds ahead, what) of the next change that comes by itself; (NEVER, NONE) if there is none."""
    now, it, backlog = world(w).now_ms, service_state(w, service), service_line(service, BACKLOG)
    found_ms, what = NEVER, NONE
    waiting, rate = line_at(w, backlog, now), line(w, backlog).rate_per_h
    if rate < 0.0 and waiting > 0.0:
        found_ms, what = max(1, crossing_ms(waiting, rate, 0.0)), EMPTY
    wait_ms = wait_of(w, service)
    if wait_ms == NONE or (waiting <= 0.0 and rate <= 0.0 and not it.is_full):
        return found_ms, what
    if it.is_full:
        ahead_ms = window_change_ms(_segments(w, service), now, wait_ms)
    else:
        usable = _usable(it.arrival_per_h, it.capacity_per_h, waiting)
        ahead_ms = patience_ms(_segments(w, service), now, wait_ms, waiting, usable)
    if ahead_ms != NEVER and (what == NONE or ahead_ms < found_ms):
        found_ms, what = max(1, ahead_ms), PATIENCE
    return found_ms, what


@rule
def _leaving(w: int, service: int, capacity_per_h: float) -> float:
    """Return the rate of leaving; where the queue is at its longest, set it to just that."""
    wait_ms = wait_of(w, service)
    if wait_ms == NONE:
        return 0.0
    now, it, backlog = world(w).now_ms, service_state(w, service), service_line(service, BACKLOG)
    segments, waiting = _segments(w, service), line_at(w, backlog, now)
    leaving = leaving_per_h(segments, now, wait_ms, capacity_per_h)
    was_full = it.is_full
    binds = was_full or patience_ms(segments, now, wait_ms, waiting, capacity_per_h) == 0
    it.is_full = binds and leaving > 0.0
    if not it.is_full:
        return 0.0
    longest = longest_queue(segments, now, wait_ms)
    if not was_full or abs(longest - waiting) > _DUST:
        lost = service_line(service, LOST)
        line_put(w, backlog, now, longest)
        line_put(w, lost, now, line_at(w, lost, now) + (waiting - longest))
    found: float = leaving
    return found


# --- who came when ---


@rule
def _ring(w: int) -> int:
    """Return how many segments each service has room for."""
    return min(room_of(w, STARTS), room_of(w, RATES)) // counts(w).services


@rule
def _segments(w: int, service: int) -> tuple[MutableSequence[int], MutableSequence[float], int, int]:
    """Return the segments of arrival as the laws read them."""
    it, ring = service_state(w, service), _ring(w)
    first = service * ring
    return wholes(w, STARTS, first, ring), reals(w, RATES, first, ring), it.ring_first, it.ring_count


@rule
def _place(w: int, service: int, back: int) -> int:
    """Return where a service's latest segment stands, or the one so many before it."""
    it, ring = service_state(w, service), _ring(w)
    return service * ring + (it.ring_first + it.ring_count - 1 - back) % ring


@rule
def _note_arrivals(w: int, service: int, rate_per_h: float) -> int:
    """Keep the rate of arrival for as long as somebody who came then may wait."""
    wait_ms = wait_of(w, service)
    if wait_ms == NONE:
        return 0
    now, it, last = world(w).now_ms, service_state(w, service), _place(w, service, 0)
    if it.ring_count > 0 and segment_rate(w, last).value == rate_per_h:
        return 0
    if it.ring_count > 0 and segment_start(w, last).value == now:
        segment_rate(w, last).value = rate_per_h
        if it.ring_count > 1 and segment_rate(w, _place(w, service, 1)).value == rate_per_h:
            it.ring_count -= 1
    else:
        _append(w, service, rate_per_h)
    ended = expired(_segments(w, service), now, wait_ms)
    it.ring_first = (it.ring_first + ended) % _ring(w)
    it.ring_count -= ended
    return 0


@rule
def _append(w: int, service: int, rate_per_h: float) -> int:
    """Begin a segment; where the ring is full, the replication is to be run again with more room."""
    it = service_state(w, service)
    if it.ring_count >= _ring(w):
        world(w).status = FULL_POOL
        world(w).full_table = STARTS if room_of(w, STARTS) <= room_of(w, RATES) else RATES
        return 0
    it.ring_count += 1
    last = _place(w, service, 0)
    segment_start(w, last).value = world(w).now_ms
    segment_rate(w, last).value = rate_per_h
    return 0
