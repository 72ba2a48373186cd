"""The agenda: what happens when, what is written down, what is drawn.

One heap of (time, key, serial). An appointment that is cancelled stays until its time and then does nothing. A pool
that runs out ends the replication with FULL_POOL; it is then run again with more room.
"""

from __future__ import annotations

import numpy as np

from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import bits_of, clear_row, reals, room_of, set_link, through
from sems_sim.kernel.rules_fork import fork, left_ms, mark_ahead, mark_alike, mark_as, mark_drawn
from sems_sim.kernel.rules_heap import before, copy_place, put_down, sink
from sems_sim.kernel.rules_run import begin, finish, sample_before
from sems_sim.kernel.state_world import (
    CIRCLE,
    ENDLESS,
    EVENTS,
    FINE,
    FULL_POOL,
    LISTS,
    NO_NUMBER,
    RECORDS,
    RESERVE,
    RUNS,
    UNSHIFTED,
    event,
    last_of,
    list_row,
    parameter,
    parameter_range,
    place,
    pool_state,
    runs,
    trace,
    world,
)
from sems_sim.kernel.tables import QUANTILES, law_row
from sems_sim.laws import hours_to_ms as _hours_to_ms
from sems_sim.laws import maturity_value as _maturity_value
from sems_sim.laws import quantile as _quantile
from sems_sim.laws import uniform as _uniform
from sems_sim.model import ENTITY_BITS, KIND_BITS, NUMBER_BITS, Parameter

MOST_IN_ONE_INSTANT = 1000
LONGEST_CHAIN = 3 * MOST_IN_ONE_INSTANT
MOST_EVENTS = 3_000_000
_PLACES = EVENTS + 3
_NOMINAL = 3
_CONSTANT = 0
_M1, _M2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_S30, _S27, _S31 = np.uint64(30), np.uint64(27), np.uint64(31)
uniform, quantile, hours_to_ms = law(_uniform), law(_quantile), law(_hours_to_ms)
maturity_value = law(_maturity_value)
_AT, _CANCEL, _TIME_OF, _RECORD = doors.AT, doors.CANCEL, doors.TIME_OF, doors.RECORD
_CHANCE, _DRAW, _DRAW_MS = doors.CHANCE, doors.DRAW, doors.DRAW_MS
_TAKE, _GIVE, _PUSH, _PULL = doors.TAKE, doors.GIVE, doors.PUSH, doors.PULL
_RUN, _SET_MATURITY, _COLLECT = doors.RUN, doors.SET_MATURITY, doors.COLLECT
_BEGIN, _FINISH, _FORK = doors.BEGIN, doors.FINISH, doors.FORK
_LEFT_MS, _SETTLED = doors.LEFT_MS, doors.SETTLED
_MARK_DRAWN, _MARK_AS = doors.MARK_DRAWN, doors.MARK_AS
_MARK_ALIKE, _MARK_AHEAD = doors.MARK_ALIKE, doors.MARK_AHEAD
_HOUR_MS = 3_600_000
_ACCOUNT, _ACT_COLLECT = 10, 46
_ENTITY, _KIND, _NUMBER = ENTITY_BITS, KIND_BITS, NUMBER_BITS
_PARAMETERS = len(Parameter)


# --- pools ---


@rule
def _take(w: int, table: int) -> int:
    pool = pool_state(w, table)
    if pool.free >= 0:
        index = pool.free
        pool.free = clear_row(w, table, index)
        return index
    if pool.used >= room_of(w, table) - RESERVE:
        world(w).status = FULL_POOL
        world(w).full_table = table
        if pool.used >= room_of(w, table):
            return room_of(w, table) - 1
    index = pool.used
    pool.used += 1
    clear_row(w, table, index)
    return index


@rule
def _give(w: int, table: int, index: int) -> int:
    pool = pool_state(w, table)
    set_link(w, table, index, pool.free)
    pool.free = index
    return 0


@rule
def _push(w: int, which: int, number: int, amount: int, value: float) -> int:
    head = which
    if head < 0:
        head = _take(w, LISTS)
        list_row(w, head).link = NONE
        list_row(w, head).number = NONE
    entry = _take(w, LISTS)
    if world(w).status == FULL_POOL and pool_state(w, LISTS).used >= room_of(w, LISTS):
        return head
    one = list_row(w, entry)
    one.link, one.number, one.amount, one.value = NONE, number, amount, value
    if list_row(w, head).amount == 0:
        list_row(w, head).link = entry
    else:
        list_row(w, list_row(w, head).number).link = entry
    list_row(w, head).number = entry
    list_row(w, head).amount += 1
    return head


