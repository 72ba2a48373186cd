"""A pool that proves too small is made larger, and the run is the same."""

from __future__ import annotations

import importlib

import numpy as np
import pytest

from sems_sim.kernel.memory import SHAPES
from sems_sim.kernel.place import Stage
from sems_sim.kernel.state_world import RESERVE
from sems_sim.model import Model
from tests.made.scenario import made, model_of
from tests.made.wider import wide
from tests.parity.comparing import difference

SMALLEST = {"Runs": 64, "Weight": 4, "Place": 16}
"""Pools that need a power of two, or keep no rows in reserve."""
BY_SERVICE = ("SegmentStart", "SegmentRate")
"""A row of them belongs to one service: four each at first."""


def _room(name: str, model: Model) -> int:
    if name in BY_SERVICE:
        return 4 * max(1, len(model.services))
    return SMALLEST.get(name, RESERVE + 2)


def _made_small(model: Model) -> Stage:
    """Give every pool of this thread's stage for a model as little room as there can be."""
    stage: Stage = importlib.import_module("sems_sim.kernel.simulate").stage_for(model)
    for number in stage.tables.pools:
        shape = SHAPES[number]
        stage._set(number, np.zeros(_room(shape.name, model), shape.dtype))
    return stage


def _rows(stage: Stage) -> int:
    return sum(len(stage.rows[number]) for number in stage.tables.pools)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 8, 12])
def test_too_little_room_gives_the_same_run(number: int) -> None:
    """Nothing of the run that came to an end too soon is left in the one that replaces it."""
    for model in (model_of(made(number)), model_of(wide(number))):
        stage = _made_small(model)
        before = _rows(stage)

        assert "" == difference(model, number)
        assert before < _rows(stage)
