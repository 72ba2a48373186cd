"""The entrance to suppliers, stocks and pools."""

from __future__ import annotations

from sems_sim.kernel import doors
from sems_sim.kernel.rules_pools import (
    COUNTED,
    SHIFTED,
    SURGED,
    arrive_surge,
    ask_surge,
    change_shift,
    count_pool,
    end_surge,
    pools_of,
    pull_amount,
    push_amount,
    start_pools,
)
from sems_sim.kernel.rules_stocks import (
    CROSSED,
    DELIVERED,
    cross_stock,
    deliver,
    measure_stocks,
    order_stock,
    send_waiting,
    set_use,
    start_stocks,
    take_stock,
)
from sems_sim.kernel.rules_suppliers import (
    FAILED,
    LOOKED,
    MENDED,
    fail_supplier,
    look_at_supplier,
    mend_supplier,
    pull_block,
    push_block,
    start_suppliers,
)

_START_SUPPLIERS, _START_STOCKS, _START_POOLS = doors.START_SUPPLIERS, doors.START_STOCKS, doors.START_POOLS
_PUSH_BLOCK, _PULL_BLOCK = doors.PUSH_SUPPLIER_BLOCK, doors.PULL_SUPPLIER_BLOCK
_SET_USE, _TAKE, _ORDER = doors.SET_USE, doors.TAKE_STOCK, doors.ORDER_STOCK
_SEND_WAITING, _SUPPLIER_CHANGED = doors.SEND_WAITING, doors.SUPPLIER_CHANGED
_PUSH_AMOUNT, _PULL_AMOUNT = doors.PUSH_AMOUNT, doors.PULL_AMOUNT
_ASK_SURGE, _END_SURGE, _MEASURE = doors.ASK_SURGE, doors.END_SURGE, doors.MEASURE_STOCKS


def supply(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: PLR0911, PLR0912, PLR0913, C901, ARG001 - switchboard
    """Everything that others may ask of suppliers, stocks and pools."""
    if code == _SET_USE:
        return set_use(w, a, b, x, c)
    if code == CROSSED:
        return cross_stock(w, a, c)
    if code == SHIFTED:
        return change_shift(w, a, c)
    if code == COUNTED:
        return count_pool(w, a, c)
    if code == _TAKE:
        return take_stock(w, a, x, b)
    if code == DELIVERED:
        return deliver(w, a, c)
    if code == _ORDER:
        return order_stock(w, a, x, b)
    if code == _SEND_WAITING:
        return send_waiting(w, a, b)
    if code == _SUPPLIER_CHANGED:
        return pools_of(w, a, b)
    if code == FAILED:
        return fail_supplier(w, a, c)
    if code == MENDED:
        return mend_supplier(w, a, c)
    if code == LOOKED:
        return look_at_supplier(w, a, c)
    if code == _PUSH_BLOCK:
        return push_block(w, a, b, c, d)
    if code == _PULL_BLOCK:
        return pull_block(w, a, b, c)
    if code == _PUSH_AMOUNT:
        return push_amount(w, a, b, c, x, d)
    if code == _PULL_AMOUNT:
        return pull_amount(w, a, b, c)
    if code == _ASK_SURGE:
        return ask_surge(w, a, b)
    if code == _END_SURGE:
        return end_surge(w, a, b)
    if code == SURGED:
        return arrive_surge(w, a, c)
    if code == _START_SUPPLIERS:
        return start_suppliers(w)
    if code == _START_STOCKS:
        return start_stocks(w)
    if code == _START_POOLS:
        return start_pools(w)
    if code == _MEASURE:
        return measure_stocks(w, a)
    return 0
