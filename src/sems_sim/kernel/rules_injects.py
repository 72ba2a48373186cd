"""Injects fire at their time or on their condition; indicators may warn."""

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
    changed,
    draw_ms,
    key_of,
    ratio,
    record,
    valued,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.lines import BACKLOG, LOST, line_at, service_line, stock_line
from sems_sim.kernel.memory import through, through_with
from sems_sim.kernel.rules_verbs import RELEASE_INJECT
from sems_sim.kernel.severity import worst_severity
from sems_sim.kernel.state_assets import asset_state
from sems_sim.kernel.state_crews import crew_state
from sems_sim.kernel.state_effects import indicator_state, inject_state
from sems_sim.kernel.state_incidents import incidents_state
from sems_sim.kernel.state_services import service_state
from sems_sim.kernel.state_supply import resource_state
from sems_sim.kernel.state_watching import watch
from sems_sim.kernel.state_world import constants, counts, last_of, world
from sems_sim.kernel.tables import indicator_row, inject_row, item_row, number, quantity_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.laws import normal_quantile as _normal_quantile
from sems_sim.model import FULL, Act, Parameter, QuantityKind, Signal

_FIRE, _WATCHED, _READ, _WARNED = (doors.EFFECTS << 8 | number for number in (37, 38, 39, 40))
_PHASE_COMMAND, _PHASE_SENSE, _PHASE_MESSAGE = int(Phase.COMMAND), int(Phase.SENSE), int(Phase.MESSAGE)
_ACT_INJECT, _ACT_INDICATOR, _ACT_WAKE = int(Act.INJECT), int(Act.INDICATOR), int(Act.WAKE)
_FIRED, _ALERT, _CLEAR = int(Kind.INJECT_FIRED), int(Kind.INDICATOR_ALERT), int(Kind.INDICATOR_CLEAR)
_ACTED, _INJECT_DUE = int(Kind.WARNING_ACTED_ON), int(Kind.INJECT_DUE)
_INJECT_WITHHELD, _INJECT_RESCHEDULED = int(Kind.INJECT_WITHHELD), int(Kind.INJECT_RESCHEDULED)
_SIGNAL_ALERT = int(Signal.ALERT)
_NOISE, _WARNING_ACTED = int(Parameter.INDICATOR_NOISE), int(Parameter.WARNING_ACTED_ON)
_LEVEL, _PERFORMANCE = int(QuantityKind.LEVEL), int(QuantityKind.PERFORMANCE)
_BACKLOG, _LOST, _FREE = int(QuantityKind.BACKLOG), int(QuantityKind.LOST), int(QuantityKind.FREE)
_STOCK, _SEVERITY = int(QuantityKind.STOCK), int(QuantityKind.SEVERITY)
_PEOPLE, _RUMOUR = int(QuantityKind.PEOPLE), int(QuantityKind.RUMOUR)
_FULL = float(FULL)
_MAKE_WATCH, _START_WATCH, _LOOK_ONCE = doors.MAKE_WATCH, doors.START_WATCH, doors.LOOK_ONCE
_DELIVER_TEXT, _ADD_RUMOUR, _REPORT_ITEM = doors.DELIVER_TEXT, doors.ADD_RUMOUR, doors.REPORT_ITEM
_DO, _HARMED, _MONEY = doors.DO, doors.HARMED, doors.MONEY
_START_INJECTS, _START_INDICATORS = doors.START_INJECTS, doors.START_INDICATORS
_RELEASE = RELEASE_INJECT
ms_to_hours, normal_quantile = law(_ms_to_hours), law(_normal_quantile)


@rule
def _start_injects(w: int) -> int:
    """Arrange what has a time, and watch for what has a condition."""
    for index in range(counts(w).injects):
        row = inject_row(w, index)
        if row.at_ms >= 0:
            _come_at(w, index, row.at_ms, ROOT)
        elif row.when >= 0:
            key = key_of(_PHASE_COMMAND, row.entity, _ACT_WAKE, row.when)
            made = through(w, _MAKE_WATCH, row.when, key, _WATCHED, index, NONE)
            through(w, _START_WATCH, made)
            inject_state(w, index).was = watch(w, made).holds
    return 0


@rule
def _come_at(w: int, index: int, at_ms: int, cause: int) -> int:
    key = key_of(_PHASE_COMMAND, inject_row(w, index).entity, _ACT_INJECT, 0)
    inject_state(w, index).appointment = at(w, at_ms, key, _FIRE, index, 0, cause)
    return 0


@rule
def withhold(w: int, index: int, is_withheld: bool, cause: int) -> int:
    """Let an inject no longer come by itself, or do so again; one that was due meanwhile does not."""
    one = inject_state(w, index)
    if one.fired_ms >= 0 or one.is_withheld == is_withheld:
        return 0
    one.is_withheld, one.is_due = is_withheld, False
    value = 1.0 if is_withheld else 0.0
    record(w, _PHASE_COMMAND, inject_row(w, index).entity, _INJECT_WITHHELD, value, cause)
    return 0


@rule
def reschedule(w: int, index: int, at_ms: int, cause: int) -> int:
    """Let an inject be due at another time, or now if that is past, and no more when it was."""
    one = inject_state(w, index)
    if one.fired_ms >= 0:
        return 0
    due_ms = max(at_ms, world(w).now_ms)
    cancel(w, one.appointment)
    one.is_moved, one.is_due = True, False
    hours = ms_to_hours(due_ms)
    told = record(w, _PHASE_COMMAND, inject_row(w, index).entity, _INJECT_RESCHEDULED, hours, cause)
    return _come_at(w, index, due_ms, told)


