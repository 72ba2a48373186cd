"""Every shipped scenario gives the same run on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from sems_sim.model import Model, Order, Policy
from sems_sim.scenario import compile_model, read_scenario
from tests.parity.comparing import difference

SCENARIOS = sorted(path.stem for path in Path("scenarios").glob("*.yaml"))
SEEDS = range(1, 13)
MORE_SEEDS = range(1, 501)


def _model(name: str, **overrides: str) -> Model:
    return compile_model(read_scenario(Path("scenarios") / f"{name}.yaml", overrides))


def _interfered(model: Model, seed: int) -> Policy:
    """Options and orders that somebody might give: every decision forced, effects at odd moments."""
    options = tuple(
        (number, (seed + number) % row.options.count)
        for number, row in enumerate(model.decisions)
        if seed % 2
    )
    spans = [row.effects for row in model.options if row.effects.count]
    spans += [row.effects for row in model.injects if row.effects.count]
    orders = tuple(
        Order((number + 1) * model.horizon_ms // (len(spans) + 2) + seed, span)
        for number, span in enumerate(spans)
    )
    return Policy(options, orders)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_seed_of_a_shipped_scenario_gives_the_same_run(name: str) -> None:
    """Records, causes, number of events and measures are equal, bit for bit."""
    model = _model(name)
    for seed in SEEDS:
        assert "" == difference(model, seed, replication=seed % 3)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_shipped_scenario_with_people_off_gives_the_same_run(name: str) -> None:
    """Without human factors the engines agree as well."""
    model = _model(name, people="off")
    for seed in SEEDS:
        assert "" == difference(model, seed)


@pytest.mark.parametrize("name", SCENARIOS)
def test_orders_and_forced_options_give_the_same_run(name: str) -> None:
    """Commands in the middle of a run do the same in both engines."""
    model = _model(name)
    for seed in SEEDS:
        assert "" == difference(model, seed, policy=_interfered(model, seed))


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_that_ends_early_is_the_same(name: str) -> None:
    """Stopping at a moment is stopping before everything at that moment, in both engines."""
    model = _model(name)
    for until_ms in (1, 3_600_000, model.horizon_ms // 3):
        assert "" == difference(model, 5, until_ms=until_ms)


@pytest.mark.proof
@pytest.mark.parametrize("name", SCENARIOS)
def test_hundreds_of_seeds_give_the_same_run(name: str) -> None:
    """Five hundred seeds of each shipped scenario agree."""
    model = _model(name)
    for seed in MORE_SEEDS:
        assert "" == difference(model, seed, policy=_interfered(model, seed) if seed % 5 == 0 else None)
