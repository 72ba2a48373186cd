"""Numbers with their interval and n."""

import math

from sems_sim.reports.estimates import (
    chance_words,
    estimate_words,
    in_unit,
    not_seen,
    percent,
    points_words,
    signed,
)
from sems_sim.stress import Estimate, chance


def test_a_share_is_never_rounded_to_none_or_all() -> None:
    """What is not quite none, or not quite all, says so."""
    assert ["0%", "under 0.1%", "34.2%", "over 99.9%", "100%"] == [
        percent(value) for value in (0.0, 0.0001, 0.342, 0.9999, 1.0)
    ]


def test_a_chance_has_its_interval_and_n() -> None:
    """The interval stands in brackets after it, with the number of runs."""
    assert "50.0% (39.8% to 60.2%, n = 100)" == chance_words(chance(50, 100))


def test_a_size_that_all_share_is_said_once() -> None:
    """Millions are not said three times; hours are."""
    cost = Estimate(61.7e6, 61.4e6, 61.9e6, 1000, "")
    time = Estimate(2.0, 1.5, 2.5, 1000, "")

    assert "61.7 million (61.4 to 61.9)" == estimate_words(cost, in_unit("money"), with_n=False)
    assert "2 h (1 h 30 min to 2 h 30 min)" == estimate_words(time, in_unit("h"), with_n=False)


def test_a_difference_shows_its_sign() -> None:
    """What is more has a plus, what is less a minus that is as long."""
    change = Estimate(-0.123, -0.2, 0.01, 1000, "")
    cost = Estimate(5.0, -1.0, 11.0, 1000, "")

    assert "−12.3 points (−20.0 to +1.0)" == points_words(change)
    assert "+5 (−1 to +11)" == estimate_words(cost, signed(in_unit("money")), with_n=False)


def test_an_end_that_is_not_known_is_not_a_number() -> None:
    """An interval without an end says that there is no bound, and a quantile that never came says so."""
    found = Estimate(math.inf, 20.0, math.inf, 10, "")

    assert "not within the run (20 h to no bound)" == estimate_words(found, in_unit("h"), with_n=False)


def test_what_did_not_happen_is_said_in_words() -> None:
    """Nothing where it always happened, every run where it never did."""
    assert "" == not_seen(chance(0, 50))
    assert "did not happen in any of 50 runs" == not_seen(chance(50, 50))
    assert not_seen(chance(1, 50)).startswith("did not happen in 2.0% (")
