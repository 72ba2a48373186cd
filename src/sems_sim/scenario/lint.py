"""Warnings: what is allowed and yet hardly meant, each with its place and a remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sems_sim.errors import Fault
from sems_sim.scenario import lint_crisis, lint_exercise, lint_people, lint_supply
from sems_sim.scenario.lint_facts import Facts, Warned, facts_of
from sems_sim.scenario.read import Scenario
from sems_sim.scenario.tree import find, key_at

Rule = Callable[[Facts], Iterator[Warned]]
_RULES: tuple[Rule, ...] = (
    *lint_crisis.RULES,
    *lint_people.RULES,
    *lint_exercise.RULES,
    *lint_supply.RULES,
)


def lint(scenario: Scenario) -> tuple[Fault, ...]:
    """Every warning and note of a scenario, sorted by place."""
    facts = facts_of(scenario.sections)
    root = scenario.places.root
    found = set()
    for rule in _RULES:
        for warned in rule(facts):
            node = find(root, warned.path)
            if warned.at_key or isinstance(node.value, (dict, list)):
                node = key_at(root, warned.path)
            fault = node.fault(warned.message, warned.remedy, warned.offset, warned.width)
            found.add(fault.as_severity(warned.severity))
    return tuple(sorted(found, key=Fault.in_order))
