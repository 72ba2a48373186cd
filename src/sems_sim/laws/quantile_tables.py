"""Quantile tables of the gamma and beta laws, made once when a scenario is compiled.

A table is n shares u, then n values x, then n slopes dx/du, for the law in its standard form: gamma with scale 1,
beta on [0, 1]. Between nodes a cubic through values and slopes is good to 1e-5 of the standard deviation for
u in [1e-4, 1 − 1e-4]; beyond the last node on either side a power or an exponential tail continues.

The nodes come from a walk. In t = ln x (gamma) or t = ln(x/(1 − x)) (beta) both densities are smooth, with one peak
and tails that fall exponentially or faster. The walk goes from the peak to both sides in steps fitted to slope and
curvature, and sums the mass of each step by Gauss's three points, so that no special function is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from sems_sim.laws.elementary import exp, log, log1p

SMALLEST_SHAPE = 0.05
LARGEST_SHAPE = 1e5

_STEP = 0.12  # change of the logarithm of the density per step, about
_LONGEST = 0.15  # a step's length where dx/dt is one standard deviation; an error grows as its fourth power
_DEPTH = 40.0  # the walk ends where the density is exp(−40) of its peak
_TAIL = 1e-9  # no node nearer to u = 0 or 1 than this
_GAUSS = 0.7745966692414834  # √(3/5)


@dataclass(frozen=True, slots=True)
class _Gamma:
    """The density of ln X for X with a gamma law of this shape and scale 1, up to a factor."""

    shape: float

    def peak(self) -> float:
        return log(self.shape)

    def log_density(self, t: float) -> float:
        return self.shape * t - exp(t)

    def deviation(self) -> float:
        return sqrt(self.shape)

    def steepness(self, t: float) -> float:
        """Slope and root of the curvature of the logarithm of the density."""
        x = exp(t)
        return abs(self.shape - x) + sqrt(x)

    def value(self, t: float) -> float:
        return exp(t)

    def stretch(self, t: float) -> float:
        """dx/dt."""
        return exp(t)


@dataclass(frozen=True, slots=True)
class _Beta:
    """The density of ln(X/(1 − X)) for X with this beta law, up to a factor."""

    alpha: float
    beta: float

    def peak(self) -> float:
        return log(self.alpha / self.beta)

    def log_density(self, t: float) -> float:
        if t > 0.0:
            return -self.beta * t - (self.alpha + self.beta) * log1p(exp(-t))
        return self.alpha * t - (self.alpha + self.beta) * log1p(exp(t))

    def deviation(self) -> float:
        total = self.alpha + self.beta
        return sqrt(self.alpha * self.beta / (total + 1.0)) / total

    def steepness(self, t: float) -> float:
        """Slope and root of the curvature of the logarithm of the density."""
        total = self.alpha + self.beta
        return abs(self.alpha - total * self.value(t)) + sqrt(total * self.stretch(t))

    def value(self, t: float) -> float:
        if t > 0.0:
            return 1.0 / (1.0 + exp(-t))
        grown = exp(t)
        return grown / (1.0 + grown)

    def stretch(self, t: float) -> float:
        """dx/dt = x(1 − x), without the cancellation near 1."""
        fallen = exp(-abs(t))
        return fallen / ((1.0 + fallen) * (1.0 + fallen))


@lru_cache(maxsize=256)
def gamma_table(shape: float) -> tuple[float, ...]:
    """Shares, values and slopes of the gamma law of this shape and scale 1."""
    return _tabulated(_Gamma(shape))


@lru_cache(maxsize=256)
def beta_table(alpha: float, beta: float) -> tuple[float, ...]:
    """Shares, values and slopes of the beta law on [0, 1]."""
    return _tabulated(_Beta(alpha, beta))


def _tabulated(law: _Gamma | _Beta) -> tuple[float, ...]:
    peak = law.peak()
    height = law.log_density(peak)
    left = list(_walk(law, peak, height, -1.0))
    right = list(_walk(law, peak, height, 1.0))
    # From the outermost step on the left inwards, then outwards: small numbers are added first.
    below = 0.0
    steps = [(peak, 0.0), *left]
    marks: list[tuple[float, float]] = []
    for (t, _), (_, mass) in zip(reversed(steps[:-1]), reversed(left), strict=True):
        below += mass
        marks.append((t, below))
    for t, mass in right:
        below += mass
        marks.append((t, below))
    return _nodes(law, marks, height, below)


def _walk(law: _Gamma | _Beta, t: float, height: float, side: float) -> Iterator[tuple[float, float]]:
    """The steps from the peak to one side: where each ends, and the mass within it."""
    deviation = law.deviation()
    while law.log_density(t) > height - _DEPTH:
        step = _STEP / law.steepness(t)
        weight = sqrt(sqrt(law.stretch(t) / deviation))
        if step * weight > _LONGEST:
            step = _LONGEST / weight
        middle = t + side * 0.5 * step
        reach = 0.5 * step * _GAUSS
        inner = exp(law.log_density(middle) - height)
        outer = exp(law.log_density(middle - reach) - height) + exp(law.log_density(middle + reach) - height)
        t += side * step
        yield t, step * (8.0 * inner + 5.0 * outer) / 18.0


def _nodes(
    law: _Gamma | _Beta, marks: list[tuple[float, float]], height: float, total: float
) -> tuple[float, ...]:
    shares: list[float] = []
    values: list[float] = []
    slopes: list[float] = []
    for t, below in marks:
        share = below / total
        value = law.value(t)
        # Where a beta law crowds at 1, values that differ by rounding alone make no nodes.
        crowded = isinstance(law, _Beta) and value > 1.0 - 1e-12
        if _TAIL <= share <= 1.0 - _TAIL and not crowded:
            shares.append(share)
            values.append(value)
            slopes.append(law.stretch(t) * total / exp(law.log_density(t) - height))
    return (*shares, *values, *slopes)
