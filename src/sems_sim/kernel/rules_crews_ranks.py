"""Jobs in the order in which they are looked at: heaps of knots.

Pairing heaps: no two jobs are of one rank, so the order in which jobs come out is theirs alone, not the heap's.
"""

from __future__ import annotations

from sems_sim.kernel.asking import NONE, give, take
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import room_of
from sems_sim.kernel.state_crews import KNOTS, job, knot
from sems_sim.kernel.state_world import pool_state


@rule
def is_used_up(w: int, table: int) -> bool:
    """Return whether a pool has no row left, so that the replication is over and its rows are not to be tied."""
    pool = pool_state(w, table)
    return pool.free < 0 and pool.used >= room_of(w, table)


@rule
def is_before(w: int, one: int, other: int) -> bool:
    """Return whether a job is looked at before another."""
    mine, its = job(w, one), job(w, other)
    if mine.priority != its.priority:
        return mine.priority < its.priority
    if mine.ready_ms != its.ready_ms:
        return mine.ready_ms < its.ready_ms
    if mine.rival != its.rival:
        return mine.rival < its.rival
    if mine.entity != its.entity:
        return mine.entity < its.entity
    if mine.number != its.number:
        return mine.number < its.number
    return one < other


@rule
def _meld(w: int, one: int, other: int) -> int:
    """Make one heap of two, and return its first knot."""
    if one < 0:
        return other
    if other < 0:
        return one
    first, second = one, other
    if is_before(w, knot(w, other).job, knot(w, one).job):
        first, second = other, one
    knot(w, second).sibling = knot(w, first).child
    knot(w, first).child = second
    return first


@rule
def put_in(w: int, heap: int, which: int) -> int:
    """Put a job into a heap, NONE for an empty one, and return the heap."""
    if is_used_up(w, KNOTS):
        return heap
    new = take(w, KNOTS)
    one = knot(w, new)
    one.job, one.child, one.sibling = which, NONE, NONE
    return _meld(w, heap, new)


@rule
def drop_first(w: int, heap: int) -> int:
    """Take the first job out of a heap, and return the heap."""
    below = knot(w, heap).child
    give(w, KNOTS, heap)
    pairs = NONE
    while below >= 0:
        beside = knot(w, below).sibling
        following = NONE
        if beside >= 0:
            following = knot(w, beside).sibling
        pair = _meld(w, below, beside)
        knot(w, pair).sibling = pairs
        pairs = pair
        below = following
    left = NONE
    while pairs >= 0:
        following = knot(w, pairs).sibling
        left = _meld(w, left, pairs)
        pairs = following
    return left
