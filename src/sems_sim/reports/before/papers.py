"""What papers before the day have in common: head, lengths of time, lists."""

from __future__ import annotations

from collections.abc import Iterable

from sems_sim.reports.before.plan import ForPlayers
from sems_sim.reports.paper import Block, Paper
from sems_sim.telling import amounts, capital


def paper(plan: ForPlayers, kicker: str, blocks: Iterable[Block], *, lines: tuple[str, ...] = ()) -> Paper:
    """A paper of an exercise, with its marking on every page."""
    sponsor = (f"For: {plan.sponsor}",) if plan.sponsor else ()
    return Paper(
        title=plan.title,
        kicker=kicker,
        marking=plan.marking,
        lines=(*sponsor, *lines),
        blocks=tuple(blocks),
        made=plan.began,
    )


def length(span_ms: int | None) -> str:
    """A length of time in words; a dash for none."""
    return "–" if span_ms is None else amounts.duration(span_ms)


def listed(words: Iterable[str]) -> str:
    """Words after each other with commas; a dash for none."""
    return ", ".join(word for word in words if word) or "–"


def level_words(label: str) -> str:
    """A level of response in words: `Crisis`."""
    return capital(label)
