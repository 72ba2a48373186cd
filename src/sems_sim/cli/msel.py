"""`sems-sim msel`: the list of events people have as a spreadsheet, in and out."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sems_sim.cli.arguments import FILE, JSON
from sems_sim.cli.voice import Voice, say
from sems_sim.errors import ArgumentError, ScenarioError

if TYPE_CHECKING:
    from sems_sim.reports import spreadsheet

_ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv")
_MOST_TOLD = 40


@click.group(cls=Voice, invoke_without_command=True)
@click.pass_context
def msel(context: click.Context) -> None:
    """Bring a list of events in from a spreadsheet, or write one."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@msel.command("import")
@click.argument("sheet_file", metavar="SHEET.xlsx")
@click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="Read this sheet; may be repeated.")
@click.option("--into", metavar="FILE", help="Merge the injects into this scenario.")
@click.option("--new", "new_file", metavar="FILE", help="Write a scenario with these injects and no model.")
@click.option("--title", default="", metavar="TEXT", help="What a new scenario is called.")
@click.option("--map", "map_file", metavar="FILE", help="How to read the columns, as written by --save-map.")
@click.option("--save-map", metavar="FILE", help="Write how the columns were read, to change it.")
@click.option("--startex", default="", metavar="TIME", help="When it starts: 09:00, or 2026-03-02T09:00.")
@click.option(
    "--leave-out", multiple=True, metavar="STATUS", help="Leave out rows with this status; may be repeated."
)
@click.option("--roles", metavar="FILE", help="Replace people's names by the roles in this file.")
@click.option("--anonymise", is_flag=True, help="Replace people's names by Role 1, Role 2 …")
@JSON
def import_(  # noqa: PLR0917 - click hands the options over by name
    sheet_file: str,
    sheets: Sequence[str],
    into: str | None,
    new_file: str | None,
    title: str,
    map_file: str | None,
    save_map: str | None,
    startex: str,
    leave_out: Sequence[str],
    roles: str | None,
    anonymise: bool,
    as_json: bool,
) -> None:
    """Read a list of events from a spreadsheet.

    The preview says for each column what it was taken for and why, and row by row what was not understood. Nothing
    is written without --into, --new or --save-map.
    """
    from sems_sim.reports import spreadsheet

    if into and new_file:
        raise ArgumentError("--into and --new exclude each other", "give one of the two")
    edits = _edits(map_file)
    wishes = spreadsheet.Wishes(tuple(sheets), edits, startex, _start_of(into), tuple(leave_out))
    reading = spreadsheet.read_msel(_data(sheet_file), Path(sheet_file).name, wishes)
    kept = Path(into or new_file or sheet_file)
    reading = _with_roles(reading, roles, kept if anonymise else None)
    _show(reading, as_json)
    if save_map:
        from sems_sim.cli.writing import write_whole

        write_whole(
            Path(save_map), spreadsheet.edits_text(reading, replace(edits, startex=startex or edits.startex))
        )
        say(f"the mapping is in {save_map}: change it, and give it with --map {save_map}")
    if into:
        _merge(Path(into), reading)
    elif new_file:
        _write_new(Path(new_file), reading, title)
    elif not as_json:
        say(
            "nothing was written: give --new FILE for an exercise of its own, or --into FILE for a scenario that exists"
        )


def _data(sheet_file: str) -> bytes:
    path = Path(sheet_file)
    if not path.is_file():
        missing = "is a folder" if path.is_dir() else "there is no such file"
        raise ArgumentError(f"{sheet_file}: {missing}", "give an .xlsx or a .csv file")
    if path.suffix.lower() not in _ENDINGS:
        raise ArgumentError(
            f"{sheet_file}: this is neither .xlsx nor .csv", "save it as Excel workbook (.xlsx)"
        )
    try:
        if path.stat().st_size > 64 * 1024 * 1024:
            raise ArgumentError(
                f"{sheet_file}: the file is larger than 64 MiB", "copy the table into a new workbook"
            )
        return path.read_bytes()
    except OSError as error:
        raise ArgumentError(
            f"{sheet_file}: this file cannot be read", "is it yours, and not in use?"
        ) from error


def _edits(map_file: str | None) -> spreadsheet.Edits:
    from sems_sim.reports import spreadsheet

    if map_file is None:
        return spreadsheet.NO_EDITS
    return spreadsheet.read_edits(_text(map_file), map_file)


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ArgumentError(
            f"{file}: this file cannot be read", "give the path of a text file in UTF-8"
        ) from error


def _start_of(into: str | None) -> spreadsheet.Startex | None:
    """The start of the scenario into which the injects go. Raises ScenarioError if that has faults."""
    if into is None:
        return None
    from sems_sim.reports import spreadsheet
    from sems_sim.scenario import read_scenario

    return spreadsheet.start_of(read_scenario(Path(into)))


def _with_roles(reading: spreadsheet.Reading, roles: str | None, beside: Path | None) -> spreadsheet.Reading:
    """Names replaced by given roles, and all others that look like names by numbered ones if that is asked."""
    from sems_sim.reports import spreadsheet

    found: dict[str, str] = spreadsheet.read_roles(_text(roles), roles) if roles else {}
    for name in spreadsheet.unknown_names(reading, found):
        say(f"{roles}: no row names {name!r}")
    if beside is not None:
        path = beside.with_name(f"{beside.stem}.names.json")
        found = {**_kept_roles(path), **found}
        found = _numbered(spreadsheet.role_names(reading), found)
        if found:
            _keep(path, found)
        else:
            say("no names of people were found; look at the texts all the same")
    return spreadsheet.with_roles(reading, found) if found or beside is not None else reading


