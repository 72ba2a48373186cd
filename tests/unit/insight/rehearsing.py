"""A small exercise with one fault of each kind, rehearsed once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sems_sim.insight import Rehearsal, rehearse
from sems_sim.model import Model
from sems_sim.scenario import Scenario, compile_model, read_scenario

RUNS = 12
TEXT = """
sems_sim: 1
id: try
title: A try
clock: {start: 2025-03-20T10:00:00+00:00, runs: 8h}
assets: {pump: {title: Main pump}}
services: {water: {unit: household, demand: 30/h, needs: pump, mbco: 50%, rto: 4h, mtpd: 12h}}
incidents: {flood: {opens: exponential 90m, severity: 0.5, visibility: 1, hurts: [{at: 0.4, do: {fail: pump}}]}}
teams:
  desk: {watches: [pump, flood], sees: 30/h, tells: [board]}
  board: {level: crisis, people: 5, quorum: 3}
levels: {operational: {}, crisis: {led_by: board, when: down(pump), activation: lognormal 40m 0.5}}
plans: {mend: {when: down(pump), tasks: {fix: {takes: lognormal 2h 0.4, do: [{repair: pump}, {set: mended}]}}}}
decisions:
  close: {ask: Do we close?, of: board, when: response >= crisis, options: {shut: {policy: true}, wait: {}}}
  sell: {ask: Do we sell?, of: board, when: flag(never), options: {all: {policy: true}, some: {}}}
exercise:
  played: [board]
  modules:
    - {title: Alarm, from: 0m, to: 1h, room_time: 30m}
    - {title: Long wait, from: 5h, to: 7h}
  objectives:
    O1: {text: Meet in time, target: level.crisis.first_h <= 3h}
    O2: {text: Serve, target: service.water.min_performance <= 1}
    O3: {text: Nobody tests this}
    O4: {text: Rarely tested}
  injects:
    - {id: A1, at: 10m, to: board, from: A caller, text: One, expect: Listen, objective: O1, controller: Ann}
    - {id: A2, at: 11m, to: board, text: Two, expect: Listen, objective: O1, controller: Ann}
    - {id: A3, at: 12m, to: board, text: Three, objective: O2, controller: Bob}
    - {id: B1, at: 3h, to: desk, text: Between, expect: Listen, objective: O1}
    - {id: C1, at: 9h, to: desk, text: Too late, expect: Listen, objective: O4}
    - {id: D1, when: flag(never), to: desk, text: Never, expect: Listen, objective: O4}
    - {id: E1, to: desk, text: On a word, expect: Listen, objective: O1}
    - {id: F1, at: 30m, kind: contingency, unless: time >= 0m, to: desk, text: No, expect: Listen, objective: O1}
    - {id: H1, kind: expected_action, text: The board meets, objective: O1, to: board}
    - {id: G1, when: down(pump) for 10m, to: board, text: The pump, expect: Decide, objective: O1}
"""


@cache
def the_try() -> tuple[Scenario, Model]:
    """The small exercise and its model."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "try.yaml"
        path.write_text(TEXT, encoding="utf-8")
        scenario = read_scenario(path)
    return scenario, compile_model(scenario)


@cache
def rehearsed() -> Rehearsal:
    """The small exercise rehearsed on the readable engine."""
    return rehearse(*the_try(), runs=RUNS, seed=5, engine="engine")
