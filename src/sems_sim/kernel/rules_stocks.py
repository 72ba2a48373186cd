"""Stocks are used at a rate or by the lot, and ordered again when they run low.

The reorder rule looks at the position, what is on hand plus what is on order: at or below the reorder point, as many
lots are ordered as bring it above. An order that nobody can deliver waits until its supplier, or an alternate that
can be used, is up; one that is on its way arrives whatever happens to who sent it.
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
    clipped,
    draw_ms,
    give,
    key_of,
    list_first,
    pull,
    push,
    ratio,
    record,
    settled,
    take,
    valued,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.lines import (
    NEVER,
    crossing_ms,
    line_at,
    line_put,
    line_turn,
    marks_cross,
    marks_due,
    marks_jump,
    marks_start,
    meter_turn,
    meter_until,
    stock_line,
    stock_marks,
    stock_meter,
)
from sems_sim.kernel.memory import through
from sems_sim.kernel.rules_suppliers import happens, lacks_another
from sems_sim.kernel.state_supply import ORDERS, order, stock_state, stock_use, supplier_state, users
from sems_sim.kernel.state_world import counts, line, list_row, measure_place, outcome, world
from sems_sim.kernel.tables import number, stock_row, supplier_row, threshold_row
from sems_sim.model import Act, EntityKind, Parameter

CROSSED, DELIVERED = doors.SUPPLY << 8 | 40, doors.SUPPLY << 8 | 41
"""Events: a stock comes to a threshold, its reorder point or its end; an order is delivered."""
_EMPTY, _REORDER = -1, -2
"""What the next crossing of a stock is, where it is not the number of a threshold."""
_SECOND_TIER_N = 1 << 31
"""The draw about who stands behind a supplier is numbered apart from those about its alternates."""
_DELIVERY_ACT, _CROSSING_ACT = int(Act.DELIVERY), int(Act.STOCK_CROSSING)
_WORLD = int(Phase.WORLD)
_ORDERED, _ARRIVED = int(Kind.STOCK_ORDERED), int(Kind.STOCK_DELIVERED)
_RAN_OUT, _SWITCHED = int(Kind.STOCK_EMPTY), int(Kind.SUPPLIER_SWITCHED)
_LEAD, _ALTERNATE = int(Parameter.SUPPLIER_LEAD), int(Parameter.ALTERNATE_USABLE)
_TIER_TWO = int(Parameter.TIER_TWO_KNOWN)
_STOCK_KIND, _MEASURES = int(EntityKind.STOCK), 2
_SUPPLY_ASSETS, _ASK_BY_STOCK, _TOUCH = doors.SUPPLY_ASSETS, doors.ASK_BY_STOCK, doors.TOUCH_BY_STOCK


@rule
def start_stocks(w: int) -> int:
    """Let time run for what is on hand at the start."""
    for stock in range(counts(w).stocks):
        marks_start(w, stock_marks(w, stock), stock_row(w, stock).amount)
    for stock in range(counts(w).stocks):
        meter_turn(w, stock_meter(w, stock), 0, 1.0 if stock_state(w, stock).is_empty else 0.0)
        _arrange(w, stock, ROOT)
    return 0


@rule
def amount_of(w: int, stock: int) -> float:
    """Return what is on hand now."""
    return max(0.0, line_at(w, stock_line(w, stock), world(w).now_ms))


@rule
def _use_of(w: int, stock: int, entity: int) -> int:
    """Return the row of a user of a stock."""
    span = users(w, stock)
    low, high = span.first, span.first + span.count - 1
    while low < high:
        middle = (low + high) >> 1
        if stock_use(w, middle).entity < entity:
            low = middle + 1
        else:
            high = middle
    return low


@rule
def set_use(w: int, stock: int, entity: int, rate_per_h: float, cause: int) -> int:
    """Let a user, named by its entity, draw on a stock at a rate per hour; 0 to stop."""
    use = stock_use(w, _use_of(w, stock, entity))
    if rate_per_h == use.rate_per_h:
        return 0
    use.rate_per_h = rate_per_h
    return _turn(w, stock, cause)


@rule
def take_stock(w: int, stock: int, amount: float, cause: int) -> int:
    """Take an amount at once, or what is there if that is less."""
    if amount > 0.0:
        _jump(w, stock, max(0.0, amount_of(w, stock) - amount), cause)
    return 0


@rule
def order_stock(w: int, stock: int, amount: float, cause: int) -> int:
    """Order an amount."""
    one = stock_state(w, stock)
    which = take(w, ORDERS)
    placed = order(w, which)
    placed.stock, placed.number, placed.amount = stock, one.orders, amount
    one.orders += 1
    one.on_order += amount
    told = record(w, _WORLD, stock_row(w, stock).entity, _ORDERED, amount, cause)
    if not _send(w, which, told):
        one.waiting = push(w, one.waiting, which, 0, 0.0)
    return 0


@rule
def measure_stocks(w: int, end_ms: int) -> int:
    """Write the lowest amount and the hours with nothing, of each stock."""
    first = measure_place(w, _STOCK_KIND).first
    for stock in range(counts(w).stocks):
        place = first + _MEASURES * stock
        lowest = min(stock_state(w, stock).lowest, line_at(w, stock_line(w, stock), end_ms))
        outcome(w, place).value = max(0.0, lowest)
        outcome(w, place + 1).value = meter_until(w, stock_meter(w, stock), end_ms)
    return 0


# --- what is on hand ---


@rule
def _turn(w: int, stock: int, cause: int) -> int:
    """Let it run down at the rate of all users together; nothing runs down below 0."""
    span = users(w, stock)
    rate = 0.0
    for place in range(span.first, span.first + span.count):
        rate += stock_use(w, place).rate_per_h
    new_rate = 0.0 if stock_state(w, stock).is_empty or rate == 0.0 else -rate
    if line_turn(w, stock_line(w, stock), world(w).now_ms, new_rate):
        _arrange(w, stock, cause)
    return 0


@rule
def _jump(w: int, stock: int, value: float, cause: int) -> int:
    """Set what is on hand, all at once, and do what follows from it."""
    one = stock_state(w, stock)
    lowest = min(one.lowest, value)
    one.lowest = min(lowest, amount_of(w, stock))
    line_put(w, stock_line(w, stock), world(w).now_ms, value)
    marks_jump(w, stock_marks(w, stock), value, cause)
    _look_if_empty(w, stock, cause)
    _order_if_low(w, stock, cause)
    return _arrange(w, stock, cause)


@rule
def _look_if_empty(w: int, stock: int, cause: int) -> int:
    """Tell who needs a stock when it has run out, or is there again."""
    one = stock_state(w, stock)
    is_empty = line(w, stock_line(w, stock)).value <= 0.0
    if is_empty == one.is_empty:
        return 0
    one.is_empty = is_empty
    meter_turn(w, stock_meter(w, stock), world(w).now_ms, 1.0 if is_empty else 0.0)
    told = cause
    if is_empty:
        told = record(w, _WORLD, stock_row(w, stock).entity, _RAN_OUT, 0.0, cause)
    _turn(w, stock, told)
    through(w, _SUPPLY_ASSETS, stock, told)
    through(w, _ASK_BY_STOCK, stock, told)
    return 0


@rule
def _sooner(due_ms: int, what: int, ahead_ms: int, other: int) -> tuple[int, int]:
    """Return the earlier of two crossings; the first where they are equal."""
    if ahead_ms == NEVER or (due_ms != NEVER and due_ms <= ahead_ms):
        return due_ms, what
    return ahead_ms, other


@rule
def _arrange(w: int, stock: int, cause: int) -> int:
    """Arrange for the next threshold, the reorder point or the end of the stock."""
    one, row, now_ms, flow = stock_state(w, stock), stock_row(w, stock), world(w).now_ms, stock_line(w, stock)
    one.next = cancel(w, one.next)
    value, rate = line_at(w, flow, now_ms), line(w, flow).rate_per_h
    due_ms, what = marks_due(w, stock_marks(w, stock), flow, now_ms)
    if not one.is_empty and rate < 0.0:
        due_ms, what = _sooner(due_ms, what, max(1, crossing_ms(value, rate, 0.0)), _EMPTY)
    if row.reorder_below >= 0.0 and row.lot > 0.0:
        point = row.reorder_below - one.on_order
        ahead_ms = NEVER
        if value <= point:
            ahead_ms = 0
        elif point > 0.0:
            ahead_ms = crossing_ms(value, rate, point)
        due_ms, what = _sooner(due_ms, what, ahead_ms, _REORDER)
    if due_ms == NEVER:
        return 0
    one.crossing = what
    key = key_of(_WORLD, row.entity, _CROSSING_ACT, 0)
    one.next = at(w, now_ms + due_ms, key, CROSSED, stock, 0, cause)
    return 0


@rule
def cross_stock(w: int, stock: int, cause: int) -> int:
    """Do what a stock's crossing brings."""
    one, now_ms = stock_state(w, stock), world(w).now_ms
    one.next = NONE
    crossing = one.crossing
    if crossing == _EMPTY:
        line_put(w, stock_line(w, stock), now_ms, 0.0)
        one.lowest = 0.0
        _look_if_empty(w, stock, cause)
        _order_if_low(w, stock, cause)
    elif crossing == _REORDER:
        _order_if_low(w, stock, cause)
    else:
        marks_cross(w, crossing, cause)
        line_put(w, stock_line(w, stock), now_ms, threshold_row(w, crossing).value)
    return _arrange(w, stock, cause)


