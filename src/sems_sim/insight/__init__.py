"""What may come, what might have been, and whether an exercise will work."""

from sems_sim.insight.rehearsal import rehearse
from sems_sim.insight.rehearsed import (
    Absent,
    Clash,
    DeadTime,
    DecisionForecast,
    Finding,
    InjectForecast,
    ObjectiveForecast,
    Rehearsal,
    SeedChoice,
)

__all__ = [
    "Absent", "Clash", "DeadTime", "DecisionForecast", "Finding", "InjectForecast", "ObjectiveForecast", "Rehearsal",
    "SeedChoice", "rehearse",
]  # fmt: skip
