"""Where scenarios are found: by path, or by name among those that came along."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from sems_sim.cli.voice import meant
from sems_sim.errors import ArgumentError

_ENDINGS = (".yaml", ".yml")


def folders() -> tuple[Path, ...]:
    """Folders with scenarios, the nearest first: here, then what was installed, then the checkout."""
    shipped = Path(str(resources.files("sems_sim"))) / "scenarios_shipped"
    checkout = Path(__file__).resolve().parents[3] / "scenarios"
    found = [folder for folder in (Path("scenarios"), shipped, checkout) if folder.is_dir()]
    return tuple({folder.resolve(): folder for folder in reversed(found)}.values())[::-1]


def scenarios() -> dict[str, Path]:
    """Every scenario on the shelf by its name; of two with one name, the nearest."""
    found: dict[str, Path] = {}
    for folder in folders():
        for path in sorted(folder.rglob("*.yaml")):
            if is_scenario(path):
                found.setdefault(path.relative_to(folder).with_suffix("").as_posix(), path)
    return found


def is_scenario(path: Path) -> bool:
    """Whether a file can run by itself: a part that others include says nothing of a clock."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return any(line.startswith("clock:") for line in text.splitlines())


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
