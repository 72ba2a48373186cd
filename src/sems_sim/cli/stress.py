"""`sems-sim stress`: how often a plan holds, and what breaks it, over thousands of runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from sems_sim.cli import arguments
from sems_sim.cli.crisis import Order
from sems_sim.cli.shelf import find_scenario
from sems_sim.cli.stress_order import (
    METHODS,
    WAYS,
    StressOrder,
    Studies,
    Workers,
    one_of,
    read_runs,
    read_workers,
)
from sems_sim.errors import ArgumentError

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "-n",
    "--replications",
    callback=read_runs,
    metavar="N",
    help="How many runs; with --precision, how many at most.  [default: 1000]",
)
@click.option(
    "--precision",
    multiple=True,
    metavar="MEASURE=HALFWIDTH",
    help="Run until this is known so well, as in targets.all=1% or p95(cost.total)=100000; may be repeated.",
)
@arguments.SEED
@click.option(
    "--engine",
    default="kernel",
    callback=arguments.read_engine,
    metavar="engine|kernel",
    help="The simulator; both give the same, the kernel sooner.  [default: kernel]",
)
@click.option(
    "--workers", callback=read_workers, metavar="N", help="How many at a time.  [default: one a core]"
)
@click.option("--cluster", metavar="ADDRESS", help="Have a Dask cluster do it, as in tcp://host:8786.")
@arguments.SET
@click.option(
    "--vary",
    "levers",
    multiple=True,
    metavar="LEVER",
    help="Compare what a lever of the file can be set to; may be repeated.",
)
@click.option(
    "--vary-how",
    "levers_how",
    default="all",
    callback=one_of("--vary-how", WAYS),
    metavar="all|each|sampled",
    help="All combinations of levers, each lever alone, or a sample of the combinations.  [default: all]",
)
@click.option(
    "--uncertain",
    callback=one_of("--uncertain", METHODS),
    metavar="sobol|morris|delta",
    help="Which uncertainties of the file matter most.",
)
@click.option(
    "--discover", "discovers", is_flag=True, help="Under which conditions targets are missed, as rules."
)
@click.option(
    "--break",
    "breaks",
    multiple=True,
    metavar="TARGET[=CHANCE]",
    help="At which value of each uncertainty a target is met too rarely, as in all=80%; may be repeated.",
)
@click.option("--weak-points", is_flag=True, help="What costs most if it fails, or is one fewer.")
@click.option("--weak-pairs", is_flag=True, help="The same, and which pairs of the worst cost most together.")
@click.option(
    "--critical-path", is_flag=True, help="Which steps of plans everything waits for, and how often."
)
@click.option("--judgement", is_flag=True, help="What halving and doubling each judged number would change.")
@click.option("--pairs", is_flag=True, help="With several files: what two crises at once add to each other.")
@click.option("--measure", default="", metavar="MEASURE", help="What studies look at.  [default: cost.total]")
@click.option("--out", type=_PATH, metavar="DIR", help="Keep all runs in this folder.")
@click.option("--resume", is_flag=True, help="Go on with what that folder holds.")
@arguments.JSON
@click.option("--report", type=_PATH, metavar="OUT.html", help="Write one page with pictures.")
@click.option("--fail-on-target", is_flag=True, help="End with status 1 if a target was missed in any run.")
@click.option("--verbose", "-v", is_flag=True, help="Show every assumption.")
@click.option("--quiet", "-q", is_flag=True, help="Do not tell how far it has come.")
@arguments.TRUST
def stress(
    *,
    files: Sequence[str],
    replications: int | None,
    precision: Sequence[str],
    seed: int,
    engine: str,
    workers: int | None,
    cluster: str | None,
    settings: Sequence[str],
    out: Path | None,
    resume: bool,
    as_json: bool,
    report: Path | None,
    fail_on_target: bool,
    verbose: bool,
    quiet: bool,
    trust_extensions: bool,
    **studies: str | bool | tuple[str, ...],
) -> int:
    """Run a crisis thousands of times: how often the plan holds, how bad it can get, what breaks it.

    FILE is a scenario file, or the name of a scenario that came along. The first line says in what share of runs
    every target is met. With several files: the table of crises by targets.
    """
    from sems_sim.cli.stress_work import Wish, stress_many, stress_one

    paths = [find_scenario(file) for file in files]
    _refuse(workers, cluster, resume, out, len(paths))
    overrides = arguments.overrides_of(settings)
    order = StressOrder(
        Order(paths[0], seed, overrides, None, trust_extensions, engine),
        replications,
        tuple(precision),
        Workers(workers, cluster or ""),
        Studies.asked_for(studies),
    )
    wish = Wish(as_json, quiet, verbose, report, out, resume, fail_on_target)
    return stress_one(order, wish) if len(paths) == 1 else stress_many(order, paths, wish)


def _refuse(workers: int | None, cluster: str | None, resume: bool, out: Path | None, files: int) -> None:
    """Refuse options that do not go together. Raises ArgumentError."""
    if workers is not None and cluster:
        raise ArgumentError("--workers and --cluster do not go together", "give one of them")
    if resume and out is None:
        raise ArgumentError("--resume needs the folder to go on with", "name it with --out")
    if files > 1 and (out is not None or resume):
        raise ArgumentError("--out keeps the runs of one crisis", "give one file, or leave --out out")
