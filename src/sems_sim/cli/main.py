"""The command line: which commands there are, and what becomes of their errors.

Nothing heavy loads here: a command loads what it needs when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from sems_sim.cli.check import check
from sems_sim.cli.doctor import doctor
from sems_sim.cli.exercise import exercise
from sems_sim.cli.list import list_
from sems_sim.cli.measures import measures
from sems_sim.cli.msel import msel
from sems_sim.cli.new import new
from sems_sim.cli.replay import replay
from sems_sim.cli.report import report
from sems_sim.cli.run import run
from sems_sim.cli.schema import schema
from sems_sim.cli.stress import stress
from sems_sim.cli.version import version
from sems_sim.cli.voice import Voice, status_of
from sems_sim.cli.why import why

_EPILOG = "Start with `sems-sim list`, or write a scenario of your own with `sems-sim new`."
_ORDER = (run, why, exercise, replay, report, stress, check, new, msel, list_, measures, schema, doctor)


def _tell_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"sems-sim {version()}")
        context.exit()


@click.group(
    cls=Voice,
    epilog=_EPILOG,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version.",
)
@click.pass_context
def sems_sim(context: click.Context) -> None:
    """A flight simulator for crisis teams: consequences computed from one YAML file, not scripted."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in _ORDER:
    sems_sim.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(status_of(sems_sim, given))
