"""The exercise in the guide is a sound one: clean, and rehearsed without a problem."""

from __future__ import annotations

from pathlib import Path

from sems_sim.insight import rehearse
from sems_sim.scenario import compile_model, lint, read_scenario

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "exercise-design.md"


def test_the_exercise_of_the_guide_can_be_played(tmp_path: Path) -> None:
    """Whoever copies it has a file without a warning, in which every objective is tested."""
    path = tmp_path / "burst-main.yaml"
    path.write_text(GUIDE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    scenario = read_scenario(path)
    found = rehearse(scenario, compile_model(scenario), runs=20, engine="engine")

    assert [] == [str(fault) for fault in lint(scenario) if fault.severity != "note"]
    assert () == found.problems
    assert [] == [one.sentence for one in found.findings if one.weight == "doubt"]
    assert 3 == found.choice.tested
