"""Scenarios that nobody thought of give the same run on both engines."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.made.scenario import Plain, made, model_of, scenarios
from tests.made.wider import wide
from tests.parity.comparing import difference
from tests.parity.interfering import commands
from tests.parity.written import CAUTIOUS, QUESTIONS

FEW, MANY = range(60), range(60, 4060)


def _differs(scenario: Plain, number: int) -> str:
    model = model_of(scenario)
    return difference(model, number) or difference(model, number + 1, 3, policy=commands(model, number))


@pytest.mark.parametrize("tens", range(0, len(FEW), 10))
def test_made_scenarios_give_the_same_run(tens: int) -> None:
    """Ten made scenarios, each alone and with orders in the middle, agree to the last bit."""
    for number in FEW[tens : tens + 10]:
        assert "" == _differs(made(number), number), f"made scenario {number}"


@pytest.mark.parametrize("tens", range(0, len(FEW), 10))
def test_made_scenarios_with_what_is_rarely_written_give_the_same_run(tens: int) -> None:
    """Ten made scenarios with zeros, wholes and odd profiles agree as well."""
    for number in FEW[tens : tens + 10]:
        assert "" == _differs(wide(number), number), f"wide scenario {number}"


def test_a_restriction_that_is_kept_too_long_gives_the_same_run() -> None:
    """What over-reaction costs is the same on both engines."""
    model = model_of(CAUTIOUS)
    for seed in range(1, 13):
        assert "" == difference(model, seed)


def test_questions_at_the_limit_give_the_same_run() -> None:
    """Equality, the first task of all and what a team sees of containment are the same on both engines."""
    model = model_of(QUESTIONS)
    for seed in range(1, 13):
        assert "" == difference(model, seed)


@pytest.mark.proof
@pytest.mark.parametrize("hundreds", range(0, len(MANY), 100))
def test_thousands_of_made_scenarios_give_the_same_run(hundreds: int) -> None:
    """Thousands of made scenarios agree."""
    for number in MANY[hundreds : hundreds + 100]:
        assert "" == _differs(made(number), number), f"made scenario {number}"
        assert "" == _differs(wide(number), number), f"wide scenario {number}"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(), st.integers(0, 2**32 - 1))
def test_a_scenario_that_hypothesis_writes_gives_the_same_run(scenario: Plain, seed: int) -> None:
    """Whatever the language can say, both engines say the same of it, and a failure is made small."""
    assert "" == difference(model_of(scenario), seed)
