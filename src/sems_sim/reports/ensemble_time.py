"""Fans: how services, incidents and the level of response stood, over all runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sems_sim.model import Model
from sems_sim.telling import Names

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sems_sim.stress import Ensemble

SHARES = (0.05, 0.25, 0.50, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Fan:
    """One quantity between 0 and 1 over time: at each moment, five quantiles over the runs."""

    title: str
    is_service: bool
    moments_ms: tuple[int, ...]
    lines: tuple[tuple[float, ...], ...]
    """For each of SHARES, a value at each moment; to whole percents."""
    mark: float
    """The minimum objective of a service; 0 for none."""
    n: int

    @property
    def extreme(self) -> tuple[float, int]:
        """The worst median, and when: lowest for a service, highest for an incident."""
        pick = min if self.is_service else max
        middle = self.lines[2]
        worst = pick(middle)
        return worst, self.moments_ms[middle.index(worst)]


@dataclass(frozen=True, slots=True)
class LevelShares:
    """The share of runs at each level or above at each moment, the levels from the second up."""

    labels: tuple[str, ...]
    moments_ms: tuple[int, ...]
    lines: tuple[tuple[float, ...], ...]
    n: int


def fans_of(ensemble: Ensemble, model: Model) -> tuple[Fan, ...]:
    """A fan for each service that ever suffered and each incident that ever opened, services first."""
    bands, names = ensemble.bands, Names(model)
    services = [(row.entity, row.mbco, True) for row in model.services]
    things = [*services, *((row.entity, 0.0, False) for row in model.incidents)]
    found = []
    for index, (entity, mark, is_service) in enumerate(things):
        counts = bands[index]
        quiet = counts[:, 100 if is_service else 0]
        if int(quiet.sum()) < int(counts.sum()):
            lines = tuple(tuple(_quantile(counts, share)) for share in SHARES)
            found.append(
                Fan(names.of(entity), is_service, ensemble.moments_ms, lines, max(0.0, mark), ensemble.n)
            )
    return tuple(found)


def _quantile(counts: NDArray[np.int64], share: float) -> list[float]:
    """The smallest bin at or below which the share of the runs lies, at each moment."""
    import math

    import numpy as np

    needed = max(1, math.ceil(share * int(counts[0].sum()) - 1e-9))
    reached = np.cumsum(counts, axis=1) >= needed
    found: Any = np.argmax(reached, axis=1) / 100.0
    values: list[float] = found.tolist()
    return values


def level_shares(ensemble: Ensemble, model: Model) -> LevelShares:
    """The share of runs at the second level or above, at the third, and so on."""
    counts = ensemble.bands[-1]
    names = Names(model)
    labels = tuple(names.level(index) for index in range(1, len(model.labels)))
    lines = tuple(
        tuple((counts[:, level:].sum(axis=1) / ensemble.n).tolist()) for level in range(1, len(labels) + 1)
    )
    return LevelShares(labels, ensemble.moments_ms, lines, ensemble.n)
