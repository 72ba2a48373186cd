"""The cascade: which failure, incident or disruption brought about which, as trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sems_sim.events import ROOT, Kind, Record
from sems_sim.model import Model
from sems_sim.telling import Wording, is_switched_off, nearest_cause

_ALWAYS = frozenset(
    (
        Kind.INCIDENT_OPENED,
        Kind.SERVICE_DISRUPTED,
        Kind.STOCK_EMPTY,
        Kind.SUPPLIER_DOWN,
        Kind.LINK_BLOCKED,
        Kind.STANDBY_REFUSED,
        Kind.CATASTROPHE,
        Kind.INJECT_FIRED,
    )
)
_CAUSES_ONLY = frozenset((Kind.INJECT_FIRED, Kind.LINK_BLOCKED, Kind.STANDBY_REFUSED))
"""Shown only where something came of them."""


_DEEPEST, _MOST = 30, 400
"""Trees go so deep and have so many branches in all; what is beyond is counted."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One thing that went wrong, and what came of it."""

    index: int
    """The record's place in the trace."""
    time_ms: int
    words: str
    again: int
    """How many more times the same happened to it."""
    beyond: int
    """How many things came of it that are not shown."""
    branches: tuple[Branch, ...]

    @property
    def size(self) -> int:
        """How many lines it takes."""
        return 1 + sum(branch.size for branch in self.branches)


@dataclass(slots=True)
class _Node:
    index: int
    depth: int = 0
    again: int = 0
    beyond: int = 0
    below: list[_Node] = field(default_factory=list)


def cascade_of(wording: Wording) -> tuple[Branch, ...]:
    """The trees, in order of time; of what befell a thing several times the first is shown."""
    model, trace = wording.model, wording.trace
    marked = frozenset(
        index
        for index, record in enumerate(trace)
        if _is_mark(model, record) and not is_switched_off(trace, record)
    )
    root = _planted(trace, marked)
    return tuple(_branch(wording, node) for node in root.below)


def _planted(trace: Sequence[Record], marked: frozenset[int]) -> _Node:
    """The trees under one root; causes come before what they caused, so one pass is enough."""
    root = _Node(ROOT, depth=-1)
    first: dict[tuple[int, int], _Node] = {}
    node_of: dict[int, _Node] = {ROOT: root}
    placed: list[_Node] = []
    for index in sorted(marked):
        key = (trace[index].entity, trace[index].kind)
        if key in first:
            first[key].again += 1
            node_of[index] = first[key]
            continue
        parent = node_of[nearest_cause(trace, index, marked.__contains__)]
        if parent is not root and (parent.depth >= _DEEPEST or len(placed) >= _MOST):
            parent.beyond += 1
            node_of[index] = parent
            continue
        node_of[index] = first[key] = _Node(index, parent.depth + 1)
        parent.below.append(first[key])
        placed.append(first[key])
    for node in (*reversed(placed), root):
        node.below = [
            below for below in node.below if below.below or trace[below.index].kind not in _CAUSES_ONLY
        ]
    return root


def _is_mark(model: Model, record: Record) -> bool:
    if record.kind in _ALWAYS:
        return True
    if record.kind != Kind.ASSET_LEVEL or record.value > 0:
        return False
    row = model.assets[model.entities[record.entity].index]
    return not row.hidden and not row.is_standby


def _branch(wording: Wording, node: _Node) -> Branch:
    return Branch(
        index=node.index,
        time_ms=wording.trace[node.index].time_ms,
        words=wording.sentence(node.index),
        again=node.again,
        beyond=node.beyond,
        branches=tuple(_branch(wording, below) for below in node.below),
    )
