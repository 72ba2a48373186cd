"""What there is to say after an exercise, once; formats only draw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sems_sim.reports import exercise_minutes as kept
from sems_sim.reports.exercise_decisions import (
    LoggedDecision,
    Message,
    OpenQuestion,
    decisions_of,
    messages_of,
    open_questions,
)
from sems_sim.reports.exercise_injects import InjectReview, injects_of
from sems_sim.reports.exercise_lessons import Lesson, lessons_of
from sems_sim.reports.exercise_objectives import (
    CapabilityReview,
    ObjectiveReview,
    capabilities_of,
    objectives_of,
    realised,
)
from sems_sim.reports.exercise_people import Participant, participants_of
from sems_sim.reports.exercise_timeline import Moment, timeline_of
from sems_sim.reports.paper_kind import Source
from sems_sim.reports.review import Review
from sems_sim.telling import amounts, plain

if TYPE_CHECKING:
    from sems_sim.exercise import style

IN_THIS_MODEL = (
    "What the model computed holds in this model, under these assumptions and with this luck. It shows consequences of "
    "what was done in an exercise; it is no forecast of a real event and no judgement of a person."
)
_MOST_GAPS = 30


@dataclass(frozen=True, slots=True)
class Admitted:
    """A price that the facilitator admitted to the report, by role."""

    entry: int
    words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The head of the report: what it was, when, for whom."""

    dates: str
    scope: str
    threats: tuple[str, ...]
    scenario: str
    sponsor: str
    organisations: tuple[str, ...]
    contact: str
    venue: str
    began: str
    """Scenario time of the start."""
    ended: str
    why_ended: str
    played: str
    """How long it took in the room, and how much scenario time passed."""


@dataclass(frozen=True, slots=True)
class ExerciseReview:
    """All that a report may show of one exercise."""

    title: str
    id: str
    marking: str
    style: style.Style
    has_ended: bool
    day: str
    opened: str
    """When it was opened, ISO 8601."""
    seed: int
    fingerprint: str
    head_hash: str
    journal: str
    version: str
    overview: Overview
    objectives: tuple[ObjectiveReview, ...]
    capabilities: tuple[CapabilityReview, ...]
    decisions: tuple[LoggedDecision, ...]
    questions: tuple[OpenQuestion, ...]
    messages: tuple[Message, ...]
    injects: tuple[InjectReview, ...]
    participants: tuple[Participant, ...]
    timeline: tuple[Moment, ...]
    gaps: tuple[str, ...]
    """Where pictures and truth parted for longest."""
    admitted: tuple[Admitted, ...]
    debrief: tuple[tuple[str, str], ...]
    """(question, objectives it belongs to)."""
    model: Review | None
    lessons: tuple[Lesson, ...]
    assumptions: tuple[str, ...]
    held: tuple[str, ...]
    """What was held by the facilitator during play."""

    @property
    def seal(self) -> str:
        """Return what proves what this was made from."""
        return f"journal {self.journal}, head {self.head_hash[:16]}" if self.head_hash else self.journal


def exercise_review(source: Source) -> ExerciseReview:
    """Read everything that reports show off an exercise, finished or not.

    Raises:
        ArgumentError: If the source is no exercise, or a lesson in it cannot be tried.
    """
    minutes = kept.minutes_of(source)
    injects, decisions = injects_of(minutes), decisions_of(minutes)
    objectives = objectives_of(minutes, injects, decisions)
    picture = minutes.picture
    return ExerciseReview(
        title=plain(picture.title),
        id=plain(minutes.scenario.sections.id),
        marking=plain(picture.marking),
        style=picture.style,
        has_ended=picture.clock.state == "ended",
        day=kept.day_of(source),
        opened=kept.opened(source),
        seed=minutes.standing.seed,
        fingerprint=source.session.fingerprint if source.session else "",
        head_hash=source.head_hash,
        journal=source.path.name if source.path else "",
        version=kept.version_of(source),
        overview=_overview(minutes),
        objectives=objectives,
        capabilities=capabilities_of(objectives),
        decisions=decisions,
        questions=open_questions(minutes),
        messages=messages_of(minutes),
        injects=injects,
        participants=participants_of(minutes),
        timeline=timeline_of(minutes),
        gaps=_gaps(minutes),
        admitted=_admitted(minutes),
        debrief=tuple((plain(one.ask), ", ".join(one.objective)) for one in minutes.section.questions),
        model=minutes.model,
        lessons=lessons_of(minutes),
        assumptions=tuple(plain(text) for text in picture.assumptions),
        held=_held(minutes),
    )


def _overview(minutes: kept.Minutes) -> Overview:
    from sems_sim.exercise import entries as is_

    sections, section, clock = minutes.scenario.sections, minutes.section, minutes.picture.clock
    ended = [one for one in minutes.counting if isinstance(one.fact, is_.ExerciseEnded)]
    started = [one for one in minutes.counting if isinstance(one.fact, is_.ExerciseStarted)]
    why = ended[-1].fact.why if ended and isinstance(ended[-1].fact, is_.ExerciseEnded) else ""
    modules = [one.title for one in minutes.picture.modules]
    return Overview(
        dates=kept.day_of(minutes.source) or "not on record",
        scope=f"Modules: {', '.join(plain(one) for one in modules)}" if modules else "",
        threats=tuple(plain(one.title) or name.replace("_", " ") for name, one in sections.incidents.items()),
        scenario=plain(sections.summary) or plain(minutes.picture.title),
        sponsor=plain(section.sponsor),
        organisations=tuple(plain(one) for one in section.participants)
        or tuple(plain(one) for one in (sections.organisation.name,) if one),
        contact=plain(section.contact),
        venue=plain(section.venue),
        began=minutes.moment(started[0].at_ms) if started else "not begun",
        ended=minutes.moment(ended[-1].at_ms) if ended else f"not ended: {clock.state} at {clock.time}",
        why_ended=plain(why),
        played=f"{amounts.duration(clock.room_ms)} in the room, {amounts.duration(clock.at_ms)} of scenario time",
    )


def _gaps(minutes: kept.Minutes) -> tuple[str, ...]:
    if minutes.model is None:
        return ()
    found = [one for one in minutes.model.pictures.realisations if one.gap_ms > 0]
    found.sort(key=lambda one: (-one.gap_ms, one.true_ms, one.item))
    return tuple(realised(minutes, one) for one in sorted(found[:_MOST_GAPS], key=lambda one: one.true_ms))


def _admitted(minutes: kept.Minutes) -> tuple[Admitted, ...]:
    from sems_sim.exercise import entries as is_

    return tuple(
        Admitted(one.number, plain(one.fact.text))
        for one in minutes.counting
        if isinstance(one.fact, is_.Observed) and one.fact.who == kept.PRICED_BY
    )


def _held(minutes: kept.Minutes) -> tuple[str, ...]:
    from sems_sim.exercise import entries as is_

    found = [(one, one.fact) for one in minutes.counting if isinstance(one.fact, is_.Held | is_.Released)]
    return tuple(
        f"{minutes.moment(one.at_ms)} {'held' if isinstance(fact, is_.Held) else 'released'}: {plain(fact.title)}"
        f" (entry {one.number})"
        for one, fact in found
    )
