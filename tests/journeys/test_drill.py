"""The big drill of the benches: as big as it says, clean, and busy."""

from __future__ import annotations

from pathlib import Path

import pytest

from sems_sim.engine import simulate
from sems_sim.events import Kind
from sems_sim.scenario import compile_model, lint, read_scenario
from tests.made.drill import FULL, SMALL, Size, write_drill


@pytest.mark.parametrize("size", [SMALL, FULL], ids=["small", "full"])
def test_the_drill_is_as_big_as_it_says_and_clean(size: Size, tmp_path: Path) -> None:
    """A bench that says two hundred injects has them; no warning hides what is measured."""
    scenario = read_scenario(write_drill(tmp_path / "drill.yaml", size))
    model = compile_model(scenario)

    assert [] == [fault for fault in lint(scenario) if fault.severity != "note"]
    assert (size.injects, size.teams) == (len(model.injects), len(model.teams))
    assert (size.decisions, size.plans) == (len(model.decisions), len(model.plans))


def test_the_drill_keeps_everybody_busy(tmp_path: Path) -> None:
    """Nearly every inject comes, the crisis team meets, plans run and decisions are taken."""
    run = simulate(compile_model(read_scenario(write_drill(tmp_path / "drill.yaml"))), seed=1)
    kinds = [record.kind for record in run.trace]

    assert kinds.count(Kind.INJECT_FIRED) > 180
    assert kinds.count(Kind.DECISION_TAKEN) >= 20
    assert kinds.count(Kind.PLAN_FINISHED) >= 10
    assert run.measures["level.crisis.first_h"] is not None
