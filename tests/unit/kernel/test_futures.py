"""Many futures of one present, from one replay of the past."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from sems_sim.events import Kind
from sems_sim.kernel import run_futures, simulate_future
from sems_sim.model import Present, measures_of
from sems_sim.scenario import compile_model, read_scenario

MODEL = compile_model(read_scenario(Path("scenarios/first-steps.yaml")))
HOUR_MS = 3_600_000
PRESENT = Present(MODEL, 3, 2 * HOUR_MS)


def test_a_future_does_not_see_the_one_before_it() -> None:
    """Whatever was played on the stage, future 7 is future 7."""
    alone = run_futures(PRESENT, first=7, count=1)
    later = run_futures(PRESENT, first=0, count=9)

    assert np.array_equal(alone.fingerprints[0], later.fingerprints[7])
    assert np.array_equal(alone.measures[0], later.measures[7], equal_nan=True)


def test_bands_run_from_the_present_to_the_end() -> None:
    """121 moments, in which every future is counted once in each band."""
    found = run_futures(replace(PRESENT, until_ms=10 * HOUR_MS), first=0, count=4)

    assert (2 * HOUR_MS, 10 * HOUR_MS - 1, 121) == (
        found.moments_ms[0],
        found.moments_ms[-1],
        len(found.moments_ms),
    )
    assert (4 == found.bands.sum(axis=2)).all()


def test_the_first_moment_of_a_fact_is_that_of_its_first_record_after_the_present() -> None:
    """Past records do not count; -1 says that it did not come about."""
    watched = [(entity, kind) for entity in range(len(MODEL.entities)) for kind in (90, 42, 31)]
    found = run_futures(PRESENT, first=0, count=2, watched=watched)
    for future in range(2):
        told = simulate_future(PRESENT, future).trace
        told = told[told["time_ms"] >= PRESENT.now_ms]
        for place, (entity, kind) in enumerate(watched):
            rows = told[(told["entity"] == entity) & (told["kind"] == kind)]
            assert (int(rows["time_ms"][0]) if len(rows) else -1) == found.firsts_ms[future, place]
    assert (found.firsts_ms >= 0).any()


def test_a_present_at_the_start_and_one_at_the_end_are_no_exceptions() -> None:
    """From time 0 everything is still to come; just before the end next to nothing is."""
    start = run_futures(replace(PRESENT, now_ms=0), first=0, count=3)
    end = run_futures(replace(PRESENT, now_ms=MODEL.horizon_ms - 1), first=0, count=3)
    place = [measure.name for measure in measures_of(MODEL)].index("service.water.served")

    assert 3 == len({tuple(lanes) for lanes in start.fingerprints.tolist()})
    assert 1 == len(set(end.measures[:, place]))
    assert Kind.ENDED == simulate_future(replace(PRESENT, now_ms=MODEL.horizon_ms - 1), 0).trace[-1]["kind"]
