"""The waist: the compiled model, all that a simulator may know."""

# fmt: off
# isort: off
from sems_sim.model.conditions import (
    FALSE, PICTURED, TRUE, UNKNOWN, Comparison, Condition, Fact, Op, Signal, Step, Wake, compare)
from sems_sim.model.keys import Act, event_key, name_of_key, parts_of
from sems_sim.model.maturity import (
    COMPONENTS, NOMINAL, PRESETS, ConstantRow, Maturity, Parameter, ParameterRow, clipped)
from sems_sim.model.outcome import Measure, measure_names, measures_of
from sems_sim.model.policy import Order, Policy
from sems_sim.model.roles import (
    DecisionRow, FlagRow, InjectRow, Item, LevelRow, LinkRow, OptionRow, PlanRow, TaskRow, TeamRow)
from sems_sim.model.tables import (
    Limits, Model, Target)
from sems_sim.model.present import FUTURES, Present
from sems_sim.model.things import (
    AssetRow, Gate, Hurt, IncidentRow, IndicatorRow, Profile, Quantity, ResourceRow, RiskRow, ServiceRow, Spread,
    StockRow, SupplierRow, Threshold)
from sems_sim.model.words import (
    Amount, ENTITY_BITS, Effect, Entity, EntityKind, FOREVER_MS, FULL, Hold, ItemKind, KIND_BITS, LAPSE,
    MAX_ENTITIES, MAX_KINDS, MAX_NUMBERS, NONE, NUMBER_BITS, OFF_LIST, Opening, QuantityKind, Span, Verb)

__all__ = [
    "COMPONENTS", "ENTITY_BITS", "FALSE", "FOREVER_MS", "FULL", "FUTURES", "KIND_BITS", "LAPSE", "MAX_ENTITIES",
    "MAX_KINDS", "MAX_NUMBERS", "NOMINAL", "NONE", "NUMBER_BITS", "OFF_LIST", "PICTURED", "PRESETS", "TRUE",
    "UNKNOWN", "Act", "Amount", "AssetRow", "Comparison", "Condition", "ConstantRow", "DecisionRow", "Effect",
    "Entity", "EntityKind", "Fact", "FlagRow", "Gate", "Hold", "Hurt", "IncidentRow", "IndicatorRow",
    "InjectRow", "Item", "ItemKind", "LevelRow", "Limits", "LinkRow", "Maturity", "Measure", "Model", "Op",
    "Opening", "OptionRow", "Order", "Parameter", "ParameterRow", "PlanRow", "Policy", "Present", "Profile",
    "Quantity", "QuantityKind", "ResourceRow", "RiskRow", "ServiceRow", "Signal", "Span", "Spread", "Step",
    "StockRow", "SupplierRow", "Target", "TaskRow", "TeamRow", "Threshold", "Verb", "Wake", "clipped",
    "compare", "event_key", "measure_names", "measures_of", "name_of_key", "parts_of",
]
