"""A live exercise is the same on both engines, whoever plays and whatever is ordered."""

from __future__ import annotations

from pathlib import Path

import pytest

from sems_sim.model import Model, Policy
from sems_sim.scenario import compile_model, read_scenario
from tests.made.scenario import made, model_of
from tests.made.wider import wide
from tests.parity.comparing import difference
from tests.parity.exercising import exercise

SCENARIOS = sorted(path.stem for path in Path("scenarios").glob("*.yaml"))
FEW, MANY = range(60), range(60, 2060)


def _model(name: str, **overrides: str) -> Model:
    return compile_model(read_scenario(Path("scenarios") / f"{name}.yaml", overrides))


def _differs(model: Model, number: int) -> str:
    grown, policy = exercise(model, number)
    return difference(grown, number, number % 3, policy=policy)


@pytest.mark.parametrize("name", SCENARIOS)
def test_exercises_of_a_shipped_scenario_give_the_same_run(name: str) -> None:
    """Twelve exercises with other teams played and other orders agree to the last bit."""
    model = _model(name)
    for number in range(1, 13):
        assert "" == _differs(model, number), f"exercise {number}"


@pytest.mark.parametrize("name", SCENARIOS)
def test_exercises_with_people_off_give_the_same_run(name: str) -> None:
    """There, to play a team is to decide for it; the rest of the orders is as ever."""
    model = _model(name, people="off")
    for number in range(1, 7):
        assert "" == _differs(model, number), f"exercise {number}"


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_crisis_that_everybody_plays_gives_the_same_run(name: str) -> None:
    """Every team played and nothing ordered: the model says what is due, and does nothing."""
    model = _model(name)
    policy = Policy(played=tuple(range(len(model.teams))), prompted=tuple(range(len(model.injects))))
    for seed in range(1, 7):
        assert "" == difference(model, seed, policy=policy)


@pytest.mark.parametrize("tens", range(0, len(FEW), 10))
def test_exercises_of_made_scenarios_give_the_same_run(tens: int) -> None:
    """Ten made scenarios and ten wider ones agree."""
    for number in FEW[tens : tens + 10]:
        assert "" == _differs(model_of(made(number)), number), f"made scenario {number}"
        assert "" == _differs(model_of(wide(number)), number), f"wide scenario {number}"


@pytest.mark.proof
@pytest.mark.parametrize("hundreds", range(0, len(MANY), 100))
def test_thousands_of_exercises_give_the_same_run(hundreds: int) -> None:
    """Thousands of exercises of made scenarios agree."""
    for number in MANY[hundreds : hundreds + 100]:
        assert "" == _differs(model_of(made(number)), number), f"made scenario {number}"
        assert "" == _differs(model_of(wide(number)), number), f"wide scenario {number}"
