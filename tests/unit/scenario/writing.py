"""A scenario from a few lines under a minimal head, for the tests of reading and linting."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sems_sim.errors import Fault, ScenarioError
from sems_sim.scenario.lint import lint
from sems_sim.scenario.read import Scenario, read_scenario

HEAD = "sems_sim: 1\nid: try\ntitle: A try\nclock: {start: 2025-03-20T23:49:00+00:00, runs: 36h}\n"


def scenario_of(text: str) -> Scenario:
    """The scenario of these lines; raises ScenarioError."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "try.yaml"
        path.write_text(HEAD + text, encoding="utf-8")
        return read_scenario(path)


def faults_of(text: str) -> list[Fault]:
    """The faults of these lines, which must have some."""
    with pytest.raises(ScenarioError) as caught:
        scenario_of(text)
    return list(caught.value.faults)


def warnings_of(text: str) -> list[str]:
    """The warnings and notes of these lines, as messages with their line in the text."""
    head = HEAD.count("\n")
    return [f"{fault.line - head}: {fault.severity}: {fault.message}" for fault in lint(scenario_of(text))]
