"""When to stop: an interval narrow enough, and a promise that survives the peeking.

Who looks after every run and stops at the first narrow interval stops too early where the runs happen to agree.
Three things mend it: no look before a floor of 500 runs, few looks after it (each time a tenth has been added), and
a measure that has not varied yet needs 1,000 runs before it is believed. The tests measure what that gives: between
94 and 96 % at a nominal 95 %, for means, shares and quantiles. Tails far heavier than a lognormal's with σ = 1 are
covered less often, as they are by any number of runs fixed beforehand.

Law of this module: the answer depends on the values in their order and on nothing else; how they were handed over,
in which pieces, changes nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sems_sim.errors import ArgumentError, QuantityError
from sems_sim.stress.statistics import (
    LEVEL,
    Column,
    Estimate,
    chance,
    mean_interval,
    quantile_interval,
    restricted,
    seen,
)

FLOOR = 500
CAP = 1_000_000
BLOCK = 250
QUIET = 1_000  # without any spread the chance that a run differs may still be 3/n
GROWTH = 1.1

_GOAL = re.compile(
    r"^\s*(?:p(?P<percent>\d{1,2}(?:\.\d+)?)\s*\(\s*(?P<inner>[^()=]+?)\s*\)|(?P<name>[^()=]+?))\s*$"
)
_WIDTH = re.compile(r"^\s*(?P<number>\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+)\s*(?P<unit>%|ms|s|m|h|d)?\s*$")
_IN_HOURS = {
    "ms": 1.0 / 3_600_000.0,
    "s": 1.0 / 3600.0,
    "m": 1.0 / 60.0,
    "h": 1.0,
    "d": 24.0,
    "%": 0.01,
    "": 1.0,
}


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be known how well: the mean (or the share) of a measure, or one of its quantiles.

    `half_width` is in the measure's own unit: hours, or a share between 0 and 1.
    """

    measure: str
    half_width: float
    quantile: float | None = None

    def __str__(self) -> str:
        """The goal as it is written on the command line."""
        name = self.measure if self.quantile is None else f"p{100.0 * self.quantile:g}({self.measure})"
        return f"{name}={self.half_width:g}"


def parse_precision(text: str) -> Goal:
    """`MEASURE=HALFWIDTH`, or `p95(MEASURE)=HALFWIDTH`; the width is a number, a share in % or a time.

    Raises:
        QuantityError: the text is neither; it says which part.
    """
    left, sign, right = text.rpartition("=")
    if not sign:
        raise QuantityError(
            f"“{text}” has no half width", "write MEASURE=HALFWIDTH, such as crisis.unmet_h=0.5"
        )
    goal, width = _GOAL.match(left), _WIDTH.match(right)
    if goal is None:
        remedy = "name a measure, or a quantile of one: p95(crisis.unmet_h)"
        raise QuantityError(f"“{left}” names no measure", remedy, 0, len(left))
    if width is None:
        remedy = "write a number in the measure's unit, a share such as 1%, or a time such as 30m"
        raise QuantityError(f"“{right.strip()}” is no half width", remedy, len(left) + 1, len(right))
    half = float(width["number"]) * _IN_HOURS[width["unit"] or ""]
    if not (half > 0.0 and math.isfinite(half)):
        raise QuantityError(
            "a half width is larger than 0", "no number of runs reaches 0", len(left) + 1, len(right)
        )
    return Goal(goal["inner"] or goal["name"], half, _quantile(goal["percent"]))


def _quantile(percent: str | None) -> float | None:
    if percent is None:
        return None
    share = float(percent) / 100.0
    if share <= 0.0:
        raise QuantityError("the lowest quantile is above p0", "write p5, p50 or p95", 0, len(percent) + 1)
    return share


