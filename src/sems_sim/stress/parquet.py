"""Parquet files: a table of numbers and words, written and read without a large library.

One row group; a column is a dictionary page and its codes where that is shorter, else its plain values. Nothing is
compressed: dictionaries take the air out, and the bytes are the same on every machine, whatever its zlib. Between
the last column and the footer stands where each column begins, as 64-bit numbers, so that one column can be read
without the footer, which grows with the number of columns. Written from the format's published specification
(apache/parquet-format, `parquet.thrift` and `Encodings.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sems_sim.stress import thrift

Kind = Literal["real", "whole", "text"]

_MAGIC = b"PAR1"
_INT64, _DOUBLE, _BYTE_ARRAY = 2, 5, 6
_REQUIRED, _OPTIONAL = 0, 1
_PLAIN, _RLE, _CODES = 0, 3, 8
_DATA_PAGE, _DICTIONARY_PAGE = 0, 2
_UTF8 = 0
_TYPES = {"real": _DOUBLE, "whole": _INT64, "text": _BYTE_ARRAY}
_WRITER = "sems-sim"


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A named column: `real` (float64, NaN becomes NULL), `whole` (int64) or `text` (`words[value]`)."""

    name: str
    kind: Kind
    values: NDArray[np.float64] | NDArray[np.int64]
    """Numbers; of a text column, the place of each row's word among the words."""
    words: tuple[str, ...] = ()


def reals(name: str, values: NDArray[np.float64]) -> Column:
    """Make a column of numbers that may be missing (NaN)."""
    return Column(name, "real", values)


def wholes(name: str, values: NDArray[np.int64]) -> Column:
    """Make a column of whole numbers."""
    return Column(name, "whole", values)


def words(name: str, choices: Sequence[str], chosen: NDArray[np.int64]) -> Column:
    """Make a column of text: `choices[chosen[row]]`."""
    return Column(name, "text", chosen, tuple(choices))


def table(columns: Sequence[Column]) -> bytes:
    """Return a Parquet file of columns of equal length."""
    rows = int(columns[0].values.size)
    out = bytearray(_MAGIC)
    starts, chunks = [], []
    for column in columns:
        starts.append(len(out))
        dictionary, data = _pages(column)
        chunks.append(_chunk(column, len(out), len(dictionary), len(data)))
        out += dictionary + data
    size = len(out) - len(_MAGIC)
    out += np.array(starts, dtype="<i8").tobytes()
    footer = _footer(columns, chunks, size, rows)
    return bytes(out + footer + len(footer).to_bytes(4, "little") + _MAGIC)


def _pages(column: Column) -> tuple[bytes, bytes]:
    """Return the dictionary page, or nothing, and the data page of a column."""
    levels, present = b"", column.values
    if column.kind == "real":
        held = ~np.isnan(column.values)
        levels = _levels(held)
        present = column.values[held]
    entries, codes = _dictionary(column, present)
    size = int(column.values.size)
    if codes is None:
        return b"", _page(_DATA_PAGE, size, _PLAIN, levels + present.astype(_little(column)).tobytes())
    width = max(1, (len(entries) - 1).bit_length())
    body = levels + bytes([width]) + _packed(codes, width)
    return _page(_DICTIONARY_PAGE, len(entries), _PLAIN, _plain(entries)), _page(
        _DATA_PAGE, size, _CODES, body
    )


def _little(column: Column) -> str:
    return "<f8" if column.kind == "real" else "<i8"


def _dictionary(
    column: Column, present: NDArray[np.float64] | NDArray[np.int64]
) -> tuple[Sequence[str] | NDArray[np.int64], NDArray[np.int64] | None]:
    """Return the distinct values and each row's place among them; None where plain values are shorter."""
    if column.kind == "text":
        return column.words, present.astype(np.int64)
    bits = present.astype(_little(column)).view("<i8")
    if bits.size and (bits == bits[0]).all():
        return bits[:1], np.zeros(bits.size, dtype=np.int64)
    distinct, codes = np.unique(bits, return_inverse=True)
    width = max(1, int(distinct.size - 1).bit_length()) if distinct.size else 64
    if distinct.size * 64 + bits.size * width >= bits.size * 64:
        return distinct, None
    return distinct, codes.reshape(-1).astype(np.int64)


def _plain(entries: Sequence[str] | NDArray[np.int64]) -> bytes:
    if isinstance(entries, np.ndarray):
        return entries.tobytes()
    raw = [entry.encode("utf-8") for entry in entries]
    return b"".join(len(one).to_bytes(4, "little") + one for one in raw)


def _levels(held: NDArray[np.bool_]) -> bytes:
    """Return which rows have a value, as definition levels with their length in front."""
    body = _packed(held.astype(np.int64), 1)
    return len(body).to_bytes(4, "little") + body


