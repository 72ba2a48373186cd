"""What the compiler must know to read tables and to go through doors.

A few lines of machine code each.

Everything here is address arithmetic. Rules never see an address but that of the header.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import lower_builtin, type_callable
from numba.np import numpy_support
from numba.np.arrayobj import make_array, populate_array

from sems_sim.kernel.header import ENTRANCES, IS_CHECKED, NUMBERS, ROOM, SIZE, STRAYS

_WORD = ir.IntType(64)
_REAL = ir.DoubleType()
_WHOLE = types.Integer
_ANY = types.VarArg(types.Any)


def _word(number: int) -> ir.Constant:
    return ir.Constant(_WORD, number)


def _slot(builder: Any, w: Any, place: Any) -> Any:
    """Return a pointer to a word of the header."""
    address = builder.add(w, builder.mul(place, _word(8)))
    return builder.inttoptr(address, _WORD.as_pointer())


def _read(builder: Any, w: Any, place: Any) -> Any:
    return builder.load(_slot(builder, w, place))


def _cast(context: Any, builder: Any, values: Any, kinds: Any, to: Any = types.int64) -> list[Any]:
    return [context.cast(builder, value, kind, to) for value, kind in zip(values, kinds, strict=True)]


def _kept_inside(builder: Any, w: Any, number: int, index: Any) -> Any:
    """Return the index, or 0 with a stray counted if there is no such row."""
    is_there = builder.icmp_unsigned("<", index, _read(builder, w, _word(ROOM + number)))
    strays = _slot(builder, w, _word(STRAYS))
    count = builder.load(strays)
    builder.store(builder.select(is_there, count, builder.add(count, _word(1))), strays)
    return builder.select(is_there, index, _word(0))


def teach_access(row: Callable[..., Any], number: int, dtype: np.dtype[Any]) -> None:
    """Teach the compiler that `row(w, index)` is the record at that index of a table."""
    record = numpy_support.from_dtype(dtype)

    @type_callable(row)  # type: ignore[untyped-decorator] # numba carries no types
    def _(context: Any) -> Any:  # noqa: ARG001 - numba hands it over
        def typer(w: Any, index: Any = None) -> Any:  # noqa: ARG001 - only their number counts
            return record

        return typer

    @lower_builtin(row, _ANY)  # type: ignore[untyped-decorator] # numba carries no types
    def _(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        given = _cast(context, builder, arguments, signature.args)
        w, index = given if len(given) == 2 else (given[0], _word(0))
        if IS_CHECKED:
            index = _kept_inside(builder, w, number, index)
        base = _read(builder, w, _word(number))
        address = builder.add(base, builder.mul(index, _word(dtype.itemsize)))
        return builder.inttoptr(address, context.get_value_type(record))


def teach(functions: dict[str, Callable[..., Any]]) -> None:
    """Teach the compiler the functions of memory.py, by name."""
    _teach_stretch(functions["reals"], types.float64)
    _teach_stretch(functions["wholes"], types.int64)
    _teach_whole(functions["room_of"], _room_of)
    _teach_whole(functions["clear_row"], _clear_row)
    _teach_whole(functions["set_link"], _set_link)
    _teach_bits(functions["bits_of"])
    _teach_door(functions["through"], has_real=False)
    _teach_door(functions["through_with"], has_real=True)


def _teach_stretch(function: Callable[..., Any], element: Any) -> None:
    kind = types.Array(element, 1, "C")

    @type_callable(function)  # type: ignore[untyped-decorator] # numba carries no types
    def _(context: Any) -> Any:  # noqa: ARG001 - numba hands it over
        return lambda w, table, first, count: kind  # noqa: ARG005 - only their number counts

    @lower_builtin(function, _WHOLE, _WHOLE, _WHOLE, _WHOLE)  # type: ignore[untyped-decorator] # numba carries no types
    def _(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        w, table, first, count = _cast(context, builder, arguments, signature.args)
        address = builder.add(_read(builder, w, table), builder.mul(first, _word(8)))
        array = make_array(kind)(context, builder)
        data = builder.inttoptr(address, context.get_data_type(element).as_pointer())
        populate_array(
            array,
            data=data,
            shape=[count],
            strides=[context.get_constant(types.intp, 8)],
            itemsize=context.get_constant(types.intp, 8),
            meminfo=None,
        )
        return array._getvalue()  # noqa: SLF001 - how numba's own lowering ends


def _teach_whole(function: Callable[..., Any], lower: Callable[..., Any]) -> None:
    """Teach a function of whole numbers to a whole number."""

    @type_callable(function)  # type: ignore[untyped-decorator] # numba carries no types
    def _(context: Any) -> Any:  # noqa: ARG001 - numba hands it over
        def typer(w: Any, a: Any, b: Any = None, c: Any = None) -> Any:  # noqa: ARG001 - only their number counts
            return types.int64

        return typer

    @lower_builtin(function, _ANY)  # type: ignore[untyped-decorator] # numba carries no types
    def _(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return lower(builder, *_cast(context, builder, arguments, signature.args))


def _room_of(builder: Any, w: Any, table: Any) -> Any:
    return _read(builder, w, builder.add(table, _word(ROOM)))


def _row_address(builder: Any, w: Any, table: Any, index: Any) -> tuple[Any, Any]:
    size = _read(builder, w, builder.add(table, _word(SIZE)))
    return builder.add(_read(builder, w, table), builder.mul(index, size)), size


def _clear_row(builder: Any, w: Any, table: Any, index: Any) -> Any:
    address, size = _row_address(builder, w, table, index)
    link = builder.load(builder.inttoptr(address, _WORD.as_pointer()))
    start = builder.inttoptr(address, ir.IntType(8).as_pointer())
    clear = builder.module.declare_intrinsic("llvm.memset", [ir.IntType(8).as_pointer(), _WORD])
    builder.call(clear, [start, ir.Constant(ir.IntType(8), 0), size, ir.Constant(ir.IntType(1), 0)])
    return link


def _set_link(builder: Any, w: Any, table: Any, index: Any, link: Any) -> Any:
    address, _ = _row_address(builder, w, table, index)
    builder.store(link, builder.inttoptr(address, _WORD.as_pointer()))
    return _word(0)


def _teach_bits(function: Callable[..., Any]) -> None:
    @type_callable(function)  # type: ignore[untyped-decorator] # numba carries no types
    def _(context: Any) -> Any:  # noqa: ARG001 - numba hands it over
        return lambda value: types.int64  # noqa: ARG005 - only their number counts

    @lower_builtin(function, types.Float)  # type: ignore[untyped-decorator] # numba carries no types
    def _(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001 - numba hands them over
        return builder.bitcast(arguments[0], _WORD)


def _teach_door(function: Callable[..., Any], *, has_real: bool) -> None:
    numbers_from = 3 if has_real else 2

    @type_callable(function)  # type: ignore[untyped-decorator] # numba carries no types
    def _(context: Any) -> Any:  # noqa: ARG001 - numba hands it over
        if has_real:
            return lambda w, code, x, a=None, b=None, c=None, d=None, e=None, f=None: types.int64  # noqa: ARG005 - only their number counts
        return lambda w, code, a=None, b=None, c=None, d=None, e=None, f=None: types.int64  # noqa: ARG005 - likewise

    @lower_builtin(function, _ANY)  # type: ignore[untyped-decorator] # numba carries no types
    def _(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        w, code = _cast(context, builder, arguments[:2], signature.args[:2])
        numbers = _cast(context, builder, arguments[numbers_from:], signature.args[numbers_from:])
        numbers += [_word(0)] * (NUMBERS - len(numbers))
        value = ir.Constant(_REAL, 0.0)
        if has_real:
            (value,) = _cast(context, builder, arguments[2:3], signature.args[2:3], types.float64)
        entrance = _read(builder, w, builder.add(builder.lshr(code, _word(8)), _word(ENTRANCES)))
        kind = ir.FunctionType(_WORD, [_WORD] * (2 + NUMBERS) + [_REAL])
        return builder.call(builder.inttoptr(entrance, kind.as_pointer()), [w, code, *numbers, value])
