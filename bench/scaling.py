"""How time grows with the size of a dependency network: reading, compiling, running on the engine and the kernel."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import inf, log
from pathlib import Path
from unittest.mock import patch

from bench.cascades import PlainCascade, network, write_scenario
from bench.measuring import SHARED, machine, publish, table, timed
from sems_sim.engine import simulate
from sems_sim.events import Kind
from sems_sim.kernel import load, run_replications
from sems_sim.model import Model
from sems_sim.scenario import check, compile_model, merge, read_scenario, source

SIZES = (100, 1_000, 10_000, 100_000)
LARGEST_ON_ENGINE = 10_000
KERNEL_EVENTS = 500_000
"""How many events the kernel is measured over, at least, as far as whole replications allow."""
TIMES = 3
MEASURED_AGAINST = 1_000
PAGE = """# How it scales

A random dependency network: each asset needs a majority of two to four earlier ones and has a buffer of 1 to 8 h; a
fifth of them break at the start; units live 100 h and are repaired in 4 h (both exponential) by one crew for twenty
assets, first come, first served; 168 h. It is written as a scenario and goes the way of every scenario: read, checked,
compiled, run with its whole trace. Beside it the same network as plain SimPy, a process for each life and buffer, with
no trace, no causes and no checks.

Made by `make bench` ({machine}); seconds of processor time, the best of {times} of each size, sizes in turn. {shared}

## The kernel

A replication with all its measures; engine, kernel and plain SimPy on the same network. The first replication of a
model also lays out its tables and finds out how much room it needs; it is not counted here.

{kernel}

The cost of an event against that at {against:,} assets, beside the growth of log n, which it exceeds. Nothing in the
rules looks through all assets for one event: the work for each is the same at every size, but for the heap of what is
to happen, which grows as log n. The rest is most likely the time to fetch an asset from memory: what a run touches of
one asset, its need and its unit is about 1 KB, so that 100 assets stay in the caches of a core, 10,000 need the one
that all cores share, and 100,000 (100 MB) fit none; and samples of the running machine code move to where rows of
assets are first read. Plain SimPy grows as much from 100 to 100,000.

{kernel_ratios}

## Reading, compiling, and the engine

{seconds}

{ratios}

