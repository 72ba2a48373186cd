"""The record in the after-action report: pictures, timeline, decisions, injects."""

from __future__ import annotations

from sems_sim.reports.aar_evidence import response_words
from sems_sim.reports.exercise_decisions import LoggedDecision
from sems_sim.reports.exercise_review import IN_THIS_MODEL, ExerciseReview
from sems_sim.reports.paper import Block, Bullets, Facts, Figure, Heading, Run, Table, Text, Words, joined
from sems_sim.reports.plots import print_pictures

_CAPTIONS = {
    "levels": "Escalation: which level of response led when. Hatched: decided on and not yet in place, or without "
    "authority. Striped: when no routine answer would have done.",
    "services": "Resilience: the share of demand that was served. Hatched: the loss. Dashed: the minimum objective.",
    "beliefs": "What was wrong (solid), and when each leader believed so (hatched).",
}


def picture_blocks(review: ExerciseReview) -> list[Block]:
    """Lay out what happened, in pictures, and where beliefs and truth parted."""
    if review.model is None:
        return []
    drawn = print_pictures(review.model, tuple(_CAPTIONS))
    figures = {
        name: Figure(name, picture.svg, picture.png, _CAPTIONS[name], picture.alt)
        for name, picture in drawn.items()
    }
    found: list[Block] = [Heading("What Happened", new_page=True), Text(IN_THIS_MODEL, "note")]
    for name, title in (("levels", "Escalation"), ("services", "Resilience")):
        if name in figures:
            found += [Heading(title, 2), figures[name]]
    if "beliefs" in figures or review.gaps:
        found.append(Heading("Pictures Then, and the Truth", 2))
        found += [figures["beliefs"]] if "beliefs" in figures else []
        found += [Bullets(review.gaps)] if review.gaps else []
    return found


def timeline_blocks(review: ExerciseReview) -> list[Block]:
    """Lay out what people did and what turned, in order."""
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            str(one.entry),
            joined((one.time, one.elapsed)),
            one.kind,
            one.words if isinstance(one.words, tuple) or not one.is_turning else (Run(one.words, bold=True),),
            one.by,
        )
        for one in review.timeline
    )
    return [
        Heading("Timeline", 1, new_page=True),
        Text("What people did, and what turned in the model; the journal has every entry.", "lead"),
        Table(
            ("Entry", "Time", "Kind", "What", "At the desk of"),
            rows,
            "Timeline",
            (8, 15, 13, 52, 12),
            small=True,
        ),
    ]


def decision_blocks(review: ExerciseReview) -> list[Block]:
    """Lay out the decision log: nothing erased, corrections shown."""
    found: list[Block] = [
        Heading("Decision Log", new_page=True),
        Text(
            "In the order in which decisions were recorded; what was corrected stands struck through.", "lead"
        ),
    ]
    if not review.decisions:
        found.append(Text("No decision is on record."))
    for one in review.decisions:
        by = " (by the model)" if one.by_model else ""
        found += [Heading(f"Decision {one.number}, {one.time}{by}", 3), Facts(_decision(one))]
    if review.questions:
        rows: tuple[tuple[Words, ...], ...] = tuple(
            (one.question, one.team, one.put, one.deadline, one.state) for one in review.questions
        )
        head = ("Question", "Team", "Put", "Deadline", "State")
        found += [
            Heading("Left Undecided", 2),
            Table(head, rows, "Questions that nobody decided", (36, 18, 17, 17, 16)),
        ]
    return found


def _decision(one: LoggedDecision) -> tuple[tuple[str, Words], ...]:
    rows: tuple[tuple[str, Words], ...] = (
        ("Entry", str(one.entry)),
        ("Level of response", one.level),
        ("Question", one.question),
        ("Decided by", one.who),
        ("Decision", one.text),
        ("Situation as known", one.situation),
        ("Not known to them then, in the model", "\n".join(one.unknown)),
        ("Options considered", one.considered),
        ("Rationale", one.rationale),
        ("Risk", one.risk),
        ("Review time", one.review),
        ("Time charged", one.charged),
        ("Effects in the model", one.effects),
        ("In place of", f"entry {one.reverses}" if one.reverses else ""),
        ("Reversed by", f"entry {one.reversed_by}" if one.reversed_by else ""),
        ("Corrections", "\n".join(one.amended)),
    )
    must = {"Situation as known", "Options considered", "Rationale", "Risk", "Review time"}
    blank: Words = (Run("not recorded", italic=True),)
    return tuple(
        (name, words or blank) for name, words in rows if words or (name in must and not one.by_model)
    )


