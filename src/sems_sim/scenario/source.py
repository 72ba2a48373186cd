"""YAML text to a tree of nodes, safe and bounded; the only file that knows PyYAML.

The parser's events are read one by one, and every bound is tested before a node is made: size, depth, number of
nodes, what aliases expand to. Tags are refused, keys stand once, and nothing is ever constructed but the nodes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sems_sim.errors import Fault, ScenarioError
from sems_sim.scenario.tree import NO_KEYS, Node, SourceText, copied, typed

MOST_BYTES = 4 * 1024 * 1024
DEEPEST = 100
MOST_NODES = 200_000
MOST_KEYS = 50_000
MOST_EXPANDED = 200_000
MOST_FAULTS = 500

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Budget:
    """What may still be read, shared by all files of one scenario."""

    nodes: int = MOST_NODES
    expanded: int = MOST_EXPANDED
    faults: list[Fault] = field(default_factory=list)


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of a scenario file. Raises ScenarioError when it is missing, no file, or too large."""
    try:
        if not path.is_file():
            missing = "there is no such file" if not path.exists() else "this is no ordinary file"
            raise ScenarioError(
                [Fault(shown, 0, 0, missing, "give the path of a scenario, as scenarios/north-hyde.yaml")]
            )
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ScenarioError([Fault(shown, 0, 0, "this file cannot be read", type(error).__name__)]) from error
    if len(data) > MOST_BYTES:
        raise ScenarioError(
            [Fault(shown, 0, 0, "the file is larger than 4 MiB", "split it, or leave out what no run needs")]
        )
    return data


