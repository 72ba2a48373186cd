"""One ensemble made in many ways, split, killed, on a cluster: always the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from sems_sim.engine import simulate
from sems_sim.model import Model
from sems_sim.scenario import compile_model, read_scenario
from sems_sim.stress import (
    Dask,
    Executor,
    Here,
    Processes,
    Progress,
    Store,
    Threads,
    open_ensemble,
    run_ensemble,
)

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios" / "first-steps.yaml"
SEED, CHUNK, PART = 3, 4, 20
N = 50
LONGER = 70
LONGEST_WAIT_S = 60

ALONE = f"""
import sys
from pathlib import Path
from sems_sim.scenario import compile_model, read_scenario
from sems_sim.stress import Here, Processes, Store, run_ensemble

def main():
    model = compile_model(read_scenario(Path(sys.argv[1])))
    store = Store(Path(sys.argv[2]), resume=True, part={PART})
    with Here() if sys.argv[3] == "1" else Processes(int(sys.argv[3])) as executor:
        run_ensemble(
            model, replications={LONGER}, seed={SEED}, engine="engine", executor=executor, store=store,
            progress=lambda at: print(at.done, flush=True), chunk={CHUNK},
        )

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def model() -> Model:
    """The first steps, compiled."""
    return compile_model(read_scenario(SCENARIO))


def _make(model: Model, folder: Path, executor: Executor, replications: int = N) -> None:
    run_ensemble(
        model,
        replications=replications,
        seed=SEED,
        engine="engine",
        executor=executor,
        store=Store(folder, resume=True, part=PART),
        chunk=CHUNK,
    )


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def alone(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ensemble, made in one thread without a break."""
    folder = tmp_path_factory.mktemp("ensembles") / "alone"
    _make(model, folder, Here())
    return folder


@pytest.fixture(scope="module")
def longer(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A longer one, made in one thread without a break."""
    folder = tmp_path_factory.mktemp("ensembles") / "longer"
    _make(model, folder, Here(), LONGER)
    return folder


@pytest.mark.parametrize(
    "executor",
    [Threads(1), Threads(2), Threads(7), Processes(1), Processes(2), Processes(7)],
    ids=["1 thread", "2 threads", "7 threads", "1 process", "2 processes", "7 processes"],
)
def test_workers_change_no_byte(model: Model, alone: Path, tmp_path: Path, executor: Executor) -> None:
    """However many threads or processes there are, the folder is the same, byte for byte."""
    with executor:
        _make(model, tmp_path / "split", executor)

    assert _bytes(alone) == _bytes(tmp_path / "split")


def test_an_ensemble_is_made_of_the_runs_that_anybody_can_make(model: Model, alone: Path) -> None:
    """A row of an ensemble is the run of that seed and replication: same fingerprint, same measures."""
    ensemble = open_ensemble(alone)
    run = simulate(model, seed=SEED, replication=33)

    assert run.fingerprint == ensemble.fingerprints[33]
    assert list(run.measures) == list(ensemble.names)
    for name, value in run.measures.items():
        assert (value is None) == bool(ensemble[name][33] != ensemble[name][33]), name
        assert value is None or value == ensemble[name][33], name


def test_every_moment_counts_every_replication(alone: Path) -> None:
    """In each band at each moment the counts add up to the number of replications."""
    ensemble = open_ensemble(alone)

    assert {N} == {int(count) for count in ensemble.bands.sum(axis=2).ravel()}


def _killed_at(folder: Path, workers: int, done: int) -> None:
    """Make the longer ensemble in a process of its own, and kill it as soon as so much is done."""
    command = [sys.executable, "-c", ALONE, str(SCENARIO), str(folder), str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= done:
                break
        process.kill()
        # The pipe ends when the last who holds it has ended: a worker that outlived its master would keep it open.
        process.communicate(timeout=LONGEST_WAIT_S)
        assert -signal.SIGKILL == process.wait()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize(("workers", "done"), [(1, 38), (2, 22)], ids=["in this process", "two processes"])
def test_whoever_is_killed_goes_on_where_it_was(
    model: Model, longer: Path, tmp_path: Path, workers: int, done: int
) -> None:
    """Killed with SIGKILL half-way and resumed, an ensemble equals one that was never interrupted."""
    folder = tmp_path / "killed"
    _killed_at(folder, workers, done)
    kept: list[Progress] = []
    run_ensemble(
        model,
        replications=LONGER,
        seed=SEED,
        engine="engine",
        executor=Here(),
        store=Store(folder, resume=True, part=PART),
        progress=kept.append,
        chunk=CHUNK,
    )

    assert done - CHUNK <= kept[0].kept < LONGER
    assert _bytes(longer) == _bytes(folder)


def _cluster(command: str, *arguments: str) -> list[str]:
    return [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        f"distributed.cli.dask_{command}",
        "--no-dashboard",
        *arguments,
    ]


@contextmanager
def _scheduler(file: Path) -> Iterator[str]:
    with _running(_cluster("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))):
        end = time.monotonic() + LONGEST_WAIT_S
        while time.monotonic() < end:
            if file.exists() and file.read_text(encoding="utf-8").endswith("}"):
                break
            time.sleep(0.05)
        yield json.loads(file.read_text(encoding="utf-8"))["address"]


@contextmanager
def _worker(address: str, folder: Path, name: str) -> Iterator["subprocess.Popen[bytes]"]:
    arguments = ("--no-nanny", "--nthreads", "1", "--local-directory", str(folder), "--name", name)
    with _running(_cluster("worker", address, "--host", "127.0.0.1", *arguments)) as process:
        yield process


@contextmanager
def _running(command: list[str]) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_lost_worker_of_a_cluster_loses_nothing(model: Model, longer: Path, tmp_path: Path) -> None:
    """On a Dask cluster of which one worker is killed half-way, the folder is the same, byte for byte."""
    in_hand: list[int] = []
    untyped: Any = Client
    with (
        _scheduler(tmp_path / "scheduler.json") as address,
        _worker(address, tmp_path, "first") as first,
        _worker(address, tmp_path, "second"),
        untyped(address, set_as_default=False) as watcher,
        Dask(address) as cluster,
    ):
        watcher.wait_for_workers(2, timeout=LONGEST_WAIT_S)
        workers = watcher.scheduler_info()["workers"]
        place = next(place for place, worker in workers.items() if worker["name"] == "first")

        def kill_one(progress: Progress) -> None:
            if progress.done >= LONGER // 3 and not in_hand:
                in_hand.append(len(watcher.processing()[place]))
                first.kill()

        run_ensemble(
            model,
            replications=LONGER,
            seed=SEED,
            engine="engine",
            executor=cluster,
            store=Store(tmp_path / "cluster", part=PART),
            progress=kill_one,
            chunk=CHUNK,
        )
        gone = first.poll() is not None

    assert (True, True) == (gone, in_hand[0] > 0)
    assert _bytes(longer) == _bytes(tmp_path / "cluster")
