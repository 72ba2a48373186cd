"""A scenario from a sheet alone: injects, teams and objectives, and no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sems_sim.reports.msel.drafts import Doubt, Draft, Reading
from sems_sim.reports.msel.values import slug_of
from sems_sim.reports.msel.yaml_text import block, flow, item, scalar
from sems_sim.units import format_duration, parse_duration

_HOUR_MS = 3_600_000
_LEAST_HOURS = 4
DEFAULT_DAY = date(2026, 1, 5)
"""The day of a scenario whose sheet names none: a Monday."""
DEFAULT_CLOCK_MS = 9 * _HOUR_MS
NEEDS_A_MODEL = ("when", "unless", "do")
PLAYERS = "players"


@dataclass(frozen=True, slots=True)
class Fresh:
    """The text of a new scenario, and what had to be left out or assumed for it."""

    text: str
    doubts: tuple[Doubt, ...]
    remarks: tuple[str, ...]


def fresh_scenario(reading: Reading, name: str, title: str = "") -> Fresh:
    """A new scenario with the injects of a reading; `name` is the name of the file without its ending.

    Every recipient becomes a team that people play and that is there from the start. What needs a model (conditions,
    effects, targets) goes into the notes, since a list of events has none.
    """
    doubts: list[Doubt] = []
    teams = dict(reading.teams)
    drafts = [_without_model(draft, doubts) for draft in reading.drafts]
    if not teams:
        teams[PLAYERS] = "Players"
        drafts = [replace(draft, values=_addressed(draft.values)) for draft in drafts]
    remarks = _remarks(reading)
    shown = title or reading.title or name.replace("-", " ").replace("_", " ").strip().capitalize()
    lines = [
        f"# Made from {reading.workbook!r} by sems-sim msel import: a list of events without a model.",
        "# Add services, assets and incidents, and give injects effects (do: …), where consequences shall be computed.",
        "sems_sim: 1",
        f"id: {slug_of(name, 'exercise').replace('_', '-')}",
        f"title: {scalar(shown)}",
        f"clock: {{start: {_start(reading)}, runs: {_runs(drafts)}}}",
        "teams:",
        *[f"  {slug}: {{title: {scalar(label)}, level: operational}}" for slug, label in teams.items()],
        "exercise:",
        *([f"  handling: {scalar(reading.marking)}"] if reading.marking else []),
        f"  played: {flow(list(teams))}",
        *_objectives(reading, doubts),
        "  injects:",
    ]
    for draft in drafts:
        lines += item(draft.values, 4)
    return Fresh("\n".join(lines) + "\n", tuple(doubts), tuple(remarks))


def _addressed(values: Mapping[str, object]) -> Mapping[str, object]:
    """Values of an inject that goes to the players; `to` stands behind `from`."""
    head = {key: value for key, value in values.items() if key in ("id", "title", "kind", "at", "from")}
    return {**head, "to": [PLAYERS], **{key: value for key, value in values.items() if key not in head}}


def _without_model(draft: Draft, doubts: list[Doubt]) -> Draft:
    kept = {key: value for key, value in draft.values.items() if key not in NEEDS_A_MODEL}
    notes = [str(kept["notes"])] if "notes" in kept else []
    for key in NEEDS_A_MODEL:
        if key in draft.values:
            notes.append(f"{key}: {flow(draft.values[key])}")
            doubts.append(
                Doubt(draft.sheet, draft.row, "", f"{key!r} needs a model: it was kept in the notes")
            )
    if len(notes) == 1 and "notes" in kept:
        return draft
    if not notes:
        return draft
    ordered = {
        key: ("\n".join(notes) if key == "notes" else kept.get(key)) for key in (*draft.values, "notes")
    }
    return replace(draft, values={key: value for key, value in ordered.items() if value is not None})


def _start(reading: Reading) -> str:
    start = reading.startex
    day = start.day if start is not None and start.day is not None else DEFAULT_DAY
    clock_ms = start.clock_ms if start is not None else DEFAULT_CLOCK_MS
    zone = start.zone if start is not None and start.zone else "+00:00"
    seconds = clock_ms // 1000
    return f"{day.isoformat()}T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{zone}"


def _runs(drafts: list[Draft]) -> str:
    """Until an hour after the last inject that has a time, in whole hours, four at least."""
    last = max(
        (parse_duration(str(draft.values["at"])) for draft in drafts if "at" in draft.values), default=0
    )
    return format_duration(max(_LEAST_HOURS, -(-last // _HOUR_MS) + 1) * _HOUR_MS)


def _remarks(reading: Reading) -> list[str]:
    start = reading.startex
    said = []
    if start is None:
        said.append("the sheet names no start: 09:00 was taken; say --startex to change it")
    if start is None or start.day is None:
        said.append(
            f"no day is known: {DEFAULT_DAY.isoformat()} was taken; say --startex 2026-03-02T09:00 to change it"
        )
    if start is None or not start.zone:
        said.append("no zone is known: UTC was taken")
    if not reading.teams:
        said.append("the sheet names no recipient: one team of players gets every inject")
    return said


def _objectives(reading: Reading, doubts: list[Doubt]) -> list[str]:
    if not reading.objectives:
        return []
    lines = ["  objectives:"]
    for name, values in reading.objectives.items():
        kept = dict(values)
        target = kept.pop("target", None)
        if target is not None:
            kept["note"] = "\n".join(
                part for part in (str(kept.get("note", "")), f"target: {target}") if part
            )
            doubts.append(
                Doubt("", 0, f"objective {name}", "its target needs a model: it was kept as a note")
            )
        lines += [f"    {name}:", *block(kept, 6)]
    return lines
