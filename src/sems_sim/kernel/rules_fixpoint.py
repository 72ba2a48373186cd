"""The fixpoint that ties assets, in synchronous rounds (fine print 6).

First what must fall falls, each round from the one before, after off standbys were called and buffers put in; then
what may rise rises or starts its restart; repeated until neither changes. A round goes through its assets in order.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE, at_drawn, cancel, chance, changed, draw_ms, key_of, record
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import through_with, wholes
from sems_sim.kernel.rules_gates import (
    drain,
    gate_value,
    is_on,
    look_at,
    ms_to_hours,
    potential,
    recharge,
    satisfaction,
    soil_with_watchers,
    touch,
    wants,
)
from sems_sim.kernel.rules_lives import mend_refusal, run_lives, start_chance
from sems_sim.kernel.rules_units import prove
from sems_sim.kernel.state_assets import (
    CAUSES,
    CHANGED,
    DIRTY,
    FRONTIER,
    RESTARTED,
    SHELF,
    asset_state,
    fixpoint,
    gate_state,
    shelf,
)
from sems_sim.kernel.state_world import counts, world
from sems_sim.kernel.tables import asset_row, pair
from sems_sim.kernel.ties_assets import asset_place, gate_place, standbys, tie
from sems_sim.model import FULL, Act, Signal

_FULL = int(FULL)
_ASSET, _SIGNAL_ASSET = int(Phase.ASSET), int(Signal.ASSET)
_ASSET_LEVEL, _ASSET_RESTARTING = int(Kind.ASSET_LEVEL), int(Kind.ASSET_RESTARTING)
_STARTED, _REFUSED = int(Kind.STANDBY_STARTED), int(Kind.STANDBY_REFUSED)
_STOPPED = int(Kind.STANDBY_STOPPED)
_ACT_RESTART = int(Act.RESTART)
_RESTARTED, _SET_USE = RESTARTED, doors.SET_USE
_DIRTY, _CAUSES, _FRONTIER, _CHANGED, _SHELF = DIRTY, CAUSES, FRONTIER, CHANGED, SHELF


# --- lists ---


@rule
def listed(w: int, which: int, place: int) -> int:
    """Return the asset at a place of one of the lists."""
    return shelf(w, which * counts(w).assets + place).value


@rule
def put_on(w: int, which: int, place: int, asset: int) -> int:
    """Put an asset at a place of one of the lists."""
    shelf(w, which * counts(w).assets + place).value = asset
    return 0


@rule
def _sort(w: int, which: int, count: int) -> int:
    """Put the first so many of a list in order (Shell's way: most lists are short or nearly in order)."""
    if count < 2:
        return 0
    values = wholes(w, _SHELF, which * counts(w).assets, count)
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for start in range(gap, count):
            value, place = values[start], start
            while place >= gap and values[place - gap] > value:
                values[place] = values[place - gap]
                place -= gap
            values[place] = value
        gap //= 3
    return 0


@rule
def _note_cause(w: int, asset: int, cause: int) -> int:
    """Keep why an asset was looked at; the latest cause counts."""
    one, all_of_them = asset_state(w, asset), fixpoint(w)
    if not one.has_cause:
        one.has_cause = True
        put_on(w, _CAUSES, all_of_them.causes, asset)
        all_of_them.causes += 1
    one.cause = cause
    return 0


@rule
def go_on_to_watchers(w: int) -> int:
    """Let the next round be about all that look at what changed in this one, each once and in order."""
    all_of_them = fixpoint(w)
    all_of_them.frontier = 0
    for which in range(all_of_them.changed):
        place = asset_place(w, listed(w, _CHANGED, which))
        for watched in range(place.watchers_first, place.watchers_first + place.watchers_count):
            watcher = tie(w, watched).value
            if asset_state(w, watcher).queued != all_of_them.turn:
                asset_state(w, watcher).queued = all_of_them.turn
                put_on(w, _FRONTIER, all_of_them.frontier, watcher)
                all_of_them.frontier += 1
    return _sort(w, _FRONTIER, all_of_them.frontier)


# --- settling ---


@rule
def settle(w: int) -> int:
    """Let everything fall and rise until nothing changes; then lives go on or pause."""
    all_of_them = fixpoint(w)
    all_of_them.causes = 0
    while all_of_them.dirty > 0:
        _begin_with_dirty(w)
        fell = _rounds(w, False)
        _begin_with_all(w)
        rose = _rounds(w, True)
        if fell or rose:
            _stop_standbys(w)
    all_of_them.is_settling = False
    _sort(w, _CAUSES, all_of_them.causes)
    for which in range(all_of_them.causes):
        asset = listed(w, _CAUSES, which)
        asset_state(w, asset).has_cause = False
        update_life(w, asset, asset_state(w, asset).cause)
    return 0


@rule
def _begin_with_dirty(w: int) -> int:
    """Let the first round be about what was touched since the last."""
    all_of_them = fixpoint(w)
    for which in range(all_of_them.dirty):
        asset = listed(w, _DIRTY, which)
        asset_state(w, asset).is_dirty = False
        _note_cause(w, asset, asset_state(w, asset).dirty_cause)
        put_on(w, _FRONTIER, which, asset)
    all_of_them.frontier = all_of_them.dirty
    all_of_them.dirty = 0
    return _sort(w, _FRONTIER, all_of_them.frontier)


@rule
def _begin_with_all(w: int) -> int:
    """Let the first round be about all that this settling has looked at."""
    all_of_them = fixpoint(w)
    for which in range(all_of_them.causes):
        put_on(w, _FRONTIER, which, listed(w, _CAUSES, which))
    all_of_them.frontier = all_of_them.causes
    return _sort(w, _FRONTIER, all_of_them.frontier)


@rule
def _rounds(w: int, is_rise: bool) -> bool:
    """Let everything fall that must, or rise that may, in synchronous rounds; return whether anything did."""
    all_of_them = fixpoint(w)
    all_of_them.turn += 1
    any_changed = False
    while all_of_them.frontier > 0:
        all_of_them.changed = 0
        for which in range(all_of_them.frontier):
            asset = listed(w, _FRONTIER, which)
            if asset_state(w, asset).is_pinned:
                continue
            cause = _cause(w, asset)
            _note_cause(w, asset, cause)
            look_at_gates(w, asset, cause)
            if is_rise:
                _rise(w, asset, cause)
            else:
                _fall(w, asset, cause)
        if all_of_them.changed > 0:
            any_changed = True
        _set_levels(w)
        go_on_to_watchers(w)
    return any_changed


@rule
def _set_levels(w: int) -> int:
    """Change all levels that a round has found, in order; the next round knows what did."""
    all_of_them = fixpoint(w)
    all_of_them.turn += 1
    for which in range(all_of_them.changed):
        asset = listed(w, _CHANGED, which)
        one = asset_state(w, asset)
        one.changed_record = _set_level(w, asset, one.next_level, one.next_cause)
        one.changed = all_of_them.turn
    return 0


@rule
def _cause(w: int, asset: int) -> int:
    """Return the record of the lowest member that changed in the round before, else the asset's own cause."""
    now, lowest = fixpoint(w).turn, NONE
    first = asset_place(w, asset).gates_first
    for gate in range(first, first + asset_row(w, asset).gates_count):
        place = gate_place(w, gate)
        for which in range(place.members_first, place.members_first + place.members_count):
            member = tie(w, which).value
            if asset_state(w, member).changed == now:
                if lowest < 0 or member < lowest:
                    lowest = member
                break
    if lowest >= 0:
        return asset_state(w, lowest).changed_record
    if asset_state(w, asset).has_cause:
        return asset_state(w, asset).cause
    return fixpoint(w).last_record


@rule
def _fall(w: int, asset: int, cause: int) -> int:
    """Let an asset fall after this round if it must."""
    one, level = asset_state(w, asset), potential(w, asset)
    if level < one.level:
        return _change_to(w, asset, level, cause)
    if level == 0:
        one.restart = cancel(w, one.restart)
        one.is_down = True
    return 0


@rule
def _rise(w: int, asset: int, cause: int) -> int:
    """Let an asset rise after this round if it may."""
    level = potential(w, asset)
    if level > asset_state(w, asset).level and _may_rise(w, asset, cause):
        return _change_to(w, asset, level, cause)
    return 0


@rule
def _change_to(w: int, asset: int, level: int, cause: int) -> int:
    one, all_of_them = asset_state(w, asset), fixpoint(w)
    one.next_level, one.next_cause = level, cause
    put_on(w, _CHANGED, all_of_them.changed, asset)
    all_of_them.changed += 1
    return 0


# --- levels and restarts ---


@rule
def _set_level(w: int, asset: int, level: int, cause: int) -> int:
    """Change a level, count down time, tell everybody; return the record."""
    one, now = asset_state(w, asset), world(w).now_ms
    one.level = level
    index = record(w, _ASSET, asset_row(w, asset).entity, _ASSET_LEVEL, level / _FULL, cause)
    if level == 0:
        one.is_down = True
        if is_on(w, asset) and one.is_running:
            one.down_since_ms = now
            one.first_down_ms = now if one.first_down_ms == NONE else one.first_down_ms
    elif one.is_down:
        one.is_down = False
        one.last_up_ms = now
        _count_down_time(w, asset)
    fixpoint(w).last_record = index
    changed(w, _SIGNAL_ASSET, asset, index, NONE)
    return index


@rule
def _count_down_time(w: int, asset: int) -> int:
    one = asset_state(w, asset)
    if one.down_since_ms != NONE:
        one.down_ms += world(w).now_ms - one.down_since_ms
        one.down_since_ms = NONE
    return 0


@rule
def _may_rise(w: int, asset: int, cause: int) -> bool:
    """Return whether it rises now; one that was down first makes its restart."""
    one, row = asset_state(w, asset), asset_row(w, asset)
    if not one.is_down or row.restart_law < 0:
        return True
    if one.restart < 0:
        delay = draw_ms(w, row.restart_law, row.restart_stream, one.restarts, 1.0)
        one.restarts += 1
        if delay == 0:
            return True
        index = record(w, _ASSET, row.entity, _ASSET_RESTARTING, ms_to_hours(delay), cause)
        key = key_of(_ASSET, row.entity, _ACT_RESTART, 0)
        one.restart = at_drawn(w, world(w).now_ms + delay, key, _RESTARTED, asset, 0, index)
    return False


@rule
def pin(w: int, asset: int, is_pinned: bool, cause: int) -> int:
    """Let an asset stay at its level, without life or restart, or follow again what is true."""
    one = asset_state(w, asset)
    one.is_pinned = is_pinned
    if not is_pinned:
        return touch(w, asset, cause)
    one.restart = cancel(w, one.restart)
    return run_lives(w, asset, False)


@rule
def restarted(w: int, asset: int, cause: int) -> int:
    """End a restart: the asset may rise."""
    one = asset_state(w, asset)
    one.restart = NONE
    one.is_down = False
    _count_down_time(w, asset)
    one.last_up_ms = world(w).now_ms
    return touch(w, asset, cause)


# --- gates and standbys ---


@rule
def look_at_gates(w: int, asset: int, cause: int) -> int:
    """See which needs are met; call standbys and put buffers in where one is about to fall short.

    Off standby members are called in order, one start draw each, until the gate is met; one that starts looks at its
    own gates in turn.
    """
    count = asset_row(w, asset).gates_count
    if count == 0:
        return 0
    first = asset_place(w, asset).gates_first
    for gate in range(first, first + count):
        met = look_at(w, gate)
        if not wants(w, asset):
            continue
        place = gate_place(w, gate)
        which, end = place.members_first, place.members_first + place.members_count
        while not met and which < end:
            standby = tie(w, which).value
            which += 1
            if _is_callable(w, standby, cause):
                if _starts(w, standby):
                    asset_state(w, standby).is_running = True
                    look_at_gates(w, standby, cause)
                    _started(w, standby, cause)
                else:
                    _refused(w, standby, cause)
                met = look_at(w, gate)
        _hold_or_let_go(w, gate, gate - first, met, cause)
    return 0


@rule
def _hold_or_let_go(w: int, gate: int, number: int, met: bool, cause: int) -> int:
    """Put a buffer in where a need is no longer met, and let it refill where it is met again."""
    one = gate_state(w, gate)
    if not met and not one.is_short:
        one.is_short = True
        drain(w, gate, number, cause)
    elif met and one.is_short:
        one.is_short = False
        recharge(w, gate)
    return 0


@rule
def _is_callable(w: int, asset: int, cause: int) -> bool:
    """Return whether an asset is an off standby that can be called; a call shows a latent defect."""
    one = asset_state(w, asset)
    if one.is_running or one.has_refused or not asset_row(w, asset).is_standby or not is_on(w, asset):
        return False
    if one.is_pinned:
        return False
    prove(w, asset, cause)
    return one.working > 0 and one.has_stock


@rule
def _starts(w: int, asset: int) -> bool:
    """Return whether a standby starts at this call."""
    one = asset_state(w, asset)
    n = one.calls
    one.calls += 1
    return chance(w, asset_row(w, asset).start_stream, n) < start_chance(w, asset)


@rule
def _started(w: int, asset: int, cause: int) -> int:
    index = record(w, _ASSET, asset_row(w, asset).entity, _STARTED, 1.0, cause)
    asset_state(w, asset).is_down = False
    _set_level(w, asset, potential(w, asset), index)
    tell_running(w, asset, index)
    return soil_with_watchers(w, asset, index)


@rule
def _refused(w: int, asset: int, cause: int) -> int:
    asset_state(w, asset).has_refused = True
    index = record(w, _ASSET, asset_row(w, asset).entity, _REFUSED, 1.0, cause)
    return mend_refusal(w, asset, index)


@rule
def refusal_mended(w: int, asset: int, cause: int) -> int:
    """Let a standby that refused be called again, unless it may be already."""
    if asset_state(w, asset).has_refused:
        asset_state(w, asset).has_refused = False
        touch(w, asset, cause)
    return 0


@rule
def _stop_standbys(w: int) -> int:
    """Stop standbys that no gate needs any more, one after the other."""
    every = standbys(w)
    for which in range(every.first, every.first + every.count):
        asset = tie(w, which).value
        one = asset_state(w, asset)
        if one.is_pinned or not (one.is_running or one.has_refused) or _is_needed(w, asset):
            continue
        one.has_refused = False
        if one.is_running:
            one.is_running = False
            last = fixpoint(w).last_record
            index = record(w, _ASSET, asset_row(w, asset).entity, _STOPPED, 0.0, last)
            _set_level(w, asset, 0, index)
            tell_running(w, asset, index)
            soil_with_watchers(w, asset, index)
    return 0


@rule
def _is_needed(w: int, asset: int) -> bool:
    """Return whether some gate of an asset at work would be short without this one."""
    place = asset_place(w, asset)
    for which in range(place.owners_first, place.owners_first + place.owners_count):
        gate = gate_place(w, tie(w, which).value)
        if wants(w, gate.owner) and satisfaction(w, gate.gate, asset) < _FULL:
            return True
    return False


# --- what follows from it ---


@rule
def update_life(w: int, asset: int, cause: int) -> int:
    """Let the lives of an asset's units go on or pause, and what it uses up."""
    if asset_state(w, asset).is_pinned:
        return 0
    is_alive = wants(w, asset)
    first = asset_place(w, asset).gates_first
    for gate in range(first, first + asset_row(w, asset).gates_count):
        is_alive = is_alive and gate_value(w, gate) > 0
    run_lives(w, asset, is_alive)
    if not asset_row(w, asset).is_standby:
        tell_running(w, asset, cause)
    return 0


@rule
def tell_running(w: int, asset: int, cause: int) -> int:
    """Let an asset that runs use up its stocks, and one that stands not."""
    row = asset_row(w, asset)
    is_running = wants(w, asset) and asset_state(w, asset).level > 0
    for use in range(row.stock_uses_first, row.stock_uses_first + row.stock_uses_count):
        rate = pair(w, use).amount if is_running else 0.0
        through_with(w, _SET_USE, rate, pair(w, use).index, row.entity, cause)
    return 0
