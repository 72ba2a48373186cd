"""Several files made one by `include`; values set from outside by `--set`.

Paths stay inside the scenario's folder, also after symbolic links are followed. A file included twice counts once;
a circle is refused. The same name twice is a fault unless the later one says `override: true`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from sems_sim.errors import ArgumentError, Fault, ScenarioError
from sems_sim.scenario.shelves import LINK, Disk, InHand, Shelf, Text, below
from sems_sim.scenario.source import Budget, decode, read_tree
from sems_sim.scenario.tree import Node, entries

MOST_FILES = 50
MOST_BYTES_TOGETHER = 8 * 1024 * 1024

NAMED = frozenset(
    [
        "assets",
        "services",
        "resources",
        "stocks",
        "suppliers",
        "teams",
        "levels",
        "risks",
        "indicators",
        "incidents",
        "plans",
        "decisions",
    ]
)
_GROUPS = frozenset(("organisation", "exercise", "study", "programme", "clock"))
_LISTS = frozenset(("links", "tags", "sources", "extensions"))


class UnsafePathError(ScenarioError):
    """An include leads out of the scenario's folder."""

    exit_status = 3


@dataclass(slots=True)
class Sources:
    """All that was read: the merged tree, the files in order, the hash of their bytes, and their texts."""

    root: Node
    files: tuple[str, ...]
    digest: str
    texts: tuple[Text, ...]


@dataclass(slots=True)
class _Reading:
    folder: Path
    shown_folder: Path
    shelf: Shelf
    budget: Budget = field(default_factory=Budget)
    stack: list[Path] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unsafe: bool = False
    total: int = 0
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)


def read_sources(path: Path) -> Sources:
    """Read a scenario and all it includes. Raises ScenarioError with every fault found."""
    try:
        resolved = path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise ScenarioError([Fault(str(path), 0, 0, "this path leads nowhere")]) from error
    return _read_all(_Reading(resolved.parent, path.parent, Disk()), resolved, str(path))


def read_texts(texts: Sequence[Text]) -> Sources:
    """Read a scenario, and all it includes, from the texts of an earlier reading, the scenario's own first.

    Raises ScenarioError with every fault found.
    """
    first = Path(texts[0][0])
    return _read_all(_Reading(Path(), Path(), InHand(texts)), first, first.as_posix())


def _read_all(reading: _Reading, path: Path, shown: str) -> Sources:
    root = _read_file(reading, path, shown)
    if root is None or reading.faults:
        raise (UnsafePathError if reading.unsafe else ScenarioError)(reading.faults)
    texts = tuple(reading.texts.items())
    return Sources(root, tuple(reading.files), reading.digest.hexdigest(), texts)


def _read_file(reading: _Reading, path: Path, shown: str) -> Node | None:
    try:
        data = _counted(reading, reading.shelf.read(path, shown), shown)
        root = read_tree(decode(data, shown), shown, reading.budget)
    except ScenarioError as error:
        reading.faults += error.faults
        return None
    reading.seen.add(path)
    reading.files.append(shown)
    reading.texts[path.relative_to(reading.folder).as_posix()] = data.decode()
    reading.digest.update(len(data).to_bytes(8, "big") + data)
    if not root.is_mapping:
        reading.faults.append(root.fault("a scenario is a mapping", "begin with: sems_sim: 1"))
        return None
    reading.stack.append(path)
    _include_all(reading, root, path)
    reading.stack.pop()
    return root


def _counted(reading: _Reading, data: bytes, shown: str) -> bytes:
    reading.total += len(data)
    if reading.total > MOST_BYTES_TOGETHER:
        raise ScenarioError([Fault(shown, 0, 0, "the files together are larger than 8 MiB", "include less")])
    return data


def _include_all(reading: _Reading, root: Node, path: Path) -> None:
    wanted = root.value.get("include")
    if wanted is None or wanted.value is None:
        return
    for item in wanted.value if isinstance(wanted.value, list) else [wanted]:
        included = _included(reading, item, path)
        if included is not None:
            _merge_sections(reading, root, included)


