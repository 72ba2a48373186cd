"""What each verb does, and how what is held is undone (fine print 20)."""

from __future__ import annotations

from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE, list_first, pull, push
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import through, through_with
from sems_sim.kernel.state_effects import effects_state, held, stated_level
from sems_sim.kernel.state_incidents import incident_state, occurrence
from sems_sim.kernel.state_world import list_row
from sems_sim.kernel.tables import effect_row, plan_row
from sems_sim.model import Amount, EntityKind, Hold, Verb

NOT_HELD, IS_HELD = 0, 1
RELEASE_INJECT = doors.EFFECTS << 8 | 36
_AT_ONCE = int(Hold.AT_ONCE)
_FAIL, _REPAIR, _SWITCH_ON, _SWITCH_OFF = (
    int(Verb[name]) for name in ("FAIL", "REPAIR", "SWITCH_ON", "SWITCH_OFF")
)
_ISOLATE, _RECONNECT, _START, _CONTAIN = (
    int(Verb[name]) for name in ("ISOLATE", "RECONNECT", "START", "CONTAIN")
)
_WORSEN, _END, _DEMAND, _CAPACITY = (int(Verb[name]) for name in ("WORSEN", "END", "DEMAND", "CAPACITY"))
_CANCEL, _ADD, _REMOVE, _USE = (int(Verb[name]) for name in ("CANCEL", "ADD", "REMOVE", "USE"))
_ORDER, _RAISE, _STAND_DOWN, _TELL = (int(Verb[name]) for name in ("ORDER", "RAISE", "STAND_DOWN", "TELL"))
_INVOKE, _ASK, _SET, _CLEAR = (int(Verb[name]) for name in ("INVOKE", "ASK", "SET", "CLEAR"))
_SPEND, _RELEASE, _MATURITY, _BLOCK = (int(Verb[name]) for name in ("SPEND", "RELEASE", "MATURITY", "BLOCK"))
_UNBLOCK = int(Verb.UNBLOCK)
_SUM, _LINK = int(Amount.SUM), int(EntityKind.LINK)
_DOOR_FAIL, _DOOR_REPAIR, _DOOR_REPAIR_LIST = doors.FAIL, doors.REPAIR, doors.REPAIR_LIST
_DOOR_SWITCH, _DOOR_UNSWITCH, _DOOR_CUT, _DOOR_UNCUT = doors.SWITCH, doors.UNSWITCH, doors.CUT, doors.UNCUT
_DOOR_OPEN, _DOOR_END, _DOOR_TELL = doors.OPEN, doors.END, doors.TELL
_PUSH_CONTAIN, _PULL_CONTAIN = doors.PUSH_CONTAIN, doors.PULL_CONTAIN
_PUSH_WORSEN, _PULL_WORSEN = doors.PUSH_WORSEN, doors.PULL_WORSEN
_PUSH_DEMAND, _PULL_DEMAND = doors.PUSH_DEMAND, doors.PULL_DEMAND
_PUSH_CAPACITY, _PULL_CAPACITY = doors.PUSH_CAPACITY, doors.PULL_CAPACITY
_PUSH_CANCEL, _PULL_CANCEL = doors.PUSH_CANCEL, doors.PULL_CANCEL
_PUSH_AMOUNT, _PULL_AMOUNT = doors.PUSH_AMOUNT, doors.PULL_AMOUNT
_PUSH_LINK, _PULL_LINK = doors.PUSH_LINK_BLOCK, doors.PULL_LINK_BLOCK
_PUSH_SUPPLIER, _PULL_SUPPLIER = doors.PUSH_SUPPLIER_BLOCK, doors.PULL_SUPPLIER_BLOCK
_TAKE_STOCK, _ORDER_STOCK, _DOOR_RAISE = doors.TAKE_STOCK, doors.ORDER_STOCK, doors.RAISE
_DOOR_STAND_DOWN, _DOOR_INVOKE, _DOOR_ASK = doors.STAND_DOWN, doors.INVOKE, doors.ASK
_SET_FLAG, _SET_MATURITY = doors.SET_FLAG, doors.SET_MATURITY


@rule
def carry_out(w: int, effect: int, scope: int, number: int, cause: int) -> int:
    """Carry out one effect; return IS_HELD if it can be undone."""
    row = effect_row(w, effect)
    verb = row.verb
    if verb in (_SWITCH_ON, _SWITCH_OFF):
        through(w, _DOOR_SWITCH, row.target, number, verb == _SWITCH_ON, cause)
    elif verb in (_ISOLATE, _RECONNECT):
        through(w, _DOOR_CUT, row.target, number, verb == _ISOLATE, cause)
    elif verb in (_CONTAIN, _WORSEN):
        door = _PUSH_CONTAIN if verb == _CONTAIN else _PUSH_WORSEN
        through_with(w, door, row.value, row.target, scope, number, cause)
    elif verb in (_DEMAND, _CAPACITY):
        door = _PUSH_DEMAND if verb == _DEMAND else _PUSH_CAPACITY
        through_with(w, door, row.value, row.target, number, row.amount, cause)
    elif verb == _CANCEL:
        through_with(w, _PUSH_CANCEL, row.value, row.target, number, cause)
    elif verb in (_ADD, _REMOVE):
        value = row.value if verb == _ADD else -row.value
        through_with(w, _PUSH_AMOUNT, value, row.target, number, _SUM, cause)
    elif verb == _MATURITY:
        books = effects_state(w)
        books.maturity = push(w, books.maturity, number, row.target, row.value)
        _set_maturity(w, row.target)
    elif verb in (_BLOCK, _UNBLOCK):
        door = _PUSH_LINK if row.target_kind == _LINK else _PUSH_SUPPLIER
        through(w, door, row.target, number, verb == _BLOCK, cause)
    else:
        _happen(w, effect, scope, cause)
        return NOT_HELD
    return IS_HELD


