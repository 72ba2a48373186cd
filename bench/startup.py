"""How long the command takes to start, in multiples of a bare Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.measuring import machine, publish, table, typical

SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "north-hyde.yaml"
TIMES = 7
COMMANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("bare Python", ("-c", "pass")),
    ("import sems_sim", ("-c", "import sems_sim")),
    ("import sems_sim.scenario", ("-c", "import sems_sim.scenario")),
    ("import sems_sim.engine", ("-c", "import sems_sim.engine")),
    ("sems-sim --help", ("-m", "sems_sim", "--help")),
    ("sems-sim check north-hyde", ("-m", "sems_sim", "check", str(SCENARIO))),
    ("sems-sim run north-hyde --json", ("-m", "sems_sim", "run", str(SCENARIO), "--json")),
    ("sems-sim run north-hyde", ("-m", "sems_sim", "run", str(SCENARIO))),
)
PAGE = """# How long the command takes to start

Each line is a process of its own, from start to end, in seconds of processor time (on a machine that is not busy, the
same as by the clock): the median of {times} after one that is not counted. What counts is the ratio and the time
beyond a bare Python; seconds are those of one machine.

Made by `make bench` ({machine}).

{rows}
"""


def seconds(arguments: tuple[str, ...]) -> float:
    """Return how long Python takes with some arguments."""
    quiet = {**os.environ, "NO_COLOR": "1"}

    def run() -> None:
        subprocess.run([sys.executable, *arguments], capture_output=True, check=False, env=quiet)  # noqa: S603 - our own

    run()
    return typical(run, TIMES)


def main() -> None:
    """Measure each command and publish the page."""
    found = [(name, seconds(arguments)) for name, arguments in COMMANDS]
    bare = found[0][1]
    rows = [(name, f"{took:.2f}", f"{took - bare:.2f}", f"{took / bare:.0f}") for name, took in found]
    text = table(("command", "seconds", "beyond bare Python", "times bare Python"), rows)
    publish("startup.md", PAGE.format(times=TIMES, machine=machine(), rows=text))


if __name__ == "__main__":
    main()
