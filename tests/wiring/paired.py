"""Pairs of runs with the same luck that differ in maturity, and what the difference is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from math import inf, sqrt
from pathlib import Path

from sems_sim.kernel import KernelRun, simulate
from sems_sim.laws import maturity_value
from sems_sim.model import COMPONENTS, Maturity, Model, Parameter, ParameterRow
from sems_sim.scenario import compile_model, read_scenario

HERE = Path(__file__).parent
NOMINAL = 3
MS_PER_H = 3_600_000.0
Measures = tuple[str, ...]
"""Names of measures that are added up."""


@cache
def showcase(component: str) -> Model:
    """Return the scenario in which a component is exercised."""
    return compile_model(read_scenario(HERE / f"{component}.yaml"))


def component_of(parameter: Parameter) -> str:
    """Return the component that moves a parameter."""
    return COMPONENTS[showcase("just").maturity.parameters[parameter].component]


def with_level(model: Model, component: str, level: int) -> Model:
    """Return the model with one component at another level."""
    return replace(model, maturity=model.maturity.with_level(COMPONENTS.index(component), level))


def with_all(model: Model, level: int) -> Model:
    """Return the model with every component at one level."""
    return replace(model, maturity=replace(model.maturity, levels=(level,) * len(COMPONENTS)))


def with_only(model: Model, parameter: Parameter, level: int) -> Model:
    """Return the model in which one parameter alone stands where its component's level puts it."""
    component = model.maturity.parameters[parameter].component
    rows = tuple(
        row if number == parameter or row.component != component else _frozen(row)
        for number, row in enumerate(model.maturity.parameters)
    )
    maturity: Maturity = replace(model.maturity, parameters=rows).with_level(component, level)
    return replace(model, maturity=maturity)


def _frozen(row: ParameterRow) -> ParameterRow:
    value = maturity_value(row.kind, row.worst, row.best, NOMINAL)
    return replace(row, worst=value, best=value)


def amount(run: KernelRun, measures: Measures) -> float:
    """Return the sum of some measures; what did not happen counts as the horizon, never as left out."""
    horizon_h = run.model.horizon_ms / MS_PER_H
    total = 0.0
    for measure in measures:
        value = run.measures[measure]
        total += horizon_h if value is None else value
    return total


def sigmas(worse: Model, better: Model, wanted: list[Measures], pairs: int) -> list[float]:
    """Return by how many standard errors the better model has more of each measure, over pairs with the same luck."""
    changes: list[list[float]] = [[] for _ in wanted]
    for number in range(pairs):
        before, after = (simulate(model, seed=1, replication=number) for model in (worse, better))
        for place, measures in enumerate(wanted):
            changes[place].append(amount(after, measures) - amount(before, measures))
    return [_sigma(row) for row in changes]


def _sigma(changes: list[float]) -> float:
    mean = sum(changes) / len(changes)
    spread = sqrt(sum((change - mean) * (change - mean) for change in changes) / (len(changes) - 1))
    if spread == 0.0:
        return 0.0 if mean == 0.0 else inf if mean > 0.0 else -inf
    return mean / spread * sqrt(len(changes))


def fingerprints(model: Model, runs: int) -> Iterator[str]:
    """Yield the fingerprints of some runs, each made when it is asked for."""
    for number in range(runs):
        yield simulate(model, seed=1, replication=number).fingerprint
