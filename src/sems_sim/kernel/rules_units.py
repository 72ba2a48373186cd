"""Units break and are mended: alone, with their group, or because somebody has them do so."""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel.asking import NONE, ROOT, chance, list_first, push, record
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.rules_gates import touch
from sems_sim.kernel.rules_lives import (
    end_life,
    latent_chance,
    renew_life,
    start_repair,
    stop_repair,
    unit_of,
)
from sems_sim.kernel.state_assets import asset_state, unit_state
from sems_sim.kernel.state_world import list_row, trace
from sems_sim.kernel.tables import asset_row
from sems_sim.kernel.ties_assets import asset_place, tie

_ASSET = int(Phase.ASSET)
_UNIT_FAILED, _UNIT_REPAIRED = int(Kind.UNIT_FAILED), int(Kind.UNIT_REPAIRED)
_LATENT_FOUND = int(Kind.LATENT_DEFECT_FOUND)


@rule
def is_broken(w: int, asset: int, unit: int) -> bool:
    """Return whether a unit is broken."""
    return unit_state(w, unit_of(w, asset, unit)).is_broken


# --- breaking ---


@rule
def unit_failed(w: int, asset: int, unit: int, cause: int) -> int:
    """Break one unit, start its repair, and take its common-mode group along if the draw says so."""
    if is_broken(w, asset, unit):
        return 0
    index = _break(w, asset, unit, cause)
    if asset_row(w, asset).common_group >= 0 and _is_common(w, asset, cause):
        place = asset_place(w, asset)
        for which in range(place.group_first, place.group_first + place.group_count):
            _take_along(w, tie(w, which).value, index)
    return 0


@rule
def _break(w: int, asset: int, unit: int, cause: int) -> int:
    """Break one unit and start its repair; return the record."""
    unit_state(w, unit_of(w, asset, unit)).is_broken = True
    asset_state(w, asset).working -= 1
    end_life(w, asset, unit)
    index = record(w, _ASSET, asset_row(w, asset).entity, _UNIT_FAILED, unit + 1.0, cause)
    start_repair(w, asset, unit, index)
    touch(w, asset, index)
    return index


@rule
def _take_along(w: int, asset: int, cause: int) -> int:
    """Break every unit of an asset; those that are taken along take nobody."""
    for unit in range(asset_row(w, asset).units):
        if not is_broken(w, asset, unit):
            _break(w, asset, unit, cause)
    return 0


@rule
def _is_common(w: int, asset: int, cause: int) -> bool:
    """Return whether this failure is one of those that take the whole group; one taken along takes nobody."""
    if cause != ROOT and trace(w, cause).kind == _UNIT_FAILED:
        return False
    row = asset_row(w, asset)
    return bool(chance(w, row.common_stream, asset_state(w, asset).failures) < row.common_share)


@rule
def fail(w: int, asset: int, units: int, cause: int, chosen: int) -> int:
    """Break the first working units (all for -1); put their numbers on a list that is not NONE, and return it."""
    end = _end_of_first(w, asset, units)
    kept = chosen
    if chosen >= 0:
        for unit in range(end):
            if not is_broken(w, asset, unit):
                kept = push(w, kept, unit, 0, 0.0)
    for unit in range(end):
        unit_failed(w, asset, unit, cause)
    return kept


@rule
def _end_of_first(w: int, asset: int, units: int) -> int:
    """Return the number behind the last of the first working units."""
    found = 0
    all_of_them = asset_row(w, asset).units
    for unit in range(all_of_them):
        if found == units:
            return unit
        if not is_broken(w, asset, unit):
            found += 1
    return int(all_of_them)


@rule
def prove(w: int, asset: int, cause: int) -> int:
    """Show on first demand whether there was a latent defect."""
    row = asset_row(w, asset)
    if row.latent <= 0.0 or asset_state(w, asset).is_proven:
        return 0
    asset_state(w, asset).is_proven = True
    if chance(w, row.latent_stream, 0) < latent_chance(w, asset):
        index = record(w, _ASSET, row.entity, _LATENT_FOUND, 1.0, cause)
        fail(w, asset, -1, index, NONE)
    return 0


# --- mending ---


@rule
def unit_repaired(w: int, asset: int, unit: int, cause: int) -> int:
    """Bring one unit back."""
    if not is_broken(w, asset, unit):
        return 0
    unit_state(w, unit_of(w, asset, unit)).is_broken = False
    asset_state(w, asset).working += 1
    asset_state(w, asset).has_refused = False
    index = record(w, _ASSET, asset_row(w, asset).entity, _UNIT_REPAIRED, unit + 1.0, cause)
    renew_life(w, asset, unit)
    return touch(w, asset, index)


@rule
def repair(w: int, asset: int, units: int, cause: int) -> int:
    """Mend the first broken units (all for -1)."""
    mended = 0
    for unit in range(asset_row(w, asset).units):
        if mended == units:
            return 0
        if is_broken(w, asset, unit):
            _mend(w, asset, unit, cause)
            mended += 1
    return 0


@rule
def repair_list(w: int, asset: int, chosen: int, cause: int) -> int:
    """Mend the units on a list."""
    entry = list_first(w, chosen)
    while entry >= 0:
        _mend(w, asset, list_row(w, entry).number, cause)
        entry = list_row(w, entry).link
    return 0


@rule
def _mend(w: int, asset: int, unit: int, cause: int) -> int:
    stop_repair(w, asset, unit, cause)
    return unit_repaired(w, asset, unit, cause)
