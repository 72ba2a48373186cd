"""Every scenario that is tested against theory gives the same run on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from sems_sim.scenario import compile_model, read_scenario
from tests.parity.comparing import difference

SCENARIOS = sorted(path.stem for path in Path("tests/theory").glob("*.yaml") if path.stem != "exact")
"""`exact` is no scenario, but the table of exact results."""


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_theory_scenario_gives_the_same_run(name: str) -> None:
    """The kernel inherits every proof against exact results, because its runs are the same runs."""
    model = compile_model(read_scenario(Path("tests/theory") / f"{name}.yaml"))
    until_ms = min(model.horizon_ms, 6 * 3_600_000)
    for seed in (1, 2, 3):
        assert "" == difference(model, seed, until_ms=until_ms)
