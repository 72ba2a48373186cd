"""The readable engine: SimPy is the clock, Mesa the agents."""

from sems_sim.engine.assets import Asset
from sems_sim.engine.incidents import Incident
from sems_sim.engine.people import Team
from sems_sim.engine.simulate import Run, Simulation, simulate, simulate_future

__all__ = ["Asset", "Incident", "Run", "Simulation", "Team", "simulate", "simulate_future"]
