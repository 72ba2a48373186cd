"""How time grows with the size of a dependency network: reading, compiling, running."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, replace
from math import log
from pathlib import Path

from bench.cascades import PlainCascade, network, write_scenario
from bench.measuring import machine, publish, table, timed
from sems_sim.engine import simulate
from sems_sim.events import Kind
from sems_sim.scenario import compile_model, read_scenario

SIZES = (100, 1_000, 10_000)
TIMES = 3
MEASURED_AGAINST = 1_000
PAGE = """# How the engine scales

A random dependency network: each asset needs a majority of two to four earlier ones and has a buffer of 1 to 8 h; a
fifth of them break at the start; units live 100 h and are repaired in 4 h (both exponential) by one crew for twenty
assets, first come, first served; 168 h. It is written as a scenario and goes the way of every scenario: read, checked,
compiled, run with its whole trace. Beside it the same network as plain SimPy, a process for each life and buffer, with
no trace, no causes and no checks.

Made by `make bench` ({machine}); seconds of processor time, the best of {times} of each size.

{seconds}

{ratios}

Cost per event may grow as log n, since every event is queued. What cost more than that was Python's collector of
circular garbage, which looks through all that a run keeps; it is held back while a run is under way. The reader takes
at most 200,000 values and 50,000 entities in one scenario, for safety, so 10,000 assets of this kind are near the
largest file there is; 100,000 were not measured.
"""


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

    @property
    def per_event_us(self) -> float:
        """Microseconds for each event of the run."""
        return self.run / self.events * 1e6


def measured(size: int) -> Figures:
    """Return the figures of one size."""
    assets = network(size)
    with tempfile.TemporaryDirectory() as folder:
        path = write_scenario(assets, Path(folder))
        scenario, read = timed(lambda: read_scenario(path))
    model, compiled = timed(lambda: compile_model(scenario))
    run, ran = timed(lambda: simulate(model, seed=1))
    plain, plain_ran = timed(PlainCascade(assets, seed=1).run)
    changes = sum(record.kind == Kind.ASSET_LEVEL for record in run.trace)
    return Figures(size, read, compiled, ran, run.events, changes, plain_ran, plain)


def _best(tries: tuple[Figures, ...]) -> Figures:
    """Return the least of each time: what disturbs a measurement only ever adds to it."""
    return replace(
        tries[0],
        read=min(one.read for one in tries),
        compiled=min(one.compiled for one in tries),
        run=min(one.run for one in tries),
        plain=min(one.plain for one in tries),
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
                f"{row.run:.2f}",
                f"{row.events:,}",
                f"{row.per_event_us:.0f}",
                f"{row.changes:,}",
                f"{row.plain:.2f}",
                f"{row.plain_changes:,}",
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
                f"{row.per_event_us / against.per_event_us:.2f}",
                f"{row.plain / row.plain_changes / (against.plain / against.plain_changes):.2f}",
                f"{log(row.size) / log(against.size):.2f}",
            )
            for row in rows
        ],
    )


def main() -> None:
    """Measure all sizes and publish the page."""
    sizes = tuple(int(size) for size in sys.argv[1:]) or SIZES
    measured(min(sizes))  # the first run pays for what is loaded when it is first used
    rounds = [[measured(size) for size in sizes] for _ in range(TIMES)]
    rows = [_best(tries) for tries in zip(*rounds, strict=True)]
    page = PAGE.format(machine=machine(), times=TIMES, seconds=_seconds(rows), ratios=_ratios(rows))
    publish("scaling.md", page)


if __name__ == "__main__":
    main()
