"""Many ensembles under one roof: what each costs, who is told, and what is read from each.

Replications of all jobs go to the same workers in one stream, so that a study of many small ensembles keeps every
core busy. Which replication numbers a job has is its own affair: the same ones for plans that are compared pair by
pair, fresh ones where every point of a design must have luck of its own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from sems_sim.errors import ArgumentError
from sems_sim.model import Model, Policy, measures_of
from sems_sim.stress.backends import Chunk, EngineName, run_chunk
from sems_sim.stress.batch import CHUNK
from sems_sim.stress.compare import Ranked, compare, compare_all
from sems_sim.stress.delivery import Executor
from sems_sim.stress.executor import executor_for
from sems_sim.stress.statistics import LEVEL, Column, Estimate, chance, mean_interval, restricted, seen

HEADLINE = "targets.all"
COST = "cost.total"

_MORE_IS_BETTER = frozenset(("served", "min_performance", "right_level_share"))
_WAITS = frozenset(("wait_h", "wait_h_mean", "wait_h_max"))


@dataclass(frozen=True, slots=True)
class Step:
    """How far a study has come; who shows it brings the clock."""

    what: str
    done: int
    total: int
    """Jobs, as far as they are known now."""
    runs: int
    """Replications so far."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work a study may be, and who does it."""

    seed: int
    replications: int = 1_000
    """For each plan, crisis or weakness; studies that choose for themselves say so."""
    engine: EngineName = "kernel"
    executor: Executor | None = None
    """By default all cores of this machine. Close it yourself."""
    progress: Callable[[Step], None] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Replications `first`, `first + 1`, … of one model."""

    model: Model
    first: int
    count: int
    policy: Policy | None = None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A measure that a study reads: how it is compared, and what counts where it did not happen."""

    name: str
    unit: str
    column: int
    less_is_better: bool
    horizon_h: float | None
    """A duration that did not end counts as this; None: a run without it is left out."""

    @property
    def is_mark(self) -> bool:
        """Whether it is yes or no."""
        return self.unit == "yes/no"


def outcome_of(model: Model, name: str) -> Outcome:
    """What is to be known of a measure.

    Raises:
        ArgumentError: the scenario has no such measure; the remedy has the nearest names.
    """
    measures = list(measures_of(model))
    for column, measure in enumerate(measures):
        if measure.name == name:
            last = name.rpartition(".")[2]
            more = name.startswith("targets.") or last in _MORE_IS_BETTER or _is_stock_left(name)
            timed = measure.censored and measure.unit == "h" and last not in _WAITS
            horizon = model.horizon_ms / 3_600_000.0 if timed else None
            return Outcome(name, measure.unit, column, not more, horizon)
    near = get_close_matches(name, [measure.name for measure in measures], n=3)
    remedy = f"did you mean {', '.join(near)}?" if near else "sems-sim measures FILE lists them"
    raise ArgumentError(f"no measure is called “{name}”", remedy)


def _is_stock_left(name: str) -> bool:
    return name.startswith("stock.") and name.endswith(".min")


def outcomes_of(model: Model, names: Iterable[str]) -> tuple[Outcome, ...]:
    """The same for several, each once, in the order given."""
    return tuple(outcome_of(model, name) for name in dict.fromkeys(names))


def usual_measures(model: Model) -> tuple[str, ...]:
    """What a study reads unless it is told otherwise: all targets together, each of them, and the cost."""
    targets = (HEADLINE, *(f"targets.{target.name}" for target in model.targets)) if model.targets else ()
    return (*targets, COST)


def run_jobs(jobs: Iterable[Job], effort: Effort, total: int) -> Iterator[NDArray[np.float64]]:
    """Yield the measures of each job in order, shape (replications, measures); `total` is how many jobs there are.

    Raises:
        SimulationError: a replication cannot be run to its end.
    """
    under_way: deque[Job] = deque()

    def chunks() -> Iterator[Chunk]:
        for job in jobs:
            under_way.append(job)
            for first in range(job.first, job.first + job.count, CHUNK):
                count = min(CHUNK, job.first + job.count - first)
                yield Chunk(job.model, effort.seed, first, count, job.policy, effort.engine)

    with ExitStack() as open_things:
        workers = effort.executor or open_things.enter_context(executor_for(effort.engine))
        parts: list[NDArray[np.float64]] = []
        done = runs = 0
        for _, batch in workers.run(chunks(), run_chunk):
            parts.append(batch.measures)
            if sum(map(len, parts)) == under_way[0].count:
                job = under_way.popleft()
                done, runs = done + 1, runs + job.count
                if effort.progress is not None:
                    effort.progress(Step(job.what, done, max(total, done), runs))
                yield np.concatenate(parts)
                parts = []


def columns_of(
    jobs: Iterable[Job], outcomes: Iterable[Outcome], effort: Effort, total: int
) -> Iterator[dict[str, Column]]:
    """Yield of each job the columns of these outcomes, by name; NaN for what did not happen."""
    wanted = tuple(outcomes)
    for measures in run_jobs(jobs, effort, total):
        yield {outcome.name: measures[:, outcome.column].copy() for outcome in wanted}


def counted(outcome: Outcome, column: Column) -> Column:
    """The column with the horizon where it did not happen, if the measure has one; other NaN stay."""
    return column if outcome.horizon_h is None else restricted(column, outcome.horizon_h)


def estimated(outcome: Outcome, column: Column, level: float = LEVEL) -> Estimate:
    """The chance of what is yes or no, the mean of all else."""
    if outcome.is_mark:
        marks = seen(column)
        return chance(int(np.count_nonzero(marks)), marks.size, level)
    return mean_interval(counted(outcome, column), level)


def ranked(
    outcome: Outcome, plans: Mapping[str, Column], reference: Column, level: float = LEVEL
) -> tuple[Ranked, ...]:
    """Each plan against the reference in pairs, best first, intervals and p values for all of them together.

    Plans without a pair in which both have a value are left out.
    """
    speaking = {
        name: column
        for name, column in plans.items()
        if outcome.horizon_h is not None or not bool(np.isnan(column + reference).all())
    }
    return compare_all(
        speaking, reference, less_is_better=outcome.less_is_better, horizon=outcome.horizon_h, level=level
    )


def apart(outcome: Outcome, first: Column, second: Column, level: float = LEVEL) -> Estimate:
    """The first less the second, in pairs."""
    found = compare(
        first, second, less_is_better=outcome.less_is_better, horizon=outcome.horizon_h, level=level
    )
    return found.difference


def moved(estimate: Estimate, factor: float = 1.0, shift: float = 0.0) -> Estimate:
    """The estimate of `factor` × what was estimated + `shift`; both known exactly."""
    ends = sorted((estimate.low * factor + shift, estimate.high * factor + shift))
    if factor == 0.0:
        ends = [shift, shift]
    value = estimate.value * factor + shift
    return Estimate(value, ends[0], ends[1], estimate.n, estimate.method, estimate.level)
