"""Ratings of HSEEP: definitions in full, the worst of several, what measures suggest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NAMES: tuple[tuple[str, str], ...] = (
    ("P", "Performed without Challenges"),
    ("S", "Performed with Some Challenges"),
    ("M", "Performed with Major Challenges"),
    ("U", "Unable to be Performed"),
)
"""From the best to the worst."""
_DONE = (
    "The targets and critical tasks associated with the capability were completed in a manner that achieved the "
    "objective(s) and did not negatively impact the performance of other activities. Performance of this activity did "
    "not contribute to additional health and/or safety risks for the public or for emergency workers, and it was "
    "conducted in accordance with applicable plans, policies, procedures, regulations, and laws."
)
DEFINITIONS: dict[str, str] = {
    "P": _DONE,
    "S": f"{_DONE} However, opportunities to enhance effectiveness and/or efficiency were identified.",
    "M": (
        "The targets and critical tasks associated with the capability were completed in a manner that achieved the "
        "objective(s); however, the completion negatively impacted the performance of other activities, contributed to "
        "additional health and/or safety risks for the public or for emergency workers, and/or was not conducted in "
        "accordance with applicable plans, policies, procedures, regulations, and laws."
    ),
    "U": (
        "The targets and critical tasks associated with the capability were not performed in a manner that achieved "
        "the objective(s)."
    ),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The rating that measures alone would give, and why."""

    rating: str
    because: str


def worst(ratings: Iterable[str]) -> str:
    """Return the worst rating of several: U before M before S before P; empty if none was given."""
    given = set(ratings)
    return next((mark for mark, _ in reversed(NAMES) if mark in given), "")


def name_of(rating: str) -> str:
    """Return a rating in words: `M, Performed with Major Challenges`; `not rated` for none."""
    return f"{rating}, {dict(NAMES)[rating]}" if rating else "not rated"


def suggested(target: str, value: str, is_met: bool | None, seen: Sequence[str]) -> Suggestion | None:  # noqa: FBT001 - what a target says
    """Return what a target and the expected actions seen (`fully`, `partly`, `not`) would suggest; None for nothing.

    A target that was met and actions that were all seen fully suggest P; less than all of it S; a missed target, or
    most actions not seen, M; a missed target with no action seen at all, U.
    """
    if is_met is None and not seen:
        return None
    fully, missed = seen.count("fully"), seen.count("not")
    said = [] if is_met is None else [f"target {target}: {'met' if is_met else 'missed'}, {value}"]
    said += [f"expected actions seen: {fully} of {len(seen)} fully, {missed} not at all"] if seen else []
    return Suggestion(_mark(is_met, len(seen), fully, missed), "; ".join(said))


def _mark(is_met: bool | None, count: int, fully: int, missed: int) -> str:  # noqa: FBT001 - what a target says
    if is_met is False:
        return "U" if count and missed == count else "M"
    if is_met is None and count and missed == count:
        return "U"
    if 2 * missed > count:
        return "M"
    return "P" if fully == count else "S"
