"""The file as a tree of nodes that remember where they stand; no values are checked here."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sems_sim.errors import Fault

Key = str | int
Path = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, or of one argument (`numbered` is false then), for messages."""

    name: str
    lines: tuple[str, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, line and column from 1 (0 where there is none)."""

    file: str
    line: int
    column: int


@dataclass(slots=True)
class Node:
    """A scalar, a list or a mapping of the file, with its place.

    `value` is the typed scalar, a list of nodes, or a dict of nodes by the text of their key; `keys` holds the
    node of each key. `text` is a scalar as written, `exact` whether its characters stand one by one in the line.
    """

    value: Any
    source: SourceText
    line: int
    column: int
    text: str = ""
    exact: bool = True
    flow: bool = False
    keys: dict[str, Node] = field(default_factory=dict)

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self.value, dict)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.source.name, self.line if self.source.numbered else 0, self.column)

    def fault(self, message: str, remedy: str = "", offset: int = 0, width: int = 0) -> Fault:
        """A fault of this node; `offset` and `width` mark a part of its text."""
        lines = self.source.lines
        text_line = lines[self.line - 1] if 0 < self.line <= len(lines) else ""
        shift = offset if self.exact else 0
        length = width if width and self.exact else len(self.text.split("\n")[0]) or 1
        place = self.place
        column = self.column + shift
        return Fault(
            place.file,
            place.line,
            column,
            message,
            remedy,
            text_line,
            max(1, length - (shift if not width else 0)),
        )


NO_KEYS: dict[str, Node] = {}
"""Shared by all scalars, which have no keys; never written to."""


_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_INTEGER = re.compile(r"[-+]?[0-9]+(?:_[0-9]+)*")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:_[0-9]+)*(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LONGEST_NUMBER = 40


def typed(text: str) -> Any:
    """The value of a plain scalar by the core schema of YAML 1.2: null, bool, int, float, or the text itself.

    Numbers that are not finite, or longer than 40 characters, become a float that is not finite.
    """
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if text[0] not in "0123456789+-.":
        return text
    if _ENDLESS.fullmatch(text):
        return math.nan
    if _FLOAT.fullmatch(text) or _BASED.fullmatch(text):
        return _number(text)
    return text


def _number(text: str) -> int | float:
    if len(text) > _LONGEST_NUMBER:
        return math.inf
    if _INTEGER.fullmatch(text):
        return int(text)
    return int(text, 0) if _BASED.fullmatch(text) else float(text)


def copied(node: Node) -> Node:
    """A tree of its own with the same values and places, so that a change to one leaves the other."""
    value = node.value
    if isinstance(value, dict):
        value = {key: copied(item) for key, item in value.items()}
    elif isinstance(value, list):
        value = [copied(item) for item in value]
    return replace(node, value=value, keys=dict(node.keys) if node.keys else node.keys)


def plain(node: Node) -> Any:
    """The tree as plain dicts, lists and scalars, without the keys that begin with `x-`."""
    if isinstance(node.value, dict):
        return {key: plain(item) for key, item in node.value.items() if not key.startswith("x-")}
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    return node.value


def find(root: Node, path: Path) -> Node:
    """The node at a path, or the deepest one on the way to it.

    A step that the text left out is passed over: an index into something that is no list (one name where a list
    is allowed), or a key of something that is no mapping (a duration alone).
    """
    node = root
    for step in path:
        below = child(node, step)
        if below is not None:
            node = below
    return node


def child(node: Node, step: Key) -> Node | None:
    """The node below by key or index; None when there is none."""
    if isinstance(node.value, dict):
        found = node.value.get(str(step))
        return found if isinstance(found, Node) else None
    if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item if isinstance(item, Node) else None
    return None


def key_at(root: Node, path: Path) -> Node:
    """The node of the key at the end of a path; the value's node where there is no key."""
    parent = find(root, path[:-1])
    return parent.keys.get(str(path[-1]), find(root, path)) if path else root


def entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    """Key and value of a mapping; nothing for anything else."""
    if node is not None and isinstance(node.value, dict):
        yield from node.value.items()
