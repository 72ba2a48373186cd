"""Quantities on straight lines between events, and the thresholds on them (fine print 1)."""

from __future__ import annotations

from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import through
from sems_sim.kernel.state_world import counts, line, mark, mark_range, meter, side
from sems_sim.laws import NEVER as _NEVER
from sems_sim.laws import area_after as _area_after
from sems_sim.laws import crossing_ms as _crossing_ms
from sems_sim.laws import value_after as _value_after

NEVER = _NEVER
DEMANDED, SERVED, LOST, BACKLOG = range(4)
LOSS, BELOW = range(2)
SHORT, BUSY, PRESENT = range(3)
_SET_SIDE = doors.SET_SIDE
crossing_ms, area_after, value_after = law(_crossing_ms), law(_area_after), law(_value_after)


@rule
def service_line(service: int, which: int) -> int:
    """Return the line of a service: DEMANDED, SERVED, LOST or BACKLOG."""
    return 4 * service + which


@rule
def stock_line(w: int, stock: int) -> int:
    """Return the line of a stock."""
    return 4 * counts(w).services + stock


@rule
def service_meter(service: int, which: int) -> int:
    """Return the meter of a service: LOSS or BELOW."""
    return 2 * service + which


@rule
def stock_meter(w: int, stock: int) -> int:
    """Return the meter of the hours with nothing of a stock."""
    return 2 * counts(w).services + stock


@rule
def resource_meter(w: int, resource: int, which: int) -> int:
    """Return the meter of a resource: SHORT, BUSY or PRESENT."""
    return 2 * counts(w).services + counts(w).stocks + 3 * resource + which


@rule
def backlog_marks(w: int, service: int) -> int:  # noqa: ARG001 - asked like the marks beside it
    """Return the range of thresholds on a service's backlog."""
    return service


@rule
def lost_marks(w: int, service: int) -> int:
    """Return the range of thresholds on what a service has lost."""
    return counts(w).services + service


@rule
def stock_marks(w: int, stock: int) -> int:
    """Return the range of thresholds on a stock."""
    return 2 * counts(w).services + stock


# --- lines ---


@rule
def line_at(w: int, which: int, now_ms: int) -> float:
    """Return the value at a moment, without anchoring anew."""
    one = line(w, which)
    if now_ms == one.since_ms or one.rate_per_h == 0.0:
        return one.value
    return value_after(one.value, one.rate_per_h, now_ms - one.since_ms)


@rule
def line_put(w: int, which: int, now_ms: int, value: float) -> int:
    """Set the value, keeping the rate."""
    one = line(w, which)
    one.value = value
    one.since_ms = now_ms
    return 0


@rule
def line_turn(w: int, which: int, now_ms: int, rate_per_h: float) -> bool:
    """Change the rate; anchors only if it differs, and tells whether it does."""
    one = line(w, which)
    if rate_per_h == one.rate_per_h:
        return False
    line_put(w, which, now_ms, line_at(w, which, now_ms))
    one.rate_per_h = rate_per_h
    return True


# --- meters ---


@rule
def meter_until(w: int, which: int, end_ms: int) -> float:
    """Return the integral from time 0 to a moment."""
    one = meter(w, which)
    if one.value == 0.0:
        return one.total
    return one.total + area_after(one.value, 0.0, end_ms - one.since_ms)


@rule
def meter_turn(w: int, which: int, now_ms: int, value: float) -> int:
    """Go on with another value."""
    one = meter(w, which)
    if value != one.value:
        one.total = meter_until(w, which, now_ms)
        one.since_ms = now_ms
        one.value = value
    return 0


# --- marks: the thresholds that conditions watch on one quantity that is never below 0 ---


@rule
def marks_start(w: int, marks: int, value: float) -> int:
    """Put every side where the initial value is, in silence."""
    span = mark_range(w, marks)
    for place in range(span.first, span.first + span.count):
        one = mark(w, place)
        side(w, one.threshold).is_above = value > one.value or (value == one.value and not one.strict)
    return 0


@rule
def marks_jump(w: int, marks: int, value: float, cause: int) -> int:
    """Put every side where a value is that changed all at once."""
    span = mark_range(w, marks)
    for place in range(span.first, span.first + span.count):
        one = mark(w, place)
        is_above = value > one.value or (value == one.value and not one.strict)
        through(w, _SET_SIDE, one.threshold, is_above, cause)
    return 0


@rule
def marks_due(w: int, marks: int, which: int, now_ms: int) -> tuple[int, int]:
    """Return the next crossing as (milliseconds from now, threshold); (NEVER, NONE) if there is none."""
    span = mark_range(w, marks)
    found, threshold = NEVER, NONE
    value, rate_per_h = line_at(w, which, now_ms), line(w, which).rate_per_h
    for place in range(span.first, span.first + span.count):
        ahead_ms = _ahead(w, place, value, rate_per_h)
        if ahead_ms != NEVER and (found == NEVER or ahead_ms < found):
            found, threshold = ahead_ms, mark(w, place).threshold
    return found, threshold


@rule
def marks_cross(w: int, threshold: int, cause: int) -> int:
    """Change the side of a threshold; the quantity is then to be set to `threshold_row(w, threshold).value`."""
    through(w, _SET_SIDE, threshold, not side(w, threshold).is_above, cause)
    return 0


@rule
def _ahead(w: int, place: int, value: float, rate_per_h: float) -> int:
    """Return the time to a threshold's crossing; 0 also where the value has run past unseen."""
    one = mark(w, place)
    if side(w, one.threshold).is_above:
        if one.value < 0.0 or (one.value == 0.0 and not one.strict):
            return NEVER
        if value < one.value or (
            value == one.value and (rate_per_h < 0.0 or (one.strict and rate_per_h == 0.0))
        ):
            return 0
        if rate_per_h < 0.0:
            return crossing_ms(value, rate_per_h, one.value)
        return NEVER
    if value > one.value or (
        value == one.value and (rate_per_h > 0.0 or (not one.strict and rate_per_h == 0.0))
    ):
        return 0
    if rate_per_h > 0.0:
        return crossing_ms(value, rate_per_h, one.value)
    return NEVER
