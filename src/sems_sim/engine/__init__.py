"""The readable engine: SimPy is the clock, Mesa the agents."""

from sems_sim.engine.asset import Asset
from sems_sim.engine.incidents import Incident
from sems_sim.engine.people import Team
from sems_sim.engine.reading import (
    AssetReading,
    DecisionReading,
    InjectReading,
    OccurrenceReading,
    ResourceReading,
    ResponseReading,
    ServiceReading,
    WorldReading,
    read_world,
)
from sems_sim.engine.reading_teams import BeliefReading, NoteReading, TeamReading
from sems_sim.engine.reading_work import InstanceReading, WorkReading
from sems_sim.engine.simulate import Run, Simulation, simulate, simulate_future

__all__ = [
    "Asset", "AssetReading", "BeliefReading", "DecisionReading", "Incident", "InjectReading", "InstanceReading",
    "NoteReading", "OccurrenceReading", "ResourceReading", "ResponseReading", "Run", "ServiceReading", "Simulation",
    "Team", "TeamReading", "WorkReading", "WorldReading", "read_world", "simulate",
    "simulate_future",
]  # fmt: skip
