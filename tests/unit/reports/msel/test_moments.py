"""Every shape in which a cell holds a time, and what is no time."""

from datetime import date, datetime, time, timedelta

import pytest

from sems_sim.reports.msel.grid import Value
from sems_sim.reports.msel.moment import DAY_MS, HOUR_MS, MINUTE_MS, Moment, TimeStyle
from sems_sim.reports.msel.moments import read_moment, style_of

PLAIN = TimeStyle()
NINE = 9 * HOUR_MS
FIRST_DAY = datetime(1899, 12, 30, 9, 0)  # noqa: DTZ001 - sheets know no zone
A_DAY = datetime(2019, 3, 4, 9, 0)  # noqa: DTZ001 - likewise


@pytest.mark.parametrize(
    "cell",
    [0.375, 900, "0900", "0900L", "0900 hrs", "09:00", "9:00", "09:00:00", "9:00 AM", "9.00", "09h00", "9am",
     time(9, 0), FIRST_DAY, "  09:00\n", "0900Z"],
)  # fmt: skip
def test_times_of_day_are_read(cell: Value) -> None:
    """Day fraction, number without a colon, zone letter, half of the day, the spreadsheet's own time: all are nine."""
    assert Moment(clock_ms=NINE) == read_moment(cell, PLAIN)


@pytest.mark.parametrize(
    "cell",
    [43528.375, "040900ZMAR2019", "040900Mar19", "040900 MAR 2019", "2019-03-04 09:00", "2019-03-04T09:00:00Z",
     "4 March 2019 0900", "March 4, 2019 09:00", "Mon 4 Mar 2019, 09:00", A_DAY],
)  # fmt: skip
def test_moments_with_a_date_are_read(cell: Value) -> None:
    """Serial numbers, date-time groups and written dates name the same moment."""
    assert Moment(day=date(2019, 3, 4), clock_ms=NINE) == read_moment(cell, PLAIN)


@pytest.mark.parametrize(
    ("cell", "offset_ms"),
    [
        ("D+2 H+3 M+45", 2 * DAY_MS + 3 * HOUR_MS + 45 * MINUTE_MS),
        ("J+1 T+3", DAY_MS + 3 * HOUR_MS),
        ("D+0 H+0 M+15", 15 * MINUTE_MS),
        ("STARTEX+01:30", 90 * MINUTE_MS),
        ("STARTEX + 90 min", 90 * MINUTE_MS),
        ("StartEx", 0),
        ("STARTEX+26:00", 26 * HOUR_MS),
        ("T+1:30", 90 * MINUTE_MS),
        ("H+3", 3 * HOUR_MS),
        ("T=0:10", 10 * MINUTE_MS),
        ("+45m", 45 * MINUTE_MS),
        ("1h30m", 90 * MINUTE_MS),
        ("2 hours 15 min", 135 * MINUTE_MS),
        ("StartEx-00:30", -30 * MINUTE_MS),
        (timedelta(hours=30), 30 * HOUR_MS),
    ],
)
def test_times_after_the_start_are_read(cell: Value, offset_ms: int) -> None:
    """Offsets of several tools, in days, hours and minutes."""
    found = read_moment(cell, PLAIN)

    assert (offset_ms, "") == (found.offset_ms, found.doubt)


@pytest.mark.parametrize("cell", ["Day 2 - 0900", "D+1 09:00", "Day 2 09:00"])
def test_a_numbered_day_with_a_time_is_read(cell: str) -> None:
    """Day 2 and D+1 are the same day."""
    assert Moment(day_number=2, clock_ms=NINE) == read_moment(cell, PLAIN)


@pytest.mark.parametrize("cell", [None, "", "  ", "---", "–"])
def test_a_blank_cell_says_nothing(cell: Value) -> None:
    """Empty cells and dashes raise no doubt."""
    assert Moment() == read_moment(cell, PLAIN)


@pytest.mark.parametrize("cell", ["on call", "TBD", "n/a", "As required", "Controller discretion"])
def test_some_wait_for_a_word(cell: str) -> None:
    """What a controller gives when it suits has no time, and no doubt either."""
    assert Moment(is_word=True) == read_moment(cell, PLAIN)


@pytest.mark.parametrize(
    "cell", ["soon", "25:99", "#REF!", 5, 45, -3, 99_999, "the ninth hour", True, "31 Feb 2019", "0960"]
)
def test_what_is_no_time_is_doubted_and_not_guessed(cell: Value) -> None:
    """A number below a hundred could be minutes or an hour: nothing is taken, and that is said."""
    found = read_moment(cell, PLAIN)

    assert not found.is_known
    assert found.doubt


@pytest.mark.parametrize(
    "cell",
    [
        10.15,
        "0900-0930",
        "09:00 to 10:00",
        "T+30",
        timedelta(hours=1),
        "041230Z",
        "10:15 approx",
        "about 0900",
    ],
)
def test_what_was_taken_with_a_doubt_says_so(cell: Value) -> None:
    """A span, a dotted number and minutes without a unit are read, and the reading is told."""
    found = read_moment(cell, PLAIN)

    assert found.is_known
    assert found.doubt


def test_a_heading_may_say_that_times_are_relative() -> None:
    """Below `Time (relative 24h)` 00:15 is a quarter of an hour after the start."""
    style = style_of("Time (relative 24h)", ["00:15"])

    assert Moment(offset_ms=15 * MINUTE_MS) == read_moment("00:15", style)


def test_a_heading_may_say_that_numbers_are_minutes() -> None:
    """Below `Minutes` a 5 is five minutes after the start."""
    assert Moment(offset_ms=5 * MINUTE_MS) == read_moment(5, style_of("Minutes", [0, 5, 90]))


def test_other_dates_of_a_column_tell_day_from_month() -> None:
    """03/04 is the third of April where 25/03 stands beside it, the fourth of March beside 03/25, else a doubt."""
    assert date(2019, 4, 3) == read_moment("03/04/2019", style_of("Date", ["03/04/2019", "25/03/2019"])).day
    assert date(2019, 3, 4) == read_moment("03/04/2019", style_of("Date", ["03/04/2019", "03/25/2019"])).day
    assert read_moment("03/04/2019", style_of("Date", ["03/04/2019"])).doubt


def test_a_date_without_a_year_gets_that_of_the_exercise() -> None:
    """`4- MAR` lies in the year that is known."""
    assert date(2019, 3, 4) == read_moment("4- MAR", TimeStyle(year=2019)).day


def test_a_column_of_days_counts_days() -> None:
    """1, `Day 1` and D+0 are the day of the start."""
    style = style_of("Day", [1, 2], is_day=True)

    assert [1, 1, 1] == [read_moment(cell, style).day_number for cell in (1, "Day 1", "D+0")]
