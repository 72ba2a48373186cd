"""Laws, profiles, changes and the like as a scenario writes them."""

from __future__ import annotations

import pytest

from sems_sim.errors import QuantityError
from sems_sim.scenario.quantities import (
    LAW_NAMES,
    Amount,
    Change,
    Profile,
    Rate,
    Unit,
    parse_law,
    read_amount,
    read_change,
    read_duration,
    read_law,
    read_profile,
    read_rate,
    read_share,
)


@pytest.mark.parametrize(
    ("text", "unit", "name", "parameters"),
    [
        ("30m", "h", "constant", (0.5,)),
        ("uniform 1h 2h", "h", "uniform", (1.0, 2.0)),
        ("triangular 1h 2h 4h", "h", "triangular", (1.0, 2.0, 4.0)),
        ("pert 1h 2h 4h", "h", "pert", (1.0, 2.0, 4.0)),
        ("exponential 30m", "h", "exponential", (0.5,)),
        ("lognormal 10m 1.4", "h", "lognormal", (1 / 6, 1.4)),
        ("lognormal 10m p90 40m", "h", "lognormal_p90", (1 / 6, 2 / 3)),
        ("normal 2h 20m", "h", "normal", (2.0, 1 / 3)),
        ("weibull 2h 1.5", "h", "weibull", (2.0, 1.5)),
        ("gamma 2h 1.5", "h", "gamma", (2.0, 1.5)),
        ("erlang 2h 3", "h", "erlang", (2.0, 3.0)),
        ("beta 2 5", "share", "beta", (2.0, 5.0)),
        ("beta 2 5 1h 3h", "h", "beta", (2.0, 5.0, 1.0, 3.0)),
        ("bernoulli 0.3", "number", "bernoulli", (0.3,)),
        ("choice 1h 0.7 2h 30%", "h", "choice", (1.0, 0.7, 2.0, 0.3)),
        ("quantiles 0% 1h 50% 2h 100% 9h", "h", "quantiles", (0.0, 1.0, 0.5, 2.0, 1.0, 9.0)),
        ("uniform 0.7 1.4", "number", "uniform", (0.7, 1.4)),
        ("uniform 10/h 20/h", "per_h", "uniform", (10.0, 20.0)),
        ("uniform 10% 20%", "share", "uniform", (0.1, 0.2)),
    ],
)
def test_a_law_is_read_in_the_unit_of_its_field(
    text: str, unit: Unit, name: str, parameters: tuple[float, ...]
) -> None:
    """Durations become hours, rates numbers per hour, shares numbers from 0 to 1."""
    law = parse_law(text, unit)

    assert (name, parameters, text, unit) == (law.name, law.parameters, law.text, law.unit)


def test_a_law_with_a_value_alone_is_constant() -> None:
    """Only a single value is constant."""
    assert (True, False) == (parse_law("30m", "h").is_constant, parse_law("exponential 30m", "h").is_constant)


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("lognorm 10m 1", "h", "'lognorm' is no distribution"),
        ("uniform 1h, 2h", "h", "distributions have no commas"),
        ("triangular 1h 2h", "h", "'triangular' does not take 2 values"),
        ("triangular 4h 2h 1h", "h", "'triangular' goes from the lowest to the highest value"),
        ("uniform 1h 2", "h", "'2' has a number without a unit where a duration is due"),
        ("uniform 1 2", "per_h", "'1' is no rate"),
        ("exponential 0s", "h", "the first value of 'exponential' must be above 0"),
        ("lognormal 10m -1", "h", "'-1' must be above 0"),
        ("lognormal 10m p90 5m", "h", "the 90th percentile must be above the median"),
        ("erlang 2h 1.5", "h", "the stages of 'erlang' are a whole number up to 1000"),
        ("bernoulli 0.3", "h", "'bernoulli' gives 0 or 1, which is no quantity here"),
        ("beta 2 5", "h", "'beta' needs its bounds here"),
        ("choice 1h 0.7 2h 0.4", "h", "the shares of 'choice' add up to 1.1, not to 1"),
        ("quantiles 10% 1h 100% 2h", "h", "'quantiles' goes from 0% to 100%"),
        ("quantiles 0% 3h 50% 2h 100% 9h", "h", "shares and values of 'quantiles' rise from left to right"),
        ("constant 3h", "h", "'constant' needs no word"),
        ("90", "h", "'90' has a number without a unit where a duration is due"),
    ],
)
def test_a_law_that_cannot_be_is_refused(text: str, unit: Unit, message: str) -> None:
    """Each wrong word is named; none is guessed."""
    with pytest.raises(QuantityError) as caught:
        parse_law(text, unit)

    assert message == caught.value.message
    assert caught.value.remedy


