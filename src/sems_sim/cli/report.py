"""`sems-sim report`: the papers of an exercise, a run or a scenario."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sems_sim.cli.shelf import find_scenario
from sems_sim.cli.voice import say
from sems_sim.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sems_sim.reports import Review, Source

_JOURNAL = b"SQLite format 3\x00"


class _Kinds(click.Command):
    """A command whose help lists the papers there are."""

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list, made only when somebody asks for help."""
        from sems_sim.reports import KINDS

        with formatter.section("Papers, by how a file's name begins and ends"):
            formatter.write_dl([(kind.example, f"{kind.says} (from a {' or '.join(kind.needs)})") for kind in KINDS])
        super().format_epilog(context, formatter)


@click.command(cls=_Kinds)
@click.argument("source", metavar="SOURCE")
@click.option(
    "--to",
    "outs",
    multiple=True,
    required=True,
    metavar="OUT",
    help="The file to write; its name says which paper. A folder, written with / at its end, gets all of them.",
)
@click.option(
    "--lesson",
    "lessons",
    multiple=True,
    metavar="PATH=VALUE",
    help="A change to be tried next time; the report tells what it would do in the model.",
)
def report(*, source: str, outs: Sequence[str], lessons: Sequence[str]) -> None:
    """Write the paper: after-action report, evaluation guides and what else there is.

    SOURCE is the journal of an exercise, the folder of a run that was kept, or a scenario file. Several --to write
    several papers of the same source.
    """
    from sems_sim.reports import kind_of, make_paper, put

    wanted = [(Path(out), None if _is_folder(out) else kind_of(Path(out))) for out in outs]
    found = replace(_read(source), lessons=tuple(lessons))
    for path, kind in wanted:
        if kind is None:
            _fill(found, path)
        else:
            put(path, make_paper(kind, found))
            say(f"written: {path}")


def _is_folder(out: str) -> bool:
    return out.endswith(("/", "\\")) or Path(out).is_dir()


def _fill(source: Source, folder: Path) -> None:
    from sems_sim.reports import KINDS, write_sheets

    for path in write_sheets(source, folder, [kind for kind in KINDS if source.what in kind.needs]):
        say(f"written: {path}")


def _read(given: str) -> Source:
    """Read whatever was given. Raises ArgumentError, JournalError or ScenarioError."""
    from sems_sim.cli.kept_runs import is_kept
    from sems_sim.reports import Source, read_source

    path = Path(given)
    if is_kept(path):
        return Source(run=_kept(path), file=given)
    if path.is_dir():
        raise ArgumentError(f"{given}: a folder without a run", "give a journal, a kept run or a scenario")
    if _is_journal(path):
        return read_source(path)
    from sems_sim.scenario import read_scenario

    file = find_scenario(given)
    return Source(scenario=read_scenario(file, {}), file=file.as_posix())


def _is_journal(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_JOURNAL)) == _JOURNAL
    except (OSError, ValueError):
        return path.suffix == ".journal"


def _kept(path: Path) -> Review:
    from sems_sim.cli.crisis import background
    from sems_sim.cli.kept_runs import read_back
    from sems_sim.reports import review

    kept, order, compiled = read_back(path)
    return review(kept, background(order, compiled))
