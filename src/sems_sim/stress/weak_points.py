"""Weak points: what it costs if one thing fails or is one fewer, and which two.

Every weakness strikes at the start of the same crises as the stated plan's, so that differences are due to it alone.
What an effect can do is done by orders on one model; an absent team and a task that fails are changes of the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from sems_sim.model import Model, Order, Policy, Span
from sems_sim.stress.campaign import (
    COST,
    HEADLINE,
    Effort,
    Job,
    Outcome,
    columns_of,
    counted,
    estimated,
    outcomes_of,
    ranked,
)
from sems_sim.stress.compare import Ranked
from sems_sim.stress.statistics import LEVEL, Column, Estimate, mean_interval
from sems_sim.stress.weaknesses import KINDS, Kind, Weakness, weakened_rows, weaknesses_of

__all__ = ["KINDS", "Kind", "WeakPair", "WeakPoint", "WeakPoints", "Weakness", "weak_points", "weaknesses_of"]


_MOMENT_MS = {"stock": 1}
"""A stock is emptied a moment after its supplier went down, so that it is not ordered from there first."""


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """One weakness and what it does: the weakened plan less the stated one, in the same crises.

    Intervals and p values are those of all weaknesses together.
    """

    weakness: Weakness
    harm: Ranked
    targets: Ranked | None
    """The same for the chance of meeting all targets, where there are targets."""


@dataclass(frozen=True, slots=True)
class WeakPair:
    """Two weaknesses at once; `beyond_sum` is how much worse (or less bad) that is than the two added up."""

    first: Weakness
    second: Weakness
    harm: Ranked
    targets: Ranked | None
    beyond_sum: Estimate


@dataclass(frozen=True, slots=True)
class WeakPoints:
    """All weaknesses, the worst first, and the pairs of the worst of them."""

    singles: tuple[WeakPoint, ...]
    pairs: tuple[WeakPair, ...]
    measure: str
    stated: Estimate
    n: int


class _Weakening:
    """One model with the effects of all weaknesses behind its own, and the model and orders of some of them."""

    def __init__(self, model: Model, weaknesses: Sequence[Weakness]) -> None:
        rows = list(model.effects)
        self._spans: dict[Weakness, Span] = {}
        for weakness in weaknesses:
            self._spans[weakness] = Span(len(rows), len(weakness.effects))
            rows.extend(weakness.effects)
        self.model = replace(model, effects=tuple(rows))

    def job(self, struck: Sequence[Weakness], count: int) -> Job:
        """The job in which these strike at the start."""
        model = self.model
        for weakness in struck:
            model = weakened_rows(model, weakness)
        orders = tuple(
            Order(_MOMENT_MS.get(weakness.kind, 0), self._spans[weakness])
            for weakness in struck
            if weakness.effects
        )
        what = " and ".join(weakness.words for weakness in struck) or "stated plan"
        return Job(model, 0, count, Policy(orders=orders) if orders else None, what)


def weak_points(
    model: Model,
    effort: Effort,
    *,
    measure: str = COST,
    kinds: Sequence[Kind] = KINDS,
    outage_h: float | None = None,
    pairs_of: int = 5,
) -> WeakPoints:
    """Rank what can fail by what its failure costs; then the pairs of the worst.

    Args:
        model: The stated plan.
        effort: Replications are for each weakness and each pair.
        measure: What harm is measured by.
        kinds: Which kinds of things.
        outage_h: For how many hours an asset fails or a link is blocked; None: for good, unless it is repaired.
        pairs_of: Of how many of the worst singles all pairs are tried, of those that do the same harm in every
            run only the first; 0 for none.

    Raises:
        ArgumentError: no such measure or kind, or nothing that can fail.
    """
    weaknesses = weaknesses_of(model, kinds=kinds, outage_h=outage_h)
    weakening = _Weakening(model, weaknesses)
    outcomes = outcomes_of(model, (measure, HEADLINE))
    groups: list[tuple[Weakness, ...]] = [(), *((one,) for one in weaknesses)]
    tables = _run(weakening, groups, outcomes, effort)
    stated, singles = tables[()], {one: tables[one,] for one in weaknesses}
    headline = outcomes[-1] if model.targets else None
    points = _points(outcomes[0], headline, singles, stated)
    columns = {one: table[measure] for one, table in singles.items()}
    chosen = list(combinations(_worst(points, columns, stated[measure], pairs_of), 2))
    pairs = _run(weakening, chosen, outcomes, effort) if chosen else {}
    return WeakPoints(
        points,
        _pairs(
            outcomes[0], headline, pairs, {**{(one,): table for one, table in singles.items()}, (): stated}
        ),
        measure,
        estimated(outcomes[0], stated[measure]),
        effort.replications,
    )


Columns = Mapping[str, Column]


def _run(
    weakening: _Weakening,
    groups: Sequence[tuple[Weakness, ...]],
    outcomes: Sequence[Outcome],
    effort: Effort,
) -> dict[tuple[Weakness, ...], Columns]:
    def jobs() -> Iterator[Job]:
        for struck in groups:
            yield weakening.job(struck, effort.replications)

    return dict(zip(groups, columns_of(jobs(), outcomes, effort, len(groups)), strict=True))


def _points(
    outcome: Outcome, headline: Outcome | None, singles: Mapping[Weakness, Columns], stated: Columns
) -> tuple[WeakPoint, ...]:
    tables = {one.key: table for one, table in singles.items()}
    harm = _against(outcome, tables, stated)
    targets = _against(headline, tables, stated) if headline is not None else {}
    by_key = {one.key: one for one in singles}
    found = [WeakPoint(by_key[key], one, targets.get(key)) for key, one in harm.items()]
    return tuple(sorted(found, key=lambda one: _least_harm(outcome, one.harm)))


def _pairs(
    outcome: Outcome,
    headline: Outcome | None,
    pairs: Mapping[tuple[Weakness, ...], Columns],
    fewer: Mapping[tuple[Weakness, ...], Columns],
) -> tuple[WeakPair, ...]:
    """The pairs; `fewer` has each weakness alone, and none."""
    by_key = {" and ".join(one.key for one in pair): pair for pair in pairs}
    tables = {key: pairs[pair] for key, pair in by_key.items()}
    harm = _against(outcome, tables, fewer[()])
    targets = _against(headline, tables, fewer[()]) if headline is not None else {}
    level = 1.0 - (1.0 - LEVEL) / max(1, len(pairs))
    found = []
    for key, one in harm.items():
        first, second = by_key[key]
        beyond = _beyond(outcome, (pairs[first, second], fewer[first,], fewer[second,], fewer[()]))
        found.append(WeakPair(first, second, one, targets.get(key), mean_interval(beyond, level)))
    return tuple(sorted(found, key=lambda one: _least_harm(outcome, one.harm)))


def _worst(
    points: Sequence[WeakPoint], columns: Mapping[Weakness, Column], stated: Column, count: int
) -> list[Weakness]:
    """The worst that differ: of weaknesses that do the same harm in every run the first stands for all.

    Those that do none are kept apart: two things that replace each other are harmless one by one.
    """
    seen: set[bytes] = set()
    found = []
    for point in points:
        column = columns[point.weakness]
        harm = column.tobytes()
        if harm not in seen or np.array_equal(column, stated, equal_nan=True):
            found.append(point.weakness)
        seen.add(harm)
    return found[: max(0, count)]


def _beyond(outcome: Outcome, cells: tuple[Columns, Columns, Columns, Columns]) -> Column:
    """Both less each alone, plus neither: 0 in every crisis in which the harms simply add up."""
    both, first, second, neither = (counted(outcome, cell[outcome.name]) for cell in cells)
    return both - first - second + neither


def _against(outcome: Outcome, tables: Mapping[str, Columns], stated: Columns) -> dict[str, Ranked]:
    columns = {key: table[outcome.name] for key, table in tables.items()}
    return {one.name: one for one in ranked(outcome, columns, stated[outcome.name])}


def _least_harm(outcome: Outcome, harm: Ranked) -> tuple[float, str]:
    """What the worst comes first by."""
    change = harm.comparison.difference.value
    return (-change if outcome.less_is_better else change), harm.name
