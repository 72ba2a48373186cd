"""How many people and how much kit are there: shifts, absence, surge, contracts, effects.

The roster of a shift is the profile's amount, for people times the staffing cover, rounded down. Each of the roster
is absent with the stated chance for the whole shift: one draw for each day and shift, through the binomial quantile.
A pool whose amount does not change by the clock is drawn anew every 24 hours. A pool that a level unlocks is not
there before that level, and a contracted one not while its contractor is down.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    ROOT,
    at,
    at_drawn,
    cancel,
    chance,
    clipped,
    draw_ms,
    key_of,
    modified,
    pull,
    push,
    ratio,
    record,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import room_of, through
from sems_sim.kernel.profiles import next_part_ms, part_at, value_at
from sems_sim.kernel.state_supply import WEIGHTS, resource_state, supplier_state, weight
from sems_sim.kernel.state_world import FULL_POOL, counts, world
from sems_sim.kernel.tables import profile_row, resource_row
from sems_sim.model import Act, Parameter

SHIFTED, SURGED, COUNTED = doors.SUPPLY << 8 | 48, doors.SUPPLY << 8 | 49, doors.SUPPLY << 8 | 50
"""Events: a shift begins; a surge arrives; something was done to a pool."""
_SHIFTS_A_DAY = 1024
"""The draw for absence has n = (day + 1) * SHIFTS_A_DAY + shift."""
_DAY_MS = 86_400_000
_DUST = 1e-9
"""A product of whole numbers and factors may fall this far short of a whole number."""
_FAINT = 1e-20
_SHIFT_ACT, _SURGE_ACT = int(Act.SHIFT), int(Act.SURGE)
_WORLD = int(Phase.WORLD)
_PRESENT = int(Kind.RESOURCE_PRESENT)
_ASKED, _ARRIVED = int(Kind.SURGE_ASKED), int(Kind.SURGE_ARRIVED)
_COVER, _RELEASE = int(Parameter.STAFFING_COVER), int(Parameter.RELEASE_DELAY)
_PARTNER, _FRACTION = int(Parameter.PARTNER_DELAY), int(Parameter.SURGE_FRACTION)
_PRESENCE_CHANGED = doors.PRESENCE_CHANGED


@rule
def start_pools(w: int) -> int:
    """Call the first shift, in silence, and arrange the next."""
    for resource in range(counts(w).resources):
        _call_shift(w, resource)
        resource_state(w, resource).present = _count(w, resource)
        _arrange_shift(w, resource)
    return 0


@rule
def push_amount(w: int, resource: int, number: int, amount: int, value: float, cause: int) -> int:
    """Add to a pool, or remove from it, until `pull_amount` of the same number."""
    one = resource_state(w, resource)
    one.changes = push(w, one.changes, number, amount, value)
    return _ask(w, resource, cause)


@rule
def pull_amount(w: int, resource: int, number: int, cause: int) -> int:
    """Take back what an effect added or removed."""
    if pull(w, resource_state(w, resource).changes, number):
        _ask(w, resource, cause)
    return 0


# --- shifts ---


@rule
def _call_shift(w: int, resource: int) -> int:
    """Draw who of a shift's roster is here."""
    row, now_ms = resource_row(w, resource), world(w).now_ms
    cover = ratio(w, _COVER) if row.is_people else 1.0
    roster = max(0, int(value_at(w, row.profile, now_ms) * cover + _DUST))
    absent = 0
    if row.absence > 0.0 and roster > 0:
        day, shift = part_at(w, row.profile, now_ms)
        u = chance(w, row.absence_stream, (day + 1) * _SHIFTS_A_DAY + max(0, shift))
        absent = binomial_quantile(w, roster, row.absence, u)
    resource_state(w, resource).here = roster - absent
    return 0


