"""The after-action report and improvement plan, laid out: judgement is left to people."""

from __future__ import annotations

from sems_sim.reports import ratings
from sems_sim.reports.aar_evidence import objective_blocks
from sems_sim.reports.aar_record import (
    decision_blocks,
    inject_blocks,
    message_blocks,
    model_blocks,
    picture_blocks,
    timeline_blocks,
    worth_blocks,
)
from sems_sim.reports.exercise_review import ExerciseReview
from sems_sim.reports.paper import Blank, Block, Facts, Heading, Paper, Run, Table, Text, Turn, Words, joined

KICKER = "After-Action Report / Improvement Plan"
_BLANK_ROWS = 6
_ELEMENTS = "Planning, Organization, Equipment, Training, Exercise"
_HOW_TO_READ = (
    "This is a draft. What stands in it as evidence was taken from the journal of the exercise, with the numbers of "
    "its entries. Strengths, areas for improvement and their root causes are not drafted: places in a dashed frame "
    "are left blank for the evaluator. Roles are named, people are not."
)


def aar_of(review: ExerciseReview) -> Paper:
    """Lay out the report of an exercise; drawing its pictures takes a few seconds."""
    when = review.day or "date not on record"
    lines = [f"{review.style.start} {review.overview.began} · {review.style.end} {review.overview.ended}"]
    lines += [
        f"Exercise date {when}"
        + (f" · sponsor: {review.overview.sponsor}" if review.overview.sponsor else "")
    ]
    return Paper(
        title=review.title,
        kicker=KICKER,
        marking=review.marking,
        lines=tuple(lines),
        blocks=tuple(_blocks(review)),
        made=review.opened,
        seal=review.seal,
    )


def _blocks(review: ExerciseReview) -> list[Block]:
    return [
        *_opening(review),
        *_overview(review),
        *_summary(review),
        *(block for one in review.objectives for block in objective_blocks(one, review.style.evaluator)),
        *picture_blocks(review),
        *timeline_blocks(review),
        *decision_blocks(review),
        *message_blocks(review),
        *worth_blocks(review),
        *model_blocks(review),
        Turn(landscape=True),
        *inject_blocks(review),
        *_plan(review),
        Turn(landscape=False),
        *_participants(review),
        *_proof(review),
    ]


def _opening(review: ExerciseReview) -> list[Block]:
    found: list[Block] = [Text(_HOW_TO_READ, "note")]
    if not review.has_ended:
        found.append(
            Text(
                f"The exercise has not ended: this report tells how it stands. {review.overview.ended}.",
                "note",
            )
        )
    given = [one for one in review.injects if one.released_ms is not None]
    rated = [one for one in review.objectives if one.rating]
    found += [
        Heading("Executive Summary"),
        Facts(
            (
                ("Played", review.overview.played),
                ("Objectives rated", f"{len(rated)} of {len(review.objectives)}"),
                ("Injects given out", f"{len(given)} of {len(review.injects)}"),
                ("Expected actions noted", f"{sum(bool(one.seen) for one in given)} of {len(given)}"),
                (
                    "Decisions on record",
                    f"{len(review.decisions)}; {len(review.questions)} questions left undecided",
                ),
            ),
            caption="What is on record",
        ),
        Blank(f"For the {review.style.evaluator}: major strengths", 3),
        Blank(f"For the {review.style.evaluator}: primary areas for improvement", 3),
    ]
    return found


def _overview(review: ExerciseReview) -> list[Block]:
    about = review.overview
    capabilities = "\n".join(one.name for one in review.capabilities)
    objectives = "\n".join(f"{one.id}: {one.text}" for one in review.objectives)
    rows: tuple[tuple[str, str], ...] = (
        ("Exercise Name", review.title),
        ("Exercise Dates", about.dates),
        ("Scope", about.scope),
        ("Mission Area(s)", ""),
        ("Core Capabilities", capabilities),
        ("Objectives", objectives),
        ("Threat or Hazard", "\n".join(about.threats)),
        ("Scenario", about.scenario),
        ("Sponsor", about.sponsor),
        ("Participating Organizations", "\n".join(about.organisations)),
        ("Point of Contact", about.contact),
    )
    filled: tuple[tuple[str, Words], ...] = tuple((name, words or _to_fill()) for name, words in rows)
    return [Heading("Exercise Overview"), Facts(filled, caption="Exercise overview")]


def _to_fill() -> Words:
    return (Run("to be filled in", italic=True),)