def test_the_wrong_word_of_a_law_has_its_place() -> None:
    """The mark stands under the word, not under the whole text."""
    with pytest.raises(QuantityError) as caught:
        parse_law("uniform 1h 2x", "h")

    assert (11, 2) == (caught.value.offset, caught.value.width)


def test_a_law_of_megabytes_is_refused_at_once() -> None:
    """No text of a distribution needs thousands of characters."""
    with pytest.raises(QuantityError, match="too long"):
        parse_law("uniform " * 100_000, "h")


def test_every_law_the_engines_know_can_be_written() -> None:
    """The language has the names of the laws and no others, but that p90 is a way to write lognormal."""
    from sems_sim import laws

    assert {name for name in laws.LAW_NAMES if name not in ("constant", "lognormal_p90")} == set(LAW_NAMES)


def test_a_bare_number_is_no_duration_but_zero_is() -> None:
    """A duration says its unit; nothing at all has none."""
    assert 0 == read_duration(0)
    with pytest.raises(QuantityError, match="90 has no unit"):
        read_duration(90)


def test_a_bare_number_is_no_rate_but_zero_is() -> None:
    """A rate says its period."""
    assert Rate(0.0) == read_rate(0)
    with pytest.raises(QuantityError, match="34 has no unit of time"):
        read_rate(34)


def test_shares_and_amounts_take_numbers_or_text() -> None:
    """Both spellings of a share, and amounts with or without a word."""
    assert (0.97, 0.97) == (read_share("97%"), read_share(0.97))
    assert (Amount(9000.0, "L"), Amount(12.0)) == (read_amount("9000 L"), read_amount(12))


@pytest.mark.parametrize("value", [True, None, [], {}])
def test_what_is_no_number_at_all_is_refused(value: object) -> None:
    """true, nothing, lists and mappings are never taken for numbers."""
    for reader in (read_share, read_rate, read_amount, read_duration, read_change):
        with pytest.raises(QuantityError):
            reader(value)


def test_a_law_of_a_number_field_takes_a_bare_number() -> None:
    """Numbers and shares need no unit."""
    assert ((5.0,), (0.5,)) == (read_law(5, "number").parameters, read_law(0.5, "share").parameters)


@pytest.mark.parametrize(
    ("value", "change"),
    [("x0.3", Change("factor", 0.3)), ("20/h", Change("absolute", 20.0)), (0, Change("absolute", 0.0))],
)
def test_a_change_multiplies_or_replaces(value: object, change: Change) -> None:
    """`x0.3` is a factor, a rate or 0 the new value."""
    assert change == read_change(value)


@pytest.mark.parametrize("value", [5, "x-1", "0.3", "xx"])
def test_a_change_without_sign_or_unit_is_refused(value: object) -> None:
    """A bare number could mean either."""
    with pytest.raises(QuantityError):
        read_change(value)


def test_a_profile_is_a_constant_a_day_or_offsets() -> None:
    """Clock times are sorted; offsets begin at the start."""
    assert Profile("constant", ((0, 34.0),)) == read_profile("34/h", "per_h")
    assert Profile("daily", ((0, 4.0), (25_200_000, 6.0))) == read_profile({"07:00": 6, "00:00": 4}, "number")
    assert Profile("offsets", ((0, 4.0), (7_200_000, 6.0))) == read_profile({"+0h": 4, "+2h": 6}, "number")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, "an empty profile"),
        ({"07:00": 6, "+2h": 4}, "a profile has clock times or offsets, not both"),
        ({"+2h": 4}, "a profile of offsets says what holds at the start"),
        ({"7:00": 6, "07:00": 4}, "'07:00' stands twice in this profile"),
        ({"25:00": 6}, "'25:00' is no time of day"),
        ({"07:00": -6}, "-6 is negative"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(value: object, message: str) -> None:
    """What is missing, doubled or mixed is said."""
    with pytest.raises(QuantityError) as caught:
        read_profile(value, "number")

    assert message == caught.value.message
