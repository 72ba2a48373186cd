"""What must hold across sections: unique names, references that lead somewhere, rules."""

from __future__ import annotations

from sems_sim.errors import Fault, ScenarioError
from sems_sim.scenario import rules, rules_of_effects, rules_of_study
from sems_sim.scenario.names import SECTION_OF, Names, check_unique, names_of
from sems_sim.scenario.references import Found, Reference, references_in, walk_parts
from sems_sim.scenario.schema.crisis import Plan
from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.tree import Node, Path, child, entries, find, key_at

MOST_ENTITIES = 50_000
MOST_FAULTS = 1_000


def check_size(root: Node) -> None:
    """Refuse a scenario of more than 50,000 entities before any of them is made. Raises ScenarioError."""
    total = 0
    for section in SECTION_OF.values():
        node = child(root, section)
        total += len(list(entries(node)))
        if total > MOST_ENTITIES and node is not None:
            message = f"more than {MOST_ENTITIES:,} entities"
            raise ScenarioError(
                [node.fault(message, "group alike things: an asset has units, a pool an amount")]
            )


def check_names(sections: ScenarioSections, root: Node) -> list[Fault]:
    """Every fault of names and references."""
    names = names_of(root)
    names.by_kind["link"] = {link.name: Node(None, root.source, 0, 0) for link in sections.links}
    faults = check_unique(names, root)
    for found in walk_parts(sections):
        faults += _lost_tasks(*found, names, root)
        faults += lost_references(found, names, root)
        if len(faults) > MOST_FAULTS:
            return faults
    return faults


def lost_references(found: Found, names: Names, root: Node) -> list[Fault]:
    """Every name in one part of a scenario that leads nowhere."""
    return [fault for reference in references_in(*found) for fault in _lost(reference, names, root)]


def _lost(reference: Reference, names: Names, root: Node) -> list[Fault]:
    found = names.unknown(reference.name, reference.kinds)
    offset, width = reference.offset, reference.width
    if found is None and reference.part:
        found = names.unknown_part(reference.kinds[0], reference.name, reference.part)
        offset, width = offset + width + 1, len(reference.part)
    if found is None:
        return []
    return [_node_of(reference, root).fault(*found, offset, width)]


def _node_of(reference: Reference, root: Node) -> Node:
    """Where the name itself stands: a key, an entry of a list, or the value."""
    node = find(root, reference.path)
    if not reference.is_key:
        return node
    key = key_at(root, reference.path)
    if key.text == reference.name:
        return key
    items = node.value if isinstance(node.value, list) else []
    return next((item for item in items if item.text == reference.name), node)


def _lost_tasks(path: Path, part: object, names: Names, root: Node) -> list[Fault]:
    """Tasks that come after a task that does not exist."""
    if not isinstance(part, Plan):
        return []
    faults = []
    for name, task in part.tasks.items():
        for index, earlier in enumerate(task.after):
            found = names.unknown_part("plan", str(path[-1]), earlier)
            if found is not None:
                faults.append(find(root, (*path, "tasks", name, "after", index)).fault(*found))
    return faults


def check_rules(sections: ScenarioSections, root: Node) -> list[Fault]:
    """Every fault of a scenario whose names and values are all right by themselves."""
    return [
        *rules.check(sections, root),
        *rules_of_effects.check(sections, root),
        *rules_of_study.check(sections, root),
    ]
