"""The lives of units: how long each runs until it fails, and how long its repair takes.

A unit's life advances only while its asset is on and its needs or buffer hold; the remainder is kept (fine print 7).
A repair that needs people or kit waits for them like any task.
"""

from __future__ import annotations

from sems_sim.events import Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    ROOT,
    at,
    at_drawn,
    cancel,
    chance,
    draw_ms,
    drawn_total,
    key_of,
    left_anew,
    mark_as,
    ratio,
    shifted,
    time_of,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import through
from sems_sim.kernel.state_assets import REFUSAL_MENDED, UNIT_ENDED, UNIT_MENDED, asset_state, unit_state
from sems_sim.kernel.state_crews import job
from sems_sim.kernel.state_world import world
from sems_sim.kernel.tables import asset_row, pair, resource_row
from sems_sim.kernel.ties_assets import asset_place
from sems_sim.model import Act, Parameter

_UNIT_BITS = 17
"""A draw for a unit has n = failures so far << _UNIT_BITS | unit, so that more units change no unit's luck."""
_ASSET = int(Phase.ASSET)
_ACT_LIFE, _ACT_REPAIR = int(Act.UNIT_LIFE), int(Act.UNIT_REPAIR)
_STANDBY_LIFE, _STANDBY_START = int(Parameter.STANDBY_LIFE_H), int(Parameter.STANDBY_START)
_CHANGE_DEFECT, _UNDETECTED = int(Parameter.CHANGE_DEFECT), int(Parameter.LATENT_UNDETECTED)
_TASK_DURATION = int(Parameter.TASK_DURATION)
_NEW_JOB, _SUBMIT, _WITHDRAW, _RELEASE = doors.NEW_JOB, doors.SUBMIT, doors.WITHDRAW, doors.RELEASE
_BEGIN_REPAIR = doors.BEGIN_REPAIR
_ENDED, _MENDED, _REFUSAL_MENDED = UNIT_ENDED, UNIT_MENDED, REFUSAL_MENDED


@rule
def unit_of(w: int, asset: int, unit: int) -> int:
    """Return the row of a unit."""
    return asset_place(w, asset).units_first + unit


@rule
def life_law(w: int, asset: int) -> int:
    """Return the law of how long a unit runs, or NONE."""
    row = asset_row(w, asset)
    return int(row.run_law) if row.is_standby else int(row.life_law)


@rule
def unit_n(w: int, asset: int, unit: int) -> int:
    """Return the number of a unit's next draw."""
    return unit_state(w, unit_of(w, asset, unit)).failures << _UNIT_BITS | unit


# --- running and failing ---


@rule
def run_lives(w: int, asset: int, is_alive: bool) -> int:
    """Let lives advance, or pause them."""
    if life_law(w, asset) < 0 or asset_state(w, asset).is_living == is_alive:
        return 0
    asset_state(w, asset).is_living = is_alive
    for unit in range(asset_row(w, asset).units):
        if unit_state(w, unit_of(w, asset, unit)).is_broken:
            continue
        if is_alive:
            resume(w, asset, unit)
        else:
            pause(w, asset, unit)
    return 0


@rule
def resume(w: int, asset: int, unit: int) -> int:
    """Let one unit live on, or give it a new life."""
    row, one = asset_row(w, asset), unit_state(w, unit_of(w, asset, unit))
    stream = row.run_stream if row.is_standby else row.life_stream
    left = one.left_ms
    one.left_ms = NONE
    if left < 0:
        factor = ratio(w, _STANDBY_LIFE) if row.is_standby else 1.0
        left = draw_ms(w, life_law(w, asset), stream, unit_n(w, asset, unit), factor)
        one.life_ms, one.life_factor = drawn_total(w, left), factor
    key = key_of(_ASSET, row.entity, _ACT_LIFE, unit)
    one.end = at(w, world(w).now_ms + left, key, _ENDED, asset, unit, ROOT)
    mark_as(w, one.end, life_law(w, asset), stream, unit_n(w, asset, unit), one.life_ms, one.life_factor)
    return 0


@rule
def redraw_lives(w: int, asset: int) -> int:
    """Draw anew what is left of lives that are paused."""
    row = asset_row(w, asset)
    stream = row.run_stream if row.is_standby else row.life_stream
    for unit in range(row.units):
        one, n = unit_state(w, unit_of(w, asset, unit)), unit_n(w, asset, unit)
        if one.left_ms >= 0:
            law_index = life_law(w, asset)
            one.left_ms = left_anew(w, law_index, stream, n, one.life_ms, one.left_ms, one.life_factor)
    return 0


@rule
def pause(w: int, asset: int, unit: int) -> int:
    """Stop a unit's life and keep what remains of it."""
    one = unit_state(w, unit_of(w, asset, unit))
    if one.end >= 0:
        one.left_ms = time_of(w, one.end) - world(w).now_ms
        one.end = cancel(w, one.end)
    return 0


