"""Paired comparison: published intervals, what pairing saves, many comparisons at once."""

import math

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress.compare import compare, compare_all, holm, mcnemar, paired_chances, variance_saved
from tests.unit.stress.draws import exponentials, normals, uniforms


def _marks(both: int, first: int, second: int, neither: int) -> tuple[list[int], list[int]]:
    a = [1] * (both + first) + [0] * (second + neither)
    b = [1] * both + [0] * first + [1] * second + [0] * neither
    return a, b


@pytest.mark.parametrize(
    ("table", "difference", "low", "high"),
    [((14, 5, 0, 22), 0.122, 0.011, 0.226), ((36, 12, 2, 0), 0.2, 0.0569, 0.3404)],
    ids=["Altman and others (2000), table 6.2", "Newcombe (1998)"],
)
def test_paired_chances_have_the_published_interval(
    table: tuple[int, int, int, int], difference: float, low: float, high: float
) -> None:
    """The intervals printed for Newcombe's tenth method."""
    found = paired_chances(*_marks(*table))

    assert (difference, low, high) == pytest.approx((found.value, found.low, found.high), abs=5e-4)


def test_turned_round_a_comparison_is_its_mirror() -> None:
    """Second against first is the same with the other sign."""
    a, b = _marks(10, 7, 3, 20)
    one, other = paired_chances(a, b), paired_chances(b, a)

    assert (one.value, one.low, one.high) == pytest.approx((-other.value, -other.high, -other.low))


def test_two_plans_that_always_agree_still_have_an_interval() -> None:
    """No discordant pair in 50 runs does not prove that there is none."""
    found = paired_chances(*_marks(30, 0, 0, 20))

    assert 0.0 == found.value
    assert found.low < 0.0 < found.high


def test_mcnemars_test_is_exact() -> None:
    """Five pairs that all fall one way: twice 1/32; none discordant: 1."""
    assert 2.0 / 32.0 == pytest.approx(mcnemar(*_marks(14, 5, 0, 22)))
    assert 1.0 == mcnemar(*_marks(3, 0, 0, 4))


def test_a_difference_is_taken_pair_by_pair() -> None:
    """What both plans share cancels: the interval is that of the differences, not of two samples."""
    crisis, change = 10.0 * normals(41, 1, 400)[0], 0.5 + 0.2 * normals(42, 1, 400)[0]
    found = compare(crisis - change, crisis)

    assert found.difference.holds(-0.5)
    assert found.is_clear
    assert found.difference.half_width < 0.03
    assert found.saved > 0.999
    assert found.worth > 1000.0
    assert found.p_value < 1e-10


def test_without_common_chances_nothing_is_saved() -> None:
    """Independent runs save nothing, and opposite ones cost."""
    a, b = normals(43, 2, 5000)

    assert 0.0 == pytest.approx(variance_saved(a, b), abs=0.05)
    assert -1.0 == pytest.approx(variance_saved(a, -a))
    assert 1.0 == variance_saved(a, a + 3.0)


def test_the_share_of_pairs_won_leaves_out_ties() -> None:
    """Strictly better only; the direction is stated."""
    less = compare([1.0, 2.0, 3.0, 4.0], [2.0, 2.0, 1.0, 9.0])
    more = compare([1.0, 2.0, 3.0, 4.0], [2.0, 2.0, 1.0, 9.0], less_is_better=False)

    assert (0.5, 0.25) == (less.first_better.value, less.ties)
    assert 0.25 == more.first_better.value


def test_durations_are_compared_by_restricted_means() -> None:
    """What did not end counts as the horizon; leaving it out would favour the plan that fails."""
    first, second = [2.0, 4.0, 6.0, 8.0], [1.0, 3.0, math.nan, math.nan]
    found = compare(first, second, horizon=24.0)

    assert (5.0, 13.0, -8.0) == (found.first, found.second, found.difference.value)
    assert 2 == compare(first, second).n


def test_intervals_of_paired_differences_cover() -> None:
    """Skewed differences and rare marks, at a nominal 95 %."""
    a, b = exponentials(44, 600, 60), exponentials(45, 600, 60)
    means = [compare(x + y, 1.5 * y).difference.holds(0.5) for x, y in zip(a, b, strict=True)]
    u, v = uniforms(46, 800, 100), uniforms(47, 800, 100)
    marks = [
        paired_chances(x < 0.05, (x < 0.03) | (y < 0.01)).holds(0.05 - (1.0 - 0.97 * 0.99))
        for x, y in zip(u, v, strict=True)
    ]

    assert 0.92 <= np.mean(means) <= 0.98
    assert np.mean(marks) >= 0.93


def test_plans_that_do_the_same_do_not_differ() -> None:
    """Equal columns: no difference, no clear winner, every pair tied."""
    found = compare([1.5, 2.5, 3.5], [1.5, 2.5, 3.5])

    assert (0.0, False, 1.0, 1.0) == (found.difference.value, found.is_clear, found.ties, found.p_value)
    assert math.inf == found.worth


def test_holm_raises_p_values_in_their_order() -> None:
    """The smallest is multiplied by all, the next by one fewer, and none falls below one before it."""
    assert (0.03, 0.06, 0.06) == pytest.approx(holm([0.01, 0.04, 0.03]))
    assert (1.0, 1.0) == holm([0.9, 0.8])


def test_many_plans_hold_together() -> None:
    """Intervals widen with the number of plans, and the best comes first."""
    base = 10.0 + exponentials(48, 1, 300)[0]
    noise = normals(49, 3, 300)
    plans = {"late": base + 1.0 + noise[0], "early": base - 1.0 + noise[1], "same": base + noise[2]}
    found = compare_all(plans, base)

    assert ["early", "same", "late"] == [one.name for one in found]
    assert ["late", "same", "early"] == [one.name for one in compare_all(plans, base, less_is_better=False)]
    alone = compare(plans["early"], base)
    assert found[0].comparison.difference.half_width > alone.difference.half_width
    assert found[0].p_value == pytest.approx(3.0 * alone.p_value)
    assert not found[1].comparison.is_clear


def test_no_plans_no_comparison() -> None:
    """An empty list of plans is an empty table."""
    assert () == compare_all({}, [1.0, 2.0])


def test_columns_that_make_no_pairs_are_refused() -> None:
    """Different numbers of runs, or no run in which both have a value."""
    with pytest.raises(ArgumentError, match="2 runs of one plan and 3"):
        compare([1.0, 2.0], [1.0, 2.0, 3.0])
    with pytest.raises(ArgumentError, match="in no pair"):
        compare([1.0, math.nan], [math.nan, 2.0])
