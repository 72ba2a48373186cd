"""What may come, what might have been, and whether an exercise will work."""

from sems_sim.insight.counterfactual import Hindsight, Priced, price
from sems_sim.insight.debrief import Step, debrief, key_of, work_of
from sems_sim.insight.deeds import Alternative, Deed, answer_deed, decision_deed, escalation_deed
from sems_sim.insight.forecast import Forecast, forecast
from sems_sim.insight.outset import Ordered
from sems_sim.insight.playing import Effort
from sems_sim.insight.seen import Coming, Fan, LevelOdds, Shortage, TargetOdds
from sems_sim.insight.what_if import Change, Comparison, what_if
from sems_sim.insight.worth import Worth

__all__ = [
    "Alternative", "Change", "Coming", "Comparison", "Deed", "Effort", "Fan", "Forecast", "Hindsight", "LevelOdds",
    "Ordered", "Priced", "Shortage", "Step", "TargetOdds", "Worth", "answer_deed", "debrief", "decision_deed",
    "escalation_deed", "forecast", "key_of", "price", "what_if", "work_of",
]  # fmt: skip
