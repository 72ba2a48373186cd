"""A future of a present moment is the same on both engines, to the last bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sems_sim.engine import simulate, simulate_future
from sems_sim.errors import SimulationError
from sems_sim.events import Kind
from sems_sim.kernel import run_futures
from sems_sim.kernel import simulate_future as on_kernel
from sems_sim.model import Effect, EntityKind, Order, Present, Span, Verb
from sems_sim.scenario import compile_model, read_scenario
from tests.made.scenario import made, model_of
from tests.made.wider import wide
from tests.parity.comparing import first_difference
from tests.parity.exercising import exercise
from tests.parity.interfering import commands
from tests.parity.written import SIGNS

SCENARIOS = sorted(path.stem for path in Path("scenarios").glob("*.yaml"))
MANY = range(60, 1060)


def _differs(present: Present, future: int) -> str:
    try:
        one = simulate_future(present, future)
    except SimulationError as error:
        with pytest.raises(type(error)):
            on_kernel(present, future)
        return ""
    other = on_kernel(present, future)
    if one.fingerprint != other.fingerprint:
        return first_difference(present.model, one.trace, other.trace)
    if one.events != other.events:
        return f"same records, but {one.events} events on the engine and {other.events} on the kernel"
    return "" if one.measures == other.measures else "measures differ"


def _presents(number: int, present: Present) -> list[Present]:
    """The same run seen from four moments: with orders of the past and the future, and as an exercise."""
    model, horizon_ms = present.model, present.model.horizon_ms
    policy = commands(model, number)
    now_ms = horizon_ms // 3 + number
    then = tuple(Order(max(now_ms, order.at_ms), order.effects) for order in policy.orders[:2])
    return [
        Present(model, number, horizon_ms // 10, 1),
        Present(model, number + 1, now_ms, 0, policy, then),
        Present(model, number + 2, 2 * horizon_ms // 3, 2, None, (), horizon_ms - 1),
        _exercised(present, number),
    ]


def _exercised(present: Present, number: int) -> Present:
    """An exercise whose teams are run by the model from the middle of it on."""
    model, policy = exercise(present.model, number)
    handed = tuple(Effect(Verb.PLAY, team, EntityKind.TEAM) for team in policy.played)
    grown = replace(model, effects=model.effects + handed)
    now_ms = model.horizon_ms // 2
    return Present(grown, number, now_ms, 0, policy, (Order(now_ms, Span(len(model.effects), len(handed))),))


@pytest.mark.parametrize("name", SCENARIOS)
def test_futures_of_a_shipped_scenario_are_the_same(name: str) -> None:
    """Records, causes, number of events and measures of past and future are equal, from four moments each."""
    model = compile_model(read_scenario(Path("scenarios") / f"{name}.yaml"))
    for number in range(3):
        for present in _presents(number, Present(model, 0, 0)):
            assert "" == _differs(present, number)


@pytest.mark.parametrize("tens", range(0, 60, 10))
def test_futures_of_made_scenarios_are_the_same(tens: int) -> None:
    """Whatever a scenario can say is drawn anew alike, be it under way, paused or on its way."""
    for number in range(tens, tens + 10):
        for scenario in (made(number), wide(number)):
            for present in _presents(number, Present(model_of(scenario), 0, 0)):
                assert "" == _differs(present, number), f"made scenario {number}, {present.now_ms} ms"


@pytest.mark.proof
@pytest.mark.parametrize("hundreds", range(0, len(MANY), 100))
def test_futures_of_hundreds_of_made_scenarios_are_the_same(hundreds: int) -> None:
    """A thousand made scenarios agree."""
    for number in MANY[hundreds : hundreds + 100]:
        for scenario in (made(number), wide(number)):
            for present in _presents(number, Present(model_of(scenario), 0, 0)):
                assert "" == _differs(present, number), f"made scenario {number}, {present.now_ms} ms"


def test_futures_of_signs_are_the_same_and_signs_come_before_what_they_announce() -> None:
    """A sign that is still due shows in every future its lead before the incident, and not after it."""
    model = model_of(SIGNS)
    sure = next(number for number, one in enumerate(model.entities) if one.name == "open")
    for seed in range(12):
        for hour in (1, 5, 9, 13):
            present = Present(model, seed, hour * 3_600_000)
            assert "" == _differs(present, seed), f"seed {seed}, {hour} h"
            told = [record for record in simulate_future(present, seed).trace if record.entity == sure]
            shown = [record.time_ms for record in told if record.kind == Kind.PRECURSOR_SHOWN]
            opened = [record.time_ms for record in told if record.kind == Kind.INCIDENT_OPENED]
            for sign_ms, opens_ms in zip(shown, opened, strict=False):
                if sign_ms > present.now_ms + 1:
                    assert opens_ms - sign_ms == 3 * 3_600_000


def test_a_future_keeps_the_past() -> None:
    """Up to the present a future tells the very records of the run it forks from, and later others."""
    model = compile_model(read_scenario(Path("scenarios/north-hyde.yaml")))
    present = Present(model, 7, model.horizon_ms // 4)
    plain, future = simulate(model, seed=7), simulate_future(present, 0)

    past = [record for record in plain.trace if record.time_ms < present.now_ms]
    assert past == list(future.trace[: len(past)])
    assert plain.trace != future.trace


def test_many_futures_are_each_of_them() -> None:
    """A batch is its futures one by one, in whatever pieces it is asked for."""
    model = compile_model(read_scenario(Path("scenarios/north-hyde.yaml")))
    present = Present(model, 7, model.horizon_ms // 4)
    batch = run_futures(present, first=3, count=5)
    parts = [run_futures(present, first=first, count=count) for first, count in ((3, 2), (5, 3))]

    for place in range(5):
        lanes = "".join(f"{int(lane):016x}" for lane in batch.fingerprints[place])
        assert on_kernel(present, 3 + place).fingerprint == lanes
    assert np.array_equal(batch.fingerprints, np.concatenate([part.fingerprints for part in parts]))
    assert np.array_equal(batch.bands, parts[0].bands + parts[1].bands)
    assert 5 == len({tuple(lanes) for lanes in batch.fingerprints.tolist()})
