"""Numbers as people read them."""

import pytest

from sems_sim.telling import amounts


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("812", 812.4),
        ("12,345", 12345.0),
        ("188,000", 187_611.5),
        ("61.2 million", 61_234_567.0),
        ("1 million", 999_999.9),
        ("0.0123", 0.012345),
        ("3.48", 3.4812),
        ("−12", -12.0),
        ("10", 9.996),
    ],
)
def test_a_number_has_three_digits_that_count(words: str, value: float) -> None:
    """Whole numbers are given in full, all others with three digits, large ones with their word."""
    assert words == amounts.number(value)


@pytest.mark.parametrize(
    ("words", "time_ms"),
    [
        ("0 h", 0),
        ("35 s", 35_000),
        ("12 min", 12 * 60_000),
        ("1 h", 3_600_000),
        ("1 h 05 min", 65 * 60_000),
        ("36 h", 36 * 3_600_000),
        ("2 d 03 h", 51 * 3_600_000),
        ("2 d", 48 * 3_600_000),
        ("−12 min", -12 * 60_000),
        ("1 h", 59 * 60_000 + 59_999),
    ],
)
def test_a_length_of_time_is_told_in_the_units_people_use(words: str, time_ms: int) -> None:
    """Seconds, minutes, hours with minutes, days with hours: never a decimal fraction of an hour."""
    assert words == amounts.duration(time_ms)


@pytest.mark.parametrize(
    ("words", "value"), [("0%", 0.0), ("45%", 0.45), ("0.4%", 0.004), ("99.9%", 0.9999), ("100%", 1.0)]
)
def test_a_share_is_a_percentage(words: str, value: float) -> None:
    """What is not quite all is never told as all, nor what is more than nothing as nothing."""
    assert words == amounts.share(value)


def test_one_is_singular_and_all_else_plural() -> None:
    """A count agrees with its noun, also where the plural is not made with an s alone."""
    assert ["1 flight", "2 flights", "0 boxes", "3 ferries"] == [
        amounts.count(1, "flight"),
        amounts.count(2, "flight"),
        amounts.count(0, "box"),
        amounts.count(3, "ferry"),
    ]


def test_people_come_whole() -> None:
    """The model counts people as a flow; a sentence does not speak of a part of one."""
    assert ["nobody", "less than one person", "1 person", "3 people"] == [
        amounts.people(value) for value in (0.0, 0.4, 1.2, 3.48)
    ]


def test_what_did_not_happen_is_said_so() -> None:
    """A measure without a value is told in words, not as a dash or a zero."""
    assert amounts.NEVER == amounts.measured(None, "h")
    assert "none" == amounts.measured(None, "share")


def test_each_unit_has_its_own_words() -> None:
    """Hours, shares, money, people and yes or no are told as what they are."""
    told = [
        amounts.measured(1.5, "h"),
        amounts.measured(0.5, "share"),
        amounts.measured(2.0, "money", "EUR"),
        amounts.measured(1.0, "yes/no"),
        amounts.measured(12.0, "units", "", "flight"),
        amounts.measured(1.5, "factor"),
    ]

    assert ["1 h 30 min", "50%", "EUR 2", "yes", "12 flights", "×1.5"] == told
