"""Exact totals and means of whole numbers, for what happens several times in a run."""

from __future__ import annotations

from collections.abc import Iterable

from sems_sim.laws import ms_to_hours


def total(counts: Iterable[int]) -> int:
    """Return the sum of whole numbers."""
    result = 0
    for count in counts:
        result += count
    return result


def mean_h(moments_ms: list[int]) -> float | None:
    """Return the mean of moments or durations, in hours, or None if there are none."""
    return ms_to_hours(total(moments_ms)) / len(moments_ms) if moments_ms else None
