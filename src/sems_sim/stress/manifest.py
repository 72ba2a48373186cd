"""What a folder says of its ensemble: enough to make it again, bit for bit.

It is also what keeps two ensembles from being mixed. It holds nothing that depends on when, where or by how many
workers the work was done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from sems_sim.errors import ArgumentError
from sems_sim.model import Model, Policy, measures_of
from sems_sim.stress.backends import EngineName
from sems_sim.stress.batch import band_names
from sems_sim.stress.folder import write_whole

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a model came from: what its folder tells those who want to make it again."""

    file: str = ""
    """The scenario file as it was asked for."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The file and all it includes, by path below the scenario's folder; copies are kept with the results."""
    overrides: Mapping[str, str] = field(default_factory=dict)
    """What was set over the file (`--set`)."""
    command: str = ""
    """The command that makes the ensemble again, without what changes no result: workers, cluster, resume."""
    precision: str = ""
    """The rule it stops by, in words; an ensemble is only gone on with under the same rule."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be simulated."""

    model: Model
    replications: int
    seed: int
    engine: EngineName
    policy: Policy | None
    chunk: int


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of replications on disk: a file of outcomes and a file of bands."""

    first: int
    count: int
    outcomes: str
    """SHA-256."""
    bands: str
    """SHA-256."""

    def name(self, size: int) -> str:
        """The name of both files, in their folders."""
        return f"part-{self.first // size:05}.parquet"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of an ensemble."""

    identity: Mapping[str, Any]
    """What must be the same for work to go on."""
    about: Mapping[str, Any]
    """What else those who read it want to know."""
    asked: int
    parts: tuple[Part, ...] = ()
    is_complete: bool = False

    @property
    def done(self) -> int:
        """How many replications are in the parts."""
        return sum(part.count for part in self.parts)

    @property
    def part_size(self) -> int:
        """Replications in a whole part."""
        return int(self.identity["part"])

    @property
    def chunk_size(self) -> int:
        """Replications in a whole chunk."""
        return int(self.identity["chunk"])

    def text(self) -> str:
        """Write it as JSON."""
        document = {
            **self.identity,
            **self.about,
            "replications": {"asked": self.asked, "done": self.done},
            "state": "complete" if self.is_complete else "unfinished",
            "parts": [asdict(part) for part in self.parts],
        }
        return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def manifest_for(request: Request, origin: Origin, part_size: int) -> Manifest:
    """Return the manifest of an ensemble of which nothing is done yet."""
    model, policy = request.model, request.policy
    identity = {
        "format": FORMAT,
        "sems_sim": program_version(),
        "scenario": model.id,
        "digest": model.digest,
        "set": dict(origin.overrides),
        "model": digest_of(model),
        "seed": request.seed,
        "engine": request.engine,
        "policy": {} if policy is None else json.loads(json.dumps(asdict(policy))),
        "precision": origin.precision,
        "chunk": request.chunk,
        "part": part_size,
    }
    return Manifest(identity, _about(model, origin), request.replications)


def _about(model: Model, origin: Origin) -> dict[str, Any]:
    return {
        "title": model.title,
        "file": origin.file,
        "files": {name: hashlib.sha256(raw).hexdigest() for name, raw in origin.files.items()},
        "command": origin.command,
        "horizon_ms": model.horizon_ms,
        "bands": list(band_names(model)),
        "measures": [
            {"name": one.name, "unit": one.unit, "censored": one.censored} for one in measures_of(model)
        ],
    }


def program_version() -> str:
    """Return the version of the installed program; `unknown` where it runs without being installed."""
    try:
        return metadata.version("sems-sim")
    except metadata.PackageNotFoundError:
        return "unknown"


def digest_of(model: Model) -> str:
    """Return a hash of everything a simulator is told, whatever it was compiled from."""
    return hashlib.sha256(repr(model).encode("utf-8")).hexdigest()


_SAID = {
    "format": "the format of the folder",
    "sems_sim": "the version of sems-sim",
    "scenario": "the scenario",
    "digest": "the text of the scenario",
    "set": "what is set over the file",
    "model": "the model",
    "seed": "the seed",
    "engine": "the engine",
    "policy": "the choices of the players",
    "precision": "the precision at which to stop",
    "chunk": "the size of a chunk",
    "part": "the size of a part",
}
_HASHES = {"digest", "model"}


def refuse_others(kept: Manifest, wanted: Manifest, folder: Path) -> None:
    """See that what is kept in a folder is the beginning of what is wanted.

    Raises:
        ArgumentError: If not; it says what differs.
    """
    told = []
    for key, value in wanted.identity.items():
        before = kept.identity.get(key)
        if before != value:
            detail = "" if key in _HASHES else f" ({_shown(before)} there, {_shown(value)} here)"
            told.append(_SAID[key] + detail)
    if told:
        hint = "give another folder with --out, or ask for the same again"
        raise ArgumentError(f"{folder}: holds another ensemble; what differs: {', '.join(told)}", hint)
    if kept.done > wanted.asked:
        hint = f"ask for {kept.done} or more, or give another folder with --out"
        raise ArgumentError(
            f"{folder}: holds {kept.done} replications, and {wanted.asked} were asked for", hint
        )


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if value not in ("", [], {}, None) else "none"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest into its folder. Raises ArgumentError if that cannot be done."""
    write_whole(folder / NAME, manifest.text().encode("utf-8"))


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder.

    Raises:
        ArgumentError: If there is none, or if it cannot be read.
    """
    try:
        document = json.loads((folder / NAME).read_text(encoding="utf-8"))
        identity = {key: document[key] for key in _SAID}
        about = {key: document[key] for key in _ABOUT}
        parts = tuple(Part(**part) for part in document["parts"])
        asked = int(document["replications"]["asked"])
        return Manifest(identity, about, asked, parts, document["state"] == "complete")
    except FileNotFoundError as error:
        raise ArgumentError(
            f"{folder}: there is no ensemble here", "make one with: sems-sim stress"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "give another folder with --out"
        raise ArgumentError(f"{folder}: its {NAME} cannot be read", hint) from error


_ABOUT = ("title", "file", "files", "command", "horizon_ms", "bands", "measures")
