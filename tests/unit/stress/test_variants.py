"""Plans compared in the same crises: against the stated one, with their costs."""

from functools import lru_cache

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.model import Model
from sems_sim.scenario import compile_model, variant_of
from sems_sim.stress import STATED, Chunk, LeverStudy, run_chunk, vary
from sems_sim.stress.campaign import COST, outcome_of
from sems_sim.stress.statistics import Column
from sems_sim.stress.variants import Worth, all_pairs, likelihood_of, variants_of
from tests.unit.scenario.writing import scenario_of
from tests.unit.stress.small import effort, mill, mill_model


@lru_cache(maxsize=1)
def study() -> LeverStudy:
    """Two levers over a dozen crises."""
    return vary(mill(), ["hands", "speed"], effort())


def _cost(model: Model) -> Column:
    column = outcome_of(model, COST).column
    return run_chunk(Chunk(model, 5, 0, 12, None, "engine")).measures[:, column]


def test_a_variant_that_changes_nothing_is_left_out() -> None:
    """A value that makes the model of the stated plan makes no plan of its own."""
    same = variant_of(mill(), {"study.levers": "{crew: {set: resources.crew.amount, to: [2.0, 3]}}"})

    assert [STATED, "crew=3"] == [one.name for one in variants_of(same, ["crew"])]


def test_every_plan_meets_the_same_crises() -> None:
    """A plan's runs are those of its model under the numbers and the seed of the stated plan's."""
    faster = compile_model(variant_of(mill(), {"plans.mend.tasks.weld.takes": "1h"}))
    found = study().columns

    assert np.array_equal(_cost(mill_model()), found[STATED][COST])
    assert np.array_equal(_cost(faster), found["speed=1h"][COST])


def test_a_difference_is_the_plan_less_the_stated_one_in_pairs() -> None:
    """Its mean is that of the pairs, and the variance that pairing saved stands beside it."""
    one = next(one for one in study().results if one.variant.name == "speed=1h")
    found = one.against[COST].comparison

    apart = study().columns["speed=1h"][COST] - study().columns[STATED][COST]
    assert float(apart.mean()) == pytest.approx(found.difference.value)
    assert found.difference.value < 0.0
    assert 0.0 < found.saved <= 1.0
    assert found.difference.level > 0.95


def test_the_best_plan_comes_first() -> None:
    """Plans stand in the order of the share of runs in which all targets are met, then of money saved."""
    shares = [one.against["targets.all"].comparison.difference.value for one in study().results]

    assert sorted(shares, reverse=True) == shares
    assert shares[-1] < shares[0]


def test_per_year_is_said_where_a_likelihood_is_stated() -> None:
    """The register says 0.1 a year: a year saves a tenth of what an event does, less the cost a year."""
    worth = next(one.worth for one in study().results if one.variant.name == "hands=3")
    assert isinstance(worth, Worth)
    assert worth.a_year is not None
    assert worth.net is not None

    assert "likelihood of fire_risk" == worth.likelihood.basis
    assert worth.likelihood.per_year == pytest.approx(0.1)
    assert 0.1 * worth.saved.value == pytest.approx(worth.a_year.value)
    assert worth.a_year.value - 250.0 == pytest.approx(worth.net.value)
    assert "a year" in worth.words("GBP")


def test_no_life_no_net() -> None:
    """Where money is paid once and no life is stated, what is saved a year has nothing to be set against."""
    worth = next(one.worth for one in study().results if one.variant.name == "speed=1h")
    assert worth is not None
    assert (None, None) == (worth.net, worth.break_even)


def test_without_a_likelihood_nothing_is_said_per_year() -> None:
    """No yearly number, no net; the words say why, and from which likelihood on it pays."""
    rare = variant_of(mill(), {"risks.fire_risk": "{title: Fire}"})
    (result,) = vary(rare, ["hands"], effort(), how="each", measures=[COST]).results[:1]
    assert result.worth is not None

    assert (None, None) == (result.worth.a_year, result.worth.net)
    said = result.worth.words()
    assert "pays if" in said or "nothing is said per year" in said


def test_two_risks_at_once_have_no_likelihood_together() -> None:
    """The likelihood of a crisis that begins with two risks is not that of either, unless somebody gives it."""
    more = "risks: {one: {likelihood: 1/year}, two: {likelihood: 2/year}}\n"
    both = "incidents: {fire: {opens: 1h, risk: one}, flood: {opens: 2h, risk: two}}\n"
    model = compile_model(scenario_of(more + both))

    assert likelihood_of(model).per_year is None
    assert "one, two" in likelihood_of(model).basis
    assert 0.5 == likelihood_of(model, 0.5).per_year


def test_any_two_plans_can_be_compared() -> None:
    """Every pair once, also without the stated plan."""
    pairs = list(all_pairs(study(), COST))

    assert 15 == len(pairs)
    first, second, found = pairs[-1]
    assert found.first - found.second == pytest.approx(found.difference.value)
    assert STATED not in (first, second)


def test_an_unknown_measure_is_refused_before_anything_runs() -> None:
    """The fault names the measure."""
    with pytest.raises(ArgumentError, match=r"cost\.nothing"):
        vary(mill(), ["hands"], effort(), measures=["cost.nothing"])
