"""The scalar laws as rules call them: those of sems_sim.laws, compiled as they stand.

A law calls other laws by name, so each is rebuilt with those names bound to compiled functions. Nothing is written
twice, and arithmetic cannot drift apart.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any, TypeVar, cast

from sems_sim.kernel.compiling import rule
from sems_sim.kernel.header import IS_COMPILED

Law = TypeVar("Law", bound=Callable[..., Any])
_LAWS = "sems_sim.laws"
_MADE: dict[Any, Any] = {}


def _bound(module: ModuleType) -> dict[str, Any]:
    """Return a module's names with every law in them compiled."""
    names = dict(vars(module))
    for name, value in names.items():
        if isinstance(value, FunctionType) and value.__module__.startswith(_LAWS):
            names[name] = law(value)
    return names


def law(function: Law) -> Law:
    """Return a law as rules can call it."""
    if not IS_COMPILED or not isinstance(function, FunctionType):
        return function
    if function not in _MADE:
        bindings: dict[str, Any] = {}
        copy = FunctionType(function.__code__, bindings, function.__name__, function.__defaults__)
        _MADE[function] = rule(copy)
        bindings.update(_bound(sys.modules[function.__module__]))
    return cast("Law", _MADE[function])
