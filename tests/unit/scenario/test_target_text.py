"""Targets: a measure, a comparison, a constant."""

from __future__ import annotations

import pytest

from sems_sim.errors import QuantityError
from sems_sim.scenario.target_text import parse_target


@pytest.mark.parametrize(
    ("text", "measure", "comparison", "value"),
    [
        ("level.crisis.first_h <= 60m", "level.crisis.first_h", "<=", 1.0),
        ("level.strategic.first_h <= 60m", "level.crisis.first_h", "<=", 1.0),
        ("cost.total <= 60_000_000", "cost.total", "<=", 6e7),
        ("service.a.min_performance >= 80%", "service.a.min_performance", ">=", 0.8),
        ("decision.close.option == wait", "decision.close.option", "==", "wait"),
        ("catastrophe.happened==0", "catastrophe.happened", "==", 0.0),
    ],
)
def test_a_target_turns_its_constant_into_the_unit_of_measures(
    text: str, measure: str, comparison: str, value: float | str
) -> None:
    """Durations become hours, percent a share; names stay names."""
    target = parse_target(text)

    assert (measure, comparison, value, text) == (
        target.measure,
        target.comparison,
        target.value,
        target.text,
    )


@pytest.mark.parametrize(
    "text",
    ["", "cost.total", "cost.total = 5", "cost.total <= 5 6", "cost.total <= 12:30", "cost.total <= 5x"],
)
def test_what_is_no_target_is_refused(text: str) -> None:
    """A target has three parts, and its constant is a number, a share, a duration or a name."""
    with pytest.raises(QuantityError):
        parse_target(text)
