"""Exceedance curves, the mean of the worst runs, and return levels."""

import math

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress.exceedance import (
    chance_in_years,
    exceedance,
    mean_of_worst,
    return_level,
    share_above,
    worst_runs,
    yearly_level,
)
from sems_sim.stress.statistics import chance
from tests.unit.stress.draws import exponentials, normals


def test_the_curve_counts_what_lies_above() -> None:
    """At each value that happened, the share of runs strictly above it; ties fall together."""
    found = exceedance([3.0, 1.0, 1.0, 2.0])

    assert [1.0, 2.0, 3.0] == found.values.tolist()
    assert [0.5, 0.25, 0.0] == found.above.tolist()


def test_the_band_is_exact_at_each_point() -> None:
    """Each point has the interval of a chance from counts, also where nothing lies above."""
    found = exceedance(np.arange(40.0))

    for k in (0, 17, 39):
        one = chance(39 - k, 40)
        assert (one.low, one.high) == pytest.approx((found.low[k], found.high[k]))


def test_what_never_ended_stays_above_everything() -> None:
    """A run without a value is above each value of the others."""
    found = exceedance([1.0, math.nan, 2.0, math.nan])

    assert ([0.75, 0.5], 0.5) == (found.above.tolist(), found.never_ends)


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    """At most as many points as asked for, first and last among them."""
    found = exceedance(np.arange(10_000.0), points=50)

    assert (50, 0.0, 9999.0) == (len(found.values), found.values[0], found.values[-1])


def test_a_curve_of_nothing_has_no_points() -> None:
    """If it never happened, the curve is empty and says so."""
    found = exceedance([math.nan] * 5)

    assert (0, 1.0) == (len(found.values), found.never_ends)


def test_the_mean_of_the_worst_tenth() -> None:
    """Of 1..100 the worst tenth are 91..100, whose mean is 95.5; ranks that do not fit are shared out."""
    assert 95.5 == pytest.approx(mean_of_worst(np.arange(1.0, 101.0), 0.9).value)
    assert (100 * 1.0 + 99 * 1.0 + 98 * 0.5) / 2.5 == pytest.approx(
        np.mean([mean_of_worst(np.tile(np.arange(1.0, 101.0), 4), 0.975).value])
    )


@pytest.mark.parametrize(
    ("rows", "truth"),
    [(normals(21, 500, 1000), 2.0627), (exponentials(22, 500, 1000), 1.0 - math.log(0.05))],
    ids=["normal", "exponential"],
)
def test_intervals_of_the_worst_cover(rows: np.ndarray, truth: float) -> None:
    """The exact mean beyond the 95 % quantile is covered about 95 % of the time."""
    found = [mean_of_worst(row) for row in rows]

    assert 0.92 <= np.mean([one.holds(truth) for one in found]) <= 0.98


def test_too_few_runs_say_nothing_about_the_worst() -> None:
    """Fewer than ten runs beyond the quantile are refused, with the number that would do."""
    with pytest.raises(ArgumentError, match="run 200 or more"):
        mean_of_worst(range(199), 0.95)
    with pytest.raises(ArgumentError, match="no value"):
        mean_of_worst([math.nan] * 500)


def test_a_return_level_is_a_quantile() -> None:
    """Once in ten events is the 90 % quantile; ten events a year make it once a year."""
    values = np.arange(1.0, 1001.0)

    assert 900.0 == return_level(values, 10.0).value == yearly_level(values, 10.0, 1.0).value


def test_no_return_level_for_what_is_rarer_still() -> None:
    """An event that comes every ten years says nothing about once in five years."""
    with pytest.raises(ArgumentError, match="less than once in 5 years"):
        yearly_level([1.0, 2.0], 0.1, 5.0)
    with pytest.raises(ArgumentError, match="always"):
        return_level([1.0, 2.0], 1.0)


def test_chances_add_up_over_years() -> None:
    """At one event in ten years of which half are worse, ten years bring one with chance 1 − exp(−½)."""
    found = chance_in_years(chance(50, 100), 0.1, 10.0)

    assert 1.0 - math.exp(-0.5) == pytest.approx(found.value)
    assert found.low < found.value < found.high


def test_the_worst_runs_are_named() -> None:
    """Worst first, those that never ended before all, ties by number."""
    assert (2, 1, 4) == worst_runs([1.0, 5.0, math.nan, 2.0, 5.0], 3)


def test_the_share_above_a_limit() -> None:
    """Strictly above, and what never ended is above."""
    assert 0.5 == share_above([1.0, 2.0, 3.0, math.nan], 2.0).value
