"""Compile the rules: each where it is called from, a unit of them as one C function.

A unit knows the others by their doors alone: each is compiled for itself, and two processes can share the work.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sems_sim.kernel.header import IS_COMPILED, NUMBERS

Function = TypeVar("Function", bound=Callable[..., Any])

OPTIONS = {
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "nogil": True,
}


def rule(function: Function) -> Function:
    """Mark a function as a rule: compiled where it is called from, plain Python when interpreted."""
    if not IS_COMPILED:
        return function
    from numba import njit

    compiled: Function = njit(**OPTIONS)(function)
    return compiled


def entrance(unit: Callable[..., int], *, cache: bool = True) -> Any:  # noqa: ANN401 - some compiled C function
    """Return a unit as a C function; its `address` goes into the header."""
    from numba import cfunc, types

    from sems_sim.kernel.linking import as_one_module

    signature = types.int64(*[types.int64] * (2 + NUMBERS), types.float64)
    with as_one_module(unit.__name__):
        return cfunc(signature, error_model="numpy", cache=cache)(unit)
