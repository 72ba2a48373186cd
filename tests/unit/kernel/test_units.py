"""Units answer every door that is theirs, and their own events."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from sems_sim.kernel import doors, units
from sems_sim.kernel.cache import Cache
from sems_sim.kernel.units import UNITS


def _module(unit: str) -> ModuleType:
    return importlib.import_module(f"sems_sim.kernel.rules_{unit}")


def _plain(function: Any) -> Any:
    """Return the Python function of a rule, compiled or not."""
    return getattr(function, "py_func", function)


def _answered(module: ModuleType, board: str) -> Iterator[int]:
    """Yield every code that a switchboard compares with, and those of the boards it hands on to."""
    function = _plain(getattr(module, board))
    home = importlib.import_module(function.__module__)
    for node in ast.walk(ast.parse(inspect.getsource(function))):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "code":
            for name in ast.walk(node.comparators[0]):
                if isinstance(name, ast.Name):
                    yield int(getattr(home, name.id))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > 1:
            handed = node.args[1]
            if isinstance(handed, ast.Name) and handed.id == "code":
                yield from _answered(home, node.func.id)


def _doors_of(unit: str) -> dict[str, int]:
    number = UNITS.index(unit)
    return {
        name: code
        for name, code in vars(doors).items()
        if name.isupper() and name.lower() not in UNITS and isinstance(code, int) and code >> 8 == number
    }


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_answers_every_door_that_is_its_own(unit: str) -> None:
    """Its switchboard knows each code that doors.py gives it."""
    answered = set(_answered(_module(unit), unit))

    assert [] == [name for name, code in _doors_of(unit).items() if code not in answered]


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_answers_no_code_twice_and_none_of_others(unit: str) -> None:
    """Events of its own have numbers from 32 up, each with one meaning."""
    answered = list(_answered(_module(unit), unit))
    events = [code & 0xFF for code in answered if code not in _doors_of(unit).values()]

    assert {UNITS.index(unit)} == {code >> 8 for code in answered}
    assert len(answered) == len(set(answered))
    assert all(32 <= number < 256 for number in events)


def test_units_stand_in_the_order_of_their_numbers() -> None:
    """The entrance at a place of the header is that of the unit with this number."""
    assert list(range(len(UNITS))) == [getattr(doors, unit.upper()) for unit in UNITS]


def test_what_compiling_costs_is_said_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a folder there is nothing to say; without one the reason is given."""
    monkeypatch.setattr(units, "find_cache", lambda: Cache(None, "the disk is full"))

    assert "the disk is full" in units.cost()
