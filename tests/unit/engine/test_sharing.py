"""Sharing staff among services."""

from math import inf

import pytest

from sems_sim.engine.sharing import Claim, share_staff


def test_too_few_are_shared_in_proportion() -> None:
    """Wishes of 8 and 4 for 6: four and two, and 6 are missing."""
    shares = share_staff([Claim(0, ((0, 10.0),), 80.0, 80.0), Claim(1, ((0, 5.0),), 20.0, 20.0)], {0: 6.0})

    assert {0: 40.0, 1: 10.0} == shares.rates_per_h
    assert {0: 6.0} == shares.missing


def test_what_is_left_over_is_there_for_everybody() -> None:
    """Each may use what the others do not."""
    shares = share_staff([Claim(0, ((0, 10.0),), 20.0, 20.0), Claim(1, ((0, 10.0),), 30.0, 30.0)], {0: 10.0})

    assert {0: 70.0, 1: 80.0} == shares.rates_per_h
    assert {0: 0.0} == shares.missing


def test_the_scarcest_staff_decides() -> None:
    """A service that needs two kinds does what the scarcer one lets it; one that needs none has no limit."""
    shares = share_staff(
        [Claim(0, ((0, 10.0), (1, 1.0)), 50.0, 50.0), Claim(1, (), inf, 9.0)], {0: 9.0, 1: 20.0}
    )

    assert {0: 20.0, 1: inf} == shares.rates_per_h
    assert {0: 0.0, 1: 30.0} == shares.missing


def test_a_backlog_without_another_limit_could_use_everybody() -> None:
    """An unlimited service with a queue wishes for all that are there, and is not short alone."""
    shares = share_staff([Claim(0, ((0, 10.0),), inf, 30.0)], {0: 6.0})

    assert {0: 60.0} == shares.rates_per_h
    assert {0: 0.0} == shares.missing


@pytest.mark.parametrize("available", [0.0, 3.0, 11.0, 100.0])
def test_nobody_is_given_away_twice(available: float) -> None:
    """Where wishes exceed what is there, the shares add up to just that."""
    claims = [Claim(n, ((0, 2.0),), 10.0 * (n + 1), 10.0) for n in range(4)]
    shares = share_staff(claims, {0: available})
    used = [min(claim.work_per_h, shares.rates_per_h[claim.service]) / 2.0 for claim in claims]

    assert min(available, 50.0) == pytest.approx(sum(used))
