"""The review as lines, section by section."""

from __future__ import annotations

from collections.abc import Iterable

from sems_sim.exercise import picture as views
from sems_tui.drawing import Item, Line, line, marks
from sems_tui.papers.review import Priced, Review, Taken

SECTIONS = ("Objectives", "Decisions", "Injects", "Priced", "Log", "Papers")
"""In the order of their number keys."""


def items(
    review: Review, priced: tuple[Priced, ...] | None, state: str, files: tuple[str, ...]
) -> tuple[Item, ...]:
    """Return all lines; `state` says how pricing stands, `files` what has been written."""
    parts = (
        _objectives(review),
        _decisions(review),
        _injects(review),
        _priced(review, priced, state),
        _log(review),
        _papers(review, files),
    )
    found: list[Item] = []
    for name, part in zip(SECTIONS, parts, strict=True):
        found.append(_head(name, _note(name)))
        found += part
    return tuple(found)


def _note(name: str) -> str:
    return {
        "Objectives": "o writes an observation with a rating",
        "Decisions": "as recorded, with who, why and the time charged",
        "Injects": "r notes how far the expected action was seen",
        "Priced": "in this model, under these assumptions; space admits a line into the report",
        "Log": "c corrects a line; its old words stay",
        "Papers": "",
    }[name]


def _head(name: str, note: str) -> Item:
    drawn: Line = ((name.upper(), "head"), (f"  {note}" if note else "", "dim"))
    return Item(f"section {name}", (name, note), lambda width: (line.cut(drawn, width),))


def _text(key: str, words: str, tone: str = "", indent: int = 0) -> Item:
    def draw(width: int) -> tuple[Line, ...]:
        return tuple(((" " * indent, ""), *row) for row in line.wrapped(words, width - indent, tone))

    return Item(key, (words, tone), draw)


def _objectives(review: Review) -> Iterable[Item]:
    if not review.objectives:
        yield line.said("None were written.")
    meanings = dict(review.ratings)
    for one in review.objectives:
        yield _text(f"objective {one.id}", f"{one.id} {one.text}", "strong")
        glyph, word, tone = marks.mark(marks.RATING, one.rating)
        rated = f"{glyph} rated {word}, {meanings.get(one.rating, '')}" if one.rating else "! not rated"
        yield _text(f"objective {one.id} rating", rated, tone if one.rating else "warn", 2)
        if one.target:
            met = {True: "● met", False: "✗ missed", None: "· cannot be said"}[one.is_met]
            value = f": {one.value}" if one.value else ""
            yield _text(f"objective {one.id} target", f"{met}: {one.target}{value}", "", 2)
        for place, words in enumerate(one.evidence):
            yield _text(f"objective {one.id} evidence {place}", f"✎ {words}", "dim", 2)


def _decisions(review: Review) -> Iterable[Item]:
    if not review.decisions:
        yield line.said("None were taken.")
    for one in review.decisions:
        yield _decision(one)


def _decision(one: Taken) -> Item:
    def draw(width: int) -> tuple[Line, ...]:
        tone = "struck" if one.reversed_by else "strong"
        by = " (by the model)" if one.is_model else ""
        question = f"{one.question} " if one.question else ""
        rows = list(line.wrapped(f"◆ {one.time}  {question}→ {one.text}{by}", width, tone))
        if one.reversed_by:
            rows.append((("  reversed by entry ", "warn"), (f"{one.reversed_by}", "warn")))
        for name, words in one.record:
            said = line.wrapped(f"{name}: {words}", width - 2, "dim")
            rows += [(("  ", ""), *row) for row in said]
        return tuple(rows)

    return Item(f"decision {one.entry}", one, draw)


def _injects(review: Review) -> Iterable[Item]:
    if not review.injects:
        yield line.said("There were none.")
    for one in review.injects:
        yield _inject(review, one)


