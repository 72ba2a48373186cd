"""What became of each inject: when it came, whom it reached, what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sems_sim.reports.exercise_minutes import Minutes
from sems_sim.reports.paper import Words, shown
from sems_sim.telling import plain

if TYPE_CHECKING:
    from sems_sim.exercise import entries as is_
    from sems_sim.exercise import picture as views

FOLLOWS_MS = 30 * 60_000
"""How long after an inject what its recipients logged is listed beside it."""
_MOST_FOLLOWED = 4
_TRIGGERS = {
    "time": "at its time",
    "condition": "on its condition",
    "model": "by the model",
    "facilitator": "by hand",
}


@dataclass(frozen=True, slots=True)
class Response:
    """How far the expected action was seen, as somebody noted it."""

    entry: int
    seen: str
    who: str
    evidence: Words
    time: str


@dataclass(frozen=True, slots=True)
class InjectReview:
    """One inject after the exercise."""

    id: str
    title: str
    kind: str
    status: str
    """In words: `given out`, `never came`, `skipped`, `not needed`."""
    due: str
    released_ms: int | None
    released: str
    released_by: str
    """Time, condition, or the role that gave it out."""
    entry: int
    """By which it was given out, or 0."""
    to: str
    unreached: str
    expect: str
    objectives: tuple[str, ...]
    is_changed: bool
    responses: tuple[Response, ...]
    followed: tuple[str, ...]
    """What its recipients logged in the half hour after it, with entries; that it answers the inject is not said."""

    @property
    def seen(self) -> str:
        """Return how far the expected action was seen, as last noted; empty if nobody did."""
        return self.responses[-1].seen if self.responses else ""

    @property
    def narrative(self) -> str:
        """Return what is on record of its effect: the evidence that was noted, and what its recipients logged."""
        noted = [f"{one.who}: {shown(one.evidence)}" for one in self.responses if shown(one.evidence)]
        return "; ".join((*noted, *self.followed))


def injects_of(minutes: Minutes) -> tuple[InjectReview, ...]:
    """Return every inject, in the order of the list of events."""
    from sems_sim.exercise import entries as is_

    releases: dict[str, is_.Entry] = {}
    responses: dict[str, list[Response]] = {}
    for entry in minutes.counting:
        fact = entry.fact
        if isinstance(fact, is_.InjectReleased):
            releases.setdefault(fact.inject, entry)
        elif isinstance(fact, is_.ResponseRated):
            said = Response(
                entry.number,
                fact.seen,
                plain(fact.who) or plain(entry.by) or "not said",
                minutes.said(entry.number, "evidence", fact.evidence),
                minutes.moment(entry.at_ms),
            )
            responses.setdefault(fact.inject, []).append(said)
    deeds = _deeds(minutes)
    return tuple(
        _inject(minutes, view, releases.get(view.id), tuple(responses.get(view.id, ())), deeds)
        for view in minutes.picture.injects
    )


def _inject(
    minutes: Minutes,
    view: views.InjectView,
    release: is_.Entry | None,
    responses: tuple[Response, ...],
    deeds: tuple[tuple[is_.Entry, str, str], ...],
) -> InjectReview:
    trigger = "" if release is None else getattr(release.fact, "trigger", "")
    by = plain(release.by) if release is not None and trigger == "facilitator" else ""
    return InjectReview(
        id=plain(view.id),
        title=plain(view.title or view.text),
        kind=view.kind.replace("_", " "),
        status=_status(view, has_ended=minutes.picture.clock.state == "ended"),
        due=", ".join(one for one in (minutes.moment(view.due_ms), plain(view.condition)) if one)
        or "on a word",
        released_ms=view.released_ms,
        released=minutes.moment(view.released_ms),
        released_by=by or _TRIGGERS.get(trigger, trigger),
        entry=0 if release is None else release.number,
        to=minutes.teams(view.to),
        unreached=minutes.teams(view.unreached),
        expect=plain(view.expect),
        objectives=view.objective,
        is_changed=view.is_changed,
        responses=responses,
        followed=_followed(minutes, view, deeds),
    )


def _status(view: views.InjectView, *, has_ended: bool) -> str:
    if view.released_ms is not None:
        return "given out" if view.status == "released" else view.status
    return "never came" if has_ended and view.status in ("pending", "due") else view.status


def _deeds(minutes: Minutes) -> tuple[tuple[is_.Entry, str, str], ...]:
    """Return what teams did on record: (entry, the team, what); of decisions only those that were asked."""
    from sems_sim.exercise import entries as is_

    teams = {one.name: one.team for one in minutes.picture.decisions}
    found = []
    for entry in minutes.counting:
        fact = entry.fact
        if isinstance(fact, is_.DecisionTaken) and not fact.model and fact.decision:
            found.append((entry, teams.get(fact.decision, ""), f"decided: {plain(fact.text)}"))
        elif isinstance(fact, is_.MessageSent):
            found.append((entry, fact.sender, f"told {minutes.teams(fact.to)}: {plain(fact.text)}"))
        elif isinstance(fact, is_.MethaneSent):
            found.append((entry, fact.sender, f"sent METHANE to {minutes.teams(fact.to)}"))
    return tuple(found)


def _followed(
    minutes: Minutes, view: views.InjectView, deeds: tuple[tuple[is_.Entry, str, str], ...]
) -> tuple[str, ...]:
    if view.released_ms is None:
        return ()
    until_ms = view.released_ms + FOLLOWS_MS
    found = [
        f"{minutes.clock.day_time(entry.at_ms)} {minutes.team(team)} {words} (entry {entry.number})"
        for entry, team, words in deeds
        if team in view.to and view.released_ms <= entry.at_ms <= until_ms
    ]
    more = len(found) - _MOST_FOLLOWED
    return (*found[:_MOST_FOLLOWED], *((f"and {more} more, in the journal",) if more > 0 else ()))
