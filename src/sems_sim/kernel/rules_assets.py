"""What others may do to assets, what is counted of them, and the unit's switchboard.

Assets fail, degrade and come back; what depends on them follows.
"""

from __future__ import annotations

from math import nan

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE, ROOT, pull, push, record
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.rules_fixpoint import (
    go_on_to_watchers,
    listed,
    pin,
    put_on,
    refusal_mended,
    restarted,
    settle,
    update_life,
)
from sems_sim.kernel.rules_gates import (
    drain,
    emptied,
    fill_buffer,
    follow_redraw,
    is_on,
    look_at,
    ms_to_hours,
    potential,
    touch,
    wants,
)
from sems_sim.kernel.rules_lives import begin_repair, redraw_lives, release_crew, unit_of
from sems_sim.kernel.rules_units import fail, prove, repair, repair_list, unit_failed, unit_repaired
from sems_sim.kernel.state_assets import (
    CHANGED,
    FRONTIER,
    GATE_EMPTIED,
    REFUSAL_MENDED,
    RESTARTED,
    UNIT_ENDED,
    UNIT_MENDED,
    asset_state,
    fixpoint,
    gate_state,
    unit_state,
)
from sems_sim.kernel.state_supply import stock_state
from sems_sim.kernel.state_world import counts, measure_place, outcome, world
from sems_sim.kernel.tables import asset_row, pair
from sems_sim.kernel.ties_assets import asset_place, stock_users, tie
from sems_sim.model import FULL, EntityKind

_FULL = int(FULL)
_ASSET, _ASSET_SWITCHED = int(Phase.ASSET), int(Kind.ASSET_SWITCHED)
_MEASURED, _MEASURES = int(EntityKind.ASSET), 4
_NEVER_HAPPENED = nan
_FRONTIER, _CHANGED = FRONTIER, CHANGED
_START_ASSETS, _FAIL, _REPAIR, _REPAIR_LIST = doors.START_ASSETS, doors.FAIL, doors.REPAIR, doors.REPAIR_LIST
_SWITCH, _UNSWITCH, _CUT, _UNCUT = doors.SWITCH, doors.UNSWITCH, doors.CUT, doors.UNCUT
_SUPPLY_ASSETS, _SETTLE_ASSETS = doors.SUPPLY_ASSETS, doors.SETTLE_ASSETS
_PIN_ASSET = doors.PIN_ASSET
_BEGIN_REPAIR, _MEASURE_ASSETS, _ASSET_MONEY = doors.BEGIN_REPAIR, doors.MEASURE_ASSETS, doors.ASSET_MONEY
_FORK_ASSETS = doors.FORK_ASSETS
_EMPTIED, _ENDED, _MENDED = GATE_EMPTIED, UNIT_ENDED, UNIT_MENDED
_REFUSAL_MENDED, _RESTARTED = REFUSAL_MENDED, RESTARTED


# --- the start ---


@rule
def _start(w: int) -> int:
    """Find the silent fixpoint of the start, and let lives and buffers begin at time 0."""
    _settle_at_start(w)
    for asset in range(counts(w).assets):
        one = asset_state(w, asset)
        if one.level == 0 and wants(w, asset):
            one.down_since_ms = 0
            one.first_down_ms = 0
        update_life(w, asset, ROOT)
        first = asset_place(w, asset).gates_first
        for gate in range(first, first + asset_row(w, asset).gates_count):
            if gate_state(w, gate).is_short and wants(w, asset):
                drain(w, gate, gate - first, ROOT)
    return 0


@rule
def _settle_at_start(w: int) -> int:
    """Find the greatest fixpoint below everything working, silently; buffers are full and hold.

    A level can only fall, and what it allows others falls with it, so the order in which they are looked at does not
    matter; after the first round only those are looked at again whose members changed.
    """
    all_of_them = fixpoint(w)
    for asset in range(counts(w).assets):
        asset_state(w, asset).level = _FULL
        put_on(w, _FRONTIER, asset, asset)
        first = asset_place(w, asset).gates_first
        for gate in range(first, first + asset_row(w, asset).gates_count):
            fill_buffer(w, gate)
    all_of_them.frontier = counts(w).assets
    while all_of_them.frontier > 0:
        all_of_them.changed = 0
        all_of_them.turn += 1
        for which in range(all_of_them.frontier):
            _lower_at_start(w, listed(w, _FRONTIER, which))
        go_on_to_watchers(w)
    for asset in range(counts(w).assets):
        asset_state(w, asset).is_down = asset_state(w, asset).level == 0
    return 0


@rule
def _lower_at_start(w: int, asset: int) -> int:
    one, all_of_them = asset_state(w, asset), fixpoint(w)
    first = asset_place(w, asset).gates_first
    for gate in range(first, first + asset_row(w, asset).gates_count):
        gate_state(w, gate).is_short = not look_at(w, gate)
    level = potential(w, asset)
    if level < one.level:
        one.level = level
        put_on(w, _CHANGED, all_of_them.changed, asset)
        all_of_them.changed += 1
    return 0


# --- what others may do to an asset ---


@rule
def _switch(w: int, asset: int, which: int, on: int, cause: int) -> int:
    """Switch an asset on or off; `which` names the application, so that it can be undone."""
    was_on = is_on(w, asset)
    one = asset_state(w, asset)
    one.switches = push(w, one.switches, which, on, 0.0)
    return _after_switch(w, asset, was_on, cause)


@rule
def _unswitch(w: int, asset: int, which: int, cause: int) -> int:
    """Undo one switching."""
    was_on = is_on(w, asset)
    pull(w, asset_state(w, asset).switches, which)
    return _after_switch(w, asset, was_on, cause)


