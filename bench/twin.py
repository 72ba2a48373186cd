"""The compiled twin against the readable engine: replications a second of the same scenarios, on one thread."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.cascades import network, write_scenario
from bench.measuring import SHARED, machine, publish, side_by_side, table
from sems_sim.engine import simulate as by_engine
from sems_sim.kernel import load, run_replications
from sems_sim.kernel import simulate as by_kernel
from sems_sim.model import Model
from sems_sim.scenario import compile_model, read_scenario

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
TIMES = 5
RUNS, OF_CASCADE = 8, 3
"""Replications of each scenario that both do."""
AGAIN = 20
"""How often the kernel does them while the engine does them once."""
ASSETS = 1_000
PAGE = """# The compiled twin against the engine

The same replications of the same scenarios, one thread each: replications a second of the kernel (with all measures and
the bands over time, as an ensemble takes them) and of the engine (with its trace). Replication 0 of both was compared
first: the fingerprints are equal in every row.

Made by `make bench` ({machine}); medians of {times} rounds, engine and kernel in turn, in processor time. {shared}

{rows}

The ratio is the median over rounds of engine time by kernel time in that round, in brackets the least and the greatest.
The cascade is that of [how it scales](scaling.md).
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one scenario took, in seconds for one replication, round by round."""

    name: str
    events: float
    kernel: list[float]
    engine: list[float]

    @property
    def ratios(self) -> list[float]:
        """How many times faster the kernel was, in each round, in order."""
        return sorted(slow / fast for slow, fast in zip(self.engine, self.kernel, strict=True))


def measured(name: str, model: Model, runs: int) -> Figures:
    """Return the figures of one scenario.

    Raises:
        AssertionError: If the two do not agree.
    """
    one = by_kernel(model, seed=1)
    if one.fingerprint != by_engine(model, seed=1).fingerprint:
        message = f"{name}: the kernel and the engine differ"
        raise AssertionError(message)
    events = run_replications(model, seed=1, first=0, count=runs).events.mean()
    seconds = side_by_side(
        {
            "kernel": lambda: [run_replications(model, seed=1, first=0, count=runs) for _ in range(AGAIN)],
            "engine": lambda: [by_engine(model, seed=1, replication=n) for n in range(runs)],
        },
        TIMES,
    )
    return Figures(
        name,
        float(events),
        [took / runs / AGAIN for took in seconds["kernel"]],
        [took / runs for took in seconds["engine"]],
    )


def _row(one: Figures) -> tuple[str, ...]:
    kernel, engine, ratios = median(one.kernel), median(one.engine), one.ratios
    return (
        one.name,
        f"{one.events:,.0f}",
        f"{1.0 / engine:.1f}",
        f"{1.0 / kernel:,.0f}",
        f"{kernel / one.events * 1e9:.0f}",
        f"{median(ratios):.0f} ({ratios[0]:.0f} … {ratios[-1]:.0f})",
    )


def cascade(size: int) -> Model:
    """Return the model of a cascade."""
    with tempfile.TemporaryDirectory() as folder:
        return compile_model(read_scenario(write_scenario(network(size), Path(folder))))


def main() -> None:
    """Measure every shipped scenario and a cascade, and publish the page."""
    load()
    found = [
        measured(path.stem, compile_model(read_scenario(path)), RUNS)
        for path in sorted(SCENARIOS.glob("*.yaml"))
    ]
    found.append(measured(f"cascade of {ASSETS:,} assets", cascade(ASSETS), OF_CASCADE))
    head = ("scenario", "events a run", "engine, runs/s", "kernel, runs/s", "kernel, ns/event", "ratio")
    rows = table(head, [_row(one) for one in found])
    publish("twin.md", PAGE.format(machine=machine(), times=TIMES, shared=SHARED, rows=rows))


if __name__ == "__main__":
    main()
