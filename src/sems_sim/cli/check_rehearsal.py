"""A rehearsal as lines of text: what will go wrong, then when everything comes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sems_sim.insight import InjectForecast, Rehearsal

_WIDTH = 40


def lines_of(rehearsal: Rehearsal) -> Iterator[str]:
    """The rehearsal for a terminal, line by line."""
    yield f"Rehearsal, {rehearsal.runs} runs:"
    for sentence in rehearsal.assumptions:
        yield f"  {sentence}"
    yield ""
    for one in rehearsal.findings:
        yield f"{one.weight}: {one.sentence}"
        yield f"    {one.remedy}"
    if not rehearsal.findings:
        yield "Nothing stands out."
    yield ""
    yield from _injects(rehearsal)
    yield ""
    yield from _objectives(rehearsal)
    yield ""
    yield rehearsal.choice.sentence
    yield f"    to play with it, write seed: {rehearsal.choice.seed} under exercise:"


def _injects(rehearsal: Rehearsal) -> Iterator[str]:
    width = max((len(one.id) for one in rehearsal.injects), default=0)
    yield f"{'inject':<{max(6, width)}}  comes in  first tenth, middle, last tenth"
    for one in rehearsal.injects:
        times = ", ".join(_time(at_ms) for at_ms in (one.p10_ms, one.p50_ms, one.p90_ms) if at_ms is not None)
        yield f"{one.id:<{max(6, width)}}  {_share(one.share):>8}  {times or 'never'}{_titled(one)}"


def _titled(one: InjectForecast) -> str:
    return f"  {one.title[:_WIDTH]}" if one.title else ""


def _objectives(rehearsal: Rehearsal) -> Iterator[str]:
    for one in rehearsal.objectives:
        met = "not measured" if one.met is None else f"target met in {_share(one.met)} ({one.target})"
        yield f"{one.id}: tested in {_share(one.tested)}, {met}. {one.text}"


def _share(share: float) -> str:
    from sems_sim.telling import amounts

    return amounts.share(share)


def _time(at_ms: int) -> str:
    from sems_sim.telling import elapsed

    return elapsed(at_ms)
