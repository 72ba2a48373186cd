"""From what a row says of time to milliseconds after the start of the exercise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.drafts import Startex
from sems_sim.reports.msel.grid import Workbook, is_blank, text_of
from sems_sim.reports.msel.moment import DAY_MS, HOUR_MS, NOTHING, Moment, TimeStyle
from sems_sim.reports.msel.moments import read_moment

_HALF_DAY_MS = 12 * HOUR_MS
_START_WORD = re.compile(
    r"\b(startex|start ex|start of (?:the )?exercise|exercise start(?:s)?(?: time)?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RowTimes:
    """The moments that one row names, by field."""

    time: Moment = NOTHING
    date: Moment = NOTHING
    day: Moment = NOTHING
    dtg: Moment = NOTHING
    scenario_time: Moment = NOTHING
    is_start: bool = False
    """The row itself is the start of the exercise."""


@dataclass(frozen=True, slots=True)
class Due:
    """When an inject is due, in milliseconds after the start, or None for one that waits for a word."""

    at_ms: int | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Instant:
    """A time of day, on a date, on a numbered day, or on whatever day the rows before it say."""

    clock_ms: int
    day: date | None = None
    number: int | None = None


@dataclass(slots=True)
class _Calendar:
    """Days counted from the day of the start; grows as rows without a day pass midnight."""

    base_day: date | None
    base_number: int
    last_ms: int | None
    shift: int = 0
    passed: list[int] = field(default_factory=list)

    def place(self, instant: _Instant, row: int) -> int:
        """Milliseconds since midnight of the first day."""
        if instant.day is not None and self.base_day is not None:
            return (instant.day - self.base_day).days * DAY_MS + instant.clock_ms
        if instant.number is not None:
            return (instant.number - self.base_number) * DAY_MS + instant.clock_ms
        if self.last_ms is not None and instant.clock_ms < self.last_ms - _HALF_DAY_MS:
            self.shift += 1
            self.passed.append(row)
        self.last_ms = instant.clock_ms
        return self.shift * DAY_MS + instant.clock_ms


def read_startex(text: str) -> Startex:
    """A start given by a person: `09:00`, `2026-03-02T09:00` or `2026-03-02T09:00+01:00`. Raises ArgumentError."""
    remedy = "write 09:00, or 2026-03-02T09:00"
    try:
        full = datetime.fromisoformat(text)
    except ValueError:
        moment = read_moment(text, TimeStyle())
        if moment.clock_ms is None or moment.doubt:
            raise ArgumentError(f"STARTEX {text!r}: this is no time", remedy) from None
        return Startex(moment.clock_ms, moment.day, why="as given", is_given=True)
    if "T" not in text and " " not in text.strip():
        raise ArgumentError(f"STARTEX {text!r}: a day without a time", remedy)
    clock_ms = (full.hour * 60 + full.minute) * 60_000 + full.second * 1000
    zone = (
        text[-6:] if re.search(r"[+-]\d\d:\d\d$", text) else ("+00:00" if text.endswith(("Z", "z")) else "")
    )
    return Startex(clock_ms, full.date(), zone, "as given", is_given=True)


def found_startex(workbook: Workbook, above: Iterable[tuple[str, int]]) -> Startex | None:
    """The start that a sheet states beside or behind the word STARTEX; `above` has the rows to read by sheet."""
    lines = dict(above)
    for grid in workbook.grids:
        for row in grid.rows[: lines.get(grid.name, 40)]:
            for position, cell in enumerate(row):
                if not isinstance(cell, str) or len(cell) > 120 or not _START_WORD.search(cell):
                    continue
                behind = cell[_last_end(cell) :].strip(" :=-–\t")
                after = next((value for value in row[position + 1 :] if not is_blank(value)), None)
                for value in (behind, after):
                    moment = read_moment(value, TimeStyle()) if value else NOTHING
                    if moment.clock_ms is not None and not moment.doubt:
                        said = f"the sheet {grid.name!r} says so: {text_of(cell)[:40]}"
                        return Startex(moment.clock_ms, moment.day, why=said)
    return None


def _last_end(cell: str) -> int:
    ends = [found.end() for found in _START_WORD.finditer(cell)]
    return ends[-1] if ends else 0


def due_times(
    rows: Sequence[RowTimes], startex: Startex | None, fallback: Startex | None = None
) -> tuple[list[Due], Startex | None]:
    """When each row is due, and the start that was used.

    It is the one given, else one that a row is, else the fallback if no row lies before it, else the earliest time.
    """
    offsets = [row.time.offset_ms for row in rows]
    instants = [None if offsets[i] is not None else _instant(row) for i, row in enumerate(rows)]
    if startex is None:
        startex = _start_row(rows, instants)
    placed, calendar = _placed(instants, startex)
    if startex is None and any(ms is not None for ms in placed):
        startex, placed, calendar = _assumed(instants, placed, calendar, fallback)
    start_ms = startex.clock_ms if startex is not None else 0
    found = [_due(row, offsets[i], placed[i], start_ms, i in calendar.passed) for i, row in enumerate(rows)]
    return found, startex


def _start_row(rows: Sequence[RowTimes], instants: Sequence[_Instant | None]) -> Startex | None:
    for row, instant in zip(rows, instants, strict=True):
        if row.is_start and instant is not None:
            return Startex(
                instant.clock_ms, instant.day, why="a row of the sheet is the start of the exercise"
            )
    return None


def _placed(
    instants: Sequence[_Instant | None], startex: Startex | None
) -> tuple[list[int | None], _Calendar]:
    days = [instant.day for instant in instants if instant is not None and instant.day is not None]
    numbers = [instant.number for instant in instants if instant is not None and instant.number is not None]
    base_day = startex.day if startex is not None and startex.day is not None else min(days, default=None)
    last = startex.clock_ms if startex is not None else None
    calendar = _Calendar(base_day, 0 if 0 in numbers else 1, last)
    return [None if one is None else calendar.place(one, i) for i, one in enumerate(instants)], calendar


def _assumed(
    instants: Sequence[_Instant | None],
    placed: list[int | None],
    calendar: _Calendar,
    fallback: Startex | None,
) -> tuple[Startex, list[int | None], _Calendar]:
    """A start where nobody gave one: the scenario's, if no row lies before it, else the earliest time of the sheet."""
    if fallback is not None:
        again, other = _placed(instants, replace(fallback, day=None))
        if all(ms is None or ms >= fallback.clock_ms for ms in again):
            return fallback, again, other
    earliest = min(ms for ms in placed if ms is not None)
    day = calendar.base_day + timedelta(days=earliest // DAY_MS) if calendar.base_day is not None else None
    if earliest >= DAY_MS or earliest < 0:
        placed = [None if ms is None else ms - earliest // DAY_MS * DAY_MS for ms in placed]
    return (
        Startex(
            earliest % DAY_MS, day, why="the earliest time in the sheet; say --startex if it began before"
        ),
        placed,
        calendar,
    )


def _instant(row: RowTimes) -> _Instant | None:
    """The best that a row says: date with time first, then a date-time group, a numbered day, a time alone."""
    time, dtg = row.time, row.dtg
    if time.clock_ms is not None:
        for dated in (time, row.date, dtg):
            if dated.day is not None:
                return _Instant(time.clock_ms, dated.day)
        number = time.day_number
        if number is None and row.scenario_time is NOTHING:
            number = row.day.day_number if row.day.day_number is not None else row.date.day_number
        if number is None and row.scenario_time is NOTHING and row.day.day is not None:
            return _Instant(time.clock_ms, row.day.day)
        return _Instant(time.clock_ms, None, number)
    for moment in (dtg, row.date, row.day, row.scenario_time):
        if moment.clock_ms is not None and not time.is_word:
            number = moment.day_number if moment.day_number is not None else row.day.day_number
            return _Instant(moment.clock_ms, moment.day or row.date.day or row.day.day, number)
    return None


def _due(row: RowTimes, offset: int | None, placed: int | None, start_ms: int, passed_midnight: bool) -> Due:  # noqa: FBT001 - five plain facts of one row
    doubts = [moment.doubt for moment in (row.time, row.dtg, row.date, row.day) if moment.doubt]
    at_ms = offset if offset is not None else (None if placed is None else placed - start_ms)
    if at_ms is not None and at_ms < 0:
        early = -at_ms // 60_000
        doubts.append(f"it lies {early // 60} h {early % 60} min before the start: it waits for a word")
        at_ms = None
    if passed_midnight:
        doubts.append("it is far earlier in the day than the row above: it was taken for the next day")
    if at_ms is None and not row.time.is_word and not doubts and (row.date.is_known or row.day.is_known):
        doubts.append("it has a day and no time: it waits for a word")
    doubts += _contradiction(row)
    return Due(at_ms, tuple(doubts))


def _contradiction(row: RowTimes) -> list[str]:
    """Two columns that name different moments."""
    day, clock_ms = row.time.day or row.date.day, row.time.clock_ms
    if clock_ms is None or row.dtg.clock_ms is None:
        return []
    if clock_ms == row.dtg.clock_ms and (day is None or row.dtg.day is None or day == row.dtg.day):
        return []
    return ["its date-time group says another time than its date and time: the latter were taken"]
