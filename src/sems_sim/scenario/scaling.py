"""Multiply what a scenario says at a path: a quantity, a law of chance, a profile.

Of a law those words are multiplied that are quantities: `lognormal 10m 1.4` keeps its spread, `choice 1h 30% 2h 70%`
its shares, so that the law keeps its shape.
"""

from __future__ import annotations

import re

from sems_sim.errors import ArgumentError
from sems_sim.scenario.quantities import LAW_KINDS
from sems_sim.scenario.tree import Node, entries
from sems_sim.units import DURATION_PATTERN, parse_duration

_NUMBER = re.compile(r"(x?[+-]?)([0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+)(.*)", re.DOTALL)
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|\+.*")


def multiply(root: Node, path: str, factor: float) -> None:
    """Multiply what is written at a dotted path. Raises ArgumentError where nothing can be multiplied."""
    _multiply(written_node(root, path), path, factor)


def written_node(root: Node, path: str) -> Node:
    """The node at a dotted path. Raises ArgumentError when the file says nothing there."""
    node = root
    for step in path.split("."):
        below = _below(node, step)
        if below is None or below.value is None:
            raise ArgumentError(
                f"{path}: the file says nothing there that could be multiplied",
                "write the value in the file, even if it is the usual one",
            )
        node = below
    return node


def _below(node: Node, step: str) -> Node | None:
    if node.is_mapping:
        return node.value.get(step)  # type: ignore[no-any-return] # the values of a mapping are nodes
    if isinstance(node.value, list):
        if step.isascii() and step.isdigit() and int(step) < len(node.value):
            return node.value[int(step)]  # type: ignore[no-any-return] # the items of a list are nodes
        named = [item for item in node.value if item.is_mapping and _id_of(item) == step]
        return named[0] if named else None
    return None


def _id_of(item: Node) -> str:
    found = item.value.get("id")
    return found.text if isinstance(found, Node) else ""


def _multiply(node: Node, path: str, factor: float) -> None:
    if node.is_mapping and node.value and all(_TIME.fullmatch(key) for key in node.value):
        for _, below in entries(node):
            _multiply(below, path, factor)
    elif isinstance(node.value, str):
        node.value = node.text = multiplied(node.value, factor, path)
    elif isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        product = node.value * factor
        node.value = int(product) if float(product).is_integer() else product
        node.text = repr(node.value)
    else:
        raise ArgumentError(
            f"{path}: what stands there is no quantity",
            "scale a number, a duration, a rate or a law of these",
        )
    node.exact = False


def multiplied(text: str, factor: float, path: str = "") -> str:
    """A quantity or a law as text, multiplied: `pert 1h 2h 4h` × 1.5 is `pert 5400s 10800s 21600s`.

    Raises ArgumentError when the text is neither.
    """
    words = text.split()
    if not words or not (words[0][0].isalpha() and words[0] in LAW_KINDS):
        return _quantity(text.strip(), factor, path)
    kinds = _kinds_of(words)
    return " ".join(
        _quantity(word, factor, path) if kind == "q" else word
        for word, kind in zip(words, kinds, strict=True)
    )


def _kinds_of(words: list[str]) -> str:
    """What each word is; a space for the words that are not multiplied whatever the law."""
    name, count = words[0], len(words) - 1
    if name == "lognormal" and "p90" in words:
        return " q q"[: count + 1].ljust(count + 1)
    kinds = LAW_KINDS[name]
    if name in ("choice", "quantiles"):
        kinds *= (count + 1) // 2
    return (" " + kinds)[: count + 1].ljust(count + 1)


def _quantity(word: str, factor: float, path: str) -> str:
    if re.fullmatch(DURATION_PATTERN, word) and word != "0":
        return f"{parse_duration(word) * factor / 1000.0:.3f}".rstrip("0").rstrip(".") + "s"
    parts = _NUMBER.fullmatch(word)
    if parts is None:
        raise ArgumentError(
            f"{path}: {word!r} is no quantity", "scale a number, a duration, a rate or a law of these"
        )
    sign, number, rest = parts.groups()
    return f"{sign}{float(number) * factor!r}{rest}"
