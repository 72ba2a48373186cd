"""Uncertainties: points of a design, the scenarios they make, what comes of them.

Every point has replications of its own, so that its luck is its own; the spread between points then holds both what
the uncertainties do and what luck does, and the idle factor of every sensitivity shows how much the latter is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sems_sim.errors import ArgumentError, ScenarioError
from sems_sim.laws import Law, quantile, stream, uniform
from sems_sim.model import Model
from sems_sim.scenario import Scenario, Uncertainty, compile_model, law_of, variant_of
from sems_sim.stress import sensitivity
from sems_sim.stress.campaign import (
    COST,
    HEADLINE,
    Effort,
    Job,
    Outcome,
    columns_of,
    counted,
    outcomes_of,
)
from sems_sim.stress.discovery import Discovery, discover_boxes, discover_tree
from sems_sim.stress.statistics import Column

Matrix = NDArray[np.float64]
_ENDS = (0.001, 0.999)
_REMEMBERED = 64
_USUAL = {"sobol": (64, 20), "morris": (16, 20), "delta": (512, 4)}
"""Points of each method's design, and replications of each of its rows."""
_LEAST_FOR_DELTA = 256
_BELOW_ONE = 1.0 - 2.0**-53


@dataclass(frozen=True, slots=True)
class Factor:
    """One uncertainty: where it acts, and the law of its value or of the factor by which it multiplies."""

    name: str
    title: str
    paths: tuple[str, ...]
    scales: bool
    law: Law = field(repr=False)
    table: tuple[float, ...] = field(repr=False)

    def at(self, u: float) -> float:
        """Its value at a share u of its probability, 0 < u < 1."""
        return float(quantile(self.law.row, self.table, u))

    @property
    def bounds(self) -> tuple[float, float]:
        """The ends of its range; of an endless one those that leave a thousandth outside."""
        low = self.law.low if np.isfinite(self.law.low) else self.at(_ENDS[0])
        high = self.law.high if np.isfinite(self.law.high) else self.at(_ENDS[1])
        return low, high

    @property
    def is_share(self) -> bool:
        """Whether its values are shares, to be shown in percent."""
        low, high = self.bounds
        return not self.scales and low >= 0.0 and high <= 1.0


def factors_of(scenario: Scenario) -> tuple[Factor, ...]:
    """The uncertainties that the scenario states, in the order of their names.

    Raises:
        ArgumentError: it states none.
    """
    study = scenario.sections.study
    found = study.uncertainties if study is not None else {}
    if not found:
        raise ArgumentError(
            f"{scenario.sections.id} states no uncertainty",
            "add study: {uncertainties: {name: {set: path, by: law}}}",
        )
    return tuple(_factor(name, found[name]) for name in sorted(found))


def _factor(name: str, written: Uncertainty) -> Factor:
    law, table = law_of(written.by)
    return Factor(name, written.title or name, written.set or written.scale, bool(written.scale), law, table)


def quasi_random(n: int, k: int, seed: int) -> Matrix:
    """n points of Sobol's sequence in the open unit cube, moved round by a draw for each of its k sides.

    The move (Cranley and Patterson, 1976) makes every point uniform on its own and keeps the points evenly spread;
    its draws are addressed by the seed, so that the design is the same everywhere. The points stand in a drawn order:
    in Sobol's own every second one lies in the same half, and whoever learns from every second would see only that.
    Shape (n, k).
    """
    from scipy.stats import qmc

    size = 1 << max(0, (n - 1).bit_length())
    points = np.asarray(qmc.Sobol(k, scramble=False).random_base2(size.bit_length() - 1)[:n])
    shifts = [uniform(seed, 0, stream("study.uncertainties", f"shift {side}"), 0) for side in range(k)]
    moved: Matrix = np.clip((points + np.array(shifts)) % 1.0, 2.0**-53, _BELOW_ONE)
    turn = stream("study.uncertainties", "order")
    order: Matrix = moved[np.argsort([uniform(seed, row, turn, 0) for row in range(n)], kind="stable")]
    return order


@dataclass(frozen=True, slots=True, eq=False)
class DesignRun:
    """What came of each point of a design."""

    names: tuple[str, ...]
    values: Matrix
    """Shape (points, uncertainties), in the units of the scenario; factors for what is multiplied."""
    each: int
    """Replications of each point."""
    outcomes: tuple[Outcome, ...]
    columns: dict[str, Matrix]
    """By measure; shape (points, each); NaN for what did not happen."""

    @property
    def runs(self) -> int:
        """All replications together."""
        return len(self.values) * self.each

    def means(self, name: str) -> Column:
        """The mean of a measure at each point, durations restricted to the horizon; NaN where it has none."""
        outcome = next(one for one in self.outcomes if one.name == name)
        table = counted(outcome, self.columns[name].ravel()).reshape(len(self.values), self.each)
        happened = ~np.isnan(table)
        sums, sizes = np.where(happened, table, 0.0).sum(axis=1), happened.sum(axis=1)
        return np.where(sizes > 0, sums / np.maximum(sizes, 1), np.nan)

    def rows(self, name: str) -> tuple[Matrix, Column]:
        """The values and the measure of every single replication."""
        return np.repeat(self.values, self.each, axis=0), self.columns[name].ravel()


