"""Effects written while an exercise runs: checked like a file, and compiled to rows.

The rows can be put behind those of a model: they name what is there already, and ask for no new threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from pydantic import ValidationError

from sems_sim.errors import Fault, ScenarioError
from sems_sim.model import Condition, Effect, EntityKind, Model
from sems_sim.scenario import wording
from sems_sim.scenario.check import lost_references
from sems_sim.scenario.compile_bench import Bench
from sems_sim.scenario.compile_effects import place_effects
from sems_sim.scenario.compile_links import ways_of
from sems_sim.scenario.compile_listing import hidden_of, titles_of
from sems_sim.scenario.compile_names import Names
from sems_sim.scenario.conditions_text import Atom, ConditionText, walk
from sems_sim.scenario.defaults import with_defaults
from sems_sim.scenario.names import SECTION_OF
from sems_sim.scenario.names import Names as Known
from sems_sim.scenario.read import Scenario
from sems_sim.scenario.references import Found, walk_below
from sems_sim.scenario.rules import check_part
from sems_sim.scenario.rules_of_effects import check_effect
from sems_sim.scenario.schema.effects import Effect as WrittenEffect
from sems_sim.scenario.schema.scenario import COMPONENTS
from sems_sim.scenario.source import read_tree
from sems_sim.scenario.tree import Node, Path, find, plain

LONGEST_TEXT = 20_000
_ABOVE: Path = ("exercise", "injects", 0, "do")
"""Where the effects would stand in a scenario, so that faults speak of them in the same words."""
_LIVE = "write for: 2h, or lift it by hand"


@dataclass(frozen=True, slots=True)
class Orders:
    """Rows for the end of a model's tables."""

    effects: tuple[Effect, ...]
    conditions: tuple[Condition, ...]
    """Those that end effects; numbered from the end of the model's own."""


def compile_orders(scenario: Scenario, model: Model, text: str, *, place: str = "effects") -> Orders:
    """Compile effects in the scenario language: one mapping such as `{fail: pump}`, or a list of such.

    `model` is the compiled scenario, with whatever rows were put behind it since; `place` names the text in faults.

    Raises:
        ScenarioError: With every fault, and its line and column in the text.
    """
    root = _tree(text, place)
    order = _Order(scenario, model, root)
    rows: list[Effect] = []
    faults: list[Fault] = []
    for number, node in enumerate(_items(root)):
        path = (*_ABOVE, number)
        try:
            rows += order.compiled(path, _read(path, node, order.root))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    return Orders(tuple(rows), order.conditions())


def _tree(text: str, place: str) -> Node:
    if len(text) > LONGEST_TEXT:
        _refuse(place, f"more than {LONGEST_TEXT:,} characters", "write fewer effects at a time")
    if not text.strip():
        _refuse(place, "there is no effect here", "write one, as {fail: name}")
    return read_tree(text, place)


def _refuse(place: str, message: str, remedy: str) -> NoReturn:
    raise ScenarioError([Fault(place, 1, 1, message, remedy)])


def _items(root: Node) -> list[Node]:
    found = root.value if isinstance(root.value, list) else [root]
    if not found:
        raise ScenarioError([root.fault("there is no effect here", "write one, as {fail: name}")])
    return found


def _read(path: Path, node: Node, root: Node) -> WrittenEffect:
    if not node.is_mapping:
        raise ScenarioError(
            [node.fault("an effect is a verb and what it acts on", "write it as {fail: name}")]
        )
    try:
        return WrittenEffect.model_validate(plain(node))
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    raise ScenarioError([wording.fault_of({**item, "loc": (*path, *item["loc"])}, root) for item in found])


