"""Thousands of runs, and what they teach."""

from sems_sim.stress.backends import Chunk, EngineName, run_chunk
from sems_sim.stress.batch import CHUNK, Batch, band_names, measure_names, merged, sample_moments
from sems_sim.stress.delivery import Executor
from sems_sim.stress.ensemble import Progress, Stop, run_ensemble
from sems_sim.stress.executor import Dask, Here, Threads, executor_for
from sems_sim.stress.manifest import Origin
from sems_sim.stress.outcomes import Ensemble, open_ensemble
from sems_sim.stress.processes import Processes
from sems_sim.stress.store import PART, Store

__all__ = [
    "CHUNK", "PART", "Batch", "Chunk", "Dask", "EngineName", "Ensemble", "Executor", "Here", "Origin", "Processes",
    "Progress", "Stop", "Store", "Threads", "band_names", "executor_for", "measure_names", "merged", "open_ensemble",
    "run_chunk", "run_ensemble", "sample_moments",
]  # fmt: skip