def _included(reading: _Reading, item: Node, path: Path) -> Node | None:
    if not isinstance(item.value, str) or not item.value.strip():
        reading.faults.append(
            item.fault("an include is the path of a file", "as organisations/hub-airport.yaml")
        )
        return None
    target = _safe_target(reading, item, path)
    if target is None:
        return None
    if target in reading.stack:
        reading.faults.append(item.fault("a circle of includes", "take one of them away"))
        return None
    if target in reading.seen:
        return None
    if len(reading.seen) >= MOST_FILES:
        reading.faults.append(item.fault(f"more than {MOST_FILES} files", "put them together"))
        return None
    if not reading.shelf.is_file(target):
        hint = reading.shelf.near(target, path.parent)
        reading.faults.append(item.fault(f"there is no file {item.value!r}", hint))
        return None
    return _read_file(reading, target, str(reading.shown_folder / target.relative_to(reading.folder)))


def _safe_target(reading: _Reading, item: Node, path: Path) -> Path | None:
    """The file meant, if it lies in the scenario's folder; a fault, and None, if not."""
    written = str(item.value).replace("\\", "/")
    harmless = not written.startswith(("/", "~")) and ":" not in written and ".." not in written.split("/")
    target = reading.shelf.resolved(path.parent, written) if harmless else None
    if target is not None and target.is_relative_to(reading.folder):
        _note_link(reading, below(path.parent, written), target)
        return target
    reading.unsafe = True
    message = "an include stays inside the scenario's folder"
    reading.faults.append(item.fault(message, "put the file there and write its path from there"))
    return None


def _note_link(reading: _Reading, written: str, target: Path) -> None:
    """Keep that a path as written is a link to another, for whoever reads the texts again."""
    if written != target.as_posix() and Path(written).is_relative_to(reading.folder):
        name = Path(written).relative_to(reading.folder).as_posix()
        reading.texts[name] = LINK + target.relative_to(reading.folder).as_posix()


def _merge_sections(reading: _Reading, root: Node, included: Node) -> None:
    """Put the sections of an included file under those of the file that includes it."""
    for name, section in entries(included):
        if name in ("include", "sems_sim"):
            continue
        mine = root.value.get(name)
        if mine is None or mine.value is None:
            root.value[name] = section
            root.keys[name] = included.keys[name]
        elif name in _LISTS:
            _join(mine, section)
        elif name in NAMED or name in _GROUPS:
            _merge_names(reading, mine, section, name)


def _join(mine: Node, section: Node) -> None:
    first = section.value if isinstance(section.value, list) else [section]
    second = (
        mine.value
        if isinstance(mine.value, list)
        else [Node(mine.value, mine.source, mine.line, mine.column, mine.text)]
    )
    mine.value = [*first, *second]


def _merge_names(reading: _Reading, mine: Node, section: Node, name: str) -> None:
    if not (mine.is_mapping and section.is_mapping):
        return
    replaces = name in _GROUPS and _overrides(mine)
    for key, theirs in entries(section):
        own = mine.value.get(key)
        if own is None:
            mine.value[key] = theirs
            mine.keys[key] = section.keys[key]
        elif name in _GROUPS:
            _merge_group_key(reading, mine, key, theirs, replaces=replaces)
        elif _overrides(own):
            _fill(own, theirs)
        else:
            _complain_twice(reading, mine.keys[key], section.keys[key], name)


def _merge_group_key(reading: _Reading, mine: Node, key: str, theirs: Node, *, replaces: bool) -> None:
    own = mine.value[key]
    if isinstance(own.value, list) and isinstance(theirs.value, list) and not replaces:
        _join(own, theirs)
    elif own.is_mapping and theirs.is_mapping:
        for inner, value in entries(theirs):
            if inner not in own.value:
                own.value[inner] = value
                own.keys[inner] = theirs.keys[inner]
            elif not (replaces or _overrides(own.value[inner])):
                _complain_twice(reading, own.keys[inner], theirs.keys[inner], key)
    elif not replaces:
        _complain_twice(reading, mine.keys[key], theirs, key)


