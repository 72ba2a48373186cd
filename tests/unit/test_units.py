"""Durations, rates, shares, amounts and clock times, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sems_sim.errors import QuantityError
from sems_sim.units import (
    format_clock,
    format_duration,
    hours,
    parse_amount,
    parse_clock,
    parse_duration,
    parse_number,
    parse_rate,
    parse_share,
)


@pytest.mark.parametrize(
    ("text", "duration_ms"),
    [
        ("0", 0),
        ("30s", 30_000),
        ("90s", 90_000),
        ("30m", 1_800_000),
        ("4h", 14_400_000),
        ("2h30m", 9_000_000),
        ("1.5h", 5_400_000),
        ("3d", 259_200_000),
        ("2w", 1_209_600_000),
        ("1d12h", 129_600_000),
        ("0.5s", 500),
    ],
)
def test_a_duration_is_read_to_the_millisecond(text: str, duration_ms: int) -> None:
    """Numbers with units, from large to small."""
    assert duration_ms == parse_duration(text)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("90", "did you mean '90m' or '90h'?"),
        ("2h30", "did you mean '2h30m'?"),
        ("30min", "did you mean '30m'?"),
        ("2 hours", "write a number and a unit"),
        ("3hours", "did you mean '3h'?"),
        ("30m2h", "write a number and a unit"),
        ("1h1h", "write a number and a unit"),
        ("-30m", "durations are 0 or more"),
        ("12:30", "write a number and a unit"),
        ("PT2H30M", "write a number and a unit"),
        ("", "write a number and a unit"),
        ("5x", "write a number and a unit"),
        ("101000w", "use a shorter duration"),
    ],
)
def test_what_is_no_duration_is_refused_with_a_remedy(text: str, remedy: str) -> None:
    """Nothing is ever guessed; the remedy says what would be right."""
    with pytest.raises(QuantityError) as caught:
        parse_duration(text)

    assert caught.value.remedy.startswith(remedy)


@given(st.integers(min_value=0, max_value=3_000_000_000))
def test_a_duration_survives_being_written_and_read(seconds: int) -> None:
    """`format_duration` is undone by `parse_duration`, for every number of seconds."""
    assert seconds * 1000 == parse_duration(format_duration(seconds * 1000))


@pytest.mark.parametrize(
    ("duration_ms", "text"), [(0, "0"), (9_000_000, "2h30m"), (90_000, "1m30s"), (604_800_000, "1w")]
)
def test_a_duration_is_written_as_people_write_it(duration_ms: int, text: str) -> None:
    """The largest units first, and no more of them than are needed."""
    assert text == format_duration(duration_ms)


def test_hours_of_milliseconds() -> None:
    """Outcomes are told in hours."""
    assert 1.5 == hours(5_400_000)


@pytest.mark.parametrize(
    ("text", "per_h", "word"),
    [
        ("34/h", 34.0, ""),
        ("120 L/h", 120.0, "L"),
        ("1/min", 60.0, ""),
        ("48/day", 2.0, ""),
        ("8760/year", 1.0, ""),
        ("5 flights / h", 5.0, "flights"),
        ("1_000/h", 1000.0, ""),
        ("0", 0.0, ""),
    ],
)
def test_a_rate_is_a_number_per_hour_and_a_word(text: str, per_h: float, word: str) -> None:
    """Any period is turned into hours; the word of what is counted is kept."""
    assert (per_h, word) == parse_rate(text)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("34", "did you mean '34/h'?"),
        ("34/fortnight", "per s, min, h, day, week, month or year"),
        ("-3/h", "write a number per time"),
        ("x/h", "write a number per time"),
    ],
)
def test_what_is_no_rate_is_refused_with_a_remedy(text: str, remedy: str) -> None:
    """A number without its period is never taken for one per hour."""
    with pytest.raises(QuantityError) as caught:
        parse_rate(text)

    assert caught.value.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("text", "share"), [("97%", 0.97), ("0.97", 0.97), ("0", 0.0), ("100%", 1.0), ("2.5 %", 0.025)]
)
def test_a_share_is_read_from_percent_or_number(text: str, share: float) -> None:
    """Both spellings mean the same number."""
    assert share == parse_share(text)


@pytest.mark.parametrize(
    ("text", "remedy"), [("97", "did you mean '97%'?"), ("120%", "shares run"), ("-1%", "shares run")]
)
def test_a_share_outside_its_range_is_refused(text: str, remedy: str) -> None:
    """Shares run from 0 to 1; a forgotten percent sign is guessed in the remedy only."""
    with pytest.raises(QuantityError) as caught:
        parse_share(text)

    assert caught.value.remedy.startswith(remedy)


def test_an_amount_keeps_the_word_of_its_unit() -> None:
    """Litres stay litres, and a bare number stays bare."""
    assert ((9000.0, "L"), (12.0, "")) == (parse_amount("9000 L"), parse_amount("12"))


@pytest.mark.parametrize("text", ["inf", "nan", "1e400", "1e16", "12a", ""])
def test_numbers_are_finite_and_below_a_thousand_billion_times_a_thousand(text: str) -> None:
    """Nothing infinite, undefined or beyond 10^15 gets in."""
    with pytest.raises(QuantityError):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "clock_ms"),
    [("00:00", 0), ("06:00", 21_600_000), ("6:05", 21_900_000), ("23:59:30", 86_370_000)],
)
def test_a_clock_time_counts_from_midnight(text: str, clock_ms: int) -> None:
    """Hours and minutes, and seconds if need be."""
    assert clock_ms == parse_clock(text)


@pytest.mark.parametrize("text", ["24:00", "06:60", "6", "06:00:75", "6h"])
def test_what_is_no_clock_time_is_refused(text: str) -> None:
    """A day ends at 23:59."""
    with pytest.raises(QuantityError):
        parse_clock(text)


def test_a_clock_time_is_written_with_two_digits() -> None:
    """Seconds are shown only when there are any."""
    assert ("06:00", "23:59:30") == (format_clock(21_600_000), format_clock(86_370_000))
