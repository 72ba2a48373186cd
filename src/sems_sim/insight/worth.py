"""What one thing done another way is worth, over futures with the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sems_sim.insight.playing import Played
from sems_sim.model import Model
from sems_sim.stress import COST, HEADLINE, Estimate, compare_pairs, outcome_of

HARM = "people.harmed"
HOUR_MS = 3_600_000.0


@dataclass(frozen=True, slots=True)
class Worth:
    """One measure under two courses of action with the same luck."""

    measure: str
    unit: str
    as_done: float
    """Mean of the first course."""
    otherwise: float
    """Mean of the second."""
    saved: Estimate
    """By how much the second does better, in the measure's unit, with its 95 % interval; below 0 it does worse."""
    share_better: Estimate
    """In how many futures the second does better."""
    share_equal: float
    n: int

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves no room for no difference."""
        return not self.saved.holds(0.0)

    @property
    def matters(self) -> bool:
        """Whether it is clear, and of means that differ by more than a thousandth."""
        return self.is_clear and differs(self.as_done, self.otherwise)


def differs(one: float, other: float) -> bool:
    """Whether two numbers differ by more than a thousandth of the larger; less is not worth a sentence."""
    return abs(one - other) > 0.001 * max(abs(one), abs(other))


def headline_measures(model: Model) -> tuple[str, ...]:
    """Return what a choice is priced in: cost, people harmed, what each service loses, and all targets together."""
    lost = [f"service.{model.name_of(row.entity)}.lost" for row in model.services]
    targets = [HEADLINE] if model.targets else []
    return (COST, HARM, *lost, *targets)


def worths(as_done: Played, otherwise: Played, measures: Sequence[str]) -> tuple[Worth, ...]:
    """Return what the second course is worth against the first, future by future."""
    return tuple(_worth(as_done, otherwise, name) for name in measures)


def _worth(as_done: Played, otherwise: Played, name: str) -> Worth:
    outcome = outcome_of(as_done.present.model, name)
    first, second = otherwise.column(name), as_done.column(name)
    horizon_h = None if outcome.horizon_h is None else as_done.present.end_ms / HOUR_MS
    if horizon_h is None and bool(np.isnan(first - second).all()):
        nothing = Estimate(float("nan"), -np.inf, np.inf, 0, "did not happen in any future")
        return Worth(name, outcome.unit, float("nan"), float("nan"), nothing, nothing, 0.0, 0)
    found = compare_pairs(first, second, less_is_better=outcome.less_is_better, horizon=horizon_h)
    gap = found.difference
    if outcome.less_is_better:
        saved = Estimate(0.0 - gap.value, 0.0 - gap.high, 0.0 - gap.low, gap.n, gap.method, gap.level)
    else:
        saved = gap
    return Worth(
        name, outcome.unit, found.second, found.first, saved, found.first_better, found.ties, found.n
    )
