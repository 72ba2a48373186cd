"""The shelf of scenarios: here, those that came along, those of the checkout."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def folders() -> tuple[Path, ...]:
    """Folders with scenarios, the nearest first: here, then what was installed, then the checkout."""
    shipped = Path(str(resources.files("sems_sim"))) / "scenarios_shipped"
    checkout = Path(__file__).resolve().parents[2] / "scenarios"
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