def _kept_roles(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(role) for name, role in kept.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise ArgumentError(
            f"{path}: this list of names cannot be read", "take it away, or mend it"
        ) from error


def _numbered(names: Mapping[str, str], found: dict[str, str]) -> dict[str, str]:
    """The roles found so far, and a number of its own for each further name."""
    taken = set(found.values())
    number = 1
    for name in names:
        if name not in found:
            while f"Role {number}" in taken:
                number += 1
            found[name] = f"Role {number}"
            taken.add(found[name])
    return found


def _keep(path: Path, roles: Mapping[str, str]) -> None:
    from sems_sim.cli.writing import as_json, write_whole

    write_whole(path, as_json(dict(roles)))
    say(
        f"{len(roles)} names and their roles are in {path}: keep that file apart, and look whether names are missing"
    )


def _show(reading: spreadsheet.Reading, as_json: bool) -> None:
    from sems_sim.reports import spreadsheet

    if as_json:
        from sems_sim.cli.writing import as_json as written

        click.echo(written(spreadsheet.document_of(reading)), nl=False)
        return
    for line in spreadsheet.preview_lines(reading):
        click.echo(line)


def _merge(path: Path, reading: spreadsheet.Reading) -> None:
    from sems_sim.cli.writing import write_whole
    from sems_sim.reports import spreadsheet

    merged = spreadsheet.merge_into(path, reading)
    _tell(merged.doubts)
    _check(path, merged.text)
    write_whole(path, merged.text)
    counts = ((merged.added, "added"), (merged.changed, "changed"), (merged.same, "as before"))
    told = ", ".join(f"{len(names)} {word}" for names, word in counts if names) or "no inject"
    say(f"{path}: {told}")
    if merged.untouched:
        say(f"  not in the sheet and left as they were: {', '.join(merged.untouched[:20])}")


def _write_new(path: Path, reading: spreadsheet.Reading, title: str) -> None:
    from sems_sim.cli.writing import write_whole
    from sems_sim.reports import spreadsheet

    if path.exists():
        raise ArgumentError(f"{path} exists", "give another name, or --into to merge")
    if path.suffix not in (".yaml", ".yml"):
        raise ArgumentError(f"{path}: a scenario is a .yaml file", f"give --new {path.stem}.yaml")
    fresh = spreadsheet.fresh_scenario(reading, path.stem, title)
    _tell(fresh.doubts)
    for remark in fresh.remarks:
        say(f"  · {remark}")
    _check(path, fresh.text)
    write_whole(path, fresh.text)
    click.echo(path, err=True)
    say(f"now: sems-sim exercise {path}")


def _tell(doubts: Sequence[spreadsheet.Doubt]) -> None:
    for doubt in doubts[:_MOST_TOLD]:
        say(f"  {doubt}")
    if len(doubts) > _MOST_TOLD:
        say(f"  and {len(doubts) - _MOST_TOLD} more of this kind")


def _check(path: Path, text: str) -> None:
    """Read and compile the text as if it stood in its place. Raises ScenarioError and ArgumentError."""
    from sems_sim.cli.writing import write_whole
    from sems_sim.scenario import compile_model, read_scenario

    if not path.parent.is_dir():
        raise ArgumentError(f"{path.parent}: there is no such folder", "make it first, or write elsewhere")
    trial = path.with_name(f".{path.stem}-{os.getpid()}.yaml")
    try:
        write_whole(trial, text)
        compile_model(read_scenario(trial))
    except ScenarioError as error:
        say(f"{path}: nothing was written, for the result would have faults")
        raise ScenarioError(
            replace(fault, file=fault.file.replace(trial.name, path.name)) for fault in error.faults
        ) from error
    finally:
        trial.unlink(missing_ok=True)


@msel.command("export")
@FILE
@click.argument("out", metavar="OUT.xlsx|OUT.csv", type=click.Path(path_type=Path))
def export(file: str, out: Path) -> None:
    """Write the list of events of a scenario as a spreadsheet.

    One row an inject, with every column of HSEEP; what is changed there comes back with `sems-sim msel import`.
    """
    from sems_sim.cli.shelf import find_scenario
    from sems_sim.cli.writing import write_bytes
    from sems_sim.reports import spreadsheet
    from sems_sim.scenario import read_scenario

    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise ArgumentError(f"{out}: a list of events is written as .xlsx or .csv", f"give {out.stem}.xlsx")
    scenario = read_scenario(find_scenario(file))
    if out.suffix.lower() == ".csv":
        data = b"\xef\xbb\xbf" + spreadsheet.msel_csv(scenario).encode("utf-8", "surrogatepass")
    else:
        data = spreadsheet.msel_workbook(scenario)
    write_bytes(out, data)
    exercise = scenario.sections.exercise
    count = len(exercise.injects) if exercise is not None else 0
    click.echo(out)
    say(f"{count} injects" if count else "the scenario has no injects: the sheet has its header alone")
