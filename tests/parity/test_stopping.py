"""What cannot be run to its end stops both engines at the same moment."""

from __future__ import annotations

import pytest

from sems_sim.engine import simulate as on_engine
from sems_sim.errors import ZeroTimeCircleError
from sems_sim.kernel import simulate
from sems_sim.model import Model
from tests.made.scenario import Plain, model_of
from tests.parity.comparing import difference

PLAIN: Plain = {
    "sems_sim": 1,
    "id": "stops",
    "title": "Does not end",
    "clock": {"start": "2025-03-20T23:49:00+00:00", "runs": "8h"},
}


def _opening_each_other() -> Model:
    fire = {"opens": "1h", "severity": 0.3, "hurts": [{"at": 0, "do": [{"start": "panic"}]}]}
    panic = {"severity": 0.3, "hurts": [{"at": 0, "do": [{"start": "fire"}]}]}
    return model_of(PLAIN | {"incidents": {"fire": fire, "panic": panic}})


def _chasing_each_other() -> Model:
    spreads = {"fire": "panic", "panic": "fire"}
    incidents = {
        name: {"severity": 0.3, "spreads": [{"to": to, "after": "0m"}]} for name, to in spreads.items()
    }
    incidents["fire"]["opens"] = "90m"
    return model_of(PLAIN | {"incidents": incidents})


def test_incidents_that_open_each_other_stop_both_at_the_same_moment() -> None:
    """Openings within each other end as a circle in zero time."""
    model = _opening_each_other()

    with pytest.raises(ZeroTimeCircleError, match=r"fire \(open\), panic \(open\)$"):
        simulate(model, seed=1)
    with pytest.raises(ZeroTimeCircleError, match=r"fire \(open\), panic \(open\)$"):
        on_engine(model, seed=1)
    assert "" == difference(model, 1)


def test_incidents_that_chase_each_other_stop_both_at_the_same_moment() -> None:
    """A circle over several events of one instant is found in the same place."""
    model = _chasing_each_other()

    with pytest.raises(ZeroTimeCircleError):
        simulate(model, seed=1)
    assert "" == difference(model, 1)


def test_a_circle_that_branches_stops_as_soon() -> None:
    """Where each opening brings about two more, the first circle found ends the run in both engines."""
    fire = {
        "opens": "1h",
        "severity": 0.3,
        "hurts": [{"at": 0, "do": [{"start": "panic"}, {"start": "panic"}]}],
    }
    panic = {"severity": 0.3, "hurts": [{"at": 0, "do": [{"start": "fire"}]}]}

    assert "" == difference(model_of(PLAIN | {"incidents": {"fire": fire, "panic": panic}}), 1)
