"""An exercise by script: steps in YAML, each a moment and a command."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sems_sim.errors import Fault, ScenarioError
from sems_sim.exercise.commands import AnswerPrompt, Command
from sems_sim.exercise.script_parts import Part, PartError, command_at, value_of
from sems_sim.exercise.script_words import LONG, WORDS, Word
from sems_sim.scenario import Node, decode, entries, read_bytes, read_tree

_STEP = {
    "at": Part("", "at_ms", int, is_needed=False, is_duration=True),
    "wait": Part("", "wait_ms", int, is_needed=False, is_duration=True),
    "by": Part("", "by", str, is_needed=False),
    "may_fail": Part("", "may_fail", bool, is_needed=False),
}
_TOP = ("title", "by", "steps")
_FIRST = "begin with\nsteps:\n  - start"


@dataclass(frozen=True, slots=True)
class Step:
    """One command and when it is given."""

    command: Command
    place: Fault
    """Where it stands in its file; its message is empty."""
    at_ms: int | None = None
    """Let the clock run until it shows this scenario time; None: at once."""
    wait_ms: int = 0
    """Let so much of the room's time pass before."""
    by: str = ""
    may_fail: bool = False
    """Whether a refusal is no fault of the script."""
    prompts: str = ""
    """For an answer: a kind of prompt, or `all`, in place of a number."""

    def fault(self, message: str, remedy: str) -> Fault:
        """Return a fault of this step."""
        place = self.place
        return Fault(place.file, place.line, place.column, message, remedy, place.text_line, place.width)


def read_script(path: Path) -> tuple[Step, ...]:
    """Read a script.

    Raises:
        ScenarioError: With every fault, each with file, line, column and remedy.
    """
    shown = str(path)
    return parse_script(decode(read_bytes(path, shown), shown), shown)


def parse_script(text: str, shown: str) -> tuple[Step, ...]:
    """Read the text of a script; `shown` is what messages call it. Raises ScenarioError with every fault."""
    root = read_tree(text, shown)
    faults: list[Fault] = []
    listed, by = _listed(root, faults)
    steps = [_step(node, by, faults) for node in listed]
    if faults:
        raise ScenarioError(faults)
    return tuple(step for step in steps if step is not None)


def _listed(root: Node, faults: list[Fault]) -> tuple[list[Node], str]:
    """Return the nodes of the steps, and who gives them unless they say so."""
    if isinstance(root.value, list):
        return root.value, ""
    if not root.is_mapping:
        faults.append(root.fault("a script is a list of steps", _FIRST))
        return [], ""
    for key, _ in entries(root):
        if key not in _TOP:
            faults.append(root.keys[key].fault(f"a script has no {key!r}", f"known: {', '.join(_TOP)}"))
    steps, by = root.value.get("steps"), root.value.get("by")
    if steps is None or not isinstance(steps.value, list):
        faults.append((steps or root).fault("a script has a list of steps", _FIRST))
        return [], ""
    return steps.value, by.text if by is not None else ""


def _step(node: Node, by: str, faults: list[Fault]) -> Step | None:
    if isinstance(node.value, str):
        node = Node({node.value: Node(None, node.source, node.line, node.column, node.text)}, node.source, node.line,
                    node.column, keys={node.value: node})  # fmt: skip
    if not node.is_mapping:
        faults.append(node.fault("a step is a word, or a mapping with one", "as {at: 5m, fire: I2}"))
        return None
    frame: dict[str, Any] = {"by": by}
    words: list[str] = []
    for key, value in entries(node):
        if key in _STEP:
            _put(frame, key, value, faults)
        else:
            words.append(key)
    found = _command(node, words, faults)
    return None if found is None else Step(place=node.keys[words[0]].fault(""), **frame, **found)


def _put(frame: dict[str, Any], key: str, value: Node, faults: list[Fault]) -> None:
    part = _STEP[key]
    try:
        frame[part.name] = value_of(value, part)
    except PartError as error:
        faults.append(value.fault(f"{key} {error.message}", error.remedy))


def _command(node: Node, words: list[str], faults: list[Fault]) -> dict[str, Any] | None:
    """Return the command of a step as what `Step` takes."""
    if len(words) != 1:
        message = "a step has one command" if words else "a step without a command"
        faults.append(node.fault(message, "make two steps of it" if words else "as {at: 5m, fire: I2}"))
        return None
    (said,) = words
    key, value = node.keys[said], node.value[said]
    if said == "do":
        return _long(value, faults)
    if said not in WORDS:
        faults.append(key.fault(f"there is no word {said!r}", _near(said, WORDS)))
        return None
    word = WORDS[said]
    if word.command is AnswerPrompt and isinstance(value.value, str):
        answer = AnswerPrompt(0, bool(word.fixed["accept"]))
        return {"command": answer, "prompts": value.value}
    return _made(word, said, value, key, faults)


def _long(value: Node, faults: list[Fault]) -> dict[str, Any] | None:
    found = list(entries(value))
    if len(found) != 1:
        faults.append(value.fault("do has one command", "as do: {FireInject: {inject: I2}}"))
        return None
    name, inner = found[0]
    if name not in LONG:
        faults.append(value.keys[name].fault(f"there is no command {name!r}", _near(name, LONG)))
        return None
    return _made(LONG[name], name, inner, value.keys[name], faults)


def _made(word: Word, shown: str, value: Node, key: Node, faults: list[Fault]) -> dict[str, Any] | None:
    if value.value is None:
        value = Node(None, key.source, key.line, key.column, key.text)
    command = command_at(word, shown, value, faults)
    return None if command is None else {"command": command}


def _near(name: str, known: dict[str, Word]) -> str:
    near = get_close_matches(name, list(known), 1)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
