"""Which luck to play with: the run nearest the middle in which most objectives are tested."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sems_sim.insight.course import Course
from sems_sim.insight.rehearsed import SeedChoice
from sems_sim.model import Model

_FALLBACK = ("level.crisis.first_h", "cost.total", "people.affected")


def choose_seed(model: Model, courses: Sequence[Course], tested: Sequence[frozenset[str]]) -> SeedChoice:
    """Choose among runs; `tested` are the objectives that an inject serves in each.

    The distance of a run is the mean, over the measures of all targets, of how far its rank among the runs lies from
    the middle one: ranks know no units, and what did not happen ranks last.
    """
    wanted = tuple(dict.fromkeys(target.measure for target in model.targets)) or _FALLBACK
    measures = tuple(name for name in wanted if name in courses[0].measures)
    distance = np.zeros(len(courses))
    for name in measures:
        distance += _from_the_middle([course.measures[name] for course in courses]) / len(measures)
    most = max(len(one) for one in tested)
    place = min(
        (number for number, one in enumerate(tested) if len(one) == most),
        key=lambda number: (float(distance[number]), number),
    )
    rivals = sum(len(one) == most for one in tested)
    every = len(frozenset().union(*tested))
    seed = courses[place].seed
    return SeedChoice(
        seed, most, every, float(distance[place]), measures,
        _why(seed, most, rivals, len(courses), float(distance[place])),
    )  # fmt: skip


def _from_the_middle(values: Sequence[float | None]) -> NDArray[np.float64]:
    """How far each value's rank lies from the middle, from 0 to 1; equal values share their mean rank."""
    found = np.array([np.inf if value is None else value for value in values])
    if len(found) == 1:
        return np.zeros(1)
    below = (found[:, None] > found[None, :]).sum(axis=1)
    equal = (found[:, None] == found[None, :]).sum(axis=1)
    rank = (below + (equal - 1) / 2) / (len(found) - 1)
    middle: NDArray[np.float64] = np.abs(2 * rank - 1)
    return middle


def _why(seed: int, most: int, rivals: int, runs: int, distance: float) -> str:
    objectives = (
        "no objective is" if most == 0 else "1 objective is" if most == 1 else f"{most} objectives are"
    )
    return (
        f"Seed {seed}: {objectives} tested, as in {rivals} of {runs} runs, and of these it lies nearest the middle of "
        f"all runs (distance {distance:.2f}; 0 is the middle in every target's measure, 1 an end in every one)."
    )
