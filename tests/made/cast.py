"""The cast of a made scenario: which things there are, by name."""

from __future__ import annotations

from dataclasses import dataclass

from tests.made.choosing import Choice

INTAKES = ("grid", "water_main", "tie")
"""Assets that others need."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Every name that may be referred to."""

    people: bool
    assets: tuple[str, ...]
    services: tuple[str, ...]
    resources: tuple[str, ...]
    stocks: tuple[str, ...]
    suppliers: tuple[str, ...]
    teams: tuple[str, ...]
    outside: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]
    levels: tuple[str, ...]
    risks: tuple[str, ...]
    indicators: tuple[str, ...]
    incidents: tuple[str, ...]
    plans: dict[str, tuple[str, ...]]
    """Plans with their tasks."""
    decisions: dict[str, tuple[str, ...]]
    """Decisions with their options."""
    injects: tuple[str, ...]
    flags: tuple[str, ...] = ("sealed", "all_clear")

    @property
    def link_names(self) -> list[str]:
        """Links as effects name them."""
        return [f"{a}-{b}:{by}" for a, b, by in self.links]

    @property
    def items(self) -> list[str]:
        """What a team can watch."""
        return [*self.assets, *self.services, *self.incidents]


def cast_of(choose: Choice) -> Cast:
    """Choose which things there are."""
    people = not choose.maybe(20)
    teams = tuple(choose.some(("desk", "manager", "board", "press"), 2, 4)) if choose.maybe(85) else ()
    pairs = [(a, b) for index, a in enumerate(teams) for b in teams[index + 1 :]]
    plans = choose.some(("evacuate", "mend", "seal_off", "per_case"), 1, 4)
    decisions = choose.some(("close_site", "who_first"), 0, 2)
    return Cast(
        people=people,
        assets=tuple(choose.some(("grid", "water_main", "tie", "genset", "pump", "radio_net", "hall"), 2, 7)),
        services=tuple(choose.some(("arrivals", "checks", "departures"), 1, 3)),
        resources=tuple(choose.some(("crews", "engineers"), 1, 2)),
        stocks=tuple(choose.some(("diesel", "meals"), 0, 2)),
        suppliers=tuple(choose.some(("fuel_co", "caterer", "depot"), 0, 3)),
        teams=teams,
        outside=("press",) if "press" in teams else (),
        links=tuple((a, b, choose.one(("phone", "radio"))) for a, b in choose.some(pairs, 0, 3)),
        levels=tuple(choose.some(("operational", "tactical", "crisis"), 0, 3)),
        risks=tuple(choose.some(("fire_risk", "flood_risk"), 0, 2)),
        indicators=tuple(choose.some(("queue_sign", "heat_sign"), 0, 2)),
        incidents=tuple(choose.some(("fire", "leak", "panic", "ransom"), 1, 4)),
        plans={name: tuple(choose.some(("first_look", "main_work", "wrap_up"), 1, 3)) for name in plans},
        decisions={name: tuple(choose.some(("shut", "wait", "halve"), 1, 3)) for name in decisions},
        injects=tuple(choose.some(("I1", "I2", "I3"), 0, 3)),
    )
