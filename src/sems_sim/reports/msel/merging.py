"""Injects merged into a scenario's text: what does not change stays, comments too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.drafts import INJECT_KEYS, Doubt, Draft, Merged
from sems_sim.reports.msel.yaml_text import block, item
from sems_sim.scenario import Node, is_same_inject, plain

_REMEDY = "write it in lines, one key a line below exercise:, or import with --new"


@dataclass(slots=True)
class _Lines:
    """The lines of a file and what is to be put in their place: from line, to line (not included), new lines."""

    lines: list[str]
    changes: list[tuple[int, int, list[str]]] = field(default_factory=list)

    def replace(self, start: int, end: int, new: list[str]) -> None:
        """Note a change; all are made at the end, the last lines first."""
        self.changes.append((start, end, new))

    def text(self) -> str:
        """The text with all changes made."""
        lines = list(self.lines)
        for start, end, new in sorted(self.changes, key=lambda change: (change[0], change[1]), reverse=True):
            lines[start:end] = new
        return "\n".join(lines).rstrip("\n") + "\n"


def merge(
    text: str,
    root: Node,
    drafts: Sequence[Draft],
    objectives: Mapping[str, Mapping[str, object]],
    *,
    is_whole: bool,
) -> Merged:
    """Merge injects and missing objectives into the text of a scenario whose tree is `root`.

    Injects go by id: new ones behind the last, changed ones in their place with their comments above them, all others
    stay as they are. With `is_whole` the sheet states every key of an inject (our own export does), so a key that it
    leaves empty is taken away; otherwise the scenario's own keys stay. Raises ArgumentError where the text is laid out
    so that it cannot be changed line by line.
    """
    lines = _Lines(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    while lines.lines and not lines.lines[-1]:
        lines.lines.pop()
    exercise = _below(root, "exercise")
    if exercise is None or exercise.value is None:
        return _first_exercise(lines, root, exercise, drafts, objectives)
    if exercise.flow or not exercise.is_mapping:
        raise ArgumentError("the section exercise: is written in brackets", _REMEDY)
    indent = _indent(exercise)
    _add_objectives(lines, exercise, objectives, indent)
    injects = _below(exercise, "injects")
    if injects is None or injects.value is None or injects.value == []:
        return _first_injects(lines, exercise, injects, drafts, indent)
    if injects.flow or not isinstance(injects.value, list):
        raise ArgumentError("the injects are written in brackets", _REMEDY)
    return _by_id(lines, injects, drafts, is_whole=is_whole)


def _below(node: Node, key: str) -> Node | None:
    found = node.value.get(key) if node.is_mapping else None
    return found if isinstance(found, Node) else None


def _indent(node: Node) -> int:
    """The column at which the keys of a mapping begin, from 0."""
    return next((key.column - 1 for key in node.keys.values()), node.column - 1)


def _all_new(drafts: Sequence[Draft]) -> tuple[str, ...]:
    return tuple(draft.id for draft in drafts)


def _first_exercise(
    lines: _Lines,
    root: Node,
    exercise: Node | None,
    drafts: Sequence[Draft],
    objectives: Mapping[str, Mapping[str, object]],
) -> Merged:
    """A scenario without an exercise gets one at its end, or below its empty key."""
    new = [*_objective_section(objectives, 2), "  injects:"]
    for draft in drafts:
        new += item(draft.values, 4)
    if exercise is None:
        lines.replace(len(lines.lines), len(lines.lines), ["", "exercise:", *new])
    else:
        at = root.keys["exercise"].line
        lines.replace(at, at, new)
    return Merged(lines.text(), _all_new(drafts), (), (), (), ())


def _objective_section(objectives: Mapping[str, Mapping[str, object]], indent: int) -> list[str]:
    if not objectives:
        return []
    new = [f"{' ' * indent}objectives:"]
    for name, values in objectives.items():
        new += [f"{' ' * (indent + 2)}{name}:", *block(values, indent + 4)]
    return new


def _first_injects(
    lines: _Lines, exercise: Node, injects: Node | None, drafts: Sequence[Draft], indent: int
) -> Merged:
    new = [f"{' ' * indent}injects:"]
    for draft in drafts:
        new += item(draft.values, indent + 2)
    if injects is not None:
        at = exercise.keys["injects"].line - 1
        lines.replace(at, at + 1, [*new, *_comment_of(lines.lines[at], indent)])
    else:
        end = _end(lines.lines, exercise.keys[next(iter(exercise.keys))].line - 1, indent - 1)
        lines.replace(end, end, new)
    return Merged(lines.text(), _all_new(drafts), (), (), (), ())


def _add_objectives(
    lines: _Lines, exercise: Node, objectives: Mapping[str, Mapping[str, object]], indent: int
) -> None:
    if not objectives:
        return
    section = _below(exercise, "objectives")
    if section is None:
        at = exercise.keys[next(iter(exercise.keys))].line - 1
        lines.replace(at, at, _objective_section(objectives, indent))
        return
    if section.flow or not section.is_mapping or not section.keys:
        raise ArgumentError("the objectives are written in brackets", _REMEDY)
    inner = _indent(section)
    end = _end(lines.lines, exercise.keys["objectives"].line, indent)
    new = []
    for name, values in objectives.items():
        new += [f"{' ' * inner}{name}:", *block(values, inner + 2)]
    lines.replace(end, end, new)


def _by_id(lines: _Lines, injects: Node, drafts: Sequence[Draft], *, is_whole: bool) -> Merged:
    dash = _dash(lines.lines, injects.value[0])
    places = [(node.value["id"].text, node) for node in injects.value]
    wanted = {draft.id: draft for draft in drafts}
    doubts: list[Doubt] = []
    changed, same = [], []
    for name, node in places:
        draft = wanted.pop(name, None)
        if draft is None:
            continue
        values = _united(node, draft, doubts, is_whole=is_whole)
        if is_same_inject(plain(node), values):
            same.append(name)
            continue
        changed.append(name)
        start = _first_line(lines.lines, node)
        end = _end(lines.lines, start + 1, dash)
        kept = _comments(lines.lines[start:end], dash)
        extra = [key for key in node.keys if key.startswith("x-")]
        if extra:
            raise ArgumentError(
                f"the inject {name} has keys of its own ({', '.join(extra)})", "change it by hand"
            )
        lines.replace(start, end, [*kept, *item(values, dash)])
        if kept:
            doubts.append(Doubt(draft.sheet, draft.row, "", f"the comments within {name} now stand above it"))
    _append(lines, injects, list(wanted.values()), dash)
    known = {draft.id for draft in drafts}
    untouched = tuple(name for name, _ in places if name not in known)
    return Merged(lines.text(), tuple(wanted), tuple(changed), tuple(same), untouched, tuple(doubts))


def _united(node: Node, draft: Draft, doubts: list[Doubt], *, is_whole: bool) -> dict[str, object]:
    """The values of an inject as the sheet has them, over what the scenario says of it where the sheet is silent."""
    old: dict[str, object] = {} if is_whole else dict(plain(node))
    values = {**old, **draft.values}
    if "at" in values and "when" in values:
        dropped = "when" if "at" in draft.values else "at"
        doubts.append(
            Doubt(
                draft.sheet,
                draft.row,
                "",
                f"{draft.id} has a time and a condition: {dropped!r} was taken away",
            )
        )
        del values[dropped]
    return {key: values[key] for key in INJECT_KEYS if key in values}


def _append(lines: _Lines, injects: Node, drafts: Sequence[Draft], dash: int) -> None:
    if not drafts:
        return
    start = _first_line(lines.lines, injects.value[-1])
    end = _end(lines.lines, start + 1, dash)
    new: list[str] = []
    for draft in drafts:
        new += item(draft.values, dash)
    lines.replace(end, end, new)


def _first_line(lines: Sequence[str], node: Node) -> int:
    """The line of the dash of an entry, from 0."""
    number = node.line - 1
    while number > 0 and not lines[number].lstrip().startswith("-"):
        number -= 1
    return number


def _dash(lines: Sequence[str], node: Node) -> int:
    line = lines[_first_line(lines, node)]
    return len(line) - len(line.lstrip())


def _end(lines: Sequence[str], start: int, indent: int) -> int:
    """The line behind what is indented deeper than `indent`; blank lines and comments at its end stay out."""
    end = number = start
    while number < len(lines):
        line = lines[number]
        bare = line.strip()
        if bare and not bare.startswith("#"):
            if len(line) - len(line.lstrip()) <= indent:
                break
            end = number + 1
        elif bare and len(line) - len(line.lstrip()) > indent and _is_text(lines, number, indent):
            end = number + 1
        number += 1
    return end


def _is_text(lines: Sequence[str], number: int, indent: int) -> bool:
    """Whether a line that begins with # is followed by deeper lines of the same entry, so that it lies within it."""
    for line in lines[number + 1 :]:
        if line.strip() and not line.strip().startswith("#"):
            return len(line) - len(line.lstrip()) > indent
    return False


def _comments(lines: Sequence[str], indent: int) -> list[str]:
    """The comments within an entry, as lines of their own."""
    found = []
    for line in lines:
        found += _comment_of(line, indent)
    return found


def _comment_of(line: str, indent: int) -> list[str]:
    """The comment of a line, if it has one outside of quotes."""
    within = ""
    for position, sign in enumerate(line):
        if within:
            within = "" if sign == within and line[position - 1] != "\\" else within
        elif sign in "\"'" and (not position or line[position - 1] in " :[{,-"):
            within = sign
        elif sign == "#" and (not position or line[position - 1] in " \t"):
            return [f"{' ' * indent}{line[position:].rstrip()}"]
    return []
