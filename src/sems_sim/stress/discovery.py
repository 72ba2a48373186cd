"""Scenario discovery: the conditions under which targets are missed, as plain rules.

Boxes and trees are searched for in one half of the runs (even rows) and weighed on the other (odd rows), so that
their numbers are not flattered by the search. A factor that nothing reads is searched along with the others: a rule
that needs it is noise, and says so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sems_sim.errors import ArgumentError
from sems_sim.stress import cart, prim
from sems_sim.stress.sensitivity import DUMMY, idle
from sems_sim.stress.statistics import LEVEL, Estimate, chance

LEAST_RUNS = 200
LEAST_FAILED = 20
QUASI_P = 0.05


@dataclass(frozen=True, slots=True)
class Condition:
    """One uncertainty held between two values, in its own unit; an infinite end is no limit."""

    name: str
    low: float
    high: float

    def __str__(self) -> str:
        """The condition as people write it: `absence > 0.18`."""
        if math.isinf(self.low):
            return f"{self.name} < {self.high:.3g}"
        if math.isinf(self.high):
            return f"{self.name} > {self.low:.3g}"
        return f"{self.low:.3g} < {self.name} < {self.high:.3g}"


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions, and how runs that were not used to find them bear them out.

    `coverage`: the share of the failures that meet the conditions; `density`: the share of the runs that meet them
    and fail; `n` all runs the rule was weighed on. `quasi_p` is the worst of its conditions. `is_noise` says that
    the rule needs the factor that does nothing.
    """

    conditions: tuple[Condition, ...]
    coverage: Estimate
    density: Estimate
    base: float
    n: int
    quasi_p: float
    is_noise: bool

    def __str__(self) -> str:
        """The rule as a sentence: conditions, share of failures, share of these runs that fail, n."""
        words = " and ".join(map(str, self.conditions)) or "always"
        noise = "; needs a factor that does nothing: noise" if self.is_noise else ""
        return (
            f"{words}: {_percent(self.coverage)} of the failures, {_percent(self.density)} of these runs fail"
            f" (n = {self.n:,}; {self.base:.0%} fail overall){noise}"
        )


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found: rules in the order they were found, and every box on the way, in the words of PRIM."""

    method: str
    rules: tuple[Rule, ...]
    trajectory: tuple[prim.Box, ...] = ()


def discover_boxes(
    names: Sequence[str], points: ArrayLike, failed: ArrayLike, *, boxes: int = 3, level: float = LEVEL
) -> Discovery:
    """Up to `boxes` boxes of failure, each found in what the earlier ones left.

    Of each peeling trajectory the box with the best harmonic mean of coverage and density is taken, and limits that
    the others make needless (quasi-p above 5 %) are dropped. A box must hold twice the share of failures there is
    overall, or half of what is not failure yet, in runs it was not found in; else the search ends.

    Raises:
        ArgumentError: too few runs or failures to learn from, or columns that do not fit.
    """
    x, y, all_names = _checked(names, points, failed)
    odd = np.arange(len(y)) % 2 == 1
    left = ~odd
    rules: list[Rule] = []
    trajectory: tuple[prim.Box, ...] = ()
    for _ in range(boxes):
        if np.count_nonzero(y[left]) < LEAST_FAILED // 2:
            break
        trail = prim.peel(x[left], y[left])
        trajectory = trajectory or trail
        box = _slimmed(max(trail, key=_balance), x[left], y[left])
        rule = _weighed(box.limits, all_names, x[odd], y[odd], level)
        if not box.limits or rule.density.value < min(2.0 * rule.base, (1.0 + rule.base) / 2.0):
            break
        rules.append(rule)
        left = left & ~box.holds(x)
    return Discovery("PRIM", tuple(rules), trajectory)


def discover_tree(
    names: Sequence[str], points: ArrayLike, failed: ArrayLike, *, depth: int = 4, level: float = LEVEL
) -> Discovery:
    """The leaves of a pruned classification tree in which most runs fail, the one that covers most first.

    Raises:
        ArgumentError: too few runs or failures to learn from, or columns that do not fit.
    """
    x, y, all_names = _checked(names, points, failed)
    odd = np.arange(len(y)) % 2 == 1
    tree = cart.pruned(x[~odd], y[~odd], depth=depth)
    found = [
        _weighed(limits, all_names, x[odd], y[odd], level)
        for limits, leaf in tree.paths()
        if limits and 2 * leaf.failed > leaf.n
    ]
    return Discovery("CART", tuple(sorted(found, key=lambda rule: -rule.coverage.value)))


def _checked(
    names: Sequence[str], points: ArrayLike, failed: ArrayLike
) -> tuple[prim.Matrix, prim.Marks, tuple[str, ...]]:
    x, y = np.asarray(points, dtype=np.float64), np.asarray(failed).astype(bool).ravel()
    if x.shape != (y.size, len(names)):
        raise ArgumentError(
            f"points of shape {x.shape} do not fit {y.size} runs of {len(names)} uncertainties"
        )
    hits = int(np.count_nonzero(y))
    if y.size < LEAST_RUNS or hits < LEAST_FAILED:
        raise ArgumentError(
            f"{hits} failures in {y.size} runs are too few to learn conditions from",
            f"needed: {LEAST_RUNS} runs with {LEAST_FAILED} failures",
        )
    return np.column_stack((x, idle(y.size))), y, (*names, DUMMY)


def _balance(box: prim.Box) -> float:
    both = box.coverage + box.density
    return 2.0 * box.coverage * box.density / both if both > 0.0 else 0.0


def _slimmed(box: prim.Box, x: prim.Matrix, y: prim.Marks) -> prim.Box:
    """The box without limits that gain no more than chance would, the weakest dropped first."""
    found = prim.with_quasi_p(box, x, y)
    while found.limits and (weakest := max(found.limits, key=lambda limit: limit.quasi_p)).quasi_p > QUASI_P:
        found = prim.with_quasi_p(prim.without(found, weakest.factor, x, y), x, y)
    return found


def _weighed(
    limits: tuple[prim.Limit, ...], names: Sequence[str], x: prim.Matrix, y: prim.Marks, level: float
) -> Rule:
    empty = prim.Box(limits, 0.0, 0.0, 0.0, 0, 0)
    inside = empty.holds(x)
    hits, n, failed = (int(np.count_nonzero(marks)) for marks in (y & inside, inside, y))
    weighed = prim.with_quasi_p(prim.Box(limits, 0.0, 0.0, 0.0, n, hits), x, y)
    return Rule(
        tuple(Condition(names[limit.factor], limit.low, limit.high) for limit in limits),
        chance(hits, failed, level),
        chance(hits, n, level),
        failed / y.size,
        y.size,
        max((limit.quasi_p for limit in weighed.limits), default=math.nan),
        any(names[limit.factor] == DUMMY for limit in limits),
    )


def _percent(estimate: Estimate) -> str:
    if math.isnan(estimate.value):
        return "an unknown share"
    return f"{estimate.value:.0%} ({estimate.low:.0%}–{estimate.high:.0%})"
