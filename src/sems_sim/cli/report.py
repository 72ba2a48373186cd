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

    from sems_sim.insight import Rehearsal
    from sems_sim.reports import Review, Source

_JOURNAL = b"SQLite format 3\x00"


class _Kinds(click.Command):
    """A command whose help lists the papers there are."""

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list, made only when somebody asks for help."""
        from sems_sim.reports import KINDS

        with formatter.section("Papers, by how a file's name begins and ends"):
            formatter.write_dl(
                [(kind.example, f"{kind.says} (from a {' or '.join(kind.needs)})") for kind in KINDS]
            )
        super().format_epilog(context, formatter)


@click.command(cls=_Kinds)
@click.argument("source", metavar="SOURCE")
@click.option(
    "--to",
    "outs",
    multiple=True,
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
@click.option(
    "--rehearse",
    "runs",
    type=click.IntRange(min=1),
    metavar="RUNS",
    help="Play the exercise so often beforehand, and tell it in the handbook.",
)
@click.option(
    "--import",
    "sheets",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="SHEET",
    help="Take filled observations or feedback (.csv, .xlsx) into an exercise that has ended; before --to.",
)
@click.option(
    "--author", default="", metavar="ROLE", help="With --import: the role behind rows that name nobody."
)
def report(
    *,
    source: str,
    outs: Sequence[str],
    lessons: Sequence[str],
    runs: int | None,
    sheets: Sequence[Path],
    author: str,
) -> None:
    """Write the paper: after-action report, evaluation guides and what else there is.

    SOURCE is the journal of an exercise, the folder of a run that was kept, or a scenario file. Several --to write
    several papers of the same source.
    """
    from sems_sim.reports import kind_of, make_paper, put

    if not outs and not sheets:
        raise ArgumentError("nothing is asked for", "give --to OUT, or --import SHEET")
    wanted = [(Path(out), None if _is_folder(out) else kind_of(Path(out))) for out in outs]
    found = _read(source)
    if sheets:
        found = _bring_in(found, source, sheets, author)
    found = replace(found, lessons=tuple(lessons))
    if lessons:
        from sems_sim.cli.progress import ready_kernel

        ready_kernel(is_silent=False)
    if runs is not None:
        found = replace(found, rehearsal=_rehearsed(found, runs))
    for path, kind in wanted:
        if kind is None:
            _fill(found, path)
        else:
            put(path, make_paper(kind, found))
            say(f"written: {path}")
            for remark in () if kind.remarks is None else kind.remarks(found):
                say(f"note: {remark}")


def _bring_in(found: Source, given: str, sheets: Sequence[Path], author: str) -> Source:
    """Take filled sheets over, tell what became of them, and return the exercise as it is then."""
    from sems_sim.exercise import machine_clock
    from sems_sim.reports import bring_in

    brought = bring_in(found, sheets, machine_clock, author)
    for remark in brought.remarks:
        say(remark)
    say(
        f"taken over: {brought.observations} observations, {brought.forms} feedback forms; "
        f"there already: {brought.known}; not taken over, or in part: {len(brought.remarks)}, as said above"
    )
    return _read(given)


def _rehearsed(found: Source, runs: int) -> Rehearsal:
    from sems_sim.cli.progress import ready_kernel, telling
    from sems_sim.insight import rehearse
    from sems_sim.scenario import compile_model

    if found.scenario is None:
        raise ArgumentError("a run cannot be rehearsed", "give the scenario, or the journal of an exercise")
    ready_kernel(is_silent=False)
    with telling("runs", is_silent=False) as told:
        return rehearse(found.scenario, compile_model(found.scenario), runs=runs, progress=told)


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
