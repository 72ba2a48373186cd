"""Where a chance falls below a level: estimate, interval, and where to look next."""

import math

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress.reverse import Trial, next_trial, threshold
from tests.unit.stress.draws import uniforms


def _trials(chances: list[float], n: int, seed: int = 0) -> list[Trial]:
    """Runs at evenly spaced values from 0 to 1 with these chances."""
    met = (uniforms(seed, len(chances), n) < np.array(chances)[:, None]).sum(axis=1)
    return [Trial(float(x), int(k), n) for x, k in zip(np.linspace(0, 1, len(chances)), met, strict=True)]


def test_the_crossing_is_interpolated() -> None:
    """Nine in ten at 0.1 and seven in ten at 0.2: eight in ten is half-way."""
    found = threshold([Trial(0.1, 900, 1000), Trial(0.2, 700, 1000)], 0.8)

    assert 0.15 == pytest.approx(found.value)
    assert (0.1, 0.2, 2000, True) == (found.low, found.high, found.n, found.falls)


def test_a_chance_that_rises_crosses_upwards() -> None:
    """The mirror image has the mirrored answer, and the direction is found from the data."""
    down = threshold([Trial(1.0, 95, 100), Trial(2.0, 85, 100), Trial(3.0, 40, 100)], 0.8)
    up = threshold([Trial(-1.0, 95, 100), Trial(-2.0, 85, 100), Trial(-3.0, 40, 100)], 0.8)

    assert (True, False) == (down.falls, up.falls)
    assert down.value is not None
    assert up.value is not None
    assert (down.value, down.low, down.high) == pytest.approx((-up.value, -up.high, -up.low))


def test_violations_of_the_order_are_pooled() -> None:
    """A dip that the next value takes back is noise: the two are one, and the crossing comes after."""
    found = threshold(
        [Trial(1.0, 90, 100), Trial(2.0, 78, 100), Trial(3.0, 86, 100), Trial(4.0, 20, 100)], 0.8
    )

    assert found.value is not None
    assert 3.0 < found.value < 4.0
    assert (1.0, 4.0) == (found.low, found.high)


def test_what_never_breaks_says_so() -> None:
    """Above the level throughout there is no crossing, and nothing bounds it from above; and the reverse."""
    never = threshold(_trials([0.99, 0.98, 0.97], 400), 0.8, falls=True)
    always = threshold(_trials([0.5, 0.4, 0.3], 400), 0.8, falls=True)

    assert (None, 1.0, math.inf) == (never.value, never.low, never.high)
    assert (None, -math.inf, 0.0) == (always.value, always.low, always.high)
    assert "does not break anywhere" in never.words("absence")
    assert "absence: breaks anywhere" in always.words("absence")


def test_the_finding_is_a_sentence() -> None:
    """Name, side, value, interval and n."""
    found = threshold([Trial(0.1, 900, 1000), Trial(0.2, 700, 1000)], 0.8)
    rising = threshold([Trial(0.1, 700, 1000), Trial(0.2, 900, 1000)], 0.8)

    assert "absence: breaks above 0.15 (0.1 to 0.2; n = 2,000)" == found.words("absence")
    assert "staff: breaks below 0.15 h (0.1 to 0.2; n = 2,000)" == rising.words("staff", " h")


@pytest.mark.parametrize(
    ("chances", "truth"),
    [
        ([0.95, 0.9, 0.8, 0.6, 0.5], 0.5),
        ([0.86, 0.83, 0.8, 0.77, 0.74], 0.5),
        ((0.925 - 0.25 * np.linspace(0, 1, 41)).tolist(), 0.5),
        ((1.0 / (1.0 + np.exp(12.0 * (np.linspace(0, 1, 21) - 0.43)))).tolist(), 0.43 - math.log(4.0) / 12.0),
    ],
    ids=["at a value tried", "nearly flat", "many values", "logistic"],
)
def test_intervals_of_the_crossing_cover(chances: list[float], truth: float) -> None:
    """At least 95 % of the time, whatever the curve and however many values were tried."""
    found = [threshold(_trials(chances, 60, seed), 0.8, falls=True) for seed in range(300)]

    assert np.mean([one.low <= truth <= one.high for one in found]) >= 0.94


def test_more_runs_narrow_the_interval() -> None:
    """With the same values tried, the interval shrinks towards one gap."""
    chances = (1.0 - np.linspace(0, 1, 21) ** 2).tolist()
    few, many = (threshold(_trials(chances, n, 5), 0.8, falls=True) for n in (30, 3000))

    assert many.high - many.low < few.high - few.low


def test_the_search_closes_in() -> None:
    """From both ends to the crossing at 0.37 within the tolerance, at values that make sense."""
    trials: list[Trial] = []
    for step in range(60):
        coming = next_trial(trials, 0.8, (0.0, 1.0), tolerance=0.1, falls=True)
        if coming is None:
            break
        chance = 1.0 / (1.0 + math.exp(40.0 * (coming.value - 0.37) - math.log(4.0)))
        trials.append(Trial(coming.value, int((uniforms(100 + step, 1, 200) < chance).sum()), 200))
    found = threshold(trials, 0.8, falls=True)

    assert [0.0, 1.0, 0.5] == [trial.value for trial in trials[:3]]
    assert found.low <= 0.37 <= found.high
    assert found.high - found.low <= 0.1
    assert len(trials) < 30


def test_the_search_ends_where_nothing_crosses() -> None:
    """If both ends and the middle hold, no more is tried."""
    trials = [Trial(0.0, 200, 200), Trial(0.5, 199, 200), Trial(1.0, 198, 200)]

    assert next_trial(trials, 0.8, (0.0, 1.0), tolerance=0.1) is None


def test_runs_at_the_same_value_are_one() -> None:
    """Two visits to a value count together."""
    twice = threshold([Trial(0.0, 9, 10), Trial(0.0, 9, 10), Trial(1.0, 1, 10)], 0.5)

    assert twice == threshold([Trial(0.0, 18, 20), Trial(1.0, 1, 10)], 0.5)


def test_what_makes_no_threshold_is_refused() -> None:
    """One value, a certain chance, impossible counts."""
    with pytest.raises(ArgumentError, match="two values"):
        threshold([Trial(1.0, 1, 2)], 0.8)
    with pytest.raises(ArgumentError, match="between 0 and 1"):
        threshold([Trial(1.0, 1, 2), Trial(2.0, 1, 2)], 1.0)
    with pytest.raises(ArgumentError, match="3 successes in 2 runs"):
        threshold([Trial(1.0, 3, 2), Trial(2.0, 1, 2)], 0.5)
