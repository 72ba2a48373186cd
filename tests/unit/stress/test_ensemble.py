"""Many replications: the same rows however they came about, and rules that stop in time."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sems_sim.errors import ArgumentError
from sems_sim.stress import (
    Batch,
    Chunk,
    Ensemble,
    Executor,
    Here,
    Progress,
    Stop,
    Store,
    Threads,
    measure_names,
    open_ensemble,
    run_ensemble,
)
from sems_sim.stress import ensemble as module
from sems_sim.stress.delivery import Work
from tests.unit.stress.doing import first_steps, pretended

NAMES = measure_names(first_steps())
EXPECTED = pretended(Chunk(first_steps(), 9, 0, 20))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replications that cost nothing."""
    monkeypatch.setattr(module, "run_chunk", pretended)


def _run(
    executor: Executor | None = None, store: Store | None = None, stop: Stop | None = None, n: int = 20
) -> Ensemble:
    return run_ensemble(
        first_steps(), replications=n, seed=9, executor=executor or Here(), store=store, stop=stop, chunk=3
    )


@pytest.mark.parametrize("kept", [False, True], ids=["in memory", "on disk"])
def test_an_ensemble_gives_its_columns_by_name(tmp_path: Path, kept: bool) -> None:
    """In memory or on disk, each measure is an array, and what did not happen is NaN."""
    ensemble = _run(store=Store(tmp_path / "s", part=6) if kept else None)

    assert (20, 9, NAMES) == (ensemble.n, ensemble.seed, ensemble.names)
    assert np.array_equal(EXPECTED.measures[:, -1], ensemble["targets.all"], equal_nan=True)
    assert np.array_equal(EXPECTED.events, ensemble.events)
    assert np.array_equal(EXPECTED.bands, ensemble.bands)
    assert f"{9:016x}{0:016x}" == ensemble.fingerprints[0]
    assert np.array_equal(EXPECTED.measures, np.concatenate(list(ensemble.blocks())), equal_nan=True)
    assert (121, 3) == (len(ensemble.moments_ms), len(ensemble.band_names))
    with pytest.raises(KeyError, match=r"targets\.none"):
        _ = ensemble["targets.none"]


def test_a_kept_ensemble_can_be_opened_later(tmp_path: Path) -> None:
    """A folder is all it takes: no scenario, no model."""
    made = _run(store=Store(tmp_path / "s", part=6))
    opened = open_ensemble(tmp_path / "s")

    assert (made.names, made.n, made.seed) == (opened.names, opened.n, opened.seed)
    assert (made.moments_ms, made.band_names) == (opened.moments_ms, opened.band_names)
    assert np.array_equal(made[NAMES[0]], opened[NAMES[0]], equal_nan=True)


def test_frames_hold_the_same_numbers() -> None:
    """As a pandas frame there is one row a replication and one column a measure."""
    frame = _run().to_pandas()

    assert ("replication", list(NAMES)) == (frame.index.name, list(frame.columns))
    assert np.array_equal(EXPECTED.measures, frame.to_numpy(), equal_nan=True)


def test_without_polars_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polars is nobody's duty."""
    monkeypatch.setitem(sys.modules, "polars", None)

    with pytest.raises(ArgumentError, match="pip install polars"):
        _run().to_polars()


class _Rule:
    """Enough once so many rows have come; notes what it was told."""

    def __init__(self, enough: int) -> None:
        self.enough = enough
        self.told: list[int] = []

    def __call__(self, measures: NDArray[np.float64]) -> bool:
        self.told.append(measures.shape[0])
        return sum(self.told) >= self.enough


@pytest.mark.parametrize("executor", [Here(), Threads(2), Threads(7)], ids=["here", "two", "seven"])
def test_a_rule_stops_at_the_same_row_for_any_number_of_workers(executor: Executor) -> None:
    """It is asked after every chunk, in order, and what others have done beyond does not count."""
    rule = _Rule(8)
    with executor:
        ensemble = _run(executor, stop=rule)

    assert (9, [3, 3, 3]) == (ensemble.n, rule.told)
    assert np.array_equal(EXPECTED.measures[:9], np.concatenate(list(ensemble.blocks())), equal_nan=True)


def test_a_rule_is_told_again_what_was_there(tmp_path: Path) -> None:
    """When an ensemble is gone on with, a new rule gets all rows in the same pieces, and stops at the same row."""

    def interrupt(progress: Progress) -> None:
        if progress.done >= 9:
            raise KeyboardInterrupt

    store = Store(tmp_path / "s", resume=True, part=6)
    with pytest.raises(KeyboardInterrupt):
        run_ensemble(
            first_steps(), replications=20, seed=9, executor=Here(), store=store, progress=interrupt, chunk=3
        )
    rule = _Rule(13)
    again = _Rule(13)

    assert (15, 15) == (_run(store=store, stop=rule).n, _run(store=store, stop=again).n)
    assert [3, 3, 3, 3, 3] == rule.told == again.told


def test_progress_counts_what_is_done_and_what_was_there(tmp_path: Path) -> None:
    """Who shows progress is told at the start and after every chunk."""
    store = Store(tmp_path / "s", resume=True, part=6)
    _run(store=store, n=12)
    seen: list[Progress] = []
    run_ensemble(
        first_steps(), replications=20, seed=9, executor=Here(), store=store, progress=seen.append, chunk=3
    )

    assert [12, 15, 18, 20] == [progress.done for progress in seen]
    assert {(20, 12)} == {(progress.total, progress.kept) for progress in seen}
    assert [0, int(EXPECTED.events[12:15].sum())] == [progress.events for progress in seen[:2]]


def test_chunks_are_thought_of_when_they_are_due() -> None:
    """A million replications are not listed before the first is done."""
    seen: list[int] = []

    class _Curious(Here):
        def run(self, chunks: Iterable[Chunk], work: Work) -> Iterator[tuple[int, Batch]]:
            def noted() -> Iterator[Chunk]:
                for chunk in chunks:
                    seen.append(chunk.first)
                    yield chunk

            yield from Here.run(self, noted(), work)

    assert 3 == _run(_Curious(), stop=_Rule(1), n=1_000_000).n
    assert [0] == seen


@pytest.mark.parametrize("n", [0, -1])
def test_nothing_to_do_is_refused(n: int) -> None:
    """An ensemble has at least one replication."""
    with pytest.raises(ArgumentError, match="there is nothing to do"):
        _run(n=n)
