"""The compiled twin of the engine: the same rules over tables in memory."""

from sems_sim.kernel.beliefs import Beliefs, beliefs_at, newest_belief
from sems_sim.kernel.futures import KernelFutures, run_futures, simulate_future
from sems_sim.kernel.simulate import KernelBatch, KernelRun, run_replications, simulate
from sems_sim.kernel.units import cost, is_ready, load

__all__ = [
    "Beliefs",
    "KernelBatch",
    "KernelFutures",
    "KernelRun",
    "beliefs_at",
    "cost",
    "is_ready",
    "load",
    "newest_belief",
    "run_futures",
    "run_replications",
    "simulate",
    "simulate_future",
]
