"""How the theory tests run a scenario of this folder, and what they read from its trace.

The twin plays: its runs are the engine's to the last bit (`tests/parity/test_theory.py`), and a hundredth of the wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sems_sim.events import Kind, Record
from sems_sim.kernel import simulate
from sems_sim.model import Model
from sems_sim.scenario import compile_model, read_scenario

HERE = Path(__file__).parent
SEED = 7
MINUTE_MS = 60_000
"""The unit of time of most tables: an hour or week there is a minute here, which saves the hourly books."""


@dataclass(frozen=True)
class Run:
    """One run: its model, its records in order, its measures."""

    model: Model
    trace: tuple[Record, ...]
    measures: Mapping[str, float | None]
    end_ms: int


@cache
def _model(name: str, overrides: tuple[tuple[str, str], ...]) -> Model:
    return compile_model(read_scenario(HERE / f"{name}.yaml", dict(overrides)))


def model_of(name: str, overrides: Mapping[str, str] | None = None) -> Model:
    """The compiled scenario, with some values replaced."""
    return _model(name, tuple((overrides or {}).items()))


def play(name: str, overrides: Mapping[str, str] | None = None, *, replication: int = 0) -> Run:
    """One run with the seed of all theory tests."""
    run = simulate(model_of(name, overrides), seed=SEED, replication=replication)
    return Run(run.model, tuple(Record(*row) for row in run.trace.tolist()), run.measures, run.end_ms)


def measured(run: Run, name: str) -> float:
    """A measure that has a value."""
    value = run.measures[name]
    assert value is not None, f"{name} did not happen"
    return value


def moments(run: Run, entity: str, kind: Kind) -> list[tuple[int, float]]:
    """When records of a kind about an entity were made, in ms, and their values."""
    number = next(index for index, one in enumerate(run.model.entities) if one.name == entity)
    return [(r.time_ms, r.value) for r in run.trace if r.kind == kind and r.entity == number]


def by_instance(run: Run, task: str, kind: Kind) -> dict[int, int]:
    """When something happened to each instance of a task or plan, in ms."""
    return {int(value): time for time, value in moments(run, task, kind)}


def level_path(run: Run, asset: str) -> list[tuple[int, float]]:
    """The level of an asset that begins whole, from moment to moment."""
    return [(0, 1.0), *moments(run, asset, Kind.ASSET_LEVEL)]


def outages(run: Run, asset: str) -> list[tuple[int, int]]:
    """When an asset went down and how long for, in ms; one that is not over is left out."""
    found, since = [], -1
    for time, level in level_path(run, asset):
        if level == 0.0 and since < 0:
            since = time
        elif level > 0.0 and since >= 0:
            found.append((since, time - since))
            since = -1
    return found


def count_path(run: Run, entity: str, up: Kind, down: Kind) -> list[tuple[int, float]]:
    """How many are in a state that one kind of record enters and another leaves."""
    steps = [(time, 1) for time, _ in moments(run, entity, up)]
    steps += [(time, -1) for time, _ in moments(run, entity, down)]
    path, number = [(0, 0.0)], 0
    for time, step in sorted(steps):
        number += step
        path.append((time, float(number)))
    return path
