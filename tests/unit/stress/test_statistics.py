"""Intervals cover what they promise, and no splitting or order changes a number."""

import math

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.laws import stream, uniform
from sems_sim.stress.statistics import (
    Estimate,
    at_last,
    chance,
    mean_interval,
    moments,
    quantile_at,
    quantile_interval,
    restricted,
    share,
    summary,
    total,
)
from tests.unit.stress.draws import exponentials, lognormals, normals, uniforms


def _coverage(intervals: list[Estimate], truth: float) -> float:
    return sum(one.holds(truth) for one in intervals) / len(intervals)


def test_the_arrays_of_draws_are_the_addressed_draws() -> None:
    """The tests' whole arrays hold the same bits as the law they stand for."""
    found = uniforms(2**40 + 7, 4, 6)

    address = stream("tests", "draws")
    assert [[uniform(2**40 + 7, r, address, c) for c in range(6)] for r in range(4)] == found.tolist()


def test_a_sum_does_not_depend_on_order() -> None:
    """Small values are not lost beside large ones, whatever comes first."""
    values = [1e16, 1.0, -1e16, 1.0] * 100

    assert 200.0 == total(values) == total(sorted(values)) == total(values[::-1])


def test_a_summary_does_not_depend_on_order() -> None:
    """The runs may come back in any order."""
    values = lognormals(1, 1, 999)[0] * 1e6

    assert summary(values) == summary(values[::-1]) == summary(np.sort(values))


def test_moments_are_the_textbook_ones() -> None:
    """Divisor n − 1 for the deviation, n for the skewness."""
    found = moments([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])

    assert (8, 5.0) == (found.n, found.mean)
    assert math.sqrt(32.0 / 7.0) == pytest.approx(found.sd)
    assert 42.0 / 8.0 / 8.0 == pytest.approx(found.skewness)


def test_without_skewness_the_mean_has_students_interval() -> None:
    """1..9 has mean 5 and half width t(8)·s/3 = 2.306·2.7386/3."""
    found = mean_interval(range(1, 10))

    assert 5.0 == found.value
    assert 2.105 == pytest.approx(found.half_width, abs=5e-4)
    assert found.value - found.low == pytest.approx(found.high - found.value)


def test_the_ends_of_the_interval_undo_halls_transformation() -> None:
    """Put into Hall's cubic, the t statistic of each end is Student's quantile, 2.2622 for nine degrees."""
    values = np.array([0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.1, 1.7, 2.9, 6.0])
    made, found = moments(values), mean_interval(values)
    skew = made.skewness / math.sqrt(made.n)

    def cubic(end: float) -> float:
        t = (made.mean - end) / made.se
        return t + skew * t**2 / 3.0 + skew**2 * t**3 / 27.0 + skew / 6.0

    assert (2.2622, -2.2622) == pytest.approx((cubic(found.low), cubic(found.high)), abs=5e-5)


def test_skewness_moves_the_interval_to_the_long_side() -> None:
    """Where large values are rare, the truth is more likely above the mean than below."""
    found = mean_interval(lognormals(1, 1, 100)[0])

    assert found.high - found.value > found.value - found.low


@pytest.mark.parametrize(
    ("sample", "truth", "least"),
    [
        (normals(1, 1500, 30), 0.0, 0.94),
        (exponentials(2, 1500, 30), 1.0, 0.93),
        (lognormals(3, 1500, 100), math.exp(0.5), 0.92),
        (lognormals(4, 600, 1000), math.exp(0.5), 0.93),
    ],
    ids=["normal", "exponential", "lognormal-100", "lognormal-1000"],
)
def test_intervals_of_means_cover(sample: np.ndarray, truth: float, least: float) -> None:
    """95 % intervals cover about 95 % of the time, and little less where the law is badly skewed."""
    assert least <= _coverage([mean_interval(row) for row in sample], truth) <= 0.97


def test_one_run_sets_no_bound() -> None:
    """A single run has a mean and no interval; none has neither."""
    assert (3.0, -math.inf, math.inf) == (
        (one := mean_interval([3.0])).value,
        one.low,
        one.high,
    )
    assert 0 == mean_interval([math.nan]).n


def test_runs_that_agree_say_so() -> None:
    """Where nothing varied there is no interval to boast of, and the method says why."""
    found = mean_interval([0.1] * 50)

    assert (0.1, 0.1, "no spread in 50 runs") == (found.low, found.high, found.method)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(0, 10, 0.0, 0.3085), (1, 10, 0.0025, 0.4450), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1.0)],
)
def test_chances_have_the_exact_interval(successes: int, n: int, low: float, high: float) -> None:
    """Clopper and Pearson's limits, as tables print them."""
    found = chance(successes, n)

    assert (low, high) == pytest.approx((found.low, found.high), abs=5e-5)


