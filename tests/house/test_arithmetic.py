"""The same bits everywhere: what laws, model and engine may not call."""

import ast
from collections.abc import Iterator

from tests.house.tree import Module, imports, modules, told

SHARED = {"laws", "model", "engine", "kernel"}

# Exact by the floating-point standard, or by being integer arithmetic; all else differs between systems.
EXACT = {
    "sqrt", "floor", "ceil", "trunc", "isfinite", "isnan", "isinf", "inf", "nan", "pi", "e", "tau", "frexp",
    "ldexp", "copysign", "fabs", "nextafter", "ulp", "isqrt", "gcd", "lcm", "comb", "perm",
}  # fmt: skip
INEXACT_ARRAYS = {
    "log", "log1p", "log2", "log10", "exp", "exp2", "expm1", "power", "float_power", "sin", "cos", "tan",
    "sinh", "cosh", "tanh", "arctan", "arcsin", "arccos", "cbrt", "random",
}  # fmt: skip
UNREPEATABLE = {"hash", "id"}
CLOCKS = {"time", "random", "secrets", "uuid"}


def _shared() -> Iterator[Module]:
    return (module for module in modules() if module.package in SHARED)


def _nodes(kind: type[ast.AST]) -> Iterator[tuple[Module, ast.AST]]:
    return (
        (module, node) for module in _shared() for node in ast.walk(module.tree) if isinstance(node, kind)
    )


def _is_inexact(node: ast.Attribute) -> bool:
    if not isinstance(node.value, ast.Name):
        return False
    owner = node.value.id
    return (owner == "math" and node.attr not in EXACT) or (
        owner in {"np", "numpy"} and node.attr in INEXACT_ARRAYS
    )


def test_only_exact_functions_are_called() -> None:
    """Nothing of `math` but what is exact, and no transcendental function of NumPy: decision 0003."""
    found = [
        f"{module.place}:{node.lineno}: {node.attr}"
        for module, node in _nodes(ast.Attribute)
        if isinstance(node, ast.Attribute) and _is_inexact(node)
    ]
    found += [
        f"{module.place}:{line}: {name}"
        for module in _shared()
        for line, source, name in imports(module)
        if (source == "math" and name and name not in EXACT) or (source == "numpy" and name in INEXACT_ARRAYS)
    ]

    assert [] == found, told(found)


def test_a_power_is_a_product() -> None:
    """`**` has a written whole number on its left; a float is multiplied out, or the laws do it."""
    found = [
        f"{module.place}:{node.lineno}"
        for module, node in _nodes(ast.BinOp)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Pow)
        and not (isinstance(node.left, ast.Constant) and isinstance(node.left.value, int))
    ]

    assert [] == found, told(found)


def _counts(node: ast.Call) -> bool:
    """Tell whether a `sum` plainly adds whole numbers: `sum(1 for …)`, `sum(len(x) for …)`."""
    first = node.args[0] if node.args else None
    item = first.elt if isinstance(first, ast.GeneratorExp | ast.ListComp) else None
    if isinstance(item, ast.Constant):
        return isinstance(item.value, int)
    return (
        isinstance(item, ast.Call)
        and isinstance(item.func, ast.Name)
        and item.func.id in {"len", "int", "round"}
    )


def test_floats_are_added_in_a_loop() -> None:
    """`sum` only counts: since Python 3.12 it adds floats with a correction that 3.11 does not have."""
    found = [
        f"{module.place}:{node.lineno}"
        for module, node in _nodes(ast.Call)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "sum"
        and not _counts(node)
    ]

    assert [] == found, told(found)


def test_nothing_depends_on_the_moment_or_the_process() -> None:
    """No wall clock, no chance but addressed streams, no `hash` or `id`: they differ between processes."""
    found = [
        f"{module.place}:{node.lineno}: {node.func.id}"
        for module, node in _nodes(ast.Call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in UNREPEATABLE
    ]
    found += [
        f"{m.place}:{line}: {source}" for m in _shared() for line, source, _ in imports(m) if source in CLOCKS
    ]

    assert [] == found, told(found)
