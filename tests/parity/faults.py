"""Faults that somebody could make in a rule: one small change of its text each."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from sems_sim.laws import stream, uniform

FOLDER = Path("src/sems_sim/kernel")
FILES = (
    *sorted(path.stem for path in FOLDER.glob("rules_*.py")), "asking", "lines", "pictures", "profiles", "severity",
)  # fmt: skip
"""Every file that has rules; those of the agenda among them."""

_TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_COUNTED = {"key_of": (0, 2), "record": (1, 3), "draw_ms": (3,), "chance": (2,), "draw": (3,)}
"""Arguments that are names of phases, acts, kinds and numbers of draws: the next one is a wrong one."""
_FILLED = ("at", "push", "through", "through_with", "key_of")
"""Calls with places for more numbers than most of those that are called read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule with one thing wrong."""

    file: str
    function: str
    number: int
    """Which of the faults of its rule."""
    what: str

    @property
    def name(self) -> str:
        """What the fault is called in reports and in the list of those that change nothing."""
        return f"{self.file}.{self.function} {self.number}: {self.what}"


def faults_of(file: str) -> list[Fault]:
    """Return every fault that can be planted in a file, in the order of its text."""
    found = []
    for rule in _rules(file):
        planter = _Planter(None)
        planter.plant(rule)
        found += [Fault(file, rule.name, number, what) for number, what in enumerate(planter.told)]
    return found


def sample(file: str, count: int, seed: int = 1) -> list[Fault]:
    """Return some faults of a file, the same on every machine; more of them begin with the fewer."""
    here = stream(file, "planted fault")
    drawn = [(uniform(seed, 0, here, n), n, fault) for n, fault in enumerate(faults_of(file))]
    return [fault for _, _, fault in sorted(drawn, key=lambda one: one[:2])[:count]]


def code_of(fault: Fault) -> CodeType:
    """Return the compiled text of the rule with the fault in it."""
    (rule,) = [rule for rule in _rules(fault.file) if rule.name == fault.function]
    _Planter(fault.number).plant(rule)
    rule.decorator_list, rule.returns = [], None
    for argument in rule.args.args:
        argument.annotation = None
    module = ast.fix_missing_locations(ast.Module([rule], []))
    names: dict[str, FunctionType] = {}
    exec(compile(module, f"{fault.file}.py", "exec"), names)  # noqa: S102 - our own text, with our own fault
    return names[fault.function].__code__


def _rules(file: str) -> list[ast.FunctionDef]:
    """Return the rules of a file but its switchboard: what goes astray there is not subtle."""
    tree = ast.parse((FOLDER / f"{file}.py").read_text(encoding="utf-8"))
    switchboard = file.removeprefix("rules_")
    rules = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [node for node in rules if node.name != switchboard]


class _Planter(ast.NodeTransformer):
    """Walks through a rule, counts what could be wrong, and makes one of it wrong."""

    def __init__(self, wanted: int | None) -> None:
        self.told: list[str] = []
        self._wanted = wanted

    def plant(self, rule: ast.FunctionDef) -> None:
        """Walk through a rule, whose first statement may be its docstring."""
        has_sign = ast.get_docstring(rule) is not None
        rule.body = rule.body[:has_sign] + [self.visit(statement) for statement in rule.body[has_sign:]]

    def visit(self, node: ast.AST) -> Any:
        """Return a node as it is, or wrong."""
        for wrong in _wrong(node):
            number = len(self.told)
            self.told.append(f"'{_said(node)}' becomes '{_said(wrong)}'")
            if number == self._wanted:
                return wrong
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FILLED:
            node.args = [
                given if isinstance(given, ast.Constant) else self.visit(given) for given in node.args
            ]
            return node
        if (
            isinstance(node, ast.Return)
            and isinstance(node.value, ast.Constant)
            and type(node.value.value) is int
        ):
            return node  # what a rule gives back only because every rule gives something back
        return self.generic_visit(node)


def _said(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split("\n")[0]


def _wrong(node: ast.AST) -> Iterator[ast.AST]:
    """Yield every way in which one node could be wrong."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED:
        yield _changed(node, ops=[_TURNED[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in _TURNED:
        yield _changed(node, op=_TURNED[type(node.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield _changed(node, body=node.orelse, orelse=node.body)
    elif isinstance(node, ast.If):
        yield _changed(node, test=ast.Constant(True))
        yield _changed(node, test=ast.Constant(False))
    elif isinstance(node, ast.Call):
        yield from _wrong_calls(node)
    elif isinstance(node, ast.Constant):
        yield from _wrong_constants(node)
    if _is_deed(node):
        yield ast.Pass()


def _changed(node: ast.AST, **fields: object) -> ast.AST:
    wrong = copy.copy(node)
    for name, value in fields.items():
        setattr(wrong, name, value)
    return wrong


def _is_deed(node: ast.AST) -> bool:
    """Return whether leaving a statement out leaves a rule that can still run."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) for target in node.targets)
    return isinstance(node, ast.AugAssign)


def _wrong_calls(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    counted = _COUNTED.get(name, ())
    for place, given in enumerate(node.args):
        if place in counted and not isinstance(given, ast.Constant):
            yield _with(node, place, ast.BinOp(given, ast.Add(), ast.Constant(1)))
        if isinstance(given, ast.Name) and given.id in ("cause", "told"):
            yield _with(node, place, ast.Constant(-1))
    if name in ("min", "max"):
        yield _changed(node, func=ast.Name("max" if name == "min" else "min", ast.Load()))


def _with(node: ast.Call, place: int, given: ast.expr) -> ast.AST:
    return _changed(node, args=[*node.args[:place], given, *node.args[place + 1 :]])


def _wrong_constants(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
