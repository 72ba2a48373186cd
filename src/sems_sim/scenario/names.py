"""Who is called what: every name by its kind, faulty entities included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from sems_sim.errors import Fault
from sems_sim.scenario.conditions_text import KEYWORDS
from sems_sim.scenario.schema.scenario import COMPONENTS
from sems_sim.scenario.tree import Node, Path, child, entries, find

SECTION_OF = {
    "asset": "assets",
    "service": "services",
    "resource": "resources",
    "stock": "stocks",
    "supplier": "suppliers",
    "team": "teams",
    "risk": "risks",
    "indicator": "indicators",
    "incident": "incidents",
    "plan": "plans",
    "decision": "decisions",
}
RESERVED = frozenset(
    (
        *KEYWORDS,
        "true",
        "false",
        "null",
        "operational",
        "tactical",
        "crisis",
        "strategic",
        "outside",
        "opened",
    )
)


@dataclass(slots=True)
class Names:
    """Every name by kind, with the node of its key; parts are tasks of plans and options of decisions."""

    by_kind: dict[str, dict[str, Node]] = field(default_factory=dict)
    parts: dict[tuple[str, str], dict[str, Node]] = field(default_factory=dict)
    effort: int = 100_000
    """How many more names may be compared to find the nearest: a file full of faults must not take for ever."""

    def kinds_of(self, name: str) -> list[str]:
        """The kinds of thing that bear this name."""
        return [kind for kind, names in self.by_kind.items() if name in names]

    def unknown(self, name: str, kinds: tuple[str, ...]) -> tuple[str, str] | None:
        """Message and remedy for a name that is none of these kinds; None when it is one."""
        if any(name in self.by_kind.get(kind, {}) for kind in kinds):
            return None
        wanted = " or ".join(kinds)
        for kind in self.kinds_of(name):
            line = self.by_kind[kind][name].line
            where = f"it stands on line {line}" if line else self._known(kinds)
            return f"{name!r} is {_a(kind)}, not {_a(wanted)}", self.nearest(name, kinds) or where
        return f"there is no {wanted} {name!r}", self.nearest(name, kinds) or self._known(kinds)

    def nearest(self, name: str, kinds: tuple[str, ...]) -> str:
        """`did you mean 'x', on line n?`, or nothing."""
        known = {other: node for kind in kinds for other, node in self.by_kind.get(kind, {}).items()}
        self.effort -= len(known)
        return _did_you_mean(name, known) if self.effort > 0 else ""

    def unknown_part(self, kind: str, name: str, part: str) -> tuple[str, str] | None:
        """Message and remedy for a task or option that does not exist; None when it does."""
        known = self.parts.get((kind, name), {})
        if part in known:
            return None
        what = "task" if kind == "plan" else "option"
        remedy = _did_you_mean(part, known) or f"{what}s of {name!r}: {', '.join(list(known)[:12]) or 'none'}"
        return f"{kind} {name!r} has no {what} {part!r}", remedy

    def _known(self, kinds: tuple[str, ...]) -> str:
        known = list(islice((name for kind in kinds for name in self.by_kind.get(kind, {})), 13))
        if not known:
            sections = " or ".join(SECTION_OF.get(kind, f"{kind}s") for kind in kinds)
            return f"there are none; add it under {sections}"
        return f"known: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _did_you_mean(name: str, known: dict[str, Node]) -> str:
    near = get_close_matches(name, list(known), 1)
    if not near:
        return ""
    node = known[near[0]]
    return f"did you mean {near[0]!r}, on line {node.line}?" if node.line else f"did you mean {near[0]!r}?"


def names_of(root: Node) -> Names:
    """Collect every name of the tree."""
    names = Names({kind: _keys(child(root, section)) for kind, section in SECTION_OF.items()})
    for kind, section, parts in (("plan", "plans", "tasks"), ("decision", "decisions", "options")):
        for name, node in entries(child(root, section)):
            names.parts[kind, name] = _keys(child(node, parts))
    exercise = find(root, ("exercise",))
    if exercise is not root:
        names.by_kind["objective"] = _keys(child(exercise, "objectives"))
        names.by_kind["inject"] = dict(_inject_ids(child(exercise, "injects")))
    study = child(root, "study")
    names.by_kind["lever"] = _keys(child(study, "levers")) if study else {}
    names.by_kind["SeMS component"] = {name: Node(None, root.source, 0, 0) for name in COMPONENTS}
    return names


def _keys(node: Node | None) -> dict[str, Node]:
    return {key: node.keys[key] for key, _ in entries(node) if not key.startswith("x-")} if node else {}


def _inject_ids(node: Node | None) -> Iterator[tuple[str, Node]]:
    for item in node.value if node is not None and isinstance(node.value, list) else []:
        number = child(item, "id")
        if number is not None:
            yield str(number.value), number


def check_unique(names: Names, root: Node) -> list[Fault]:
    """Names stand once across kinds, are not reserved, and injects and levels stand once."""
    faults: list[Fault] = []
    first: dict[str, tuple[str, Node]] = {}
    for kind in SECTION_OF:
        for name, node in names.by_kind[kind].items():
            if name in RESERVED:
                faults.append(node.fault(f"{name!r} is a word of the language", "choose another name"))
            if name in first:
                faults.append(_twice(name, node, kind, first[name]))
            first.setdefault(name, (kind, node))
    return faults + _injects_twice(root) + _levels_twice(root)


def _twice(name: str, node: Node, kind: str, first: tuple[str, Node]) -> Fault:
    other_kind, other = first
    if (other.source.name, other.line, other.column) > (node.source.name, node.line, node.column):
        kind, node, other_kind, other = other_kind, other, kind, node
    return node.fault(
        f"{name!r} is both {_a(other_kind)} (line {other.line}) and {_a(kind)}",
        f"names are unique: call one of them {name}_{kind}",
    )


def _injects_twice(root: Node) -> list[Fault]:
    seen: dict[str, Node] = {}
    faults = []
    for name, node in _inject_ids(child(find(root, ("exercise",)), "injects")):
        if name in seen:
            faults.append(
                node.fault(f"inject {name!r} stands twice, first on line {seen[name].line}", "renumber one")
            )
        seen.setdefault(name, node)
    return faults


def _levels_twice(root: Node) -> list[Fault]:
    levels = child(root, "levels")
    if levels is None or not levels.is_mapping or not {"crisis", "strategic"} <= set(levels.value):
        return []
    node = levels.keys["strategic"]
    return [node.fault("'crisis' and 'strategic' are one level", "keep one of the two")]


def part_path(kind: str, name: str, part: str) -> Path:
    """The path of a task or an option."""
    return (SECTION_OF[kind], name, "tasks" if kind == "plan" else "options", part)
