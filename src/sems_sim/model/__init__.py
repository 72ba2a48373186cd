"""The waist: the compiled model, all that a simulator may know."""

# fmt: off
# isort: off
from sems_sim.model.conditions import (
    FALSE, PICTURED, TRUE, UNKNOWN, Comparison, Condition, Fact, Op, Signal, Step, Wake, compare)
from sems_sim.model.maturity import (
    COMPONENTS, NOMINAL, PRESETS, ConstantRow, Maturity, Parameter, ParameterRow, clipped)
from sems_sim.model.outcome import Measure, measures_of
from sems_sim.model.policy import Policy
from sems_sim.model.tables import (
    ENTITY_BITS, FOREVER_MS, FULL, KIND_BITS, MAX_ENTITIES, MAX_KINDS, MAX_NUMBERS, NONE, NUMBER_BITS, Amount,
    AssetRow, DecisionRow, Effect, Entity, EntityKind, FlagRow, Gate, Hold, Hurt, IncidentRow, IndicatorRow,
    InjectRow, Item, ItemKind, LevelRow, Limits, LinkRow, Model, Opening, OptionRow, PlanRow, Profile, Quantity,
    QuantityKind, ResourceRow, RiskRow, ServiceRow, Span, Spread, StockRow, SupplierRow, Target, TaskRow, TeamRow,
    Threshold, Verb, event_key)

__all__ = [
    "COMPONENTS", "ENTITY_BITS", "FALSE", "FOREVER_MS", "FULL", "KIND_BITS", "MAX_ENTITIES", "MAX_KINDS", "MAX_NUMBERS",
    "NOMINAL", "NONE", "NUMBER_BITS", "PICTURED", "PRESETS", "TRUE", "UNKNOWN", "Amount", "AssetRow", "Comparison",
    "Condition", "ConstantRow", "DecisionRow", "Effect", "Entity", "EntityKind", "Fact", "FlagRow", "Gate", "Hold",
    "Hurt", "IncidentRow", "IndicatorRow", "InjectRow", "Item", "ItemKind", "LevelRow", "Limits", "LinkRow", "Maturity",
    "Measure", "Model", "Op", "Opening", "OptionRow", "Parameter", "ParameterRow", "PlanRow", "Policy", "Profile",
    "Quantity", "QuantityKind", "ResourceRow", "RiskRow", "ServiceRow", "Signal", "Span", "Spread", "Step", "StockRow",
    "SupplierRow", "Target", "TaskRow", "TeamRow", "Threshold", "Verb", "Wake", "clipped", "compare", "event_key",
    "measures_of",
]
