"""Which uncertainties drive an outcome: Sobol, Morris, delta, beside one that is idle.

Every design has one column more than there are uncertainties. Nothing reads it, so whatever influence it is found to
have is noise: that is the floor, and what lies below it cannot be told from chance. Run the rows of a design under
replication numbers of their own; with the same numbers for every row the floor is 0 and speaks only of those crises.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sems_sim.errors import ArgumentError
from sems_sim.laws import stream, uniform
from sems_sim.stress.compare import Comparison, compare
from sems_sim.stress.statistics import LEVEL, Estimate, mean_interval, restricted
from sems_sim.stress.tails import two_sided

Design = NDArray[np.float64]
DUMMY = "(nothing)"
RESAMPLES = 200
_SEED = 20_261  # of SALib's resampling and scrambling: any, but not 0, which SALib takes for none
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Influence:
    """How much one uncertainty matters.

    `main` is the share of variance it explains alone (Sobol), the signed mean effect (Morris), or what all of it
    explains without assuming variance (delta); `whole` includes its part in interactions. `is_clear`: the low end of
    `whole` lies above the noise floor.
    """

    name: str
    main: Estimate
    whole: Estimate
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The influences, largest first, over `runs` rows; `floor` is what a factor that does nothing seems to do."""

    method: str
    influences: tuple[Influence, ...]
    floor: Estimate
    runs: int

    @property
    def floor_height(self) -> float:
        """The influence below which nothing can be told from noise."""
        return max(0.0, self.floor.high)


def sobol_design(names: Sequence[str], n: int) -> Design:
    """Saltelli's design in the unit cube: n·(k + 3) rows for k uncertainties, the last column doing nothing.

    Raises:
        ArgumentError: n is no power of 2, which would unbalance the sequence.
    """
    if n < 2 or n & (n - 1):
        raise ArgumentError(
            f"{n} base points are no power of 2", f"take {2 ** max(3, round(math.log2(max(n, 2))))}"
        )
    from SALib.sample import sobol

    return np.asarray(sobol.sample(_problem(names), n, calc_second_order=False, seed=_SEED), dtype=np.float64)


def sobol(names: Sequence[str], outcome: ArrayLike, level: float = LEVEL) -> Sensitivity:
    """Sobol indices from the outcome of each row of `sobol_design`.

    First-order and total indices after Saltelli and others (2010), with bootstrapped intervals.

    Raises:
        ArgumentError: the outcome has NaN, or does not fit the design.
    """
    y = _whole_column(outcome, multiple=len(names) + 3)
    if float(np.ptp(y)) == 0.0:
        return _nothing_varies("Sobol", names, y.size, level)
    from SALib.analyze import sobol as method

    with _quiet():
        found = method.analyze(
            _problem(names), y, calc_second_order=False, num_resamples=RESAMPLES, conf_level=level, seed=_SEED
        )
    main = _estimates(found["S1"], found["S1_conf"], y.size, "Sobol first order, bootstrap", level)
    whole = _estimates(found["ST"], found["ST_conf"], y.size, "Sobol total, bootstrap", level)
    return _ranked("Sobol", names, main, whole, y.size)


def morris_design(names: Sequence[str], trajectories: int) -> Design:
    """Morris's trajectories on four levels of the unit cube: (k + 2) rows each, the last column doing nothing."""
    from SALib.sample import morris

    found = morris.sample(_problem(names), trajectories, num_levels=_LEVELS, seed=_SEED)
    return np.asarray(found, dtype=np.float64)


def morris(names: Sequence[str], design: ArrayLike, outcome: ArrayLike, level: float = LEVEL) -> Sensitivity:
    """Elementary effects (Morris, 1991): cheap, for finding the few that matter; `whole` is μ*, in the outcome's unit.

    Raises:
        ArgumentError: the outcome has NaN, or does not fit the design.
    """
    x = np.asarray(design, dtype=np.float64)
    y = _whole_column(outcome, multiple=len(names) + 2)
    if len(x) != y.size:
        raise ArgumentError(f"{len(x)} rows of the design and {y.size} outcomes do not fit")
    from SALib.analyze import morris as method

    with _quiet():
        found = method.analyze(
            _problem(names), x, y, num_resamples=RESAMPLES, conf_level=level, num_levels=_LEVELS, seed=_SEED
        )
    each = y.size // (len(names) + 2)
    reach = np.asarray(found["sigma"], dtype=np.float64) * two_sided(level) / math.sqrt(each)
    main = _estimates(found["mu"], reach, y.size, "mean elementary effect", level)
    whole = _estimates(
        found["mu_star"], found["mu_star_conf"], y.size, "mean size of effects, bootstrap", level
    )
    return _ranked("Morris", names, main, whole, y.size)


