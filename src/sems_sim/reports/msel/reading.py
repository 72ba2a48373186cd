"""A workbook becomes injects to be: sheets chosen, rows read, every doubt kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.cells import EVERYBODY, Gathered, RowReader
from sems_sim.reports.msel.csv_text import guarded_rows, read_csv
from sems_sim.reports.msel.drafts import INJECT_KEYS, Doubt, Draft, InjectActual, Reading, Startex, Wishes
from sems_sim.reports.msel.fields import BY_NAME, is_own
from sems_sim.reports.msel.grid import Grid, Value, Workbook, is_blank, text_of
from sems_sim.reports.msel.mapping import Edits, Layout, headings_of, lay_out
from sems_sim.reports.msel.moment import NOTHING, Moment, TimeStyle
from sems_sim.reports.msel.moments import read_moment, style_of
from sems_sim.reports.msel.objectives import read_objectives
from sems_sim.reports.msel.own_cells import cell_text, read_own
from sems_sim.reports.msel.rows import Row, Skipped, rows_of
from sems_sim.reports.msel.sheet import read_workbook
from sems_sim.reports.msel.timing import Due, RowTimes, due_times, found_startex, read_startex
from sems_sim.reports.msel.values import identifier_of, small
from sems_sim.units import format_duration

_TIME_FIELDS = ("time", "date", "day", "dtg", "scenario_time")
_STARTS = frozenset(
    ("startex", "start of exercise", "start ex", "exercise start", "exercise begins", "start exercise")
)
_MARKING = re.compile(
    r"\b(official|exercise only|confidential|restricted|for exercise|sensitive|tlp|unclassified|fouo)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?i)(?:\W*exercise\W*)+|(?:the )?(?:master scenario|main) events? list.*|msel|mel|injects?(?: list)?|tabletop.*"
)
"""What stands above many lists and names no exercise."""


def open_workbook(data: bytes, name: str) -> Workbook:
    """The sheets of an .xlsx, .xlsm or .csv file in bytes. Raises ArgumentError."""
    if name.lower().endswith((".csv", ".tsv", ".txt")):
        return read_csv(data, name)
    return read_workbook(data, name)


def read_events(workbook: Workbook, wishes: Wishes | None = None) -> Reading:
    """All injects of a workbook. Raises ArgumentError if it holds no list of events, or a wish leads nowhere."""
    wishes = wishes or Wishes()
    chosen, remarks = _chosen(workbook, wishes)
    gathered = Gathered(read_objectives(workbook))
    drafts: list[Draft] = []
    actuals: list[tuple[int, InjectActual]] = []
    startex = _startex(workbook, chosen, wishes)
    for grid, layout in chosen:
        remarks += [f"{grid.name}: {remark}" for remark in _about(grid, layout)]
        rows, skipped = rows_of(grid, layout)
        for passed in skipped:
            gathered.doubts.append(Doubt(grid.name, passed.number, "", passed.why))
        rows, left = _without_left_out(layout, rows, wishes)
        gathered.doubts += [Doubt(grid.name, one.number, "", one.why) for one in left]
        moments = _row_times(layout, rows, startex or wishes.fallback)
        due, startex = due_times(moments, startex, wishes.fallback)
        for row, when in zip(rows, due, strict=True):
            drafts.append(_draft(layout, row, when, wishes, gathered))
        first = len(drafts) - len(rows)
        actuals += [(first + index, actual) for index, actual in _actuals(layout, rows)]
    drafts = _with_everybody(_with_ids(drafts, gathered), gathered)
    title, marking = _head(chosen)
    return Reading(
        workbook.name,
        tuple(layout for _, layout in chosen),
        tuple(drafts),
        gathered.objectives.finished(),
        gathered.teams,
        tuple(sorted(gathered.doubts, key=lambda doubt: (doubt.sheet, doubt.row))),
        (*workbook.remarks, *remarks, *_told_once(gathered)),
        startex,
        tuple(replace(actual, id=drafts[index].id) for index, actual in actuals),
        title,
        marking,
        frozenset(gathered.objectives.invented),
    )


# --- which sheets ---


def _chosen(workbook: Workbook, wishes: Wishes) -> tuple[list[tuple[Grid, Layout]], list[str]]:
    grids = [_unguarded(grid) for grid in workbook.grids]
    wanted = wishes.sheets or ((wishes.edits.sheet,) if wishes.edits.sheet else ())
    if wanted:
        return _named(workbook, grids, wanted, wishes.edits), []
    laid = [
        (grid, lay_out(grid, Edits(header_row=wishes.edits.header_row)))
        for grid in grids
        if not grid.is_hidden
    ]
    found = [
        (grid, layout) for grid, layout in laid if layout is not None and layout.first_row < len(grid.rows)
    ]
    if not found:
        hidden = [grid.name for grid in grids if grid.is_hidden]
        raise ArgumentError(
            f"{workbook.name}: no sheet has a header of a list of events in its first 20 rows",
            f"hidden sheets were not looked at: {', '.join(hidden)}; name one with --sheet"
            if hidden
            else "its columns need names, such as Time, From, To, Inject, Expected action; or say what they are in a "
            "file given with --map: header_row: 1, columns: {heading: field}",
        )
    best = max(found, key=lambda pair: pair[1].weight * (1.0 + min(len(pair[0].rows), 200) / 1000))
    layout = lay_out(best[0], wishes.edits)
    remarks = [
        f"the sheet {grid.name!r} looks like a list of events too ({len(grid.rows) - other.first_row} rows): "
        "read it with --sheet, which may be given several times"
        for grid, other in found
        if grid is not best[0] and other.weight * 2 > best[1].weight
    ]
    remarks += [f"the sheet {grid.name!r} is hidden and was not read" for grid in grids if grid.is_hidden]
    others = [
        grid.name
        for grid, other in laid
        if (other is None or other.weight * 2 <= best[1].weight) and "objective" not in grid.name.lower()
    ]
    if others and not best[1].is_own:
        remarks.append(f"other sheets, not read as lists of events: {', '.join(others)}")
    return ([(best[0], layout)] if layout is not None else []), remarks


def _named(
    workbook: Workbook, grids: Sequence[Grid], wanted: Sequence[str], edits: Edits
) -> list[tuple[Grid, Layout]]:
    from difflib import get_close_matches

    by_name = {grid.name: grid for grid in grids}
    found = []
    for name in wanted:
        grid = by_name.get(name)
        if grid is None:
            near = get_close_matches(name, list(by_name), 1, 0.4)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(by_name)}"
            raise ArgumentError(f"{workbook.name}: there is no sheet {name!r}", hint)
        layout = lay_out(grid, edits)
        if layout is None:
            raise ArgumentError(
                f"{workbook.name}: the sheet {name!r} has no header of a list of events in its first 20 rows",
                "say where it is: header_row in the file given with --map",
            )
        found.append((grid, layout))
    return found


def _unguarded(grid: Grid) -> Grid:
    """A CSV file of ours without the guards before what could be a formula."""
    if grid.name != "CSV" or not grid.rows or not is_own(tuple(headings_of(grid, 0))):
        return grid
    return replace(grid, rows=(grid.rows[0], *guarded_rows(grid.rows[1:])))


def _about(grid: Grid, layout: Layout) -> list[str]:
    said = list(grid.remarks)
    hidden = [number + 1 for number in sorted(grid.hidden_rows) if number >= layout.first_row]
    if hidden:
        said.append(f"{len(hidden)} hidden rows were read too: {_listed(hidden)}")
    columns = [taken.heading or taken.letter for taken in layout.taken if taken.column in grid.hidden_columns]
    if columns and not layout.is_own:
        said.append(f"hidden columns were read too: {', '.join(columns)}")
    down = [1 for top, _, bottom, _ in grid.merged if top >= layout.first_row and bottom > top]
    if down:
        said.append(f"{len(down)} cells merged over several rows count for each of them")
    return said


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:12])
    return shown + (f" and {len(numbers) - 12} more" if len(numbers) > 12 else "")


def _head(chosen: Sequence[tuple[Grid, Layout]]) -> tuple[str, str]:
    """Title and marking from the rows above the header."""
    title, marking = "", ""
    for grid, layout in chosen[:1]:
        for row in grid.rows[: layout.header_row]:
            for cell in row:
                if not isinstance(cell, str) or is_blank(cell):
                    continue
                if _MARKING.search(cell) and not marking:
                    marking = " ".join(cell.split())[:120]
                elif (
                    not title
                    and len(cell) <= 120
                    and not re.fullmatch(r"(?i)(\W*exercise\W*)+", cell.strip())
                ):
                    title = " ".join(cell.split())
    return title, marking


# --- times ---


def _startex(workbook: Workbook, chosen: Sequence[tuple[Grid, Layout]], wishes: Wishes) -> Startex | None:
    given = wishes.startex or wishes.edits.startex
    if given:
        return read_startex(given)
    return found_startex(workbook, [(grid.name, layout.header_row) for grid, layout in chosen])


def _row_times(layout: Layout, rows: Sequence[Row], startex: Startex | None) -> list[RowTimes]:
    styles = _styles(layout, rows, startex.day if startex is not None else None)
    found = []
    for row in rows:
        moments = {name: _moment(layout, row, name, style) for name, style in styles.items()}
        if row.day is not None and "day" not in moments:
            moments["day"] = Moment(day_number=row.day)
        words = {small(row.cells[column]) for name in ("title", "text") for column in layout.columns_of(name)}
        found.append(RowTimes(**moments, is_start=bool(words & _STARTS)))
    return found


def _styles(layout: Layout, rows: Sequence[Row], day: date | None) -> dict[str, TimeStyle]:
    """How the cells of each column of time are to be read; dates without a year get that of the others."""
    styles: dict[str, TimeStyle] = {}
    for year in (None, day.year if day is not None else None):
        for name in _TIME_FIELDS:
            columns = layout.columns_of(name)
            if columns:
                heading = next(taken.heading for taken in layout.taken if taken.column == columns[0])
                cells = [row.cells[columns[0]] for row in rows]
                styles[name] = style_of(heading, cells, year=year, is_day=name == "day")
        if day is None:
            day = _earliest_day(layout, rows, styles)
    return styles


def _earliest_day(layout: Layout, rows: Sequence[Row], styles: dict[str, TimeStyle]) -> date | None:
    """The first day that the sheet names with its year."""
    no_year = date(2000, 12, 31)
    days = [
        moment.day
        for row in rows
        for name, style in styles.items()
        if (moment := _moment(layout, row, name, style)).day is not None and moment.day > no_year
    ]
    return min(days, default=None)


def _moment(layout: Layout, row: Row, name: str, style: TimeStyle) -> Moment:
    columns = layout.columns_of(name)
    return read_moment(row.cells[columns[0]], style) if columns else NOTHING


# --- rows ---


def _without_left_out(layout: Layout, rows: Sequence[Row], wishes: Wishes) -> tuple[list[Row], list[Skipped]]:
    """Rows whose status a person said to leave out are told, not read."""
    wanted = {" ".join(status.lower().split()) for status in wishes.leave_out}
    columns = layout.columns_of("status")
    if not wanted:
        return list(rows), []
    if not columns:
        raise ArgumentError(
            f"--leave-out {wishes.leave_out[0]}: the sheet has no column of statuses", "leave it away"
        )
    left = [Skipped(row.number, f"left out, for its status is {text_of(row.cells[columns[0]])!r}")
            for row in rows if small(row.cells[columns[0]]) in wanted]  # fmt: skip
    return [row for row in rows if small(row.cells[columns[0]]) not in wanted], left


def _draft(layout: Layout, row: Row, due: Due, wishes: Wishes, gathered: Gathered) -> Draft:
    means: tuple[str, ...] = ()
    if layout.is_own:
        own = read_own(layout, row)
        values, number = own.values, cell_text(layout, row, "number")
        gathered.doubts += own.doubts
        to = values.get("to")
        for name in to if isinstance(to, list) else ():
            gathered.teams.setdefault(str(name), str(name))
        named = values.get("objective")
        for name in named if isinstance(named, list) else ():
            gathered.objectives.found.setdefault(str(name), {"text": ""})
    else:
        reader = RowReader(layout, row, wishes.edits, gathered)
        values, means = reader.read(), reader.means
        columns = layout.columns_of("number")
        number = text_of(row.cells[columns[0]]) if columns and not is_blank(row.cells[columns[0]]) else ""
        _say_when_empty(values, row, layout, gathered)
    if "when" not in values and due.at_ms is not None:
        values["at"] = format_duration(due.at_ms)
    gathered.doubts += [
        Doubt(layout.sheet, row.number, BY_NAME["time"].heading, doubt) for doubt in due.doubts
    ]
    values = {"id": number, **values}
    return Draft(layout.sheet, row.number, {key: values[key] for key in INJECT_KEYS if key in values}, means)


def _say_when_empty(values: dict[str, object], row: Row, layout: Layout, gathered: Gathered) -> None:
    if not values.get("text") and not values.get("title") and not values.get("expect"):
        gathered.doubts.append(Doubt(layout.sheet, row.number, "", "it says nothing of what happens"))


def _with_ids(drafts: Sequence[Draft], gathered: Gathered) -> list[Draft]:
    """Each inject gets an id of its own: from its number, or from its row."""
    seen: set[str] = set()
    found: list[Draft] = []
    numbered = any(draft.values["id"] for draft in drafts)
    if drafts and not numbered:
        gathered.words[BY_NAME["number"].heading, "the sheet has no numbers: I1, I2 … were given"] = len(
            drafts
        )
    for draft in drafts:
        written = str(draft.values["id"])
        name = wanted = identifier_of(written) or (f"R{draft.row}" if numbered else f"I{len(found) + 1}")
        count = 2
        while name in seen:
            name, count = f"{wanted}_{count}", count + 1
        seen.add(name)
        if not written and numbered:
            gathered.doubts.append(
                Doubt(
                    draft.sheet, draft.row, BY_NAME["number"].heading, f"it has no number: {name} was given"
                )
            )
        elif name != wanted:
            said = f"the number {written!r} stands twice: {name} was given"
            gathered.doubts.append(Doubt(draft.sheet, draft.row, BY_NAME["number"].heading, said))
        found.append(replace(draft, values={**draft.values, "id": name}))
    return found


def _with_everybody(drafts: Sequence[Draft], gathered: Gathered) -> list[Draft]:
    """`All players` becomes every team that the sheet names; if it names none, one team of all players."""
    found = []
    for draft in drafts:
        names = draft.values.get("to")
        if isinstance(names, list) and EVERYBODY in names:
            if not gathered.teams:
                gathered.teams["all_players"] = "All players"
            everybody = list(gathered.teams)
            draft = replace(draft, values={**draft.values, "to": everybody})  # noqa: PLW2901 - the same draft, completed
        found.append(draft)
    return found


def _told_once(gathered: Gathered) -> list[str]:
    nameless = gathered.objectives.nameless
    lacking = [f"objectives without a text: {', '.join(nameless)}; add what they are"] if nameless else []
    return lacking + [f"{heading}: {sentence} ({count} {'row' if count == 1 else 'rows'})"
            for (heading, sentence), count in gathered.words.items()]  # fmt: skip


def _actuals(layout: Layout, rows: Sequence[Row]) -> list[tuple[int, InjectActual]]:
    """What a sheet records of an exercise that was held, by index of the row: no part of the plan."""
    found = []
    for index, row in enumerate(rows):
        texts = {name: _recorded(layout, row, name) for name in ("released_by", "outcome", "narrative")}
        released = _recorded(layout, row, "released")
        if released or any(texts.values()):
            moment = read_moment(released, TimeStyle()) if released else NOTHING
            found.append(
                (index, InjectActual("", _recorded(layout, row, "status"), moment.offset_ms, **texts))
            )
    return found


def _recorded(layout: Layout, row: Row, name: str) -> str:
    columns = layout.columns_of(name)
    value: Value = row.cells[columns[0]] if columns else None
    return "" if is_blank(value) else text_of(value)
