"""The measures of an ensemble: a few key ones in full, all of them in short."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sems_sim.model import Measure, Model, measures_of
from sems_sim.reports.estimates import in_unit
from sems_sim.telling import Names, capital, plain
from sems_sim.units import hours

if TYPE_CHECKING:
    from sems_sim.stress import Ensemble, Estimate, Exceedance, Summary

_MOST_SERVICES = 3
_BINS = 40
_OF_SERVICE = {
    "lost": "{} lost",
    "time_to_mbco_h": "{}: disruption to sustained minimum",
    "time_to_rto_h": "{}: disruption to able again",
    "below_mbco_h": "{}: time below minimum",
    "over_mtpd_h": "{}: time beyond the tolerable",
    "loss_h": "{}: loss in full hours",
    "min_performance": "{}: lowest performance",
}
_AFTER = {
    "decided_h": "decided",
    "opened_h": "asked",
    "detected_h": "detected",
    "reported_h": "reported",
    "contained_h": "contained",
    "closed_h": "closed",
    "started_h": "begun",
    "finished_h": "finished",
    "first_down_h": "down",
    "last_up_h": "back",
}
_PLAIN = {
    "crisis.unmet_h": "Unmet crisis",
    "people.affected": "People affected",
    "people.harmed": "People harmed",
    "cost.total": "Cost in all",
    "catastrophe.happened": "Catastrophe",
}


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One measure in short."""

    name: str
    unit: str
    meaning: str
    is_duration: bool
    """Whether it may not happen before the horizon, at which it is then cut off."""
    summary: Summary


@dataclass(frozen=True, slots=True)
class Histogram:
    """In how many runs a measure lay between two edges, and in how many it did not happen."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    never: int


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One key measure in full; quantiles count what did not happen as later than everything."""

    name: str
    title: str
    unit: str
    unit_word: str
    money: str
    meaning: str
    is_duration: bool
    p10: Estimate
    p50: Estimate
    p90: Estimate
    mean: Estimate
    """Restricted to the horizon where it is a duration."""
    worst: Estimate | None
    """The mean of the worst twentieth; None where the runs are too few."""
    missing: Estimate
    """The share of runs in which it did not happen."""
    curve: Exceedance
    histogram: Histogram

    @property
    def is_share_of_runs(self) -> bool:
        """Whether it is yes or no, so that its mean says everything."""
        return self.unit == "yes/no"

    def words(self, value: float) -> str:
        """A value of it in words."""
        return in_unit(self.unit, self.money, self.unit_word)(value)


def horizon_of(measure: Measure, model: Model) -> float | None:
    """What counts for a moment or duration that did not happen, in hours; None for other measures."""
    return hours(model.horizon_ms) if measure.censored and measure.unit == "h" else None


def summary_rows(ensemble: Ensemble, model: Model) -> tuple[SummaryRow, ...]:
    """Every measure in short, in the order of the model."""
    from sems_sim.stress import summary

    return tuple(
        SummaryRow(
            measure.name,
            measure.unit,
            measure.meaning,
            horizon_of(measure, model) is not None,
            summary(ensemble[measure.name], horizon_of(measure, model)),
        )
        for measure in measures_of(model)
    )


def key_measures(
    ensemble: Ensemble, model: Model, rows: tuple[SummaryRow, ...], units: Mapping[str, str]
) -> tuple[MeasureView, ...]:
    """The measures that readers ask for first, those of targets before all; none that is always 0."""
    known = {measure.name: measure for measure in measures_of(model)}
    dull = {row.name for row in rows if row.summary.censored == 0 and row.summary.mean == row.summary.sd == 0}
    asked = [row.measure for row in model.targets]
    names = dict.fromkeys([*asked, *(name for name in _usual(model) if name not in dull)])
    titles = Names(model)
    return tuple(
        _view(known[name], ensemble, model, (title_of(name, model, titles), _unit_word(name, units)))
        for name in names
        if name in known
    )


def _usual(model: Model) -> Iterator[str]:
    ranked = sorted(model.services, key=lambda row: (not row.critical, -row.weight))
    for row in ranked[:_MOST_SERVICES]:
        name = model.name_of(row.entity)
        yield from (f"service.{name}.{what}" for what in ("lost", "time_to_mbco_h", "below_mbco_h"))
    if model.levels:
        yield f"level.{model.name_of(model.levels[-1].entity)}.first_h"
    yield from _PLAIN


def _unit_word(name: str, units: Mapping[str, str]) -> str:
    parts = name.split(".")
    return units.get(parts[1], "") if parts[0] == "service" else ""


def title_of(name: str, model: Model, names: Names) -> str:
    """What a measure is called in a table."""
    if name in _PLAIN:
        return _PLAIN[name]
    parts = name.split(".")
    if parts[0] == "service" and parts[-1] in _OF_SERVICE:
        return _OF_SERVICE[parts[-1]].format(_thing(parts[1], model, names))
    if parts[0] == "level" and parts[-1] == "first_h":
        return f"{_thing(parts[1], model, names)} level after"
    if parts[-1] in _AFTER:
        return f"{_thing('.'.join(parts[1:-1]), model, names)} {_AFTER[parts[-1]]} after"
    return plain(name)


def _thing(name: str, model: Model, names: Names) -> str:
    found = next((names.of(i) for i, one in enumerate(model.entities) if one.name == name), plain(name))
    return capital(found)


def _view(measure: Measure, ensemble: Ensemble, model: Model, words: tuple[str, str]) -> MeasureView:
    import numpy as np

    from sems_sim.stress import exceedance, mean_interval, quantile_interval, restricted, share

    values, horizon = ensemble[measure.name], horizon_of(measure, model)
    counted = values if horizon is None else restricted(values, horizon)
    p10, p50, p90 = (quantile_interval(values, q) for q in (0.1, 0.5, 0.9))
    return MeasureView(
        name=measure.name,
        title=words[0],
        unit=measure.unit,
        unit_word=words[1],
        money=plain(model.money),
        meaning=measure.meaning,
        is_duration=horizon is not None,
        p10=p10,
        p50=p50,
        p90=p90,
        mean=share(values) if measure.unit == "yes/no" else mean_interval(counted),
        worst=_worst(counted) if measure.unit not in ("yes/no", "share") else None,
        missing=share(np.isnan(values)),
        curve=exceedance(values),
        histogram=_histogram(values),
    )


def _worst(values: object) -> Estimate | None:
    """The mean of the worst twentieth; it needs ten runs in that twentieth, and every run a value."""
    import numpy as np

    from sems_sim.stress import mean_of_worst

    found = np.asarray(values, dtype=np.float64)
    is_enough = found.size >= 200 and not bool(np.isnan(found).any())
    return mean_of_worst(found) if is_enough else None


def _histogram(values: object) -> Histogram:
    import numpy as np

    found = np.asarray(values, dtype=np.float64)
    seen = found[~np.isnan(found)]
    never = int(found.size - seen.size)
    if seen.size == 0:
        return Histogram((), (), never)
    low, high = float(seen.min()), float(seen.max())
    if not math.isfinite(high - low) or low == high:
        return Histogram((low, high), (int(seen.size),), never)
    counts, edges = np.histogram(seen, bins=_BINS, range=(low, high))
    return Histogram(tuple(edges.tolist()), tuple(counts.tolist()), never)
