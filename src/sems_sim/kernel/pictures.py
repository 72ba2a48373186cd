"""Snapshots and beliefs, for all who carry them: copy, compare, let go.

A row of `snapshot` belongs to the one note or parcel that names it; whoever is done with it gives it back.
"""

from __future__ import annotations

from sems_sim.kernel.asking import NONE, give, take
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.state_people import SNAPSHOTS, snapshot, view

_SNAPSHOTS = SNAPSHOTS


@rule
def copied(w: int, source: int) -> int:
    """Return a snapshot of its own that says the same; NONE of NONE."""
    if source < 0:
        return NONE
    row = take(w, _SNAPSHOTS)
    it, like = snapshot(w, row), snapshot(w, source)
    it.value, it.backlog, it.lost = like.value, like.backlog, like.lost
    it.is_open, it.is_contained = like.is_open, like.is_contained
    it.is_below_mbco, it.is_over_rto, it.is_over_mtpd = (
        like.is_below_mbco,
        like.is_over_rto,
        like.is_over_mtpd,
    )
    return row


@rule
def let_go(w: int, row: int) -> int:
    """Give a snapshot back, if there is one."""
    if row >= 0:
        give(w, _SNAPSHOTS, row)
    return NONE


@rule
def believes(w: int, which: int, row: int) -> bool:
    """Return whether what a view believes is just what a snapshot says."""
    it, like = view(w, which), snapshot(w, row)
    if not it.has_belief or it.value != like.value or it.backlog != like.backlog or it.lost != like.lost:
        return False
    if it.is_open != like.is_open or it.is_contained != like.is_contained:
        return False
    return (
        it.is_below_mbco == like.is_below_mbco
        and it.is_over_rto == like.is_over_rto
        and it.is_over_mtpd == like.is_over_mtpd
    )


@rule
def has_seen(w: int, which: int, row: int) -> bool:
    """Return whether what was noticed or learnt last is just what a snapshot says."""
    it, like = view(w, which), snapshot(w, row)
    if it.seen_value != like.value or it.seen_backlog != like.backlog or it.seen_lost != like.lost:
        return False
    if it.seen_is_open != like.is_open or it.seen_is_contained != like.is_contained:
        return False
    return (
        it.seen_is_below_mbco == like.is_below_mbco
        and it.seen_is_over_rto == like.is_over_rto
        and it.seen_is_over_mtpd == like.is_over_mtpd
    )


@rule
def put_belief(w: int, which: int, row: int) -> int:
    """Let a view believe what a snapshot says."""
    it, like = view(w, which), snapshot(w, row)
    it.exists = it.has_belief = True
    it.value, it.backlog, it.lost = like.value, like.backlog, like.lost
    it.is_open, it.is_contained = like.is_open, like.is_contained
    it.is_below_mbco, it.is_over_rto, it.is_over_mtpd = (
        like.is_below_mbco,
        like.is_over_rto,
        like.is_over_mtpd,
    )
    return 0


@rule
def put_seen(w: int, which: int, row: int) -> int:
    """Let a snapshot be what was noticed or learnt last."""
    it, like = view(w, which), snapshot(w, row)
    it.seen_value, it.seen_backlog, it.seen_lost = like.value, like.backlog, like.lost
    it.seen_is_open, it.seen_is_contained = like.is_open, like.is_contained
    it.seen_is_below_mbco, it.seen_is_over_rto, it.seen_is_over_mtpd = (
        like.is_below_mbco,
        like.is_over_rto,
        like.is_over_mtpd,
    )
    return 0