def _packed(codes: NDArray[np.int64], width: int) -> bytes:
    """Return small numbers in the hybrid encoding: one run if they are all the same, else packed bits."""
    size = int(codes.size)
    if size == 0:
        return b""
    if (codes == codes[0]).all():
        return thrift.varint(size << 1) + int(codes[0]).to_bytes((width + 7) // 8, "little")
    groups = (size + 7) // 8
    padded = np.zeros(groups * 8, dtype=np.int64)
    padded[:size] = codes
    bits = (padded[:, None] >> np.arange(width)) & 1
    return thrift.varint(groups << 1 | 1) + np.packbits(bits.astype(np.uint8), bitorder="little").tobytes()


def _page(kind: int, values: int, encoding: int, body: bytes) -> bytes:
    about = [thrift.i32(1, values), thrift.i32(2, encoding)]
    if kind == _DATA_PAGE:
        about += [thrift.i32(3, _RLE), thrift.i32(4, _RLE)]
    place = 5 if kind == _DATA_PAGE else 7
    size = len(body)
    head = thrift.struct(
        thrift.i32(1, kind),
        thrift.i32(2, size),
        thrift.i32(3, size),
        thrift.inner(place, thrift.struct(*about)),
    )
    return head + body


def _chunk(column: Column, start: int, dictionary: int, data: int) -> bytes:
    """Return what the footer says of one column: its type, its encodings, and where its pages begin."""
    fields = [
        thrift.i32(1, _TYPES[column.kind]),
        thrift.numbers(2, (_PLAIN, _RLE, _CODES) if dictionary else (_PLAIN, _RLE)),
        thrift.texts(3, [column.name]),
        thrift.i32(4, 0),
        thrift.i64(5, int(column.values.size)),
        thrift.i64(6, dictionary + data),
        thrift.i64(7, dictionary + data),
        thrift.i64(9, start + dictionary),
    ]
    if dictionary:
        fields.append(thrift.i64(11, start))
    return thrift.struct(thrift.i64(2, start), thrift.inner(3, thrift.struct(*fields)))


def _footer(columns: Sequence[Column], chunks: Sequence[bytes], size: int, rows: int) -> bytes:
    schema = [thrift.struct(thrift.text(4, "schema"), thrift.i32(5, len(columns)))]
    schema += [_described(column) for column in columns]
    group = thrift.struct(thrift.structs(1, chunks), thrift.i64(2, size), thrift.i64(3, rows))
    return thrift.struct(
        thrift.i32(1, 1),
        thrift.structs(2, schema),
        thrift.i64(3, rows),
        thrift.structs(4, [group]),
        thrift.text(6, _WRITER),
    )


def _described(column: Column) -> bytes:
    fields = [
        thrift.i32(1, _TYPES[column.kind]),
        thrift.i32(3, _OPTIONAL if column.kind == "real" else _REQUIRED),
        thrift.text(4, column.name),
    ]
    if column.kind == "text":
        fields.append(thrift.i32(6, _UTF8))
    return thrift.struct(*fields)


@dataclass(frozen=True, slots=True)
class Table:
    """A file that `table` wrote, read column by column; the kinds of its columns are known."""

    path: Path
    kinds: tuple[Kind, ...]

    def column(self, number: int) -> Column:
        """Read one column; its name is left out.

        Raises:
            ValueError: If the file is damaged.
            OSError: If it cannot be read.
        """
        with self.path.open("rb") as file:
            file.seek(-8, 2)
            end = file.tell() - int.from_bytes(file.read(4), "little")
            index = end - 8 * len(self.kinds)
            if file.read(4) != _MAGIC or index < 0:
                message = f"{self.path}: not a file of ours"
                raise ValueError(message)
            file.seek(index)
            starts = [*np.frombuffer(file.read(end - index), dtype="<i8").tolist(), index]
            file.seek(starts[number])
            raw = file.read(starts[number + 1] - starts[number])
        return _read(raw, self.kinds[number])


def _read(raw: bytes, kind: Kind) -> Column:
    reader = thrift.Reader(raw)
    head = reader.struct()
    entries: NDArray[np.int64] = np.zeros(0, dtype="<i8")
    found: tuple[str, ...] = ()
    if head[1] == _DICTIONARY_PAGE:
        body = raw[reader.at : reader.at + head[3]]
        if kind == "text":
            found = _texts(body)
        else:
            entries = np.frombuffer(body, dtype="<i8")
        reader.at += head[3]
        head = reader.struct()
    size, encoding = head[5][1], head[5][2]
    held = _held(reader, size) if kind == "real" else np.ones(size, dtype=np.bool_)
    bits = _values(reader, int(np.count_nonzero(held)), encoding)
    if encoding == _CODES and kind != "text":
        bits = entries[bits]
    if kind != "real":
        return Column("", kind, bits, found)
    values = np.full(size, np.nan)
    values[held] = bits.view("<f8")
    return Column("", kind, values)


def _texts(body: bytes) -> tuple[str, ...]:
    found, at = [], 0
    while at < len(body):
        size = int.from_bytes(body[at : at + 4], "little")
        found.append(body[at + 4 : at + 4 + size].decode("utf-8"))
        at += 4 + size
    return tuple(found)


def _held(reader: thrift.Reader, size: int) -> NDArray[np.bool_]:
    reader.at += 4
    return _unpacked(reader, size, 1).astype(np.bool_)


def _values(reader: thrift.Reader, size: int, encoding: int) -> NDArray[np.int64]:
    """Return plain values as the bits they are made of, or codes."""
    if encoding == _PLAIN:
        return np.frombuffer(reader.raw, dtype="<i8", count=size, offset=reader.at)
    width = reader.raw[reader.at]
    reader.at += 1
    return _unpacked(reader, size, width)


def _unpacked(reader: thrift.Reader, size: int, width: int) -> NDArray[np.int64]:
    if size == 0:
        return np.zeros(0, dtype=np.int64)
    head = reader.varint()
    length = (width + 7) // 8 if head & 1 == 0 else (head >> 1) * width
    raw = reader.raw[reader.at : reader.at + length]
    reader.at += length
    if head & 1 == 0:
        return np.full(size, int.from_bytes(raw, "little"), dtype=np.int64)
    bits = np.unpackbits(np.frombuffer(raw, dtype=np.uint8), bitorder="little").reshape(-1, width)
    numbers: NDArray[np.int64] = (bits.astype(np.int64) << np.arange(width)).sum(axis=1)
    return numbers[:size]
