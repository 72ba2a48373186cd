"""What may come, what might have been, and whether an exercise will work."""

# fmt: off
# isort: off
from sems_sim.insight.counterfactual import Hindsight, Priced, price
from sems_sim.insight.debrief import Step, debrief, key_of, work_of
from sems_sim.insight.deeds import Alternative, Deed, answer_deed, decision_deed, escalation_deed
from sems_sim.insight.deeds_done import deeds_in
from sems_sim.insight.forecast import Forecast, forecast
from sems_sim.insight.outset import Ordered
from sems_sim.insight.playing import Effort
from sems_sim.insight.rehearsal import rehearse
from sems_sim.insight.rehearsed import (
    Absent, Clash, DeadTime, DecisionForecast, Finding, InjectForecast, ObjectiveForecast, Rehearsal, SeedChoice,
)
from sems_sim.insight.seen import Coming, Fan, LevelOdds, Shortage, TargetOdds
from sems_sim.insight.what_if import Change, Comparison, compare, what_if
from sems_sim.insight.worth import Worth

__all__ = [
    "Absent", "Alternative", "Change", "Clash", "Coming", "Comparison", "DeadTime", "DecisionForecast", "Deed",
    "Effort", "Fan", "Finding", "Forecast", "Hindsight", "InjectForecast", "LevelOdds", "ObjectiveForecast",
    "Ordered", "Priced", "Rehearsal", "SeedChoice", "Shortage", "Step", "TargetOdds", "Worth", "answer_deed", "compare",
    "debrief", "decision_deed", "deeds_in", "escalation_deed", "forecast", "key_of", "price", "rehearse", "what_if",
    "work_of",
]  # fmt: skip
