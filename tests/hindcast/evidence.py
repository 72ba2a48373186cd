"""What the North Hyde scenario gives, against what was published about 21 March 2025.

Only inputs of the case are in the scenario: schedule, tasks with their durations, structure. What is compared here is
in no file that the model reads. A run stops before the first flight of 22 March where a number counts one day only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sems_sim.kernel import simulate
from sems_sim.model import Model, Policy
from sems_sim.scenario import compile_model, read_scenario

ROOT = Path(__file__).resolve().parents[2]
NORTH_HYDE = ROOT / "scenarios" / "north-hyde.yaml"
SEED = 2025
PUBLISHED_RUNS = 200
DAY_END_MS = 28 * 3_600_000 + 36 * 60_000
"""04:25 on 22 March: whatever is lost by then was scheduled on 21 March; the next flight is due at 04:30."""
TRANSFER = {"assets.tie_b.state": "on", "assets.tie_c.state": "on"}

Measures = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Replication:
    """One simulated crisis: its measures at the horizon, and what 21 March had lost when its flights were over."""

    whole: Measures
    flights: float
    people: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """A published number, and where the model gives its own."""

    key: str
    title: str
    published: float
    band: tuple[float, float]
    widest: float
    of: Callable[[Replication], float]
    nature: str
    is_scored: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """Quantiles of an outcome over an ensemble, and what they say."""

    outcome: Outcome
    p05: float
    p10: float
    p50: float
    p90: float
    p95: float

    @property
    def is_centred(self) -> bool:
        """Whether the median lies inside the published band."""
        return self.outcome.band[0] <= self.p50 <= self.outcome.band[1]

    @property
    def is_covered(self) -> bool:
        """Whether P10 to P90 covers the published value."""
        return self.p10 <= self.outcome.published <= self.p90

    @property
    def width(self) -> float:
        """(P95 - P5) / P50."""
        return (self.p95 - self.p05) / self.p50

    @property
    def is_sharp(self) -> bool:
        """Whether it is no wider than the sheet allows."""
        return self.width <= self.outcome.widest

    @property
    def verdict(self) -> str:
        """What is met and what is missed, in words."""
        names = ("centre", "cover", "sharp")
        held = (self.is_centred, self.is_covered, self.is_sharp)
        missed = [name for name, holds in zip(names, held, strict=True) if not holds]
        return "met" if not missed else "missed: " + " and ".join(missed)


def _at(measures: Measures, name: str, otherwise: float) -> float:
    value = measures[name]
    return otherwise if value is None else value


HORIZON_H = 36.0
OUTCOMES = (
    Outcome("first_landing", "First landing, h", 18.2, (15.0, 20.5), 0.5,
            lambda one: _at(one.whole, "service.arrivals.first_served_h", HORIZON_H), "input-determined"),
    Outcome("full_operations", "Full operations, h", 28.7, (24.0, 33.0), 1.0,
            lambda one: _at(one.whole, "flag.positioned.first_h", HORIZON_H), "input-determined"),
    Outcome("cancelled", "Flights of 21 March cancelled", 1300.0, (1170.0, 1430.0), 0.35,
            lambda one: one.flights, "emergent, within a given schedule"),
    Outcome("terminals", "Power to the terminals, h", 11.1, (9.0, 13.0), 0.6,
            lambda one: _at(one.whole, "asset.hv_central.last_up_h", HORIZON_H), "input, a check", is_scored=False),
    Outcome("affected", "Passengers affected on 21 March", 270_000.0, (200_000.0, 300_000.0), 1.0,
            lambda one: one.people, "follows from flights cancelled", is_scored=False),
    Outcome("cost", "Cost to airlines and airport, GBP million", 80.0, (50.0, 120.0), 1.0,
            lambda one: _at(one.whole, "cost.total", 0.0) / 1e6, "follows from flights cancelled", is_scored=False),
)  # fmt: skip


def north_hyde(overrides: Mapping[str, str] | None = None) -> Model:
    """Read and compile the scenario as shipped, or with `--set` arguments."""
    return compile_model(read_scenario(NORTH_HYDE, overrides))


def replications(model: Model, runs: int) -> list[Replication]:
    """Run replications 0 to `runs` - 1 of one seed to the horizon, and look up once on the way."""
    return [_replication(model, number) for number in range(runs)]


def _replication(model: Model, number: int) -> Replication:
    day = simulate(model, seed=SEED, replication=number, until_ms=DAY_END_MS).measures
    flights = people = 0.0
    for row in model.services:
        units = day[f"service.{model.name_of(row.entity)}.lost"] or 0.0
        flights += units
        people += units * row.people
    return Replication(simulate(model, seed=SEED, replication=number).measures, flights, people)


def choosing(model: Model, decision: str, option: str) -> Policy:
    """Return the policy that always takes one option of one decision."""
    for index, row in enumerate(model.decisions):
        if model.name_of(row.entity) == decision:
            span = model.options[row.options.first : row.options.first + row.options.count]
            names = [model.name_of(one.entity) for one in span]
            return Policy(((index, names.index(f"{decision}.{option}")),))
    raise LookupError(decision)


def quantile(sorted_values: Sequence[float], share: float) -> float:
    """Return a quantile, by linear interpolation between order statistics."""
    place = share * (len(sorted_values) - 1)
    below = int(place)
    above = min(below + 1, len(sorted_values) - 1)
    return sorted_values[below] + (place - below) * (sorted_values[above] - sorted_values[below])


def find(outcome: Outcome, ensemble: Sequence[Replication]) -> Found:
    """Return the quantiles of one outcome."""
    values = sorted(outcome.of(one) for one in ensemble)
    return Found(outcome, *(quantile(values, share) for share in (0.05, 0.10, 0.50, 0.90, 0.95)))


def harmed_by_option(model: Model, pairs: int) -> dict[str, list[float]]:
    """People harmed when the airport is closed and when it waits, run by run with the same luck."""
    return {
        option: [
            simulate(
                model, seed=SEED, replication=number, policy=choosing(model, "close_airport", option)
            ).measures["people.harmed"]
            or 0.0
            for number in range(pairs)
        ]
        for option in ("close", "wait")
    }
