"""Ensembles: how long compiling takes, how many replications threads do, how much memory it all needs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.measuring import SHARED, machine, publish, table

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
TIMES = 3
MANY = 10_000
MILLION = 1_000_000
IN_MEMORY = (1_000, 10_000, 100_000)
THREADS = (1, 2)
PAGE = """# Ensembles

Made by `make bench` ({machine}), by the clock. {shared}

## Compiling

The rules are compiled once on a machine, and kept. Each line is a process of its own, from start to end.

{compiling}

The start beyond a run of the engine is what anybody pays who asks the kernel for a single run of north-hyde.

## {many:,} replications of north-hyde

With all measures, events, fingerprints and bands over time, kept in memory; after compilation, medians of {times}
rounds, one thread and two in turn. Processor time says what the work costs; by the clock it also waits for who else
is here.

{threads}

The kernel is called through `ctypes`, which lets go of Python's lock for all of a replication but {held:.0f} % of its
time: {block} KiB are copied at its start, its measures at its end. So the lock holds two threads back by little; how
much faster than one they are depends on whether the second core is free.

## Memory

The peak of resident memory of a process that does so many replications of first-steps, streaming to a folder as
`sems-sim stress` does.

{memory}

A replication leaves one row behind, in a file; in memory there is never more than the part of {part:,} rows that is
being written.
"""
LOAD = "from sems_sim.kernel import load; load()"
KERNEL_RUN = """
from sems_sim.scenario import compile_model, read_scenario
from sems_sim.kernel import simulate
simulate(compile_model(read_scenario({path!r})), seed=1)
"""
ENGINE_RUN = KERNEL_RUN.replace("sems_sim.kernel", "sems_sim.engine")
THREADED = """
import time
from sems_sim.kernel import load
from sems_sim.scenario import compile_model, read_scenario
from sems_sim.stress import Threads, run_ensemble
model = compile_model(read_scenario({path!r}))
load()
for workers in {rounds!r}:
    with Threads(workers) as threads:
        run_ensemble(model, replications=500, seed=2, executor=threads)
        began, used = time.perf_counter(), time.process_time()
        found = run_ensemble(model, replications={many}, seed=1, executor=threads)
        print(workers, time.perf_counter() - began, time.process_time() - used)
"""
HELD = """
import time
from sems_sim.kernel import load, run_replications
from sems_sim.kernel.place import Stage
from sems_sim.scenario import compile_model, read_scenario
model, ask, inside = compile_model(read_scenario({path!r})), Stage.ask, 0.0
load()
run_replications(model, seed=1, first=0, count=10)
def timed(stage, *asked):
    global inside
    began = time.perf_counter()
    answer = ask(stage, *asked)
    inside += time.perf_counter() - began
    return answer
Stage.ask = timed
began = time.perf_counter()
run_replications(model, seed=1, first=0, count={many})
print(inside, time.perf_counter() - began)
"""
STREAMED = """
import resource, time
from pathlib import Path
from sems_sim.scenario import compile_model, read_scenario
from sems_sim.stress import Store, Threads, run_ensemble
model = compile_model(read_scenario({path!r}))
began = time.perf_counter()
with Threads({workers}) as threads:
    run_ensemble(model, replications={many}, seed=1, executor=threads, store=Store(Path({folder!r})))
took = time.perf_counter() - began
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0, took)
"""


def said_by(code: str, cache: str | None = None) -> tuple[list[list[float]], float]:
    """Return the numbers that a process of its own prints, line by line, and the seconds it took by the clock."""
    surroundings = dict(os.environ)
    if cache is not None:
        surroundings["SEMS_SIM_CACHE"] = cache
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=surroundings
    )
    took = time.perf_counter() - began
    return [[float(word) for word in line.split()] for line in done.stdout.splitlines()], took


def compiling() -> str:
    """Measure a cold compilation, and starts with what was kept."""
    with tempfile.TemporaryDirectory() as folder:
        cold = said_by(LOAD, folder)[1]
    path = str(SCENARIOS / "north-hyde.yaml")
    works = {"engine": ENGINE_RUN.format(path=path), "kernel": KERNEL_RUN.format(path=path)}
    seconds: dict[str, list[float]] = {"engine": [], "kernel": []}
    for turn in range(TIMES + 1):
        for name, code in works.items():
            took = said_by(code)[1]
            if turn > 0:
                seconds[name].append(took)
    engine, kernel = median(seconds["engine"]), median(seconds["kernel"])
    rows = [
        ("compile everything, nothing kept", f"{cold:.1f}", ""),
        ("one run of north-hyde on the engine", f"{engine:.2f}", ""),
        ("one run of north-hyde on the kernel, kept code", f"{kernel:.2f}", f"{kernel - engine:+.2f}"),
    ]
    return table(("process", "seconds", "beyond the engine"), rows)


def threads() -> str:
    """Measure one thread and two."""
    path = str(SCENARIOS / "north-hyde.yaml")
    found, _ = said_by(THREADED.format(path=path, rounds=THREADS * TIMES, many=MANY))
    rows = []
    alone = median(took for workers, took, _ in found if workers == 1)
    for workers in THREADS:
        clock = median(took for one, took, _ in found if one == workers)
        used = median(used for one, _, used in found if one == workers)
        rows.append((workers, f"{clock:.1f}", f"{used:.1f}", f"{MANY / clock:,.0f}", f"{alone / clock:.2f}"))
    return table(("threads", "seconds", "processor seconds", "replications/s", "times one thread"), rows)


def memory(counts: tuple[int, ...]) -> str:
    """Measure the peak of memory for ever more replications."""
    path, rows = str(SCENARIOS / "first-steps.yaml"), []
    for count in counts:
        workers = 1 if count < MILLION else 2
        with tempfile.TemporaryDirectory() as folder:
            code = STREAMED.format(path=path, many=count, folder=str(Path(folder) / "kept"), workers=workers)
            ((peak, took),), _ = said_by(code)
            size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file())
        rows.append(
            (
                f"{count:,}",
                workers,
                f"{peak:.0f}",
                f"{took:.0f}",
                f"{count / took:,.0f}",
                f"{size / 2**20:.1f}",
            )
        )
        print(rows[-1], flush=True)  # noqa: T201 - long work says how far it is
    return table(("replications", "threads", "peak MiB", "seconds", "replications/s", "MiB on disk"), rows)


def block_size() -> int:
    """Return the bytes that a stage of north-hyde copies at the start of a replication."""
    from sems_sim.kernel.place import Tables
    from sems_sim.kernel.units import load
    from sems_sim.scenario import compile_model, read_scenario

    load()
    return len(Tables(compile_model(read_scenario(SCENARIOS / "north-hyde.yaml"))).beginning)


def held_share() -> float:
    """Return the share of a replication of north-hyde in which one thread holds Python's lock."""
    path = str(SCENARIOS / "north-hyde.yaml")
    ((inside, whole),), _ = said_by(HELD.format(path=path, many=MANY // 10))
    return 1.0 - inside / whole


def main() -> None:
    """Measure all and publish the page; `few` leaves the million out."""
    counts = IN_MEMORY if "few" in sys.argv[1:] else (*IN_MEMORY, MILLION)
    said_by(LOAD)
    held = held_share()
    page = PAGE.format(
        machine=machine(),
        shared=SHARED,
        times=TIMES,
        many=MANY,
        compiling=compiling(),
        threads=threads(),
        held=held * 100.0,
        block=block_size() // 1024,
        memory=memory(counts),
        part=5_000,
    )
    publish("ensembles.md", page)


if __name__ == "__main__":
    main()
