"""Which conditions can only be true, or only be false, whatever happens in a run."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sems_sim.scenario.conditions_text import (
    LEVELS,
    And,
    Atom,
    Held,
    Node,
    Not,
    Or,
)
from sems_sim.scenario.lint_facts import Facts

_DAY_MS = 86_400_000
_SHARES = frozenset(("severity", "performance", "level"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Always true, always false, or undecided (None), with the reason and the test it rests on."""

    value: bool | None
    reason: str = ""
    atom: Atom | None = None


_OPEN = Verdict(None)


@dataclass(frozen=True, slots=True)
class Truth:
    """Judges conditions against what the scenario can do."""

    facts: Facts
    flags: frozenset[str]
    levels: frozenset[str]

    def of(self, node: Node) -> Verdict:
        """The verdict on a condition."""
        if isinstance(node, Atom):
            return self._of_atom(node)
        if isinstance(node, Not):
            inner = self.of(node.condition)
            return Verdict(None if inner.value is None else not inner.value, inner.reason, inner.atom)
        if isinstance(node, (And, Or)):
            return self._of_many(node)
        if isinstance(node, Held):
            return self._of_held(node)
        return self.of(node.condition)

    def _of_held(self, node: Held) -> Verdict:
        inner = self.of(node.condition)
        if inner.value is not True and node.duration_ms >= self.facts.sections.clock.runs:
            return Verdict(False, "the run is not longer than this lasts", inner.atom)
        return inner

    def _of_many(self, node: And | Or) -> Verdict:
        decisive = isinstance(node, Or)
        verdicts = [self.of(part) for part in node.conditions]
        for verdict in verdicts:
            if verdict.value is decisive:
                return verdict
        if all(verdict.value is (not decisive) for verdict in verdicts):
            return verdicts[0]
        clash = _clash([part for part in node.conditions if isinstance(part, Atom)], either=decisive)
        return clash or _OPEN

    def _of_atom(self, atom: Atom) -> Verdict:
        if atom.function == "response":
            return self._of_response(atom)
        if atom.comparison is not None:
            return self._of_comparison(atom)
        return self._of_event(atom)

    def _of_event(self, atom: Atom) -> Verdict:
        name = atom.subject
        if atom.function == "flag" and name not in self.flags:
            return Verdict(False, f"nothing sets the flag {name!r}", atom)
        if atom.function in ("active", "contained") and not self.facts.can_open(name):
            return Verdict(False, f"nothing opens {name!r}", atom)
        return _OPEN

    def _of_response(self, atom: Atom) -> Verdict:
        steps = [LEVELS.index(name) for name in LEVELS if name in self.levels]
        wanted = LEVELS.index(str(atom.constant))
        holds = [_compare(step, atom.comparison or "", wanted) for step in steps]
        reason = "levels that can be reached: " + ", ".join(name for name in LEVELS if name in self.levels)
        return Verdict(holds[0], reason, atom) if len(set(holds)) == 1 else _OPEN

    def _of_comparison(self, atom: Atom) -> Verdict:
        if not isinstance(atom.constant, (int, float)):
            return _OPEN
        if atom.function == "severity" and not self.facts.can_open(atom.subject):
            low, high = 0.0, 0.0
        else:
            low, high = self._range(atom)
        at_low, at_high = (_compare(end, atom.comparison or "", atom.constant) for end in (low, high))
        if at_low is not at_high or (atom.comparison in ("==", "!=") and low <= atom.constant <= high):
            return _OPEN
        bounds = f"{low:g} or more" if high == math.inf else f"{low:g} to {high:g}"
        return Verdict(at_low, f"{atom.function} is {bounds}", atom)

    def _range(self, atom: Atom) -> tuple[float, float]:
        """The least and the greatest value the quantity can have."""
        if atom.function in _SHARES:
            return 0.0, 1.0
        if atom.function == "time":
            return 0.0, float(self.facts.sections.clock.runs)
        if atom.function == "clock":
            return 0.0, float(_DAY_MS - 1)
        if atom.function == "free" and not self.facts.targets("add", "raise"):
            resource = self.facts.sections.resources[atom.subject]
            most = max(value for _, value in resource.amount.points)
            return -math.inf, most + (resource.surge.add if resource.surge else 0.0)
        return (-math.inf, math.inf) if atom.function == "free" else (0.0, math.inf)


def _compare(left: float, comparison: str, right: float) -> bool:
    return {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "==": left == right,
        "!=": left != right,
    }[comparison]


def _clash(atoms: list[Atom], *, either: bool) -> Verdict | None:
    """Tests that exclude each other in an `and`, or leave nothing out in an `or`."""
    for index, first in enumerate(atoms):
        for second in atoms[index + 1 :]:
            same = (first.subject, first.part) == (second.subject, second.part)
            if same and {first.function, second.function} == {"up", "down"}:
                return Verdict(either, f"{first.subject!r} is either up or down", second)
            if same and not either and first.function == second.function and _apart(first, second):
                return Verdict(False, "no value lies both " + _said(first) + " and " + _said(second), second)
    return None


def _said(atom: Atom) -> str:
    return f"{atom.comparison} {atom.constant}"


def _apart(first: Atom, second: Atom) -> bool:
    """Whether two comparisons of one quantity cannot hold together."""
    for low, high in ((first, second), (second, first)):
        if low.comparison in (">", ">=") and high.comparison in ("<", "<="):
            above, below = low.constant, high.constant
            if isinstance(above, (int, float)) and isinstance(below, (int, float)):
                touching = low.comparison == ">=" and high.comparison == "<="
                return above > below or (above == below and not touching)
    return False


def truth_of(facts: Facts) -> Truth:
    """The judge for this scenario."""
    return Truth(facts, frozenset(facts.targets("set")), facts.reachable_levels())
