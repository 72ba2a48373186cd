"""Rules of the whole: circles, duplicates, totals, something that can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sems_sim.errors import Fault
from sems_sim.scenario.references import Found, walk_parts
from sems_sim.scenario.rules_of_parts import MOST_UNITS, RULES, Broken
from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.tree import Node, Path, find, key_at

_MOST_UNITS = 1_000_000


def check(sections: ScenarioSections, root: Node) -> list[Fault]:
    """Every broken rule, with its place."""
    faults: list[Fault] = []
    for found in walk_parts(sections):
        faults += check_part(found, root)
    for whole in _WHOLE:
        for path, message, remedy in whole(sections):
            faults.append(_fault(root, path, message, remedy))
    return faults


def check_part(found: Found, root: Node) -> list[Fault]:
    """Every rule that one part of a scenario breaks by itself."""
    path, part = found
    return [
        _fault(root, (*path, *below), message, remedy)
        for rule in RULES.get(type(part).__name__, ())
        for below, message, remedy in rule(part)
    ]


def _fault(root: Node, path: Path, message: str, remedy: str) -> Fault:
    node = find(root, path)
    if isinstance(node.value, (dict, list)) or not node.text:
        node = key_at(root, path) if path and isinstance(path[-1], str) else node
    return node.fault(message, remedy)


def _circles(sections: ScenarioSections) -> Iterator[Broken]:
    after = {name: [service.after] for name, service in sections.services.items() if service.after}
    for name, circle in circles(after):
        yield (
            ("services", name, "after"),
            f"a circle of services: {circle}",
            "a service cannot come after itself",
        )
    behind = {name: [supplier.behind] for name, supplier in sections.suppliers.items() if supplier.behind}
    for name, circle in circles(behind):
        yield (
            ("suppliers", name, "behind"),
            f"a circle of suppliers: {circle}",
            "one of them depends on nobody",
        )
    for plan_name, plan in sections.plans.items():
        tasks = {name: list(task.after) for name, task in plan.tasks.items()}
        for name, circle in circles(tasks):
            path = ("plans", plan_name, "tasks", name, "after")
            yield path, f"a circle of tasks: {circle}", "one of them must come first"


def circles(edges: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """One entry per circle: the name it is found at, and the circle in words. Walks without recursion."""
    done: set[str] = set()
    found = []
    for start in sorted(edges):
        trail: dict[str, None] = {}
        stack = [(start, 0)]
        while stack:
            name, depth = stack.pop()
            while len(trail) > depth:
                trail.popitem()
            if name in trail:
                steps = list(trail)
                circle = [*steps[steps.index(name) :], name]
                found.append((name, " → ".join(circle[:8]) + (" → …" if len(circle) > 8 else "")))
            elif name not in done:
                done.add(name)
                trail[name] = None
                stack += [(other, depth + 1) for other in edges.get(name, []) if other in edges]
    return found


def _links(sections: ScenarioSections) -> Iterator[Broken]:
    seen: set[tuple[str, ...]] = set()
    for index, link in enumerate(sections.links):
        forward, back = (*link.between, link.by), (*reversed(link.between), link.by)
        if forward in seen or (back in seen and not link.one_way):
            yield (
                ("links", index, "between"),
                f"the link {link.name!r} stands twice",
                "take one away, or name another means",
            )
        seen.add(forward)
        if not link.one_way:
            seen.add(back)


def _quorums(sections: ScenarioSections) -> Iterator[Broken]:
    for name, level in sections.levels.items():
        leader = sections.teams.get(level.led_by or "")
        people = leader.people if leader else None
        if level.quorum is not None and people is not None and level.quorum > people:
            message = f"a quorum of {level.quorum}, but {level.led_by!r} has {people} people"
            yield ("levels", name, "quorum"), message, "lower the quorum or give the team more people"


def _units_together(sections: ScenarioSections) -> Iterator[Broken]:
    total = 0
    for name, asset in sections.assets.items():
        total += min(asset.units, MOST_UNITS)
        if total > _MOST_UNITS:
            message = f"more than {_MOST_UNITS:,} units together"
            yield ("assets", name, "units"), message, "group alike units, or leave some out"
            return


def _words_of_stocks(sections: ScenarioSections) -> Iterator[Broken]:
    """Litres are not kilograms: every use of a stock counts in the stock's own word."""
    for path, name, word in _written_words(sections):
        stock = sections.stocks.get(name)
        own = stock.amount.word if stock else ""
        if word and own and word != own:
            yield path, f"{name!r} is counted in {own}, not in {word}", f"write the number in {own}"


def _written_words(sections: ScenarioSections) -> Iterator[tuple[Path, str, str]]:
    for name, stock in sections.stocks.items():
        for field in ("reorder_below", "lot"):
            amount = getattr(stock, field)
            if amount is not None:
                yield ("stocks", name, field), name, amount.word
    yield from _written_in_use(sections)


def _written_in_use(sections: ScenarioSections) -> Iterator[tuple[Path, str, str]]:
    for asset_name, asset in sections.assets.items():
        for name, rate in asset.stock.items():
            yield ("assets", asset_name, "stock", name), name, rate.word
    for service_name, service in sections.services.items():
        for name, amount in service.uses.items():
            yield ("services", service_name, "uses", name), name, amount.word
    for plan_name, plan in sections.plans.items():
        for task_name, task in plan.tasks.items():
            for name, amount in task.stock.items():
                yield ("plans", plan_name, "tasks", task_name, "stock", name), name, amount.word


def _something_can_go_wrong(sections: ScenarioSections) -> Iterator[Broken]:
    if sections.incidents or sections.stocks or sections.services or sections.plans or sections.extensions:
        return
    assets = any(a.fails or a.latent or a.standby or a.state != "on" for a in sections.assets.values())
    suppliers = any(s.fails or s.available < 1 for s in sections.suppliers.values())
    injects = sections.exercise.injects if sections.exercise is not None else ()
    if injects and not sections.assets and not sections.suppliers:
        return  # a list of events alone: an exercise without a model, see decision 0016
    if not (assets or suppliers or any(inject.do for inject in injects)):
        remedy = "add an incident: incidents: {fire: {opens: 30m, hurts: {at: 0, do: {fail: intake}}}}"
        yield ("title",), "nothing can go wrong in this scenario", remedy


def _extensions(sections: ScenarioSections) -> Iterator[Broken]:
    for index, text in enumerate(sections.extensions):
        module, colon, name = text.partition(":")
        if not (colon and name.isidentifier() and all(part.isidentifier() for part in module.split("."))):
            yield ("extensions", index), f"{text!r} names no class", "write package.module:Class"


_WHOLE: tuple[Callable[[ScenarioSections], Iterator[Broken]], ...] = (
    _circles,
    _links,
    _quorums,
    _units_together,
    _words_of_stocks,
    _something_can_go_wrong,
    _extensions,
)
