"""What every run keeps, over scenarios that nobody wrote."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from sems_sim.engine import Run, Simulation
from sems_sim.errors import ZeroTimeCircleError
from sems_sim.events import Kind
from sems_sim.model import Fact, Model, Op, Verb
from tests.made.scenario import Plain, made, model_of, scenarios
from tests.properties.keeping import broken_by

RARE = frozenset(
    {
        Kind.REPORTED_IN_CONFIDENCE,
        Kind.FLAG_CLEARED,
        Kind.INCIDENT_PREVENTED,
        Kind.TASK_STOPPED,
        Kind.INCIDENT_LOOSE,
    }
)
"""What only thousands of made scenarios show; unit tests reach these."""
OF_EXERCISES = frozenset(kind for kind in Kind if kind >= Kind.INJECT_DUE)
"""What only a live exercise shows; no scenario file can."""
ENOUGH = 180


def run_of(model: Model, seed: int) -> tuple[Simulation, Run] | None:
    """Run a model to its end; None if it goes in a circle, which a made scenario may."""
    simulation = Simulation(model, seed=seed)
    try:
        simulation.run_until(model.horizon_ms)
    except ZeroTimeCircleError:
        return None
    return simulation, simulation.finish(model.horizon_ms)


def _facts(model: Model) -> set[int]:
    return {step.fact for one in model.conditions for step in one.steps if step.op == Op.FACT}


def _broken(numbers: range) -> tuple[dict[int, list[str]], set[int], set[int], set[int]]:
    broken: dict[int, list[str]] = {}
    verbs: set[int] = set()
    facts: set[int] = set()
    kinds: set[int] = set()
    for number in numbers:
        model = model_of(made(number))
        verbs |= {effect.verb for effect in model.effects}
        facts |= _facts(model)
        done = run_of(model, number)
        if done is not None:
            kinds |= {record.kind for record in done[1].trace}
            if found := broken_by(*done):
                broken[number] = found
    return broken, verbs, facts, kinds


def test_made_scenarios_reach_the_whole_language_and_keep_what_runs_keep() -> None:
    """Every verb, fact and kind of record appears among the made scenarios, and none of them breaks a law."""
    broken, verbs, facts, kinds = _broken(range(ENOUGH))

    assert {} == broken
    assert [] == [verb.name for verb in Verb if verb < Verb.TAKE and verb not in verbs]
    assert [] == [fact.name for fact in Fact if fact not in facts]
    assert [] == [kind.name for kind in Kind if kind not in kinds | RARE | OF_EXERCISES]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_no_scenario_breaks_what_every_run_keeps(scenario: Plain) -> None:
    """Flows, pools, incidents, causes, time, measures and accounts add up in any scenario, down to the smallest."""
    done = run_of(model_of(scenario), 1)
    assume(done is not None)
    assert done is not None

    assert [] == broken_by(*done)


@pytest.mark.proof
def test_thousands_of_made_scenarios_keep_what_runs_keep() -> None:
    """Three thousand scenarios more break no law, and reach every kind of record."""
    broken, _, _, kinds = _broken(range(ENOUGH, ENOUGH + 3000))

    assert {} == broken
    assert [] == [kind.name for kind in Kind if kind not in kinds | OF_EXERCISES]


@pytest.mark.proof
@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_no_scenario_that_hypothesis_finds_breaks_what_every_run_keeps(scenario: Plain) -> None:
    """The same with other scenarios each time, for as long as a proof may take."""
    done = run_of(model_of(scenario), 1)
    assume(done is not None)
    assert done is not None

    assert [] == broken_by(*done)
