"""From YAML to a checked scenario to a compiled model."""

from sems_sim.scenario.compile import compile_model
from sems_sim.scenario.lint import lint
from sems_sim.scenario.read import Scenario, read_scenario
from sems_sim.scenario.schema.json_schema import write_json_schema
from sems_sim.scenario.schema.reference import write_reference

__all__ = ["Scenario", "compile_model", "lint", "read_scenario", "write_json_schema", "write_reference"]
