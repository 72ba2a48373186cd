"""Thousands of runs, and what they teach."""

from sems_sim.stress.backends import Chunk, EngineName, run_chunk
from sems_sim.stress.batch import CHUNK, Batch, band_names, measure_names, merged, sample_moments
from sems_sim.stress.delivery import Executor
from sems_sim.stress.ensemble import Progress, Stop, run_ensemble
from sems_sim.stress.exceedance import Exceedance, exceedance, mean_of_worst, worst_runs
from sems_sim.stress.executor import Dask, Here, Threads, executor_for
from sems_sim.stress.manifest import Origin
from sems_sim.stress.outcomes import Ensemble, open_ensemble
from sems_sim.stress.precision import CAP, Goal, Stopping, parse_precision, stop_when
from sems_sim.stress.processes import Processes
from sems_sim.stress.statistics import (
    Estimate, Summary, chance, mean_interval, quantile_interval, restricted, share, summary,
)  # fmt: skip
from sems_sim.stress.store import PART, Store

__all__ = [
    "CAP", "CHUNK", "PART", "Batch", "Chunk", "Dask", "EngineName", "Ensemble", "Estimate", "Exceedance",
    "Executor", "Goal", "Here", "Origin", "Processes", "Progress", "Stop", "Stopping", "Store", "Summary",
    "Threads", "band_names", "chance", "exceedance", "executor_for", "mean_interval", "mean_of_worst",
    "measure_names", "merged", "open_ensemble", "parse_precision", "quantile_interval", "restricted",
    "run_chunk", "run_ensemble", "sample_moments", "share", "stop_when", "summary", "worst_runs",
]  # fmt: skip