@rule
def _pull(w: int, which: int, number: int) -> int:
    head = list_row(w, which)
    before, entry, found = NONE, head.link, 0
    while entry >= 0:
        following = list_row(w, entry).link
        if list_row(w, entry).number == number:
            if before < 0:
                head.link = following
            else:
                list_row(w, before).link = following
            if following < 0:
                head.number = before
            head.amount -= 1
            found += 1
            _give(w, LISTS, entry)
        else:
            before = entry
        entry = following
    return found


# --- appointments ---


@rule
def _at(w: int, time_ms: int, key: int, code: int, a: int, b: int, cause: int) -> int:  # noqa: PLR0913 - all that an appointment is
    which = _take(w, EVENTS)
    one, now = event(w, which), world(w)
    # What a row was before is gone with its link; the serial makes a handle of it that nobody had.
    serial = now.serial
    now.serial += 1
    one.time_ms, one.code, one.a, one.b, one.cause = time_ms, code, a, b, cause
    one.chain = now.chain + 1 if time_ms == now.now_ms else 0
    one.generation = serial & 0x7FFFFFFF
    if time_ms < now.horizon_ms:
        if now.pending >= room_of(w, _PLACES) - 1:
            now.status, now.full_table = FULL_POOL, _PLACES
        else:
            where = now.pending
            now.pending += 1
            while where > 0:
                above = (where - 1) >> 1
                if before(w, above, time_ms, key, serial):
                    break
                copy_place(w, where, above)
                where = above
            put_down(w, where, time_ms, key, serial, which)
    return one.generation << 32 | which


@rule
def _cancel(w: int, handle: int) -> int:
    one = event(w, handle & 0xFFFFFFFF)
    if one.generation == handle >> 32:
        one.is_cancelled = True
    return 0


@rule
def _pop(w: int) -> int:
    """Take the first entry of the heap away and return its event."""
    now = world(w)
    which = place(w, 0).event
    now.pending -= 1
    last = place(w, now.pending)
    time_ms, key, serial, moved = last.time_ms, last.key, last.serial, last.event
    if now.pending > 0:
        sink(w, 0, now.pending, time_ms, key, serial, moved)
    return which


@rule
def _runs_of(w: int, key: int) -> int:
    """Count one more run of a key in this instant, and return how many that makes."""
    now = world(w)
    mask = room_of(w, RUNS) - 1
    where = (((key >> 29) & 0xFFFFFF) * 0x9E3779B1 + key >> 7) & mask
    for _ in range(mask):
        one = runs(w, where)
        if one.instant != now.instant:
            one.key, one.instant, one.runs = key, now.instant, 1
            return 1
        if one.key == key:
            one.runs += 1
            return one.runs
        where = (where + 1) & mask
    now.status, now.full_table = FULL_POOL, RUNS
    return 0


@rule
def _count(w: int, key: int, chain: int) -> int:
    """Count what runs, and end a run that goes in a circle or would never end (fine print 3)."""
    now = world(w)
    now.events += 1
    now.chain = chain
    if now.now_ms != now.instant_ms:
        now.instant_ms = now.now_ms
        now.instant += 1
    if _runs_of(w, key) > MOST_IN_ONE_INSTANT or chain > LONGEST_CHAIN:
        now.status = CIRCLE
    elif now.events >= MOST_EVENTS:
        now.status = ENDLESS
    return 0


@rule
def _run(w: int, until_ms: int) -> int:
    """Carry out every event before a time; return how the replication stands."""
    now = world(w)
    while now.status == FINE and now.pending > 0 and place(w, 0).time_ms < until_ms:
        first = place(w, 0)
        time_ms, key = first.time_ms, first.key
        if now.sample < now.samples:
            sample_before(w, time_ms)
        which = _pop(w)
        one = event(w, which)
        code, a, b, cause, chain = one.code, one.a, one.b, one.cause, one.chain
        is_cancelled = one.is_cancelled
        one.generation = NONE
        _give(w, EVENTS, which)
        now.now_ms = time_ms
        if not is_cancelled:
            _count(w, key, chain)
            if now.status == FINE:
                through(w, code, a, b, cause)
    if now.sample < now.samples and now.status == FINE:
        sample_before(w, until_ms)
    return now.status


# --- what is written down ---


@rule
def _mix(word: np.uint64) -> np.uint64:
    word = (word ^ (word >> _S30)) * _M1
    word = (word ^ (word >> _S27)) * _M2
    return word ^ (word >> _S31)


@rule
def _mark_down(w: int, time_ms: int, packed: int, value: float, cause: int) -> int:
    """Mix one record into the fingerprint."""
    now = world(w)
    low, high = np.uint64(np.int64(now.low)), np.uint64(np.int64(now.high))
    for whole in (time_ms, packed, bits_of(value), cause):
        word = np.uint64(np.int64(whole))
        low = _mix(low + word)
        high = _mix((high ^ word) + _STEP)
    now.low, now.high = np.int64(low), np.int64(high)  # type: ignore[assignment] # rules store machine words
    return 0


