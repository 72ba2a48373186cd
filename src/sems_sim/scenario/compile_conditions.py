"""Conditions become postfix programs, each with the list of what wakes it.

A reader of NONE reads the truth. A team reads its own picture for what is pictured and the truth for the rest
(fine print 13, 16); `seen_by` and `in_truth` change the reader for what they enclose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sems_sim.model import (
    NONE,
    PICTURED,
    Comparison,
    Condition,
    EntityKind,
    Fact,
    Op,
    Quantity,
    QuantityKind,
    Signal,
    Step,
    Threshold,
    Wake,
)
from sems_sim.scenario.compile_names import LEVELS, Names
from sems_sim.scenario.compile_tables import Rows
from sems_sim.scenario.conditions_text import (
    FUNCTIONS,
    And,
    Atom,
    ConditionText,
    Held,
    Node,
    Not,
    Or,
    SeenBy,
)

_COMPARISONS = {
    "<": Comparison.LT,
    "<=": Comparison.LE,
    ">": Comparison.GT,
    ">=": Comparison.GE,
    "==": Comparison.EQ,
    "!=": Comparison.NE,
}
_FLOWING = {
    Fact.BACKLOG: QuantityKind.BACKLOG,
    Fact.LOST: QuantityKind.LOST,
    Fact.STOCK: QuantityKind.STOCK,
    Fact.SEVERITY: QuantityKind.SEVERITY,
}
_SIGNALS = {
    Fact.UP: Signal.ASSET,
    Fact.DOWN: Signal.ASSET,
    Fact.LEVEL: Signal.ASSET,
    Fact.PERFORMANCE: Signal.SERVICE,
    Fact.BELOW_MBCO: Signal.SERVICE,
    Fact.OVER_RTO: Signal.SERVICE,
    Fact.OVER_MTPD: Signal.SERVICE,
    Fact.FREE: Signal.RESOURCE,
    Fact.SHORT: Signal.RESOURCE,
    Fact.AVAILABLE: Signal.SUPPLIER,
    Fact.ACTIVE: Signal.INCIDENT,
    Fact.CONTAINED: Signal.INCIDENT,
    Fact.OPENED: Signal.OPENED,
    Fact.RESPONSE: Signal.RESPONSE,
    Fact.RUNNING: Signal.PLAN,
    Fact.DONE: Signal.PLAN,
    Fact.FAILED: Signal.PLAN,
    Fact.CHOSEN: Signal.DECISION,
    Fact.FLAG: Signal.FLAG,
    Fact.COST: Signal.COST,
    Fact.PEOPLE: Signal.PEOPLE,
    Fact.ALERT: Signal.ALERT,
    Fact.RUMOUR: Signal.RUMOUR,
}
_PARTS = {EntityKind.PLAN: EntityKind.TASK, EntityKind.DECISION: EntityKind.OPTION}
_DAY_MS = 86_400_000


class Conditions:
    """The table of conditions in the making, with the quantities and thresholds they read."""

    def __init__(self, names: Names, *, people_on: bool) -> None:
        """Compile against these names; with people off everybody reads the truth."""
        self.names = names
        self.people_on = people_on
        self.conditions: Rows[Condition] = Rows()
        self.quantities: Rows[Quantity] = Rows()
        self.thresholds: Rows[Threshold] = Rows()
        self.incident_items: tuple[int, ...] = tuple(
            names.item(EntityKind.INCIDENT, row) for row in range(len(names.keys(EntityKind.INCIDENT)))
        )

    def place(self, written: ConditionText | None, reader: int = NONE, *, reluctant: bool = False) -> int:
        """The index of a condition as read by a team, or in truth; NONE for no condition. Every use has its own."""
        if written is None:
            return NONE
        program = _Program(self)
        program.write(written.root, reader if self.people_on else NONE)
        row = Condition(written.text, tuple(program.steps), program.in_order(), program.slots, reluctant)
        return self.conditions.add(row)

    def for_each(
        self, written: ConditionText | None, readers: Iterable[int], *, reluctant: bool = False
    ) -> tuple[int, ...]:
        """One condition for each reader; with people off a single one, read in truth."""
        if written is None:
            return ()
        each = tuple(readers) if self.people_on else (NONE,)
        return tuple(self.place(written, reader, reluctant=reluctant) for reader in each)

    def quantity(self, atom: Atom) -> int:
        """The index of a measured quantity, as `backlog(screening)`."""
        _, row = self._subject(atom)
        return self.quantities.share(Quantity(QuantityKind[atom.function.upper()], row))

    def threshold(self, step: Step) -> int:
        """The index of the threshold whose side decides a comparison of a flowing quantity."""
        quantity = self.quantities.share(Quantity(_FLOWING[Fact(step.fact)], step.index))
        strict = step.comparison in (Comparison.GT, Comparison.LE)
        return self.thresholds.share(Threshold(quantity, step.constant, strict))

    def step(self, atom: Atom, reader: int) -> Step:
        """The step of one test, still without its threshold."""
        kind, row = self._subject(atom)
        fact = Fact[atom.function.upper()]
        pictured = reader != NONE and fact in PICTURED
        return Step(
            Op.FACT,
            fact,
            row,
            part=self.names.row(_PARTS[kind], f"{atom.subject}.{atom.part}")
            if kind in _PARTS and atom.part
            else NONE,
            comparison=_COMPARISONS[atom.comparison] if atom.comparison else Comparison.NONE,
            constant=_constant(atom),
            team=reader if pictured else NONE,
            item=self.names.item(kind, row) if pictured else NONE,
        )

    def _subject(self, atom: Atom) -> tuple[EntityKind, int]:
        kind = FUNCTIONS[atom.function].kind
        if not kind:
            return EntityKind.ORGANISATION, NONE
        entity_kind = EntityKind[kind.upper()]
        return entity_kind, self.names.row(entity_kind, atom.subject)


@dataclass(slots=True)
class _Program:
    """One condition in the making."""

    tables: Conditions
    steps: list[Step] = field(default_factory=list)
    wakes: set[Wake] = field(default_factory=set)
    slots: int = 0

    def write(self, node: Node, reader: int) -> None:
        """Append the steps of a part, read by this team."""
        if isinstance(node, Atom):
            self._fact(node, reader)
        elif isinstance(node, (And, Or)):
            self._joined(node, reader)
        elif isinstance(node, Not):
            self.write(node.condition, reader)
            self.steps.append(Step(Op.NOT))
        elif isinstance(node, Held):
            self._held(node, reader)
        elif isinstance(node, SeenBy):
            team = self.tables.names.row(EntityKind.TEAM, node.team)
            self.write(node.condition, team if self.tables.people_on else NONE)
        else:
            self.write(node.condition, NONE)

    def in_order(self) -> tuple[Wake, ...]:
        """What wakes it, each once."""
        return tuple(sorted(self.wakes, key=lambda wake: (wake.signal, wake.index, wake.team)))

    def _joined(self, node: And | Or, reader: int) -> None:
        joined = Step(Op.AND if isinstance(node, And) else Op.OR)
        for number, part in enumerate(node.conditions):
            self.write(part, reader)
            if number:
                self.steps.append(joined)

    def _held(self, node: Held, reader: int) -> None:
        self.write(node.condition, reader)
        self.steps.append(Step(Op.HELD, slot=self.slots, duration_ms=node.duration_ms))
        self.slots += 1

    def _fact(self, atom: Atom, reader: int) -> None:
        step = self.tables.step(atom, reader)
        if step.team == NONE and step.fact in _FLOWING:
            step = _decided_by(step, self.tables.threshold(step))
        self.steps.append(step)
        self.wakes.update(_wakes(step, self.tables.incident_items))


def _decided_by(step: Step, threshold: int) -> Step:
    return Step(
        step.op,
        step.fact,
        step.index,
        comparison=step.comparison,
        constant=step.constant,
        threshold=threshold,
        negated=step.comparison in (Comparison.LT, Comparison.LE),
    )


def _constant(atom: Atom) -> float:
    if atom.constant is None:
        return 0.0
    return float(LEVELS.index(atom.constant)) if isinstance(atom.constant, str) else float(atom.constant)


def _wakes(step: Step, incident_items: tuple[int, ...]) -> Iterable[Wake]:
    if step.team != NONE:
        items = incident_items if step.fact == Fact.OPENED else (step.item,)
        return [Wake(Signal.PICTURE, item, step.team) for item in items]
    if step.threshold != NONE:
        return [Wake(Signal.THRESHOLD, step.threshold)]
    if step.fact in (Fact.TIME, Fact.CLOCK):
        return _moments(step)
    if step.part != NONE and step.fact in (Fact.DONE, Fact.FAILED):
        return [Wake(Signal.TASK, step.part)]
    return [Wake(_SIGNALS[Fact(step.fact)], max(0, step.index))]


def _moments(step: Step) -> Iterable[Wake]:
    """When a comparison of time turns over: `> t` and `<= t` one millisecond after t."""
    later = step.comparison in (Comparison.GT, Comparison.LE)
    at_ms = int(step.constant) + (1 if later else 0)
    if step.fact == Fact.TIME:
        return [Wake(Signal.TIME, at_ms)]
    return [Wake(Signal.CLOCK, at_ms % _DAY_MS), Wake(Signal.CLOCK, 0)]
