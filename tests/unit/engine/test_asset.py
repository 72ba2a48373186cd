"""An asset by itself: how it stands, in a word."""

from __future__ import annotations

from sems_sim.engine import Simulation
from tests.unit.engine.staging import CALM, inject, model_of

PUMP = "assets: {pump: {units: 2}}\n" + inject("at: 1h, do: [{fail: {pump: 1}}]")


def test_the_state_of_an_asset_is_said_in_a_word() -> None:
    """Up, degraded with one unit broken, down with both, isolated, off: the strongest word that holds."""
    simulation = Simulation(model_of(CALM + PUMP), seed=1)
    pump, found = simulation.parts.assets.all[0], []
    for broken in range(3):
        pump.level = 1_000_000 - broken * 500_000
        found.append(pump.state)
    pump.cuts.append((1, True))
    found.append(pump.state)
    pump.switches.append((2, False))
    found.append(pump.state)

    assert ["up", "degraded", "down", "isolated", "off"] == found