@rule
def _record(w: int, phase: int, entity: int, kind: int, value: float, cause: int) -> int:
    now = world(w)
    index = now.records
    if index >= room_of(w, RECORDS) - RESERVE:
        now.status, now.full_table = FULL_POOL, RECORDS
        if index >= room_of(w, RECORDS):
            return index - 1
    kept = value + 0.0
    if kept != kept:  # noqa: PLR0124 - what is no number differs from itself
        now.status = NO_NUMBER
    one = trace(w, index)
    one.time_ms, one.phase, one.entity, one.kind, one.value, one.cause = (
        now.now_ms,
        phase,
        entity,
        kind,
        kept,
        cause,
    )
    last_of(w, entity).record = index
    _mark_down(w, now.now_ms, phase << 48 | entity << 16 | kind, kept, cause)
    now.records = index + 1
    return index


# --- what is drawn ---


@rule
def _chance(w: int, stream: int, n: int) -> float:
    now = world(w)
    return uniform(now.seed, now.replication, stream, n)


@rule
def _draw(w: int, which: int, stream: int, n: int) -> float:
    row = law_row(w, which)
    if row.kind == _CONSTANT:
        return row.a
    table = reals(w, QUANTILES, 0, room_of(w, QUANTILES))
    return quantile((row.kind, row.a, row.b, row.c, row.start, row.size), table, _chance(w, stream, n))


@rule
def _draw_ms(w: int, which: int, stream: int, n: int, factor: float) -> int:
    now, drawn_ms = world(w), hours_to_ms(max(0.0, _draw(w, which, stream, n) * factor))
    now.drawn_law, now.drawn_stream, now.drawn_n, now.drawn_factor = which, stream, n, factor
    now.drawn_ms = 0 if law_row(w, which).kind == _CONSTANT else drawn_ms
    return drawn_ms


@rule
def _set_maturity(w: int, component: int, level: int) -> int:
    """Work out anew every parameter that a component moves."""
    people_on = world(w).people_on
    for which in range(_PARAMETERS):
        row, one = parameter_range(w, which), parameter(w, which)
        if row.component != component:
            continue
        now = maturity_value(row.kind, row.worst, row.best, level)
        nominal = maturity_value(row.kind, row.worst, row.best, _NOMINAL)
        one.value = now
        one.ratio, one.odds = 1.0, UNSHIFTED
        if people_on and level != _NOMINAL:
            one.ratio = now / nominal
            if 0.0 <= now < 1.0 and 0.0 < nominal < 1.0:
                one.odds = now / (1.0 - now) / (nominal / (1.0 - nominal))
    return 0


@rule
def _collect(w: int, hour: int) -> int:
    """Count the hourly look of the engine's collector, which changes nothing, so that both count alike."""
    key = ((((_ACCOUNT << _ENTITY) | world(w).organisation) << _KIND | _ACT_COLLECT) << _NUMBER) + 2
    _at(w, hour * _HOUR_MS, key, _COLLECT, hour, 0, NONE)
    return 0


def agenda(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: PLR0911, PLR0912, PLR0913, C901 - one switchboard
    """Everything that others may ask of the agenda."""
    if code == _RECORD:
        return _record(w, a, b, c, x, d)
    if code == _AT:
        return _at(w, a, b, c, d, e, f)
    if code == _CHANCE:
        world(w).answer = _chance(w, a, b)
        return 0
    if code == _DRAW:
        world(w).answer = _draw(w, a, b, c)
        return 0
    if code == _DRAW_MS:
        return _draw_ms(w, a, b, c, x)
    if code == _MARK_DRAWN:
        return mark_drawn(w, a)
    if code == _CANCEL:
        return _cancel(w, a)
    if code == _TIME_OF:
        return event(w, a & 0xFFFFFFFF).time_ms
    if code == _TAKE:
        return _take(w, a)
    if code == _GIVE:
        return _give(w, a, b)
    if code == _PUSH:
        return _push(w, a, b, c, x)
    if code == _PULL:
        return _pull(w, a, b)
    if code == _RUN:
        return _run(w, a)
    if code == _SET_MATURITY:
        return _set_maturity(w, a, b)
    if code == _COLLECT:
        return _collect(w, a + 1)
    if code == _BEGIN:
        begin(w)
        return _collect(w, 0)
    if code == _FINISH:
        return finish(w, a)
    if code == _MARK_AS:
        return mark_as(w, a, b, c, d, e, x)
    if code == _MARK_ALIKE:
        return mark_alike(w, a, b)
    if code == _MARK_AHEAD:
        return mark_ahead(w, a, b)
    if code == _LEFT_MS:
        return left_ms(w, a, b, c, d, e, f, x)
    if code == _SETTLED:
        world(w).answer = uniform(world(w).seed, world(w).origin, a, b)
        return 0
    if code == _FORK:
        return fork(w, a, b)
    return 0
