"""Estimates with their own errors, and the one way to compare them with an exact value."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

SIGMAS = 4.0
"""An exact value may lie this many standard errors away: one false alarm in some 16,000 comparisons."""


@dataclass(frozen=True)
class Estimate:
    """A mean and its standard error."""

    mean: float
    error: float


def mean_of(values: Iterable[float]) -> Estimate:
    """The mean of independent values, or of the means of long batches."""
    sample = np.fromiter(values, dtype=float)
    return Estimate(float(sample.mean()), float(sample.std(ddof=1) / math.sqrt(len(sample))))


def share_of(hits: Iterable[bool]) -> Estimate:
    """The share of independent trials that succeed: error sqrt(p(1 - p)/n)."""
    return mean_of(float(hit) for hit in hits)


def variance_of(values: Sequence[float]) -> Estimate:
    """The variance of independent values."""
    sample = np.asarray(values, dtype=float)
    return mean_of((sample - sample.mean()) ** 2)


def ratio_of(upper: Sequence[float], lower: Sequence[float]) -> Estimate:
    """The ratio of two means over independent batches (linearised error)."""
    top, below = np.asarray(upper, dtype=float), np.asarray(lower, dtype=float)
    ratio = float(top.sum() / below.sum())
    rest = top - ratio * below
    return Estimate(ratio, float(rest.std(ddof=1) / math.sqrt(len(rest)) / below.mean()))


def controlled(
    values: Sequence[float], controls: Sequence[Sequence[float]], known: Sequence[float]
) -> Estimate:
    """The mean of batches, less what is explained by how far the input's means fell from their known values.

    Control variates by least squares: unbiased but for terms of order 1/batches, and often several times as precise.
    """
    y = np.asarray(values, dtype=float)
    x = np.column_stack(
        [np.ones(len(y)), *(np.asarray(c, dtype=float) - k for c, k in zip(controls, known, strict=True))]
    )
    found = np.linalg.lstsq(x, y, rcond=None)[0]
    rest = y - x @ found
    spread = float(rest @ rest) / (len(y) - x.shape[1])
    return Estimate(float(found[0]), math.sqrt(spread * float(np.linalg.inv(x.T @ x)[0, 0])))


def batches(values: Sequence[float], count: int) -> list[float]:
    """The means of `count` batches of equal length; the rest at the beginning is dropped as warm-up."""
    size = len(values) // count
    start = len(values) - size * count
    sample = np.asarray(values[start:], dtype=float).reshape(count, size)
    return [float(mean) for mean in sample.mean(axis=1)]


def time_batches(
    path: Sequence[tuple[int, float]], end_ms: int, count: int, of: Callable[[float], float] = float
) -> list[float]:
    """The time averages of a function of a stepwise path over `count` equal stretches of time.

    `path` holds (from when, value), sorted, the first at 0.
    """
    edges = np.linspace(0.0, float(end_ms), count + 1)
    times = np.asarray([time for time, _ in path] + [end_ms], dtype=float)
    levels = np.asarray([of(value) for _, value in path])
    area = np.concatenate([[0.0], np.cumsum(levels * np.diff(times))])
    return [float(mean) for mean in np.diff(np.interp(edges, times, area)) / np.diff(edges)]


def meet(exact: float, found: Estimate, *, within: float, sigmas: float = SIGMAS) -> None:
    """Fail unless the estimate meets the exact value, and is sharp enough to catch a relative error of `within`."""
    told = f"exact {exact:.6g}, found {found.mean:.6g} with standard error {found.error:.2g}"
    assert sigmas * found.error <= within * abs(exact), f"too blunt: {told}"
    assert abs(found.mean - exact) <= sigmas * found.error, told
