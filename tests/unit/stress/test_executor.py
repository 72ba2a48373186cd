"""Executors on this machine, and a cluster that is not there."""

import socket
import sys

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress import Batch, Dask, Executor, Here, Processes, Threads, executor_for
from sems_sim.stress import executor as module
from tests.unit.stress.doing import chunks, faulty, pretended


@pytest.mark.parametrize("executor", [Here(), Threads(1), Threads(3)], ids=["here", "one thread", "three"])
def test_batches_come_in_the_order_of_their_chunks(executor: Executor) -> None:
    """Whoever does them, chunks come back numbered, in order, and done."""
    with executor:
        found = list(executor.run(iter(chunks(9)), pretended))

    assert [(number, 3 * number) for number in range(9)] == [(number, batch.first) for number, batch in found]
    assert np.array_equal(pretended(chunks(9)[8]).measures, found[8][1].measures, equal_nan=True)


@pytest.mark.parametrize("executor", [Here(), Threads(2)], ids=["here", "threads"])
def test_a_fault_of_the_work_is_raised_in_its_turn(executor: Executor) -> None:
    """What was done before the faulty chunk is handed over first."""
    with executor:
        batches = executor.run(iter(chunks(9)), faulty)

        assert [0, 1, 2] == [next(batches)[0] for _ in range(3)]
        with pytest.raises(RuntimeError, match="the work is wrong"):
            next(batches)


def test_an_executor_can_be_used_again() -> None:
    """The threads of one ensemble do the next, also after they were let go of."""
    executor = Threads(2)
    for _ in range(2):
        assert 4 == len(list(executor.run(iter(chunks(4)), pretended)))
        executor.close()


def test_the_kernel_gets_threads_and_the_engine_processes() -> None:
    """By default the work goes to what speeds it up; one worker needs neither."""
    assert isinstance(executor_for("kernel", 2), Threads)
    assert isinstance(executor_for("engine", 2), Processes)
    assert isinstance(executor_for("engine", 1), Here)


def test_without_dask_a_cluster_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask is an extra: who lacks it is told how to get it."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(ArgumentError, match=r'pip install "sems-sim\[cluster\]"'):
        list(Dask("tcp://127.0.0.1:1").run(iter(chunks(1)), pretended))


def test_a_cluster_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no scheduler answers, the error names the address."""
    monkeypatch.setattr(module, "_PATIENCE_S", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(ArgumentError, match=f"{address}: no Dask scheduler answers"):
            list(Dask(address).run(iter(chunks(1)), pretended))


def test_a_worker_that_is_different_is_refused() -> None:
    """The message says which worker, and in what it differs; a worker that is the same passes."""
    python, version, source = module._signature()
    module._compare({"tcp://a": (python, version, source)})

    with pytest.raises(
        ArgumentError, match=rf"tcp://b is not like this program: sems-sim 0\.0\.1, here {version}\n"
    ):
        module._compare({"tcp://a": (python, version, source), "tcp://b": (python, "0.0.1", source)})


def test_a_worker_refuses_a_sender_that_is_different(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that joined after the sender looked compares for itself."""
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(distributed, "get_worker", lambda: type("Worker", (), {"address": "tcp://c"}))
    chunk = chunks(1)[0]

    with pytest.raises(ArgumentError, match="tcp://c is not like this program: Python"):
        module._work_there(chunk.model, chunk.rest, pretended, ("2.7", *module._signature()[1:]))
    done = module._work_there(chunk.model, chunk.rest, pretended, module._signature())
    assert isinstance(done, Batch)
    assert 3 == done.count
