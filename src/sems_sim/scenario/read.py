"""Read a scenario: files, tree, checked sections; every fault at once with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from sems_sim.errors import ArgumentError, Fault, ScenarioError
from sems_sim.garbage import without_collection
from sems_sim.scenario import merge, wording
from sems_sim.scenario.check import check_names, check_rules, check_size
from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.tree import Node, Path, Place, find, key_at, plain

_ROUNDS = 6
_MOST_FAULTS = 200
_STUBS: dict[str, Any] = {
    "sems_sim": 1,
    "id": "unnamed",
    "title": "",
    "clock": {"start": "2000-01-01T00:00:00+00:00", "runs": "1h"},
}
"""What stands in for a head that is missing or wrong, so that the rest can be checked all the same."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each part of a scenario stands in its files."""

    root: Node

    def at(self, path: Path) -> Place:
        """The place of the value at a path of keys and indices, or of the nearest part above it."""
        return find(self.root, path).place

    def key_at(self, path: Path) -> Place:
        """The place of the key at a path, or of the value where there is no key."""
        return key_at(self.root, path).place


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario that was read and checked: its sections, places, files, the hash of their bytes, their texts."""

    sections: ScenarioSections
    places: Places
    digest: str
    files: tuple[str, ...]
    texts: tuple[tuple[str, str], ...] = ()
    """(path from the scenario's folder, text) of each file, for `read_scenario_texts`."""

    def fault(self, path: Path, message: str, remedy: str = "", offset: int = 0, width: int = 0) -> Fault:
        """A fault at a path of this scenario; `offset` and `width` mark a part of the text there."""
        return find(self.places.root, path).fault(message, remedy, offset, width)

    def key_fault(self, path: Path, message: str, remedy: str = "") -> Fault:
        """A fault that marks the key at a path of this scenario."""
        return key_at(self.places.root, path).fault(message, remedy)


def read_scenario(path: str | FilePath, overrides: Mapping[str, str] | None = None) -> Scenario:
    """Read and check a scenario, and all it includes.

    `overrides` are the arguments `--set PATH=VALUE`: dotted paths and YAML values that replace what the file says.
    Raises ScenarioError with every fault, sorted by place, and ArgumentError for an override that leads nowhere.
    """
    with without_collection():
        return _scenario_of(merge.read_sources(FilePath(path)), overrides or {})


def read_scenario_texts(
    texts: Sequence[tuple[str, str]], overrides: Mapping[str, str] | None = None
) -> Scenario:
    """Read and check a scenario from the texts that an earlier reading kept; the disk is not looked at.

    `texts` are those of `Scenario.texts`, the scenario's own first; the digest comes out the same. Raises as
    `read_scenario` does.
    """
    with without_collection():
        return _scenario_of(merge.read_texts(texts), overrides or {})


def _scenario_of(sources: merge.Sources, overrides: Mapping[str, str]) -> Scenario:
    merge.apply_overrides(sources.root, overrides)
    sections = _checked(sources.root)
    return Scenario(sections, Places(sources.root), sources.digest, sources.files, sources.texts)


def checked_again(scenario: Scenario, root: Node) -> Scenario:
    """The scenario of a tree made from another's: checked like a file, with the files and the hash of the other.

    Raises ScenarioError with every fault, sorted by place.
    """
    with without_collection():
        sections = _checked(root)
    return Scenario(sections, Places(root), scenario.digest, scenario.files, scenario.texts)


def _checked(root: Node) -> ScenarioSections:
    check_size(root)
    data = _without_empty_sections(plain(root))
    sections, faults = _validated(data, root)
    if sections is not None:
        faults += check_names(sections, root)
        if not faults:
            faults = check_rules(sections, root)
    if faults or sections is None:
        raise ScenarioError(_bounded(faults))
    return sections


def _bounded(faults: list[Fault]) -> list[Fault]:
    distinct = sorted(set(faults), key=Fault.in_order)
    if len(distinct) <= _MOST_FAULTS:
        return distinct
    last = distinct[_MOST_FAULTS]
    more = Fault(
        last.file, last.line, last.column, f"and {len(distinct) - _MOST_FAULTS} more faults from here on"
    )
    return [*distinct[:_MOST_FAULTS], more]


def _without_empty_sections(data: dict[str, Any]) -> dict[str, Any]:
    """A section or an entity with nothing after its colon counts as left out, or as all defaults."""
    kept = {
        key: value
        for key, value in data.items()
        if value is not None or key in ("sems_sim", "id", "title", "clock")
    }
    for name in merge.NAMED:
        if isinstance(kept.get(name), dict):
            kept[name] = {
                key: {} if value is None and _is_name(key) else value for key, value in kept[name].items()
            }
    return kept


def _is_name(key: str) -> bool:
    return key.isidentifier()


def _validated(data: dict[str, Any], root: Node) -> tuple[ScenarioSections | None, list[Fault]]:
    """The sections, and all faults; what is wrong is cut out so that the rest can be checked too."""
    faults: list[Fault] = []
    for _ in range(_ROUNDS):
        try:
            return ScenarioSections.model_validate(data), faults
        except ValidationError as error:
            count = error.error_count()
            found = error.errors(include_url=False, include_input=False)
        faults += [wording.fault_of(item, root) for item in found[: _MOST_FAULTS * 2]]
        if count > _MOST_FAULTS:
            break
        for path in sorted({_cut_at(item) for item in found}, key=_by_depth, reverse=True):
            _cut(data, path)
        data = _STUBS | data
    return None, faults


def _by_depth(path: Path) -> tuple[int, list[tuple[int, str]]]:
    """Deepest first and, in one list, last first, so that no cut moves what is still to be cut."""
    return len(path), [(step, "") if isinstance(step, int) else (-1, step) for step in path]


def _cut_at(item: Mapping[str, Any]) -> Path:
    path: Path = tuple(item["loc"])
    if item["type"] == "missing" or (path and path[-1] == "[key]"):
        return path[:-1]
    return path


def _cut(data: Any, path: Path) -> None:
    """Take the value at a path out of the plain data; where the path leads past a value, take that."""
    parent, last = None, None
    for step in path:
        below = _below(data, step)
        if below is not None:
            parent, last, data = data, step, below[0]
    if isinstance(parent, dict) and last is not None:
        parent.pop(str(last), None)
    elif isinstance(parent, list) and isinstance(last, int):
        del parent[last]


def _below(data: Any, step: str | int) -> tuple[Any] | None:
    if isinstance(data, dict) and str(step) in data:
        return (data[str(step)],)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return (data[step],)
    return None


__all__ = [
    "ArgumentError", "Place", "Places", "Scenario", "checked_again", "read_scenario", "read_scenario_texts",
]  # fmt: skip
