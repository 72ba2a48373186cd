"""Whole replications on the compiled kernel, alone and in batches."""

from pathlib import Path

import numpy as np
import pytest

from sems_sim.kernel import run_replications, simulate
from sems_sim.kernel.place import Stage, Tables
from sems_sim.kernel.simulate import _replicate, _Wish, fingerprint_of
from sems_sim.kernel.state_world import EVENTS, LISTS, RECORDS
from sems_sim.kernel.units import load
from sems_sim.model import Model
from sems_sim.scenario import compile_model, read_scenario


@pytest.fixture(scope="module")
def model() -> Model:
    """A shipped scenario with people, plans and decisions."""
    return compile_model(read_scenario(Path("scenarios/insider-concern.yaml")))


def test_pools_that_are_too_small_grow_and_change_nothing(model: Model) -> None:
    """A stage with hardly any room gives the very run of one with plenty, after it has made more."""
    expected = simulate(model, seed=3)
    load()
    tables = Tables(model)
    plenty = {number: tables.pools[number] for number in (EVENTS, RECORDS, LISTS)}
    tables.pools.update(dict.fromkeys(plenty, 64))
    stage = Stage(tables, load())
    _replicate(stage, _Wish(3, 0, model.horizon_ms, None, samples=0))

    assert expected.fingerprint == fingerprint_of(stage.rows[0][0])
    assert len(stage.rows[RECORDS]) > 64


def test_a_batch_is_its_replications(model: Model) -> None:
    """Fingerprints, events and measures of a batch are those of single runs with the same numbers."""
    batch = run_replications(model, seed=4, first=2, count=3)
    singles = [simulate(model, seed=4, replication=2 + place) for place in range(3)]

    assert [one.events for one in singles] == batch.events.tolist()
    assert [one.fingerprint for one in singles] == [
        f"{low:016x}{high:016x}" for low, high in batch.fingerprints.tolist()
    ]
    for one, row in zip(singles, batch.measures, strict=True):
        given = [np.nan if value is None else value for value in one.measures.values()]
        assert np.array_equal(np.array(given, float), row, equal_nan=True)


def test_every_replication_stands_in_one_bin_of_each_band_at_each_moment(model: Model) -> None:
    """Services, incidents and the level of response: as many samples as replications, everywhere."""
    batch = run_replications(model, seed=4, first=0, count=5)

    assert (len(model.services) + len(model.incidents) + 1, 121, 101) == batch.bands.shape
    assert np.all(5 == batch.bands.sum(axis=2))


def test_a_run_that_is_cut_short_is_the_beginning_of_the_whole(model: Model) -> None:
    """Until half the horizon the trace is the same, but for the record that ends it."""
    half_ms = model.horizon_ms // 2
    whole, half = simulate(model, seed=6), simulate(model, seed=6, until_ms=half_ms)
    count = len(half.trace) - 1

    assert half_ms == half.end_ms
    assert whole.trace[:count].tolist() == half.trace[:count].tolist()


def test_astage_forgets_the_replication_before(model: Model) -> None:
    """The same address gives the same run, whatever ran in between."""
    first = simulate(model, seed=8)
    simulate(model, seed=9)

    assert first.fingerprint == simulate(model, seed=8).fingerprint
