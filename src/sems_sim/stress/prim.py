"""PRIM: a box in the space of uncertainties in which most runs fail, peeled patiently.

Source: Friedman and Fisher, "Bump hunting in high-dimensional data" (1999); coverage, density and quasi-p-values as
in Bryant and Lempert, "Thinking inside the box" (2010). Each peel takes away a small share of the runs in the box,
at the end of one uncertainty where failures gain most per run given up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sems_sim.stress.tails import binomial_at_least

Marks = NDArray[np.bool_]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Limit:
    """One uncertainty held between two values; an infinite end is no limit.

    `quasi_p` is the chance that limiting this uncertainty would gain as much if it did not matter, given the other
    limits: one-sided binomial, blind to the search that found the limit, so read it as a screen and not as a proof.
    """

    factor: int
    low: float
    high: float
    quasi_p: float = math.nan


@dataclass(frozen=True, slots=True)
class Box:
    """Limits on some uncertainties and what they hold of the runs that found them.

    `coverage` is the share of all failures that lie in the box, `density` the share of its runs that fail, `mass`
    the share of all runs in it, `n` their number and `failed` those of them that fail.
    """

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float
    n: int
    failed: int

    @property
    def factors(self) -> tuple[int, ...]:
        """The uncertainties that are limited."""
        return tuple(limit.factor for limit in self.limits)

    def holds(self, x: Matrix) -> Marks:
        """Which runs lie in the box."""
        inside = np.ones(len(x), dtype=bool)
        for limit in self.limits:
            inside &= (x[:, limit.factor] >= limit.low) & (x[:, limit.factor] <= limit.high)
        return inside


def peel(
    x: Matrix, failed: Marks, *, share: float = 0.05, paste: float = 0.05, least_mass: float = 0.05
) -> tuple[Box, ...]:
    """The peeling trajectory: every box from all runs down to `least_mass` of them, then the pasted one if better.

    `share` of a box is taken off at a time; after the last peel, limits are moved out again by `paste` of the box
    as long as the density rises.
    """
    k = x.shape[1]
    low, high = np.full(k, -math.inf), np.full(k, math.inf)
    inside = np.ones(len(x), dtype=bool)
    boxes = [_box(x, failed, inside, low, high)]
    while (found := _best_peel(x, failed, inside, (low, high), share)) is not None:
        factor, is_high, value, kept = found
        if np.count_nonzero(kept) < least_mass * len(x):
            break
        (high if is_high else low)[factor] = value
        inside = kept
        boxes.append(_box(x, failed, inside, low, high))
    return (*boxes, *_paste(x, failed, low, high, paste))


def with_quasi_p(box: Box, x: Matrix, failed: Marks) -> Box:
    """The same box with a quasi-p-value for each of its limits."""
    limits = []
    for limit in box.limits:
        others = tuple(other for other in box.limits if other is not limit)
        wide = Box(others, 0.0, 0.0, 0.0, 0, 0).holds(x)
        rate = float(np.count_nonzero(failed & wide)) / max(1, int(np.count_nonzero(wide)))
        p = binomial_at_least(box.failed, box.n, rate)
        limits.append(Limit(limit.factor, limit.low, limit.high, p))
    return Box(tuple(limits), box.coverage, box.density, box.mass, box.n, box.failed)


def without(box: Box, factor: int, x: Matrix, failed: Marks) -> Box:
    """The box with one uncertainty set free."""
    low, high = np.full(x.shape[1], -math.inf), np.full(x.shape[1], math.inf)
    for limit in box.limits:
        if limit.factor != factor:
            low[limit.factor], high[limit.factor] = limit.low, limit.high
    return _box(x, failed, _inside(x, low, high), low, high)


def _box(x: Matrix, failed: Marks, inside: Marks, low: Matrix, high: Matrix) -> Box:
    n, hits, all_hits = (int(np.count_nonzero(marks)) for marks in (inside, failed & inside, failed))
    limits = tuple(
        Limit(j, float(low[j]), float(high[j]))
        for j in range(x.shape[1])
        if math.isfinite(low[j]) or math.isfinite(high[j])
    )
    return Box(limits, hits / all_hits if all_hits else math.nan, hits / n, n / len(x), n, hits)


def _inside(x: Matrix, low: Matrix, high: Matrix) -> Marks:
    return np.asarray(((x >= low) & (x <= high)).all(axis=1), dtype=np.bool_)


def _best_peel(
    x: Matrix, failed: Marks, inside: Marks, limits: tuple[Matrix, Matrix], share: float
) -> tuple[int, bool, float, Marks] | None:
    """The peel that gains most density per run given up; of equals the one that limits nothing new, then the first."""
    n = int(np.count_nonzero(inside))
    density = float(np.count_nonzero(failed & inside)) / n
    best: tuple[int, bool, float, Marks] | None = None
    best_score = (0.0, 0)
    for factor in range(x.shape[1]):
        values = np.sort(x[inside, factor])
        known = math.isfinite(limits[0][factor]) or math.isfinite(limits[1][factor])
        for is_high in (True, False):
            value = _cut(values, 1.0 - share if is_high else share)
            kept = inside & (x[:, factor] <= value if is_high else x[:, factor] >= value)
            left = int(np.count_nonzero(kept))
            if not 0 < left < n:
                continue
            score = ((float(np.count_nonzero(failed & kept)) / left - density) / (n - left), int(known))
            if score[0] > 0.0 and score > best_score:
                best, best_score = (factor, is_high, value, kept), score
    return best


def _cut(ordered: Matrix, q: float) -> float:
    """A limit between two different values near the quantile q, so that ties go or stay together."""
    place = (len(ordered) - 1) * q
    low, high = math.floor(place), math.ceil(place)
    if q > 0.5:
        while low > 0 and ordered[low] == ordered[high]:
            low -= 1
    else:
        while high < len(ordered) - 1 and ordered[low] == ordered[high]:
            high += 1
    return float((ordered[low] + ordered[high]) / 2.0)


def _paste(x: Matrix, failed: Marks, low: Matrix, high: Matrix, share: float) -> tuple[Box, ...]:
    """The last box with limits moved out where that raises the density: at most one more box."""
    low, high = low.copy(), high.copy()
    inside, pasted = _inside(x, low, high), False
    while True:
        moves = [
            move
            for factor in range(x.shape[1])
            for is_high in (True, False)
            if (move := _outward(x, (low, high), inside, (factor, is_high), share)) is not None
        ]
        density = float(np.mean(failed[inside]))
        scored = [(float(np.mean(failed[kept])), k) for k, (_, kept) in enumerate(moves)]
        gain, k = max(scored, key=lambda one: (one[0], -one[1]), default=(0.0, 0))
        if gain <= density:
            break
        (factor, is_high, value), inside = moves[k]
        (high if is_high else low)[factor] = value
        pasted = True
    return (_box(x, failed, inside, low, high),) if pasted else ()


def _outward(
    x: Matrix, limits: tuple[Matrix, Matrix], inside: Marks, side: tuple[int, bool], share: float
) -> tuple[tuple[int, bool, float], Marks] | None:
    """One limit moved out so that the box grows by about `share`; None where there is nothing to gain."""
    factor, is_high = side
    low, high = limits[0].copy(), limits[1].copy()
    limit = (high if is_high else low)[factor]
    if not math.isfinite(limit):
        return None
    (high if is_high else low)[factor] = math.inf if is_high else -math.inf
    beyond = np.sort(x[_inside(x, low, high) & ~inside, factor])
    if beyond.size == 0:
        return None
    step = max(1, min(beyond.size, round(share * int(np.count_nonzero(inside)))))
    value = float(beyond[step - 1] if is_high else beyond[-step])
    (high if is_high else low)[factor] = value
    return (factor, is_high, value), _inside(x, low, high)
