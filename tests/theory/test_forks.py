"""What is under way when a run forks lasts by the law of what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from math import erf, exp, log, sqrt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sems_sim.kernel import run_futures, simulate
from sems_sim.model import Model, Present, measures_of
from tests.made.scenario import Plain, model_of
from tests.theory.sampling import mean_of, meet

FUTURES = 4000
KOLMOGOROV = 1.95
"""D·√n beyond this once in a thousand samples."""
HOUR_MS = 3_600_000
NOW_H = 3.0


def _lognormal(hours: float) -> float:
    return 0.5 * (1.0 + erf(log(hours / 4.0) / (0.5 * sqrt(2.0)))) if hours > 0.0 else 0.0


def _exponential(hours: float) -> float:
    return 1.0 - exp(-hours / 5.0)


def _uniform(hours: float) -> float:
    return min(1.0, max(0.0, (hours - 1.0) / 6.0))


def _scenario(law: str) -> Plain:
    return {
        "sems_sim": 1,
        "id": "forks",
        "title": "One thing of each kind is under way",
        "clock": {"start": "2025-01-01T00:00:00+00:00", "runs": "90h"},
        "people": "off",
        "assets": {
            "key": {"title": "A key"},
            "lamp": {"fails": law},
            "lift": {"repair": law},
            "idle": {"fails": law},
        },
        "incidents": {
            "start": {"opens": "0h", "severity": 0.5},
            "second": {"opens": law, "severity": 0.5},
        },
        "plans": {
            "mend": {"when": "active(start)", "tasks": {"work": {"takes": law}}},
            "wait": {"when": "active(start)", "tasks": {"work": {"takes": law, "needs": "key"}}},
        },
        "exercise": {
            "injects": [
                {"id": "lift_stops", "text": "It stops", "at": "0h", "do": [{"fail": "lift"}]},
                {"id": "key_lost", "text": "It is lost", "at": "1h", "do": [{"fail": "key"}]},
                {"id": "key_found", "text": "It is found", "at": "20h", "do": [{"repair": "key"}]},
                {"id": "off", "text": "It rests", "at": "1h", "do": [{"switch_off": "idle", "for": "19h"}]},
            ]
        },
    }


CASES = [
    ("plan.mend.finished_h", NOW_H, 0.0),
    ("asset.lamp.first_down_h", NOW_H, 0.0),
    ("asset.lift.last_up_h", NOW_H, 0.0),
    ("incident.second.first_h", NOW_H, 0.0),
    ("plan.wait.finished_h", 1.0, 19.0),
    ("asset.idle.first_down_h", 1.0, 19.0),
]
"""What is measured, how long it has lasted at the fork, and for how many hours it rests."""


def _under_way(model: Model) -> int:
    """Return the first replication in which everything is still under way at the fork."""
    for replication in range(10_000):
        measures = simulate(model, seed=3, replication=replication).measures
        found = [(measures[name], least + rest) for name, least, rest in CASES]
        if all(value is not None and value > least + 1e-6 for value, least in found):
            return replication
    raise AssertionError


def _column(model: Model, measures: NDArray[Any], name: str) -> NDArray[np.float64]:
    place = next(place for place, measure in enumerate(measures_of(model)) if measure.name == name)
    column: NDArray[np.float64] = measures[:, place]
    return column


@pytest.mark.parametrize(
    ("law", "cdf"),
    [("lognormal 4h 0.5", _lognormal), ("exponential 5h", _exponential), ("uniform 1h 7h", _uniform)],
)
def test_what_is_under_way_lasts_by_its_conditional_law(law: str, cdf: Callable[[float], float]) -> None:
    """Work, lives, repairs and openings, running or resting, end as F(t | t > w), and not earlier."""
    model = model_of(_scenario(law))
    present = Present(model, 3, int(NOW_H * HOUR_MS), _under_way(model))
    measures = run_futures(present, first=0, count=FUTURES).measures

    for name, least, rest in CASES:
        lasted = [value - rest for value in _column(model, measures, name)]
        passed = cdf(least)
        shares = np.sort([(cdf(hours) - passed) / (1.0 - passed) for hours in lasted])
        steps = np.arange(1, FUTURES + 1) / FUTURES
        gap = max(np.max(steps - shares), np.max(shares - steps + 1.0 / FUTURES))

        assert min(lasted) >= least, name
        assert gap * sqrt(FUTURES) < KOLMOGOROV, f"{name}: {gap}"
        meet(0.5, mean_of(shares), within=0.05)


def test_futures_of_many_pasts_are_together_the_plain_ensemble() -> None:
    """A past followed by one of its futures is as likely as a plain run: forking adds no bias of its own."""
    model = model_of(_scenario("lognormal 4h 0.5"))
    found = [
        run_futures(Present(model, 9, int(NOW_H * HOUR_MS), past), first=past, count=1).measures[0]
        for past in range(2000)
    ]
    for name, _, rest in CASES:
        shares = [
            _lognormal(value - rest) for value in _column(model, np.array(found), name) if value > rest + 1.0
        ]
        assert len(shares) > 1900
        assert abs(np.mean(shares) - 0.5) < 4.0 * 0.2887 / sqrt(len(shares)), name


def test_a_constant_keeps_its_end() -> None:
    """What is no matter of chance ends in every future when it ends in the run."""
    model = model_of(_scenario("5h"))
    run = simulate(model, seed=3)
    measures = run_futures(Present(model, 3, int(NOW_H * HOUR_MS)), first=0, count=3).measures

    for name, _, _ in CASES:
        assert {run.measures[name]} == set(_column(model, measures, name))
