"""Scenarios that nobody thought of give the same run on both engines."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sems_sim.model import Model, Order, Policy
from tests.made.scenario import Plain, made, model_of, scenarios
from tests.parity.comparing import difference

FEW, MANY = range(150), range(150, 4150)


def _orders(model: Model, number: int) -> Policy:
    """Orders and forced options of a made scenario: spans of effects that it has, at moments of its own."""
    spans = [row.effects for row in (*model.options, *model.injects, *model.tasks) if row.effects.count]
    orders = tuple(
        Order((place * 7_919_993 + number * 104_729) % model.horizon_ms, span)
        for place, span in enumerate(spans[:6])
    )
    options = tuple((place, 0) for place, row in enumerate(model.decisions) if row.options.count and number % 3 == 0)
    return Policy(options, orders)


def _differs(number: int) -> str:
    model = model_of(made(number))
    return difference(model, number) or difference(model, number + 1, 3, policy=_orders(model, number))


@pytest.mark.parametrize("tens", range(0, len(FEW), 10))
def test_made_scenarios_give_the_same_run(tens: int) -> None:
    """Ten made scenarios, each alone and with orders in the middle, agree to the last bit."""
    for number in FEW[tens : tens + 10]:
        assert "" == _differs(number), f"made scenario {number}"


@pytest.mark.proof
@pytest.mark.parametrize("hundreds", range(0, len(MANY), 100))
def test_thousands_of_made_scenarios_give_the_same_run(hundreds: int) -> None:
    """Thousands of made scenarios agree."""
    for number in MANY[hundreds : hundreds + 100]:
        assert "" == _differs(number), f"made scenario {number}"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(), st.integers(0, 2**32 - 1))
def test_a_scenario_that_hypothesis_writes_gives_the_same_run(scenario: Plain, seed: int) -> None:
    """Whatever the language can say, both engines say the same of it, and a failure is made small."""
    assert "" == difference(model_of(scenario), seed)
