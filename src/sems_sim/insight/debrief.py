"""All deeds of an exercise priced, the cheapest first; it can be stopped and taken up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sems_sim.errors import InterruptedRunError
from sems_sim.exercise import Standing
from sems_sim.insight.counterfactual import Priced, price
from sems_sim.insight.deeds import Alternative, Deed
from sems_sim.insight.playing import Effort
from sems_sim.model import NONE

Key = tuple[str, str, int, str, int]
"""What one alternative to one deed is known by: kind, name, when it was due, words, when."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a debrief has come."""

    what: str
    """What is being priced; empty at the end."""
    done: int
    total: int


def key_of(deed: Deed, alternative: Alternative) -> Key:
    """Return by what one alternative to one deed is known, for taking a debrief up again."""
    return deed.kind, deed.name, deed.due_ms, alternative.words, alternative.at_ms


def work_of(deeds: Sequence[Deed]) -> tuple[tuple[Deed, Alternative], ...]:
    """Return all that is to be priced: those with the shortest future first, which are the cheapest."""
    every = [(deed, alternative) for deed in deeds for alternative in deed.alternatives]

    def parted(one: tuple[Deed, Alternative]) -> tuple[int, Key]:
        deed, other = one
        return -(other.at_ms if deed.done_ms == NONE else min(deed.done_ms, other.at_ms)), key_of(deed, other)

    return tuple(sorted(every, key=parted))


def debrief(
    standing: Standing,
    deeds: Sequence[Deed],
    *,
    effort: Effort | None = None,
    priced_before: Collection[Key] = (),
    progress: Callable[[Step], None] | None = None,
) -> Iterator[Priced]:
    """Yield the price of every alternative to every deed, the cheapest to compute first.

    `standing` is that of the exercise at its end. What has been priced before, by `key_of`, is left out. When
    `effort.is_stopped` says so it ends after what has been finished.

    Raises:
        SimulationError: If a future cannot be run to its end.
    """
    effort = effort or Effort()
    work = [one for one in work_of(deeds) if key_of(*one) not in priced_before]
    for place, (deed, alternative) in enumerate(work):
        if progress is not None:
            progress(Step(f"{deed.title}: {alternative.words}", place, len(work)))
        try:
            found = price(standing, deed, alternative, effort=replace(effort, progress=None))
        except InterruptedRunError:
            return
        yield found
    if progress is not None:
        progress(Step("", len(work), len(work)))
