"""A file is one room: a sign on its door, a size, a name that says what is inside."""

import ast
import re

from tests.house.tree import Module, functions, modules, suites, told

SIGN_LENGTH = 88
ROOM_LINES = 500
FUNCTION_LINES = 40
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "core", "manager", "misc"}

# Function -> why it may be longer than 40 lines.
LONG_FOR_A_REASON: dict[str, str] = {
    "sems_sim.kernel.rules_agenda:agenda": "a switchboard: two lines for each door, and no thought between them",
    "sems_sim.kernel.rules_assets:assets": "likewise",
    "sems_sim.kernel.rules_command:command": "likewise",
    "sems_sim.kernel.rules_crews:crews": "likewise",
    "sems_sim.kernel.rules_incidents:incidents": "likewise",
    "sems_sim.kernel.rules_people:people": "likewise",
    "sems_sim.kernel.rules_supply:supply": "likewise",
}


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    first = function.body[0]
    words = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    spoken = (first.end_lineno or first.lineno) - first.lineno + 1 if words else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - spoken


def _lengths() -> dict[str, int]:
    return {
        f"{module.name}:{function.name}": _length(function)
        for module in modules()
        for function in functions(module)
    }


def test_every_room_has_a_sign_on_its_door() -> None:
    """The first line of each module is a docstring of at most 88 characters."""
    found = {}
    for module in (*modules(), *suites()):
        words = (ast.get_docstring(module.tree) or "").splitlines()
        if not words or not words[0].strip() or len(words[0]) > SIGN_LENGTH:
            found[module.place] = words[:1]

    assert {} == found, told(found)


def test_no_room_is_longer_than_one_sitting() -> None:
    """No module has more than 500 lines."""
    found = {m.place: n for m in (*modules(), *suites()) if (n := len(m.text.splitlines())) > ROOM_LINES}

    assert {} == found, told(found)


def test_no_function_is_longer_than_a_screen() -> None:
    """A function has at most 40 lines beside its docstring, or stands in the list with its reason."""
    found = {
        name: n for name, n in _lengths().items() if n > FUNCTION_LINES and name not in LONG_FOR_A_REASON
    }

    assert {} == found, told(found)


def test_the_list_of_long_functions_is_a_list_of_debts() -> None:
    """Whoever shortens a function takes it off the list, and each that is on it has a reason."""
    long = {name for name, n in _lengths().items() if n > FUNCTION_LINES}
    found = [name for name, reason in LONG_FOR_A_REASON.items() if name not in long or not reason]

    assert [] == found, told(found)


def test_no_room_is_named_after_nothing() -> None:
    """A file or folder is never called utils, helpers, common, base, core, manager or misc."""
    names = {module.place: set(re.split(r"[._]", module.name)) for module in (*modules(), *suites())}
    found = {place: words & NO_NAMES for place, words in names.items() if words & NO_NAMES}

    assert {} == found, told(found)


def _is_sentence(words: str | None) -> bool:
    return bool(words) and str(words).split("\n\n")[0].rstrip().endswith((".", "!", "?"))


def _checks(module: Module) -> list[str]:
    return [
        f.name
        for f in functions(module)
        if f.name.startswith("test_") and not _is_sentence(ast.get_docstring(f))
    ]


def test_every_test_states_its_requirement() -> None:
    """Each test has a docstring, and its first paragraph is a sentence."""
    found = {module.place: lacking for module in suites() if (lacking := _checks(module))}

    assert {} == found, told(found)


def test_every_silenced_remark_says_why() -> None:
    """A `noqa` and a `type: ignore` name what they silence, and the reason on the same line."""
    silence = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)")
    reasoned = re.compile(r"^(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w\-, ]+\])\W+\w{2,}")
    found = []
    for module in (*modules(), *suites()):
        for number, line in enumerate(module.text.splitlines(), 1):
            match = silence.search(line)
            if match and "re.compile" not in line and not reasoned.match(match["rest"]):
                found.append(f"{module.place}:{number}: {line.strip()}")

    assert [] == found, told(found)
