"""The compiled twin of the engine: the same rules over tables in memory, thousands of runs a second."""

from sems_sim.kernel.simulate import KernelBatch, KernelRun, run_replications, simulate

__all__ = ["KernelBatch", "KernelRun", "run_replications", "simulate"]
