"""Uncertainties: even points, the scenarios they make, and what is learnt from their runs."""

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.scenario import compile_model, variant_of
from sems_sim.stress import Chunk, discover, factors_of, run_chunk, sensitivity_of
from sems_sim.stress.design import Models, quasi_random, run_design, scenario_at
from tests.unit.stress.small import effort, mill


@pytest.mark.parametrize(("n", "k"), [(1, 1), (8, 2), (100, 3), (256, 10)])
def test_points_lie_evenly_in_the_open_cube(n: int, k: int) -> None:
    """Every side has its points spread: of a power of 2, one in each of as many equal stretches, give or take one."""
    points = quasi_random(n, k, seed=9)

    assert (n, k) == points.shape
    assert bool(np.all((points > 0.0) & (points < 1.0)))
    for side in points.T if n & (n - 1) == 0 else ():
        counts = np.bincount((side * n).astype(int), minlength=n)
        assert int(counts.max()) <= 2
        assert np.count_nonzero(counts == 0) <= n // 2


def test_points_belong_to_the_seed() -> None:
    """The same seed gives the same points, another moves them all."""
    assert np.array_equal(quasi_random(16, 2, 1), quasi_random(16, 2, 1))
    assert not np.any(quasi_random(16, 2, 1) == quasi_random(16, 2, 2))


def test_a_mean_over_points_beats_one_over_chance() -> None:
    """Over 256 points the mean of a smooth function is known to a third of what chance would leave."""
    points = quasi_random(256, 2, 4)

    assert 0.25 == pytest.approx(float((points[:, 0] * points[:, 1]).mean()), abs=0.22 / 16.0 / 3.0)


def test_an_uncertainty_has_its_law_and_its_range() -> None:
    """In the order of names; what is set knows that it is a share, what is scaled that it is a factor."""
    away, work = factors_of(mill())

    assert ("away", "work") == (away.name, work.name)
    assert ((0.0, 0.05), (0.5, 3.0)) == (away.bounds, work.bounds)
    assert (True, False) == (away.is_share, work.is_share)
    assert 1.75 == pytest.approx(work.at(0.5))


def test_an_endless_law_has_a_range_that_leaves_a_thousandth_outside() -> None:
    """Reverse stress searches between two finite ends."""
    text = "{size: {scale: plans.mend.tasks.weld.takes, by: exponential 2}}"
    (factor,) = factors_of(variant_of(mill(), {"study.uncertainties": text}))

    assert 13.8155 == pytest.approx(factor.bounds[1], rel=1e-4)


def test_a_point_is_the_scenario_with_its_values() -> None:
    """Values are set, factors multiply, and the model is that of the file written so."""
    found = Models(mill(), factors_of(mill())).at((0.02, 1.5))
    text = {"resources.crew.absence": "0.02", "plans.mend.tasks.weld.takes": "uniform 10800s 21600s"}

    assert compile_model(variant_of(mill(), text)) == found


def test_a_point_that_makes_no_scenario_says_which() -> None:
    """The fault names the uncertainty and its value."""
    with pytest.raises(ArgumentError, match=r"with away = 1\.2 this is no scenario"):
        scenario_at(mill(), factors_of(mill())[:1], (1.2,))


def test_every_point_has_luck_of_its_own() -> None:
    """Point number p has the replications p·each and on, and nothing else moves its columns."""
    unit = quasi_random(3, 2, 1)
    run = run_design(mill(), unit, effort(), each=2, measures=["cost.total"])
    model = Models(mill(), factors_of(mill())).at(run.values[2])
    expected = run_chunk(Chunk(model, 5, 4, 2, None, "engine")).measures[:, run.outcomes[0].column]

    assert np.array_equal(expected, run.columns["cost.total"][2])
    assert ((3, 2), 6) == (run.values.shape, run.runs)
    assert float(expected.mean()) == pytest.approx(float(run.means("cost.total")[2]))
    rows, column = run.rows("cost.total")
    assert ((6, 2), 6) == (rows.shape, column.size)


def test_columns_that_stand_for_nothing_do_nothing() -> None:
    """A design may have one column more than there are uncertainties, for the floor of noise."""
    unit = quasi_random(2, 3, 1)
    run = run_design(mill(), unit, effort(), measures=["cost.total"])

    assert (2, 2) == run.values.shape


@pytest.mark.parametrize(
    ("method", "points", "rows"), [("sobol", 4, 20), ("morris", 3, 12), ("delta", 256, 256)]
)
def test_each_method_runs_its_own_design(method: str, points: int, rows: int) -> None:
    """Sobol n·(k + 3) rows, Morris (k + 2) a trajectory, delta the points; all uncertainties are ranked."""
    found = sensitivity_of(
        mill(), effort(), measure="service.flour.lost", method=method, points=points, each=1
    )

    assert rows == found.runs
    assert {"away", "work"} == {one.name for one in found.influences}


def test_what_drives_the_outcome_is_found() -> None:
    """How long welding takes matters, a little absence does not."""
    found = sensitivity_of(mill(), effort(), measure="service.flour.lost", method="morris", points=8, each=2)

    assert "work" == found.influences[0].name


def test_an_unknown_method_is_refused() -> None:
    """The remedy names those there are; delta with too few points for its bins is refused as well."""
    with pytest.raises(ArgumentError, match="too few for delta"):
        sensitivity_of(mill(), effort(), method="delta", points=128)
    with pytest.raises(ArgumentError, match="no method 'fast'") as caught:
        sensitivity_of(mill(), effort(), method="fast")
    assert "sobol, morris, delta" in caught.value.remedy


def test_where_a_target_fails_is_told_in_words() -> None:
    """Boxes and a tree say that slow welding breaks the target."""
    found = discover(mill(), effort(), points=240)

    assert "" == found.reason
    assert found.boxes is not None
    assert found.tree is not None
    for rule in (found.boxes.rules[0], found.tree.rules[0]):
        assert "work" == rule.conditions[0].name
        assert not rule.is_noise


def test_too_little_to_learn_from_is_said() -> None:
    """With few runs there is no rule, and a reason instead of an error."""
    found = discover(mill(), effort(), points=20)

    assert (None, None) == (found.boxes, found.tree)
    assert "too few to learn" in found.reason


def test_a_target_is_a_yes_or_no() -> None:
    """Discovery of a cost is refused."""
    with pytest.raises(ArgumentError, match="no target"):
        discover(mill(), effort(), target="cost.total", points=2)


def test_a_scenario_without_uncertainties_says_so() -> None:
    """The remedy shows how to state one."""
    with pytest.raises(ArgumentError, match="states no uncertainty"):
        factors_of(variant_of(mill(), {"study.uncertainties": "{}"}))
