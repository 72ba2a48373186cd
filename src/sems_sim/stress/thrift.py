"""Thrift's compact protocol, as far as a Parquet file needs it.

Written from the protocol's published specification (apache/thrift, thrift-compact-protocol).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12
_TRUE, _FALSE, _LONGEST_SHORT_LIST = 1, 2, 14


def varint(number: int) -> bytes:
    """Write a number that is not negative, seven bits a byte, lowest first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _zigzag(number: int) -> bytes:
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


@dataclass(frozen=True, slots=True)
class Field:
    """A numbered field of a structure, and the bytes of what it holds."""

    number: int
    kind: int
    body: bytes


def i32(field: int, number: int) -> Field:
    """Write a field that holds a 32-bit number."""
    return Field(field, _I32, _zigzag(number))


def i64(field: int, number: int) -> Field:
    """Write a field that holds a 64-bit number."""
    return Field(field, _I64, _zigzag(number))


def text(field: int, words: str) -> Field:
    """Write a field that holds text."""
    return Field(field, _BINARY, _text(words))


def struct(*fields: Field) -> bytes:
    """Write a structure from its fields, whose numbers rise by at most 15."""
    out, last = bytearray(), 0
    for field in fields:
        out.append((field.number - last) << 4 | field.kind)
        out += field.body
        last = field.number
    return bytes(out) + b"\0"


def inner(field: int, body: bytes) -> Field:
    """Write a field that holds a structure."""
    return Field(field, _STRUCT, body)


def structs(field: int, bodies: Sequence[bytes]) -> Field:
    """Write a field that holds a list of structures."""
    return Field(field, _LIST, _head(_STRUCT, len(bodies)) + b"".join(bodies))


def numbers(field: int, values: Sequence[int]) -> Field:
    """Write a field that holds a list of 32-bit numbers."""
    return Field(field, _LIST, _head(_I32, len(values)) + b"".join(_zigzag(value) for value in values))


def texts(field: int, values: Sequence[str]) -> Field:
    """Write a field that holds a list of texts."""
    return Field(field, _LIST, _head(_BINARY, len(values)) + b"".join(_text(value) for value in values))


def _text(words: str) -> bytes:
    raw = words.encode("utf-8")
    return varint(len(raw)) + raw


def _head(kind: int, size: int) -> bytes:
    if size <= _LONGEST_SHORT_LIST:
        return bytes([size << 4 | kind])
    return bytes([0xF0 | kind]) + varint(size)


class Reader:
    """Reads structures from bytes; `at` is where the next one begins."""

    def __init__(self, raw: bytes, at: int = 0) -> None:
        """Begin at a place."""
        self.raw = raw
        self.at = at

    def struct(self) -> dict[int, Any]:
        """Read a structure: field number to what it holds.

        Raises:
            ValueError: If the bytes are no such structure.
        """
        found: dict[int, Any] = {}
        field = 0
        while True:
            head = self._byte()
            if head == 0:
                return found
            kind, step = head & 0x0F, head >> 4
            field = field + step if step else self._signed()
            found[field] = self._value(kind)

    def varint(self) -> int:
        """Read a number that is not negative."""
        number = shift = 0
        while True:
            byte = self._byte()
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def _byte(self) -> int:
        if self.at >= len(self.raw):
            message = "the bytes end in the middle of a structure"
            raise ValueError(message)
        self.at += 1
        return self.raw[self.at - 1]

    def _signed(self) -> int:
        number = self.varint()
        return (number >> 1) ^ -(number & 1)

    def _value(self, kind: int) -> Any:  # noqa: ANN401 - whatever a field may hold
        if kind in (_TRUE, _FALSE):
            return kind == _TRUE
        if kind in (_I32, _I64):
            return self._signed()
        if kind == _BINARY:
            size = self.varint()
            self.at += size
            return self.raw[self.at - size : self.at]
        if kind == _LIST:
            return self._list()
        if kind == _STRUCT:
            return self.struct()
        message = f"a field of kind {kind} is not known here"
        raise ValueError(message)

    def _list(self) -> list[Any]:
        head = self._byte()
        size, kind = head >> 4, head & 0x0F
        if size > _LONGEST_SHORT_LIST:
            size = self.varint()
        return [self._value(kind) for _ in range(size)]
