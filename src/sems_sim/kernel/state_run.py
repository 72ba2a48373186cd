"""What is asked of a replication as a whole: samples on the way, targets at the end."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.memory import kept, layout, state, static
from sems_sim.model import Model, measures_of

STEPS, BINS = 120, 101
_FIRST = 248
_COMPARISONS = {"<": 1, "<=": 2, ">": 3, ">=": 4, "==": 5, "!=": 6}


class BandCount:
    """How many replications were in a bin of a band at a moment."""

    count: int


class Sampled:
    """The bin in which a band was at a moment of the replication under way."""

    bin: int


class Moment:
    """A moment at which samples are taken, when all of that millisecond has happened."""

    at_ms: int


class TargetLine:
    """What a study or objective wants of one measure."""

    measure: int
    comparison: int
    bound: float
    holds_without: bool
    """Whether it is met where the measure did not happen."""


class RunPlaces:
    """Where the sections of the measures begin that belong to nobody else."""

    flags: int
    targets: int


def bands_of(model: Model) -> int:
    """Return how many bands there are: services, incidents, and the level of response."""
    return len(model.services) + len(model.incidents) + 1


def moments_between(first_ms: int, end_ms: int) -> list[int]:
    """Return the moments of the samples: equally spaced, the first at `first_ms`, the last just before `end_ms`."""
    span_ms = end_ms - first_ms
    return [first_ms + max(0, min(step * span_ms // STEPS, span_ms - 1)) for step in range(STEPS + 1)]


def _moments(model: Model) -> NDArray[Any]:
    return np.array([(one,) for one in moments_between(0, model.horizon_ms)], layout(Moment))


def _targets(model: Model) -> NDArray[Any]:
    places = {measure.name: place for place, measure in enumerate(measures_of(model))}
    kept_rows = [
        (
            places[target.measure],
            _COMPARISONS[target.comparison],
            target.bound,
            target.comparison in (">", ">="),
        )
        for target in model.targets
    ]
    return np.array(kept_rows, layout(TargetLine))


def _places(model: Model) -> NDArray[Any]:
    count = len(list(measures_of(model)))
    targets = count - 1 - len(model.targets)
    return np.array([(targets - len(model.flags), targets)], layout(RunPlaces))


BANDS, MOMENTS, TARGETS, SAMPLED = _FIRST, _FIRST + 1, _FIRST + 2, _FIRST + 4
band_count = kept(BANDS, BandCount, lambda model: bands_of(model) * (STEPS + 1) * BINS)
sampled = kept(SAMPLED, Sampled, lambda model: bands_of(model) * (STEPS + 1))
moment = state(MOMENTS, Moment, _moments)
target_line = static(TARGETS, TargetLine, _targets)
run_places = static(_FIRST + 3, RunPlaces, _places)
