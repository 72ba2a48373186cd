"""What thousands of runs have to say."""

from dataclasses import replace

import numpy as np
import pytest

from sems_sim.model import Model
from sems_sim.reports.ensemble import Making, StressReview, stress_review
from sems_sim.reports.ensemble_time import SHARES
from sems_sim.reports.review import Background
from sems_sim.stress import Ensemble, Here, run_ensemble
from tests.unit.reports.tape import PUMP, tape_of

N = 40
MAKING = Making("engine", 7, "sems-sim stress pump.yaml -n 40", "sems-sim run pump.yaml --seed 7")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """The pump that fails at night."""
    return tape_of(tmp_path_factory.mktemp("pump"), PUMP).model


@pytest.fixture(scope="module")
def ensemble(model: Model) -> Ensemble:
    """Forty nights of it."""
    return run_ensemble(model, replications=N, seed=7, engine="engine", executor=Here())


@pytest.fixture(scope="module")
def told(model: Model, ensemble: Ensemble) -> StressReview:
    """What they have to say."""
    return stress_review(ensemble, model, MAKING, Background(units={"water": "household"}))


def test_the_answer_is_the_share_of_runs_with_its_interval(told: StressReview, ensemble: Ensemble) -> None:
    """The first sentence has the share in which all targets are met, its interval and n."""
    met = told.all_met

    assert met is not None
    assert float(np.mean(ensemble["targets.all"])) == met.value
    assert met.low <= met.value <= met.high
    assert f"n = {N}" in told.answer
    assert "in this model, under these assumptions" in told.answer


def test_a_scenario_without_targets_says_so(model: Model) -> None:
    """Where none is stated nothing is claimed to be met."""
    aimless = replace(model, targets=())
    made = run_ensemble(aimless, replications=4, seed=7, engine="engine", executor=Here())
    told = stress_review(made, aimless, MAKING, Background())

    assert told.all_met is None
    assert told.answer.startswith("No target is stated")


def test_every_estimate_has_an_interval_and_n(told: StressReview) -> None:
    """No key measure stands alone."""
    for view in told.measures:
        for found in (view.p10, view.p50, view.p90, view.mean, view.missing):
            assert N >= found.n > 0 or view.missing.value == 1.0
            assert found.low <= found.high


def test_fans_are_quantiles_in_order(told: StressReview) -> None:
    """At each moment the five lines of a fan never cross."""
    assert told.fans
    for fan in told.fans:
        assert len(SHARES) == len(fan.lines)
        table = np.array(fan.lines)
        assert bool((np.diff(table, axis=0) >= 0).all())
        assert 0.0 <= table.min() <= table.max() <= 1.0


def test_levels_are_shares_of_runs(told: StressReview) -> None:
    """No more runs are at the highest level than at the one below or above it."""
    table = np.array(told.levels.lines)

    assert bool((np.diff(table, axis=0) <= 0).all())


def test_the_worst_run_can_be_looked_at(told: StressReview, ensemble: Ensemble) -> None:
    """Its replication is that with the highest cost, and its command shows it."""
    costs = ensemble["cost.total"]
    if not told.runs:
        assert 0.0 == float(np.ptp(costs))
        return

    assert int(np.argmax(costs)) == told.runs[0].replication
    assert f"--replication {told.runs[0].replication}" in told.runs[0].command


def test_all_measures_are_there_in_short(told: StressReview, ensemble: Ensemble) -> None:
    """The long table has every measure of the model."""
    assert list(ensemble.names) == [row.name for row in told.rows]