@rule
def _arrange_shift(w: int, resource: int) -> int:
    row, now_ms = resource_row(w, resource), world(w).now_ms
    due = next_part_ms(w, row.profile, now_ms)
    if row.absence > 0.0 and not profile_row(w, row.profile).daily:
        tomorrow = (now_ms // _DAY_MS + 1) * _DAY_MS
        due = tomorrow if due == NONE else min(due, tomorrow)
    if due != NONE:
        at(w, due, key_of(_WORLD, row.entity, _SHIFT_ACT, 0), SHIFTED, resource, 0, ROOT)
    return 0


@rule
def change_shift(w: int, resource: int, cause: int) -> int:
    """Call the next shift."""
    _call_shift(w, resource)
    _settle(w, resource, cause)
    return _arrange_shift(w, resource)


# --- surge and mutual aid ---


@rule
def ask_surge(w: int, level: int, cause: int) -> int:
    """Open what a level unlocks, and call for the surge that it allows."""
    for resource in range(counts(w).resources):
        one, row = resource_state(w, resource), resource_row(w, resource)
        if one.is_locked and one.key <= level:
            one.is_locked = False
            _ask(w, resource, cause)
        if row.surge_law != NONE and row.surge_level <= level and not one.is_asked:
            _call_surge(w, resource, cause)
    return 0


@rule
def end_surge(w: int, level: int, cause: int) -> int:
    """Send home what a level brought, and lock what it unlocked."""
    for resource in range(counts(w).resources):
        one = resource_state(w, resource)
        if one.key >= level > 0:
            one.is_locked = True
            _ask(w, resource, cause)
        if one.is_asked and resource_row(w, resource).surge_level >= level:
            one.is_asked = False
            one.surge = 0
            one.coming = cancel(w, one.coming)
            _ask(w, resource, cause)
    return 0


@rule
def _call_surge(w: int, resource: int, cause: int) -> int:
    one, row = resource_state(w, resource), resource_row(w, resource)
    number = one.asks
    one.is_asked = True
    one.asks += 1
    factor = ratio(w, _RELEASE)
    if row.surge_outside:
        factor *= ratio(w, _PARTNER)
    delay_ms = draw_ms(w, row.surge_law, row.surge_stream, number, clipped(factor))
    told = record(w, _WORLD, row.entity, _ASKED, float(row.surge_add), cause)
    key = key_of(_WORLD, row.entity, _SURGE_ACT, number)
    one.coming = at_drawn(w, world(w).now_ms + delay_ms, key, SURGED, resource, 0, told)
    return 0


@rule
def arrive_surge(w: int, resource: int, cause: int) -> int:
    """Let the surge be there."""
    one, row = resource_state(w, resource), resource_row(w, resource)
    one.coming = NONE
    one.surge = int(row.surge_add * ratio(w, _FRACTION) + 0.5)
    told = record(w, _WORLD, row.entity, _ARRIVED, float(one.surge), cause)
    return _settle(w, resource, told)


# --- how many are there ---


@rule
def pools_of(w: int, supplier: int, cause: int) -> int:
    """Count anew the pools that a supplier provides under contract."""
    for resource in range(counts(w).resources):
        if resource_row(w, resource).supplier == supplier:
            _settle(w, resource, cause)
    return 0


@rule
def _ask(w: int, resource: int, cause: int) -> int:
    """Arrange for a count in the phase of the outside world, at this instant."""
    one = resource_state(w, resource)
    if not one.is_pending:
        one.is_pending = True
        key = key_of(_WORLD, resource_row(w, resource).entity, _SHIFT_ACT, 1)
        at(w, world(w).now_ms, key, COUNTED, resource, 0, cause)
    return 0


@rule
def count_pool(w: int, resource: int, cause: int) -> int:
    """Count a pool to which something was done."""
    resource_state(w, resource).is_pending = False
    return _settle(w, resource, cause)


@rule
def _count(w: int, resource: int) -> int:
    one, supplier = resource_state(w, resource), resource_row(w, resource).supplier
    if one.is_locked:
        return 0
    if supplier != NONE and not supplier_state(w, supplier).is_up:
        return 0
    return max(0, int(modified(w, one.changes, float(one.here)) + _DUST) + one.surge)


@rule
def _settle(w: int, resource: int, cause: int) -> int:
    """Say how many are there, if that has changed."""
    one, present = resource_state(w, resource), _count(w, resource)
    if present == one.present:
        return 0
    one.present = present
    told = record(w, _WORLD, resource_row(w, resource).entity, _PRESENT, float(present), cause)
    return through(w, _PRESENCE_CHANGED, resource, told)


# --- who is absent ---


@rule
def binomial_quantile(w: int, units: int, probability: float, u: float) -> int:
    """Return the smallest number k with P(at most k of the units) >= u, each independent with the same chance.

    The probabilities are those of the mode times the ratios of neighbours, as in the reference engine; those below
    1e-20 of the mode's are left out.
    """
    if probability <= 0.0 or units <= 0:
        return 0
    if probability >= 1.0:
        return units
    mode = min(units, int((units + 1) * probability))
    below = _weigh_below(w, units, mode, probability / (1.0 - probability))
    end = _weigh_above(w, units, mode, probability / (1.0 - probability), below)
    if end > room_of(w, WEIGHTS):
        return mode
    total = 0.0
    for place in range(end):
        total += weight(w, _from_lowest(below, place)).value
    reached = 0.0
    for place in range(end):
        reached += weight(w, _from_lowest(below, place)).value
        if reached >= u * total:
            return mode - below + place
    return mode - below + end - 1


@rule
def _weigh_below(w: int, units: int, mode: int, odds: float) -> int:
    """Put down the weights below the mode, the nearest first; return how many there are."""
    found, one = 0, 1.0
    while mode - found > 0 and one > _FAINT:
        k = mode - found
        one = one * k / (units - k + 1) / odds
        _put_weight(w, found, one)
        found += 1
    return found


@rule
def _weigh_above(w: int, units: int, mode: int, odds: float, below: int) -> int:
    """Put down the weights from the mode on behind those below it; return how many there are in all."""
    found, one = 1, 1.0
    _put_weight(w, below, one)
    while mode + found <= units and one > _FAINT:
        k = mode + found - 1
        one = one * (units - k) / (k + 1) * odds
        _put_weight(w, below + found, one)
        found += 1
    return below + found


@rule
def _put_weight(w: int, place: int, value: float) -> int:
    """Put a weight down; if there is no room, the replication is run again with more."""
    if place >= room_of(w, WEIGHTS):
        world(w).status = FULL_POOL
        world(w).full_table = WEIGHTS
        return 0
    weight(w, place).value = value
    return 0


@rule
def _from_lowest(below: int, place: int) -> int:
    """Return where the weight stands that is at this place from the lowest number on."""
    return below - 1 - place if place < below else place