def scenario_at(scenario: Scenario, factors: Sequence[Factor], values: Sequence[float]) -> Scenario:
    """The scenario with these values of these uncertainties.

    Raises:
        ArgumentError: with these values it is no scenario; says which.
    """
    settings: dict[str, str] = {}
    scales: dict[str, float] = {}
    for factor, value in zip(factors, values, strict=True):
        for path in factor.paths:
            if factor.scales:
                scales[path] = scales.get(path, 1.0) * value
            else:
                settings[path] = repr(value)
    try:
        return variant_of(scenario, settings, scales)
    except ScenarioError as error:
        where = ", ".join(
            f"{factor.name} = {value:.4g}" for factor, value in zip(factors, values, strict=True)
        )
        fault = error.faults[0]
        raise ArgumentError(
            f"with {where} this is no scenario: {fault.message}", fault.remedy or "narrow the uncertainty"
        ) from error


class Models:
    """The model at each point of a design; points in a row that are alike share one."""

    def __init__(self, scenario: Scenario, factors: Sequence[Factor]) -> None:
        """Remember the scenario."""
        self._scenario = scenario
        self._factors = tuple(factors)
        self._known: OrderedDict[tuple[float, ...], Model] = OrderedDict()

    def at(self, values: Iterable[float]) -> Model:
        """The model with these values. Raises ArgumentError where there is none."""
        key = tuple(float(value) for value in values)
        if key not in self._known:
            made = compile_model(scenario_at(self._scenario, self._factors, key))
            self._known[key] = made
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return self._known[key]


def run_design(
    scenario: Scenario,
    unit: ArrayLike,
    effort: Effort,
    *,
    each: int = 1,
    measures: Sequence[str] = (HEADLINE, COST),
) -> DesignRun:
    """Run every point of a design in the unit cube, `each` replications a point, all of them fresh.

    Columns of `unit` beyond the uncertainties of the scenario do nothing; they are for the noise floor.

    Raises:
        ArgumentError: a point makes no scenario, or a measure is unknown.
    """
    factors = factors_of(scenario)
    points = np.asarray(unit, dtype=np.float64)[:, : len(factors)]
    inside = np.clip(points, 2.0**-53, _BELOW_ONE)
    values = np.array([[one.at(u) for one, u in zip(factors, row, strict=True)] for row in inside.tolist()])
    models = Models(scenario, factors)
    outcomes = outcomes_of(models.at(values[0]), measures)

    def jobs() -> Iterator[Job]:
        for number, row in enumerate(values):
            yield Job(models.at(row), number * each, each, what="points of the design")

    found = list(columns_of(jobs(), outcomes, effort, len(values)))
    columns = {one.name: np.array([point[one.name] for point in found]) for one in outcomes}
    return DesignRun(tuple(one.name for one in factors), values, each, outcomes, columns)


def sensitivity_of(
    scenario: Scenario,
    effort: Effort,
    *,
    measure: str = COST,
    method: str = "sobol",
    points: int | None = None,
    each: int | None = None,
) -> sensitivity.Sensitivity:
    """Which uncertainties drive a measure: Sobol or Morris with a design of their own, or delta.

    `points` are base points (Sobol: a power of 2; 64), trajectories (Morris; 16) or points (delta; 512); the runs are
    `each` (20, 20, 4) times as many as the design has rows. Effort's own number of replications is not used.

    Raises:
        ArgumentError: there is no such method or measure, or a point makes no scenario.
    """
    if method not in _USUAL:
        raise ArgumentError(f"there is no method {method!r}", f"choose {', '.join(_USUAL)}")
    usual_points, usual_each = _USUAL[method]
    points, each = points or usual_points, each or usual_each
    if method == "delta" and points < _LEAST_FOR_DELTA:
        raise ArgumentError(f"{points} points are too few for delta", f"take {_LEAST_FOR_DELTA} or more")
    names = tuple(one.name for one in factors_of(scenario))
    designs = {
        "sobol": lambda: sensitivity.sobol_design(names, points),
        "morris": lambda: sensitivity.morris_design(names, points),
        "delta": lambda: quasi_random(points, len(names), effort.seed),
    }
    unit = designs[method]()
    run = run_design(scenario, unit, effort, each=each, measures=(measure,))
    outcome = run.means(measure)
    if method == "sobol":
        return sensitivity.sobol(names, outcome)
    if method == "morris":
        return sensitivity.morris(names, unit, outcome)
    return sensitivity.delta(names, run.values, outcome)


@dataclass(frozen=True, slots=True)
class Discoveries:
    """Where in the space of uncertainties a target is missed, as boxes and as a tree.

    Where too few runs fail (or too few do not) to learn anything, both are None and `reason` says so.
    """

    target: str
    boxes: Discovery | None
    tree: Discovery | None
    run: DesignRun = field(repr=False)
    reason: str = ""


def discover(
    scenario: Scenario, effort: Effort, *, target: str = HEADLINE, points: int = 1024, each: int = 1
) -> Discoveries:
    """Where a target fails: PRIM's boxes and the leaves of a CART tree, weighed on runs they were not found in.

    Raises:
        ArgumentError: the target is unknown, or a point makes no scenario.
    """
    factors = factors_of(scenario)
    unit = quasi_random(points, len(factors), effort.seed)
    run = run_design(scenario, unit, effort, each=each, measures=(target, COST))
    if not run.outcomes[0].is_mark:
        raise ArgumentError(f"{target} is no target", "give a measure that is yes or no: targets.all")
    values, met = run.rows(target)
    names = tuple(one.name for one in factors)
    try:
        boxes = discover_boxes(names, values, met < 0.5)
        tree = discover_tree(names, values, met < 0.5)
    except ArgumentError as error:
        return Discoveries(target, None, None, run, error.message)
    return Discoveries(target, boxes, tree, run)
