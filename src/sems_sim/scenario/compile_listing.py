"""Everything that a scenario names: for each kind its keys, and what people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sems_sim.model import EntityKind
from sems_sim.scenario.compile_links import Way
from sems_sim.scenario.compile_names import LEVELS, Titles
from sems_sim.scenario.compile_walk import flags_of, injects_of
from sems_sim.scenario.schema.entity import Entity
from sems_sim.scenario.schema.scenario import ScenarioSections


def hidden_of(sections: ScenarioSections) -> set[str]:
    """The hidden assets: one for the needs of each service that has any."""
    return {f"{name}.needs" for name, service in sections.services.items() if service.needs}


def titles_of(sections: ScenarioSections, ways: Mapping[str, Way]) -> Titles:
    """Everything with a name, by kind."""
    return {
        EntityKind.ORGANISATION: {"organisation": sections.organisation.title or sections.organisation.name},
        EntityKind.ASSET: {**_titles(sections.assets), **_needs_titles(sections)},
        EntityKind.SERVICE: _titles(sections.services),
        EntityKind.RESOURCE: _titles(sections.resources),
        EntityKind.STOCK: _titles(sections.stocks),
        EntityKind.SUPPLIER: _titles(sections.suppliers),
        EntityKind.TEAM: _titles(sections.teams),
        EntityKind.LINK: {name: (way.written.title if way.written else "") for name, way in ways.items()},
        EntityKind.LEVEL: {name: _level_title(sections, name) for name in LEVELS},
        EntityKind.RISK: _titles(sections.risks),
        EntityKind.INDICATOR: _titles(sections.indicators),
        EntityKind.INCIDENT: _titles(sections.incidents),
        EntityKind.PLAN: _titles(sections.plans),
        EntityKind.TASK: _parts((name, plan.tasks) for name, plan in sections.plans.items()),
        EntityKind.DECISION: _titles(sections.decisions),
        EntityKind.OPTION: _parts((name, decision.options) for name, decision in sections.decisions.items()),
        EntityKind.INJECT: _inject_titles(sections),
        EntityKind.FLAG: dict.fromkeys(flags_of(sections), ""),
    }


def _titles(entities: Mapping[str, Entity]) -> dict[str, str]:
    return {name: entity.title for name, entity in entities.items()}


def _needs_titles(sections: ScenarioSections) -> dict[str, str]:
    services = sections.services
    return {
        f"{name}.needs": f"What {service.title or name} needs"
        for name, service in services.items()
        if service.needs
    }


def _parts(owners: Iterable[tuple[str, Mapping[str, Entity]]]) -> dict[str, str]:
    return {f"{owner}.{name}": part.title for owner, parts in owners for name, part in parts.items()}


def _level_title(sections: ScenarioSections, name: str) -> str:
    level = sections.levels.get(name)
    return "" if level is None else level.title


def _inject_titles(sections: ScenarioSections) -> dict[str, str]:
    return {inject.id: inject.title for inject in injects_of(sections)}
