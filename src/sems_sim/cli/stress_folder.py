"""Where an ensemble is kept: in a folder, or in one that goes when all is told."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sems_sim.cli.version import version
from sems_sim.cli.voice import state_folder

if TYPE_CHECKING:
    from sems_sim.stress import Origin

RESULTS = Path("results")
_MOST_NAMES = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """A folder for an ensemble."""

    folder: Path
    goes_on: bool
    """Whether work that is there is gone on with."""
    is_passing: bool = False
    """Whether it is taken away when all is told."""

    def leave(self) -> None:
        """Take a passing folder away."""
        if self.is_passing:
            shutil.rmtree(self.folder, ignore_errors=True)


def place_for(stated: Path | None, name: str, wanted: Mapping[str, Any], *, resume: bool) -> Place:
    """The folder asked for; else one below `results` if there is such a folder; else a passing one.

    Below `results` the same request finds its own folder again, and another gets a new one.
    """
    if stated is not None:
        return Place(stated, resume)
    if RESULTS.is_dir():
        return Place(_free(name, wanted), goes_on=True)
    return Place(_passing(name), goes_on=True, is_passing=True)


def _free(name: str, wanted: Mapping[str, Any]) -> Path:
    for number in range(1, _MOST_NAMES):
        folder = RESULTS / (name if number == 1 else f"{name}-{number}")
        if not folder.exists() or _is_begun(folder, wanted):
            return folder
    return RESULTS / f"{name}-{_MOST_NAMES}"


def _is_begun(folder: Path, wanted: Mapping[str, Any]) -> bool:
    """Whether a folder holds the beginning of what is wanted."""
    try:
        kept = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        fits = all(kept[key] == value for key, value in wanted.items() if key != "replications")
        return bool(fits and int(kept["replications"]["done"]) <= int(wanted["replications"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _passing(name: str) -> Path:
    """A folder that an interrupted ensemble can be gone on with from."""
    for root in (state_folder() / "unfinished", Path(tempfile.gettempdir())):
        try:
            root.mkdir(parents=True, exist_ok=True)
            return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=root))
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix=f"{name}-"))


def wanted_of(origin: Origin, digest: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the manifest of a folder must say for it to be the same ensemble."""
    return {
        "sems_sim": version(),
        "digest": digest,
        "set": dict(origin.overrides),
        "precision": origin.precision,
        **facts,
    }