class Precision:
    """Takes the values of one measure as they come and says when enough have come.

    `horizon`: what did not happen (NaN) counts as this in a mean; without it NaN are left out. A measure whose values
    are all 0 or 1 is a share and gets the exact interval. Once narrow, later values are not taken in: which chunks
    were still on their way must not matter.
    """

    def __init__(
        self,
        goal: Goal,
        level: float = LEVEL,
        *,
        floor: int = FLOOR,
        cap: int = CAP,
        horizon: float | None = None,
    ) -> None:
        """Nothing has come yet."""
        self.goal = goal
        self.level = level
        self.cap = cap
        self._horizon = horizon
        self._blocks: list[Column] = []
        self._rest: Column = np.empty(0)
        self._counted = 0
        self._next_look = min(cap, _whole_blocks(floor))
        self._narrow = False
        self._latest: Estimate | None = None

    def add(self, values: ArrayLike) -> None:
        """The next values, in order of replication; looks are taken as they fall due."""
        waiting = np.concatenate((self._rest, np.asarray(values, dtype=np.float64).ravel()))
        start = 0
        while not self.is_done and start < waiting.size:
            taken = min(BLOCK, self.cap - self._counted)
            if waiting.size - start < taken:
                break
            self._take(waiting[start : start + taken])
            start += taken
        self._rest = waiting[start:].copy()

    @property
    def is_narrow(self) -> bool:
        """Whether the interval has been found narrow enough."""
        return self._narrow

    @property
    def is_done(self) -> bool:
        """Whether more runs would change nothing: narrow, or as many runs as are allowed."""
        return self._narrow or self._counted >= self.cap

    @property
    def n(self) -> int:
        """How many runs count: the answer is that of the first n replications."""
        return self._counted

    @property
    def estimate(self) -> Estimate | None:
        """The answer at the latest look, at the level that was asked for; None before the first."""
        return self._latest

    @property
    def expected_n(self) -> int | None:
        """About how many runs it will take, for a display of time left; None before the first look."""
        if self._latest is None or self.is_done:
            return self._counted if self.is_done else None
        ratio = self._latest.half_width / self.goal.half_width
        if not math.isfinite(ratio):
            return self.cap
        return min(self.cap, max(self._next_look, math.ceil(self._counted * ratio * ratio)))

    def _take(self, block: Column) -> None:
        self._blocks.append(block.copy())
        self._counted += block.size
        if self._counted >= self._next_look:
            self._look()
            self._next_look = min(self.cap, max(self._counted + BLOCK, _whole_blocks(self._counted * GROWTH)))

    def _look(self) -> None:
        self._blocks = [np.concatenate(self._blocks)]
        found = seen(self._blocks[0])
        self._latest = self._interval()
        varied = found.size > 0 and float(np.ptp(found)) > 0.0
        self._narrow = (varied or self._counted >= QUIET) and self._latest.half_width <= self.goal.half_width

    def _interval(self) -> Estimate:
        values = self._blocks[0]
        if self.goal.quantile is not None:
            return quantile_interval(values, self.goal.quantile, self.level)
        counted = seen(values) if self._horizon is None else restricted(values, self._horizon)
        if counted.size and bool(np.isin(counted, (0.0, 1.0)).all()):
            return chance(int(np.count_nonzero(counted)), counted.size, self.level)
        return mean_interval(counted, self.level)


class Stopping:
    """Several goals at once, fed with whole rows: the rule that an ensemble asks after each chunk."""

    def __init__(self, parts: Mapping[int, Precision] | Iterable[tuple[int, Precision]]) -> None:
        """Each precision with the column it reads."""
        self._parts = tuple(parts.items() if isinstance(parts, Mapping) else parts)

    @property
    def precisions(self) -> tuple[Precision, ...]:
        """The state of each goal, in the order given."""
        return tuple(precision for _, precision in self._parts)

    def __call__(self, rows: NDArray[np.float64]) -> bool:
        """Take in the measures of the next replications, a row each; whether every goal is met or given up."""
        for place, precision in self._parts:
            precision.add(rows[:, place])
        return all(precision.is_done for precision in self.precisions)


def stop_when(
    goals: Iterable[Goal],
    names: Sequence[str],
    *,
    level: float = LEVEL,
    cap: int = CAP,
    horizons: Mapping[str, float] | None = None,
) -> Stopping:
    """The rule for these goals over columns of these names; `horizons` has those of measures that are durations.

    Raises:
        ArgumentError: a goal names no measure; the remedy has the nearest names.
    """
    parts = []
    for goal in goals:
        if goal.measure not in names:
            near = get_close_matches(goal.measure, names, n=3)
            remedy = f"did you mean {', '.join(near)}?" if near else "name one of the scenario's measures"
            raise ArgumentError(f"no measure is called “{goal.measure}”", remedy)
        horizon = (horizons or {}).get(goal.measure)
        parts.append((list(names).index(goal.measure), Precision(goal, level, cap=cap, horizon=horizon)))
    return Stopping(parts)


def looks(floor: int = FLOOR, cap: int = CAP) -> Iterator[int]:
    """The numbers of runs at which an ensemble may stop."""
    n = min(cap, _whole_blocks(floor))
    while n < cap:
        yield n
        n = max(n + BLOCK, _whole_blocks(n * GROWTH))
    yield cap


def _whole_blocks(n: float) -> int:
    return BLOCK * max(1, math.ceil(n / BLOCK - 1e-9))
