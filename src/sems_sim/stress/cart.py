"""A small classification tree: what tells runs that fail from runs that do not.

Source: Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees" (1984): Gini impurity, pruning by
cost and complexity, the size chosen by cross-validation within one standard error of the best.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sems_sim.stress.prim import Limit, Marks, Matrix

FOLDS = 10
LEAST_LEAF = 10


@dataclass(frozen=True, slots=True)
class Node:
    """A group of runs: where its uncertainty is at most `cut` it goes on to `below`, else to `above`."""

    n: int
    failed: int
    factor: int = -1
    cut: float = math.nan
    below: Node | None = None
    above: Node | None = None

    @property
    def is_leaf(self) -> bool:
        """Whether the group is not split any further."""
        return self.below is None or self.above is None

    @property
    def share(self) -> float:
        """The share of the group that fails."""
        return self.failed / self.n

    @property
    def mistakes(self) -> int:
        """How many runs are told wrongly if the whole group is called by its majority."""
        return min(self.failed, self.n - self.failed)

    def leaves(self) -> Iterator[Node]:
        """The groups at the end of the tree, lower side first."""
        if self.below is None or self.above is None:
            yield self
        else:
            yield from self.below.leaves()
            yield from self.above.leaves()

    def paths(self, limits: tuple[Limit, ...] = ()) -> Iterator[tuple[tuple[Limit, ...], Node]]:
        """Each leaf with the limits that lead to it, one per uncertainty."""
        if self.below is None or self.above is None:
            yield limits, self
        else:
            yield from self.below.paths(_tightened(limits, Limit(self.factor, -math.inf, self.cut)))
            yield from self.above.paths(_tightened(limits, Limit(self.factor, self.cut, math.inf)))

    def tells(self, x: Matrix) -> Marks:
        """Which runs the tree says will fail."""
        if self.below is None or self.above is None:
            return np.full(len(x), 2 * self.failed > self.n)
        low = x[:, self.factor] <= self.cut
        found = np.empty(len(x), dtype=bool)
        found[low], found[~low] = self.below.tells(x[low]), self.above.tells(x[~low])
        return found


def grow(x: Matrix, failed: Marks, *, depth: int = 4, least_leaf: int = LEAST_LEAF) -> Node:
    """The whole tree down to `depth` splits in a row, no leaf with fewer than `least_leaf` runs."""
    n, hits = len(failed), int(np.count_nonzero(failed))
    split = _best_split(x, failed, least_leaf) if depth > 0 and 0 < hits < n else None
    if split is None:
        return Node(n, hits)
    factor, cut = split
    low = x[:, factor] <= cut
    below = grow(x[low], failed[low], depth=depth - 1, least_leaf=least_leaf)
    above = grow(x[~low], failed[~low], depth=depth - 1, least_leaf=least_leaf)
    return Node(n, hits, factor, cut, below, above)


def pruned(x: Matrix, failed: Marks, *, depth: int = 4, least_leaf: int = LEAST_LEAF) -> Node:
    """The smallest tree whose cross-validated error is within one standard error of the best.

    The folds are rows 0, 10, 20…, rows 1, 11, 21… and so on: replications are independent, so no draw is needed.
    """
    whole = grow(x, failed, depth=depth, least_leaf=least_leaf)
    prices = [0.0, *_prices(whole)]
    middles = [math.sqrt(a * b) for a, b in pairwise(prices)] + [math.inf]
    wrong = np.zeros((len(middles), len(failed)), dtype=bool)
    for fold in range(FOLDS):
        held = np.arange(len(failed)) % FOLDS == fold
        if not held.any() or held.all():
            continue
        tree = grow(x[~held], failed[~held], depth=depth, least_leaf=least_leaf)
        for k, price in enumerate(middles):
            per_run = price * np.count_nonzero(~held) / len(failed)
            wrong[k, held] = _cut_back(tree, per_run).tells(x[held]) != failed[held]
    error = wrong.mean(axis=1)
    best = int(np.argmin(error))
    bound = error[best] + math.sqrt(error[best] * (1.0 - error[best]) / len(failed))
    simplest = max(k for k in range(len(middles)) if error[k] <= bound)
    return _cut_back(whole, middles[simplest])


def _best_split(x: Matrix, failed: Marks, least_leaf: int) -> tuple[int, float] | None:
    """The split that lowers Gini impurity most; the first of equals."""
    n = len(failed)
    best, best_gain = None, 1e-12
    failures = float(np.count_nonzero(failed))
    whole = 2.0 * failures * (n - failures) / n
    for factor in range(x.shape[1]):
        order = np.argsort(x[:, factor], kind="stable")
        values, hits = x[order, factor], np.cumsum(failed[order], dtype=np.float64)
        left = np.arange(1.0, n)
        allowed = (values[1:] > values[:-1]) & (left >= least_leaf) & (n - left >= least_leaf)
        if not allowed.any():
            continue
        after = _impurity(left, hits[:-1]) + _impurity(n - left, hits[-1] - hits[:-1])
        gains = np.where(allowed, whole - after, -math.inf)
        k = int(np.argmax(gains))
        if gains[k] > best_gain + 1e-12:
            best, best_gain = (factor, float((values[k] + values[k + 1]) / 2.0)), float(gains[k])
    return best


def _impurity(n: Matrix, hits: Matrix) -> Matrix:
    """Gini impurity times the size of each group: 2·hits·misses/n."""
    found: Matrix = 2.0 * hits * (n - hits) / n
    return found


def _prices(root: Node) -> list[float]:
    """The prices per leaf, rising, at which the weakest split is given up, until one leaf is left."""
    prices: list[float] = []
    tree = root
    while not tree.is_leaf:
        price = min(_price(node) for node in _splits(tree))
        prices.append(max(price, prices[-1] if prices else 0.0))
        tree = _cut_back(tree, price)
    return prices


def _splits(node: Node) -> Iterator[Node]:
    if node.below is not None and node.above is not None:
        yield node
        yield from _splits(node.below)
        yield from _splits(node.above)


def _price(node: Node) -> float:
    """The mistakes that a split and all below it save, for each leaf they cost."""
    leaves = list(node.leaves())
    saved = node.mistakes - sum(leaf.mistakes for leaf in leaves)
    return saved / (len(leaves) - 1)


def _cut_back(node: Node, price: float) -> Node:
    """The tree without the splits that save no more than `price` mistakes for each leaf."""
    if node.below is None or node.above is None:
        return node
    below, above = _cut_back(node.below, price), _cut_back(node.above, price)
    kept = Node(node.n, node.failed, node.factor, node.cut, below, above)
    return kept if _price(kept) > price else Node(node.n, node.failed)


def _tightened(limits: tuple[Limit, ...], one: Limit) -> tuple[Limit, ...]:
    found = {limit.factor: limit for limit in limits}
    old = found.get(one.factor, Limit(one.factor, -math.inf, math.inf))
    found[one.factor] = Limit(one.factor, max(old.low, one.low), min(old.high, one.high))
    return tuple(found[factor] for factor in sorted(found))