class _Order:
    """One text in the making, against the names and tables of a model."""

    def __init__(self, scenario: Scenario, model: Model, root: Node) -> None:
        self.root = _under_scenario(root)
        sections = with_defaults(scenario.sections).sections
        names = Names(titles_of(sections, ways_of(sections)))
        names.number_items(hidden_of(sections))
        self._names = names
        self._known = _known(names, [link.name for link in sections.links], root)
        self._bench = bench = Bench(scenario, sections, names)
        self._before = len(model.conditions)
        bench.conditions.conditions.extend(model.conditions)
        for quantity in model.quantities:
            bench.conditions.quantities.share(quantity)
        for threshold in model.thresholds:
            bench.conditions.thresholds.share(threshold)

    def compiled(self, path: Path, effect: WrittenEffect) -> tuple[Effect, ...]:
        """The rows of one effect. Raises ScenarioError."""
        parts = walk_below(path, effect)
        faults = check_effect(path, effect, self._bench.sections.stocks, self.root)
        for found in parts:
            faults += check_part(found, self.root)
            faults += lost_references(found, self._known, self.root)
            faults += self._lost_flags(found)
        if faults:
            raise ScenarioError(faults)
        asked = self._asked()
        span = place_effects(self._bench, [effect])
        if self._asked() != asked:
            message = "this would have to be watched from the start of the run"
            raise ScenarioError([find(self.root, (*path, "until")).fault(message, _LIVE)])
        return tuple(self._bench.effects.rows[span.first : span.first + span.count])

    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that came with the effects."""
        return tuple(self._bench.conditions.conditions.rows[self._before :])

    def _asked(self) -> tuple[int, int]:
        tables = self._bench.conditions
        return len(tables.quantities.rows), len(tables.thresholds.rows)

    def _lost_flags(self, found: Found) -> list[Fault]:
        """Flags that the scenario does not know: none can be made while it runs."""
        path, part = found
        faults = []
        if isinstance(part, WrittenEffect) and part.verb in ("set", "clear"):
            for number, name in enumerate(part.value):
                if not self._names.has(EntityKind.FLAG, name):
                    faults.append(find(self.root, (*path, part.verb, number)).fault(*self._no_flag(name)))
        if isinstance(part, ConditionText):
            for node in walk(part.root):
                if isinstance(node, Atom) and node.function == "flag" and not self._has_flag(node):
                    told = self._no_flag(node.subject)
                    width = len(node.subject)
                    faults.append(find(self.root, path).fault(*told, node.subject_offset, width))
        return faults

    def _has_flag(self, atom: Atom) -> bool:
        return self._names.has(EntityKind.FLAG, atom.subject)

    def _no_flag(self, name: str) -> tuple[str, str]:
        known = self._names.keys(EntityKind.FLAG)
        near = get_close_matches(name, known, 1)
        listed = ", ".join(known[:12]) or "none"
        return f"there is no flag {name!r}", f"did you mean {near[0]!r}?" if near else f"flags: {listed}"


def _under_scenario(root: Node) -> Node:
    """The tree at the place where effects of an inject stand in a scenario."""
    node = root
    for step in reversed(_ABOVE):
        value = {str(step): node} if isinstance(step, str) else [node]
        node = Node(value, root.source, root.line, root.column, exact=False)
    return node


def _known(names: Names, links: list[str], root: Node) -> Known:
    """Every name that effects and conditions may use, without a line of a file."""
    nowhere = Node(None, root.source, 0, 0)

    def listed(keys: list[str]) -> dict[str, Node]:
        return dict.fromkeys(keys, nowhere)

    kinds = {kind: EntityKind[kind.upper()] for kind in (*SECTION_OF, "inject")}
    by_kind = {
        word: listed([key for key in names.keys(kind) if "." not in key]) for word, kind in kinds.items()
    }
    by_kind["link"] = listed(links)
    by_kind["SeMS component"] = listed(list(COMPONENTS))
    parts: dict[tuple[str, str], dict[str, Node]] = {}
    for word, kind in (("plan", EntityKind.TASK), ("decision", EntityKind.OPTION)):
        for key in names.keys(kind):
            owner, _, part = key.partition(".")
            parts.setdefault((word, owner), {})[part] = nowhere
    return Known(by_kind, parts)
