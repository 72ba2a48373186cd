"""The heap of what is to happen: the smallest (time, key, serial) is first."""

from __future__ import annotations

from sems_sim.kernel.compiling import rule
from sems_sim.kernel.state_world import place


@rule
def before(w: int, one: int, time_ms: int, key: int, serial: int) -> bool:
    """Return whether the entry at a place of the heap comes before what is given."""
    here = place(w, one)
    if here.time_ms != time_ms:
        return here.time_ms < time_ms
    if here.key != key:
        return here.key < key
    return here.serial < serial


@rule
def put_down(w: int, where: int, time_ms: int, key: int, serial: int, which: int) -> int:
    """Write an entry to a place of the heap."""
    here = place(w, where)
    here.time_ms, here.key, here.serial, here.event = time_ms, key, serial, which
    return 0


@rule
def copy_place(w: int, to: int, source: int) -> int:
    """Copy an entry from one place of the heap to another."""
    one = place(w, source)
    return put_down(w, to, one.time_ms, one.key, one.serial, one.event)


@rule
def sink(w: int, start: int, count: int, time_ms: int, key: int, serial: int, which: int) -> int:  # noqa: PLR0913 - an entry
    """Put an entry where it belongs at or below a place of a heap of `count` entries."""
    where = start
    while True:
        below = 2 * where + 1
        if below >= count:
            break
        other = place(w, below)
        if below + 1 < count and before(w, below + 1, other.time_ms, other.key, other.serial):
            below += 1
        if not before(w, below, time_ms, key, serial):
            break
        copy_place(w, where, below)
        where = below
    return put_down(w, where, time_ms, key, serial, which)
