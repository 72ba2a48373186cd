"""What was drawn and is under way, and how a fork draws anew what is left of it."""

from __future__ import annotations

from sems_sim.kernel import doors
from sems_sim.kernel.asking import chance
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import reals, room_of, through
from sems_sim.kernel.rules_heap import copy_place, sink
from sems_sim.kernel.state_world import HAZARD, event, place, world
from sems_sim.kernel.tables import QUANTILES, law_row
from sems_sim.laws import conditional_quantile as _conditional_quantile
from sems_sim.laws import hazard_threshold as _hazard_threshold
from sems_sim.laws import hours_to_ms as _hours_to_ms
from sems_sim.laws import ms_to_hours as _ms_to_hours

_ROW = 0xFFFFFFFF
_HAZARD, _QUANTILES = HAZARD, QUANTILES
_FORK_ASSETS, _FORK_TASKS, _FORK_SENSES = doors.FORK_ASSETS, doors.FORK_TASKS, doors.FORK_SENSES
conditional_quantile, hazard_threshold = law(_conditional_quantile), law(_hazard_threshold)
hours_to_ms, ms_to_hours = law(_hours_to_ms), law(_ms_to_hours)


# --- what an appointment knows of its draw ---


@rule
def mark_drawn(w: int, handle: int) -> int:
    """Note that an appointment is at the end of the duration drawn last, if it is; return the handle."""
    one, now = event(w, handle & _ROW), world(w)
    if now.drawn_ms > 0 and one.time_ms - now.now_ms == now.drawn_ms:
        one.is_drawn, one.law, one.stream, one.n = True, now.drawn_law, now.drawn_stream, now.drawn_n
        one.factor, one.total_ms, one.ahead_ms = now.drawn_factor, now.drawn_ms, 0
    return handle


@rule
def mark_as(w: int, handle: int, which: int, stream: int, n: int, total_ms: int, factor: float) -> int:  # noqa: PLR0913 - all of one draw
    """Note by what draw an appointment's time came about; return the handle."""
    one = event(w, handle & _ROW)
    one.is_drawn, one.law, one.stream, one.n = True, which, stream, n
    one.factor, one.total_ms, one.ahead_ms = factor, total_ms, 0
    return handle


@rule
def mark_alike(w: int, handle: int, other: int) -> int:
    """Note that an appointment's time came about by the same draw as another's."""
    it = event(w, other & _ROW)
    if it.is_drawn:
        mark_as(w, handle, it.law, it.stream, it.n, it.total_ms, it.factor)
    return 0


@rule
def mark_ahead(w: int, handle: int, ahead_ms: int) -> int:
    """Note that an appointment is known not to come within so many milliseconds, or no longer."""
    event(w, handle & _ROW).ahead_ms = ahead_ms
    return 0


# --- the fork ---


@rule
def left_ms(  # noqa: PLR0913 - all of one draw
    w: int, which: int, stream: int, n: int, total_ms: int, was_left_ms: int, ahead_ms: int, factor: float
) -> int:
    """Return what is left of a duration under way, drawn anew on condition of having lasted so far; at least 1."""
    u = chance(w, stream, n)
    if which == _HAZARD:
        return max(1, hours_to_ms(hazard_threshold(u) * factor))
    if factor <= 0.0:
        return max(1, was_left_ms)
    done_ms = total_ms - was_left_ms
    row = law_row(w, which)
    table = reals(w, _QUANTILES, 0, room_of(w, _QUANTILES))
    done = ms_to_hours(done_ms + ahead_ms) / factor
    whole = (
        conditional_quantile((row.kind, row.a, row.b, row.c, row.start, row.size), table, done, u) * factor
    )
    return max(1, hours_to_ms(whole) - done_ms)


@rule
def fork(w: int, replication: int, until_ms: int) -> int:
    """Draw from now on as in another replication, and anew what is left of all that is under way.

    What is pending at or after `until_ms` cannot happen any more and is dropped.
    """
    now = world(w)
    now.replication, now.chain = replication, 0
    kept = 0
    for where in range(now.pending):
        entry = place(w, where)
        one = event(w, entry.event)
        if one.is_drawn and not one.is_cancelled:
            left = one.time_ms - now.now_ms
            left = left_ms(w, one.law, one.stream, one.n, one.total_ms, left, one.ahead_ms, one.factor)
            one.time_ms = now.now_ms + left
            entry.time_ms = one.time_ms
        if entry.time_ms < until_ms:
            copy_place(w, kept, where)
            kept += 1
    now.pending, now.horizon_ms = kept, until_ms
    for back in range(kept // 2):
        where = kept // 2 - 1 - back
        entry = place(w, where)
        sink(w, where, kept, entry.time_ms, entry.key, entry.serial, entry.event)
    through(w, _FORK_ASSETS)
    through(w, _FORK_TASKS)
    return through(w, _FORK_SENSES)
