"""Survival, quantiles and restricted means: published data and exact reductions."""

import math

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress.censoring import Survival, restricted_mean, survival, watched
from tests.unit.stress.draws import exponentials, uniforms

# Weeks in remission under 6-MP (Freireich and others, 1963); the second list is still in remission when last seen.
RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
WATCHED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def _remission() -> Survival:
    return survival(RELAPSED + WATCHED, [True] * len(RELAPSED) + [False] * len(WATCHED))


def test_survival_is_that_of_the_textbooks() -> None:
    """The steps printed wherever this data set is used, with the runs at risk."""
    found = _remission()

    assert [6, 7, 10, 13, 16, 22, 23] == found.times.tolist()
    assert [21, 17, 15, 12, 11, 7, 6] == found.at_risk.tolist()
    assert [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448] == pytest.approx(found.left.tolist(), abs=5e-4)


def test_standard_errors_are_greenwoods() -> None:
    """The standard errors printed beside those steps."""
    found = _remission()
    errors = found.left * np.sqrt(found.greenwood)

    assert [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346] == pytest.approx(
        errors.tolist(), abs=5e-5
    )


def test_the_median_is_23_weeks_with_no_upper_end() -> None:
    """Median 23; on the log-log scale the interval begins at 13 and nothing bounds it from above."""
    found = _remission().quantile(0.5)

    assert (23.0, 13.0, math.inf, 21) == (found.value, found.low, found.high, found.n)


def test_a_quantile_that_no_run_reaches_is_infinite() -> None:
    """Fewer than nine in ten relapsed, so the time by which nine in ten do is not known."""
    assert math.inf == _remission().quantile(0.9).value


def test_the_restricted_mean_is_the_area() -> None:
    """23.29 weeks of the first 35, with standard error 2.83."""
    found = restricted_mean(_remission(), 35.0)

    assert 23.287 == pytest.approx(found.value, abs=5e-4)
    assert 2.827 == pytest.approx((found.value - found.low) / 1.959964, abs=1e-3)


def test_with_one_horizon_it_is_the_plain_mean_of_what_was_seen() -> None:
    """If all runs are watched to the same end, area and variance are those of min(T, horizon)."""
    values = 10.0 * exponentials(7, 1, 200)[0]
    values[values > 12.0] = math.nan
    plain = np.where(np.isnan(values), 12.0, values)

    found = restricted_mean(survival(*watched(values, 12.0)), 12.0)

    assert plain.mean() == pytest.approx(found.value)
    assert plain.std() / math.sqrt(200) == pytest.approx((found.value - found.low) / 1.959964)


def test_with_one_horizon_survival_is_a_plain_share() -> None:
    """Without earlier ends nothing has to be estimated twice: the share of runs later than t."""
    values = exponentials(8, 1, 150)[0]
    values[values > 2.0] = math.nan
    found = survival(*watched(values, 2.0))

    for time in (0.3, 1.0, 1.9):
        later = float(np.mean(~(values <= time)))
        assert later == pytest.approx(found.at(time).value)


def test_before_anything_happened_survival_is_not_certain() -> None:
    """With no event yet in 21 runs the low end is that of 21 of 21; after the last of all it is 0 of n."""
    early, late = _remission().at(1.0), survival([1.0, 2.0, 3.0], [True] * 3).at(5.0)

    assert (1.0, 1.0) == (early.value, early.high)
    assert 0.025 ** (1 / 21) == pytest.approx(early.low)
    assert (0.0, 1.0 - 0.025 ** (1 / 3)) == (late.value, pytest.approx(late.high))


def test_ends_that_differ_do_not_bias_the_mean() -> None:
    """Exponential times watched for random spans: the mean up to 1.5 is 1 − exp(−1.5), and is covered."""
    truth = -math.expm1(-1.5)
    times, ends = exponentials(9, 400, 120), 0.5 + 2.5 * uniforms(10, 400, 120)
    found = []
    for time, end in zip(times, ends, strict=True):
        found.append(restricted_mean(survival(np.minimum(time, end), time <= end), 1.5))

    assert truth == pytest.approx(np.mean([one.value for one in found]), abs=0.01)
    assert 0.92 <= np.mean([one.holds(truth) for one in found]) <= 0.98


def test_intervals_of_survival_and_median_cover() -> None:
    """95 % in simulation, under random censoring."""
    times, ends = exponentials(11, 400, 80), 0.5 + 2.5 * uniforms(12, 400, 80)
    curves = [survival(np.minimum(t, e), t <= e) for t, e in zip(times, ends, strict=True)]

    assert 0.92 <= np.mean([curve.at(1.0).holds(math.exp(-1.0)) for curve in curves]) <= 0.98
    assert 0.92 <= np.mean([curve.quantile(0.5).holds(math.log(2.0)) for curve in curves]) <= 0.99


def test_leaving_out_what_did_not_happen_would_praise_failure() -> None:
    """The mean of the runs that got there is far below the restricted mean."""
    values = np.array([1.0, 1.0, 1.0, math.nan, math.nan])

    assert 1.0 == np.nanmean(values)
    assert 10.2 == pytest.approx(restricted_mean(survival(*watched(values, 24.0)), 24.0).value)


def test_nothing_is_said_beyond_what_was_watched() -> None:
    """A mean restricted to a time that no run reached is refused."""
    with pytest.raises(ArgumentError, match="no run was watched longer than 35"):
        restricted_mean(_remission(), 40.0)


def test_columns_must_fit() -> None:
    """Each duration says whether it ended or was cut off."""
    with pytest.raises(ArgumentError, match="each duration"):
        survival([1.0, 2.0], [True])
