"""From YAML to a checked scenario to a compiled model."""

from sems_sim.scenario.combining import Combined, combine
from sems_sim.scenario.compile import compile_model
from sems_sim.scenario.compile_orders import Orders, compile_orders
from sems_sim.scenario.effects_text import effects_text
from sems_sim.scenario.lint import lint
from sems_sim.scenario.pieces import (
    faults_of_inject,
    is_same_inject,
    is_word_of_the_language,
    read_file_tree,
    read_piece,
)
from sems_sim.scenario.quantities import LawText, read_number, read_share
from sems_sim.scenario.read import Scenario, read_scenario, read_scenario_texts
from sems_sim.scenario.schema.exercise import Exercise, Inject, Lever, LeverCost, Uncertainty
from sems_sim.scenario.schema.json_schema import write_json_schema
from sems_sim.scenario.schema.reference import write_reference
from sems_sim.scenario.source import decode, read_bytes, read_tree
from sems_sim.scenario.tree import Node, entries, find, plain
from sems_sim.scenario.variants import law_of, variant_of, written_at

__all__ = [
    "Combined", "Exercise", "Inject", "LawText", "Lever", "LeverCost", "Node", "Orders", "Scenario", "Uncertainty",
    "combine", "compile_model", "compile_orders", "decode", "effects_text", "entries", "faults_of_inject", "find",
    "is_same_inject", "is_word_of_the_language", "law_of", "lint", "plain", "read_bytes", "read_file_tree",
    "read_number", "read_piece", "read_scenario", "read_scenario_texts", "read_share", "read_tree", "variant_of",
    "write_json_schema", "write_reference", "written_at",
]  # fmt: skip
