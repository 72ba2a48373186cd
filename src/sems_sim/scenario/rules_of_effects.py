"""Rules of effects: which may last, where they may stand, what their numbers may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sems_sim.errors import Fault
from sems_sim.scenario.references import walk_parts
from sems_sim.scenario.rules_of_parts import Broken
from sems_sim.scenario.schema.effects import HELD_VERBS, Effect
from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.schema.supply import Stock
from sems_sim.scenario.tree import Node, Path, find, key_at


def check(sections: ScenarioSections, root: Node) -> list[Fault]:
    """Every effect that cannot be meant as it is written."""
    return [
        fault
        for path, part in walk_parts(sections)
        if isinstance(part, Effect)
        for fault in check_effect(path, part, sections.stocks, root)
    ]


def check_effect(path: Path, effect: Effect, stocks: Mapping[str, Stock], root: Node) -> list[Fault]:
    """What is wrong with one effect, which stands at this path."""
    faults = []
    for below, message, remedy in (*_broken(effect, path), *_words(effect, stocks)):
        whole = (*path, *below)
        node = key_at(root, whole) if below else find(root, whole)
        faults.append(node.fault(message, remedy))
    return faults


def _broken(effect: Effect, path: Path) -> Iterator[Broken]:
    yield from _lasting(effect, path)
    yield from _numbers(effect)


def _lasting(effect: Effect, path: Path) -> Iterator[Broken]:
    verb = effect.verb
    for name, value in (("for", effect.for_), ("until", effect.until), ("while", effect.while_)):
        if value is not None and verb not in HELD_VERBS and (verb, name) != ("fail", "for"):
            lasting = ", ".join(sorted(HELD_VERBS))
            yield (
                (name,),
                f"{verb!r} happens at once, it does not last",
                f"these last: {lasting}, and fail … for",
            )
    if effect.while_ is not None and "tasks" not in path:
        yield ("while",), "'while: running' belongs to a task", "write for: 2h or until: a condition"
    if effect.for_ == 0:
        yield ("for",), "it would last no time", "write a duration above 0"


def _words(effect: Effect, stocks: Mapping[str, Stock]) -> Iterator[Broken]:
    """Litres are not kilograms: a stock is used and ordered in its own word."""
    for name, amount in effect.value.items() if effect.verb in ("use", "order") else ():
        own = stocks[name].amount.word if name in stocks else ""
        if amount.word and own and amount.word != own:
            message = f"{name!r} is counted in {own}, not in {amount.word}"
            yield (effect.verb, name), message, f"write the number in {own}"


def _numbers(effect: Effect) -> Iterator[Broken]:
    verb = effect.verb
    if verb == "maturity":
        for name, level in effect.value.items():
            if not 0 <= level <= 4:
                yield ("maturity", name), f"{level:g} is no maturity", "from 0 (absent) to 4 (effective)"
    if verb in ("add", "remove"):
        for name, count in effect.value.items():
            if count != int(count):
                yield (verb, name), f"{count:g} of a resource", "write a whole number"
