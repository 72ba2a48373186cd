"""What teams believe at a moment, beside what is so."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sems_sim.engine import Simulation
from sems_sim.kernel import Beliefs, beliefs_at, newest_belief
from sems_sim.model import FULL, Present
from sems_sim.scenario import compile_model, read_scenario

MODEL = compile_model(read_scenario(Path("scenarios/first-steps.yaml")))
HOUR_MS = 3_600_000


def test_pictures_are_those_of_the_engine() -> None:
    """Every team, every item, and the truth beside them, at three moments."""
    simulation = Simulation(MODEL, seed=3)
    for hour in (0, 2, 9):
        found = beliefs_at(Present(MODEL, 3, hour * HOUR_MS + 1))
        simulation.advance(hour * HOUR_MS + 1)
        parts = simulation.parts
        for team in parts.people.all:
            for item in range(len(MODEL.items)):
                view = team.views.get(item)
                belief = None if view is None else view.belief
                assert (belief is not None) == found.is_known[team.index, item]
                if belief is not None:
                    assert belief.value == found.value[team.index, item]
                    assert belief.is_open == found.is_open[team.index, item]
        levels = [parts.assets.level(index) / FULL for index in range(len(MODEL.assets))]
        assert levels == list(found.true_level)
        assert [bool(one.open) for one in parts.incidents.all] == list(found.truly_open)


def test_the_newest_belief_counts() -> None:
    """Of those asked who know anything; nobody's is -1."""
    known = np.array([[True, False], [True, False], [False, False]])
    seen = np.array([[5, 0], [9, 0], [12, 0]])
    zeros = np.zeros((3, 2))
    beliefs = Beliefs(known, zeros, zeros > 1.0, seen, np.zeros(1), np.zeros(1) > 1.0)

    assert 1 == newest_belief(beliefs, (0, 1, 2), 0)
    assert 0 == newest_belief(beliefs, (0, 2), 0)
    assert -1 == newest_belief(beliefs, (0, 1, 2), 1)
