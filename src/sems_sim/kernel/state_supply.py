"""Where suppliers, stocks and pools stand."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.doors import SUPPLY
from sems_sim.kernel.memory import PER_UNIT, begin, layout, pool, state, static
from sems_sim.model import NONE, Model

_FIRST = SUPPLY * PER_UNIT


class SupplierState:
    """One supplier."""

    is_up: bool = True
    """Whether it can deliver: able, not cut off, and its own supplier up."""
    is_working: bool = True
    """Whether it is able by itself."""
    is_stopping: bool
    """Whether the failure under way takes it along, and that has not been said yet."""
    is_asked: bool
    failures: int
    blocks: int = NONE
    """List of what cuts it off, or opens the way to it again; the latest holds."""
    next: int = NONE
    """The next failure or repair."""


class Dependents:
    """Whom a supplier stands behind: a range of `dependent`."""

    first: int
    count: int


class Dependent:
    """One supplier that depends on another."""

    supplier: int


class StockState:
    """One stock; what is on hand is the line `stock_line(w, stock)`."""

    is_empty: bool
    crossing: int = NONE
    """What the next crossing is: a threshold, or the end of the stock, or its reorder point."""
    on_order: float
    orders: int
    waiting: int = NONE
    """List of the orders that nobody can deliver yet."""
    lowest: float
    next: int = NONE


class Users:
    """Who may draw on a stock: a range of `stock_use`, by entity."""

    first: int
    count: int


class StockUse:
    """What one user takes from one stock."""

    entity: int
    rate_per_h: float


class Order:
    """One order of a stock, from the moment it is made until it is delivered."""

    link: int
    stock: int
    number: int
    amount: float


class PoolOfState:
    """One resource: how many are there."""

    present: int
    here: int
    """Roster less the absent."""
    surge: int
    asks: int
    changes: int = NONE
    """List of what effects add to it or take from it."""
    coming: int = NONE
    """When the surge arrives."""
    key: int = NONE
    """The lowest level that unlocks it, or NONE if it is always open."""
    is_asked: bool
    is_locked: bool
    is_pending: bool


class Weight:
    """One probability of the binomial law, times a constant: scratch, written before it is read."""

    link: int
    value: float


def _ranges(lists: list[list[int]], row: type) -> NDArray[Any]:
    """Return where each list begins, and how long it is, if they are laid end to end."""
    rows = np.zeros(len(lists), layout(row))
    counts = [len(one) for one in lists]
    rows["count"] = counts
    rows["first"] = np.cumsum([0, *counts])[: len(counts)]
    return rows


def _dependents(model: Model) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in model.suppliers]
    for index, row in enumerate(model.suppliers):
        if row.behind != NONE:
            found[row.behind].append(index)
    return found


def _dependent_rows(model: Model) -> NDArray[Any]:
    laid = [supplier for one in _dependents(model) for supplier in one]
    rows = np.zeros(len(laid), layout(Dependent))
    rows["supplier"] = laid
    return rows


def _users(model: Model) -> list[list[int]]:
    """Return for each stock the entities of the assets and services that may draw on it, in order."""
    found: list[set[int]] = [set() for _ in model.stocks]
    for asset in model.assets:
        for stock, _ in asset.stock_uses:
            found[stock].add(asset.entity)
    for service in model.services:
        for stock, _ in service.uses:
            found[stock].add(service.entity)
    return [sorted(one) for one in found]


def _stock_uses(model: Model) -> NDArray[Any]:
    laid = [entity for one in _users(model) for entity in one]
    rows = np.zeros(len(laid), layout(StockUse))
    rows["entity"] = laid
    return rows


def _stocks(model: Model) -> NDArray[Any]:
    rows = begin(StockState, len(model.stocks))
    for index, row in enumerate(model.stocks):
        rows["is_empty"][index] = row.amount <= 0.0
        rows["lowest"][index] = row.amount
    return rows


def _resources(model: Model) -> NDArray[Any]:
    rows = begin(PoolOfState, len(model.resources))
    for number, level in enumerate(model.levels):
        for resource in level.unlocks_resources if number > 0 else ():
            if not rows["is_locked"][resource]:
                rows["key"][resource], rows["is_locked"][resource] = number, True
    return rows


supplier_state = state(_FIRST, SupplierState, lambda model: len(model.suppliers))
stock_state = state(_FIRST + 1, StockState, _stocks)
resource_state = state(_FIRST + 2, PoolOfState, _resources)
dependents = static(_FIRST + 3, Dependents, lambda model: _ranges(_dependents(model), Dependents))
dependent = static(_FIRST + 4, Dependent, _dependent_rows)
users = static(_FIRST + 5, Users, lambda model: _ranges(_users(model), Users))
stock_use = state(_FIRST + 6, StockUse, _stock_uses)
ORDERS, WEIGHTS = _FIRST + 7, _FIRST + 8
order = pool(ORDERS, Order, lambda model: 64 + 4 * len(model.stocks))
weight = pool(WEIGHTS, Weight, lambda _: 4096)
"""Not handed out: used from its first row by whoever needs it at the moment, and never cleared."""
