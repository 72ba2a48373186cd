"""Objectives and capabilities after an exercise: ratings, and the evidence for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sems_sim.reports import ratings
from sems_sim.reports.exercise_decisions import LoggedDecision, amended_words
from sems_sim.reports.exercise_injects import InjectReview
from sems_sim.reports.exercise_minutes import PRICED_BY, Minutes
from sems_sim.reports.paper import Words
from sems_sim.reports.review_picture import Realisation
from sems_sim.telling import amounts, capital, plain

if TYPE_CHECKING:
    from sems_sim.exercise import entries as is_
    from sems_sim.exercise import picture as views

NO_CAPABILITY = "Capability not stated"
_MOST_BELIEFS = 6


@dataclass(frozen=True, slots=True)
class Observation:
    """What an evaluator wrote down, with a rating if it is one."""

    entry: int
    time: str
    who: str
    words: Words
    rating: str
    inject: str
    amended: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureFound:
    """What the model says of the objective's target."""

    target: str
    value: str
    is_met: bool | None

    @property
    def verdict(self) -> str:
        """Return it in a word."""
        return {True: "met", False: "missed", None: "cannot be said"}[self.is_met]


@dataclass(frozen=True, slots=True)
class ObjectiveReview:
    """One objective with all that is on record about it."""

    id: str
    text: str
    capability: str
    tasks: tuple[str, ...]
    source: str
    """The plan or rule it comes from."""
    owner: str
    sems: tuple[str, ...]
    rating: str
    """The worst that an evaluator gave, or empty."""
    observations: tuple[Observation, ...]
    measure: MeasureFound | None
    injects: tuple[InjectReview, ...]
    decisions: tuple[LoggedDecision, ...]
    """Those that its target measures, or that answer a question put to teams by its target."""
    escalation: tuple[str, ...]
    """When levels of response were in place, where its target measures one."""
    beliefs: tuple[str, ...]
    """Of its teams' pictures against the truth, the widest gaps in time."""
    suggestion: ratings.Suggestion | None
    """What measures alone would suggest; only where an evaluator has given a rating."""

    @property
    def rated(self) -> tuple[Observation, ...]:
        """Return the observations that carry a rating."""
        return tuple(one for one in self.observations if one.rating)


@dataclass(frozen=True, slots=True)
class CapabilityReview:
    """One capability: the worst of its objectives."""

    name: str
    objectives: tuple[ObjectiveReview, ...]

    @property
    def rating(self) -> str:
        """Return the worst rating of its objectives, or empty."""
        return ratings.worst(one.rating for one in self.objectives)

    @property
    def unrated(self) -> tuple[str, ...]:
        """Return the objectives that nobody rated."""
        return tuple(one.id for one in self.objectives if not one.rating)


def objectives_of(
    minutes: Minutes, injects: Sequence[InjectReview], decisions: Sequence[LoggedDecision]
) -> tuple[ObjectiveReview, ...]:
    """Return every objective of the scenario, in its order."""
    from sems_sim.exercise import entries as is_

    observed = [
        (one, one.fact)
        for one in minutes.counting
        if isinstance(one.fact, is_.Observed) and one.fact.who != PRICED_BY
    ]
    return tuple(
        _objective(minutes, view, injects, decisions, observed) for view in minutes.picture.objectives
    )


def capabilities_of(objectives: Sequence[ObjectiveReview]) -> tuple[CapabilityReview, ...]:
    """Return capabilities in the order in which objectives name them."""
    found: dict[str, list[ObjectiveReview]] = {}
    for one in objectives:
        found.setdefault(one.capability, []).append(one)
    return tuple(CapabilityReview(name, tuple(own)) for name, own in found.items())