@rule
def end_life(w: int, asset: int, unit: int) -> int:
    """Count a failure, and end the unit's life."""
    one = unit_state(w, unit_of(w, asset, unit))
    asset_state(w, asset).failures += 1
    one.failures += 1
    one.left_ms = NONE
    one.end = cancel(w, one.end)
    return 0


@rule
def renew_life(w: int, asset: int, unit: int) -> int:
    """Give a unit that has been repaired a new life."""
    one = unit_state(w, unit_of(w, asset, unit))
    one.repair = NONE
    one.job = NONE
    if asset_state(w, asset).is_living:
        resume(w, asset, unit)
    return 0


# --- repairs ---


@rule
def start_repair(w: int, asset: int, unit: int, cause: int) -> int:
    """Begin the repair of a unit, or its wait for the people and kit that the repair needs."""
    row = asset_row(w, asset)
    if row.repair_law < 0:
        return 0
    if row.repair_uses_count == 0:
        return begin_repair(w, asset, unit, NONE, cause)
    rival = chance(w, row.rival_stream, unit_n(w, asset, unit))
    which = through(w, _NEW_JOB)
    it = job(w, which)
    it.entity = row.entity
    it.number = unit
    it.start_code = _BEGIN_REPAIR
    it.start_a = asset
    it.start_b = unit
    it.needs_first = row.repair_uses_first
    it.needs_count = row.repair_uses_count
    it.priority = row.repair_priority
    it.rival = rival
    unit_state(w, unit_of(w, asset, unit)).job = which
    through(w, _SUBMIT, which, cause)
    return 0


@rule
def begin_repair(w: int, asset: int, unit: int, which: int, cause: int) -> int:
    """Let a repair take its time; `which` is the job that holds what it needs, or NONE."""
    row = asset_row(w, asset)
    factor = 1.0
    if which >= 0:
        factor = ratio(w, _TASK_DURATION) / quality(w, row.repair_uses_first, row.repair_uses_count)
    delay = draw_ms(w, row.repair_law, row.repair_stream, unit_n(w, asset, unit), factor)
    key = key_of(_ASSET, row.entity, _ACT_REPAIR, unit)
    one = unit_state(w, unit_of(w, asset, unit))
    one.repair = at_drawn(w, world(w).now_ms + delay, key, _MENDED, asset, unit, cause)
    return 0


@rule
def quality(w: int, first: int, count: int) -> float:
    """Return the work rate of the worst resource among needs, a range of `pair`; 1 for none."""
    if count == 0:
        return 1.0
    worst = resource_row(w, pair(w, first).index).quality
    for need in range(first + 1, first + count):
        worst = min(worst, resource_row(w, pair(w, need).index).quality)
    return float(worst)


@rule
def stop_repair(w: int, asset: int, unit: int, cause: int) -> int:
    """Give a repair up, because the unit is mended some other way."""
    one = unit_state(w, unit_of(w, asset, unit))
    repair, which = one.repair, one.job
    one.repair = cancel(w, repair)
    one.job = NONE
    if which >= 0:
        if repair < 0:
            through(w, _WITHDRAW, which, cause)
        else:
            through(w, _RELEASE, which, cause)
    return 0


@rule
def release_crew(w: int, asset: int, unit: int, cause: int) -> int:
    """Give back what a repair has held."""
    which = unit_state(w, unit_of(w, asset, unit)).job
    if which >= 0:
        through(w, _RELEASE, which, cause)
    return 0


# --- standbys ---


@rule
def start_chance(w: int, asset: int) -> float:
    """Return the chance that a standby starts when called."""
    return shifted(w, _STANDBY_START, asset_row(w, asset).start_chance)


@rule
def latent_chance(w: int, asset: int) -> float:
    """Return the chance of a latent defect: changes leave them, monitoring finds them."""
    return shifted(w, _UNDETECTED, shifted(w, _CHANGE_DEFECT, asset_row(w, asset).latent))


@rule
def mend_refusal(w: int, asset: int, cause: int) -> int:
    """Repair a standby that refused to start, if anybody repairs it."""
    row, one = asset_row(w, asset), asset_state(w, asset)
    if row.repair_law < 0:
        return 0
    one.failures += 1
    n = one.failures << _UNIT_BITS | row.units  # the number of no unit: a refusal is no unit's failure
    delay = draw_ms(w, row.repair_law, row.repair_stream, n, 1.0)
    key = key_of(_ASSET, row.entity, _ACT_REPAIR, row.units)
    at_drawn(w, world(w).now_ms + delay, key, _REFUSAL_MENDED, asset, 0, cause)
    return 0