def _summary(review: ExerciseReview) -> list[Block]:
    marks = [mark for mark, _ in ratings.NAMES]
    rows: list[tuple[Words, ...]] = []
    for capability in review.capabilities:
        for one in capability.objectives:
            cells = ("●" if one.rating == mark else "" for mark in marks)
            unrated: Words = (Run("not rated", italic=True),) if not one.rating else ""
            rows.append((joined((f"{one.id}: {one.text}", unrated)), capability.name, *cells))
        rows.append(_worst_row(capability.rating, capability.unrated, capability.name, marks))
    head = ("Objective", "Core Capability", *(f"{name} ({mark})" for mark, name in ratings.NAMES))
    found: list[Block] = [
        Heading("Analysis of Core Capabilities", new_page=True),
        Table(
            head, tuple(rows), "Summary of Core Capability Performance", (26, 18, 14, 14, 14, 14), small=True
        ),
        Text(
            "A rating is the worst that an evaluator gave; a capability has the worst of its objectives.",
            "lead",
        ),
        Heading("Ratings Definitions", 2),
    ]
    found += [
        Text((Run(f"{name} ({mark}). ", bold=True), Run(ratings.DEFINITIONS[mark])), "definition")
        for mark, name in ratings.NAMES
    ]
    return [*found, Heading("Objective Coverage", 2), _coverage(review)]


def _worst_row(rating: str, unrated: tuple[str, ...], name: str, marks: list[str]) -> tuple[Words, ...]:
    left = "Capability, worst of its objectives"
    left += f"; not rated: {', '.join(unrated)}" if unrated else ""
    cells: list[Words] = [(Run(rating, bold=True),) if rating == mark and rating else "" for mark in marks]
    return ((Run(left, italic=True),), (Run(name, bold=True),), *cells)


def _coverage(review: ExerciseReview) -> Table:
    rows: list[tuple[Words, ...]] = []
    for one in review.objectives:
        given = [inject for inject in one.injects if inject.released_ms is not None]
        measure = "none" if one.measure is None else one.measure.verdict
        rows.append(
            (
                one.id,
                f"{len(given)} of {len(one.injects)}",
                f"{sum(bool(inject.seen) for inject in given)} of {len(given)}",
                str(len(one.observations)),
                ", ".join(rated.rating for rated in one.rated) or "none",
                measure,
                "not tested" if not (given or one.observations or one.measure) else "tested",
            )
        )
    head = (
        "Objective",
        "Injects given out",
        "Expected actions noted",
        "Observations",
        "Ratings",
        "Target",
        "Coverage",
    )
    return Table(head, tuple(rows), "What tested each objective", (13, 14, 15, 17, 13, 13, 15), small=True)


def _plan(review: ExerciseReview) -> list[Block]:
    head = (
        "Core Capability",
        "Issue/Area for Improvement",
        "Corrective Action",
        "Capability Element",
        "Primary Responsible Organization",
        "Organization POC",
        "Start Date",
        "Completion Date",
    )
    names = [one.name for one in review.capabilities]
    rows = [(name, *[""] * 7) for name in names] + [("",) * 8] * max(2, _BLANK_ROWS - len(names))
    return [
        Heading("Appendix A: Improvement Plan", new_page=True),
        Text(
            f"To be filled in after the after-action meeting. Capability elements: {_ELEMENTS}. The plan is "
            f"specific to {review.title}, {review.day or 'date not on record'}.",
            "lead",
        ),
        Table(
            head,
            tuple(rows),
            "Improvement plan",
            (13, 22, 22, 11, 13, 11, 9, 10),
            small=True,
            blank_height_mm=15,
        ),
    ]


def _participants(review: ExerciseReview) -> list[Block]:
    rows: list[tuple[Words, ...]] = [
        (one.part, one.role, one.team, one.level, one.people) for one in review.participants
    ]
    counts: dict[str, int] = {}
    for one in review.participants:
        counts[one.part] = counts.get(one.part, 0) + 1
    total = "; ".join(f"{part}: {count}" for part, count in counts.items())
    return [
        Heading("Appendix B: Exercise Participants"),
        Table(
            ("Part", "Role", "Team", "Level", "People"),
            tuple(rows),
            "Participants, by role",
            (18, 24, 32, 14, 12),
        ),
        Text(f"Totals of lines by part: {total}. Numbers of people are those of the roster.", "lead"),
        Blank("For the sponsor: participating organisations and numbers of people who took part", 4),
    ]


def _proof(review: ExerciseReview) -> list[Block]:
    rows: tuple[tuple[str, str], ...] = (
        ("Journal", review.journal),
        ("Head hash when this was written", review.head_hash),
        ("Fingerprint of the exercise", review.fingerprint),
        ("Luck (seed)", str(review.seed)),
        ("Written by", review.version),
        (
            "Prove it",
            f"sems-sim replay {review.journal} --verify {review.head_hash}" if review.head_hash else "",
        ),
    )
    return [
        Heading("Appendix C: The Record"),
        Text(
            "Everything above was read from one journal, in which nothing can be changed unnoticed. Entries that were "
            "corrected show what they said before, struck through."
        ),
        Facts(tuple((name, words) for name, words in rows if words), caption="What proves this report"),
    ]
