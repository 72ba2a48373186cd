"""Names become numbers: every named thing gets its row, its entity and its item.

Rows stand in the order of names, and so do entities over all kinds, so that the order of the file says nothing
(fine print 2). Where two kinds share a name, the later of `_PRECEDENCE` is called `kind:name`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sems_sim.model import NONE, Entity, EntityKind, ItemKind

LEVELS = ("operational", "tactical", "crisis")

Titles = Mapping[EntityKind, Mapping[str, str]]

_LAST = (EntityKind.INJECT, EntityKind.RISK, EntityKind.FLAG, EntityKind.ORGANISATION)
_PRECEDENCE = tuple(kind for kind in EntityKind if kind not in _LAST) + _LAST
_ITEM_KINDS = {
    EntityKind.ASSET: ItemKind.ASSET,
    EntityKind.SERVICE: ItemKind.SERVICE,
    EntityKind.INCIDENT: ItemKind.INCIDENT,
}


class Names:
    """Rows, entities and items of everything that a scenario names."""

    def __init__(self, titles: Titles) -> None:
        """Number what `titles` lists: for each kind, the key of each row and what people read for it."""
        self._keys = {kind: _ordered(kind, titles.get(kind, {})) for kind in EntityKind}
        self._rows = {kind: {key: row for row, key in enumerate(keys)} for kind, keys in self._keys.items()}
        self.entities = _entities(self._keys, titles)
        self._entity = {(entity.kind, entity.index): number for number, entity in enumerate(self.entities)}
        self._item: dict[tuple[EntityKind, int], int] = {}

    def keys(self, kind: EntityKind) -> tuple[str, ...]:
        """The names of one kind, in the order of its rows."""
        return self._keys[kind]

    def has(self, kind: EntityKind, key: str) -> bool:
        """Whether there is such a thing."""
        return key in self._rows[kind]

    def row(self, kind: EntityKind, key: str | None) -> int:
        """The row of a thing in the table of its kind; NONE for no name. Raises KeyError for an unknown one."""
        return NONE if key is None else self._rows[kind][key]

    def rows(self, kind: EntityKind, keys: Iterable[str]) -> tuple[int, ...]:
        """The rows of several things, in the order of the table."""
        return tuple(sorted({self._rows[kind][key] for key in keys}))

    def entity(self, kind: EntityKind, row: int) -> int:
        """The number of a row among all entities."""
        return self._entity[kind, row]

    def kind_of(self, key: str, among: Iterable[EntityKind]) -> EntityKind:
        """The first of these kinds that has this name. Raises KeyError if none has."""
        for kind in among:
            if key in self._rows[kind]:
                return kind
        raise KeyError(key)

    def number_items(self, hidden: set[str]) -> tuple[tuple[EntityKind, int, ItemKind], ...]:
        """Give each asset not hidden, service and incident its item, in the order of entities, and list them."""
        found: list[tuple[EntityKind, int, ItemKind]] = []
        for entity in self.entities:
            if entity.kind in _ITEM_KINDS and not (entity.kind is EntityKind.ASSET and entity.name in hidden):
                self._item[entity.kind, entity.index] = len(found)
                found.append((entity.kind, entity.index, _ITEM_KINDS[entity.kind]))
        return tuple(found)

    def item(self, kind: EntityKind, row: int) -> int:
        """The item of an asset, service or incident; NONE for anything else."""
        return self._item.get((kind, row), NONE)

    def item_named(self, key: str) -> int:
        """The item of whatever asset, service or incident has this name. Raises KeyError if none has."""
        kind = self.kind_of(key, _ITEM_KINDS)
        return self._item[kind, self._rows[kind][key]]


def _ordered(kind: EntityKind, keys: Iterable[str]) -> tuple[str, ...]:
    return LEVELS if kind is EntityKind.LEVEL else tuple(sorted(keys))


def _entities(keys: Mapping[EntityKind, tuple[str, ...]], titles: Titles) -> tuple[Entity, ...]:
    taken: dict[str, Entity] = {}
    for kind in _PRECEDENCE:
        for row, key in enumerate(keys[kind]):
            name = key if key not in taken else f"{kind.name.lower()}:{key}"
            taken[name] = Entity(name, kind, row, titles.get(kind, {}).get(key) or key)
    return tuple(taken[name] for name in sorted(taken))
