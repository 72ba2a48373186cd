"""Two crises over one organisation as one scenario; the second may begin later.

What both files say of a thing is merged: who watches what is united, criteria of levels are joined by `or`, reasons to
stand down by `and`. Where they contradict each other the file that says `override: true` holds, else the first; each
such choice is listed as an assumption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sems_sim.errors import ArgumentError
from sems_sim.scenario.merge import NAMED
from sems_sim.scenario.read import Scenario, checked_again
from sems_sim.scenario.tree import Node, copied, entries, plain
from sems_sim.units import format_duration, parse_duration

_WHOLE = frozenset(("indicators", "incidents", "plans", "decisions"))
_UNITED = frozenset(("watches", "tells", "members"))
_JOINED = {"when": "or", "direct": "or", "stand_down": "and"}
_REMARKS = frozenset(("override", "title", "note", "source"))
_CONDITIONS = frozenset(("when", "unless", "until", "stand_down", "direct", "while"))
_TIME = re.compile(r"\btime\s*(<=|>=|<|>)\s*([0-9][0-9.smhdw]*)")


@dataclass(frozen=True, slots=True)
class Combined:
    """Two crises as one scenario, and what of it belongs to only one of them, by name."""

    scenario: Scenario
    first_incidents: tuple[str, ...]
    second_incidents: tuple[str, ...]
    first_injects: tuple[str, ...]
    second_injects: tuple[str, ...]
    second_targets: tuple[str, ...]
    lag_ms: int
    assumptions: tuple[str, ...]


@dataclass(slots=True)
class _Merging:
    """The two trees, which become one, and what had to be chosen."""

    first: Node
    second: Node
    lag_ms: int
    assumptions: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)

    def chose(self, path: str, whose: str) -> None:
        self.assumptions.append(f"{path}: the crises say different things; what the {whose} says holds")


def combine(first: Scenario, second: Scenario, lag_ms: int = 0) -> Combined:
    """Put two crises over one organisation together, on the clock of the first.

    With a lag the second crisis begins that much later: its openings at a time, its injects, and its conditions on
    `time`. The run lasts until both are over.

    Raises:
        ArgumentError: they cannot share a run: another currency, or people in one and none in the other.
        ScenarioError: together they are no scenario.
    """
    _refuse_strangers(first, second, lag_ms)
    merging = _Merging(copied(first.places.root), copied(second.places.root), lag_ms)
    own = [_names(tree, "incidents") for tree in (merging.first, merging.second)]
    _shift(merging)
    injects = _merge_injects(merging)
    _merge_targets(merging)
    for name in sorted(NAMED):
        _merge_section(merging, name)
    _merge_lists(merging)
    _merge_head(merging, first, second)
    scenario = checked_again(first, merging.first)
    both = own[0] & own[1]
    if both:
        merging.assumptions.append(f"both crises have these incidents, once: {', '.join(sorted(both))}")
    return Combined(
        scenario,
        tuple(sorted(own[0] - both)),
        tuple(sorted(own[1] - both)),
        injects[0],
        injects[1],
        tuple(sorted(merging.renamed.values())),
        lag_ms,
        tuple(merging.assumptions),
    )


def _refuse_strangers(first: Scenario, second: Scenario, lag_ms: int) -> None:
    one, other = first.sections, second.sections
    if lag_ms < 0:
        raise ArgumentError(
            "the second crisis cannot begin before the run", "swap the two, with a positive lag"
        )
    if one.money != other.money:
        raise ArgumentError(
            f"{one.id} counts in {one.money!r} and {other.id} in {other.money!r}", "use one currency"
        )
    if one.people != other.people:
        raise ArgumentError(
            f"only one of {one.id} and {other.id} has people", "say people: on, or off, in both"
        )


def _names(tree: Node, section: str) -> set[str]:
    return {name for name, _ in entries(tree.value.get(section)) if not name.startswith("x-")}


# --- later ---


def _shift(merging: _Merging) -> None:
    if merging.lag_ms == 0:
        return
    lag = format_duration(merging.lag_ms)
    for section in ("incidents", "plans", "decisions", "levels", "exercise"):
        found = merging.second.value.get(section)
        if isinstance(found, Node):
            _shift_conditions(found, merging.lag_ms)
    for name, incident in entries(merging.second.value.get("incidents")):
        opens = incident.value.get("opens") if incident.is_mapping else None
        if isinstance(opens, Node) and opens.value is not None:
            _shift_opening(merging, name, incident, lag)
    for inject in _listed(_child(merging.second, "exercise", "injects")):
        at = inject.value.get("at") if inject.is_mapping else None
        if isinstance(at, Node) and at.value is not None:
            _write(at, format_duration(parse_duration(at.text or str(at.value)) + merging.lag_ms))


def _shift_opening(merging: _Merging, name: str, incident: Node, lag: str) -> None:
    """`opens: X` becomes `opens: {when: time >= lag, after: X}`, which is the same law, later."""
    opens = incident.value["opens"]
    at = opens.value.get("at") if opens.is_mapping else opens
    if opens.is_mapping and "every" in opens.value:
        merging.assumptions.append(
            f"incidents.{name}: it comes again and again, so the lag does not shift it"
        )
    if not isinstance(at, Node):
        return
    rest = (
        {key: node for key, node in entries(opens) if key in ("until", "count")} if opens.is_mapping else {}
    )
    when = Node(f"time >= {lag}", opens.source, opens.line, opens.column, f"time >= {lag}", exact=False)
    incident.value["opens"] = _mapping(opens, {"when": when, "after": at, **rest})


def _shift_conditions(node: Node, lag_ms: int, key: str = "") -> None:
    if node.is_mapping:
        for name, below in entries(node):
            _shift_conditions(below, lag_ms, name)
    elif isinstance(node.value, list):
        for below in node.value:
            _shift_conditions(below, lag_ms, key)
    elif isinstance(node.value, str) and key in _CONDITIONS:
        _write(node, _TIME.sub(lambda found: _later(found, lag_ms), node.value))


def _later(found: re.Match[str], lag_ms: int) -> str:
    return f"time {found[1]} {format_duration(parse_duration(found[2]) + lag_ms)}"


# --- merging ---


def _merge_section(merging: _Merging, section: str) -> None:
    theirs = merging.second.value.get(section)
    if not isinstance(theirs, Node) or not theirs.is_mapping:
        return
    mine = merging.first.value.get(section)
    if not isinstance(mine, Node) or not mine.is_mapping:
        _put(merging.first, section, theirs)
        return
    for name, entity in entries(theirs):
        own = mine.value.get(name)
        if own is None or own.value is None:
            _put(mine, name, entity)
        elif section in _WHOLE:
            if plain(own) != plain(entity):
                merging.chose(f"{section}.{name}", "first")
        elif own.is_mapping and entity.is_mapping:
            _merge_entity(merging, f"{section}.{name}", own, entity)


def _merge_entity(merging: _Merging, path: str, own: Node, theirs: Node) -> None:
    second_holds = _overrides(theirs) and not _overrides(own)
    for key, value in entries(theirs):
        mine = own.value.get(key)
        if mine is None or mine.value is None:
            _put(own, key, value)
        elif key in _REMARKS or plain(mine) == plain(value):
            continue
        elif key in _UNITED:
            own.value[key] = _united(mine, value)
        elif path.startswith("levels.") and key in _JOINED and isinstance(mine.value, str):
            _write(mine, f"({mine.value}) {_JOINED[key]} ({value.value})")
        elif second_holds:
            _put(own, key, value)
            merging.chose(f"{path}.{key}", "second")
        else:
            merging.chose(f"{path}.{key}", "first")


def _overrides(node: Node) -> bool:
    found = node.value.get("override")
    return isinstance(found, Node) and found.value is True


def _united(mine: Node, theirs: Node) -> Node:
    known = [plain(item) for item in _listed(mine)]
    more = [item for item in _listed(theirs) if plain(item) not in known]
    return Node([*_listed(mine), *more], mine.source, mine.line, mine.column, exact=False)


def _merge_lists(merging: _Merging) -> None:
    for section in ("links", "extensions"):
        mine, theirs = merging.first.value.get(section), merging.second.value.get(section)
        if isinstance(mine, Node) and isinstance(theirs, Node):
            merging.first.value[section] = _united(mine, theirs)
        elif isinstance(theirs, Node):
            _put(merging.first, section, theirs)
    theirs = merging.second.value.get("organisation")
    mine = merging.first.value.get("organisation")
    if isinstance(theirs, Node) and isinstance(mine, Node) and mine.is_mapping and theirs.is_mapping:
        _merge_entity(merging, "organisation", mine, theirs)
    elif isinstance(theirs, Node) and mine is None:
        _put(merging.first, "organisation", theirs)


def _merge_injects(merging: _Merging) -> tuple[tuple[str, ...], tuple[str, ...]]:
    mine = _listed(_child(merging.first, "exercise", "injects"))
    theirs = _listed(_child(merging.second, "exercise", "injects"))
    taken = [_text(item, "id") for item in mine]
    kept: list[str] = []
    for item in theirs:
        name = _text(item, "id")
        if name in taken:
            name = _free(name, taken)
            _write(item.value["id"], name)
        item.value.pop("objective", None)
        kept.append(name)
    own = tuple(taken)
    if theirs:
        exercise = _section(merging.first, "exercise")
        exercise.value["injects"] = Node(
            [*mine, *theirs], exercise.source, exercise.line, exercise.column, exact=False
        )
    return own, tuple(kept)


def _merge_targets(merging: _Merging) -> None:
    """The targets of the second crisis, also those of its objectives, under names of their own."""
    first = {
        name: _child(merging.first, "study", "targets", name) for name in _names_of_targets(merging.first)
    }
    taken = [*first, *(name for name, _ in entries(_child(merging.first, "exercise", "objectives")))]
    for name, node in list(_targets(merging.second)):
        mine = first.get(name)
        if mine is not None and plain(mine) == plain(node):
            merging.renamed[name] = name
            continue
        fresh = _free(name, taken) if name in taken else name
        taken.append(fresh)
        targets = _section(_section(merging.first, "study"), "targets")
        _put(targets, fresh, node)
        merging.renamed[name] = fresh


def _names_of_targets(tree: Node) -> list[str]:
    return [name for name, _ in entries(_child(tree, "study", "targets"))]


def _targets(tree: Node) -> Iterator[tuple[str, Node]]:
    yield from entries(_child(tree, "study", "targets"))
    for name, objective in entries(_child(tree, "exercise", "objectives")):
        target = objective.value.get("target") if objective.is_mapping else None
        if isinstance(target, Node):
            yield f"second_{name.lower()}", target


def _merge_head(merging: _Merging, first: Scenario, second: Scenario) -> None:
    one, other = first.sections, second.sections
    runs = max(one.clock.runs, other.clock.runs + merging.lag_ms)
    root = merging.first
    _write(root.value["id"], f"{one.id}-and-{other.id}")
    _write(root.value["title"], f"{one.title}; {other.title}")
    clock = root.value["clock"]
    _put(clock, "runs", _scalar(clock, format_duration(runs)))
    if one.clock.start != other.clock.start:
        merging.assumptions.append(
            f"both run on the clock of {one.id}: its time of day holds for {other.id} too"
        )


# --- nodes ---


def _scalar(near: Node, text: str) -> Node:
    return Node(text, near.source, near.line, near.column, text, exact=False)


def _mapping(near: Node, parts: dict[str, Node]) -> Node:
    made = Node({}, near.source, near.line, near.column, exact=False)
    for key, node in parts.items():
        _put(made, key, node)
    return made


def _put(parent: Node, key: str, node: Node) -> None:
    parent.value[key] = node
    if key not in parent.keys:
        parent.keys = {**parent.keys, key: _scalar(node, key)}


def _section(parent: Node, key: str) -> Node:
    found = parent.value.get(key)
    if not isinstance(found, Node) or not found.is_mapping:
        found = _mapping(parent, {})
        _put(parent, key, found)
    return found


def _write(node: Node, text: str) -> None:
    node.value = node.text = text
    node.exact = False


def _child(node: Node, *steps: str) -> Node | None:
    found: Node | None = node
    for step in steps:
        found = found.value.get(step) if found is not None and found.is_mapping else None
    return found


def _listed(node: Node | None) -> list[Node]:
    if node is None or node.value is None:
        return []
    return node.value if isinstance(node.value, list) else [node]


def _text(item: Node, key: str) -> str:
    found = item.value.get(key) if item.is_mapping else None
    return found.text or str(found.value) if isinstance(found, Node) else ""


def _free(name: str, taken: list[str]) -> str:
    fresh = f"second_{name}"
    while fresh in taken:
        fresh = f"second_{fresh}"
    return fresh
