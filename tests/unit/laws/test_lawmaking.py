"""Making laws: no spread makes a constant, and what makes no law is refused."""

import math

import pytest

from sems_sim.laws import CONSTANT, LAW_NAMES, TABLE, make_law


@pytest.mark.parametrize(
    ("value", "name", "parameters"),
    [
        (2.0, "uniform", (2.0, 2.0)),
        (2.0, "triangular", (2.0, 2.0, 2.0)),
        (2.0, "pert", (2.0, 2.0, 2.0)),
        (2.0, "lognormal", (2.0, 0.0)),
        (2.0, "lognormal_p90", (2.0, 2.0)),
        (2.0, "normal", (2.0, 0.0)),
        (0.0, "normal", (-2.0, 0.0)),
        (2.0, "beta", (1.0, 1.0, 2.0, 2.0)),
        (1.0, "bernoulli", (1.0,)),
        (7.0, "choice", (7.0, 1.0, 9.0, 0.0)),
        (4.0, "quantiles", (0.0, 4.0, 1.0, 4.0)),
    ],
)
def test_a_law_without_spread_is_a_constant(value: float, name: str, parameters: tuple[float, ...]) -> None:
    """Where only one value is possible, no draw is needed."""
    law = make_law(name, parameters, [])

    assert (CONSTANT, value, value) == (law.kind, law.a, law.mean)


@pytest.mark.parametrize(
    ("remedy", "name", "parameters"),
    [
        ("lower one first", "uniform", (3.0, 1.0)),
        ("lowest, most likely, highest", "triangular", (1.0, 5.0, 4.0)),
        ("lowest, most likely, highest", "pert", (2.0, 1.0, 4.0)),
        ("above 0", "exponential", (0.0,)),
        ("above 0", "lognormal", (0.0, 1.0)),
        ("0 or more", "lognormal", (1.0, -0.5)),
        ("10 or less", "lognormal", (10.0, 40.0)),
        ("at or above", "lognormal_p90", (10.0, 9.0)),
        ("0 or more", "normal", (1.0, -1.0)),
        ("higher mean", "normal", (-100.0, 1.0)),
        ("above 0", "weibull", (0.0, 1.0)),
        ("from 0.05", "weibull", (1.0, 0.0)),
        ("from 0.05", "gamma", (0.0, 1.0)),
        ("above 0", "gamma", (1.0, -1.0)),
        ("whole number", "erlang", (2.5, 1.0)),
        ("whole number", "erlang", (0.0, 1.0)),
        ("from 0.05", "beta", (-1.0, 1.0)),
        ("lower one first", "beta", (1.0, 1.0, 5.0, 2.0)),
        ("from 0 to 1", "bernoulli", (1.2,)),
        ("sum to 1", "choice", (1.0, 0.5, 2.0, 0.4)),
        ("0 or more", "choice", (1.0, 1.5, 2.0, -0.5)),
        ("begin with 0%", "quantiles", (0.1, 1.0, 1.0, 2.0)),
        ("rising order", "quantiles", (0.0, 1.0, 0.5, 2.0, 0.5, 3.0, 1.0, 4.0)),
        ("may not fall", "quantiles", (0.0, 1.0, 0.5, 3.0, 1.0, 2.0)),
        ("finite", "constant", (math.nan,)),
        ("finite", "uniform", (0.0, math.inf)),
        ("low and high", "uniform", (1.0,)),
        ("each with its probability", "choice", (1.0, 0.5, 2.0)),
        ("choose one of", "gaussian", (1.0, 2.0)),
    ],
)
def test_bad_parameters_are_refused_with_a_remedy(
    remedy: str, name: str, parameters: tuple[float, ...]
) -> None:
    """What makes no law is refused, in a sentence that says what would."""
    with pytest.raises(ValueError, match=remedy):
        make_law(name, parameters, [])


def test_laws_share_one_flat_table() -> None:
    """Each law appends its own stretch of the table and points at it."""
    table: list[float] = []
    first = make_law("gamma", (2.0, 1.0), table)
    length = len(table)
    second = make_law("choice", (1.0, 0.5, 2.0, 0.5), table, "choice 1 0.5 2 0.5")

    assert (TABLE, 0, length) == (first.kind, first.start, 3 * first.size)
    assert (length, 2, length + 4) == (second.start, second.size, len(table))
    assert [0.5, 1.0, 1.0, 2.0] == table[second.start :]
    assert "choice 1 0.5 2 0.5" == second.text


def test_every_name_of_the_scenario_language_is_a_law() -> None:
    """The names a scenario may write are all here."""
    language = {
        "uniform", "triangular", "pert", "exponential", "lognormal", "normal", "weibull", "gamma", "erlang", "beta",
        "bernoulli", "choice", "quantiles",
    }  # fmt: skip

    assert language <= set(LAW_NAMES)
