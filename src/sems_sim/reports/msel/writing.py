"""A scenario's list of events as sheets: one row an inject, every column, ready to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sems_sim.reports.msel.csv_text import write_csv
from sems_sim.reports.msel.drafts import InjectActual
from sems_sim.reports.msel.fields import BY_NAME, FIELDS
from sems_sim.reports.msel.grid import Value
from sems_sim.reports.msel.objectives import LIST_SIGN, OWN_HEADINGS
from sems_sim.reports.msel.sheet import Column, Table, write_workbook
from sems_sim.reports.msel.yaml_text import flow
from sems_sim.scenario import Scenario, find, plain

_CHOICES = {
    "kind": ("contextual", "contingency", "expected_action", "administrative"),
    "truth": ("yes", "no"),
    "status": ("draft", "approved", "released", "complete", "deferred", "omitted"),
    "by": ("email", "phone", "in person", "radio", "text message", "social media", "in writing"),
}
_CENTRED = frozenset(("number", "day", "scenario_time", "truth", "priority", "objective"))
_SHADES = {"contingency": "FFF4D6", "expected_action": "E3F1E3", "administrative": "ECECEC"}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_ZONES = "YXWVUTSRQPON" + "Z" + "ABCDEFGHIKLM"
_BANNER = "EXERCISE EXERCISE EXERCISE"


def events_workbook(scenario: Scenario, actuals: Sequence[InjectActual] = ()) -> bytes:
    """The list of events, the objectives and the facts of the exercise as a workbook, in bytes.

    Raises ArgumentError if a text is longer than a cell can hold.
    """
    tables = [events_table(scenario, actuals), *_objectives_table(scenario), _facts_table(scenario)]
    return write_workbook(tables, f"{tables[0].name}: {scenario.sections.title}")


def events_csv(scenario: Scenario, actuals: Sequence[InjectActual] = ()) -> str:
    """The list of events as CSV: a header and one row an inject."""
    return write_csv(events_table(scenario, actuals))


def events_table(scenario: Scenario, actuals: Sequence[InjectActual] = ()) -> Table:
    """The list of events with all its columns; after an exercise with what became of each inject."""
    exercise = scenario.sections.exercise
    written = plain(find(scenario.places.root, ("exercise", "injects"))) if exercise is not None else []
    raws = written if isinstance(written, list) else [written]
    became = {actual.id: actual for actual in actuals}
    names = [
        field.name for field in FIELDS if field.name != "date" and (became or field.name != "planned_status")
    ]
    rows, shades = [], []
    for index, inject in enumerate(exercise.injects if exercise is not None else ()):
        raw = raws[index] if index < len(raws) else {}  # what was added live was never written
        cells = _cells(scenario, index, raw, became.get(inject.id))
        rows.append(tuple(cells.get(name) or None for name in names))
        if inject.kind in _SHADES:
            shades.append((index, _SHADES[inject.kind]))
    is_us = (exercise.style if exercise is not None else "").lower() in ("us", "hseep")
    return Table(
        "MSEL" if is_us else "MEL",
        tuple(_column(name, rows, names) for name in names),
        tuple(rows),
        _above(scenario),
        _marking(scenario),
        scenario.sections.title,
        tuple(shades),
        break_after=BY_NAME["objective"].heading,
    )


def _column(name: str, rows: Sequence[Sequence[Value]], names: Sequence[str]) -> Column:
    field = BY_NAME[name]
    position = names.index(name)
    is_empty = all(row[position] is None for row in rows)
    return Column(
        field.heading, min(field.width, 12) if is_empty else field.width, _CHOICES.get(name, ()), name in _CENTRED,
        is_hidden=is_empty and bool(rows) and name not in ("title", "text", "to"),
    )  # fmt: skip


def _marking(scenario: Scenario) -> str:
    exercise = scenario.sections.exercise
    handling = exercise.handling if exercise is not None else ""
    return f"{_BANNER} · {handling}" if handling else _BANNER


def _above(scenario: Scenario) -> tuple[str, ...]:
    start = scenario.sections.clock.start
    return (
        _marking(scenario),
        f"{scenario.sections.title} · STARTEX {start:%Y-%m-%d %H:%M} {_zone_words(start)}",
    )


def _zone_words(moment: datetime) -> str:
    offset = moment.utcoffset()
    return "UTC" if not offset else f"UTC{moment:%z}"


def _cells(
    scenario: Scenario, index: int, raw: Mapping[str, object], actual: InjectActual | None
) -> dict[str, str]:
    exercise = scenario.sections.exercise
    assert exercise is not None  # noqa: S101 - the rows come from it
    inject = exercise.injects[index]
    cells = {
        "number": inject.id, "kind": inject.kind, "title": inject.title, "text": inject.text, "from": inject.from_,
        "to": ", ".join(inject.to), "by": inject.by, "controller": inject.controller, "expect": inject.expect,
        "objective": ", ".join(inject.objective), "capability": inject.capability, "task": inject.task,
        "storyline": inject.storyline, "phase": inject.phase, "priority": inject.priority, "location": inject.location,
        "notes": inject.notes, "note": inject.note, "source": inject.source, "status": inject.status,
        "truth": "yes" if inject.truth else "no",
        "trigger": "time" if inject.at is not None else "condition" if inject.when is not None else "word",
        "when": str(raw["when"]) if inject.when is not None else "",
        "unless": str(raw["unless"]) if inject.unless is not None else "",
        "do": flow(raw["do"]) if inject.do else "",
    }  # fmt: skip
    if inject.at is not None:
        cells |= _time_cells(scenario.sections.clock.start, inject.at)
    if actual is not None:
        cells |= {
            "planned_status": inject.status, "status": actual.status, "released_by": actual.released_by,
            "outcome": actual.outcome, "narrative": actual.narrative,
            "released": offset_text(actual.released_ms) if actual.released_ms is not None else "",
        }  # fmt: skip
    return cells


def _time_cells(start: datetime, at_ms: int) -> dict[str, str]:
    moment = start + timedelta(milliseconds=at_ms)
    return {
        "time": offset_text(at_ms),
        "day": f"Day {(moment.date() - start.date()).days + 1}",
        "scenario_time": f"{moment:%H:%M}",
        "dtg": _group(moment),
    }


def offset_text(ms: int) -> str:
    """Milliseconds of scenario time as a sheet states them: `STARTEX+01:30:00`, with a fraction where there is one."""
    seconds, rest = divmod(ms, 1000)
    text = f"STARTEX+{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{rest:03}" if rest else text


def _group(moment: datetime) -> str:
    """A date-time group with its zone letter: `202349ZMAR25`; J where the zone has none."""
    offset = moment.utcoffset() or timedelta()
    hours, rest = divmod(int(offset.total_seconds()), 3600)
    letter = _ZONES[hours + 12] if not rest and -12 <= hours <= 12 else "J"
    return f"{moment:%d%H%M}{letter}{_MONTHS[moment.month - 1]}{moment:%y}"


def _objectives_table(scenario: Scenario) -> list[Table]:
    exercise = scenario.sections.exercise
    if exercise is None or not exercise.objectives:
        return []
    written = plain(find(scenario.places.root, ("exercise", "objectives")))
    rows = [
        (name, one.text, one.title, one.capability, ", ".join(one.sems), str(written[name].get("target") or ""),
         LIST_SIGN.join(one.tasks), one.owner, one.note, one.source)
        for name, one in exercise.objectives.items()
    ]  # fmt: skip
    widths = (10, 50, 24, 20, 18, 32, 32, 18, 24, 20)
    columns = tuple(Column(heading, width) for heading, width in zip(OWN_HEADINGS, widths, strict=True))
    cells = tuple(tuple(value or None for value in row) for row in rows)
    return [
        Table("Objectives", columns, cells, _above(scenario)[:1], _marking(scenario), scenario.sections.title)
    ]


def _facts_table(scenario: Scenario) -> Table:
    """What the exercise is, and how to read this workbook back."""
    sections = scenario.sections
    exercise = sections.exercise
    facts = [
        ("Exercise", sections.title),
        ("Summary", sections.summary),
        ("STARTEX", f"{sections.clock.start:%Y-%m-%d %H:%M}"),
    ]
    if exercise is not None:
        facts += [
            ("Handling", exercise.handling), ("Sponsor", exercise.sponsor), ("Contact", exercise.contact),
            ("Venue", exercise.venue), ("Participants", LIST_SIGN.join(exercise.participants)),
            ("Played by people", ", ".join(exercise.played)),
        ]  # fmt: skip
    facts += [
        ("Times", "Scheduled Time counts from STARTEX and rules; day, scenario time and DTG follow from it."),
        (
            "Read back",
            "sems-sim msel import THIS.xlsx --into FILE.yaml: columns by their headings, rows by MSEL #.",
        ),
    ]
    rows = tuple((name, text or None) for name, text in facts)
    return Table(
        "Exercise", (Column("Fact", 20), Column("Value", 90)), rows, _above(scenario)[:1], _marking(scenario),
        sections.title, is_filtered=False,
    )  # fmt: skip
