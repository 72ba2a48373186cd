"""Thousands of runs, and what they teach."""

# fmt: off
# isort: off
from sems_sim.stress.backends import Chunk, EngineName, run_chunk
from sems_sim.stress.batch import CHUNK, Batch, band_names, measure_names, merged, sample_moments
from sems_sim.stress.campaign import COST, HEADLINE, Effort, Step, outcome_of, usual_measures
from sems_sim.stress.compare import Ranked, compare as compare_pairs
from sems_sim.stress.crises import CrisisTable, Overlap, crisis_table, overlap, overlaps
from sems_sim.stress.critical_path import CriticalPlan, critical_paths
from sems_sim.stress.delivery import Executor
from sems_sim.stress.design import Discoveries, discover, factors_of, sensitivity_of
from sems_sim.stress.discovery import Discovery
from sems_sim.stress.ensemble import Progress, Stop, run_ensemble
from sems_sim.stress.exceedance import Exceedance, exceedance, mean_of_worst, worst_runs
from sems_sim.stress.executor import Dask, Here, Threads, executor_for
from sems_sim.stress.judgement import Judgement, judge
from sems_sim.stress.manifest import Origin
from sems_sim.stress.outcomes import Ensemble, open_ensemble
from sems_sim.stress.precision import CAP, Goal, Stopping, parse_precision, stop_when
from sems_sim.stress.processes import Processes
from sems_sim.stress.reverse_stress import BreakPoint, break_points
from sems_sim.stress.sensitivity import Sensitivity
from sems_sim.stress.statistics import (
    Estimate, Summary, chance, mean_interval, quantile_interval, restricted, share, summary)
from sems_sim.stress.store import PART, Store
from sems_sim.stress.variants import STATED, LeverStudy, VariantResult, vary
from sems_sim.stress.weak_points import KINDS, WeakPoints, weak_points
__all__ = [
    "CAP", "CHUNK", "COST", "HEADLINE", "KINDS", "PART", "STATED", "Batch", "BreakPoint", "Chunk", "CrisisTable",
    "CriticalPlan", "Dask", "Discoveries", "Discovery", "Effort", "EngineName", "Ensemble", "Estimate", "Exceedance",
    "Executor", "Goal", "Here", "Judgement", "LeverStudy", "Origin", "Overlap", "Processes", "Progress", "Ranked",
    "Sensitivity", "Step", "Stop", "Stopping", "Store", "Summary", "Threads", "VariantResult", "WeakPoints",
    "band_names", "break_points", "chance", "compare_pairs", "crisis_table", "critical_paths", "discover", "exceedance",
    "executor_for", "factors_of", "judge", "mean_interval", "mean_of_worst", "measure_names", "merged", "open_ensemble",
    "outcome_of", "overlap", "overlaps", "parse_precision", "quantile_interval", "restricted", "run_chunk",
    "run_ensemble", "sample_moments", "sensitivity_of", "share", "stop_when", "summary", "usual_measures", "vary",
    "weak_points", "worst_runs",
]