def test_never_seen_is_not_never() -> None:
    """None of 1,000 leaves room for 3.7 in 1,000; one-sided that is the rule of three."""
    assert 3.68e-3 == pytest.approx(chance(0, 1000).high, abs=1e-5)
    assert 3.0e-3 == pytest.approx(chance(0, 1000, level=0.90).high, abs=1e-5)


def test_chances_are_covered_whatever_they_are() -> None:
    """Summed exactly over all outcomes of 40 runs, coverage is never below 95 %."""
    found = [chance(k, 40) for k in range(41)]
    for p in np.linspace(0.002, 0.998, 250):
        weights = [math.comb(40, k) * p**k * (1.0 - p) ** (40 - k) for k in range(41)]
        assert sum(w for w, one in zip(weights, found, strict=True) if one.holds(p)) >= 0.95 - 1e-9


def test_impossible_counts_are_refused() -> None:
    """More successes than runs are a mistake of the caller."""
    with pytest.raises(ArgumentError, match="5 successes in 4 runs"):
        chance(5, 4)


def test_a_share_leaves_out_what_is_unknown() -> None:
    """NaN is neither yes nor no."""
    found = share([1.0, 0.0, math.nan, 1.0])

    assert (2 / 3, 3) == (found.value, found.n)


def test_a_quantile_is_a_value_that_happened() -> None:
    """The smallest value with at least that share at or below it."""
    values = [10.0, 20.0, 30.0, 40.0]

    assert [10.0, 20.0, 20.0, 40.0] == [quantile_at(values, q) for q in (0.25, 0.26, 0.5, 0.95)]


def test_the_median_of_ten_lies_between_the_second_and_the_ninth() -> None:
    """The exact ranks for n = 10 cover 97.9 %; one rank further in would cover 89.1 %."""
    found = quantile_interval(range(1, 11), 0.5)

    assert (2.0, 9.0) == (found.low, found.high)


def test_a_quantile_without_runs_beyond_it_has_no_upper_end() -> None:
    """Twenty runs bound no 95 % quantile from above; 72 are the fewest that do, two-sided."""
    assert math.isinf(quantile_interval(range(20), 0.95).high)
    assert math.isinf(quantile_interval(range(71), 0.95).high)
    assert 71.0 == quantile_interval(range(72), 0.95).high


@pytest.mark.parametrize("q", [0.05, 0.5, 0.95])
def test_intervals_of_quantiles_cover(q: float) -> None:
    """Whatever the law, at least 95 %."""
    rows = lognormals(5, 1500, 150)
    truth = math.exp({0.05: -1.6448536, 0.5: 0.0, 0.95: 1.6448536}[q])

    assert _coverage([quantile_interval(row, q) for row in rows], truth) >= 0.94


def test_what_never_happened_is_later_than_everything() -> None:
    """Of four runs in which it happened twice, the median is the second, and the upper quartile is unknown."""
    values = [5.0, math.nan, 3.0, math.nan]

    assert [3.0, 5.0, math.inf, math.inf] == sorted(at_last(values).tolist())
    assert (5.0, math.inf) == (quantile_at(values, 0.5), quantile_at(values, 0.75))


def test_a_summary_restricts_durations_to_the_horizon() -> None:
    """What did not happen counts as the horizon in the mean and is unknown in a quantile."""
    found = summary([2.0, 4.0, math.nan, 6.0], horizon=12.0)

    assert (6.0, 4, 1) == (found.mean, found.n, found.censored)
    assert [2.0, 12.0, 12.0] == restricted([2.0, math.nan, 15.0], 12.0).tolist()
    assert 4.0 == found.p50
    assert math.isnan(found.p95)


def test_a_summary_is_written_with_null_for_the_unknown() -> None:
    """The contract's keys in the contract's order, and nothing JSON cannot hold."""
    found = summary([1.0, math.nan], horizon=8.0).as_json()

    assert ["mean", "se", "sd", "p05", "p25", "p50", "p75", "p95", "n", "censored"] == list(found)
    assert (4.5, None, 2, 1) == (found["mean"], found["p95"], found["n"], found["censored"])


def test_a_measure_that_never_happened_is_summed_up_without_numbers() -> None:
    """All runs censored and no horizon: nothing is known but the count."""
    found = summary([math.nan] * 3).as_json()

    assert {"n": 3, "censored": 3} == {name: value for name, value in found.items() if value is not None}


def test_statistics_need_a_run() -> None:
    """An empty column is a mistake of the caller."""
    with pytest.raises(ArgumentError, match="at least one run"):
        summary([])
