"""From a checked scenario to the compiled model: all that a simulator may know.

Names become rows, quantities laws, needs gates, conditions programs, effects rows; what the file leaves out is
supplied first and listed as assumptions. The same scenario gives the same model, whatever the order of its file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sems_sim.errors import ScenarioError
from sems_sim.garbage import without_collection
from sems_sim.model import MAX_ENTITIES, Model
from sems_sim.scenario.compile_assets import compile_assets, watchers
from sems_sim.scenario.compile_bench import Bench, Checked
from sems_sim.scenario.compile_frame import (
    compile_limits,
    compile_maturity,
    compile_targets,
    labels_of,
    start_of_day_ms,
)
from sems_sim.scenario.compile_items import compile_items
from sems_sim.scenario.compile_links import Way, compile_links, ways_of
from sems_sim.scenario.compile_listing import hidden_of, titles_of
from sems_sim.scenario.compile_names import Names
from sems_sim.scenario.compile_people import Readers, compile_levels, compile_teams
from sems_sim.scenario.compile_response import (
    compile_decisions,
    compile_flags,
    compile_injects,
    compile_options,
    compile_plans,
    compile_tasks,
)
from sems_sim.scenario.compile_supply import (
    compile_resources,
    compile_services,
    compile_stocks,
    compile_suppliers,
    service_order,
)
from sems_sim.scenario.compile_threats import compile_incidents, compile_indicators, compile_risks
from sems_sim.scenario.defaults import Completed, with_defaults

Ways = dict[str, Way]


def compile_model(scenario: Checked) -> Model:
    """Compile a checked scenario.

    Raises:
        ScenarioError: For what only compiling can find: an unknown measure or constant, two addresses of luck
            that meet, more entities than the rule for ties has room for.
    """
    with without_collection():
        return _compiled(scenario)


def _compiled(scenario: Checked) -> Model:
    completed = with_defaults(scenario.sections)
    ways = ways_of(completed.sections)
    names = Names(titles_of(completed.sections, ways))
    if len(names.entities) > MAX_ENTITIES:
        message = f"{len(names.entities):,} named things, where {MAX_ENTITIES:,} is the most"
        raise ScenarioError([scenario.fault((), message, "leave some out")])
    numbered = names.number_items(hidden_of(completed.sections))
    bench = Bench(scenario, completed.sections, names)
    bench.assumptions.extend(completed.assumptions)
    parts = {**_head(bench), **_rows(bench, completed, ways), "items": compile_items(bench, numbered)}
    model = Model(**parts, **_shared(bench))
    return replace(model, targets=compile_targets(bench, model))


def _head(bench: Bench) -> dict[str, Any]:
    sections = bench.sections
    return {
        "id": sections.id,
        "title": sections.title,
        "digest": bench.scenario.digest,
        "start": sections.clock.start.isoformat(),
        "start_of_day_ms": start_of_day_ms(sections.clock.start),
        "horizon_ms": sections.clock.runs,
        "money": sections.money,
        "people_on": sections.people,
        "maturity": compile_maturity(bench),
        "limits": compile_limits(sections.organisation),
        "labels": labels_of(bench),
    }


def _rows(bench: Bench, completed: Completed, ways: Ways) -> dict[str, Any]:
    """The tables of entities; each adds what it needs to the shared tables."""
    readers = Readers(bench)
    assets = compile_assets(bench)
    services = compile_services(bench)
    return {
        "assets": assets,
        "asset_watchers": watchers(assets, bench.gates.rows),
        "services": services,
        "service_order": service_order(services),
        "resources": compile_resources(bench),
        "stocks": compile_stocks(bench),
        "suppliers": compile_suppliers(bench),
        "teams": compile_teams(bench, readers),
        "links": compile_links(bench, ways),
        "levels": compile_levels(bench, readers),
        "risks": compile_risks(bench),
        "indicators": compile_indicators(bench),
        "incidents": compile_incidents(bench),
        "plans": compile_plans(bench, readers, completed.improvised),
        "tasks": compile_tasks(bench),
        "decisions": compile_decisions(bench, readers),
        "options": compile_options(bench),
        "injects": compile_injects(bench),
        "flags": compile_flags(bench),
    }


def _shared(bench: Bench) -> dict[str, Any]:
    """The tables that the others point into, as they stand when all is compiled."""
    return {
        "entities": bench.names.entities,
        "laws": tuple(bench.laws.laws),
        "table": tuple(bench.laws.table),
        "effects": tuple(bench.effects.rows),
        "conditions": tuple(bench.conditions.conditions.rows),
        "quantities": tuple(bench.conditions.quantities.rows),
        "thresholds": tuple(bench.conditions.thresholds.rows),
        "gates": tuple(bench.gates.rows),
        "profiles": tuple(bench.profiles.rows),
        "targets": (),
        "assumptions": tuple(bench.assumptions),
        "warnings": (),
    }