# --- orders ---


@rule
def _order_if_low(w: int, stock: int, cause: int) -> int:
    """Order as many lots as bring the position above the reorder point."""
    row = stock_row(w, stock)
    on_hand = line_at(w, stock_line(w, stock), world(w).now_ms)
    short = row.reorder_below - stock_state(w, stock).on_order - on_hand
    if row.reorder_below >= 0.0 and row.lot > 0.0 and short >= 0.0:
        order_stock(w, stock, row.lot * (int(short / row.lot) + 1), cause)
    return 0


@rule
def _send(w: int, which: int, cause: int) -> bool:
    """Put an order on its way, if somebody can deliver it."""
    placed = order(w, which)
    row = stock_row(w, placed.stock)
    law_index, factor, because = row.lead_law, 1.0, cause
    if row.supplier != NONE:
        source = _source(w, row.supplier)
        if source == NONE:
            return False
        if source != row.supplier:
            asked, other = supplier_row(w, row.supplier).entity, supplier_row(w, source).entity
            because = record(w, _WORLD, asked, _SWITCHED, float(other), cause)
        law_index, factor = supplier_row(w, source).takes_law, clipped(ratio(w, _LEAD))
    lead_ms = draw_ms(w, law_index, row.lead_stream, placed.number, factor)
    key = key_of(_WORLD, row.entity, _DELIVERY_ACT, placed.number)
    at_drawn(w, world(w).now_ms + lead_ms, key, DELIVERED, which, 0, because)
    return True


