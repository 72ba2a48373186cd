"""Exercise evaluation guides: for each capability one, blank or completed."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.reports import exercise_minutes as kept
from sems_sim.reports import ratings
from sems_sim.reports.exercise_objectives import NO_CAPABILITY, CapabilityReview, ObjectiveReview
from sems_sim.reports.exercise_review import ExerciseReview
from sems_sim.reports.file_names import file_name
from sems_sim.reports.paper import Blank, Block, Facts, Heading, Paper, Run, Table, Text, Words, joined
from sems_sim.reports.paper_kind import Source
from sems_sim.telling import plain

KICKER = "Exercise Evaluation Guide"
_BLANK_MM = 28


@dataclass(frozen=True, slots=True)
class _Guided:
    """One objective as a guide shows it; the last three are empty in a blank one."""

    id: str
    text: str
    target: str
    tasks: tuple[str, ...]
    source: str
    injects: tuple[tuple[str, str], ...]
    """(inject, what is expected)."""
    notes: Words = ""
    rating: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class _Guide:
    """One guide."""

    capability: str
    objectives: tuple[_Guided, ...]
    rating: str = ""
    unrated: tuple[str, ...] = ()
    evaluators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    marking: str
    day: str
    organisation: str
    venue: str
    made: str
    seal: str
    is_blank: bool


def eeg_of(review: ExerciseReview) -> Paper:
    """Return all completed guides in one paper, each on a page of its own."""
    return _paper(_head(review), tuple(_completed(one) for one in review.capabilities))


def eegs_of(review: ExerciseReview) -> tuple[tuple[str, Paper], ...]:
    """Return each completed guide with its file name, `EEG_{Exercise}_{Capability}_{Date}.docx`."""
    head = _head(review)
    return tuple(
        (
            file_name(("EEG", review.id, one.name, review.day), ".docx"),
            _paper(head, (_completed(one),)),
        )
        for one in review.capabilities
    )


def blank_eeg_of(source: Source) -> Paper:
    """Return the guides to fill in, from a scenario or from the scenario of a journal.

    Raises:
        ArgumentError: If there is no scenario.
    """
    from sems_sim.errors import ArgumentError
    from sems_sim.scenario import Exercise

    if source.scenario is None:
        raise ArgumentError("an evaluation guide needs a scenario", "give a scenario file or a journal")
    sections = source.scenario.sections
    section = sections.exercise or Exercise()
    found: dict[str, list[_Guided]] = {}
    for name, one in section.objectives.items():
        guided = _Guided(
            plain(name),
            plain(one.text),
            "" if one.target is None else plain(one.target.text),
            tuple(plain(task) for task in one.tasks),
            plain(one.source),
            tuple(
                (f"{plain(inject.id)} {plain(inject.title or inject.text)}", plain(inject.expect))
                for inject in section.injects
                if name in inject.objective and inject.expect
            ),
        )
        found.setdefault(plain(one.capability) or NO_CAPABILITY, []).append(guided)
    head = _Head(
        plain(sections.title),
        plain(section.handling) or "Exercise",
        kept.day_of(source),
        plain(sections.organisation.name),
        plain(section.venue),
        kept.opened(source),
        source.file,
        is_blank=True,
    )
    return _paper(head, tuple(_Guide(name, tuple(own)) for name, own in found.items()))


def _head(review: ExerciseReview) -> _Head:
    organisation, venue = ", ".join(review.overview.organisations), review.overview.venue
    return _Head(
        review.title,
        review.marking,
        review.day,
        organisation,
        venue,
        review.opened,
        review.seal,
        is_blank=False,
    )


def _completed(one: CapabilityReview) -> _Guide:
    whom = dict.fromkeys(noted.who for objective in one.objectives for noted in objective.observations)
    return _Guide(
        one.name, tuple(_guided(own) for own in one.objectives), one.rating, one.unrated, tuple(whom)
    )


def _guided(one: ObjectiveReview) -> _Guided:
    notes = joined(
        joined((f"[{noted.who}, {noted.time}{f', {noted.rating}' if noted.rating else ''}, entry {noted.entry}]",
                noted.words, *noted.amended), " ")
        for noted in one.observations
    )  # fmt: skip
    measure = "" if one.measure is None else (
        f"Measured in this model: {one.measure.target}: {one.measure.verdict}, {one.measure.value}"
    )  # fmt: skip
    suggestion = "" if one.suggestion is None else (
        f"Suggested by measures alone: {one.suggestion.rating}, because {one.suggestion.because}"
    )  # fmt: skip
    responses = tuple(
        f"{inject.id}: {inject.seen or 'not noted'}"
        for inject in one.injects
        if inject.released_ms is not None
    )
    seen = f"Expected actions: {'; '.join(responses)}" if responses else ""
    return _Guided(
        one.id,
        one.text,
        "" if one.measure is None else one.measure.target,
        one.tasks,
        one.source,
        tuple((f"{inject.id} {inject.title}", inject.expect) for inject in one.injects if inject.expect),
        joined((notes, seen, measure)),
        one.rating,
        suggestion,
    )


def _paper(head: _Head, guides: tuple[_Guide, ...]) -> Paper:
    blocks: list[Block] = []
    for number, guide in enumerate(guides):
        blocks += _guide(head, guide, is_first=number == 0)
    if not guides:
        blocks.append(Text("The scenario has no objectives, so there is nothing to evaluate.", "note"))
    state = "to be filled in" if head.is_blank else "with what is on record"
    return Paper(head.title, f"{KICKER}, {state}", head.marking, (), tuple(blocks), head.made, head.seal)


def _guide(head: _Head, guide: _Guide, *, is_first: bool) -> list[Block]:
    to_fill: Words = (Run(" ", italic=True),)
    rows: tuple[tuple[str, Words], ...] = (
        ("Exercise Name", head.title),
        ("Exercise Date", head.day or to_fill),
        ("Organization/Jurisdiction", head.organisation or to_fill),
        ("Venue", head.venue or to_fill),
        ("Mission Area", to_fill),
        ("Exercise Objective", "\n".join(f"{one.id}: {one.text}" for one in guide.objectives)),
        ("Core Capability", guide.capability),
    )
    found: list[Block] = [Heading(f"Core Capability: {guide.capability}", new_page=not is_first), Facts(rows)]
    for number, one in enumerate(guide.objectives, start=1):
        found += _target(one, number)
    return [*found, *_sheet(head, guide), *_key()]


def _target(one: _Guided, number: int) -> list[Block]:
    rows: list[tuple[str, Words]] = [
        (f"Organizational Capability Target {number}", joined((f"{one.id}: {one.text}", one.target))),
        ("Critical Task(s)", "\n".join(one.tasks) or (Run("none written in the scenario", italic=True),)),
        ("Source(s)", one.source or (Run("none written in the scenario", italic=True),)),
    ]
    if one.injects:
        rows.append(("Expected actions", "\n".join(f"{name}: {expect}" for name, expect in one.injects)))
    return [Facts(tuple(rows))]


def _sheet(head: _Head, guide: _Guide) -> list[Block]:
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            f"{one.id}: {one.text}",
            "\n".join(one.tasks),
            joined((one.notes, one.suggestion)),
            (Run(one.rating or ("" if head.is_blank else "not rated"), bold=bool(one.rating)),),
        )
        for one in guide.objectives
    )
    columns = (
        "Organizational Capability Target",
        "Associated Critical Tasks",
        "Observation Notes and Explanation of Rating",
        "Target Rating",
    )
    final = "" if head.is_blank else ratings.name_of(guide.rating)
    unrated = f" (not rated: {', '.join(guide.unrated)})" if guide.unrated and not head.is_blank else ""
    who: tuple[tuple[str, Words], ...] = (
        ("Final Core Capability Rating", f"{final}{unrated}"),
        ("Evaluator Name", f"by role: {', '.join(guide.evaluators)}" if guide.evaluators else ""),
        ("Evaluator E-mail", ""),
        ("Evaluator Phone", ""),
    )
    high = _BLANK_MM if head.is_blank else 12
    return [
        Heading("Ratings", 2),
        Table(columns, rows, "", (24, 20, 44, 12), small=not head.is_blank, blank_height_mm=high),
        Facts(who),
    ]


def _key() -> list[Block]:
    key = "; ".join(f"{mark}: {name}" for mark, name in ratings.NAMES)
    found: list[Block] = [Heading("Ratings Key and Definitions", 2), Text(key)]
    found += [
        Text((Run(f"{name} ({mark}). ", bold=True), Run(ratings.DEFINITIONS[mark])), "definition")
        for mark, name in ratings.NAMES
    ]
    found.append(
        Text(
            "The worst critical task gives the target its rating, the worst target gives the capability its own; of "
            "several evaluators the worst counts.",
            "lead",
        )
    )
    return [*found, Blank("Further notes", 2)]
