"""Variants of a scenario that was read once: values set, multiplied, checked again.

A variant keeps the files and the hash of the scenario it was made of, as with `--set`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sems_sim.laws import Law, make_law
from sems_sim.scenario import merge
from sems_sim.scenario.compile_tables import in_order_of_laws
from sems_sim.scenario.quantities import LawText
from sems_sim.scenario.read import Scenario, checked_again
from sems_sim.scenario.scaling import multiply
from sems_sim.scenario.tree import Path, copied, find, plain


def variant_of(
    scenario: Scenario, settings: Mapping[str, str], factors: Mapping[str, float] | None = None
) -> Scenario:
    """The scenario with values replaced (`settings`, as `--set PATH=TEXT`) and then multiplied (`factors`).

    Raises:
        ArgumentError: a path leads nowhere, or to something that cannot be multiplied.
        ScenarioError: with these values it is no scenario.
    """
    root = copied(scenario.places.root)
    merge.apply_overrides(root, settings)
    for path, factor in (factors or {}).items():
        multiply(root, path, factor)
    return checked_again(scenario, root)


def written_at(scenario: Scenario, path: str) -> Any:
    """What the files say at a dotted path, as plain data; None where they say nothing."""
    steps: Path = tuple(int(step) if step.isdigit() else step for step in path.split("."))
    node = scenario.places.root
    for step in steps:
        below = find(node, (step,))
        if below is node:
            return None
        node = below
    return plain(node)


def law_of(written: LawText) -> tuple[Law, tuple[float, ...]]:
    """A law as written, compiled, with the table of numbers that its quantiles read."""
    table: list[float] = []
    law = make_law(written.name, in_order_of_laws(written), table, written.text)
    return law, tuple(table)
