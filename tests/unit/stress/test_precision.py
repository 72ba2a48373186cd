"""Stopping: parsing of goals, independence of splitting, and coverage in spite of looking."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtri

from sems_sim.errors import ArgumentError, QuantityError
from sems_sim.stress.precision import CAP, FLOOR, Goal, Precision, looks, parse_precision, stop_when
from sems_sim.stress.statistics import Column
from tests.unit.stress.draws import exponentials, normals, uniforms


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("crisis.unmet_h=0.5", Goal("crisis.unmet_h", 0.5)),
        (" service.screening.lost_h = 30m ", Goal("service.screening.lost_h", 0.5)),
        ("every_target=1%", Goal("every_target", 0.01)),
        ("p95(crisis.unmet_h)=2h", Goal("crisis.unmet_h", 2.0, 0.95)),
        ("p2.5( x )=.25", Goal("x", 0.25, 0.025)),
        ("p95=1", Goal("p95", 1.0)),
    ],
)
def test_a_goal_is_read(text: str, goal: Goal) -> None:
    """A measure or a quantile of one, with a half width in its unit, in per cent or as a time."""
    assert goal.measure == parse_precision(text).measure
    assert goal.half_width == pytest.approx(parse_precision(text).half_width)
    assert goal.quantile == pytest.approx(parse_precision(text).quantile)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("crisis.unmet_h", "has no half width"),
        ("=0.5", "names no measure"),
        ("p95(=0.5", "names no measure"),
        ("x=wide", "is no half width"),
        ("x=-1", "is no half width"),
        ("x=0", "larger than 0"),
        ("p0(x)=1", "above p0"),
    ],
)
def test_what_is_no_goal_is_refused_with_the_reason(text: str, said: str) -> None:
    """The message says which part is wrong, and the remedy what would be right."""
    with pytest.raises(QuantityError, match=said) as caught:
        parse_precision(text)

    assert caught.value.remedy


def test_a_goal_is_written_as_it_is_read() -> None:
    """What a manifest keeps can be given again."""
    for text in ("x.y=0.5", "p97.5(x)=0.25"):
        assert text == str(parse_precision(text))


def _stopped(values: Column, goal: Goal, pieces: int, **how: int) -> Precision:
    found = Precision(goal, **how)
    for piece in np.array_split(values, pieces):
        found.add(piece)
    return found


@pytest.mark.parametrize("goal", [Goal("x", 0.06), Goal("x", 0.2, 0.9)], ids=str)
def test_how_values_are_handed_over_changes_nothing(goal: Goal) -> None:
    """One at a time, in chunks or at once: the same n and the same interval, bit for bit."""
    values = exponentials(31, 1, 4000)[0]
    found = [_stopped(values, goal, pieces) for pieces in (1, 7, 16, 4000)]

    assert found[0].is_narrow
    assert 1 == len({(one.n, one.estimate) for one in found})


def test_values_that_come_too_late_do_not_count() -> None:
    """Chunks still on their way when it stopped are not taken in."""
    values = normals(32, 1, 3000)[0]
    found = _stopped(values, Goal("x", 0.1), 12)
    before = (found.n, found.estimate)
    found.add(np.full(5000, 99.0))

    assert before == (found.n, found.estimate)
    assert found.n < 3000


def test_the_answer_is_that_of_the_first_n_runs() -> None:
    """The estimate stands on the replications 0 to n − 1 and is as narrow as asked."""
    values = normals(33, 1, 6000)[0]
    found = _stopped(values, Goal("x", 0.05), 24)

    assert found.estimate is not None
    assert values[: found.n].mean() == pytest.approx(found.estimate.value)
    assert found.estimate.half_width <= 0.05
    assert found.n == found.estimate.n == found.expected_n


def test_nothing_is_said_before_the_floor() -> None:
    """However narrow the first runs look, the floor comes first."""
    found = Precision(Goal("x", 100.0))
    found.add(normals(34, 1, FLOOR - 1)[0])

    assert (False, None, None) == (found.is_done, found.estimate, found.expected_n)

    found.add([0.0])

    assert (True, FLOOR) == (found.is_narrow, found.n)


def test_what_has_not_varied_yet_needs_a_thousand_runs() -> None:
    """Agreement of 500 runs leaves a chance of 3 in 500 that others differ; 1,000 runs are asked for."""
    found = Precision(Goal("x", 1.0))
    found.add(np.full(999, 7.0))
    assert not found.is_done

    found.add(np.full(300, 7.0))
    assert (True, 1000) == (found.is_narrow, found.n)


def test_the_cap_ends_what_never_gets_narrow() -> None:
    """At the cap it is done but not narrow, even where the cap is no whole block."""
    found = _stopped(normals(35, 1, 2000)[0], Goal("x", 1e-9), 8, cap=1100)

    assert (True, False, 1100) == (found.is_done, found.is_narrow, found.n)
    assert found.estimate is not None
    assert 1100 == found.estimate.n


def test_the_number_of_runs_is_foretold() -> None:
    """After the first look the expected n is near the one that it takes: (1.96/0.04)² = 2,401."""
    found = Precision(Goal("x", 0.04))
    found.add(normals(36, 1, FLOOR)[0])

    assert 2401 == pytest.approx(found.expected_n, rel=0.15)


def test_looks_are_few() -> None:
    """From the floor to the cap there are fewer than a hundred, each a whole number of blocks."""
    found = list(looks())

    assert (FLOOR, CAP) == (found[0], found[-1])
    assert len(found) < 100
    assert all(n % 250 == 0 for n in found)


def test_a_share_gets_the_exact_interval() -> None:
    """Where all values are 0 or 1 the interval is Clopper and Pearson's."""
    found = _stopped((uniforms(37, 1, 4000)[0] < 0.02).astype(float), Goal("x", 0.01), 16)

    assert found.estimate is not None
    assert "exact (Clopper-Pearson)" == found.estimate.method
    assert found.estimate.low > 0.0


