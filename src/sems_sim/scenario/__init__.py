"""From YAML to a checked scenario to a compiled model."""

from sems_sim.scenario.combining import Combined, combine
from sems_sim.scenario.compile import compile_model
from sems_sim.scenario.lint import lint
from sems_sim.scenario.pieces import (
    faults_of_inject,
    is_same_inject,
    is_word_of_the_language,
    read_file_tree,
    read_piece,
)
from sems_sim.scenario.quantities import LawText, read_number, read_share
from sems_sim.scenario.read import Scenario, read_scenario
from sems_sim.scenario.schema.exercise import Lever, LeverCost, Uncertainty
from sems_sim.scenario.schema.json_schema import write_json_schema
from sems_sim.scenario.schema.reference import write_reference
from sems_sim.scenario.tree import Node, find, plain
from sems_sim.scenario.variants import law_of, variant_of, written_at

__all__ = [
    "Combined", "LawText", "Lever", "LeverCost", "Node", "Scenario", "Uncertainty", "combine", "compile_model",
    "faults_of_inject", "find", "is_same_inject", "is_word_of_the_language", "law_of", "lint", "plain",
    "read_file_tree", "read_number", "read_piece", "read_scenario", "read_share", "variant_of", "write_json_schema",
    "write_reference", "written_at",
]  # fmt: skip
