"""From YAML to a checked scenario to a compiled model."""

from sems_sim.scenario.compile import compile_model
from sems_sim.scenario.read import Scenario, read_scenario

__all__ = ["Scenario", "compile_model", "read_scenario"]
