"""The list of events as a spreadsheet: what other rooms may ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.drafts import Doubt, Draft, InjectActual, Merged, Reading, Startex, Wishes
from sems_sim.reports.msel.edits import edits_of, edits_text
from sems_sim.reports.msel.fresh import Fresh, fresh_scenario
from sems_sim.reports.msel.mapping import NO_EDITS, Edits
from sems_sim.reports.msel.preview import document_of, preview_lines
from sems_sim.reports.msel.roles import role_names, unknown_names, with_roles

if TYPE_CHECKING:
    from sems_sim.scenario import Scenario


def read_msel(data: bytes, name: str, wishes: Wishes | None = None) -> Reading:
    """Read a list of events from an .xlsx, .xlsm or .csv file in bytes; `name` is its name, for messages.

    Raises ArgumentError if the file is refused or holds no list of events, or if a wish leads nowhere.
    """
    from sems_sim.reports.msel.reading import open_workbook, read_events

    return read_events(open_workbook(data, name), wishes)


def read_edits(text: str, name: str) -> Edits:
    """What a person says of a sheet, from the text of a file. Raises ScenarioError or ArgumentError."""
    from sems_sim.scenario import read_piece

    return edits_of(read_piece(text, name), name)


def read_roles(text: str, name: str) -> dict[str, str]:
    """Names and the roles that replace them, from the text of a file. Raises ScenarioError or ArgumentError."""
    from sems_sim.scenario import read_piece

    data = read_piece(text, name)
    if not isinstance(data, Mapping) or not all(isinstance(role, str) and role for role in data.values()):
        raise ArgumentError(f"{name}: roles are written as name: role", '"J. Example": Duty manager')
    return {str(person): str(role) for person, role in data.items()}


def start_of(scenario: Scenario) -> Startex:
    """The start of a scenario as the start of an exercise, for times of a sheet that names none."""
    start = scenario.sections.clock.start
    clock_ms = (start.hour * 60 + start.minute) * 60_000 + start.second * 1000
    return Startex(clock_ms, start.date(), why="the clock of the scenario begins then")


def merge_into(path: Path, reading: Reading) -> Merged:
    """The text of a scenario file with the injects of a reading merged into it; nothing is written.

    Raises ScenarioError if the file has faults, and ArgumentError if its text cannot be changed line by line.
    """
    from sems_sim.reports.msel.fitting import fit
    from sems_sim.reports.msel.merging import merge
    from sems_sim.scenario import find, read_file_tree, read_piece, read_scenario

    scenario = read_scenario(path)
    root = read_file_tree(path)
    written = find(scenario.places.root, ("exercise", "injects"))
    if written.value and written.source.name != root.source.name and isinstance(written.value, list):
        raise ArgumentError(
            f"{path}: its injects stand in {written.source.name}", "give that file with --into"
        )
    fitted = fit(reading, scenario)
    text = path.read_text(encoding="utf-8-sig")
    is_whole = all(layout.is_own for layout in reading.layouts)
    merged = merge(text, root, fitted.drafts, fitted.objectives, is_whole=is_whole)
    _check(read_piece(text, str(path)), read_piece(merged.text, str(path)), merged, fitted.drafts)
    return replace(merged, doubts=(*fitted.doubts, *merged.doubts))


def _check(before: Any, after: Any, merged: Merged, drafts: Sequence[Draft]) -> None:  # noqa: ANN401 - plain values of YAML
    """Make sure that the text says what it said before, but for the injects that were to change."""
    was = {key: value for key, value in before.items() if key != "exercise"}
    now = {key: value for key, value in after.items() if key != "exercise"}
    old, new = before.get("exercise") or {}, after.get("exercise") or {}
    kept = all(
        new.get(key) == value for key, value in old.items() if key not in ("injects", "objectives")
    ) and all(
        (new.get("objectives") or {}).get(key) == value
        for key, value in (old.get("objectives") or {}).items()
    )
    injects = {str(one["id"]): one for one in new.get("injects", ())}
    others = {str(one["id"]): one for one in old.get("injects") or ()}
    still = all(injects.get(name) == others[name] for name in (*merged.same, *merged.untouched))
    added = {draft.id: dict(draft.values) for draft in drafts if draft.id in merged.added}
    exact = all(injects.get(name) == values for name, values in added.items())
    if was != now or not kept or not still or not exact or len(injects) != len(others) + len(added):
        raise ArgumentError(
            "the text of the scenario is laid out so that injects cannot be merged into it safely",
            "nothing was written; import with --new, and copy the injects by hand",
        )


def msel_workbook(scenario: Scenario, actuals: Sequence[InjectActual] = ()) -> bytes:
    """The list of events of a scenario as a workbook, after an exercise with what became of each inject.

    Raises ArgumentError if a text is longer than a cell can hold.
    """
    from sems_sim.reports.msel.writing import events_workbook

    return events_workbook(scenario, actuals)


def msel_csv(scenario: Scenario, actuals: Sequence[InjectActual] = ()) -> str:
    """The list of events of a scenario as CSV text."""
    from sems_sim.reports.msel.writing import events_csv

    return events_csv(scenario, actuals)


__all__ = [
    "NO_EDITS", "Doubt", "Draft", "Edits", "Fresh", "InjectActual", "Merged", "Reading", "Startex", "Wishes",
    "document_of", "edits_text", "fresh_scenario", "merge_into", "msel_csv", "msel_workbook", "preview_lines",
    "read_edits", "read_msel", "read_roles", "role_names", "start_of", "unknown_names", "with_roles",
]  # fmt: skip
