"""What the warnings look at: every effect and condition of a scenario, gathered once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sems_sim.errors import Severity
from sems_sim.scenario.conditions_text import LEVELS, ConditionText
from sems_sim.scenario.references import walk_parts
from sems_sim.scenario.schema.effects import Effect
from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.schema.supply import Gate
from sems_sim.scenario.tree import Path


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning before it has its place in the file."""

    path: Path
    message: str
    remedy: str
    severity: Severity = "warning"
    at_key: bool = True
    offset: int = 0
    width: int = 0


@dataclass(slots=True)
class Facts:
    """A scenario, and what happens anywhere in it."""

    sections: ScenarioSections
    effects: list[tuple[Path, Effect]] = field(default_factory=list)
    conditions: list[tuple[Path, ConditionText]] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)

    def targets(self, *verbs: str) -> set[str]:
        """Every name that an effect with one of these verbs acts on."""
        return {name for _, effect in self.effects if effect.verb in verbs for name in _names_in(effect)}

    def reachable_levels(self) -> frozenset[str]:
        """Levels that the response can ever be at; with no levels in the file all are supplied."""
        if not self.sections.levels:
            return frozenset(LEVELS)
        raised = self.targets("raise")
        return frozenset(
            name
            for name, level in self.sections.levels.items()
            if name == "operational" or level.when is not None or level.direct is not None or name in raised
        ) | {"operational"}

    def can_open(self, incident: str) -> bool:
        """Whether anything ever opens this incident."""
        spread = any(
            spread.to == incident for other in self.sections.incidents.values() for spread in other.spreads
        )
        return (
            self.sections.incidents[incident].opens is not None or spread or incident in self.targets("start")
        )


def _names_in(effect: Effect) -> Iterator[str]:
    value = effect.value
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, tuple)):
        yield from value


def facts_of(sections: ScenarioSections) -> Facts:
    """Walk a scenario once and keep what the warnings need."""
    facts = Facts(sections)
    for path, part in walk_parts(sections):
        if isinstance(part, Effect):
            facts.effects.append((path, part))
        elif isinstance(part, ConditionText):
            facts.conditions.append((path, part))
        elif isinstance(part, Gate):
            facts.gates.append(part)
    return facts