def _overrides(node: Node) -> bool:
    return node.is_mapping and "override" in node.value and node.value["override"].value is True


def _fill(own: Node, theirs: Node) -> None:
    """Key by key: what the override does not say stays as included."""
    for key, value in entries(theirs):
        if key not in own.value:
            own.value[key] = value
            own.keys[key] = theirs.keys[key]


def _complain_twice(reading: _Reading, mine: Node, theirs: Node, section: str) -> None:
    where = f"line {theirs.line} of {theirs.source.name}"
    message = f"{mine.text!r} of {section} stands twice, also on {where}"
    reading.faults.append(
        mine.fault(message, "choose another name, or add override: true to change the included one")
    )


def apply_overrides(root: Node, overrides: Mapping[str, str]) -> None:
    """Put the values of `--set PATH=VALUE` into the tree. Raises ArgumentError that names the argument."""
    for path, text in overrides.items():
        _apply(root, path, text)


def _apply(root: Node, path: str, text: str) -> None:
    argument = f"--set {path}={text}"
    steps = path.split(".")
    if not all(steps) or len(steps) > 20:
        raise ArgumentError(f"{argument}: {path!r} is no path", "write it as assets.tie_b.state=on")
    parent = root
    for position, step in enumerate(steps[:-1]):
        parent = _step_into(parent, step, steps[:position], argument)
    _put(parent, steps[-1], _argument_value(text, argument), argument)


def _argument_value(text: str, argument: str) -> Node:
    try:
        node = read_tree(text or "''", argument, Budget(nodes=10_000), numbered=False)
    except ScenarioError as error:
        fault = error.faults[0]
        raise ArgumentError(f"{argument}: {fault.message}", fault.remedy) from error
    return node


def _step_into(parent: Node, step: str, before: list[str], argument: str) -> Node:
    if isinstance(parent.value, list):
        return _item(parent, step, argument)
    if not parent.is_mapping:
        raise ArgumentError(
            f"{argument}: {'.'.join(before)} is a value, nothing lies below it", "shorten the path"
        )
    below = parent.value.get(step)
    if isinstance(below, Node) and below.value is not None:
        return below
    if (before and before[-1] in (*NAMED, "tasks", "options", "objectives")) or (
        not before and step in NAMED
    ):
        near = get_close_matches(step, list(parent.value), 1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(list(parent.value)[:12])}"
        raise ArgumentError(f"{argument}: there is no {step!r} in {'.'.join(before) or 'the scenario'}", hint)
    made = Node({}, parent.source, parent.line, parent.column, exact=False)
    _put(parent, step, made, argument)
    return made


def _item(parent: Node, step: str, argument: str) -> Node:
    count = len(parent.value)
    if step.isascii() and step.isdigit() and len(step) < 8 and int(step) < count:
        return parent.value[int(step)]  # type: ignore[no-any-return]  # the items of a list are nodes
    for item in parent.value:
        if item.is_mapping and "id" in item.value and item.value["id"].text == step:
            return item  # type: ignore[no-any-return]  # likewise
    raise ArgumentError(
        f"{argument}: there is no entry {step!r}", f"this list has entries 0 to {count - 1}, or ids"
    )


def _put(parent: Node, step: str, value: Node, argument: str) -> None:
    if isinstance(parent.value, list):
        _item(parent, step, argument)
        parent.value[int(step)] = value
        return
    if not parent.is_mapping:
        raise ArgumentError(f"{argument}: nothing lies below {parent.text!r}", "shorten the path")
    parent.value[step] = value
    parent.keys[step] = Node(step, value.source, value.line, value.column, step)
