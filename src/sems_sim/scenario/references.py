"""Which fields name other things, and of what kind; one walk finds every reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from sems_sim.scenario.conditions_text import FUNCTIONS, Atom, ConditionText, SeenBy, walk
from sems_sim.scenario.quantities import LawText, Profile, Rate
from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.tree import Path

Kinds = tuple[str, ...]
_SEEN: Kinds = ("asset", "service", "incident")

_KINDS: dict[tuple[str, str], Kinds] = {
    ("Gate", "asset"): ("asset",),
    ("Repair", "uses"): ("resource",),
    ("Asset", "stock"): ("stock",),
    ("Service", "after"): ("service",),
    ("Service", "staff"): ("resource",),
    ("Service", "uses"): ("stock",),
    ("Resource", "contracted"): ("supplier",),
    ("Stock", "supplier"): ("supplier",),
    ("Supplier", "delivers"): ("stock",),
    ("Supplier", "behind"): ("supplier",),
    ("Supplier", "alternates"): ("supplier",),
    ("Team", "watches"): _SEEN,
    ("Team", "tells"): ("team",),
    ("Team", "members"): ("team",),
    ("Link", "between"): ("team",),
    ("Link", "needs"): ("asset",),
    ("Level", "led_by"): ("team",),
    ("Unlocks", "resources"): ("resource",),
    ("Unlocks", "plans"): ("plan",),
    ("Risk", "owner"): ("team",),
    ("Risk", "plan"): ("plan",),
    ("Indicator", "tell"): ("team",),
    ("Spread", "to"): ("incident",),
    ("Incident", "risk"): ("risk",),
    ("Task", "uses"): ("resource",),
    ("Task", "needs"): ("asset",),
    ("Task", "stock"): ("stock",),
    ("Plan", "of"): ("team",),
    ("Plan", "covers"): ("risk",),
    ("Plan", "per"): ("incident",),
    ("Decision", "of"): ("team",),
    ("Tell", "to"): ("team",),
    ("Tell", "about"): _SEEN,
    ("Effect", "fail"): ("asset",),
    ("Effect", "repair"): ("asset",),
    ("Effect", "switch_on"): ("asset",),
    ("Effect", "switch_off"): ("asset",),
    ("Effect", "isolate"): ("asset",),
    ("Effect", "reconnect"): ("asset",),
    ("Effect", "start"): ("incident",),
    ("Effect", "contain"): ("incident",),
    ("Effect", "worsen"): ("incident",),
    ("Effect", "end"): ("incident",),
    ("Effect", "demand"): ("service",),
    ("Effect", "capacity"): ("service",),
    ("Effect", "cancel"): ("service",),
    ("Effect", "add"): ("resource",),
    ("Effect", "remove"): ("resource",),
    ("Effect", "use"): ("stock",),
    ("Effect", "order"): ("stock",),
    ("Effect", "invoke"): ("plan",),
    ("Effect", "ask"): ("decision",),
    ("Effect", "release"): ("inject",),
    ("Effect", "maturity"): ("SeMS component",),
    ("Effect", "block"): ("link", "supplier"),
    ("Effect", "unblock"): ("link", "supplier"),
    ("Exercise", "played"): ("team",),
    ("Role", "team"): ("team",),
    ("Inject", "to"): ("team",),
    ("Inject", "objective"): ("objective",),
    ("Question", "objective"): ("objective",),
    ("Objective", "sems"): ("SeMS component",),
    ("Lever", "overlaps"): ("lever",),
    ("Study", "overlaps"): ("lever",),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """One name somewhere, and what kinds of thing it may be. `offset` and `width` are set inside conditions."""

    path: Path
    name: str
    kinds: Kinds
    part: str = ""
    offset: int = 0
    width: int = 0
    is_key: bool = False


Found = tuple[Path, Any]


def walk_parts(sections: ScenarioSections) -> list[Found]:
    """Every model, condition and measured quantity of a scenario, with its path; only what the file says."""
    return walk_below((), sections)


def walk_below(path: Path, part: BaseModel) -> list[Found]:
    """The same for one part of a scenario, which stands at this path."""
    found: list[Found] = []
    _walk(path, part, found)
    return found


_LEAVES = (str, int, float, LawText, Rate, Profile, type(None))


def _walk(path: Path, value: Any, found: list[Found]) -> None:
    if isinstance(value, BaseModel):
        found.append((path, value))
        _walk_fields(path, value, found)
    elif isinstance(value, (ConditionText, Atom)):
        found.append((path, value))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if not isinstance(item, _LEAVES):
                _walk((*path, index), item, found)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, BaseModel):
                _walk((*path, key), item, found)


def _walk_fields(path: Path, model: BaseModel, found: list[Found]) -> None:
    fields = type(model).model_fields
    for name in model.model_fields_set & fields.keys():
        inner = getattr(model, name)
        if not isinstance(inner, _LEAVES):
            _walk((*path, fields[name].alias or name), inner, found)


def references_in(path: Path, part: Any) -> Iterator[Reference]:
    """The references one model, condition or quantity makes itself."""
    if isinstance(part, ConditionText):
        for node in walk(part.root):
            yield from _references_of(path, node)
    elif isinstance(part, Atom):
        yield from _references_of(path, part)
    else:
        kind = type(part).__name__
        for name in part.model_fields_set:
            kinds = _KINDS.get((kind, name))
            if kinds is not None:
                yield from _named(
                    (*path, type(part).model_fields[name].alias or name), getattr(part, name), kinds
                )


def _named(path: Path, value: Any, kinds: Kinds) -> Iterator[Reference]:
    if isinstance(value, str):
        yield Reference(path, value, kinds)
    elif isinstance(value, dict):
        for key in value:
            yield Reference((*path, key), key, kinds, is_key=True)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _named((*path, index), item, kinds)


def _references_of(path: Path, node: Any) -> Iterator[Reference]:
    if isinstance(node, SeenBy):
        yield Reference(path, node.team, ("team",), "", node.offset, len(node.team))
    elif isinstance(node, Atom) and node.subject:
        kind = FUNCTIONS[node.function].kind
        if kind != "flag":
            width = len(node.subject)
            yield Reference(path, node.subject, (kind,), node.part, node.subject_offset, width)
