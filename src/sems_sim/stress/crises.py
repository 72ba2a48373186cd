"""Several crises over one organisation: which targets hold, and what two at once do.

Two crises at once are run as one scenario, and again with only the one, only the other, and neither, on the same
clock and with the same luck. What both do beyond the sum of each, run by run, is the harm that nobody sees who plans
for one crisis at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from sems_sim.errors import ArgumentError
from sems_sim.model import FOREVER_MS, NONE, IncidentRow, InjectRow, Model, Opening, Target
from sems_sim.scenario import Combined, Scenario, combine, compile_model
from sems_sim.stress.campaign import (
    COST,
    HEADLINE,
    Effort,
    Job,
    Outcome,
    counted,
    estimated,
    outcomes_of,
    run_jobs,
    usual_measures,
)
from sems_sim.stress.statistics import Column, Estimate, mean_interval

_SINCE_START = frozenset(
    ("first_served_h", "resumed_h", "first_down_h", "last_up_h", "first_h", "started_h", "finished_h", "opened_h",
     "decided_h")
)  # fmt: skip
LOSSES = (COST, "people.harmed", "people.affected", "snowball.spawned")
"""What the harm of two crises is measured by, unless something else is asked for."""


@dataclass(frozen=True, slots=True)
class CrisisRow:
    """One crisis: the chance of each target and the mean cost, by measure."""

    id: str
    title: str
    values: dict[str, Estimate]
    n: int


@dataclass(frozen=True, slots=True)
class CrisisTable:
    """Scenario × target; a scenario has no value for a target that it does not state."""

    rows: tuple[CrisisRow, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interaction:
    """One measure under both crises, each alone, and neither; durations are restricted to the horizon.

    `excess` is what both do beyond the sum of each, in the same runs: both − first − second + neither.
    """

    measure: str
    pair: Estimate
    first: Estimate
    second: Estimate
    neither: Estimate
    excess: Estimate

    @property
    def is_superlinear(self) -> bool:
        """Whether both together are worse than the sum, beyond doubt."""
        return self.excess.low > 0.0


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two crises at once, the second `lags_ms` after the first."""

    first: str
    second: str
    lags_ms: tuple[int, ...]
    interactions: tuple[Interaction, ...]
    targets: dict[str, Estimate]
    """The chance of each target when both come."""
    assumptions: tuple[str, ...]
    n: int


def crisis_table(
    scenarios: Sequence[Scenario], effort: Effort, *, measures: Sequence[str] = ()
) -> CrisisTable:
    """Run each crisis for itself.

    Raises:
        ArgumentError: there are none, two have one id, or a measure is unknown.
    """
    ids = [one.sections.id for one in scenarios]
    if not ids or len(set(ids)) < len(ids):
        raise ArgumentError(
            "a table of crises needs some, each with an id of its own", "give files that differ"
        )
    models = [compile_model(one) for one in scenarios]
    wanted = [outcomes_of(model, measures or usual_measures(model)) for model in models]
    jobs = (Job(model, 0, effort.replications, what=model.id) for model in models)
    rows = []
    for model, outcomes, found in zip(models, wanted, run_jobs(jobs, effort, len(models)), strict=True):
        values = {one.name: estimated(one, found[:, one.column]) for one in outcomes}
        rows.append(CrisisRow(model.id, model.title, values, effort.replications))
    return CrisisTable(tuple(rows), tuple(dict.fromkeys(one.name for outcomes in wanted for one in outcomes)))


def overlaps(
    scenarios: Sequence[Scenario],
    effort: Effort,
    *,
    lags_ms: Sequence[int] = (0,),
    measures: Sequence[str] = (),
) -> tuple[Overlap, ...]:
    """Every two of these crises at once. Raises as `overlap`."""
    pairs = combinations(scenarios, 2)
    return tuple(overlap(one, other, effort, lags_ms=lags_ms, measures=measures) for one, other in pairs)


