"""Worker processes: killed, faulty, interrupted."""

import multiprocessing
import os
import time
from functools import partial
from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError, ZeroTimeCircleError
from sems_sim.stress import Processes
from tests.unit.stress.doing import chunks, circular, deadly, dying, faulty, pretended, slow

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="the workers of these tests kill themselves by a signal"
)


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    """A worker that is killed while it works costs its chunk another attempt; all come back in order."""
    with Processes(2) as executor:
        found = list(executor.run(iter(chunks(8)), partial(dying, tmp_path)))

    assert (tmp_path / "died").exists()
    assert [3 * number for number in range(8)] == [batch.first for _, batch in found]


def test_work_that_kills_each_worker_ends_with_a_word() -> None:
    """Nobody goes on for ever: after some attempts the error says which replications, and what may help."""
    with (
        Processes(1) as executor,
        pytest.raises(ArgumentError, match="replications from 9 on lost their worker"),
    ):
        list(executor.run(iter(chunks(5)), deadly))


def test_a_fault_of_the_work_comes_through() -> None:
    """What a worker raises is raised here, and is not taken for a lost worker."""
    with Processes(1) as executor:
        with pytest.raises(RuntimeError, match="the work is wrong"):
            list(executor.run(iter(chunks(5)), faulty))

        assert 2 == len(list(executor.run(iter(chunks(2)), pretended)))


def test_an_error_with_several_arguments_comes_home_whole() -> None:
    """An error of a simulation keeps its kind, its words and its facts on the way between processes."""
    with (
        Processes(1) as executor,
        pytest.raises(ZeroTimeCircleError, match="circle in zero time at 7 ms") as caught,
    ):
        list(executor.run(iter(chunks(1)), circular))

    assert (7, ("a", "b")) == (caught.value.at_ms, caught.value.records)


def test_closing_ends_workers_in_the_middle_of_their_work() -> None:
    """Who interrupts does not wait for chunks that are under way, and leaves no process behind."""
    with Processes(2) as executor:
        batches = executor.run(iter(chunks(9)), slow)
        next(batches)
        begun = time.monotonic()
    batches.close()  # type: ignore[attr-defined] # it is a generator

    assert time.monotonic() - begun < 10
    assert [] == multiprocessing.active_children()
