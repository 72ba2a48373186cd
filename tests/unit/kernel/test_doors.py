"""Doors: one number for each thing that may be asked."""

import re
from pathlib import Path

import pytest

from sems_sim.kernel import doors

HOUSE = Path(doors.__file__).parent
UNITS = (
    "AGENDA", "WATCHING", "ASSETS", "SUPPLY", "CREWS", "SERVICES", "INCIDENTS", "PEOPLE", "SPEECH", "COMMAND", "PLANS",
    "EFFECTS", "ACCOUNTS",
)  # fmt: skip


def _stated() -> dict[str, tuple[str, int]]:
    """Return each door as it is written down: the unit that is named, and the number within it."""
    text = (HOUSE / "doors.py").read_text(encoding="utf-8")
    found = re.findall(r"^([A-Z_]+) = _door\(([A-Z]+), (\d+)\)", text, re.MULTILINE)
    return {name: (unit, int(number)) for name, unit, number in found}


def test_every_code_is_given_once() -> None:
    """Two doors with one code would be one door."""
    codes = [getattr(doors, name) for name in _stated()]

    assert len(codes) == len(set(codes)) > 100


@pytest.mark.parametrize("unit", UNITS)
def test_every_door_is_one_of_its_units(unit: str) -> None:
    """The high bits name the unit; the low ones stay below 32, where its own events begin."""
    own = {name: number for name, (owner, number) in _stated().items() if owner == unit}

    assert own
    assert all(0 < number < 32 for number in own.values())
    assert {name: UNITS.index(unit) << 8 | number for name, number in own.items()} == {
        name: getattr(doors, name) for name in own
    }


def test_every_door_is_used() -> None:
    """A door that no file of the kernel names beside doors.py leads nowhere."""
    files = (path for path in HOUSE.glob("*.py") if path.name != "doors.py")
    words = {
        word
        for path in files
        for word in re.findall(r"\bdoors\.([A-Z_]+)\b", path.read_text(encoding="utf-8"))
    }
    found = sorted(_stated().keys() - words)

    assert [] == found
