"""Suppliers are up or down: by chance, by failure, by whom they depend on, by effects.

A common cause takes a whole group: whenever one of its members goes down by itself, with the chance that it states
all others go down too.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel.asking import (
    NONE,
    ROOT,
    at,
    at_drawn,
    cancel,
    chance,
    changed,
    draw_ms,
    key_of,
    latest_is,
    odds_shift,
    pull,
    push,
    ratio,
    record,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.doors import SUPPLY
from sems_sim.kernel.laws import law
from sems_sim.kernel.state_supply import dependent, dependents, supplier_state
from sems_sim.kernel.state_world import counts, world
from sems_sim.kernel.tables import supplier_row
from sems_sim.laws import happens as _happens
from sems_sim.model import Act, Parameter, Signal

FAILED, MENDED, LOOKED = SUPPLY << 8 | 32, SUPPLY << 8 | 33, SUPPLY << 8 | 34
"""Events: a supplier fails by itself; it is able again; something was done to it."""
_LIFE, _OUTSIDE = 0, 1
"""Numbers of a supplier's events: its own failures and repairs, and what others do to it."""
_SUPPLIER_ACT = int(Act.SUPPLIER)
_WORLD = int(Phase.WORLD)
_UP, _DOWN = int(Kind.SUPPLIER_UP), int(Kind.SUPPLIER_DOWN)
_SUPPLIER = int(Signal.SUPPLIER)
_DISRUPTION = int(Parameter.SUPPLIER_DISRUPTION)
happens = law(_happens)


@rule
def start_suppliers(w: int) -> int:
    """Draw who is able at the start, in silence, and arrange failures and repairs."""
    for supplier in range(counts(w).suppliers):
        row = supplier_row(w, supplier)
        factor = ratio(w, _DISRUPTION)
        unable = odds_shift(1.0 - row.available, factor) if row.available < 1.0 else 0.0
        if happens(unable, chance(w, row.available_stream, 0)):
            _stop(w, supplier)
    for supplier in range(counts(w).suppliers):
        supplier_state(w, supplier).is_stopping = False
        supplier_state(w, supplier).is_up = can_deliver(w, supplier)
        arrange_supplier(w, supplier, ROOT)
    return 0


@rule
def lacks_another(w: int, supplier: int) -> bool:
    """Return whether a supplier is able by itself, and only who stands behind it keeps it from delivering."""
    one = supplier_state(w, supplier)
    is_able = one.is_working and not latest_is(w, one.blocks)
    return is_able and not one.is_up


@rule
def push_block(w: int, supplier: int, number: int, blocked: int, cause: int) -> int:
    """Cut a supplier off, or open the way to it again, until `pull_block` of the same number."""
    one = supplier_state(w, supplier)
    one.blocks = push(w, one.blocks, number, blocked, 0.0)
    return ask_supplier(w, supplier, cause)


@rule
def pull_block(w: int, supplier: int, number: int, cause: int) -> int:
    """End one cutting off."""
    pull(w, supplier_state(w, supplier).blocks, number)
    return ask_supplier(w, supplier, cause)


# --- failures and repairs ---


@rule
def _stop(w: int, supplier: int) -> bool:
    """Take a supplier down by itself, and mark those that a common cause takes down with it."""
    one, row = supplier_state(w, supplier), supplier_row(w, supplier)
    if not one.is_working:
        return False
    group = row.common_group
    shared = group != NONE and happens(row.common_share, chance(w, row.common_stream, one.failures))
    one.is_working = False
    if shared:
        for other in range(counts(w).suppliers):
            member = supplier_state(w, other)
            if member.is_working and supplier_row(w, other).common_group == group:
                member.is_working = False
                member.is_stopping = True
    return True


@rule
def arrange_supplier(w: int, supplier: int, cause: int) -> int:
    """Arrange the next failure or repair."""
    one, row = supplier_state(w, supplier), supplier_row(w, supplier)
    one.next = cancel(w, one.next)
    law_index = row.fails_law if one.is_working else row.repair_law
    if law_index == NONE:
        return 0
    stream = row.fails_stream if one.is_working else row.repair_stream
    due = world(w).now_ms + draw_ms(w, law_index, stream, one.failures, 1.0)
    key = key_of(_WORLD, row.entity, _SUPPLIER_ACT, _LIFE)
    one.next = at_drawn(w, due, key, FAILED if one.is_working else MENDED, supplier, 0, cause)
    return 0


@rule
def fail_supplier(w: int, supplier: int, cause: int) -> int:
    """Let a supplier fail by itself, and say so of all who go down with it."""
    if not _stop(w, supplier):
        return 0
    origin = settle_supplier(w, supplier, cause)
    arrange_supplier(w, supplier, origin)
    for other in range(counts(w).suppliers):
        if supplier_state(w, other).is_stopping:
            supplier_state(w, other).is_stopping = False
            settle_supplier(w, other, origin)
            arrange_supplier(w, other, origin)
    return 0


@rule
def mend_supplier(w: int, supplier: int, cause: int) -> int:
    """Let a supplier be able again."""
    one = supplier_state(w, supplier)
    one.is_working = True
    one.failures += 1
    return arrange_supplier(w, supplier, settle_supplier(w, supplier, cause))


# --- what follows ---


@rule
def can_deliver(w: int, supplier: int) -> bool:
    """Return whether it and all who stand behind it are able; a circle of suppliers ends where it began."""
    here, steps = supplier, 0
    while here != NONE and steps <= counts(w).suppliers:
        one = supplier_state(w, here)
        if not one.is_working or latest_is(w, one.blocks):
            return False
        here, steps = supplier_row(w, here).behind, steps + 1
    return True


@rule
def ask_supplier(w: int, supplier: int, cause: int) -> int:
    """Ask for one look at a supplier, at this instant."""
    one = supplier_state(w, supplier)
    if not one.is_asked:
        one.is_asked = True
        key = key_of(_WORLD, supplier_row(w, supplier).entity, _SUPPLIER_ACT, _OUTSIDE)
        at(w, world(w).now_ms, key, LOOKED, supplier, 0, cause)
    return 0


@rule
def look_at_supplier(w: int, supplier: int, cause: int) -> int:
    """See what was done to a supplier."""
    supplier_state(w, supplier).is_asked = False
    return settle_supplier(w, supplier, cause)


@rule
def settle_supplier(w: int, supplier: int, cause: int) -> int:
    """Say that a supplier went down or came up, and then the same of those it stands behind."""
    one = supplier_state(w, supplier)
    is_up = can_deliver(w, supplier)
    if is_up == one.is_up:
        return cause
    one.is_up = is_up
    told = record(w, _WORLD, supplier_row(w, supplier).entity, _UP if is_up else _DOWN, 1.0, cause)
    changed(w, _SUPPLIER, supplier, told, NONE)
    span = dependents(w, supplier)
    for place in range(span.first, span.first + span.count):
        settle_supplier(w, dependent(w, place).supplier, told)
    return told
