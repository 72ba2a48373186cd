"""Effects are applied in written order, held for as long as they last, and ended.

A held effect is a row with a number; ending it takes its row away, and no old value is ever restored.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    at,
    cancel,
    chance,
    give,
    key_of,
    list_first,
    pull,
    push,
    record,
    take,
    valued,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.lines import LOST, line_at, service_line
from sems_sim.kernel.memory import through
from sems_sim.kernel.rules_exercise import exercise
from sems_sim.kernel.rules_injects import injects
from sems_sim.kernel.rules_verbs import IS_HELD, break_units, carry_out, undo_one
from sems_sim.kernel.state_command import decision_state
from sems_sim.kernel.state_effects import HELD, effects_state, held
from sems_sim.kernel.state_watching import watch
from sems_sim.kernel.state_world import LISTS, constants, list_row, trace, world
from sems_sim.kernel.tables import (
    asset_row,
    decision_row,
    effect_row,
    entity_line,
    incident_row,
    link_row,
    resource_row,
    service_row,
    stock_row,
    supplier_row,
)
from sems_sim.laws import exp as _exp
from sems_sim.laws import hours_to_ms as _hours_to_ms
from sems_sim.laws import normal_quantile as _normal_quantile
from sems_sim.model import Act, EntityKind, Hold, Parameter, Verb

_OVER, _ENDED, _UNTIL = (doors.EFFECTS << 8 | number for number in (32, 33, 34))
_PHASE_COMMAND, _PHASE_TASK = int(Phase.COMMAND), int(Phase.TASK)
_APPLIED, _EFFECT_ENDED = int(Kind.EFFECT_APPLIED), int(Kind.EFFECT_ENDED)
_ORDER_LIFTED = int(Kind.ORDER_LIFTED)
_TAKEN, _REVERSED = int(Kind.DECISION_TAKEN), int(Kind.DECISION_REVERSED)
_ACT_RELEASE, _ACT_WAKE_EFFECT = int(Act.RELEASE), int(Act.WAKE_EFFECT)
_AT_ONCE, _FOR, _HOLD_UNTIL = int(Hold.AT_ONCE), int(Hold.FOR), int(Hold.UNTIL)
_FAIL, _FIRST_OF_EXERCISE, _LIFT_VERB = int(Verb.FAIL), int(Verb.TAKE), int(Verb.LIFT)
_OWN_RECORD = tuple(
    int(Verb[name])
    for name in (
        "FAIL", "REPAIR", "SWITCH_ON", "SWITCH_OFF", "START", "END", "RAISE", "STAND_DOWN", "INVOKE", "ASK", "SET",
        "CLEAR", "RELEASE", "TELL",
    )
)  # fmt: skip
_CAPACITY, _CANCEL, _DEMAND = int(Verb.CAPACITY), int(Verb.CANCEL), int(Verb.DEMAND)
_ASSET, _SERVICE, _RESOURCE = int(EntityKind.ASSET), int(EntityKind.SERVICE), int(EntityKind.RESOURCE)
_STOCK, _SUPPLIER, _INCIDENT = int(EntityKind.STOCK), int(EntityKind.SUPPLIER), int(EntityKind.INCIDENT)
_LINK = int(EntityKind.LINK)
_OVER_REACTION = int(Parameter.OVER_REACTION)
_MAKE_WATCH, _START_WATCH, _STOP_WATCH = doors.MAKE_WATCH, doors.START_WATCH, doors.STOP_WATCH
_LOOK_ONCE, _DO, _UNDO, _CARRY_OUT = doors.LOOK_ONCE, doors.DO, doors.UNDO, doors.CARRY_OUT
exp, hours_to_ms, normal_quantile = law(_exp), law(_hours_to_ms), law(_normal_quantile)


@rule
def _do(w: int, first: int, count: int, scope: int, cause: int, keeps: bool) -> int:
    """Apply a list of effects in written order; return the list of (number, row) of those held, or NONE.

    With `keeps` also of those that stay for good and can be undone.
    """
    kept = NONE
    for effect in range(first, first + count):
        which = _apply(w, effect, scope, cause, keeps)
        if which >= 0:
            kept = push(w, kept, held(w, which).number, which, 0.0)
    return kept


@rule
def _order(w: int, first: int, packed: int, cause: int) -> int:
    """Carry out an order, and keep what of it can be undone; `packed` is its number << 32 | how many effects."""
    kept = _do(w, first, packed & 0xFFFFFFFF, NONE, cause, True)
    if kept >= 0:
        books = effects_state(w)
        books.ordered = push(w, books.ordered, packed >> 32, kept, 0.0)
    return 0


@rule
def _lift(w: int, number: int, cause: int) -> int:
    """End all that an order still holds."""
    entry = list_first(w, effects_state(w).ordered)
    while entry >= 0 and list_row(w, entry).number != number:
        entry = list_row(w, entry).link
    if entry < 0:
        return 0
    kept = list_row(w, entry).amount
    pull(w, effects_state(w).ordered, number)
    if _holds_any(w, kept):
        told = record(w, _PHASE_COMMAND, world(w).organisation, _ORDER_LIFTED, float(number), cause)
        return _undo(w, kept, told)
    return 0


@rule
def _holds_any(w: int, numbers: int) -> bool:
    entry = list_first(w, numbers)
    while entry >= 0:
        if held(w, list_row(w, entry).amount).number == list_row(w, entry).number:
            return True
        entry = list_row(w, entry).link
    return False


@rule
def _apply(w: int, effect: int, scope: int, cause: int, keeps: bool) -> int:
    """Apply one effect; return its row if it is held, or can be undone and `keeps`, else NONE."""
    row = effect_row(w, effect)
    if row.hold == _HOLD_UNTIL:
        key = key_of(_PHASE_TASK, 0, _ACT_WAKE_EFFECT, 0)
        if through(w, _LOOK_ONCE, row.condition, scope, key) != 0:
            return NONE
    effects_state(w).applied += 1
    number = effects_state(w).applied
    because = cause
    if row.verb >= _FIRST_OF_EXERCISE:
        if row.verb == _LIFT_VERB:
            _lift(w, int(row.value), cause)
        else:
            exercise(w, effect, cause)
        return NONE
    if row.verb not in _OWN_RECORD:
        because = record(w, _PHASE_COMMAND, _entity(w, effect), _APPLIED, float(row.verb), cause)
    units = NONE
    if row.verb == _FAIL:
        units = break_units(w, effect, because)
        if units < 0:
            return NONE
    elif carry_out(w, effect, scope, number, because) != IS_HELD or (row.hold == _AT_ONCE and not keeps):
        return NONE
    return _hold(w, effect, number, units, scope, because)


@rule
def _entity(w: int, effect: int) -> int:
    row = effect_row(w, effect)
    kind, target = row.target_kind, row.target
    if kind == _ASSET:
        return asset_row(w, target).entity
    if kind == _SERVICE:
        return service_row(w, target).entity
    if kind == _RESOURCE:
        return resource_row(w, target).entity
    if kind == _STOCK:
        return stock_row(w, target).entity
    if kind == _SUPPLIER:
        return supplier_row(w, target).entity
    if kind == _INCIDENT:
        return incident_row(w, target).entity
    return link_row(w, target).entity if kind == _LINK else world(w).organisation


@rule
def _undo(w: int, numbers: int, cause: int) -> int:
    """End held effects, and give their list back."""
    entry = list_first(w, numbers)
    while entry >= 0:
        which, number = list_row(w, entry).amount, list_row(w, entry).number
        if held(w, which).number == number:
            _end(w, which, cause)
        following = list_row(w, entry).link
        give(w, LISTS, entry)
        entry = following
    if numbers >= 0:
        give(w, LISTS, numbers)
    return 0


# --- holding ---


@rule
def _hold(w: int, effect: int, number: int, units: int, scope: int, cause: int) -> int:
    which = take(w, HELD)
    one, row = held(w, which), effect_row(w, effect)
    one.number, one.effect, one.units = number, effect, units
    one.decision = _decision_behind(w, cause)
    one.watch = one.end = one.kept_from_ms = NONE
    if row.hold == _FOR:
        key = key_of(_PHASE_TASK, 0, _ACT_RELEASE, number)
        one.end = at(w, world(w).now_ms + row.hold_ms, key, _OVER, which, number, cause)
    elif row.hold == _HOLD_UNTIL:
        key = key_of(_PHASE_TASK, 0, _ACT_WAKE_EFFECT, number)
        one.watch = through(w, _MAKE_WATCH, row.condition, key, _UNTIL, which, scope)
        through(w, _START_WATCH, one.watch)
    return which


@rule
def _until(w: int, which: int, made: int, cause: int) -> int:
    """What would end a held effect was looked at."""
    if held(w, which).number > 0 and held(w, which).watch == made and watch(w, made).holds:
        _over(w, which, held(w, which).number, cause)
    return 0


@rule
def _over(w: int, which: int, number: int, cause: int) -> int:
    """What held the effect is over; a restriction may be kept a while longer, out of caution."""
    one = held(w, which)
    if one.number != number or one.kept_from_ms >= 0:
        return 0
    caution = _caution_ms(w, which)
    if caution == 0:
        return _end(w, which, cause)
    one.kept_from_ms = world(w).now_ms
    one.lost_before = _lost(w, which)
    key = key_of(_PHASE_TASK, 0, _ACT_RELEASE, number)
    at(w, world(w).now_ms + caution, key, _ENDED, which, number, cause)
    return 0


@rule
def _end(w: int, which: int, cause: int) -> int:
    one = held(w, which)
    if one.watch >= 0:
        through(w, _STOP_WATCH, one.watch)
    cancel(w, one.end)
    if one.kept_from_ms >= 0:
        effects_state(w).over_reaction += _lost(w, which) - one.lost_before
    verb = float(effect_row(w, one.effect).verb)
    told = record(w, _PHASE_COMMAND, _entity(w, one.effect), _EFFECT_ENDED, verb, cause)
    number = one.number
    one.number = 0
    undo_one(w, which, number, told)
    give(w, HELD, which)
    return 0


@rule
def _caution_ms(w: int, which: int) -> int:
    """Return for how long a team keeps a restriction that is no longer needed: over-reaction."""
    one = held(w, which)
    verb = effect_row(w, one.effect).verb
    if one.decision < 0 or verb not in (_CAPACITY, _CANCEL, _DEMAND) or not world(w).people_on:
        return 0
    draw = chance(w, decision_row(w, one.decision).caution_stream, decision_state(w, one.decision).openings)
    share = valued(w, _OVER_REACTION)
    if draw >= share:
        return 0
    spread = exp(constants(w).caution_sigma * normal_quantile(max(1e-12, draw / share)))
    return hours_to_ms(constants(w).caution_median_h * spread)


@rule
def _decision_behind(w: int, cause: int) -> int:
    """Return the decision whose option an effect belongs to, or NONE."""
    behind = cause
    while behind >= 0 and trace(w, behind).kind == _APPLIED:
        behind = trace(w, behind).cause
    if behind < 0 or trace(w, behind).kind not in (_TAKEN, _REVERSED):
        return NONE
    return entity_line(w, trace(w, behind).entity).index


@rule
def _lost(w: int, which: int) -> float:
    """Return the money that the restricted service has lost so far."""
    target = effect_row(w, held(w, which).effect).target
    return service_row(w, target).value * line_at(w, service_line(target, LOST), world(w).now_ms)


def effects(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: ARG001, PLR0913 - switchboard
    """Everything that others may ask about effects, injects and indicators."""
    if code == _DO:
        return _do(w, a, b, c, d, False)
    if code == _UNDO:
        return _undo(w, a, b)
    if code == _CARRY_OUT:
        return _order(w, a, b, c)
    if code == _OVER:
        return _over(w, a, b, c)
    if code == _ENDED:
        return _end(w, a, c) if held(w, a).number == b else 0
    if code == _UNTIL:
        return _until(w, a, b, c)
    return injects(w, code, a, b, c)