def test_durations_count_as_the_horizon_where_they_did_not_end() -> None:
    """With a horizon NaN is the horizon; without one it is left out of a mean."""
    values = np.where(uniforms(38, 1, 1000)[0] < 0.5, math.nan, 2.0)
    restricted, seen = Precision(Goal("x", 5.0), horizon=10.0), Precision(Goal("x", 5.0))
    restricted.add(values)
    seen.add(values)

    assert restricted.estimate is not None
    assert seen.estimate is not None
    assert 6.0 == pytest.approx(restricted.estimate.value, abs=0.5)
    assert (2.0, int(np.count_nonzero(values == 2.0))) == (seen.estimate.value, seen.estimate.n)


def test_several_goals_stop_together() -> None:
    """The ensemble goes on until the slowest goal is met; each goal reads its own column."""
    rows = np.column_stack((normals(39, 1, 6000)[0], 3.0 * normals(40, 1, 6000)[0]))
    stop = stop_when([Goal("b", 0.15), Goal("a", 0.1)], ["a", "b"])
    asked = [stop(rows[first : first + 250]) for first in range(0, 6000, 250)]

    assert asked.index(True) == max(one.n for one in stop.precisions) // 250 - 1
    assert ["b", "a"] == [one.goal.measure for one in stop.precisions]
    assert stop.precisions[0].n > stop.precisions[1].n


def test_a_goal_for_a_measure_that_is_not_there_is_refused() -> None:
    """The nearest names are offered."""
    with pytest.raises(ArgumentError, match="no measure is called “crisis") as caught:
        stop_when([Goal("crisis.unmet", 1.0)], ["crisis.unmet_h", "harm"])

    assert "crisis.unmet_h" in caught.value.remedy


Quantile = Callable[[Column], NDArray[np.floating[Any]]]
LAWS: dict[str, tuple[Quantile, float, Goal, int]] = {
    "normal": (ndtri, 0.0, Goal("x", 0.05), 4000),
    "exponential": (lambda u: -np.log(u), 1.0, Goal("x", 0.08), 3000),
    "lognormal": (lambda u: np.exp(ndtri(u)), math.exp(0.5), Goal("x", 0.15), 6000),
    "one in fifty": (lambda u: (u < 0.02) * 1.0, 0.02, Goal("x", 0.01), 3000),
    "one in two": (lambda u: (u < 0.5) * 1.0, 0.5, Goal("x", 0.03), 4000),
    "p95 of exponential": (lambda u: -np.log(u), -math.log(0.05), Goal("x", 0.25, 0.95), 6000),
}


def _coverage(law: str, times: int) -> float:
    quantile, truth, goal, most = LAWS[law]
    covered = 0
    for time in range(times):
        found = Precision(goal)
        found.add(quantile(uniforms(1000 + time, 1, most)[0]))
        covered += found.is_narrow and found.estimate is not None and found.estimate.holds(truth)
    return covered / times


@pytest.mark.parametrize("law", LAWS)
def test_stopping_covers(law: str) -> None:
    """A quick look: 150 ensembles, each stopped by the rule, cover about as often as they say."""
    assert _coverage(law, 150) >= 0.90


@pytest.mark.proof
@pytest.mark.parametrize("law", LAWS)
def test_stopping_covers_as_promised(law: str) -> None:
    """In 4,000 ensembles stopped by the rule, a nominal 95 % is 94 % or more (standard error 0.35 %)."""
    assert _coverage(law, 4000) >= 0.94