@rule
def _watched(w: int, index: int, made: int, cause: int) -> int:
    one = inject_state(w, index)
    holds = watch(w, made).holds
    rising = holds and not one.was
    one.was = holds
    if rising and one.fired_ms < 0 and not one.is_moved:
        _fire_unless(w, index, cause)
    return 0


@rule
def _fire_unless(w: int, index: int, cause: int) -> int:
    row = inject_row(w, index)
    if row.unless >= 0:
        key = key_of(_PHASE_COMMAND, row.entity, _ACT_WAKE, row.unless)
        if through(w, _LOOK_ONCE, row.unless, NONE, key) != 0:
            return 0
    one = inject_state(w, index)
    if not one.is_withheld:
        return _fire(w, index, cause)
    if not one.is_due:
        one.is_due = True
        record(w, _PHASE_COMMAND, row.entity, _INJECT_DUE, 1.0, cause)
    return 0


@rule
def _fire(w: int, index: int, cause: int) -> int:
    """Fire an inject now; return 0 if it has been fired before."""
    one, row = inject_state(w, index), inject_row(w, index)
    if one.fired_ms >= 0:
        return 0
    one.fired_ms = world(w).now_ms
    told = record(w, _PHASE_COMMAND, row.entity, _FIRED, 1.0, cause)
    for place in range(row.teams_first, row.teams_first + row.teams_count):
        through(w, _DELIVER_TEXT, number(w, place).value, told)
    if not row.truth:
        through_with(w, _ADD_RUMOUR, constants(w).rumour_falsehood, told)
    if row.effects_count > 0:
        through(w, _DO, row.effects_first, row.effects_count, NONE, told)
    return 1


# --- indicators ---


@rule
def _start_indicators(w: int) -> int:
    for index in range(counts(w).indicators):
        _arrange(w, index)
    return 0


@rule
def _arrange(w: int, index: int) -> int:
    row = indicator_row(w, index)
    key = key_of(_PHASE_SENSE, row.entity, _ACT_INDICATOR, 0)
    at(w, world(w).now_ms + row.every_ms, key, _READ, index, 0, ROOT)
    return 0


@rule
def _read(w: int, index: int, cause: int) -> int:
    """Read the truth through noise, and note whether it is beyond the threshold."""
    row, one = indicator_row(w, index), indicator_state(w, index)
    reading_number = one.readings
    one.readings += 1
    reading = _value_of(w, row.quantity)
    if row.noise > 0.0:
        noise = row.noise * ratio(w, _NOISE)
        reading += noise * normal_quantile(chance(w, row.noise_stream, reading_number))
    is_alert = reading > row.threshold if row.above else reading < row.threshold
    if is_alert != one.is_alert:
        one.is_alert = is_alert
        because = cause
        if row.item >= 0:
            because = last_of(w, item_row(w, row.item).entity).record
        kind = _ALERT if is_alert else _CLEAR
        told = record(w, _PHASE_SENSE, row.entity, kind, reading, because)
        changed(w, _SIGNAL_ALERT, index, told, NONE)
        if is_alert:
            _warn(w, index, reading_number, told)
    _arrange(w, index)
    return 0


@rule
def _warn(w: int, index: int, reading: int, cause: int) -> int:
    """Bring the warning to the teams that read the indicator, if it is acted on."""
    row = indicator_row(w, index)
    if not world(w).people_on or row.item < 0:
        return 0
    if chance(w, row.acted_stream, reading) >= valued(w, _WARNING_ACTED):
        return 0
    told = record(w, _PHASE_SENSE, row.entity, _ACTED, 0.0, cause)
    delay = draw_ms(w, row.lead_law, row.lead_stream, reading, 1.0)
    key = key_of(_PHASE_MESSAGE, row.entity, _ACT_INDICATOR, reading)
    at_drawn(w, world(w).now_ms + delay, key, _WARNED, index, 0, told)
    return 0


@rule
def _warned(w: int, index: int, cause: int) -> int:
    row = indicator_row(w, index)
    for place in range(row.teams_first, row.teams_first + row.teams_count):
        through(w, _REPORT_ITEM, number(w, place).value, row.item, cause)
    return 0


@rule
def _value_of(w: int, quantity: int) -> float:
    """Return the present true value of a quantity."""
    row, now_ms = quantity_row(w, quantity), world(w).now_ms
    kind, index = row.kind, row.index
    if kind == _SEVERITY:
        return worst_severity(w, index)
    if kind == _LEVEL:
        return asset_state(w, index).level / _FULL
    if kind == _PERFORMANCE:
        return service_state(w, index).performance
    if kind == _BACKLOG:
        return max(0.0, line_at(w, service_line(index, BACKLOG), now_ms))
    if kind == _LOST:
        return line_at(w, service_line(index, LOST), now_ms)
    if kind == _FREE:
        return float(resource_state(w, index).present - crew_state(w, index).held)
    if kind == _STOCK:
        return max(0.0, line_at(w, stock_line(w, index), now_ms))
    return _value_of_all(w, kind)


@rule
def _value_of_all(w: int, kind: int) -> float:
    if kind == _RUMOUR:
        return incidents_state(w).rumour
    through(w, _HARMED if kind == _PEOPLE else _MONEY)
    return world(w).answer


@rule
def injects(w: int, code: int, a: int, b: int, c: int) -> int:
    """Everything that others may ask about injects and indicators."""
    if code == _FIRE:
        return _fire_unless(w, a, c)
    if code == _WATCHED:
        return _watched(w, a, b, c)
    if code == _RELEASE:
        return _fire(w, a, b)
    if code == _READ:
        return _read(w, a, c)
    if code == _WARNED:
        return _warned(w, a, c)
    if code == _START_INJECTS:
        return _start_injects(w)
    if code == _START_INDICATORS:
        return _start_indicators(w)
    return 0
