"""Lessons taken into the next scenario: a change, and how to try it in the model."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.reports.exercise_minutes import Minutes
from sems_sim.telling import plain


@dataclass(frozen=True, slots=True)
class Lesson:
    """One change that can be tried."""

    title: str
    change: str
    """`PATH=VALUE`; empty for a lever of the scenario's own."""
    command: str
    """The command line that tries it against the plan as it is, under the same luck."""
    found: tuple[str, ...] = ()
    """What it did in the model, measure by measure; empty where nobody asked yet."""


def lessons_of(minutes: Minutes) -> tuple[Lesson, ...]:
    """Return the levers that the scenario has, as changes that can be tried."""
    study = minutes.scenario.sections.study
    levers = {} if study is None else study.levers
    return tuple(
        Lesson(plain(lever.title) or name.replace("_", " "), "", f"sems-sim stress FILE --vary {name}")
        for name, lever in levers.items()
    )
