"""`sems-sim run`: one simulated crisis, told in the terminal, in a page, or as data."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sems_sim.cli import arguments
from sems_sim.cli.crisis import Compiled, CompiledRun, Order, background, read, simulated
from sems_sim.cli.shelf import find_scenario
from sems_sim.cli.voice import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sems_sim.engine import Run
    from sems_sim.reports import Review

_RESULTS = Path("results")


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to come out of the run."""

    as_json: bool
    is_verbose: bool
    trace: Path | None
    report: Path | None
    folder: Path | None


@click.command()
@arguments.FILE
@arguments.SEED
@arguments.REPLICATION
@arguments.ENGINE
@arguments.SET
@arguments.UNTIL
@arguments.JSON
@click.option("--verbose", "-v", is_flag=True, help="Show every event, the routine ones too.")
@click.option(
    "--trace", type=click.Path(path_type=Path), metavar="OUT.jsonl", help="Write every event with its cause."
)
@click.option(
    "--report", type=click.Path(path_type=Path), metavar="OUT.html", help="Write one page with pictures."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Keep the run under this folder.  [default: results]",
)
@click.option("--fail-on-target", is_flag=True, help="End with status 1 if a stated target was missed.")
@arguments.TRUST
def run(
    *,
    file: str,
    seed: int,
    replication: int,
    engine: str,
    settings: Sequence[str],
    until_ms: int | None,
    as_json: bool,
    verbose: bool,
    trace: Path | None,
    report: Path | None,
    out: Path | None,
    fail_on_target: bool,
    trust_extensions: bool,
) -> int:
    """Simulate one crisis and tell what happened, and why.

    FILE is a scenario file, or the name of a scenario that came along (see `sems-sim list`). Where there is a
    folder `results`, the run is kept there, for `sems-sim why`.
    """
    overrides = arguments.overrides_of(settings)
    order = Order(find_scenario(file), seed, overrides, until_ms, trust_extensions, engine, replication)
    folder = out or (_RESULTS if _RESULTS.is_dir() else None)
    compiled = read(order)
    if engine == "kernel":
        from sems_sim.cli.progress import ready_kernel

        ready_kernel(is_silent=as_json and not sys.stderr.isatty())
    made = simulated(order, compiled)
    _hand_over(made, order, compiled, _Wish(as_json, verbose, trace, report, folder))
    return int(fail_on_target and made.measures.get("targets.all") == 0)


def _hand_over(made: Run | CompiledRun, order: Order, compiled: Compiled, wish: _Wish) -> None:
    from sems_sim.reports import review

    told = None
    if wish.report is not None or not wish.as_json:
        told = review(made, background(order, compiled))
    if wish.as_json:
        _print_json(made, order)
    elif told is not None:
        _print_story(told, is_verbose=wish.is_verbose)
    _write_files(made, order, wish, told)


def _print_json(made: Run | CompiledRun, order: Order) -> None:
    from sems_sim.cli.writing import as_json
    from sems_sim.units import hours

    document = {
        "scenario": made.model.id,
        "seed": made.seed,
        **({"replication": order.replication} if order.replication else {}),
        "engine": order.engine,
        "fingerprint": made.fingerprint,
        "horizon_h": hours(made.end_ms),
        "events": made.events,
        "assumptions": list(made.model.assumptions),
        "warnings": list(made.model.warnings),
        "measures": dict(made.measures),
    }
    click.echo(as_json(document), nl=False)


def _print_story(told: Review, *, is_verbose: bool) -> None:
    from rich.console import Console

    from sems_sim.reports import Screen, draw, glyphs_for

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    glyphs = glyphs_for(getattr(sys.stdout, "encoding", None))
    console.print(draw(told, Screen(console.width, glyphs, is_verbose)))


def _write_files(made: Run | CompiledRun, order: Order, wish: _Wish, told: Review | None) -> None:
    from sems_sim.cli.kept_runs import keep, trace_text
    from sems_sim.cli.writing import write_whole

    if wish.trace is not None:
        write_whole(wish.trace, trace_text(made))
        say(f"every event: {wish.trace}")
    if wish.report is not None and told is not None:
        from sems_sim.reports import page

        write_whole(wish.report, page(told))
        say(f"report: {wish.report}")
    if wish.folder is not None:
        place = keep(made, order, wish.folder)
        say(f"kept in {place}; ask about any line with: sems-sim why {place} EVENT")