def message_blocks(review: ExerciseReview) -> list[Block]:
    """Lay out every METHANE message, field by field."""
    found: list[Block] = [Heading("METHANE Messages")]
    if not review.messages:
        return [*found, Text("None is on record.")]
    for one in review.messages:
        rows: list[tuple[str, Words]] = [("From", one.sender), ("To", one.to), ("Entry", str(one.entry))]
        rows += [(name, words or (Run("not given", italic=True),)) for name, words in one.fields]
        found += [Heading(f"{one.name}, {one.time}", 3), Facts(tuple(rows))]
    return found


def inject_blocks(review: ExerciseReview) -> list[Block]:
    """Lay out the list of injects with what became of each, on pages that lie on their side."""
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            one.id,
            joined((one.title, "changed during the exercise" if one.is_changed else "")),
            one.due,
            joined((one.status, f"did not reach {one.unreached}" if one.unreached else "")),
            joined((one.released, one.released_by)),
            one.to,
            one.expect,
            response_words(one),
        )
        for one in review.injects
    )
    head = ("No.", "Inject", "Due", "Status", "Given out", "To", "Expected", "Seen, as noted")
    words = f"{review.style.events} with Actual Times"
    shares = (7, 26, 15, 12, 18, 16, 20, 24)
    return [
        Heading(words),
        Table(head, rows, "Every inject, and what became of it", shares, small=True),
    ]


def worth_blocks(review: ExerciseReview) -> list[Block]:
    """Lay out what the facilitator admitted of priced decisions, and lessons that can be tried."""
    found: list[Block] = [Heading("What It Was Worth")]
    if review.admitted:
        found.append(
            Text("Admitted one by one by the facilitator; by role, with the same luck on both sides.")
        )
        found.append(Bullets(tuple(f"{one.words} (entry {one.entry})" for one in review.admitted)))
        found.append(Text(IN_THIS_MODEL, "note"))
    else:
        found.append(Text("Nothing priced was admitted to this report."))
    if review.model is None:
        return found
    found.append(Heading("Lessons to Take into the Next Scenario", 2))
    found.append(
        Text(
            "A lesson is tested by entering it into the scenario: name what is changed, and let the model play both, "
            "with the same luck. What comes out holds in this model, under its assumptions."
        )
    )
    rows: list[tuple[Words, ...]] = [
        (joined((one.title, one.change)), one.command, "\n".join(one.found) or "not tried yet")
        for one in review.lessons
    ]
    rows += [("", "", "")] * 2
    head = ("Lesson", "How to try it", "With this change, in this model")
    found.append(Table(head, tuple(rows), "Lessons", (28, 40, 32), small=True, blank_height_mm=10))
    return found


def model_blocks(review: ExerciseReview) -> list[Block]:
    """Lay out what the model assumed, how much of it is judgement, and what was held by hand."""
    found: list[Block] = [Heading("The Model and Its Assumptions")]
    if review.model is None:
        found.append(Text("Nothing was computed: what stands in this report is what people did and noted."))
    else:
        found += [Text(IN_THIS_MODEL, "note"), Text(review.model.judgement.label), Text(review.model.meaning)]
        if review.model.background.sources:
            found += [Heading("Sources of the Scenario", 2), Bullets(review.model.background.sources)]
    if review.held:
        found += [Heading("Held by the Facilitator", 2), Bullets(review.held)]
    found.append(Heading("Assumptions", 2))
    found.append(
        Bullets(review.assumptions) if review.assumptions else Text("None beyond what the scenario says.")
    )
    if review.debrief:
        found.append(Heading(f"Questions for the {review.style.debrief}", 2))
        asked = (f"{ask}{f' ({objectives})' if objectives else ''}" for ask, objectives in review.debrief)
        found.append(Bullets(tuple(asked)))
    return found
