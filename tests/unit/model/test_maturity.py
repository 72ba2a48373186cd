"""Maturity: nominal at operating, in the stated direction elsewhere."""

from __future__ import annotations

import pytest

from sems_sim.model import (
    COMPONENTS,
    NOMINAL,
    PRESETS,
    ConstantRow,
    Maturity,
    Parameter,
    ParameterRow,
    clipped,
)

LOG, LINEAR = 0, 1


def organisation(level: int, kind: int = LINEAR, worst: float = 3.0, best: float = 1.0) -> Maturity:
    """An organisation whose every component is at one level, with one parameter."""
    row = ParameterRow("x", 0, kind, worst, best, "factor", "judgement", judgement=True)
    return Maturity((level,) * len(COMPONENTS), (row,), (ConstantRow("k", 2.5, "h", "", judgement=True),))


@pytest.mark.parametrize(("level", "benefit"), [(0, 0.0), (1, 0.10), (2, 0.30), (3, 0.75), (4, 1.0)])
def test_levels_go_from_worst_to_best_by_their_benefit(level: int, benefit: float) -> None:
    """0, .10, .30, .75, 1 of the way; linear, or by powers."""
    assert 3.0 - 2.0 * benefit == pytest.approx(organisation(level).value(0))
    assert 3.0 ** (1.0 - benefit) == pytest.approx(organisation(level, LOG).value(0), rel=1e-12)


def test_at_operating_the_numbers_of_the_file_hold_exactly() -> None:
    """Exactly, not nearly: ratio 1 and the very probability."""
    nominal = organisation(NOMINAL, worst=0.4, best=0.05)

    assert 1.0 == nominal.ratio(0)
    assert 0.1 + 0.2 == nominal.shifted(0, 0.1 + 0.2)


def test_elsewhere_they_are_shifted() -> None:
    """Factors as value(m) / value(3), probabilities by their odds."""
    poor = organisation(0, worst=0.4, best=0.05)
    at_operating = 0.4 - 0.35 * 0.75

    assert 0.4 / at_operating == pytest.approx(poor.ratio(0))
    odds = 0.25 * (0.4 / 0.6) / (at_operating / (1.0 - at_operating))
    assert odds / (1.0 + odds) == pytest.approx(poor.shifted(0, 0.2))
    assert (0.0, 1.0) == (poor.shifted(0, 0.0), poor.shifted(0, 1.0))


def test_one_component_can_change_and_the_rest_stay() -> None:
    """A new organisation; the old one is as it was."""
    before = organisation(3)
    after = before.with_level(4, 0)

    assert (3, 3, 3, 3, 0, 3) == after.levels[:6]
    assert (3,) * 18 == before.levels


def test_constants_have_names() -> None:
    """And what has none is an error."""
    assert 2.5 == organisation(3).constant("k")
    with pytest.raises(KeyError):
        organisation(3).constant("unheard_of")


def test_products_of_delays_are_held_within_reason() -> None:
    """Between a fifth and ten times."""
    assert [0.2, 0.2, 1.3, 10.0, 10.0] == [clipped(factor) for factor in (0.0, 0.2, 1.3, 10.0, 99.0)]


def test_there_are_eighteen_components_five_levels_and_a_row_for_each_parameter() -> None:
    """The order is that of the table, which the compiled model relies on."""
    assert (18, 5) == (len(set(COMPONENTS)), len(PRESETS))
    assert list(range(len(Parameter))) == [int(parameter) for parameter in Parameter]
