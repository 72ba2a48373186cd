"""The time that somebody wrote down."""

import pytest

from sems_sim.errors import QuantityError
from sems_sim.reports.returned.moments import moment_of
from sems_sim.telling import LocalClock

LOCAL = LocalClock("2026-01-12T22:00:00+00:00")
MINUTE = 60_000
END = 40 * 60 * MINUTE


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("22:30", 30), ("2230", 30), ("22.30", 30), ("Mon 22:30", 30), ("Tuesday 06:12", 492), ("T+1:30", 90),
        ("t+0:05:30", 5.5), ("+1:30", 90), ("1h30m", 90), ("T+45m", 45), ("2026-01-13T06:12:00+00:00", 492),
        ("2026-01-13 06:12", 492), ("Mon 22:30 (T+0:30)", 30), ("22:30:30", 30.5),
        ("0.9375", 30),
    ],
)  # fmt: skip
def test_it_is_read_as_people_write_it(text: str, minutes: float) -> None:
    """On the scenario's clock, with or without a day, or since the start; also as our own log writes it."""
    assert round(minutes * MINUTE) == moment_of(text, LOCAL, 20 * 60 * MINUTE)


@pytest.mark.parametrize(
    ("text", "words"),
    [("soon", "no time"), ("25:10", "no time"), ("9:99", "no time"), ("19:00", "outside"), ("T+99:00", "outside"),
     ("2026-02-13T06:12", "outside"), ("", "no time")],
)  # fmt: skip
def test_what_is_no_time_of_the_exercise_is_refused(text: str, words: str) -> None:
    """With what would be one."""
    with pytest.raises(QuantityError, match=words):
        moment_of(text, LOCAL, 20 * 60 * MINUTE)


def test_a_time_that_fits_two_days_is_not_guessed() -> None:
    """The day has to stand beside it."""
    with pytest.raises(QuantityError, match="fits 2 days"):
        moment_of("22:30", LOCAL, END)

    assert 24 * 60 * MINUTE + 30 * MINUTE == moment_of("Tue 22:30", LOCAL, END)
