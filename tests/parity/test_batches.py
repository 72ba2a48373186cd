"""Many replications at once: the same measures, fingerprints and bands as the engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sems_sim.kernel import run_replications
from sems_sim.model import Model, measures_of
from sems_sim.scenario import compile_model, read_scenario
from tests.made.scenario import model_of
from tests.made.wider import wide
from tests.parity.sampling import sampled

SHIPPED = [("first-steps", 12), ("checkin-ransomware", 4)]


def _agrees(model: Model, seed: int, first: int, count: int) -> None:
    batch = run_replications(model, seed=seed, first=first, count=count)
    runs = [sampled(model, seed, first + place) for place in range(count)]
    bands = np.sum([bands for _, bands in runs], axis=0)

    assert [run.fingerprint for run, _ in runs] == [
        "".join(f"{int(lane):016x}" for lane in lanes) for lanes in batch.fingerprints
    ]
    assert [run.events for run, _ in runs] == list(batch.events)
    names = [measure.name for measure in measures_of(model)]
    for (run, _), row in zip(runs, batch.measures, strict=True):
        assert [run.measures[name] for name in names] == [None if np.isnan(value) else value for value in row]
    assert np.array_equal(bands, batch.bands)


@pytest.mark.parametrize(("name", "count"), SHIPPED)
def test_a_batch_of_a_shipped_scenario_is_what_the_engine_does(name: str, count: int) -> None:
    """Replication by replication, and in every bin at each of the 121 moments."""
    _agrees(compile_model(read_scenario(Path("scenarios") / f"{name}.yaml")), 7, 100, count)


@pytest.mark.parametrize("number", range(0, 40, 4))
def test_a_batch_of_a_made_scenario_is_what_the_engine_does(number: int) -> None:
    """Bands are passed through alike where things stand still, leap and end."""
    _agrees(model_of(wide(number)), number, 3, 3)
