"""One objective in the after-action report: its evidence, and places left blank."""

from __future__ import annotations

from sems_sim.reports import ratings
from sems_sim.reports.exercise_injects import InjectReview
from sems_sim.reports.exercise_objectives import ObjectiveReview
from sems_sim.reports.paper import Blank, Block, Bullets, Facts, Heading, Run, Table, Text, Words, joined

IN_THIS_MODEL = "in this model, under these assumptions"
_MOST_INJECTS = 12
_SEEN = {"fully": "seen fully", "partly": "seen partly", "not": "not seen", "": "not noted"}


def objective_blocks(one: ObjectiveReview, evaluator: str) -> list[Block]:
    """Lay out an objective: what is on record about it, then what is left blank."""
    return [
        Heading(f"Objective {one.id}: {one.text}", 2),
        Heading("Evidence", 3),
        Facts(_head(one)),
        *_observations(one),
        *_injects(one),
        *_others(one),
        *_judgement(evaluator),
    ]


def _head(one: ObjectiveReview) -> tuple[tuple[str, Words], ...]:
    given = "; ".join(f"{rated.rating} by {rated.who}" for rated in one.rated)
    rows: list[tuple[str, Words]] = [
        ("Core capability", one.capability),
        (
            "Rating",
            (Run(ratings.name_of(one.rating), bold=True), Run(f" (worst of: {given})" if given else "")),
        ),
    ]
    if one.measure is not None:
        rows.append(
            ("Target", f"{one.measure.target}: {one.measure.verdict}, {one.measure.value} ({IN_THIS_MODEL})")
        )
    if one.suggestion is not None:
        words = f"{ratings.name_of(one.suggestion.rating)}, because {one.suggestion.because}"
        rows.append(("Suggested by measures alone", f"{words}. It does not replace the evaluator's rating."))
    rows += [("Critical tasks", "\n".join(one.tasks))] if one.tasks else []
    rows += [("Source", one.source)] if one.source else []
    rows += [("Owner", one.owner)] if one.owner else []
    return tuple(rows)


def _observations(one: ObjectiveReview) -> list[Block]:
    if not one.observations:
        return [Text("No observation is on record.", "lead")]
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            str(noted.entry),
            noted.time,
            noted.who,
            noted.rating or "–",
            joined((f"On inject {noted.inject}:" if noted.inject else "", noted.words, *noted.amended)),
        )
        for noted in one.observations
    )
    head = ("Entry", "Time", "By", "Rating", "Observation")
    return [Table(head, rows, f"Observations on {one.id}", (9, 20, 15, 10, 46))]


def _injects(one: ObjectiveReview) -> list[Block]:
    """List the injects of an objective; of very many only those on which somebody noted something."""
    if not one.injects:
        return []
    listed = (
        one.injects if len(one.injects) <= _MOST_INJECTS else tuple(i for i in one.injects if i.responses)
    )
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            joined((f"{inject.id} {inject.title}", f"to {inject.to}" if inject.to else "")),
            joined((inject.status, inject.released)),
            inject.expect or "–",
            response_words(inject),
            "\n".join(inject.followed) or "–",
        )
        for inject in listed
    )
    head = (
        "Inject",
        "What became of it",
        "Expected",
        "Seen, as noted",
        "Logged by its recipients in the half hour after it",
    )
    table = Table(head, rows, f"Injects that test {one.id}", (24, 16, 19, 20, 24), small=True)
    left = [inject for inject in one.injects if inject not in listed]
    if not left:
        return [table]
    came = [inject.id for inject in left if inject.released_ms is not None]
    missed = [inject.id for inject in left if inject.released_ms is None]
    said = f"{len(came)} more were given out, and nobody noted what was seen: {', '.join(came) or 'none'}."
    said += f" {len(missed)} were not given out: {', '.join(missed)}." if missed else ""
    return [*([table] if rows else []), Text(f"{said} All of them stand in the list of events.", "lead")]


def response_words(inject: InjectReview) -> Words:
    """Return how far an expected action was seen: each note with who, when and the evidence."""
    if not inject.responses:
        return _SEEN[""] if inject.released_ms is not None else "–"
    return joined(
        joined((f"{_SEEN[one.seen]}, {one.who}, {one.time}, entry {one.entry}", one.evidence), ": ")
        for one in inject.responses
    )


def _others(one: ObjectiveReview) -> list[Block]:
    found: list[Block] = []
    if one.decisions:
        found.append(Text((Run("Decisions that its target measures", bold=True),)))
        found.append(
            Bullets(
                tuple(
                    joined((f"Decision {taken.number}, {taken.time}, entry {taken.entry}", taken.text), ": ")
                    for taken in one.decisions
                )
            )
        )
    if one.escalation:
        found += [Text((Run("Levels of response", bold=True),)), Bullets(one.escalation)]
    if one.beliefs:
        title = "Pictures then, against the truth in the model: the widest gaps of those concerned"
        found += [Text((Run(title, bold=True),)), Bullets(one.beliefs)]
    return found


def _judgement(evaluator: str) -> list[Block]:
    return [
        Heading("Strengths", 3),
        Blank(f"For the {evaluator}: Strength 1", 1),
        Text("", "lead"),
        Blank(f"For the {evaluator}: Strength 2", 1),
        Heading("Areas for Improvement", 3),
        Blank(f"For the {evaluator}: Area for improvement 1, statement", 1),
        Blank("Reference (plan, policy, standard)", 1),
        Blank("Analysis (root cause)", 2),
        Text("", "lead"),
        Blank(f"For the {evaluator}: Area for improvement 2, statement", 1),
        Blank("Reference (plan, policy, standard)", 1),
        Blank("Analysis (root cause)", 2),
    ]