@rule
def _after_switch(w: int, asset: int, was_on: bool, cause: int) -> int:
    is_now = is_on(w, asset)
    if is_now == was_on:
        return 0
    value = 1.0 if is_now else 0.0
    index = record(w, _ASSET, asset_row(w, asset).entity, _ASSET_SWITCHED, value, cause)
    if is_now:
        prove(w, asset, index)
    return touch(w, asset, index)


@rule
def _cut(w: int, asset: int, which: int, off: int, cause: int) -> int:
    """Isolate an asset, or reconnect it."""
    one = asset_state(w, asset)
    one.cuts = push(w, one.cuts, which, off, 0.0)
    return touch(w, asset, cause)


@rule
def _uncut(w: int, asset: int, which: int, cause: int) -> int:
    """Undo one isolation or reconnection."""
    pull(w, asset_state(w, asset).cuts, which)
    return touch(w, asset, cause)


@rule
def _supply(w: int, stock: int, cause: int) -> int:
    """Let those that use a stock stand still when one of theirs is empty, and go on when all are there."""
    users = stock_users(w, stock)
    for which in range(users.first, users.first + users.count):
        asset = tie(w, which).value
        has_stock = _has_stocks(w, asset)
        if asset_state(w, asset).has_stock != has_stock:
            asset_state(w, asset).has_stock = has_stock
            touch(w, asset, cause)
    return 0


@rule
def _has_stocks(w: int, asset: int) -> bool:
    row = asset_row(w, asset)
    for use in range(row.stock_uses_first, row.stock_uses_first + row.stock_uses_count):
        if stock_state(w, pair(w, use).index).is_empty:
            return False
    return True


# --- events of units ---


@rule
def _ended(w: int, asset: int, unit: int, cause: int) -> int:
    """End a unit's life."""
    unit_state(w, unit_of(w, asset, unit)).end = NONE
    return unit_failed(w, asset, unit, cause)


@rule
def _mended(w: int, asset: int, unit: int, cause: int) -> int:
    """End a unit's repair."""
    release_crew(w, asset, unit, cause)
    return unit_repaired(w, asset, unit, cause)


# --- what is counted ---


@rule
def _down_ms(w: int, asset: int, end_ms: int) -> int:
    """Return for how long an asset has been down."""
    one = asset_state(w, asset)
    if one.down_since_ms != NONE:
        return one.down_ms + (end_ms - one.down_since_ms)
    return one.down_ms


@rule
def _hours_or_never(time_ms: int) -> float:
    if time_ms == NONE:
        return _NEVER_HAPPENED
    return float(ms_to_hours(time_ms))


@rule
def _measure(w: int, end_ms: int) -> int:
    """Write down time down, first and last change, and failures of every asset of the scenario."""
    first = measure_place(w, _MEASURED).first
    for asset in range(counts(w).assets):
        measured = asset_place(w, asset).measured
        if measured < 0:
            continue
        one, place = asset_state(w, asset), first + _MEASURES * measured
        outcome(w, place).value = ms_to_hours(_down_ms(w, asset, end_ms))
        outcome(w, place + 1).value = _hours_or_never(one.first_down_ms)
        outcome(w, place + 2).value = _hours_or_never(one.last_up_ms)
        outcome(w, place + 3).value = float(one.failures)
    return 0


@rule
def _money(w: int, end_ms: int) -> float:
    """Return the money lost by assets that were down."""
    money = 0.0
    for asset in range(counts(w).assets):
        per_h = asset_row(w, asset).value_per_h
        if per_h > 0.0:
            money += per_h * ms_to_hours(_down_ms(w, asset, end_ms))
    return money


@rule
def _redraw(w: int) -> int:
    """Draw anew what is left of paused lives; let buffers that drain follow their ends."""
    for asset in range(counts(w).assets):
        redraw_lives(w, asset)
        first = asset_place(w, asset).gates_first
        for gate in range(first, first + asset_row(w, asset).gates_count):
            follow_redraw(w, gate)
    return 0


def assets(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: PLR0911, PLR0912, PLR0913, C901, ARG001 - switchboard
    """Everything that others may ask of assets, and their own events."""
    if code == _SETTLE_ASSETS:
        return settle(w)
    if code == _ENDED:
        return _ended(w, a, b, c)
    if code == _MENDED:
        return _mended(w, a, b, c)
    if code == _EMPTIED:
        return emptied(w, a, c)
    if code == _RESTARTED:
        return restarted(w, a, c)
    if code == _REFUSAL_MENDED:
        return refusal_mended(w, a, c)
    if code == _BEGIN_REPAIR:
        return begin_repair(w, a, b, unit_state(w, unit_of(w, a, b)).job, c)
    if code == _FAIL:
        return fail(w, a, b, c, d)
    if code == _REPAIR:
        return repair(w, a, b, c)
    if code == _REPAIR_LIST:
        return repair_list(w, a, b, c)
    if code == _SWITCH:
        return _switch(w, a, b, c, d)
    if code == _UNSWITCH:
        return _unswitch(w, a, b, c)
    if code == _CUT:
        return _cut(w, a, b, c, d)
    if code == _UNCUT:
        return _uncut(w, a, b, c)
    if code == _SUPPLY_ASSETS:
        return _supply(w, a, b)
    if code == _START_ASSETS:
        return _start(w)
    if code == _MEASURE_ASSETS:
        return _measure(w, a)
    if code == _PIN_ASSET:
        return pin(w, a, b != 0, c)
    if code == _FORK_ASSETS:
        return _redraw(w)
    if code == _ASSET_MONEY:
        world(w).answer = _money(w, a)
    return 0