def decode(data: bytes, shown: str) -> str:
    """The text of UTF-8 bytes, without a byte order mark. Raises ScenarioError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        fault = Fault(shown, line, column, "this is not UTF-8 text", "save the file with the encoding UTF-8")
        raise ScenarioError([fault]) from error
    if "\x00" in text:
        before = text[: text.index("\x00")]
        column = len(before) - before.rfind("\n")
        raise ScenarioError(
            [Fault(shown, before.count("\n") + 1, column, "a NUL character", "a scenario is plain text")]
        )
    return text


def read_tree(text: str, shown: str, budget: Budget | None = None, *, numbered: bool = True) -> Node:
    """The tree of a text. Raises ScenarioError with every fault of the YAML that could be found."""
    budget = budget or Budget()
    source = SourceText(shown, tuple(re.split(r"\r\n|\n|\r", text)), numbered)
    composer = _Composer(source, budget)
    try:
        root = composer.document(iter(_events(text)))
    except yaml.MarkedYAMLError as error:
        raise ScenarioError([*budget.faults, _syntax_fault(error, source)]) from error
    except yaml.reader.ReaderError as error:
        raise ScenarioError([*budget.faults, _character_fault(error, text, source)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ScenarioError(
            [Fault(shown, 0, 0, "this is no YAML", "check the file with an editor")]
        ) from error
    if budget.faults:
        raise ScenarioError(budget.faults)
    return root


def _events(text: str) -> Iterator[Any]:
    loader = _LOADER(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


class _BoundError(Exception):
    """A bound is passed; reading stops at once."""


class _Composer:
    """Makes nodes of events, with every bound in its hand."""

    def __init__(self, source: SourceText, budget: Budget) -> None:
        self.source = source
        self.budget = budget
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        self.events: Iterator[Any] = iter(())

    def document(self, events: Iterator[Any]) -> Node:
        """The one document of the stream."""
        self.events = events
        root: Node | None = None
        try:
            for event in events:
                if isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                    continue
                if isinstance(event, yaml.DocumentStartEvent):
                    if root is not None:
                        raise self.stop(
                            event, "a second document", "one scenario per file: take the --- away"
                        )
                    continue
                root = self.node(event, 1)[0]
        except _BoundError:
            raise ScenarioError(self.budget.faults) from None
        if root is None:
            raise ScenarioError(
                [Fault(self.source.name, 1, 1, "the file is empty", "begin with: sems_sim: 1")]
            )
        return root

    def stop(self, event: Any, message: str, remedy: str) -> _BoundError:
        """A fault after which reading makes no sense."""
        self.complain(event, message, remedy)
        return _BoundError()

    def complain(self, event: Any, message: str, remedy: str) -> None:
        mark = event.start_mark
        node = Node(None, self.source, mark.line + 1, mark.column + 1)
        self.budget.faults.append(node.fault(message, remedy))
        if len(self.budget.faults) >= MOST_FAULTS:
            raise _BoundError

    def node(self, event: Any, depth: int) -> tuple[Node, int]:
        """The node of an event and of all events that belong to it, and how many nodes it holds."""
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        if depth > DEEPEST:
            raise self.stop(event, f"nested deeper than {DEEPEST} levels", "a scenario needs about ten")
        self.budget.nodes -= 1
        if self.budget.nodes < 0:
            raise self.stop(event, f"more than {MOST_NODES:,} values", "split the scenario, or generate less")
        if event.tag is not None and event.tag != "!":
            self.complain(
                event, f"the tag {event.tag[:60]!r} is refused", "a scenario is plain text: take the tag away"
            )
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        made = self.made(event, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = made
        return made

    def made(self, event: Any, depth: int) -> tuple[Node, int]:
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event), 1
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def alias(self, event: Any) -> tuple[Node, int]:
        found = self.anchors.get(event.anchor)
        if found is None:
            known = event.anchor in self.anchors
            message = f"*{event.anchor} contains itself" if known else f"there is no anchor &{event.anchor}"
            raise self.stop(event, message, "write it out, or use include")
        self.budget.expanded -= found[1]
        if self.budget.expanded < 0:
            raise self.stop(
                event, f"aliases expand to more than {MOST_EXPANDED:,} values", "write less, or use include"
            )
        return copied(found[0]), found[1]

    def scalar(self, event: Any) -> Node:
        text = event.value
        start = event.start_mark
        quoted = bool(event.style)
        value = text if quoted else typed(text)
        one_line = start.line == event.end_mark.line
        column = start.column + 1 + (1 if event.style in ("'", '"') else 0)
        written = event.end_mark.column - start.column - (2 if event.style in ("'", '"') else 0)
        exact = one_line and (not quoted or written == len(text))
        node = Node(value, self.source, start.line + 1, column, text, exact, keys=NO_KEYS)
        if isinstance(value, float) and not math.isfinite(value):
            self.complain(
                event, f"{text[:40]!r} is no finite number", "write a number, or put text in quotes"
            )
            node.value = 0
        return node

    def sequence(self, event: Any, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        count = 1
        for below in self.events:
            if isinstance(below, yaml.SequenceEndEvent):
                break
            item, size = self.node(below, depth + 1)
            items.append(item)
            count += size
        return self.collection(event, items), count

    def mapping(self, event: Any, depth: int) -> tuple[Node, int]:
        node = self.collection(event, {})
        count = 1
        for below in self.events:
            if isinstance(below, yaml.MappingEndEvent):
                break
            key = self.key(below)
            value, size = self.node(next(self.events), depth + 1)
            count += size + 1
            self.enter(node, key, value, below)
        return node, count

    def collection(self, event: Any, value: list[Node] | dict[str, Node]) -> Node:
        mark = event.start_mark
        return Node(
            value, self.source, mark.line + 1, mark.column + 1, exact=False, flow=bool(event.flow_style)
        )

    def key(self, event: Any) -> Node:
        if not isinstance(event, yaml.ScalarEvent):
            raise self.stop(event, "a key that is no text", "keys are names or times of day, as key: value")
        if event.tag is not None and event.tag != "!":
            self.complain(
                event, f"the tag {event.tag[:60]!r} is refused", "a scenario is plain text: take the tag away"
            )
        mark: Any = event.start_mark
        quote = 1 if event.style in ("'", '"') else 0
        self.budget.nodes -= 1
        return Node(
            event.value, self.source, mark.line + 1, mark.column + 1 + quote, event.value, keys=NO_KEYS
        )

    def enter(self, node: Node, key: Node, value: Node, event: Any) -> None:
        first = node.keys.get(key.text)
        if first is not None:
            self.complain(
                event, f"{key.text!r} stands twice, first on line {first.line}", "keep one of the two"
            )
            return
        if key.text == "<<":
            self.complain(event, "the merge key << is refused", "use include, with override: true")
            return
        if len(node.keys) >= MOST_KEYS:
            raise self.stop(event, f"more than {MOST_KEYS:,} keys in one mapping", "group alike things")
        node.keys[key.text] = key
        node.value[key.text] = value


def _syntax_fault(error: yaml.MarkedYAMLError, source: SourceText) -> Fault:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Fault(source.name, 0, 0, "this is no YAML", "check the file with an editor")
    line = mark.line + 1
    node = Node(None, source, line, mark.column + 1)
    if line > len(source.lines) or (line and not source.lines[line - 1]):
        node.line = max(1, min(line - 1, len(source.lines)))
    message, remedy = _in_our_words(error.problem or "", source.lines[node.line - 1] if node.line else "")
    return node.fault(message, remedy)


_WORDS = (
    ("'\\t'", "a tab where spaces are due", "indent with spaces"),
    ("\\t", "a tab where spaces are due", "indent with spaces"),
    (
        "mapping values are not allowed",
        "a colon that is not expected here",
        "text with a colon and a space needs quotes",
    ),
    (
        "did not find expected key",
        "the indentation does not fit the lines above",
        "entries of one mapping begin in one column",
    ),
    (
        "expected <block end>",
        "the indentation does not fit the lines above",
        "entries of one mapping begin in one column",
    ),
    ("could not find expected ':'", "a key without its colon", "write key: value"),
    (
        "expected ',' or",
        "a list or mapping in brackets is not closed",
        "separate by commas, close with ] or }",
    ),
    (
        "expected '-' indicator",
        "the indentation does not fit the lines above",
        "entries of one list begin in one column",
    ),
    (
        "unexpected end of stream",
        "something is not closed: a quotation mark or a bracket",
        "close it on the same line if you can",
    ),
    ("undefined alias", "there is no such anchor", "write it out, or use include"),
    (
        "cannot start any token",
        "a character that begins nothing here",
        "put text with special signs in quotes",
    ),
    ("quoted scalar", "a quotation mark is not closed", "close it, on the same line if you can"),
    ("undefined tag handle", "a tag is refused", "a scenario is plain text: take the tag away"),
)


def _in_our_words(problem: str, line: str) -> tuple[str, str]:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _WORDS[0][1], _WORDS[0][2]
    for part, message, remedy in _WORDS:
        if part in problem:
            return message, remedy
    return "this is no YAML", "look at the brackets, quotes, colons and the indentation here and just above"


def _character_fault(error: Any, text: str, source: SourceText) -> Fault:
    position = getattr(error, "position", 0) or 0
    bad = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    position = bad.start() if bad else min(position, len(text))
    before = text[:position]
    node = Node(None, source, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return node.fault("a control character", "a scenario is plain text: take it away")
