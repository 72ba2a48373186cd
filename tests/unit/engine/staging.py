"""Small scenarios from a few lines of YAML, played to their end and asked what happened."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sems_sim.engine import Run, Simulation
from sems_sim.events import ROOT, Kind, Record
from sems_sim.model import EntityKind, Model
from sems_sim.scenario import compile_model, read_scenario

H = 3_600_000
HEAD = "sems_sim: 1\nid: try\ntitle: A try\nclock: {start: 2025-01-01T00:00:00+00:00, runs: 24h}\n"
CALM = HEAD + "people: off\n"
"""Nobody has to notice, tell or decide anything."""


@cache
def model_of(text: str) -> Model:
    """The compiled model of a text, read from a file like any other."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "try.yaml"
        path.write_text(text, encoding="utf-8")
        return compile_model(read_scenario(path))


@dataclass(frozen=True)
class Play:
    """A run and its simulation, for questions in hours and names."""

    simulation: Simulation
    run: Run

    def told(self, kind: Kind, name: str | None = None) -> list[Record]:
        """The records of a kind, of one entity or of all."""
        return [
            record
            for record in self.run.trace
            if record.kind == kind and name in (None, self.run.model.name_of(record.entity))
        ]

    def hours(self, kind: Kind, name: str | None = None) -> list[float]:
        """When records of a kind came, in hours."""
        return [round(record.time_ms / H, 4) for record in self.told(kind, name)]

    def values(self, kind: Kind, name: str | None = None) -> list[float]:
        """What records of a kind said."""
        return [record.value for record in self.told(kind, name)]

    def levels(self, asset: str) -> list[tuple[float, float]]:
        """The levels of an asset: (hour, level)."""
        return [(round(r.time_ms / H, 4), r.value) for r in self.told(Kind.ASSET_LEVEL, asset)]

    def names(self, kind: Kind) -> list[str]:
        """Whom records of a kind are about, in order."""
        return [self.run.model.name_of(record.entity) for record in self.told(kind)]

    def roots(self, record: Record) -> list[str]:
        """What brought a record about, down to the root: `KIND name`."""
        found, cause = [], record.cause
        while cause != ROOT:
            because = self.run.trace[cause]
            found.append(f"{Kind(because.kind).name} {self.run.model.name_of(because.entity)}")
            cause = because.cause
        return found

    def measure(self, name: str) -> float | None:
        """One measure."""
        return self.run.measures[name]


def play(text: str, *, seed: int = 7, replication: int = 0, head: str = CALM) -> Play:
    """Play a scenario to its end; the head is `people: off` unless said otherwise."""
    model = model_of(head + text)
    simulation = Simulation(model, seed=seed, replication=replication)
    simulation.run_until(model.horizon_ms)
    return Play(simulation, simulation.finish(model.horizon_ms))


def inject(*lines: str) -> str:
    """An exercise that does things: each line is `at: 1h, do: [...]`; numbered I1, I2, … in order."""
    rows = ", ".join(f"{{id: I{number}, text: x, {line}}}" for number, line in enumerate(lines, 1))
    return f"exercise: {{injects: [{rows}]}}\n"


def row_of(model: Model, kind: EntityKind, name: str) -> int:
    """The row of a named thing in the table of its kind."""
    return next(entity.index for entity in model.entities if entity.kind is kind and entity.name == name)