def overlap(
    first: Scenario,
    second: Scenario,
    effort: Effort,
    *,
    lags_ms: Sequence[int] = (0,),
    measures: Sequence[str] = (),
) -> Overlap:
    """Two crises at once over one organisation, against each alone and neither.

    The replications are shared out among the lags, each with replications of its own.

    Raises:
        ArgumentError: no lag, more lags than replications, an unknown measure, or crises that cannot share a run.
        ScenarioError: together they are no scenario.
    """
    lags = tuple(dict.fromkeys(lags_ms))
    if not lags or len(lags) > effort.replications:
        raise ArgumentError(f"{len(lags)} lags and {effort.replications} replications", "give 1 lag or more")
    together = [combine(first, second, lag) for lag in lags]
    cells = [_cells(one) for one in together]
    model = cells[0][0]
    names = [*(measures or LOSSES), *_target_names(model)]
    columns = _run_cells(cells, names, effort)
    outcomes = outcomes_of(model, names)
    wanted = [one for one in outcomes if not one.name.startswith("targets.")]
    return Overlap(
        first.sections.id,
        second.sections.id,
        lags,
        tuple(_interaction(one, columns) for one in wanted),
        {one.name: _value(one, columns[0][one.name]) for one in outcomes if one not in wanted},
        tuple(dict.fromkeys(line for one in together for line in one.assumptions)),
        effort.replications,
    )


Cells = tuple[Model, Model, Model, Model]
_WORDS = ("both crises", "only the first", "only the second", "neither")


def _cells(combined: Combined) -> Cells:
    """The models of both crises, of each alone, and of neither."""
    both = compile_model(combined.scenario)
    both = replace(both, targets=tuple(_later(row, combined) for row in both.targets))
    only_first = _without(both, combined.second_incidents, combined.second_injects)
    only_second = _without(both, combined.first_incidents, combined.first_injects)
    return (
        both,
        only_first,
        only_second,
        _without(only_second, combined.second_incidents, combined.second_injects),
    )


def _later(target: Target, combined: Combined) -> Target:
    """A target of the second crisis that is a time since the start counts from where that crisis begins."""
    measure = target.measure.rpartition(".")[2]
    if combined.lag_ms == 0 or target.name not in combined.second_targets or measure not in _SINCE_START:
        return target
    lag_h = combined.lag_ms / 3_600_000.0
    return replace(target, bound=target.bound + lag_h, text=f"{target.text} + {lag_h:g} h")


def _without(model: Model, incidents: Sequence[str], injects: Sequence[str]) -> Model:
    """The model in which these incidents do not open by themselves, and these injects are not given."""
    return replace(
        model,
        incidents=tuple(
            _quiet(row) if model.name_of(row.entity) in incidents else row for row in model.incidents
        ),
        injects=tuple(_unsaid(row) if _plain_name(model, row) in injects else row for row in model.injects),
    )


def _quiet(row: IncidentRow) -> IncidentRow:
    return replace(row, opening=Opening.NEVER, opens_condition=NONE, lead_law=NONE, shows=0.0)


def _unsaid(row: InjectRow) -> InjectRow:
    return replace(row, at_ms=FOREVER_MS, when=NONE, unless=NONE)


def _plain_name(model: Model, row: InjectRow) -> str:
    """The name of an inject in its file; among all entities it may be called `inject:name`."""
    return model.name_of(row.entity).removeprefix("inject:")


def _target_names(model: Model) -> tuple[str, ...]:
    return (HEADLINE, *(f"targets.{row.name}" for row in model.targets)) if model.targets else ()


def _run_cells(cells: Sequence[Cells], names: Sequence[str], effort: Effort) -> tuple[dict[str, Column], ...]:
    """The columns of both, of each alone and of neither; the replications of all lags one after the other."""
    shares = [len(part) for part in np.array_split(np.arange(effort.replications), len(cells))]
    firsts = [sum(shares[:place]) for place in range(len(cells))]

    def jobs() -> Iterator[Job]:
        for models, first, count in zip(cells, firsts, shares, strict=True):
            for model, word in zip(models, _WORDS, strict=True):
                yield Job(model, first, count, what=word)

    parts: list[dict[str, list[Column]]] = [{name: [] for name in names} for _ in _WORDS]
    for number, found in enumerate(run_jobs(jobs(), effort, 4 * len(cells))):
        lag, cell = divmod(number, 4)
        for one in outcomes_of(cells[lag][0], names):
            parts[cell][one.name].append(counted(one, found[:, one.column]))
    return tuple({name: np.concatenate(columns) for name, columns in part.items()} for part in parts)


def _interaction(outcome: Outcome, columns: Sequence[dict[str, Column]]) -> Interaction:
    both, first, second, neither = (one[outcome.name] for one in columns)
    excess = mean_interval(both - first - second + neither)
    values = [_value(outcome, column) for column in (both, first, second, neither)]
    return Interaction(outcome.name, values[0], values[1], values[2], values[3], excess)


def _value(outcome: Outcome, column: Column) -> Estimate:
    return estimated(replace(outcome, horizon_h=None), column)
