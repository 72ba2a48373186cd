"""What an asset is meant to do, what its gates let through, and what buffers carry."""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel.asking import (
    NONE,
    at,
    cancel,
    draw_ms,
    drawn_total,
    key_of,
    latest_is,
    list_count,
    mark_as,
    record,
    time_of,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.doors import SETTLE_ASSETS
from sems_sim.kernel.laws import law
from sems_sim.kernel.state_assets import (
    DIRTY,
    GATE_EMPTIED,
    asset_state,
    fixpoint,
    gate_state,
    shelf,
)
from sems_sim.kernel.state_world import counts, world
from sems_sim.kernel.tables import asset_row, gate_row, number
from sems_sim.kernel.ties_assets import asset_place, gate_place, tie
from sems_sim.laws import buffer_drained as _buffer_drained
from sems_sim.laws import buffer_recharged as _buffer_recharged
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import FULL, Act

_FULL = int(FULL)
_ASSET = int(Phase.ASSET)
_BUFFER_STARTED, _BUFFER_EMPTY = int(Kind.BUFFER_STARTED), int(Kind.BUFFER_EMPTY)
_EMPTIED, _SETTLE_ASSETS = GATE_EMPTIED, SETTLE_ASSETS
_ACT_BUFFER, _ACT_SETTLE = int(Act.BUFFER), int(Act.SETTLE)
_DIRTY = DIRTY
buffer_drained, buffer_recharged = law(_buffer_drained), law(_buffer_recharged)
ms_to_hours = law(_ms_to_hours)


# --- what an asset is meant to do ---


@rule
def is_on(w: int, asset: int) -> bool:
    """Return whether it is switched on: the latest live switch, else the state at the start."""
    one = asset_state(w, asset)
    if list_count(w, one.switches) > 0:
        return latest_is(w, one.switches)
    return bool(asset_row(w, asset).state != 0)


@rule
def wants(w: int, asset: int) -> bool:
    """Return whether it is meant to work now, so that its needs count."""
    one = asset_state(w, asset)
    if not one.is_running or not one.has_stock:
        return False
    return is_on(w, asset) and not latest_is(w, one.cuts)


@rule
def potential(w: int, asset: int) -> int:
    """Return the level that its units and gates allow, apart from a restart; below `trip` it is 0."""
    working = asset_state(w, asset).working
    if working == 0 or not wants(w, asset):
        return 0
    row = asset_row(w, asset)
    level = working * _FULL // row.units
    if row.gates_count > 0:
        first = asset_place(w, asset).gates_first
        worst = gate_value(w, first)
        for gate in range(first + 1, first + row.gates_count):
            worst = min(worst, gate_value(w, gate))
        level = level * worst // _FULL
    return level if level >= row.trip else 0


# --- asking for the fixpoint ---


@rule
def soil(w: int, asset: int, cause: int) -> int:
    """Put an asset on the list of what is to be looked at; a cause that stands there stays."""
    one, all_of_them = asset_state(w, asset), fixpoint(w)
    if not one.is_dirty:
        one.is_dirty = True
        one.dirty_cause = cause
        shelf(w, _DIRTY * counts(w).assets + all_of_them.dirty).value = asset
        all_of_them.dirty += 1
    return 0


@rule
def soil_with_watchers(w: int, asset: int, cause: int) -> int:
    """Put an asset, and all that look at it, on that list; the cause replaces any that stands there."""
    place = asset_place(w, asset)
    for which in range(place.watchers_first, place.watchers_first + place.watchers_count):
        watcher = tie(w, which).value
        soil(w, watcher, cause)
        asset_state(w, watcher).dirty_cause = cause
    soil(w, asset, cause)
    asset_state(w, asset).dirty_cause = cause
    return 0


@rule
def touch(w: int, asset: int, cause: int) -> int:
    """Ask for the fixpoint at this instant, because something about this asset changed."""
    soil(w, asset, cause)
    if asset_row(w, asset).is_standby:  # a gate that is short may call it again
        place = asset_place(w, asset)
        for which in range(place.watchers_first, place.watchers_first + place.watchers_count):
            soil(w, tie(w, which).value, cause)
    if not fixpoint(w).is_settling:
        fixpoint(w).is_settling = True
        at(w, world(w).now_ms, key_of(_ASSET, 0, _ACT_SETTLE, 0), _SETTLE_ASSETS, 0, 0, cause)
    return 0


# --- gates ---


@rule
def satisfaction(w: int, gate: int, without: int) -> int:
    """Return min(1, sum of members' levels / k), in millionths; `without` counts as down. `gate` is the model's."""
    row = gate_row(w, gate)
    if row.k <= 0:
        return _FULL
    total = 0
    for place in range(row.assets_first, row.assets_first + row.assets_count):
        asset = number(w, place).value
        if asset != without:
            total += asset_state(w, asset).level
    for place in range(row.gates_first, row.gates_first + row.gates_count):
        total += satisfaction(w, number(w, place).value, without)
    return min(_FULL, int(total // row.k))


@rule
def gate_value(w: int, gate: int) -> int:
    """Return what a gate lets through: all when met or held, else its floor, or in proportion if graceful."""
    one, row = gate_state(w, gate), gate_row(w, gate_place(w, gate).gate)
    if one.met == _FULL or (one.is_short and one.left_ms > 0):
        return _FULL
    if row.graceful:
        return int(row.floor + (_FULL - row.floor) * one.met // _FULL)
    return int(row.floor)


@rule
def look_at(w: int, gate: int) -> bool:
    """See how far a need is met now; return whether it wholly is."""
    gate_state(w, gate).met = satisfaction(w, gate_place(w, gate).gate, NONE)
    return gate_state(w, gate).met == _FULL


# --- buffers ---


@rule
def fill_buffer(w: int, gate: int) -> int:
    """Start with a full buffer whose size is drawn once a run."""
    row = gate_row(w, gate_place(w, gate).gate)
    one = gate_state(w, gate)
    one.size_ms = draw_ms(w, row.buffer_law, row.buffer_stream, 0, 1.0)
    one.is_drawn = drawn_total(w, one.size_ms) > 0
    one.left_ms = one.size_ms
    return 0


@rule
def drain(w: int, gate: int, which: int, cause: int) -> int:
    """Let the buffer carry the asset from now; `which` is the gate's number within the asset."""
    one, now = gate_state(w, gate), world(w).now_ms
    if one.size_ms == 0:
        return 0
    one.left_ms = buffer_recharged(one.left_ms, one.size_ms, one.recharge_ms, now - one.anchor_ms)
    one.anchor_ms = now
    if one.left_ms == 0:
        return 0
    entity = asset_row(w, gate_place(w, gate).owner).entity
    index = record(w, _ASSET, entity, _BUFFER_STARTED, ms_to_hours(one.left_ms), cause)
    one.empties = at(
        w, now + one.left_ms, key_of(_ASSET, entity, _ACT_BUFFER, which), _EMPTIED, gate, 0, index
    )
    row = gate_row(w, gate_place(w, gate).gate)
    mark_as(w, one.empties, row.buffer_law, row.buffer_stream, 0, one.size_ms if one.is_drawn else 0, 1.0)
    return 0


@rule
def follow_redraw(w: int, gate: int) -> int:
    """Hold as much more or less as the end of draining has moved."""
    one = gate_state(w, gate)
    if one.empties >= 0:
        moved_ms = time_of(w, one.empties) - one.anchor_ms - one.left_ms
        one.left_ms += moved_ms
        one.size_ms += moved_ms
    return 0


@rule
def emptied(w: int, gate: int, cause: int) -> int:
    """End what the buffer held."""
    one, owner = gate_state(w, gate), gate_place(w, gate).owner
    one.empties = NONE
    one.left_ms = 0
    one.anchor_ms = world(w).now_ms
    return touch(w, owner, record(w, _ASSET, asset_row(w, owner).entity, _BUFFER_EMPTY, 0.0, cause))


@rule
def recharge(w: int, gate: int) -> int:
    """Stop draining and start to refill, now that the need is met."""
    one, row, now = gate_state(w, gate), gate_row(w, gate_place(w, gate).gate), world(w).now_ms
    if one.empties >= 0:
        one.empties = cancel(w, one.empties)
        one.left_ms = buffer_drained(one.left_ms, now - one.anchor_ms)
    one.anchor_ms = now
    one.recharge_ms = draw_ms(w, row.recharge_law, row.recharge_stream, one.recharges, 1.0)
    one.recharges += 1
    return 0
