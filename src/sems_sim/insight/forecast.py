"""What may come: futures of the present as fans, chances and sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sems_sim.events import Kind
from sems_sim.exercise import Standing
from sems_sim.insight.outset import Outset, ever_played, set_out
from sems_sim.insight.playing import Effort, Played, Watched, play
from sems_sim.insight.readings import assumptions_of, readings_of
from sems_sim.insight.seen import Coming, Fan, LevelOdds, Shortage, TargetOdds
from sems_sim.model import NONE, Model, measures_of
from sems_sim.stress import Estimate, Summary, chance, share, summary

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
HOUR_MS = 3_600_000.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """What futures of a moment have in store, in this model and under its assumptions."""

    now_ms: int
    end_ms: int
    futures: int
    services: tuple[Fan, ...]
    """Performance of each service."""
    incidents: tuple[Fan, ...]
    """Highest severity among the open occurrences of each incident."""
    levels: LevelOdds
    targets: tuple[TargetOdds, ...]
    injects: tuple[Coming, ...]
    """Injects that have not come yet and wait for a condition."""
    shortages: tuple[Shortage, ...]
    """Resources and stocks that run short in some future, the likeliest first."""
    measures: tuple[tuple[str, Summary], ...]
    """Every measure of past and future together; `censored` says in how many futures it did not happen."""
    readings: tuple[str, ...]
    """One sentence each, the most important first."""
    assumptions: tuple[str, ...]

    def measure(self, name: str) -> Summary:
        """Return the summary of a measure.

        Raises:
            KeyError: If there is no such measure.
        """
        return dict(self.measures)[name]


def forecast(
    standing: Standing, futures: int = 300, *, from_picture: bool = False, effort: Effort | None = None
) -> Forecast:
    """Return what may come from where an exercise stands, if the plan is followed from here on.

    Played teams are run by the model from the present on. With `from_picture` the futures start from what those
    teams believe, and not from what is so. `effort` says how the work is done, and takes the place of `futures`.

    Raises:
        InterruptedRunError: If the effort was stopped.
        SimulationError: If a future cannot be run to its end.
    """
    present = set_out(Outset(standing, pictures_of=ever_played(standing) if from_picture else ()))
    effort = effort or Effort(futures)
    return seen_from(standing, play(present, effort, watched_of(standing)), from_picture=from_picture)


def watched_of(standing: Standing) -> tuple[Watched, ...]:
    """Return the facts whose first moment a forecast wants: each inject, resource and stock, in order."""
    model, prompted = standing.model, set(standing.policy.prompted)
    found = [
        (row.entity, int(Kind.INJECT_DUE if inject in prompted else Kind.INJECT_FIRED))
        for inject, row in enumerate(model.injects)
    ]
    found += [(row.entity, int(Kind.RESOURCE_SHORT)) for row in model.resources]
    found += [(row.entity, int(Kind.STOCK_EMPTY)) for row in model.stocks]
    return tuple(found)


def seen_from(standing: Standing, played: Played, *, from_picture: bool = False) -> Forecast:
    """Return what futures that have been played, with the facts of `watched_of`, have in store."""
    model, present = standing.model, played.present
    services, incidents = len(model.services), len(model.incidents)
    fans = [_fan(played, band) for band in range(services + incidents)]
    targets = tuple(_target(played, target.name) for target in model.targets)
    found = Forecast(
        now_ms=standing.now_ms,
        end_ms=present.end_ms,
        futures=played.count,
        services=tuple(fans[:services]),
        incidents=tuple(fans[services:]),
        levels=_levels(played, services + incidents),
        targets=targets,
        injects=_injects(standing, played),
        shortages=_shortages(model, played),
        measures=_measures(played),
        readings=(),
        assumptions=assumptions_of(standing, ever_played(standing), from_picture=from_picture),
    )
    return _with_readings(found, model)


def _with_readings(found: Forecast, model: Model) -> Forecast:
    return replace(found, readings=readings_of(found, model))


def _fan(played: Played, band: int) -> Fan:
    model = played.present.model
    services = len(model.services)
    is_service = band < services
    entity = model.services[band].entity if is_service else model.incidents[band - services].entity
    p05, p25, p50, p75, p95 = (_quantile_bins(played.bands[band], q) for q in SHARES)
    mark = model.services[band].mbco if is_service else 0.0
    return Fan(
        model.name_of(entity), model.title_of(entity), played.moments_ms, p05, p25, p50, p75, p95, mark
    )


def _quantile_bins(counts: NDArray[np.int64], q: float) -> tuple[float, ...]:
    """Return at each moment the smallest share at or below which at least q of the futures lie."""
    rising = np.cumsum(counts, axis=1)
    wanted = np.ceil(q * rising[:, -1] - 1e-9)
    return tuple(float(place) / 100.0 for place in np.argmax(rising >= wanted[:, None], axis=1))


def _levels(played: Played, band: int) -> LevelOdds:
    levels = len(played.present.model.levels)
    counts = played.bands[band][:, :levels] / played.count
    odds = tuple(tuple(float(one) for one in counts[:, level]) for level in range(levels))
    return LevelOdds(played.present.model.labels, played.moments_ms, odds)


def _target(played: Played, name: str) -> TargetOdds:
    met = played.column(f"targets.{name}")
    target = next(one for one in played.present.model.targets if one.name == name)
    return TargetOdds(name, target.text, target.measure, share(met))


def _injects(standing: Standing, played: Played) -> tuple[Coming, ...]:
    model, found = standing.model, []
    for inject, row in enumerate(model.injects):
        if row.when == NONE:
            continue
        how_often, (p05, p50, p95) = _when(played.firsts_ms[:, inject])
        is_prompt = inject in standing.policy.prompted
        name, title = model.name_of(row.entity), model.title_of(row.entity)
        found.append(Coming(name, title, how_often, p05, p50, p95, is_prompt))
    return tuple(found)


def _shortages(model: Model, played: Played) -> tuple[Shortage, ...]:
    found = []
    rows = [(row.entity, "resource") for row in model.resources]
    rows += [(row.entity, "stock") for row in model.stocks]
    for place, (entity, kind) in enumerate(rows, len(model.injects)):
        how_often, (p05, p50, p95) = _when(played.firsts_ms[:, place])
        if p50 >= 0:
            found.append(
                Shortage(model.name_of(entity), model.title_of(entity), kind, how_often, p05, p50, p95)
            )
    return tuple(sorted(found, key=lambda one: (-one.chance.value, one.name)))


def _when(firsts_ms: NDArray[np.int64]) -> tuple[Estimate, tuple[int, int, int]]:
    """Return how often something came, and P5, P50 and P95 of when it did; -1 for never."""
    came = np.sort(firsts_ms[firsts_ms >= 0])
    n = len(came)
    places = [min(n, max(1, int(np.ceil(q * n - 1e-9)))) - 1 for q in (0.05, 0.5, 0.95)]
    p05, p50, p95 = (int(came[place]) if n else -1 for place in places)
    return chance(n, len(firsts_ms)), (p05, p50, p95)


def _measures(played: Played) -> tuple[tuple[str, Summary], ...]:
    horizon_h = played.present.end_ms / HOUR_MS
    return tuple(
        (
            row.name,
            summary(played.measures[:, place], horizon_h if row.censored and row.unit == "h" else None),
        )
        for place, row in enumerate(measures_of(played.present.model))
    )
