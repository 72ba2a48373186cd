"""A line of a pane: words in tones, cut to a width; no tone bears a meaning alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

TONES = ("dim", "strong", "good", "warn", "bad", "accent", "held", "struck", "head", "key")
"""The tones a style sheet colours, as `board--<tone>`; an empty tone is plain."""

Span = tuple[str, str]
"""Words and their tone."""
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list: what it is called, what it depends on, and how it is drawn."""

    key: str
    """Empty for a heading, which cannot be chosen."""
    stamp: Hashable
    """Whatever the drawing depends on beside the width; an item with the same stamp is not drawn again."""
    draw: Callable[[int], tuple[Line, ...]]
    """Draws it for a width in cells."""


def length(line: Iterable[Span]) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(words) for words, _ in line)


def cut(line: Iterable[Span], width: int) -> Line:
    """Return a line shortened to a width in cells; an ellipsis says that something is missing."""
    whole = tuple(line)
    if length(whole) <= width:
        return whole
    kept: list[Span] = []
    left, tone = width - 1, ""
    for words, tone in whole:
        size = cell_len(words)
        kept.append((words if size <= left else set_cell_size(words, max(0, left)), tone))
        left -= size
        if left < 0:
            break
    return (*kept, ("…", tone)) if width > 0 else ()


def sized(words: str, width: int, tone: str = "") -> Span:
    """Return words in a column of a width: padded, or shortened with an ellipsis."""
    if cell_len(words) > width:
        words = set_cell_size(words, max(0, width - 1)) + ("…" if width else "")
    return (set_cell_size(words, width), tone)


def right(words: str, width: int, tone: str = "") -> Span:
    """Return words at the right of a column of a width."""
    return (
        (" " * (width - cell_len(words)) + words, tone)
        if cell_len(words) <= width
        else sized(words, width, tone)
    )


def spread(left: Line, tail: Line, width: int) -> Line:
    """Return a line with one part at its left end and one at its right; the left one gives way."""
    room = width - length(tail)
    if room < 1 or not tail:
        return cut(tail or left, width)
    start = cut(left, room - 1)
    return (*start, (" " * (room - length(start)), ""), *tail)


def joined(parts: Iterable[Line], gap: str = " · ") -> Line:
    """Return the parts that are not empty, one after the other."""
    found: list[Span] = []
    for part in parts:
        if length(part):
            found += [(gap, "dim"), *part] if found else part
    return tuple(found)


def plain(line: Iterable[Span]) -> str:
    """Return a line without its tones."""
    return "".join(words for words, _ in line)


def wrapped(words: str, width: int, tone: str = "") -> tuple[Line, ...]:
    """Return words broken into lines of a width in cells, at spaces where there are any."""
    lines: list[str] = []
    for paragraph in words.splitlines() or [""]:
        lines += _broken(paragraph, max(1, width))
    return tuple(((one, tone),) for one in lines)


def _broken(words: str, width: int) -> list[str]:
    lines, present = [], ""
    for word in words.split(" "):
        longer = f"{present} {word}" if present else word
        if cell_len(longer) <= width:
            present = longer
            continue
        if present:
            lines.append(present)
        while cell_len(word) > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]  # noqa: PLW2901 - what is left of a word longer than a line
        present = word
    return [*lines, present]


def _head(word: str, width: int) -> str:
    """Return as many letters as fit, but at least one: a wide one may be wider than the line."""
    taken = next((n for n in range(1, len(word) + 1) if cell_len(word[:n]) > width), len(word) + 1) - 1
    return word[: max(1, taken)]


def heading(words: str, note: str = "") -> Item:
    """Return a heading between items."""
    line: Line = ((words.upper(), "head"), (f"  {note}" if note else "", "dim"))
    return Item("", ("heading", words, note), lambda width: (cut(line, width),))


def said(words: str, tone: str = "dim") -> Item:
    """Return a sentence that stands where there is nothing to list."""
    return Item("", ("said", words, tone), lambda width: wrapped(words, width, tone))
