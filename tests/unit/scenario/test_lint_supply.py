"""Single points of failure, computed from the gates."""

from __future__ import annotations

import pytest

from sems_sim.scenario.lint_supply import fatal_losses
from tests.unit.scenario.writing import scenario_of


def _fatal(assets: str, name: str) -> set[str]:
    sections = scenario_of(f"incidents: {{fire: {{opens: 0m}}}}\nassets: {{{assets}}}\n").sections
    bits = fatal_losses(sections.assets)[name]
    return {asset for index, asset in enumerate(sorted(sections.assets)) if bits >> index & 1}


@pytest.mark.parametrize(
    ("needs", "fatal"),
    [
        ("a", {"a", "x"}),
        ("[a, b]", {"a", "b", "x"}),
        ("{any: [a, b]}", {"x"}),
        ("{at_least: 2, of: [a, b, c]}", {"x"}),
        ("{at_least: 3, of: [a, b, c]}", {"a", "b", "c", "x"}),
        ("{at_least: 2, of: [a, {all: [a, b]}, c]}", {"a", "x"}),
        ("{any: [{all: [a, b]}, {all: [a, c]}]}", {"a", "x"}),
        ("{all: [a, b], floor: 0.2}", {"x"}),
        ("{all: [a, b], graceful: true}", {"x"}),
        ("{any: [a, spare]}", {"a", "x"}),
        ("{any: [a, d]}", {"a", "x"}),
        ("e", {"a", "e", "x"}),
    ],
)
def test_losses_that_alone_bring_an_asset_down_follow_the_gates(needs: str, fatal: set[str]) -> None:
    """All, any and k of n, nested; floors and grace save it; what is off at the start saves nobody."""
    others = "a: {}, b: {}, c: {}, d: {needs: a}, e: {needs: a}, spare: {state: off}"

    assert fatal == _fatal(f"{others}, x: {{needs: {needs}}}", "x")


def test_mutual_needs_fall_together() -> None:
    """A circle of needs is legal, and each loss in it takes all of it."""
    assert {"a", "b", "c"} == _fatal("a: {needs: b}, b: {needs: c}, c: {needs: a}", "a")
