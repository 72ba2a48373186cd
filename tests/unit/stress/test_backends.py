"""A chunk done on the engine is what the engine does."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from sems_sim.engine import Simulation, simulate
from sems_sim.errors import ArgumentError
from sems_sim.stress import Batch, Chunk, merged, run_chunk, sample_moments
from sems_sim.stress.backends import whole
from tests.unit.stress.doing import first_steps

CHUNK = Chunk(first_steps(), 5, 2, 3, None, "engine")


@pytest.fixture(scope="module")
def done() -> Batch:
    """Replications 2 to 4 of seed 5."""
    return run_chunk(CHUNK)


def test_looking_on_changes_no_run(done: Batch) -> None:
    """With all its looks at the bands, a replication has the fingerprint, events and measures of an undisturbed run."""
    for row in range(3):
        run = simulate(first_steps(), seed=5, replication=2 + row)
        halves = [int(run.fingerprint[:16], 16), int(run.fingerprint[16:], 16)]
        expected = [np.nan if value is None else value for value in run.measures.values()]

        assert (halves, run.events) == (done.fingerprints[row].tolist(), int(done.events[row]))
        assert np.array_equal(expected, done.measures[row], equal_nan=True)


def test_a_band_shows_how_things_stood(done: Batch) -> None:
    """At each moment the bin of a service is its performance when all of that millisecond had happened."""
    bands = np.zeros_like(done.bands[0])
    for replication in (2, 3, 4):
        simulation = Simulation(first_steps(), seed=5, replication=replication)
        for point, moment_ms in enumerate(sample_moments(first_steps().horizon_ms)):
            simulation.run_until(moment_ms + 1)
            bands[point, int(simulation.parts.services.performance(0) * 100 + 0.5)] += 1

    assert np.array_equal(bands, done.bands[0])
    assert {3} == set(done.bands.sum(axis=2).ravel().tolist())
    assert 0 == done.bands[2, :, 3:].sum()


def test_a_chunk_is_the_sum_of_its_replications(done: Batch) -> None:
    """Done one by one, the replications of a chunk merge to what the chunk gives."""
    alone = merged([run_chunk(replace(CHUNK, first=first, count=1)) for first in (2, 3, 4)])

    assert np.array_equal(done.fingerprints, alone.fingerprints)
    assert np.array_equal(done.bands, alone.bands)
    assert np.array_equal(done.measures, alone.measures, equal_nan=True)


def test_a_chunk_can_be_sent() -> None:
    """A chunk survives pickling, and the way as a model and the rest."""
    assert CHUNK == pickle.loads(pickle.dumps(CHUNK))  # noqa: S301 - our own bytes
    assert CHUNK == whole(CHUNK.model, CHUNK.rest)


def test_an_unknown_engine_is_refused() -> None:
    """Who asks for an engine that is not there is told which there are."""
    with pytest.raises(ArgumentError, match="kernel or engine"):
        run_chunk(replace(CHUNK, engine="steam"))  # type: ignore[arg-type] # the test is about it
