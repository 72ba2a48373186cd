"""The laws both engines share: plain functions of plain numbers, the same bits everywhere."""

# fmt: off
# isort: off
from sems_sim.laws.chance import happens, philox4x32, stream, uniform
from sems_sim.laws.distributions import (
    BERNOULLI, CONSTANT, EXPONENTIAL, LOGNORMAL, NORMAL, POINTS, STEPS, TABLE, TRIANGULAR, UNIFORM, WEIBULL,
    Law, Row, cdf, conditional_quantile, quantile)
from sems_sim.laws.elementary import LARGEST, exp, expm1, log, log1p, log_gamma, power
from sems_sim.laws.flow import (
    FAR, NEVER, area_after, buffer_drained, buffer_full_ms, buffer_recharged, crossing_ms, hours_to_ms, ms_to_hours,
    served_per_h, value_after)
from sems_sim.laws.growth import (
    CLOSED_AT, contained, driven_rate, severity_after, severity_integral, time_to_integral, time_to_severity)
from sems_sim.laws.human import (
    COMPLETE, HIGH, LINEAR, LOG, LOW, MODERATE, ZERO, benefit, bounded_error, dependent_error, hazard_threshold,
    maturity_value, odds_shift, stress_factor, time_factor)
from sems_sim.laws.lawmaking import LAW_NAMES, make_law
from sems_sim.laws.normal import erfc, normal_cdf, normal_quantile
from sems_sim.laws.patience import (
    Segments, arrival_rate, arrived, expired, leaving_per_h, longest_queue, patience_ms, window_change_ms)

__all__ = [
    "BERNOULLI", "CLOSED_AT", "COMPLETE", "CONSTANT", "EXPONENTIAL", "FAR", "HIGH", "LARGEST", "LAW_NAMES", "LINEAR",
    "LOG", "LOGNORMAL", "LOW", "MODERATE", "NEVER", "NORMAL", "POINTS", "STEPS", "TABLE", "TRIANGULAR", "UNIFORM",
    "WEIBULL", "ZERO", "Law", "Row", "Segments", "area_after", "arrival_rate", "arrived", "benefit", "bounded_error",
    "buffer_drained", "buffer_full_ms", "buffer_recharged", "cdf", "conditional_quantile", "contained", "crossing_ms",
    "dependent_error", "driven_rate", "erfc", "exp", "expired", "expm1", "happens", "hazard_threshold", "hours_to_ms",
    "leaving_per_h", "log", "log1p", "log_gamma", "longest_queue", "make_law", "maturity_value", "ms_to_hours",
    "normal_cdf", "normal_quantile", "odds_shift", "patience_ms", "philox4x32", "power", "quantile", "served_per_h",
    "severity_after", "severity_integral", "stream", "stress_factor", "time_factor", "time_to_integral",
    "time_to_severity", "uniform", "value_after", "window_change_ms",
]
