"""Warnings about supply: needed by nobody, never enough, alone in carrying a service."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping

from sems_sim.scenario.lint_facts import Facts, Warned
from sems_sim.scenario.schema.supply import Asset, Gate, Resource
from sems_sim.scenario.tree import Path

_MOST_NAMED = 12


def tasks_that_never_get_enough(facts: Facts) -> Iterator[Warned]:
    """A task that asks for more of a resource than there can ever be."""
    added = _added(facts)
    for path, uses in _uses(facts):
        for name, count in uses.items():
            resource = facts.sections.resources[name]
            most = _most(resource, facts) + added.get(name, 0.0)
            if count > most:
                message = f"{count:g} of {name!r} are needed, but there are never more than {most:g}"
                yield Warned(
                    (*path, name),
                    message,
                    "lower the need, raise the amount, or add a surge",
                    "warning",
                    False,
                )


def _uses(facts: Facts) -> Iterator[tuple[Path, Mapping[str, float]]]:
    for plan_name, plan in facts.sections.plans.items():
        for task_name, task in plan.tasks.items():
            yield ("plans", plan_name, "tasks", task_name, "uses"), task.uses
    for name, asset in facts.sections.assets.items():
        if asset.repair is not None:
            yield ("assets", name, "repair", "uses"), asset.repair.uses


def _most(resource: Resource, facts: Facts) -> float:
    most = max(value for _, value in resource.amount.points)
    surge = resource.surge
    if surge is None or (surge.level is not None and surge.level not in facts.reachable_levels()):
        return most
    return most + surge.add


def _added(facts: Facts) -> dict[str, float]:
    added: dict[str, float] = {}
    for _, effect in facts.effects:
        for name, count in (effect.add or {}).items():
            added[name] = added.get(name, 0.0) + count
    return added


def services_without_limits(facts: Facts) -> Iterator[Warned]:
    """A service that does not say what must be kept and when it must be back."""
    for name, service in facts.sections.services.items():
        missing = [key for key in ("mbco", "rto", "mtpd") if key not in service.model_fields_set]
        if missing:
            words = " and ".join(missing)
            message = f"the service {name!r} says no {words}"
            yield Warned(("services", name), message, "add mbco: 50%, rto: 6h, mtpd: 12h")


def assets_nobody_needs(facts: Facts) -> Iterator[Warned]:
    """An asset whose loss would change nothing."""
    needed = {gate.asset for gate in facts.gates if gate.asset is not None}
    needed |= {link.needs for link in facts.sections.links if link.needs is not None}
    needed |= {
        name for plan in facts.sections.plans.values() for task in plan.tasks.values() for name in task.needs
    }
    asked = {atom.subject for _, condition in facts.conditions for atom in condition.atoms()}
    for name, asset in facts.sections.assets.items():
        if name not in needed and name not in asked and not asset.value:
            remedy = "name it under the needs of an asset, a service, a task or a link; or give it a value"
            yield Warned(("assets", name), f"nobody needs the asset {name!r}", remedy)


def stocks_that_run_dry(facts: Facts) -> Iterator[Warned]:
    """A stock that is reordered from nobody."""
    for name, stock in facts.sections.stocks.items():
        if stock.reorder_below is not None and stock.supplier is None and stock.lead is None:
            yield Warned(("stocks", name), f"nobody delivers {name!r}", "add supplier: …, or lead: 6h")


def single_points_of_failure(facts: Facts) -> Iterator[Warned]:
    """Per service, the assets whose loss alone takes its needs to 0 for good."""
    order = sorted(facts.sections.assets)
    fatal = fatal_losses(facts.sections.assets)
    for name, service in facts.sections.services.items():
        mask = 0
        for gate in service.needs:
            mask |= _of_gate(gate, fatal)
        if not mask or (mask == (1 << len(order)) - 1 and len(order) > 1):
            continue
        alone = [
            asset
            for index, asset in enumerate(order)
            if mask >> index & 1 and facts.sections.assets[asset].units == 1
        ]
        if alone:
            yield Warned(
                ("services", name),
                _listed(name, alone),
                "give each a second way: {any: [first, second]}",
                "note",
            )


def _listed(service: str, alone: list[str]) -> str:
    named = ", ".join(alone[:_MOST_NAMED])
    more = f" and {len(alone) - _MOST_NAMED} more" if len(alone) > _MOST_NAMED else ""
    return f"single points of failure of {service!r}: {named}{more}"


def fatal_losses(assets: Mapping[str, Asset]) -> dict[str, int]:
    """For each asset, the set of assets (as bits, by name order) whose loss alone brings it to 0.

    Losses spread until nothing changes. What is off or failed at the start counts as lost from the beginning,
    a standby as there; a buffer only delays, so it does not count.
    """
    order = sorted(assets)
    everything = (1 << len(order)) - 1
    bit = {name: 1 << index for index, name in enumerate(order)}
    needs = {name: {need for gate in assets[name].needs for need in gate.assets()} for name in order}
    feeds: dict[str, list[str]] = {name: [] for name in order}
    for name in order:
        for need in sorted(needs[name]):
            feeds[need].append(name)
    fatal = {name: bit[name] if assets[name].state == "on" else everything for name in order}
    waiting = deque(order)
    queued = set(order)
    while waiting:
        name = waiting.popleft()
        queued.discard(name)
        mask = fatal[name]
        for gate in assets[name].needs:
            mask |= _of_gate(gate, fatal)
        if mask != fatal[name]:
            fatal[name] = mask
            fresh = [other for other in feeds[name] if other not in queued]
            queued.update(fresh)
            waiting.extend(fresh)
    return fatal


def _of_gate(gate: Gate, fatal: Mapping[str, int]) -> int:
    """The losses, as bits, that bring a gate to 0."""
    if gate.floor > 0:
        return 0
    if gate.asset is not None:
        return fatal[gate.asset]
    masks = [_of_gate(member, fatal) for member in gate.members]
    needed = {"all": len(masks), "any": 1, "at_least": gate.at_least or 1}[gate.kind]
    spare = len(masks) - 1 if gate.graceful else len(masks) - needed
    return _in_more_than(masks, spare)


def _in_more_than(masks: list[int], spare: int) -> int:
    """Bits set in more than `spare` of the masks."""
    reached = [0] * (spare + 2)
    for mask in masks:
        for count in range(spare + 1, 1, -1):
            reached[count] |= reached[count - 1] & mask
        reached[1] |= mask
    return reached[spare + 1]


RULES: tuple[Callable[[Facts], Iterator[Warned]], ...] = (
    tasks_that_never_get_enough,
    services_without_limits,
    assets_nobody_needs,
    stocks_that_run_dry,
    single_points_of_failure,
)
