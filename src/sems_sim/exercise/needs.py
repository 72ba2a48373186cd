"""What needs what, as a tree that can be drawn and in words."""

from __future__ import annotations

from sems_sim.model import Model
from sems_sim.telling import Names


def tree_of(model: Model) -> tuple[tuple[int, int], ...]:
    """Return (asset, depth) in the order in which a tree of needs is drawn: what is needed stands below what needs it.

    An asset that several need stands below the first of them; assets in a circle of needs stand once too.
    """
    below = [_needed(model, index) for index in range(len(model.assets))]
    wanted = {one for needs in below for one in needs}
    roots = [
        row.needs_asset
        for row in model.services
        if row.needs_asset >= 0 and model.assets[row.needs_asset].hidden
    ]
    found: list[tuple[int, int]] = []
    seen: set[int] = set()

    def visit(index: int, depth: int) -> None:
        if index in seen:
            return
        seen.add(index)
        is_shown = not model.assets[index].hidden
        if is_shown:
            found.append((index, depth))
        for needed in below[index]:
            visit(needed, depth + int(is_shown))

    for index in (
        *roots,
        *(one for one in range(len(model.assets)) if one not in wanted),
        *range(len(model.assets)),
    ):
        visit(index, 0)
    return tuple(found)


def _needed(model: Model, asset: int) -> tuple[int, ...]:
    gates = model.gates
    found: list[int] = []
    waiting = list(model.assets[asset].gates)
    while waiting:
        gate = gates[waiting.pop(0)]
        found += [one for one in gate.assets if one not in found]
        waiting += gate.gates
    return tuple(found)


def needs_of(model: Model, names: Names, asset: int) -> str:
    """Return what an asset needs, in words: `any of intake A, tie B; fire systems`."""
    return "; ".join(_gate_words(model, names, gate) for gate in model.assets[asset].gates)


def _gate_words(model: Model, names: Names, number: int) -> str:
    gate = model.gates[number]
    found = [names.of(model.assets[one].entity) for one in gate.assets]
    found += [f"({_gate_words(model, names, one)})" for one in gate.gates]
    if len(found) <= 1:
        return "".join(found)
    if gate.k == len(found):
        return " and ".join(found)
    return ("any of " if gate.k == 1 else f"{gate.k} of ") + ", ".join(found)
