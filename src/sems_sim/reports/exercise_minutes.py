"""The minutes of an exercise: everything on record, sorted once for its review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sems_sim.reports.paper import Run, Words
from sems_sim.reports.paper_kind import Source
from sems_sim.reports.review import Background, Review, review
from sems_sim.telling import LocalClock, elapsed, plain

if TYPE_CHECKING:
    from sems_sim.exercise import Standing
    from sems_sim.exercise import entries as is_
    from sems_sim.exercise import picture as views
    from sems_sim.scenario import Exercise, Scenario

PRICED_BY = "priced on the model"
"""Who is said to have observed a priced sentence that a facilitator admitted; the desk writes it so."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """One correction of one field of an entry."""

    entry: int
    """The entry by which it was made."""
    field: str
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """All that a review is written from."""

    source: Source
    scenario: Scenario
    section: Exercise
    picture: views.Picture
    standing: Standing
    counting: tuple[is_.Entry, ...]
    """Every entry as it counts now."""
    amendments: Mapping[int, tuple[Amendment, ...]]
    """Corrections by the entry that they correct."""
    titles: Mapping[str, str]
    """What people call a team, by its name."""
    clock: LocalClock
    model: Review | None
    """What the model computed; None before STARTEX, and where there is nothing to compute."""

    def moment(self, at_ms: int | None) -> str:
        """Return a scenario time as people read it: `Fri 23:49 (T+0:12)`; empty for none."""
        return "" if at_ms is None else f"{self.clock.day_time(at_ms)} ({elapsed(at_ms)})"

    def team(self, name: str) -> str:
        """Return what people call a team, or a recipient in words of its own."""
        return self.titles.get(name, plain(name))

    def teams(self, names: Sequence[str]) -> str:
        """Return several of them."""
        return ", ".join(self.team(name) for name in names)

    def said(self, number: int, field: str, now: str) -> Words:
        """Return what a field of an entry says, with what it said before each correction, struck."""
        before = [one.was for one in self.amendments.get(number, ()) if one.field == field]
        if not before:
            return now
        struck = tuple(part for was in before for part in (Run(was or "(nothing)", struck=True), Run(" ")))
        return (*struck, Run(now or "(taken out)"))


def minutes_of(source: Source) -> Minutes:
    """Read the record of an exercise, and play its orders once more for what the model did.

    Raises:
        ArgumentError: If the source is no exercise.
    """
    from sems_sim.exercise import amending
    from sems_sim.scenario import Exercise

    scenario, session = source.played()
    picture, standing = session.picture(session.room_ms), session.standing()
    return Minutes(
        source=source,
        scenario=scenario,
        section=scenario.sections.exercise or Exercise(),
        picture=picture,
        standing=standing,
        counting=amending.counting(session.entries),
        amendments=_amendments(session.entries),
        titles={team.name: plain(team.title) for team in picture.teams},
        clock=LocalClock(standing.model.start),
        model=_model(scenario, standing) if standing.has_begun and picture.has_model else None,
    )


def _amendments(entries: Sequence[is_.Entry]) -> dict[int, tuple[Amendment, ...]]:
    from sems_sim.exercise import entries as is_

    found: dict[int, tuple[Amendment, ...]] = {}
    for entry in entries:
        fact = entry.fact
        if not isinstance(fact, is_.EntryAmended):
            continue
        before = dict(fact.was)
        made = tuple(
            Amendment(entry.number, field, before.get(field, ""), now, fact.why)
            for field, now in fact.changes
        )
        found[fact.entry] = (*found.get(fact.entry, ()), *made)
    return found


def _model(scenario: Scenario, standing: Standing) -> Review:
    """What the model did under the same orders with the same luck: the same run, with its trace."""
    from sems_sim.engine import simulate

    made = simulate(standing.model, seed=standing.seed, policy=standing.policy, until_ms=standing.now_ms)
    sections = scenario.sections
    about = Background(
        organisation=plain(sections.organisation.name),
        summary=plain(sections.summary),
        sources=tuple(plain(source) for source in sections.sources),
        units={name: plain(service.unit) for name, service in sections.services.items()},
    )
    return review(made, about)


def opened(source: Source) -> str:
    """Return when the exercise was opened, ISO 8601; the scenario's own start if no journal says it."""
    if source.head is not None:
        return source.head.opened_wall
    scenario = source.scenario
    return str(scenario.sections.clock.start) if scenario is not None else "2000-01-01T00:00:00+00:00"


def day_of(source: Source) -> str:
    """Return the day on which the exercise was opened: `2026-01-12`; empty if nobody knows."""
    return datetime.fromisoformat(source.head.opened_wall).date().isoformat() if source.head else ""


def version_of(source: Source) -> str:
    """Return which program wrote the journal; empty if none did."""
    return "" if source.head is None else f"sems-sim {source.head.version} on Python {source.head.python}"
