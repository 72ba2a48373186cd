"""A log as a table, and as CSV that no spreadsheet program can be harmed by."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from io import StringIO

MARKING = "Handling"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_GUARD = "'"
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class Log:
    """A table: what its columns are called, its rows, and the marking that each row carries."""

    marking: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    nothing: str
    """What the one row of an empty log says."""


def as_csv(log: Log) -> bytes:
    """Return a log as CSV: UTF-8 with a mark at its beginning, lines ended with CR LF, the marking in every row.

    A cell that a spreadsheet program could take for a formula begins with an apostrophe.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow((MARKING, *log.head))
    for row in log.rows or ((log.nothing, *("",) * (len(log.head) - 1)),):
        writer.writerow([guarded(visible(cell)) for cell in (log.marking, *row)])
    return stream.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula."""
    return f"{_GUARD}{text}" if text.startswith((*_FORMULA_SIGNS, _GUARD)) else text


def visible(text: str) -> str:
    r"""Return text with what steers or hides written out (`\u202e`), its line breaks kept: nothing is left out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text.replace("\r\n", "\n"))


def _shown(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in _UNSEEN:
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
