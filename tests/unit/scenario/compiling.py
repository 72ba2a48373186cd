"""A scenario from a few lines of YAML to a compiled model, for the tests of the compiler."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.errors import Fault
from sems_sim.model import EntityKind, Model
from sems_sim.scenario.compile import compile_model
from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.source import read_tree
from sems_sim.scenario.tree import plain

HEAD = "sems_sim: 1\nid: try\ntitle: A try\nclock: {start: 2025-03-20T23:49:00+00:00, runs: 36h}\n"


@dataclass(frozen=True)
class Written:
    """A checked scenario as the compiler wants it, with faults that show their path."""

    sections: ScenarioSections
    digest: str = "0" * 64

    def fault(self, path: tuple[str | int, ...], message: str, remedy: str = "") -> Fault:
        """A fault whose file is the path, so that a test can see it."""
        return Fault(".".join(str(step) for step in path), 0, 0, message, remedy)


def written(text: str, head: str = HEAD) -> Written:
    """The scenario of these lines under a minimal head."""
    return Written(ScenarioSections.model_validate(plain(read_tree(head + text, "try.yaml"))))


def model_of(text: str) -> Model:
    """The compiled model of these lines under a minimal head."""
    return compile_model(written(text))


def row(model: Model, kind: EntityKind, name: str) -> int:
    """The row of a named thing in the table of its kind."""
    return next(entity.index for entity in model.entities if entity.kind is kind and entity.name == name)


def names(model: Model, kind: EntityKind) -> list[str]:
    """The names of one kind in the order of rows."""
    return [
        entity.name for entity in sorted((e for e in model.entities if e.kind is kind), key=lambda e: e.index)
    ]
