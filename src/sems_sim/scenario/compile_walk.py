"""Every effect and condition of a scenario, wherever it stands, and what it mentions."""

from __future__ import annotations

from collections.abc import Iterator

from sems_sim.scenario.conditions_text import FUNCTIONS, ConditionText
from sems_sim.scenario.schema.effects import Effect
from sems_sim.scenario.schema.exercise import Inject
from sems_sim.scenario.schema.scenario import ScenarioSections


def effects_of(sections: ScenarioSections) -> Iterator[Effect]:
    """Every effect, in no order that means anything."""
    for effects in _lists(sections):
        yield from effects


def _lists(sections: ScenarioSections) -> Iterator[tuple[Effect, ...]]:
    """Every `do` list."""
    for incident in sections.incidents.values():
        yield from (hurt.do for hurt in incident.hurts)
        yield () if incident.precursor is None else incident.precursor.do
    for plan in sections.plans.values():
        yield from (task.do for task in plan.tasks.values())
    for decision in sections.decisions.values():
        yield from (option.do for option in decision.options.values())
    yield from (level.do for level in sections.levels.values())
    yield from (inject.do for inject in injects_of(sections))


def injects_of(sections: ScenarioSections) -> tuple[Inject, ...]:
    """The injects of the exercise, if there is one."""
    return () if sections.exercise is None else sections.exercise.injects


def conditions_of(sections: ScenarioSections) -> Iterator[ConditionText]:
    """Every condition, in no order that means anything."""
    for condition in _written(sections):
        if condition is not None:
            yield condition


def _written(sections: ScenarioSections) -> Iterator[ConditionText | None]:
    for incident in sections.incidents.values():
        yield incident.opens.when if incident.opens is not None else None
    for plan in sections.plans.values():
        yield plan.when
    for decision in sections.decisions.values():
        yield decision.when
    for level in sections.levels.values():
        yield from (level.when, level.direct, level.stand_down)
    for inject in injects_of(sections):
        yield from (inject.when, inject.unless)
    for effect in effects_of(sections):
        yield effect.until


def flags_of(sections: ScenarioSections) -> set[str]:
    """Every flag that something sets, clears or asks for."""
    found = {
        name for effect in effects_of(sections) if effect.verb in ("set", "clear") for name in effect.value
    }
    for condition in conditions_of(sections):
        found |= mentioned(condition, "flag")
    return found


def mentioned(condition: ConditionText | None, kind: str) -> set[str]:
    """The names of one kind of entity that a condition asks about."""
    if condition is None:
        return set()
    return {atom.subject for atom in condition.atoms() if FUNCTIONS[atom.function].kind == kind}
