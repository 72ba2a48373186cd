"""The readable engine: SimPy is the clock, Mesa the agents."""

from sems_sim.engine.simulate import Run, Simulation, simulate

__all__ = ["Run", "Simulation", "simulate"]
