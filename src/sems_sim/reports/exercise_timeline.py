"""The timeline of an exercise: what people did and what turned, from the log."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sems_sim.reports.exercise_minutes import PRICED_BY, Minutes
from sems_sim.reports.paper import Run, Words
from sems_sim.telling import elapsed, plain

_PEOPLE = ("inject", "decision", "message", "observation", "level")
_TURNING, _NOTABLE = 4, 3
_MOST_OF_MODEL = 200
"""So many lines of the model are shown, turning points first."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline."""

    entry: int
    time: str
    elapsed: str
    kind: str
    words: Words
    by: str
    is_turning: bool


def timeline_of(minutes: Minutes) -> tuple[Moment, ...]:
    """Return the lines that matter, in order; corrected ones with their old words struck."""
    from sems_sim.exercise import entries as is_

    priced = {
        one.number
        for one in minutes.counting
        if isinstance(one.fact, is_.Observed) and one.fact.who == PRICED_BY
    }
    feed = [one for one in minutes.picture.feed if one.entry not in priced]
    ours = [one for one in feed if one.kind in _PEOPLE and one.weight >= _NOTABLE - 1]
    others = [one for one in feed if one.kind in ("model", "clock") and one.weight >= _NOTABLE]
    others.sort(key=lambda one: (-one.weight, one.entry))
    seen = {
        one.number: one.fact.seen_ms
        for one in minutes.counting
        if isinstance(one.fact, is_.Observed) and one.fact.seen_ms is not None
    }
    placed = (
        replace(one, at_ms=seen[one.entry], time=minutes.clock.seconds(seen[one.entry]))
        if one.entry in seen
        else one
        for one in (*ours, *others[:_MOST_OF_MODEL])
    )
    shown = sorted(placed, key=lambda one: (one.at_ms, one.entry))
    return tuple(
        Moment(
            entry=one.entry,
            time=f"{minutes.clock.day(one.at_ms)} {plain(one.time)}",
            elapsed=elapsed(one.at_ms),
            kind=one.kind,
            words=_words(one.words, one.struck, one.because),
            by=plain(one.by),
            is_turning=one.weight >= _TURNING,
        )
        for one in shown
    )


def _words(words: str, struck: str, because: str) -> Words:
    because = f" (because {because})" if because else ""
    if not struck:
        return f"{words}{because}"
    return (Run(struck, struck=True), Run(f" {words}{because}"))
