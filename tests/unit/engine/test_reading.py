"""A reading says where everything stands, and changes nothing."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from sems_sim.engine import Simulation, read_world, simulate
from sems_sim.events import Kind
from sems_sim.model import NONE, EntityKind, Policy, Verb
from sems_sim.scenario import compile_model, read_scenario
from tests.unit.engine.rehearsing import Live
from tests.unit.engine.staging import CALM, H, inject, row_of

TOWN = (
    "assets: {pump: {}, spare: {standby: {starts: 100%}}, "
    "tank: {units: 2, needs: {any: [pump, spare]}}, gate: {restart: 2h}}\n"
    "services: {water: {demand: 30/h, needs: tank, mbco: 50%, rto: 2h, mtpd: 9h}}\n"
    "resources: {crew: {amount: 3}}\n"
    "plans: {mend: {when: down(gate), tasks: {look: {takes: 1h, uses: {crew: 1}}, "
    "fit: {after: look, takes: 4h, uses: {crew: 2}}, more: {after: look, takes: 1h, uses: {crew: 2}}}}}\n"
    "incidents: {fire: {opens: 1h, severity: 0.4}}\n"
)


def test_a_reading_goes_by_the_rows_of_the_model() -> None:
    """Two hours into it: levels and states, who is busy and who waits, what is open."""
    live = Live(TOWN + inject("at: 1h, do: [{fail: gate, for: 30m}, {fail: {tank: 1}}]"), head=CALM)
    live.to(2.25)
    reading, model = live.read(), live.start
    asset = {
        name: reading.assets[row_of(model, EntityKind.ASSET, name)]
        for name in ("pump", "spare", "tank", "gate")
    }

    assert ["up", "standing by", "degraded", "restarting"] == [asset[name].state for name in asset]
    assert (0.5, 1, 2) == (asset["tank"].level, asset["tank"].working, asset["tank"].units)
    assert (0.0, True, 37.5) == tuple(
        getattr(reading.services[0], name) for name in ("performance", "is_below_mbco", "backlog")
    )
    assert (3, 2, 1, 1) == tuple(
        getattr(reading.resources[0], name) for name in ("present", "busy", "free", "waiting")
    )
    assert [(0, 1 * H)] == [(one.number, one.opened_ms) for one in reading.occurrences]
    assert [("mend", "running")] == [
        (model.name_of(model.plans[one.plan].entity), one.state) for one in reading.instances
    ]
    assert ["done", "running", "waiting"] == sorted(one.state for one in reading.works)
    assert round(2.25 * H) == reading.now_ms


def test_a_reading_is_frozen() -> None:
    """Nobody changes the world by what was read of it."""
    reading = Live(TOWN, head=CALM).read()

    with pytest.raises(FrozenInstanceError):
        reading.rumour = 1.0  # type: ignore[misc] # that is the point


def test_a_decision_shows_its_deadline_and_an_inject_its_time() -> None:
    """Open since 1 h and due by 3 h; the inject that was put off shows its new time."""
    text = (
        "teams: {board: {level: crisis}}\n"
        "decisions: {close: {ask: Close?, of: board, level: operational, within: 2h, when: flag(it), "
        "options: {no: {}, yes: {}}}}\n"
    )
    live = Live(
        text + inject("at: 1h, do: [{set: it}]", "at: 9h", "when: flag(it)"),
        played=("board",),
        prompted=("I3",),
    )
    live.order(1.5, Verb.RESCHEDULE, "I2", 7 * H)
    live.to(2)
    reading = live.read()

    assert [(True, 1 * H, 3 * H, NONE)] == [
        (one.is_open, one.opened_ms, one.deadline_ms, one.chosen) for one in reading.decisions
    ]
    assert [(1 * H, 1 * H), (NONE, 7 * H), (NONE, NONE)] == [
        (one.fired_ms, one.due_ms) for one in reading.injects
    ]
    assert [(False, False), (False, False), (True, True)] == [
        (one.is_withheld, one.is_due) for one in reading.injects
    ]
    assert (True,) == reading.flags


def test_reading_and_measuring_all_the_way_change_nothing() -> None:
    """North Hyde read and measured every twenty minutes: the same fingerprint and measures as undisturbed."""
    model = compile_model(read_scenario(Path("scenarios/north-hyde.yaml")))
    policy = Policy(played=(row_of(model, EntityKind.TEAM, "duty_manager"),))
    simulation = Simulation(model, seed=3, policy=policy)
    for step in range(1, 3 * 24):
        simulation.advance(step * H // 3)
        read_world(simulation)
        simulation.measures_now()
    simulation.advance(model.horizon_ms)
    now = simulation.measures_now()
    told = simulation.finish(model.horizon_ms)
    undisturbed = simulate(model, seed=3, policy=policy)

    assert undisturbed.fingerprint == told.fingerprint
    assert undisturbed.measures == told.measures == now
    assert any(record.kind == Kind.NOTE_DUE for record in told.trace)
