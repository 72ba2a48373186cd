"""From a law’s name and parameters to its compiled row; bad parameters are refused."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isfinite

from sems_sim.laws.distributions import (
    BERNOULLI,
    CONSTANT,
    EXPONENTIAL,
    LOGNORMAL,
    NORMAL,
    POINTS,
    STEPS,
    TABLE,
    TRIANGULAR,
    UNIFORM,
    WEIBULL,
    Law,
)
from sems_sim.laws.elementary import exp, log, log_gamma
from sems_sim.laws.normal import normal_cdf, normal_quantile
from sems_sim.laws.quantile_tables import LARGEST_SHAPE, SMALLEST_SHAPE, beta_table, gamma_table

_Parameters = tuple[float, ...]
_Maker = Callable[[_Parameters, list[float], str], Law]

_HALF_LN_TWO_PI = 0.9189385332046728


def make_law(name: str, parameters: _Parameters, table: list[float], text: str = "") -> Law:
    """The compiled law of this name; what it needs in the flat table is appended to `table`.

    Parameters are plain numbers in the caller's unit; shares and probabilities run from 0 to 1.

    Raises:
        ValueError: the name is unknown, or the parameters make no law; the message says what would.
    """
    if name not in _MAKERS:
        raise ValueError(f"there is no distribution '{name}'; choose one of {', '.join(LAW_NAMES)}")
    counts, wanted, make = _MAKERS[name]
    fits = len(parameters) in counts if counts else len(parameters) >= 2 and len(parameters) % 2 == 0
    if not fits:
        raise ValueError(f"'{name}' takes {wanted}, and {len(parameters)} numbers were given")
    for value in parameters:
        if not isfinite(value):
            raise ValueError(f"'{name}' takes finite numbers, not {value}")
    return make(tuple(float(value) for value in parameters), table, text)


def _constant(parameters: _Parameters, _table: list[float], text: str) -> Law:
    (value,) = parameters
    return Law(CONSTANT, value, 0.0, 0.0, 0, 0, mean=value, low=value, high=value, text=text)


def _uniform(parameters: _Parameters, table: list[float], text: str) -> Law:
    low, high = parameters
    _require(low <= high, f"low is {low:g} and high {high:g}: write the lower one first")
    if low == high:
        return _constant((low,), table, text)
    return Law(UNIFORM, low, high, 0.0, 0, 0, mean=0.5 * (low + high), low=low, high=high, text=text)


def _triangular(parameters: _Parameters, table: list[float], text: str) -> Law:
    low, mode, high = parameters
    _require_order(low, mode, high)
    if low == high:
        return _constant((low,), table, text)
    mean = (low + mode + high) / 3.0
    return Law(TRIANGULAR, low, mode, high, 0, 0, mean=mean, low=low, high=high, text=text)


def _pert(parameters: _Parameters, table: list[float], text: str) -> Law:
    low, mode, high = parameters
    _require_order(low, mode, high)
    if low == high:
        return _constant((low,), table, text)
    alpha = 1.0 + 4.0 * (mode - low) / (high - low)
    return _beta((alpha, 6.0 - alpha, low, high), table, text)


def _exponential(parameters: _Parameters, _table: list[float], text: str) -> Law:
    (mean,) = parameters
    _require(mean > 0.0, f"the mean is {mean:g}: give one above 0")
    return Law(EXPONENTIAL, mean, 0.0, 0.0, 0, 0, mean=mean, low=0.0, high=inf, text=text)


def _lognormal(parameters: _Parameters, table: list[float], text: str) -> Law:
    median, sigma = parameters
    _require(median > 0.0, f"the median is {median:g}: give one above 0")
    _require(sigma >= 0.0, f"the sigma of the logarithm is {sigma:g}: give 0 or more")
    _require(sigma <= 10.0, f"the sigma of the logarithm is {sigma:g}: give 10 or less, a p90 needs 'p90'")
    if sigma == 0.0:
        return _constant((median,), table, text)
    mean = median * exp(0.5 * sigma * sigma)
    return Law(LOGNORMAL, median, sigma, 0.0, 0, 0, mean=mean, low=0.0, high=inf, text=text)


def _lognormal_p90(parameters: _Parameters, table: list[float], text: str) -> Law:
    median, p90 = parameters
    _require(median > 0.0, f"the median is {median:g}: give one above 0")
    _require(p90 >= median, f"p90 is {p90:g}, below the median {median:g}: give one at or above it")
    return _lognormal((median, log(p90 / median) / normal_quantile(0.9)), table, text)


def _normal(parameters: _Parameters, table: list[float], text: str) -> Law:
    mean, deviation = parameters
    _require(deviation >= 0.0, f"the standard deviation is {deviation:g}: give 0 or more")
    if deviation == 0.0:
        return _constant((mean if mean > 0.0 else 0.0,), table, text)
    z = mean / deviation
    _require(z >= -30.0, "it lies all below 0, where it is cut off: give a higher mean")
    left = normal_cdf(z)
    kept_mean = mean + deviation * exp(-0.5 * z * z - _HALF_LN_TWO_PI) / left
    return Law(NORMAL, mean, deviation, left, 0, 0, mean=kept_mean, low=0.0, high=inf, text=text)


def _weibull(parameters: _Parameters, _table: list[float], text: str) -> Law:
    scale, shape = parameters
    _require(scale > 0.0, f"the scale is {scale:g}: give one above 0")
    _require_shape(shape)
    mean = scale * exp(log_gamma(1.0 + 1.0 / shape))
    return Law(WEIBULL, scale, 1.0 / shape, shape, 0, 0, mean=mean, low=0.0, high=inf, text=text)


def _gamma(parameters: _Parameters, table: list[float], text: str) -> Law:
    shape, scale = parameters
    _require_shape(shape)
    _require(scale > 0.0, f"the scale is {scale:g}: give one above 0")
    start, size = _append(table, gamma_table(shape))
    return Law(TABLE, 0.0, scale, 0.0, start, size, mean=shape * scale, low=0.0, high=inf, text=text)


def _erlang(parameters: _Parameters, table: list[float], text: str) -> Law:
    stages, mean = parameters
    _require(stages >= 1.0 and stages == int(stages), f"{stages:g} stages: give a whole number from 1 up")
    _require(mean > 0.0, f"the mean is {mean:g}: give one above 0")
    return _gamma((stages, mean / stages), table, text)


def _beta(parameters: _Parameters, table: list[float], text: str) -> Law:
    alpha, beta = parameters[:2]
    low, high = parameters[2:] or (0.0, 1.0)
    _require_shape(alpha)
    _require_shape(beta)
    _require(low <= high, f"low is {low:g} and high {high:g}: write the lower one first")
    if low == high:
        return _constant((low,), table, text)
    start, size = _append(table, beta_table(alpha, beta))
    mean = low + (high - low) * alpha / (alpha + beta)
    return Law(TABLE, low, high - low, 1.0, start, size, mean=mean, low=low, high=high, text=text)


def _bernoulli(parameters: _Parameters, table: list[float], text: str) -> Law:
    (p,) = parameters
    _require(0.0 <= p <= 1.0, f"the probability is {p:g}: give one from 0 to 1, or 0% to 100%")
    if p in {0.0, 1.0}:
        return _constant((p,), table, text)
    return Law(BERNOULLI, 1.0 - p, 0.0, p, 0, 0, mean=p, low=0.0, high=1.0, text=text)


def _choice(parameters: _Parameters, table: list[float], text: str) -> Law:
    pairs = sorted(zip(parameters[::2], parameters[1::2], strict=True))
    total = 0.0
    mean = 0.0
    for value, p in pairs:
        _require(p >= 0.0, f"the probability of {value:g} is {p:g}: give 0 or more")
        total += p
        mean += value * p
    _require(abs(total - 1.0) <= 1e-6, f"the probabilities sum to {total:g}: make them sum to 1")
    values = [value for value, p in pairs if p > 0.0]
    shares: list[float] = []
    below = 0.0
    for _, p in pairs:
        below += p
        if p > 0.0:
            shares.append(below / total)
    if values[0] == values[-1]:
        return _constant((values[0],), table, text)
    shares[-1] = 1.0
    start, size = _append(table, (*shares, *values), columns=2)
    return Law(
        STEPS, 0.0, 1.0, 0.0, start, size, mean=mean / total, low=values[0], high=values[-1], text=text
    )


def _quantiles(parameters: _Parameters, table: list[float], text: str) -> Law:
    shares = parameters[::2]
    values = parameters[1::2]
    ends = "begin with 0% and end with 100%, so that the ends are known"
    _require(len(shares) >= 2 and shares[0] == 0.0 and shares[-1] == 1.0, ends)
    mean = 0.0
    for i in range(len(shares) - 1):
        _require(shares[i] < shares[i + 1], "the percentages do not rise: write them in rising order")
        _require(values[i] <= values[i + 1], f"{values[i + 1]:g} follows {values[i]:g}: values may not fall")
        mean += (shares[i + 1] - shares[i]) * 0.5 * (values[i] + values[i + 1])
    if values[0] == values[-1]:
        return _constant((values[0],), table, text)
    start, size = _append(table, (*shares, *values), columns=2)
    return Law(POINTS, 0.0, 1.0, 0.0, start, size, mean=mean, low=values[0], high=values[-1], text=text)


def _append(table: list[float], numbers: _Parameters, columns: int = 3) -> tuple[int, int]:
    start = len(table)
    table.extend(numbers)
    return start, len(numbers) // columns


def _require(holds: bool, message: str) -> None:  # noqa: FBT001 (reads as a sentence)
    if not holds:
        raise ValueError(message)


def _require_order(low: float, mode: float, high: float) -> None:
    order = f"{low:g}, {mode:g}, {high:g} do not rise: write lowest, most likely, highest"
    _require(low <= mode <= high, order)


def _require_shape(shape: float) -> None:
    allowed = f"a shape is {shape:g}: give one from {SMALLEST_SHAPE:g} to {LARGEST_SHAPE:g}"
    _require(SMALLEST_SHAPE <= shape <= LARGEST_SHAPE, allowed)


# For each name: how many numbers it may take (none said: two or more, in pairs), in words, and its maker.
_MAKERS: dict[str, tuple[tuple[int, ...], str, _Maker]] = {
    "constant": ((1,), "one value", _constant),
    "uniform": ((2,), "low and high", _uniform),
    "triangular": ((3,), "lowest, most likely and highest", _triangular),
    "pert": ((3,), "lowest, most likely and highest", _pert),
    "exponential": ((1,), "the mean", _exponential),
    "lognormal": ((2,), "the median and the sigma of the logarithm", _lognormal),
    "lognormal_p90": ((2,), "the median and the 90th percentile", _lognormal_p90),
    "normal": ((2,), "the mean and the standard deviation", _normal),
    "weibull": ((2,), "the scale and the shape", _weibull),
    "gamma": ((2,), "the shape and the scale", _gamma),
    "erlang": ((2,), "the number of stages and the mean", _erlang),
    "beta": ((2, 4), "alpha and beta, and if need be low and high", _beta),
    "bernoulli": ((1,), "a probability", _bernoulli),
    "choice": ((), "values, each with its probability", _choice),
    "quantiles": ((), "percentages, each with its value", _quantiles),
}

LAW_NAMES: tuple[str, ...] = tuple(_MAKERS)
