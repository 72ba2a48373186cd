"""`sems-sim doctor`: is this machine ready, and does it compute what all others do."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import click

from sems_sim.cli.arguments import JSON
from sems_sim.cli.version import version

FIRST_STEPS_FINGERPRINT = "9b622b0f9e68947f85b10448cac02d6a"
"""What scenarios/first-steps.yaml gives with seed 7, on every machine."""
_FIRST_STEPS = "first-steps"
_LIBRARIES = (
    "simpy",
    "mesa",
    "numba",
    "numpy",
    "scipy",
    "SALib",
    "pyyaml",
    "pydantic",
    "click",
    "rich",
    "matplotlib",
    "jinja2",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    is_well: bool
    words: str


@click.command()
@JSON
def doctor(as_json: bool) -> int:
    """Check whether this machine is ready to run scenarios.

    Looks at the Python, the libraries, the terminal and the folder of results, and runs a tiny scenario, whose
    fingerprint has to be the same as everywhere. The exit status is 70 if something is not as it must be.
    """
    found = [_python(), *_libraries(), _terminal(), _results(), _simulation(), _twin()]
    if as_json:
        from sems_sim.cli.writing import as_json as written

        click.echo(written([asdict(finding) for finding in found]), nl=False)
    else:
        for finding in found:
            click.echo(f"{'ok  ' if finding.is_well else 'NOT '}  {finding.what:<12}  {finding.words}")
        well = all(finding.is_well for finding in found)
        click.echo(
            "\nthis machine is ready" if well else "\nthis machine is not ready: see the lines with NOT"
        )
    return 0 if all(finding.is_well for finding in found) else 70


def _python() -> Finding:
    running = sys.version_info[:2]
    words = f"{platform.python_version()} on {platform.system()} {platform.machine()}, sems-sim {version()}"
    return Finding("python", (3, 11) <= running < (3, 14), words)


def _libraries() -> list[Finding]:
    lacking, found = [], []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lacking.append(name)
    if lacking:
        return [
            Finding(
                "libraries", is_well=False, words=f"missing: {', '.join(lacking)}; install sems-sim again"
            )
        ]
    return [Finding("libraries", is_well=True, words=", ".join(found))]


def _terminal() -> Finding:
    size = shutil.get_terminal_size()
    kind = "a terminal" if sys.stdout.isatty() else "no terminal"
    colour = "no colour" if os.environ.get("NO_COLOR") or not sys.stdout.isatty() else "colour"
    words = f"{kind}, {size.columns} columns, {sys.stdout.encoding or 'unknown encoding'}, {colour}"
    return Finding("terminal", is_well=True, words=words)


def _results() -> Finding:
    folder = Path("results")
    if not folder.is_dir():
        return Finding("results", is_well=True, words="no folder here: runs are kept only with --out")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return Finding("results", is_well=False, words="the folder cannot be written to")
    return Finding("results", is_well=True, words="runs are kept in results/")


def _simulation() -> Finding:
    from sems_sim.cli.crisis import Order, read, simulated

    path = _first_steps()
    if path is None:
        return Finding("simulation", is_well=False, words=f"the scenario {_FIRST_STEPS} is not installed")
    order = Order(path)
    fingerprint = simulated(order, read(order)).fingerprint
    if fingerprint == FIRST_STEPS_FINGERPRINT:
        return Finding("simulation", is_well=True, words=f"as everywhere: {fingerprint}")
    words = f"{_FIRST_STEPS} gave {fingerprint}, and should give {FIRST_STEPS_FINGERPRINT}; was it changed?"
    return Finding("simulation", is_well=False, words=words)


def _twin() -> Finding:
    """Look at the compiled twin: whether it is compiled, and whether it then computes the same."""
    from sems_sim.kernel import cost, is_ready, simulate

    path = _first_steps()
    if path is None or not is_ready():
        words = (
            cost() or "not compiled yet: the first `sems-sim stress` does it, once, in about half a minute"
        )
        return Finding("kernel", is_well=True, words=words)
    from sems_sim.cli.crisis import Order, read

    fingerprint = simulate(read(Order(path)).model, seed=Order(path).seed).fingerprint
    if fingerprint == FIRST_STEPS_FINGERPRINT:
        return Finding("kernel", is_well=True, words=f"compiled, and as everywhere: {fingerprint}")
    words = f"{_FIRST_STEPS} gave {fingerprint} on the kernel, and should give {FIRST_STEPS_FINGERPRINT}"
    return Finding("kernel", is_well=False, words=words)


def _first_steps() -> Path | None:
    from sems_sim.shelf import scenarios

    return scenarios().get(_FIRST_STEPS)
