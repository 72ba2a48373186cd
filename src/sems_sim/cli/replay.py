"""`sems-sim replay`: an exercise again from its journal; branched; proved unchanged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sems_sim.cli import arguments
from sems_sim.cli.voice import say
from sems_sim.errors import ArgumentError, JournalError, QuantityError

if TYPE_CHECKING:
    from sems_sim.exercise import Verification

_CHAIN_ONLY = "-"
"""What `--verify` without a hash says."""


def _read_at(_: click.Context, __: click.Parameter, text: str | None) -> int | None:
    """A scenario time, in milliseconds. Raises ArgumentError."""
    from sems_sim.units import parse_duration

    if text is None:
        return None
    try:
        return parse_duration(text)
    except QuantityError as error:
        raise ArgumentError(f"--at {text}: {error.message}", error.remedy) from error


@click.command()
@click.argument("journal", metavar="JOURNAL", type=click.Path(path_type=Path))
@click.option(
    "--at", "at_ms", callback=_read_at, metavar="T", help="As it was at a scenario time, such as 1h30m."
)
@click.option(
    "--fork", "out", type=click.Path(path_type=Path), metavar="OUT", help="Branch off into a new journal."
)
@click.option(
    "--entry", type=click.IntRange(min=0), metavar="N", help="With --fork: the last entry that comes along."
)
@click.option(
    "--verify",
    "noted",
    is_flag=False,
    flag_value=_CHAIN_ONLY,
    metavar="[HASH]",
    help="Prove that it is unchanged, since HASH was noted if given.",
)
@arguments.JSON
def replay(
    *, journal: Path, at_ms: int | None, out: Path | None, entry: int | None, noted: str | None, as_json: bool
) -> int:
    """Rebuild an exercise from its journal and tell it.

    The journal holds the scenario itself, so nothing else is needed. A session that comes out differently is told
    with the first entry that differs. --fork takes all up to an entry and leaves the first journal as it is; an
    exercise is taken up from the branch with: sems-sim exercise --resume OUT
    """
    if entry is not None and out is None:
        raise ArgumentError("--entry goes with --fork", "add --fork OUT")
    if sum(given is not None for given in (at_ms, out, noted)) > 1:
        raise ArgumentError("--at, --fork and --verify are three things", "do one after the other")
    if out is not None:
        return _branch(journal, entry, out, as_json)
    if noted is not None:
        return _prove(journal, None if noted == _CHAIN_ONLY else noted, as_json)
    return _tell(journal, at_ms, as_json)


def _tell(path: Path, at_ms: int | None, as_json: bool) -> int:
    from sems_sim.cli.exercise_log import print_document, print_log
    from sems_sim.exercise import read_journal, rebuild

    journal = read_journal(path)
    try:
        journal.check()
        session = rebuild(journal, until_ms=at_ms)
        if as_json:
            print_document(session, journal, {})
        else:
            print_log(session, journal)
    finally:
        journal.close()
    return 0


def _branch(path: Path, entry: int | None, out: Path, as_json: bool) -> int:
    from sems_sim.exercise import fork, verify

    found = verify(fork(path, entry, out))
    if as_json:
        _print({"journal": str(out), "forked_from": found.head.forked_from, **_proof(found)})
    else:
        say(f"{out}: {found.entries} entries, branched off from {found.head.forked_from}")
        say(f"go on with: sems-sim exercise --resume {out}")
    return 0


def _prove(path: Path, noted: str | None, as_json: bool) -> int:
    """Prove chain, hash and model; raise JournalError if any of them says otherwise."""
    from sems_sim.exercise import verify

    found = verify(path, noted)
    differs = "" if found.damage else _difference(path)
    if as_json:
        _print(
            {
                "journal": str(path),
                "unchanged": not (found.damage or differs),
                **_proof(found),
                "differs": differs,
            }
        )
    else:
        for line in _words(found, noted):
            click.echo(line)
    if found.damage:
        raise JournalError(f"{path} is not unchanged: {found.damage}", "take the copy you keep elsewhere")
    if differs:
        raise JournalError(f"{path} is unchanged, but the session comes out differently here: {differs}")
    return 0


def _difference(path: Path) -> str:
    """Return how the session made again differs from what was recorded; empty if it does not."""
    from sems_sim.exercise import read_journal, rebuild

    journal = read_journal(path)
    try:
        rebuild(journal)
    except JournalError as error:
        return str(error)
    finally:
        journal.close()
    return ""


def _words(found: Verification, noted: str | None) -> list[str]:
    head = found.head
    written = f"opened {head.opened_wall}, sems-sim {head.version}, Python {head.python}"
    lines = [
        f"{found.path}: {found.rows} rows, {found.entries} entries, {written}",
        f"head hash {found.head_hash}",
    ]
    if found.is_whole and found.noted_row is not None:
        later = found.rows - found.noted_row
        lines.append(
            f"unchanged since that hash was noted (row {found.noted_row}); {later} row{'' if later == 1 else 's'} "
            "came after it"
        )
    elif found.is_whole and noted is None:
        lines.append(
            "the chain is whole; whether it is the one of the exercise, only the hash noted at its end can tell: "
            "--verify HASH"
        )
    return [*lines, *found.remarks]


def _proof(found: Verification) -> dict[str, Any]:
    return {
        "rows": found.rows,
        "entries": found.entries,
        "head_hash": found.head_hash,
        "noted_row": found.noted_row,
        "damage": found.damage,
        "remarks": list(found.remarks),
    }


def _print(document: dict[str, Any]) -> None:
    from sems_sim.cli.writing import as_json

    click.echo(as_json(document), nl=False)
