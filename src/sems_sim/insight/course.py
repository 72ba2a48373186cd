"""How one run of the model would go, as far as an exercise is concerned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sems_sim.events import Kind
from sems_sim.model import EntityKind, Model


@dataclass(frozen=True, slots=True)
class Course:
    """What of one run reaches people; times in milliseconds."""

    seed: int
    injects: dict[int, int]
    """When each inject came, by its row."""
    decisions: dict[int, int]
    """When each question first came up."""
    levels: tuple[tuple[int, int], ...]
    """(when, level) each time another level was in place."""
    news: tuple[tuple[int, int], ...]
    """(when, team) each time somebody learnt something."""
    measures: Mapping[str, float | None]

    def level_at(self, at_ms: int) -> int:
        """The level of response that is in place at a moment."""
        found = 0
        for when_ms, level in self.levels:
            if when_ms <= at_ms:
                found = level
        return found


def course_of(
    model: Model, seed: int, trace: NDArray[np.void], measures: Mapping[str, float | None]
) -> Course:
    """Read the course of a run from its trace."""
    injects: dict[int, int] = {}
    decisions: dict[int, int] = {}
    for at_ms, row in _told(model, trace, Kind.INJECT_FIRED):
        injects.setdefault(row, at_ms)
    for at_ms, row in _told(model, trace, Kind.DECISION_OPENED):
        decisions.setdefault(row, at_ms)
    levels = tuple(_told(model, trace, Kind.LEVEL_ENTERED))
    news = tuple(_told(model, trace, Kind.BELIEVED))
    return Course(seed, injects, decisions, levels, news, measures)


def _told(model: Model, trace: NDArray[np.void], kind: Kind) -> list[tuple[int, int]]:
    """(when, row) of each record of a kind, in order."""
    found = trace[trace["kind"] == int(kind)]
    rows = (model.entities[entity].index for entity in found["entity"].tolist())
    return list(zip(found["time_ms"].tolist(), rows, strict=True))


def is_convened(model: Model, course: Course, team: int, at_ms: int) -> bool:
    """Whether a team has gathered: its level is in place, or it need not be called together."""
    row = model.teams[team]
    return row.outside or row.level <= 0 or course.level_at(at_ms) >= row.level


def names_of(model: Model, kind: EntityKind) -> tuple[str, ...]:
    """The names of one kind as the file writes them, in the order of rows."""
    found = sorted((one for one in model.entities if one.kind is kind), key=lambda one: one.index)
    return tuple(one.name.removeprefix(f"{kind.name.lower()}:") for one in found)
