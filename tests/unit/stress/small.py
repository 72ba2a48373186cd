"""Small scenarios and a small effort for tests of studies: a few runs, in this thread."""

from __future__ import annotations

from functools import lru_cache

from sems_sim.model import Model
from sems_sim.scenario import Scenario, compile_model
from sems_sim.stress import Effort, Here, Step
from tests.unit.scenario.writing import scenario_of

QUEUE = """
people: off
money: GBP
assets: {pump: {}, spare: {}, mill: {needs: {any: [pump, spare]}}}
services: {flour: {demand: 10/h, capacity: 12/h, needs: mill, patience: 1h, value: 100, rto: 1h, critical: true}}
resources: {crew: {amount: 2, absence: 10%}}
stocks: {bags: {amount: 50}}
risks: {fire_risk: {likelihood: 0.1/year}}
incidents: {fire: {opens: uniform 1h 3h, severity: 0.5, risk: fire_risk, hurts: [{do: [{fail: pump}, {fail: spare}]}]}}
plans:
  mend:
    when: active(fire)
    tasks:
      look: {takes: uniform 1h 2h, uses: {crew: 1}}
      fetch: {takes: 30m}
      weld: {after: [look, fetch], takes: uniform 2h 4h, uses: {crew: 2}, do: [{repair: pump}, {end: fire}]}
"""
STUDY = """
study:
  levers:
    hands:
      set: resources.crew.amount
      to: [2, 3, 4]
      cost: {once: 1000, yearly: {amount: 50, per_step: 100}, life: 10}
    speed: {set: plans.mend.tasks.weld.takes, to: [uniform 2h 4h, 1h], cost: {once: 500}}
    rival: {set: services.flour.capacity, to: [12/h, 20/h], overlaps: [hands]}
  uncertainties:
    work: {scale: plans.mend.tasks.weld.takes, by: uniform 0.5 3}
    away: {set: resources.crew.absence, by: uniform 0 0.05}
  targets: {quick: service.flour.time_to_rto_h <= 5h}
"""


@lru_cache(maxsize=1)
def mill() -> Scenario:
    """A mill that stands when its pump and the spare burn, until two people have mended one."""
    return scenario_of(QUEUE + STUDY)


@lru_cache(maxsize=1)
def mill_model() -> Model:
    """The same, compiled."""
    return compile_model(mill())


def effort(replications: int = 12, steps: list[Step] | None = None) -> Effort:
    """A few runs here; what is told goes into a list."""
    told = None if steps is None else steps.append
    return Effort(5, replications, engine="engine", executor=Here(), progress=told)
