"""What teams believe at a moment, beside what is so: read from a replay of the past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.doors import ASSETS, INCIDENTS, PEOPLE
from sems_sim.kernel.futures import Theatre
from sems_sim.kernel.memory import PER_UNIT
from sems_sim.model import FULL, Present

_ASSETS, _INCIDENTS, _VIEWS = ASSETS * PER_UNIT, INCIDENTS * PER_UNIT, PEOPLE * PER_UNIT + 2


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """All pictures at one moment."""

    is_known: NDArray[np.bool_]
    """Shape (teams, items): whether the team believes anything of the item."""
    value: NDArray[np.float64]
    """Shape (teams, items): believed level, performance or severity, from 0 to 1."""
    is_open: NDArray[np.bool_]
    """Shape (teams, items): of an incident, whether it is believed to be open."""
    observed_ms: NDArray[np.int64]
    """Shape (teams, items): when what is believed was so."""
    true_level: NDArray[np.float64]
    """Shape (assets,)."""
    truly_open: NDArray[np.bool_]
    """Shape (incidents,)."""


def beliefs_at(present: Present) -> Beliefs:
    """Return what every team believes just before everything that happens at a moment.

    Raises:
        ZeroTimeCircleError: If events of the past chase each other without time passing.
    """
    rows = Theatre(present, samples=0).stage.rows
    model = present.model
    shape = (len(model.teams), len(model.items))
    views = rows[_VIEWS][: shape[0] * shape[1]]
    return Beliefs(
        views["has_belief"].reshape(shape).copy(),
        views["value"].reshape(shape).copy(),
        views["is_open"].reshape(shape).copy(),
        views["observed_ms"].reshape(shape).copy(),
        rows[_ASSETS]["level"][: len(model.assets)] / float(FULL),
        rows[_INCIDENTS]["first_open"][: len(model.incidents)] >= 0,
    )


def newest_belief(beliefs: Beliefs, teams: tuple[int, ...], item: int) -> int:
    """Return which of some teams knows an item best: the one whose belief is newest, or -1 for none."""
    knowing = [team for team in teams if beliefs.is_known[team, item]]
    return max(knowing, key=lambda team: (int(beliefs.observed_ms[team, item]), -team), default=-1)