What cost more than log n on the engine was Python's collector of circular garbage, which looks through all that a run
keeps; it is held back while a run is under way. The reader takes at most 200,000 values and 50,000 entities in one
scenario, for safety, so 10,000 assets of this kind are near the largest file there is; for 100,000 the measurement
lifts those bounds, and leaves the engine out, which would need minutes.
"""


Prepared = tuple[Model, float, float]
"""A model, and the seconds for reading and for compiling it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one size took, in seconds, and how much happened."""

    size: int
    read: float
    compiled: float
    run: float
    events: int
    changes: int
    plain: float
    plain_changes: int
    kernel: float
    """Seconds for each event of the kernel."""
    kernel_events: int
    """Events of one replication, on average."""

    @property
    def has_engine(self) -> bool:
        """Whether the engine ran it."""
        return self.events > 0

    @property
    def per_event_us(self) -> float:
        """Microseconds for each event of the run."""
        return self.run / self.events * 1e6


def measured(size: int, made: Prepared, turn: int) -> Figures:
    """Return the figures of one size; plain SimPy runs the largest only once, which takes long enough."""
    model, read, compiled = made
    plain, plain_ran = 0, inf
    if turn == 0 or size <= LARGEST_ON_ENGINE:
        plain, plain_ran = timed(PlainCascade(network(size), seed=1).run)
    run_replications(model, seed=1, first=0, count=1)
    count = max(1, KERNEL_EVENTS // (13 * size))
    batch, took = timed(lambda: run_replications(model, seed=1, first=0, count=count))
    total = int(batch.events.sum())
    ran, events, changes = 0.0, 0, 0
    if size <= LARGEST_ON_ENGINE:
        run, ran = timed(lambda: simulate(model, seed=1))
        events, changes = run.events, sum(record.kind == Kind.ASSET_LEVEL for record in run.trace)
    return Figures(
        size, read, compiled, ran, events, changes, plain_ran, plain, took / total, round(total / count)
    )


def prepared(size: int) -> Prepared:
    """Return the model of a size, and the seconds for reading and compiling it."""
    with tempfile.TemporaryDirectory() as folder, without_bounds():
        path = write_scenario(network(size), Path(folder))
        scenario, read = timed(lambda: read_scenario(path))
    model, compiled = timed(lambda: compile_model(scenario))
    return model, read, compiled


@contextmanager
def without_bounds() -> Iterator[None]:
    """Let the reader take a scenario of any size, for this measurement."""
    start = source.Budget.__init__
    with (
        patch.object(check, "MOST_ENTITIES", 1 << 20),
        patch.object(merge, "MOST_BYTES_TOGETHER", 1 << 30),
        patch.object(start, "__defaults__", (1 << 30, 1 << 30, *(start.__defaults__ or ())[2:])),
    ):
        yield


def _best(tries: tuple[Figures, ...]) -> Figures:
    """Return the least of each time: what disturbs a measurement only ever adds to it."""
    return replace(
        tries[0],
        read=min(one.read for one in tries),
        compiled=min(one.compiled for one in tries),
        run=min(one.run for one in tries),
        plain=min(one.plain for one in tries),
        kernel=min(one.kernel for one in tries),
    )


def _seconds(rows: list[Figures]) -> str:
    head = (
        "assets",
        "read",
        "compile",
        "run",
        "events",
        "µs per event",
        "ups and downs",
        "plain SimPy",
        "its ups and downs",
    )
    return table(
        head,
        [
            (
                f"{row.size:,}",
                f"{row.read:.2f}",
                f"{row.compiled:.2f}",
                *_of_engine(row),
                f"{row.plain:.2f}",
                f"{row.plain_changes:,}",
            )
            for row in rows
        ],
    )


def _of_engine(row: Figures) -> tuple[str, str, str, str]:
    if not row.has_engine:
        return "", "", "", ""
    return f"{row.run:.2f}", f"{row.events:,}", f"{row.per_event_us:.0f}", f"{row.changes:,}"


def _kernel(rows: list[Figures]) -> str:
    head = (
        "assets",
        "events",
        "kernel, ms a run",
        "ns per event",
        "engine, ms a run",
        "ratio",
        "plain SimPy, ms a run",
    )
    found = []
    for row in rows:
        whole = row.kernel * row.kernel_events
        engine, ratio = (f"{row.run * 1e3:,.0f}", f"{row.run / whole:.0f}") if row.has_engine else ("", "")
        found.append(
            (
                f"{row.size:,}",
                f"{row.kernel_events:,}",
                f"{whole * 1e3:,.1f}",
                f"{row.kernel * 1e9:.0f}",
                engine,
                ratio,
                f"{row.plain * 1e3:,.0f}",
            )
        )
    return table(head, found)


def _kernel_ratios(rows: list[Figures]) -> str:
    """Return what an event costs as a multiple of one at the smallest size, beside the growth of log n."""
    head, least = ("assets", "kernel per event", "plain SimPy per change", "log n"), rows[0]
    return table(
        head,
        [
            (
                f"{row.size:,}",
                f"{row.kernel / least.kernel:.2f}",
                f"{row.plain / row.plain_changes / (least.plain / least.plain_changes):.2f}",
                f"{log(row.size) / log(least.size):.2f}",
            )
            for row in rows
        ],
    )


def _ratios(rows: list[Figures]) -> str:
    """Return each cost as a multiple of that at 1,000 assets, for each asset or event, beside the growth of log n."""
    against = next((row for row in rows if row.size == MEASURED_AGAINST), rows[0])
    head = (
        "assets",
        "read per asset",
        "compile per asset",
        "run per event",
        "plain SimPy per change",
        "log n",
    )
    return table(
        head,
        [
            (
                f"{row.size:,}",
                f"{row.read / row.size / (against.read / against.size):.2f}",
                f"{row.compiled / row.size / (against.compiled / against.size):.2f}",
                f"{row.per_event_us / against.per_event_us:.2f}" if row.has_engine else "",
                f"{row.plain / row.plain_changes / (against.plain / against.plain_changes):.2f}",
                f"{log(row.size) / log(against.size):.2f}",
            )
            for row in rows
        ],
    )


def main() -> None:
    """Measure all sizes and publish the page."""
    sizes = tuple(int(size) for size in sys.argv[1:]) or SIZES
    load()
    prepared(min(sizes))  # the first pays for what is loaded when it is first used
    made = {size: prepared(size) for size in sizes}
    rounds = [[measured(size, made[size], turn) for size in sizes] for turn in range(TIMES)]
    rows = [_best(tries) for tries in zip(*rounds, strict=True)]
    page = PAGE.format(
        machine=machine(),
        times=TIMES,
        shared=SHARED,
        against=rows[0].size,
        kernel=_kernel(rows),
        kernel_ratios=_kernel_ratios(rows),
        seconds=_seconds(rows),
        ratios=_ratios(rows),
    )
    publish("scaling.md", page)


if __name__ == "__main__":
    main()