@rule
def _happen(w: int, effect: int, scope: int, cause: int) -> int:
    """Carry out an effect that happens and is over."""
    row = effect_row(w, effect)
    verb = row.verb
    if verb == _REPAIR:
        through(w, _DOOR_REPAIR, row.target, int(row.value), cause)
    elif verb == _START:
        through_with(w, _DOOR_OPEN, row.value, row.target, cause, scope)
    elif verb == _END:
        through(w, _DOOR_END, row.target, scope, cause)
    elif verb == _USE:
        through_with(w, _TAKE_STOCK, row.value, row.target, cause)
    elif verb == _ORDER:
        through_with(w, _ORDER_STOCK, row.value, row.target, cause)
    elif verb == _SPEND:
        effects_state(w).spent += row.value
    elif verb in (_SET, _CLEAR):
        through(w, _SET_FLAG, row.target, verb == _SET, cause)
    else:
        _order_people(w, effect, scope, cause)
    return 0


@rule
def _order_people(w: int, effect: int, scope: int, cause: int) -> int:
    row = effect_row(w, effect)
    verb = row.verb
    if verb == _RAISE:
        through(w, _DOOR_RAISE, row.target, cause)
    elif verb == _STAND_DOWN:
        through(w, _DOOR_STAND_DOWN, row.target, cause)
    elif verb == _TELL:
        through(w, _DOOR_TELL, effect, cause)
    elif verb == _INVOKE:
        _invoke(w, effect, scope, cause)
    elif verb == _ASK:
        through(w, _DOOR_ASK, row.target, cause)
    elif verb == _RELEASE:
        through(w, RELEASE_INJECT, row.target, cause)
    return 0


@rule
def _invoke(w: int, effect: int, scope: int, cause: int) -> int:
    """Start a plan; a value above 0 is the number of the occurrence that it is for, counted from 1."""
    row = effect_row(w, effect)
    per, one = plan_row(w, row.target).per, scope
    if row.value > 0.0 and per >= 0:
        number = int(row.value) - 1
        one = incident_state(w, per).first_open
        while one >= 0 and occurrence(w, one).number != number:
            one = occurrence(w, one).next_open
        if one < 0:
            return 0
    return through(w, _DOOR_INVOKE, row.target, one, cause)


@rule
def undo_one(w: int, which: int, number: int, cause: int) -> int:
    """Take back what a held effect did under its number."""
    one = held(w, which)
    row = effect_row(w, one.effect)
    verb = row.verb
    if verb == _FAIL:
        through(w, _DOOR_REPAIR_LIST, row.target, one.units, cause)
    elif verb in (_SWITCH_ON, _SWITCH_OFF):
        through(w, _DOOR_UNSWITCH, row.target, number, cause)
    elif verb in (_ISOLATE, _RECONNECT):
        through(w, _DOOR_UNCUT, row.target, number, cause)
    elif verb in (_CONTAIN, _WORSEN):
        through(w, _PULL_CONTAIN if verb == _CONTAIN else _PULL_WORSEN, row.target, number, cause)
    elif verb in (_DEMAND, _CAPACITY):
        through(w, _PULL_DEMAND if verb == _DEMAND else _PULL_CAPACITY, row.target, number, cause)
    elif verb == _CANCEL:
        through(w, _PULL_CANCEL, row.target, number, cause)
    elif verb in (_ADD, _REMOVE):
        through(w, _PULL_AMOUNT, row.target, number, cause)
    elif verb == _MATURITY:
        pull(w, effects_state(w).maturity, number)
        _set_maturity(w, row.target)
    elif verb in (_BLOCK, _UNBLOCK):
        through(w, _PULL_LINK if row.target_kind == _LINK else _PULL_SUPPLIER, row.target, number, cause)
    return 0


@rule
def _set_maturity(w: int, component: int) -> int:
    """Let the latest live effect on a component rule it, or what the scenario states."""
    level = stated_level(w, component).level
    entry = list_first(w, effects_state(w).maturity)
    while entry >= 0:
        if list_row(w, entry).amount == component:
            level = int(list_row(w, entry).value)
        entry = list_row(w, entry).link
    through(w, _SET_MATURITY, component, level)
    return 0


@rule
def break_units(w: int, effect: int, cause: int) -> int:
    """Carry out a FAIL; return the list of the units broken if it is held, else NONE."""
    row = effect_row(w, effect)
    if row.hold == _AT_ONCE:
        through(w, _DOOR_FAIL, row.target, int(row.value), cause, NONE)
        return NONE
    kept = push(w, NONE, NONE, 0, 0.0)
    pull(w, kept, NONE)
    return through(w, _DOOR_FAIL, row.target, int(row.value), cause, kept)
