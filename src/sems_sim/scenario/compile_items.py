"""What a picture can hold: an item for each known asset, each service, each incident."""

from __future__ import annotations

from sems_sim.model import EntityKind, Item, ItemKind
from sems_sim.scenario.compile_bench import Bench

_RANKS = {ItemKind.ASSET: 1.0, ItemKind.INCIDENT: 2.0}
_SERVICE_RANK, _CRITICAL_RANK = 2.0, 3.0
_SALT_MASK = 0xFFFFFFFF

Numbered = tuple[tuple[EntityKind, int, ItemKind], ...]


def compile_items(bench: Bench, numbered: Numbered) -> tuple[Item, ...]:
    """A row for each item, in the order of entities."""
    return tuple(_item(bench, kind, row, item_kind) for kind, row, item_kind in numbered)


def _item(bench: Bench, kind: EntityKind, row: int, item_kind: ItemKind) -> Item:
    name = bench.names.keys(kind)[row]
    domain, rank = _weighed(bench, kind, name, item_kind)
    salt = bench.stream(f"{kind.name.lower()}s.{name}", "item") & _SALT_MASK
    return Item(item_kind, row, bench.names.entity(kind, row), bench.domain(domain), rank, salt)


def _weighed(bench: Bench, kind: EntityKind, name: str, item_kind: ItemKind) -> tuple[str, float]:
    """The silo of a thing, and how much it matters."""
    if kind is EntityKind.SERVICE:
        service = bench.sections.services[name]
        return service.domain, (_CRITICAL_RANK if service.critical else _SERVICE_RANK) + service.weight
    section = bench.sections.assets if kind is EntityKind.ASSET else bench.sections.incidents
    return section[name].domain, _RANKS[item_kind]
