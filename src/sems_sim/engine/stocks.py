"""Stocks are used at a rate or by the lot, and ordered again when they run low.

The reorder rule looks at the position, what is on hand plus what is on order: at or below the reorder point, as many
lots are ordered as bring it above. So each spare that is taken can have its own order under way. An order that
nobody can deliver waits until its supplier, or an alternate that can be used, is up; one that is on its way arrives
whatever happens to who sent it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

import simpy

from sems_sim.engine.agenda import Appointment, Draw, key_of
from sems_sim.engine.lines import Line, Marks, Meter
from sems_sim.engine.suppliers import Suppliers
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import NEVER, crossing_ms, happens
from sems_sim.model import (
    NONE,
    Act,
    Fact,
    Parameter,
    QuantityKind,
    Signal,
    Step,
    StockRow,
    SupplierRow,
    clipped,
)

Listener = Callable[[int, int], None]
EMPTY, REORDER = -1, -2
"""What the next crossing of a stock is, where it is not the number of a threshold."""
SECOND_TIER_N = 1 << 31
"""The draw about who stands behind a supplier is numbered apart from those about its alternates."""


@dataclass(slots=True)
class _Order:
    number: int
    amount: float
    cause: int


@dataclass(slots=True)
class _Stock:
    row: StockRow
    line: Line
    marks: Marks
    users: dict[int, float] = field(default_factory=dict)
    is_empty: bool = False
    on_order: float = 0.0
    orders: int = 0
    waiting: list[_Order] = field(default_factory=list)
    lowest: float = 0.0
    out: Meter = field(default_factory=Meter)
    next: Appointment | None = None
    crossing: int = EMPTY


class Stocks:
    """All stocks, and the orders under way."""

    def __init__(self, world: World, suppliers: Suppliers) -> None:
        """Take the stocks from the model."""
        self._world = world
        self._suppliers = suppliers
        self._all = [
            _Stock(row, Line(row.amount), Marks(world, QuantityKind.STOCK, index))
            for index, row in enumerate(world.tables.stocks)
        ]
        self.on_change: list[Listener] = []
        """Told (stock, cause) when a stock has become empty, or is there again."""
        self.on_delivery: list[Listener] = []
        """Told (stock, cause) when something was added."""
        for stock in self._all:
            stock.is_empty = stock.row.amount <= 0.0
            stock.lowest = stock.row.amount
            stock.marks.start(stock.row.amount)
        world.facts[Fact.STOCK] = self._is_beyond
        world.on(Signal.SUPPLIER, self._send_waiting)

    def start(self) -> None:
        """Let time run for what is on hand at the start."""
        for index, stock in enumerate(self._all):
            stock.out.turn(0, 1.0 if stock.is_empty else 0.0)
            self._arrange(index, ROOT)

    def amount(self, index: int) -> float:
        """Return what is on hand now."""
        return max(0.0, self._all[index].line.at(self._world.now_ms))

    def empty(self, index: int) -> bool:
        """Return whether nothing is on hand."""
        return self._all[index].is_empty

    def set_use(self, index: int, user: int, rate_per_h: float, cause: int) -> None:
        """Let a user, named by its entity, draw on a stock at a rate per hour; 0 to stop."""
        stock = self._all[index]
        if rate_per_h == stock.users.get(user, 0.0):
            return
        stock.users[user] = rate_per_h
        self._turn(index, cause)

    def take(self, index: int, amount: float, cause: int) -> None:
        """Take an amount at once, or what is there if that is less."""
        if amount > 0.0:
            self._jump(index, max(0.0, self.amount(index) - amount), cause)

    def order(self, index: int, amount: float, cause: int) -> None:
        """Order an amount."""
        stock = self._all[index]
        order = _Order(stock.orders, amount, cause)
        stock.orders += 1
        stock.on_order += amount
        order.cause = self._record(stock, Kind.STOCK_ORDERED, amount, cause)
        if not self._send(index, order, order.cause):
            stock.waiting.append(order)

    def measures(self, end_ms: int) -> dict[str, float | None]:
        """Return the lowest amount and the hours with nothing, of each stock."""
        found: dict[str, float | None] = {}
        for stock in self._all:
            name = f"stock.{self._world.tables.name_of(stock.row.entity)}"
            found[f"{name}.min"] = max(0.0, min(stock.lowest, stock.line.at(end_ms)))
            found[f"{name}.out_h"] = stock.out.until(end_ms)
        return found

    def _is_beyond(self, step: Step, scope: Scope | None) -> bool:  # noqa: ARG002 - facts may have a scope
        return self._world.sides[step.threshold] != step.negated

    def _record(self, stock: _Stock, kind: Kind, value: float, cause: int) -> int:
        return self._world.record(Phase.WORLD, stock.row.entity, kind, value, cause)

    # --- what is on hand ---

    def _turn(self, index: int, cause: int) -> None:
        """Let it run down at the rate of all users together; nothing runs down below 0."""
        stock = self._all[index]
        rate = 0.0
        for user in sorted(stock.users):
            rate += stock.users[user]
        if stock.line.turn(self._world.now_ms, 0.0 if stock.is_empty or rate == 0.0 else -rate):
            self._arrange(index, cause)

    def _jump(self, index: int, value: float, cause: int) -> None:
        """Set what is on hand, all at once, and do what follows from it."""
        stock = self._all[index]
        stock.lowest = min(stock.lowest, value, self.amount(index))
        stock.line.put(self._world.now_ms, value)
        stock.marks.jump(value, cause)
        self._look_if_empty(index, cause)
        self._order_if_low(index, cause)
        self._arrange(index, cause)

    def _look_if_empty(self, index: int, cause: int) -> None:
        stock = self._all[index]
        is_empty = stock.line.value <= 0.0
        if is_empty is stock.is_empty:
            return
        stock.is_empty = is_empty
        stock.out.turn(self._world.now_ms, 1.0 if is_empty else 0.0)
        told = self._record(stock, Kind.STOCK_EMPTY, 0.0, cause) if is_empty else cause
        self._turn(index, told)
        for listener in self.on_change:
            listener(index, told)

    def _arrange(self, index: int, cause: int) -> None:
        """Arrange for the next threshold, the reorder point or the end of the stock."""
        stock, now = self._all[index], self._world.now_ms
        if stock.next is not None:
            stock.next.cancel()
            stock.next = None
        value, rate = stock.line.at(now), stock.line.rate_per_h
        due = stock.marks.due(stock.line, now)
        if not stock.is_empty and rate < 0.0:
            due = _sooner(due, max(1, crossing_ms(value, rate, 0.0)), EMPTY)
        point = stock.row.reorder_below - stock.on_order
        if stock.row.reorder_below >= 0.0 and stock.row.lot > 0.0:
            ahead_ms = 0 if value <= point else crossing_ms(value, rate, point) if point > 0.0 else NEVER
            due = _sooner(due, ahead_ms, REORDER)
        if due is None:
            return
        stock.crossing = due[1]
        key = key_of(Phase.WORLD, stock.row.entity, Act.STOCK_CROSSING)
        stock.next = self._world.at(now + due[0], key, lambda because: self._cross(index, because), cause)

    def _cross(self, index: int, cause: int) -> None:
        stock, now = self._all[index], self._world.now_ms
        stock.next = None
        if stock.crossing == EMPTY:
            stock.line.put(now, 0.0)
            stock.lowest = 0.0
            self._look_if_empty(index, cause)
            self._order_if_low(index, cause)
        elif stock.crossing == REORDER:
            self._order_if_low(index, cause)
        else:
            stock.line.put(now, stock.marks.cross(stock.crossing, cause))
        self._arrange(index, cause)

    # --- orders ---

    def _order_if_low(self, index: int, cause: int) -> None:
        """Order as many lots as bring the position above the reorder point."""
        stock = self._all[index]
        row = stock.row
        short = row.reorder_below - stock.on_order - stock.line.at(self._world.now_ms)
        if row.reorder_below >= 0.0 and row.lot > 0.0 and short >= 0.0:
            self.order(index, row.lot * (int(short / row.lot) + 1), cause)

    def _send(self, index: int, order: _Order, cause: int) -> bool:
        """Put an order on its way, if somebody can deliver it."""
        stock, world = self._all[index], self._world
        law, factor = stock.row.lead_law, 1.0
        if stock.row.supplier != NONE:
            source = self._source(stock.row.supplier)
            if source == NONE:
                return False
            if source != stock.row.supplier:
                asked = world.tables.suppliers[stock.row.supplier].entity
                other = world.tables.suppliers[source].entity
                cause = world.record(Phase.WORLD, asked, Kind.SUPPLIER_SWITCHED, other, cause)
            law, factor = (
                world.tables.suppliers[source].takes_law,
                clipped(world.ratio(Parameter.SUPPLIER_LEAD)),
            )
        lead_ms = world.draw_ms(law, stock.row.lead_stream, order.number, factor)
        due = world.draw_for(world.now_ms + lead_ms)
        world.agenda.start(self._delivery(index, order, lead_ms, due, cause))
        return True

    def _source(self, supplier: int) -> int:
        """Return who delivers: the supplier itself, else its first alternate that is up and can be used."""
        if self._suppliers.available(supplier):
            return supplier
        row = self._world.tables.suppliers[supplier]
        if self._suppliers.lacks_another(supplier) and not self._knows_second_tier(row):
            return NONE
        usable = (
            min(1.0, self._world.maturity.value(Parameter.ALTERNATE_USABLE)) if self._world.people_on else 1.0
        )
        for number, other in enumerate(row.alternates):
            if self._suppliers.available(other) and happens(
                usable, self._world.settled(row.alternate_stream, number)
            ):
                return other
        return NONE

    def _knows_second_tier(self, row: SupplierRow) -> bool:
        """Return whether the buyer knew whom the supplier stands on, and so has arranged for their failure."""
        if not self._world.people_on:
            return True
        known = self._world.maturity.value(Parameter.TIER_TWO_KNOWN)
        return happens(known, self._world.settled(row.alternate_stream, SECOND_TIER_N))

    def _delivery(
        self, index: int, order: _Order, lead_ms: int, draw: Draw | None, cause: int
    ) -> Generator[simpy.Event, Any, None]:
        """Wait for the lead time, then put the goods on the shelf."""
        stock, world = self._all[index], self._world
        key = key_of(Phase.WORLD, stock.row.entity, Act.DELIVERY, order.number)
        yield world.agenda.wait_until(world.now_ms + lead_ms, key, draw)
        stock.on_order -= order.amount
        told = self._record(stock, Kind.STOCK_DELIVERED, order.amount, cause)
        self._jump(index, self.amount(index) + order.amount, told)
        for listener in self.on_delivery:
            listener(index, told)

    def _send_waiting(self, supplier: int, cause: int) -> None:
        """Try again to send the orders that wait for this supplier, or for those it is an alternate of."""
        if not self._suppliers.available(supplier):
            return
        for index, stock in enumerate(self._all):
            stock.waiting = [order for order in stock.waiting if not self._send(index, order, cause)]


def _sooner(due: tuple[int, int] | None, ahead_ms: int, what: int) -> tuple[int, int] | None:
    """Return the earlier of two crossings; the first where they are equal."""
    if ahead_ms == NEVER or (due is not None and due[0] <= ahead_ms):
        return due
    return ahead_ms, what
