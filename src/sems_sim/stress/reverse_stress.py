"""Reverse stress: at which value of an uncertainty a target is no longer met often enough.

Each uncertainty is moved alone over its range, the others as the file states them. Values are tried where they tell
most, each with replications of its own; the uncertainties are searched side by side, so that all cores have work.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sems_sim.errors import ArgumentError, QuantityError
from sems_sim.scenario import Scenario, compile_model, read_share, written_at
from sems_sim.stress.campaign import HEADLINE, Effort, Job, columns_of, outcome_of
from sems_sim.stress.design import Factor, Models, factors_of
from sems_sim.stress.reverse import Threshold, Trial, next_trial, threshold

_FINEST = 50.0
"""The interval is narrow enough at this part of the range."""


@dataclass(frozen=True, slots=True)
class BreakPoint:
    """Where one uncertainty breaks the plan, and the trials that say so."""

    factor: Factor
    stated: float | None
    """Its value in the file (1 for a factor), where that is a number."""
    target: str
    threshold: Threshold
    trials: tuple[Trial, ...] = field(repr=False)

    @property
    def breaks(self) -> bool:
        """Whether there is a value within its range at which the chance crosses the level."""
        return self.threshold.value is not None

    @property
    def is_met_somewhere(self) -> bool:
        """Whether the chance of meeting the target reaches the level at some value tried."""
        return self.breaks or any(trial.met >= self.threshold.chance * trial.n for trial in self.trials)

    def words(self) -> str:
        """The finding as a sentence, with its interval and n."""
        found, n = self.threshold, f"n = {self.threshold.n:,}"
        low, high = self.factor.bounds
        span = f"{self._said(low)} to {self._said(high)}"
        if found.value is None:
            if self.is_met_somewhere:
                return f"{self.factor.title}: does not break within its range ({span}; {n})"
            return f"{self.factor.title}: below {found.chance:.0%} all over its range ({span}; {n})"
        side = "above" if found.falls else "below"
        ends = f"{self._said(max(found.low, low))} to {self._said(min(found.high, high))}"
        return f"{self.factor.title}: breaks {side} {self._said(found.value)} ({ends}, {n})"

    def _said(self, value: float) -> str:
        if self.factor.is_share:
            return f"{100.0 * value:.3g} %"
        return f"×{value:.3g}" if self.factor.scales else f"{value:.4g}"


@dataclass(slots=True)
class _Search:
    """One uncertainty under search."""

    factor: Factor
    place: int
    trials: list[Trial] = field(default_factory=list)
    is_over: bool = False


def break_points(
    scenario: Scenario,
    effort: Effort,
    *,
    target: str = HEADLINE,
    chance: float = 0.8,
    each: int = 250,
    most: int = 24,
) -> tuple[BreakPoint, ...]:
    """For each uncertainty the value at which the chance of meeting a target falls below `chance`.

    Args:
        scenario: The scenario, with its uncertainties.
        effort: Seed, engine and workers; its number of replications is not used.
        target: A measure that is yes or no.
        chance: The chance below which the plan counts as broken.
        each: Replications of each trial.
        most: Trials for each uncertainty, at most.

    Raises:
        ArgumentError: no uncertainty, no such target, a chance that is none, or a value that makes no scenario.
    """
    if not 0.0 < chance < 1.0 or each < 1 or most < 2:
        raise ArgumentError(
            "a chance lies between 0 and 1, and a search needs 2 trials", "chance=0.8, most=24"
        )
    stated = compile_model(scenario)
    if not outcome_of(stated, target).is_mark:
        raise ArgumentError(f"{target} is no target", "give a measure that is yes or no: targets.all")
    searches = [_Search(factor, place) for place, factor in enumerate(factors_of(scenario))]
    while wanted := _next_values(searches, chance, most):
        _try(scenario, wanted, effort, target, each)
    return tuple(
        BreakPoint(
            one.factor,
            _stated(scenario, one.factor),
            target,
            threshold(one.trials, chance),
            tuple(one.trials),
        )
        for one in searches
    )


def _next_values(searches: Sequence[_Search], chance: float, most: int) -> list[tuple[_Search, float]]:
    """The next value of each search that is not over."""
    found = []
    for search in searches:
        if search.is_over or len(search.trials) >= most:
            continue
        low, high = search.factor.bounds
        trial = next_trial(search.trials, chance, (low, high), tolerance=(high - low) / _FINEST)
        search.is_over = trial is None or low == high
        if trial is not None and not search.is_over:
            found.append((search, trial.value))
        elif low == high and not search.trials:
            raise ArgumentError(f"{search.factor.name} has only one value", "give the uncertainty a range")
    return found


def _try(
    scenario: Scenario, wanted: Sequence[tuple[_Search, float]], effort: Effort, target: str, each: int
) -> None:
    outcome = outcome_of(compile_model(scenario), target)

    def jobs() -> Iterator[Job]:
        for search, value in wanted:
            model = Models(scenario, (search.factor,)).at((value,))
            yield Job(model, len(search.trials) * each, each, what=search.factor.name)

    found = columns_of(jobs(), (outcome,), effort, len(wanted))
    for (search, value), columns in zip(wanted, list(found), strict=True):
        met = columns[outcome.name] > 0.5
        search.trials.append(Trial(value, int(np.count_nonzero(met)), each))


def _stated(scenario: Scenario, factor: Factor) -> float | None:
    """What the file says of it: 1 for what is multiplied, the number at its path for what is set."""
    if factor.scales:
        return 1.0
    found = written_at(scenario, factor.paths[0])
    if isinstance(found, (int, float)) and not isinstance(found, bool) and math.isfinite(found):
        return float(found)
    try:
        return read_share(found)
    except QuantityError:
        return None
