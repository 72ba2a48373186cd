"""Runs whose fingerprints are written down, to hold every machine and Python to them.

    python -m tests.journeys.golden          prints the fingerprints as they are here and now
    python -m tests.journeys.golden write    makes the scenarios anew and writes their fingerprints down

Write them down again only after a change of the model that is meant, and say so in the changelog.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sems_sim.engine import simulate
from sems_sim.scenario import compile_model, read_scenario

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "data" / "golden"
BOOK = FOLDER / "fingerprints.json"
RUNS = ((1, 0), (20_250_321, 3))
"""(seed, replication)."""
MADE = (0, 1, 2, 3, 9, 12, 17, 26, 29, 45, 58, 108)
"""Numbers of the made scenarios that are kept as files."""

Fingerprints = dict[str, dict[str, str]]


def fingerprints() -> Fingerprints:
    """Every golden scenario, run now."""
    paths = [ROOT / "scenarios" / "north-hyde.yaml", *sorted(FOLDER.glob("*.yaml"))]
    return {path.relative_to(ROOT).as_posix(): _of(path) for path in paths}


def _of(path: Path) -> dict[str, str]:
    model = compile_model(read_scenario(path))
    return {
        f"{seed}/{number}": simulate(model, seed=seed, replication=number).fingerprint
        for seed, number in RUNS
    }


def written() -> Fingerprints:
    """What was written down."""
    book: Fingerprints = json.loads(BOOK.read_text(encoding="utf-8"))
    return book


def write() -> None:
    """Make the scenarios anew, run them, and write their fingerprints down."""
    from tests.made.scenario import as_text, made

    FOLDER.mkdir(parents=True, exist_ok=True)
    for number in MADE:
        (FOLDER / f"made-{number:03}.yaml").write_text(as_text(made(number)), encoding="utf-8", newline="\n")
    BOOK.write_text(json.dumps(fingerprints(), indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["write"]:
        write()
    else:
        sys.stdout.write(json.dumps(fingerprints()))
