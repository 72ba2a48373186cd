"""Compile a unit as one module, each of its rules once: half the time of numba's way.

Numba makes every function fit to run alone: it links all that the function calls into it, optimises the whole, and
makes machine code, for each function on the way up. Nobody calls a rule from outside, so a rule is only lowered here;
a unit links every rule it reaches once, optimises once, and is the only one to become machine code.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite import binding
from numba import _dynfunc
from numba.core import cgutils, codegen, cpu, dispatcher, types


@contextmanager
def as_one_module(name: str) -> Iterator[None]:
    """While this lasts, only the function of this name is linked, optimised and made machine code."""
    library, context, rule = codegen.CPUCodeLibrary, cpu.CPUContext, dispatcher.Dispatcher
    template = rule.get_call_template
    before = (
        library.finalize,
        library._optimize_functions,  # noqa: SLF001 - where numba decides what to optimise
        library.add_ir_module,
        context.get_executable,
    )
    library.finalize = _finalize_of(name, before[0])
    library._optimize_functions = _optimize_of(name, before[1])  # noqa: SLF001 - as above
    library.add_ir_module = _add_unverified
    context.get_executable = _never_called_from_python
    rule.get_call_template = _plain_of(template)
    try:
        yield
    finally:
        rule.get_call_template = template
        library.finalize, library._optimize_functions, library.add_ir_module, context.get_executable = before  # noqa: SLF001 - as above


def _finalize_of(name: str, original: Any) -> Any:  # noqa: ANN401 - methods of numba
    def finalize(self: Any) -> None:  # noqa: ANN401 - some library of numba
        if self.name != name and _is_numbas_own(self):
            original(self)
            return
        self._raise_if_finalized()
        if self.name != name:
            self._finalized = True
            return
        for part in _all_parts(self):
            self._final_module.link_in(_module_of(part), preserve=True)
        for function in self._final_module.functions:
            if not function.is_declaration and not function.name.startswith("cfunc."):
                function.linkage = "internal"
        self._optimize_final_module()
        self._final_module.verify()
        self._finalize_final_module()

    return finalize


def _plain_of(original: Any) -> Any:  # noqa: ANN401 - methods of numba
    """Let a rule be lowered once for whole numbers, and not once for each that is written in a call."""

    def get_call_template(self: Any, arguments: Any, named: Any) -> Any:  # noqa: ANN401 - types of numba
        return original(self, tuple(types.unliteral(argument) for argument in arguments), named)

    return get_call_template


def _optimize_of(name: str, original: Any) -> Any:  # noqa: ANN401 - methods of numba
    def optimize(self: Any, module: Any) -> None:  # noqa: ANN401 - some library of numba
        if self.name == name:
            original(self, module)

    return optimize


def _add_unverified(self: Any, module: Any) -> None:  # noqa: ANN401 - some library of numba
    """Take a module without verifying it: the whole is verified once."""
    parsed = binding.parse_assembly(cgutils.normalize_ir_text(str(module)))
    parsed.name = module.name
    self.add_llvm_module(parsed)


def _never_called_from_python(self: Any, library: Any, description: Any, environment: Any) -> Any:  # noqa: ANN401, ARG001 - in place of numba's own
    """Return what numba knows a function by; it has no machine code of its own, and nobody calls it."""
    name = description.qualname.split(".")[-1]
    return _dynfunc.make_function(description.lookup_module(), name, "", 1, environment, (library,))


def _is_numbas_own(library: Any) -> bool:  # noqa: ANN401 - some library of numba
    """Return whether it is part of numba: other code of this process may need it as numba leaves it."""
    return any(function.name.startswith("_ZN5numba") for function in library.get_defined_functions())


def _module_of(library: Any) -> Any:  # noqa: ANN401 - some library of numba
    """Return what a library was lowered to; of numba's own, with all that it calls."""
    if _is_numbas_own(library):
        return library._get_module_for_linking()  # noqa: SLF001 - how numba links it
    return library._final_module  # noqa: SLF001 - what it was lowered to


def _all_parts(library: Any) -> list[Any]:  # noqa: ANN401 - some library of numba
    """Return every library that a library needs, each once."""
    found: list[Any] = []
    waiting = list(library._linking_libraries)  # noqa: SLF001 - what it calls
    while waiting:
        part = waiting.pop()
        if not any(part is other for other in found):
            found.append(part)
            if not _is_numbas_own(part):
                waiting.extend(part._linking_libraries)  # noqa: SLF001 - likewise
    return found