def delta(names: Sequence[str], points: ArrayLike, outcome: ArrayLike, level: float = LEVEL) -> Sensitivity:
    """Borgonovo's delta (2007) from runs there are already: how far knowing a factor moves the whole distribution.

    0 for a factor without influence, at most 1; needs no design of its own, so it costs no further run. `points` has
    one column per name; the idle factor is added here from addressed draws. `main` repeats `whole`.

    Raises:
        ArgumentError: the outcome has NaN, or does not fit the points.
    """
    x = np.asarray(points, dtype=np.float64)
    y = _whole_column(outcome, multiple=1)
    if x.shape != (y.size, len(names)):
        raise ArgumentError(
            f"points of shape {x.shape} do not fit {y.size} outcomes of {len(names)} uncertainties"
        )
    if float(np.ptp(y)) == 0.0:
        return _nothing_varies("delta", names, y.size, level)
    from SALib.analyze import delta as method

    with _quiet():
        found = method.analyze(
            _problem([f"x{k}" for k in range(len(names))]), np.column_stack((x, idle(y.size))), y,
            num_resamples=RESAMPLES // 10, conf_level=level, seed=_SEED, method="delta",
        )  # fmt: skip
    whole = _estimates(
        found["delta_raw"], found["delta_raw_conf"], y.size, "delta, bias-reduced bootstrap", level
    )
    return _ranked("delta", names, whole, whole, y.size)


def idle(n: int) -> Design:
    """The column that nothing reads, for runs made without one: addressed draws between 0 and 1."""
    address = stream("study.uncertainties", "idle")
    return np.array([uniform(_SEED, row, address, 0) for row in range(n)])


@dataclass(frozen=True, slots=True)
class Halving:
    """One judgement multiplier at half, at its stated value, and at double, with what either change does in pairs.

    `outcome` is at the stated value; `at_half` and `at_double` are differences from it, run by run.
    """

    name: str
    outcome: Estimate
    at_half: Comparison
    at_double: Comparison

    @property
    def swing(self) -> float:
        """The larger of the two changes, in the outcome's unit: what the table is sorted by."""
        return max(abs(self.at_half.difference.value), abs(self.at_double.difference.value))

    @property
    def matters(self) -> bool:
        """Whether halving or doubling it changes the outcome beyond doubt."""
        return self.at_half.is_clear or self.at_double.is_clear


def halved_and_doubled(
    stated: ArrayLike,
    changed: Mapping[str, tuple[ArrayLike, ArrayLike]],
    *,
    horizon: float | None = None,
    level: float = LEVEL,
) -> tuple[Halving, ...]:
    """The table of all judgement multipliers, the one that matters most first.

    `changed` has for each multiplier the outcome at half and at double under the same replication numbers. The
    intervals hold together for all of them (Bonferroni).

    Raises:
        ArgumentError: columns that do not fit.
    """
    each = 1.0 - (1.0 - level) / max(1, 2 * len(changed))
    base = mean_interval(stated if horizon is None else restricted(stated, horizon), level)
    rows = [
        Halving(
            name, base,
            compare(half, stated, horizon=horizon, level=each),
            compare(double, stated, horizon=horizon, level=each),
        )
        for name, (half, double) in changed.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-row.swing, row.name)))


def _problem(names: Sequence[str]) -> dict[str, object]:
    if not names:
        raise ArgumentError("sensitivity needs an uncertainty", "state some in study.uncertainties")
    all_names = [*names, DUMMY]
    return {"num_vars": len(all_names), "names": all_names, "bounds": [[0.0, 1.0]] * len(all_names)}


def _whole_column(outcome: ArrayLike, multiple: int) -> Design:
    y = np.asarray(outcome, dtype=np.float64).ravel()
    if y.size == 0 or y.size % multiple:
        raise ArgumentError(
            f"{y.size} outcomes do not fit the design, which has {multiple} rows for each point"
        )
    if bool(np.isnan(y).any()):
        raise ArgumentError("some rows have no outcome", "restrict the durations to the horizon first")
    return y


def _estimates(values: object, arms: object, n: int, method: str, level: float) -> list[Estimate]:
    middle, reach = np.asarray(values, dtype=np.float64), np.asarray(arms, dtype=np.float64)
    return [
        Estimate(float(v), float(v - r), float(v + r), n, method, level)
        for v, r in zip(middle, reach, strict=True)
    ]


def _ranked(
    method: str, names: Sequence[str], main: Sequence[Estimate], whole: Sequence[Estimate], runs: int
) -> Sensitivity:
    floor = whole[-1]
    influences = [
        Influence(name, main[k], whole[k], whole[k].low > max(0.0, floor.high))
        for k, name in enumerate(names)
    ]
    influences.sort(key=lambda one: (-one.whole.value, one.name))
    return Sensitivity(method, tuple(influences), floor, runs)


def _nothing_varies(method: str, names: Sequence[str], runs: int, level: float) -> Sensitivity:
    none = Estimate(0.0, 0.0, 0.0, runs, f"no spread in {runs} runs", level)
    return _ranked(method, names, [none] * (len(names) + 1), [none] * (len(names) + 1), runs)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep SALib's warnings, and what it does to how warnings look, to itself."""
    look = warnings.formatwarning
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            warnings.formatwarning = look
