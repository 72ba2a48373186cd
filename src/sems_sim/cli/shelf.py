"""Where scenarios are found: by path, or by name among those that came along."""

from __future__ import annotations

from pathlib import Path

from sems_sim.cli.voice import meant
from sems_sim.errors import ArgumentError
from sems_sim.shelf import scenarios

_ENDINGS = (".yaml", ".yml")


def find_scenario(given: str) -> Path:
    """The file that is meant: a path, or the name of a scenario on the shelf. Raises ArgumentError."""
    path = Path(given)
    if path.exists() or path.suffix in _ENDINGS:
        return _checked(path, given)
    shelf = scenarios()
    if given in shelf:
        return shelf[given]
    hint = (
        meant(given, shelf) or "give the path of a scenario file; sems-sim list shows those that came along"
    )
    raise ArgumentError(f"{given}: there is no such file, and no scenario of that name", hint)


def _checked(path: Path, given: str) -> Path:
    if path.is_file():
        return path
    if path.is_dir():
        raise ArgumentError(f"{given} is a folder", "name a file in it")
    near = [other.name for other in path.parent.glob("*.y*ml")] if path.parent.is_dir() else []
    raise ArgumentError(
        f"{given}: there is no such file", meant(path.name, near) or "sems-sim list shows what there is"
    )
