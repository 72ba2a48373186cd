"""Multiplying what a scenario says: quantities and laws keep their kind and their shape."""

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.scenario.quantities import parse_law
from sems_sim.scenario.scaling import multiplied, multiply
from sems_sim.scenario.source import read_tree
from sems_sim.scenario.tree import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30m", "2700s"),
        ("2h30m", "13500s"),
        ("34/h", "51.0/h"),
        ("120 L/h", "180.0 L/h"),
        ("9000 L", "13500.0 L"),
        ("40%", "60.0%"),
        ("x0.4", "x0.6000000000000001"),
        ("0", "0.0"),
        ("pert 1h 2h 4h", "pert 5400s 10800s 21600s"),
        ("lognormal 10m 1.4", "lognormal 900s 1.4"),
        ("lognormal 10m p90 40m", "lognormal 900s p90 3600s"),
        ("weibull 14h 1.5", "weibull 75600s 1.5"),
        ("choice 1h 30% 2h 70%", "choice 5400s 30% 10800s 70%"),
        ("quantiles 0% 1h 50% 2h 100% 9h", "quantiles 0% 5400s 50% 10800s 100% 48600s"),
        ("beta 2 3 1h 2h", "beta 2 3 5400s 10800s"),
    ],
)
def test_quantities_are_multiplied_and_shapes_are_kept(text: str, expected: str) -> None:
    """Of a law only the quantities are multiplied: spreads, shapes and shares stay."""
    assert expected == multiplied(text, 1.5)


def test_a_multiplied_law_is_the_law_multiplied() -> None:
    """The parameters that are quantities are those of the law times the factor, to the millisecond."""
    before, after = (
        parse_law("triangular 1h 2h 4h", "h"),
        parse_law(multiplied("triangular 1h 2h 4h", 1.37), "h"),
    )

    assert tuple(round(1.37 * value * 3_600_000) for value in before.parameters) == tuple(
        round(value * 3_600_000) for value in after.parameters
    )


def test_numbers_and_profiles_are_multiplied_in_place() -> None:
    """A number stays whole where it can, and every value of a profile is multiplied."""
    root = read_tree('a: {units: 4, amount: {"06:00": 36/h, "22:00": 6}}\n', "t")
    multiply(root, "a.units", 1.5)
    multiply(root, "a.amount", 0.5)

    assert {"a": {"units": 6, "amount": {"06:00": "18.0/h", "22:00": 3}}} == plain(root)


def test_an_entry_of_a_list_is_found_by_number_or_by_id() -> None:
    """A path leads through lists as that of --set does."""
    root = read_tree("items: [{id: I1, at: 2h}, {id: I2, at: 4h}]\n", "t")
    multiply(root, "items.0.at", 2.0)
    multiply(root, "items.I2.at", 2.0)

    assert ["14400s", "28800s"] == [item["at"] for item in plain(root)["items"]]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("a.b", "says nothing"),
        ("a.c", "no quantity"),
        ("a.c.x", "says nothing"),
        ("a.d.9", "says nothing"),
        ("a.e", "no quantity"),
    ],
)
def test_what_is_no_quantity_is_refused_by_its_path(path: str, message: str) -> None:
    """Nothing is made up where the file says nothing, and only quantities are multiplied."""
    root = read_tree("a: {c: hello, d: [1], e: true}\n", "t")

    with pytest.raises(ArgumentError, match=message) as caught:
        multiply(root, path, 2.0)
    assert path in caught.value.message