def _objective(
    minutes: Minutes,
    view: views.ObjectiveView,
    injects: Sequence[InjectReview],
    decisions: Sequence[LoggedDecision],
    observed: Sequence[tuple[is_.Entry, is_.Observed]],
) -> ObjectiveReview:
    own = tuple(one for one in injects if view.id in one.objectives)
    seen_at = {one.id for one in own}
    noted = tuple(
        _observation(minutes, entry, fact)
        for entry, fact in observed
        if fact.objective == view.id or (not fact.objective and fact.inject in seen_at)
    )
    rating = ratings.worst(fact.rating for _, fact in observed if fact.objective == view.id)
    kind, name = _measured(minutes, view.id)
    taken = tuple(one for one in decisions if kind == "decision" and _is_about(minutes, one, name))
    measure = MeasureFound(plain(view.target), plain(view.value), view.is_met) if view.target else None
    written = minutes.section.objectives[view.id]
    seen = [one.seen for one in own if one.seen]
    suggestion = ratings.suggested(plain(view.target), plain(view.value), view.is_met, seen)
    return ObjectiveReview(
        id=plain(view.id),
        text=plain(view.text),
        capability=plain(written.capability) or NO_CAPABILITY,
        tasks=tuple(plain(task) for task in written.tasks),
        source=plain(written.source),
        owner=plain(written.owner),
        sems=written.sems,
        rating=rating,
        observations=noted,
        measure=measure,
        injects=own,
        decisions=taken,
        escalation=_escalation(minutes) if kind == "level" else (),
        beliefs=_beliefs(minutes, own, taken),
        suggestion=suggestion if rating else None,
    )


def _observation(minutes: Minutes, entry: is_.Entry, fact: is_.Observed) -> Observation:
    return Observation(
        entry=entry.number,
        time=minutes.moment(entry.at_ms if fact.seen_ms is None else fact.seen_ms),
        who=plain(fact.who) or plain(entry.by) or "not said",
        words=minutes.said(entry.number, "text", fact.text),
        rating=fact.rating,
        inject=fact.inject,
        amended=amended_words(minutes, entry.number),
    )


def _measured(minutes: Minutes, objective: str) -> tuple[str, str]:
    """Return what an objective's target measures: (`decision`, `close_airport`)."""
    for target in minutes.standing.model.targets:
        if target.name == objective:
            kind, _, rest = target.measure.partition(".")
            return kind, rest.partition(".")[0]
    return "", ""


def _is_about(minutes: Minutes, one: LoggedDecision, name: str) -> bool:
    asked = next((view.question for view in minutes.picture.decisions if view.name == name), None)
    return asked is not None and one.question == plain(asked)


def _escalation(minutes: Minutes) -> tuple[str, ...]:
    if minutes.model is None:
        return ()
    return tuple(
        f"{level.label} in place from {minutes.moment(held.from_ms)} to {minutes.moment(held.to_ms)}"
        for level in minutes.model.escalation.levels
        for held in level.held
    )


def _beliefs(
    minutes: Minutes, injects: Sequence[InjectReview], decisions: Sequence[LoggedDecision]
) -> tuple[str, ...]:
    """Return the widest gaps between truth and the pictures of those whom the objective is about."""
    if minutes.model is None:
        return ()
    teams = {capital(minutes.team(one.team)) for one in decisions}
    teams |= {capital(name) for one in injects for name in one.to.split(", ")}
    gaps = [one for one in minutes.model.pictures.realisations if one.leader in teams and one.gap_ms > 0]
    gaps.sort(key=lambda one: (-one.gap_ms, one.true_ms, one.item))
    return tuple(realised(minutes, one) for one in sorted(gaps[:_MOST_BELIEFS], key=lambda one: one.true_ms))


def realised(minutes: Minutes, one: Realisation) -> str:
    """Return a change of the truth and when somebody knew of it, in words."""
    gap = amounts.duration(one.gap_ms)
    known = (
        f"not known to {one.leader} before it changed again or play ended ({gap})"
        if one.known_ms < 0
        else f"known to {one.leader} from {minutes.clock.day_time(one.known_ms)}, {gap} later"
    )
    return f"{one.item} {one.change} from {minutes.clock.day_time(one.true_ms)}: {known}"
