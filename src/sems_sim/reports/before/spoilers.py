"""What would be told too early: secrets of an exercise in a paper for players."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sems_sim.reports.before.plan import Plan
from sems_sim.reports.paper import (
    Blank,
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    Paper,
    Table,
    Text,
    shown,
)  # fmt: skip

_SHORTEST = 8
"""Letters below which a secret is a word that any sentence may hold."""


def told_too_early(paper: Paper, plan: Plan) -> tuple[str, ...]:
    """Return a sentence for each secret that a paper tells, so that its author can reword the one or the other.

    Titles, objectives, rules, module titles and questions are the author's words: they may well give away what lies
    ahead, and nobody but a reader of both notices.
    """
    text = _folded("\n".join(texts_of(paper)))
    found = dict.fromkeys(
        f"the paper for players says {what}: “{words}”"
        for what, words in plan.secrets
        if len(_folded(words)) >= _SHORTEST and _folded(words) in text
    )
    return tuple(found)


def texts_of(paper: Paper) -> Iterator[str]:
    """Every text of a paper, in order."""
    yield from (paper.title, paper.kicker, *paper.lines)
    for block in paper.blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            return (block.text,)
        case Text():
            return (shown(block.words),)
        case Bullets():
            return tuple(shown(item) for item in block.items)
        case Table():
            return (block.caption, *block.head, *(shown(cell) for row in block.rows for cell in row))
        case Facts():
            return (block.caption, *(part for name, words in block.rows for part in (name, shown(words))))
        case Figure():
            return (block.caption, block.alt)
        case Blank():
            return (block.label,)
        case _:
            return ()


def _folded(text: str) -> str:
    """The text in small letters, with single blanks and without punctuation."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())
