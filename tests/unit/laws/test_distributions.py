"""Laws as inverse distribution functions: true to published numbers and to themselves."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sems_sim.laws import Law, cdf, conditional_quantile, make_law, quantile
from sems_sim.laws.quantile_tables import gamma_table

SHARES = (1e-4, 0.01, 0.1, 0.5, 0.9, 0.99, 0.9999)

# Each law with its standard deviation and its quantiles at SHARES, from scipy 1.17.
TABULATED = {
    ("gamma", (0.5, 1.0)): (
        0.7071067811865476,
        (7.8539816751e-09, 7.85439289549e-05, 0.00789538704672, 0.22746821156, 1.35277172705, 3.31744830051,
         7.56835261331),
    ),
    ("gamma", (2.0, 1.0)): (
        1.4142135623730951,
        (0.0142092376218, 0.148554740253, 0.53181160839, 1.67834699002, 3.88972016987, 6.63835206799, 11.7563712225),
    ),
    ("gamma", (50.0, 1.0)): (
        7.0710678118654755,
        (27.8622992253, 35.0324474627, 41.1790679062, 49.667064618, 59.2490019055, 67.9033615855, 80.6593284795),
    ),
    ("erlang", (3.0, 3.0)): (
        1.7320508075688772,
        (0.0861760550176, 0.436045165078, 1.10206532825, 2.67406031372, 5.32232033783, 8.40594691489, 13.928170618),
    ),
    ("beta", (0.5, 0.5)): (
        0.3535533905932738,
        (2.46740107998e-08, 0.000246719817134, 0.0244717418524, 0.5, 0.975528258148, 0.999753280183, 0.999999975326),
    ),
    ("beta", (2.0, 5.0)): (
        0.15971914124998499,
        (0.00259092881746, 0.0267631911428, 0.0925952589131, 0.264449983296, 0.510316306551, 0.70568632832,
         0.887031443932),
    ),
    ("pert", (1.0, 2.0, 4.0)): (
        0.5527707983925666,
        (1.02103649166, 1.15709065019, 1.45908308103, 2.12743752101, 2.93337009286, 3.46606040613, 3.8539714835),
    ),
}  # fmt: skip

# Laws without atoms, for what must hold for each.
SMOOTH = [
    ("uniform", (1.0, 3.0)),
    ("triangular", (1.0, 2.0, 4.0)),
    ("triangular", (1.0, 1.0, 4.0)),
    ("pert", (1.0, 2.0, 4.0)),
    ("pert", (0.0, 0.0, 2.0)),
    ("exponential", (0.5,)),
    ("lognormal", (10.0, 1.4)),
    ("lognormal_p90", (10.0, 40.0)),
    ("normal", (2.0, 0.33)),
    ("normal", (1.0, 2.0)),
    ("normal", (-4.0, 1.0)),
    ("weibull", (2.0, 1.5)),
    ("weibull", (2.0, 0.7)),
    ("gamma", (0.3, 2.0)),
    ("gamma", (4.5, 2.0)),
    ("erlang", (3.0, 6.0)),
    ("beta", (0.5, 0.5)),
    ("beta", (2.0, 5.0, 10.0, 30.0)),
    ("quantiles", (0.0, 1.0, 0.5, 2.0, 0.9, 5.0, 1.0, 9.0)),
]
LISTED = [
    ("constant", (2.5,)),
    ("bernoulli", (0.3,)),
    ("choice", (5.0, 0.2, 1.0, 0.5, 2.0, 0.3)),
    ("quantiles", (0.0, 1.0, 0.4, 2.0, 0.6, 2.0, 1.0, 3.0)),
]
NAMES = [f"{name} {parameters}" for name, parameters in SMOOTH]


def _made(name: str, parameters: tuple[float, ...]) -> tuple[Law, tuple[float, ...]]:
    table = [9.0, 9.0]
    law = make_law(name, parameters, table)
    return law, tuple(table)


def _mean(law: Law, table: tuple[float, ...]) -> float:
    """The integral of the quantile, by Simpson in v with u = v³(10 − 15v + 6v²), which is flat at both ends."""
    steps = 4000
    total = 0.0
    for i in range(1, steps):
        v = i / steps
        u = v * v * v * (10.0 - 15.0 * v + 6.0 * v * v)
        slope = 30.0 * v * v * (1.0 - v) * (1.0 - v)
        weight = 4.0 if i % 2 else 2.0
        total += weight * slope * quantile(law.row, table, u) if u < 1.0 else 0.0
    return total / (3.0 * steps)


@pytest.mark.parametrize(("name", "parameters"), list(TABULATED), ids=str)
def test_tables_meet_the_exact_quantiles(name: str, parameters: tuple[float, ...]) -> None:
    """Tabulated laws are within 1e-5 of a standard deviation for u from 1e-4 to 1 − 1e-4."""
    law, table = _made(name, parameters)
    deviation, expected = TABULATED[(name, parameters)]

    for u, value in zip(SHARES, expected, strict=True):
        assert value == pytest.approx(quantile(law.row, table, u), abs=1e-5 * deviation)


@pytest.mark.parametrize("shape", [0.05, 0.2, 1.0, 7.0])
def test_a_gamma_table_between_its_nodes(shape: float) -> None:
    """Between nodes too the share below a quantile is u, by the series of the incomplete gamma function."""
    law, table = _made("gamma", (shape, 1.0))

    for i in range(1, 200):
        u = i / 200
        x = quantile(law.row, table, u)
        if x > 1e-12:
            term = total = 1.0 / shape
            for k in range(1, 400):
                term *= x / (shape + k)
                total += term
            share = total * math.exp(shape * math.log(x) - x - math.lgamma(shape))
            density = math.exp((shape - 1.0) * math.log(x) - x - math.lgamma(shape))
            assert abs(share - u) / density <= 1e-5 * math.sqrt(shape)


@pytest.mark.parametrize(("name", "parameters"), SMOOTH + LISTED, ids=str)
def test_the_stated_mean_is_the_mean_of_the_draws(name: str, parameters: tuple[float, ...]) -> None:
    """The exact mean that a law states is the integral of its quantile, to 1e-4."""
    law, table = _made(name, parameters)
    atoms = name in {"bernoulli", "choice"}

    assert law.mean == pytest.approx(_mean(law, table), rel=1e-3 if atoms else 1e-4)


@pytest.mark.parametrize(("name", "parameters"), SMOOTH, ids=NAMES)
@given(u=st.floats(1e-6, 1.0 - 1e-6))
def test_cdf_and_quantile_are_inverse(name: str, parameters: tuple[float, ...], u: float) -> None:
    """The share below the quantile of u is u, and the quantile of that share is the value."""
    law, table = _made(name, parameters)
    x = quantile(law.row, table, u)
    share = cdf(law.row, table, x)

    assert u == pytest.approx(share, abs=1e-9)
    assert x == pytest.approx(quantile(law.row, table, share), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("name", "parameters"), SMOOTH + LISTED, ids=str)
@given(pair=st.tuples(st.floats(2.0**-54, 1.0 - 2.0**-53), st.floats(2.0**-54, 1.0 - 2.0**-53)))
def test_quantiles_never_fall(name: str, parameters: tuple[float, ...], pair: tuple[float, float]) -> None:
    """A larger draw never gives a smaller value, and each value lies within the support."""
    law, table = _made(name, parameters)
    low, high = sorted(pair)
    first, second = quantile(law.row, table, low), quantile(law.row, table, high)

    assert first <= second * (1.0 + 1e-12)
    assert law.low <= first
    assert second <= law.high


@pytest.mark.parametrize(("name", "parameters"), SMOOTH + LISTED, ids=str)
@given(done=st.floats(0.0, 12.0), u=st.floats(1e-9, 1.0 - 1e-9))
def test_what_lasts_on_never_ends_before(
    name: str, parameters: tuple[float, ...], done: float, u: float
) -> None:
    """A duration resampled on having lasted w is at least w, and at w = 0 it is the plain draw."""
    law, table = _made(name, parameters)

    assert done <= conditional_quantile(law.row, table, done, u)
    if cdf(law.row, table, 0.0) == 0.0:
        assert max(0.0, quantile(law.row, table, u)) == conditional_quantile(law.row, table, 0.0, u)


@pytest.mark.parametrize(("name", "parameters"), SMOOTH, ids=NAMES)
def test_resampling_follows_the_conditional_law(name: str, parameters: tuple[float, ...]) -> None:
    """Given that it has lasted to its median, half of the durations end before the third quartile."""
    law, table = _made(name, parameters)
    median, third = quantile(law.row, table, 0.5), quantile(law.row, table, 0.75)

    assert third == pytest.approx(conditional_quantile(law.row, table, median, 0.5), rel=1e-9)


def test_a_constant_keeps_its_value_under_resampling() -> None:
    """Nothing is learnt about a constant by waiting."""
    law, table = _made("constant", (3.0,))

    assert law.constant
    assert 3.0 == conditional_quantile(law.row, table, 1.0, 0.9)


def test_an_exponential_duration_has_no_memory() -> None:
    """Having lasted 100 means changes nothing about what is left, though its share has rounded to 1."""
    law, table = _made("exponential", (2.0,))

    assert 200.0 + quantile(law.row, table, 0.3) == conditional_quantile(law.row, table, 200.0, 0.3)


def test_people_estimate_by_median_and_90th_percentile() -> None:
    """A lognormal law of median 10 and p90 40 has those quantiles."""
    law, table = _made("lognormal_p90", (10.0, 40.0))

    assert 10.0 == quantile(law.row, table, 0.5)
    assert 40.0 == pytest.approx(quantile(law.row, table, 0.9), rel=1e-14)


def test_a_pert_law_has_the_planners_mean() -> None:
    """The mean of a PERT estimate is (low + 4·mode + high)/6."""
    assert (1.0 + 4.0 * 3.5 + 8.0) / 6.0 == pytest.approx(_made("pert", (1.0, 3.5, 8.0))[0].mean, rel=1e-15)


def test_three_stages_end_before_their_mean_as_theory_says() -> None:
    """An Erlang law of three stages of mean 1 is below its mean with probability 0.5768099189."""
    law, table = _made("erlang", (3.0, 3.0))

    assert 0.5768099189 == pytest.approx(cdf(law.row, table, 3.0), abs=1e-6)


def test_choices_and_chances_are_steps() -> None:
    """A choice gives each value on its share of the draws, in rising order; a chance is 1 at the top."""
    law, table = _made("choice", (5.0, 0.2, 1.0, 0.5, 2.0, 0.3))
    chance, _ = _made("bernoulli", (0.25,))

    assert [1.0, 1.0, 2.0, 2.0, 5.0] == [quantile(law.row, table, u) for u in (0.1, 0.5, 0.51, 0.79, 0.81)]
    assert [0.0, 0.0, 1.0] == [quantile(chance.row, table, u) for u in (0.1, 0.75, 0.76)]
    assert [0.0, 0.5, 0.8, 1.0] == [cdf(law.row, table, x) for x in (0.9, 1.0, 4.9, 5.0)]


def test_stated_quantiles_are_joined_by_lines() -> None:
    """Between two stated quantiles the value moves along a line, and a repeated value keeps its share."""
    law, table = _made("quantiles", (0.0, 1.0, 0.4, 2.0, 0.6, 2.0, 1.0, 3.0))

    assert [1.5, 2.0, 2.0, 2.5] == pytest.approx([quantile(law.row, table, u) for u in (0.2, 0.4, 0.5, 0.8)])
    assert [0.2, 0.6, 1.0] == pytest.approx([cdf(law.row, table, x) for x in (1.5, 2.0, 3.0)])


def test_a_table_is_made_in_30_ms() -> None:
    """Making a quantile table takes at most 30 ms of processor time, and a second asking nothing."""
    fastest = 1.0
    for i in range(5):
        begin = time.process_time()
        gamma_table(2.0 + 0.001 * i)
        fastest = min(fastest, time.process_time() - begin)

    assert fastest < 0.03
    assert gamma_table(2.001) is gamma_table(2.001)