@rule
def _source(w: int, supplier: int) -> int:
    """Return who delivers: the supplier itself, else its first alternate that is up and can be used."""
    if supplier_state(w, supplier).is_up:
        return supplier
    row = supplier_row(w, supplier)
    if lacks_another(w, supplier) and not _knows_second_tier(w, supplier):
        return NONE
    usable = min(1.0, valued(w, _ALTERNATE)) if world(w).people_on else 1.0
    for place in range(row.alternates_count):
        other = number(w, row.alternates_first + place).value
        if supplier_state(w, other).is_up and happens(usable, settled(w, row.alternate_stream, place)):
            return other
    return NONE


@rule
def _knows_second_tier(w: int, supplier: int) -> bool:
    """Return whether the buyer knew whom the supplier stands on, and so has arranged for their failure."""
    if not world(w).people_on:
        return True
    stream = supplier_row(w, supplier).alternate_stream
    return bool(happens(valued(w, _TIER_TWO), settled(w, stream, _SECOND_TIER_N)))


@rule
def deliver(w: int, which: int, cause: int) -> int:
    """Put the goods of an order on the shelf."""
    placed = order(w, which)
    stock, amount = placed.stock, placed.amount
    give(w, ORDERS, which)
    stock_state(w, stock).on_order -= amount
    told = record(w, _WORLD, stock_row(w, stock).entity, _ARRIVED, amount, cause)
    _jump(w, stock, amount_of(w, stock) + amount, told)
    return through(w, _TOUCH, stock, told)


@rule
def send_waiting(w: int, supplier: int, cause: int) -> int:
    """Try again to send the orders that wait for this supplier, or for those it is an alternate of."""
    if not supplier_state(w, supplier).is_up:
        return 0
    for stock in range(counts(w).stocks):
        waiting = stock_state(w, stock).waiting
        entry = list_first(w, waiting)
        while entry >= 0:
            following, which = list_row(w, entry).link, list_row(w, entry).number
            if _send(w, which, cause):
                pull(w, waiting, which)
            entry = following
    return 0
