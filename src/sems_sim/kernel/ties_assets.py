"""Who watches whom among assets: lists made from the model once, end to end.

Gates are numbered anew, those of the first asset first, since the state of a gate is its owner's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.doors import ASSETS
from sems_sim.kernel.memory import PER_UNIT, layout, static
from sems_sim.model import NONE, EntityKind, Gate, Model

_FIRST = ASSETS * PER_UNIT + 5


class AssetPlace:
    """Where what belongs to one asset begins; ranges without another table are of `tie`."""

    units_first: int
    """Of `unit_state`."""
    gates_first: int
    """Of `gate_state` and `gate_place`."""
    watchers_first: int
    """The assets with a gate that looks at it, in order."""
    watchers_count: int
    group_first: int
    """The assets that fail together with it, itself among them, in order."""
    group_count: int
    owners_first: int
    """For a standby: the gates that mention it."""
    owners_count: int
    measured: int
    """Its place among the assets that are measured, or NONE."""


class GatePlace:
    """One gate of one asset."""

    owner: int
    gate: int
    """The row of the model."""
    members_first: int
    """All assets that it mentions, directly or nested, in order."""
    members_count: int


class UserPlace:
    """The assets that use one stock, a range of `tie`."""

    first: int
    count: int


class StandbyRange:
    """All standbys, a range of `tie`; one row."""

    first: int
    count: int


class Tie:
    """One asset, or one gate, of a list."""

    value: int


@dataclass(slots=True)
class _Ties:
    assets: NDArray[Any]
    gates: list[tuple[int, int, int, int]] = field(default_factory=list)
    users: list[tuple[int, int]] = field(default_factory=list)
    standbys: tuple[int, int] = (0, 0)
    numbers: list[int] = field(default_factory=list)

    def lay(self, values: list[int] | tuple[int, ...]) -> tuple[int, int]:
        """Lay a list down and return its range."""
        self.numbers.extend(values)
        return len(self.numbers) - len(values), len(values)


_LATEST: list[tuple[Model, _Ties]] = []


def _ties_of(model: Model) -> _Ties:
    """Return the lists of a model; those of the latest are kept."""
    if not _LATEST or _LATEST[0][0] is not model:
        _LATEST[:] = [(model, _tie(model))]
    return _LATEST[0][1]


def _tie(model: Model) -> _Ties:
    ties = _Ties(np.zeros(len(model.assets), layout(AssetPlace)))
    _tie_gates(model, ties)
    _tie_groups(model, ties)
    units = 0
    for index, row in enumerate(model.assets):
        place = ties.assets[index]
        place["units_first"] = units
        units += row.units
        watchers = model.asset_watchers[index] if model.asset_watchers else ()
        place["watchers_first"], place["watchers_count"] = ties.lay(watchers)
    ties.standbys = ties.lay([index for index, row in enumerate(model.assets) if row.is_standby])
    users: list[list[int]] = [[] for _ in model.stocks]
    for index, row in enumerate(model.assets):
        for stock, _ in row.stock_uses:
            users[stock].append(index)
    ties.users = [ties.lay(found) for found in users]
    _number_measured(model, ties)
    return ties


def _tie_gates(model: Model, ties: _Ties) -> None:
    """Lay down the members of each gate, and for each standby the gates that mention it."""
    owners: dict[int, list[int]] = {index: [] for index, row in enumerate(model.assets) if row.is_standby}
    for index, row in enumerate(model.assets):
        ties.assets["gates_first"][index] = len(ties.gates)
        for gate in row.gates:
            members = sorted(_members(model, model.gates[gate]))
            for member in members:
                if member in owners:
                    owners[member].append(len(ties.gates))
            ties.gates.append((index, gate, *ties.lay(members)))
    for index, found in owners.items():
        ties.assets["owners_first"][index], ties.assets["owners_count"][index] = ties.lay(found)


def _members(model: Model, gate: Gate) -> set[int]:
    """Return all assets that a gate mentions, directly or nested."""
    found = set(gate.assets)
    for nested in gate.gates:
        found |= _members(model, model.gates[nested])
    return found


def _tie_groups(model: Model, ties: _Ties) -> None:
    groups: dict[int, list[int]] = {}
    for index, row in enumerate(model.assets):
        if row.common_group != NONE:
            groups.setdefault(row.common_group, []).append(index)
    for members in groups.values():
        first, count = ties.lay(members)
        ties.assets["group_first"][members] = first
        ties.assets["group_count"][members] = count


def _number_measured(model: Model, ties: _Ties) -> None:
    """Number the assets of the scenario as measures_of does."""
    ties.assets["measured"] = NONE
    kept = [entity.index for entity in model.entities if entity.kind is EntityKind.ASSET]
    shown = [index for index in kept if not model.assets[index].hidden]
    ties.assets["measured"][shown] = np.arange(len(shown))


asset_place = static(_FIRST, AssetPlace, lambda model: _ties_of(model).assets)
gate_place = static(
    _FIRST + 1, GatePlace, lambda model: np.array(_ties_of(model).gates, layout(GatePlace)).reshape(-1)
)
stock_users = static(
    _FIRST + 2, UserPlace, lambda model: np.array(_ties_of(model).users, layout(UserPlace)).reshape(-1)
)
standbys = static(
    _FIRST + 3, StandbyRange, lambda model: np.array([_ties_of(model).standbys], layout(StandbyRange))
)
tie = static(
    _FIRST + 4,
    Tie,
    lambda model: np.array([(value,) for value in _ties_of(model).numbers], layout(Tie)).reshape(-1),
)
