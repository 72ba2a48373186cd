"""The review as a page of text, to be kept beside the journal."""

from __future__ import annotations

from collections.abc import Iterable

from sems_sim.telling import plain
from sems_tui.papers.review import Review


def written(review: Review) -> str:
    """Return the page in Markdown: what happened and what it showed, by role, with the head of the journal."""
    parts = (
        _head(review),
        _objectives(review),
        _decisions(review),
        _injects(review),
        _admitted(review),
        _log(review),
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(review: Review) -> Iterable[str]:
    yield f"# EXERCISE: {_safe(review.title)}"
    yield ""
    yield f"{_safe(review.marking)}. What follows shows what people and a model did in an exercise, not a real event."
    yield ""
    yield f"* Journal: `{review.journal.name}`"
    yield f"* Head of the journal when this was written: `{review.head_hash}`"
    yield f"* Fingerprint: `{review.fingerprint or 'the exercise has not ended'}`"


def _objectives(review: Review) -> Iterable[str]:
    yield "## Objectives"
    meanings = dict(review.ratings)
    for one in review.objectives:
        rating = f"{one.rating}, {meanings.get(one.rating, '')}" if one.rating else "not rated"
        yield ""
        yield f"### {one.id} {_safe(one.text)}"
        yield ""
        yield f"* Rating: {rating}"
        if one.target:
            met = {True: "met", False: "missed", None: "cannot be said"}[one.is_met]
            yield f"* Target {_safe(one.target)}: {met}{f', {_safe(one.value)}' if one.value else ''}"
        yield from (f"* Evidence: {_safe(words)}" for words in one.evidence)


def _decisions(review: Review) -> Iterable[str]:
    yield "## Decisions"
    for one in review.decisions:
        yield ""
        by = ", by the model" if one.is_model else ""
        yield f"* **{one.time}** {_safe(one.question)} **{_safe(one.text)}** (entry {one.entry}{by})"
        yield from (f"  * {name}: {_safe(words)}" for name, words in one.record)
        if one.reversed_by:
            yield f"  * Reversed by entry {one.reversed_by}"


def _injects(review: Review) -> Iterable[str]:
    yield f"## {review.words[2]}"
    yield ""
    yield "| inject | status | expected | seen | evidence |"
    yield "| --- | --- | --- | --- | --- |"
    for one in review.injects:
        cells = (f"{one.id} {one.title or one.text}", one.status, one.expect, one.seen, one.evidence)
        yield "| " + " | ".join(_safe(cell).replace("|", "/") for cell in cells) + " |"


def _admitted(review: Review) -> Iterable[str]:
    yield "## What it was worth"
    yield ""
    if not review.admitted:
        yield "Nothing was admitted."
    yield from (f"* {_safe(words)}" for words in sorted(review.admitted))


def _log(review: Review) -> Iterable[str]:
    yield "## Log"
    yield ""
    for one in review.log:
        struck = f" ~~{_safe(one.struck)}~~" if one.struck else ""
        yield f"* {one.time} {_safe(one.words)}{struck}{f' ({_safe(one.by)})' if one.by else ''}"


def _safe(words: str) -> str:
    """Text that cannot become markup: no line breaks, no control, no HTML."""
    return plain(words).replace("<", "&lt;").replace("`", "'")