def _inject(review: Review, one: views.InjectView) -> Item:
    def draw(width: int) -> tuple[Line, ...]:
        glyph, word, tone = marks.mark(marks.INJECT, one.status)
        head: Line = ((f"{glyph} ", tone), (f"{one.id} ", "strong"), (one.title or one.text, ""))
        seen = marks.mark(marks.SEEN, one.seen) if one.seen else ("", "", "")
        never = one.released_ms is None and review.has_ended and one.status in ("pending", "due")
        tail: Line = (("never came", "warn"),) if never else ((word, tone),)
        rows = [line.spread(head, tail, width)]
        if one.expect and one.released_ms is not None:
            glyph, word, tone = seen if one.seen else ("?", "nobody has said whether it was seen", "warn")
            evidence = f": {one.evidence}" if one.evidence else ""
            rows += [(("  ", ""), *row) for row in line.wrapped(f"expected: {one.expect}", width - 2, "dim")]
            rows += [(("  ", ""), *row) for row in line.wrapped(f"{glyph} {word}{evidence}", width - 2, tone)]
        return tuple(rows)

    return Item(f"inject {one.id}", (one, review.has_ended), draw)


def _priced(review: Review, priced: tuple[Priced, ...] | None, state: str) -> Iterable[Item]:
    if state:
        yield _text("priced state", state, "warn" if state.startswith("!") else "dim")
    for one in priced or ():
        yield _price(one, is_admitted=one.admitted in review.admitted)
    assumptions = dict.fromkeys(words for one in priced or () for words in one.assumptions)
    for place, words in enumerate(assumptions):
        yield _text(f"priced assumed {place}", f"· {words}", "dim")
    if priced is not None:
        yield _text(
            "priced note", "Shown to you alone. What was held, and injects, are left out of pricing.", "dim"
        )


def _price(one: Priced, *, is_admitted: bool) -> Item:
    def draw(width: int) -> tuple[Line, ...]:
        sign = ("[×] ", "good") if is_admitted else ("[ ] ", "dim")
        rows = line.wrapped(f"{one.who}: {one.sentence}", width - 4)
        found: list[Line] = [(sign, *rows[0]), *((("    ", ""), *row) for row in rows[1:])]
        for words in one.figures:
            found += [(("    ", ""), *row) for row in line.wrapped(words, width - 4)]
        return tuple(found)

    return Item(f"priced {one.key}", (one, is_admitted), draw)


def _log(review: Review) -> Iterable[Item]:
    return (_entry(one) for one in review.log)


def _entry(one: views.FeedLine) -> Item:
    def draw(width: int) -> tuple[Line, ...]:
        glyph, _, tone = marks.mark(marks.FEED, one.kind)
        head = f"{one.time} "
        rows = line.wrapped(f"{one.words}{f' ({one.by})' if one.by else ''}", width - len(head) - 2)
        indent = " " * (len(head) + 2)
        found: list[Line] = [((head, "dim"), (f"{glyph} ", tone), *rows[0])]
        found += [((indent, ""), *row) for row in rows[1:]]
        if one.struck:
            found += [
                ((indent, ""), *row)
                for row in line.wrapped(f"was: {one.struck}", width - len(indent), "struck")
            ]
        return tuple(found)

    return Item(f"log {one.entry}", one, draw)


def _papers(review: Review, files: tuple[str, ...]) -> Iterable[Item]:
    end, debrief, _, _ = review.words
    yield _text("paper journal", f"Journal: {review.journal}")
    for place, name in enumerate(files):
        yield _text(f"paper {place}", f"✓ written: {name}", "good")
    if not files:
        yield _text("paper none", "w writes this review as a page of text beside the journal.", "accent")
    if review.has_ended:
        yield _text("paper head", f"Head of the journal: {review.head_hash}", "strong")
        yield _text(
            "paper later",
            "Write it down. What is added from now on comes after it and changes nothing before.",
            "dim",
        )
        yield _text("paper print", f"Fingerprint: {review.fingerprint}")
    else:
        yield _text(
            "paper open", f"! The exercise has not ended; the head that counts is told at {end}.", "warn"
        )
    steps = (
        f"Hold the {debrief} now: questions and ratings first, what was priced afterwards.",
        f"Prove it unchanged later: sems-sim replay {review.journal} --verify {review.head_hash or 'HASH'}",
        f"See it again, up to any time: sems-sim replay {review.journal} --at 2h",
        f"Play on from any entry: sems-sim replay {review.journal} --fork OTHER.journal --entry N",
    )
    for place, words in enumerate(steps):
        yield _text(f"step {place}", f"{place + 1}. {words}", "", 0)
