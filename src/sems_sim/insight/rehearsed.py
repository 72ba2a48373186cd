"""What a rehearsal of an exercise found: plain records, times in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["problem", "doubt", "note"]
"""A problem will be seen in the room; a doubt is worth a thought; a note is worth knowing."""


@dataclass(frozen=True, slots=True)
class Absent:
    """A recipient who has not gathered when an inject comes."""

    team: str
    share: float
    """Of the runs in which the inject comes."""
    is_on_call: bool
    """It has no quorum: whoever is on duty can be rung up."""


@dataclass(frozen=True, slots=True)
class InjectForecast:
    """One inject over all runs."""

    id: str
    title: str
    share: float
    """Of the runs in which it comes by itself."""
    p10_ms: int | None
    p50_ms: int | None
    p90_ms: int | None
    """When it comes, in the runs in which it does; None if it never does."""
    outside_modules: float
    """Share of all runs in which it comes in no module; 0 without modules."""
    unconvened: tuple[Absent, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Three or more injects at once, for one team or one controller."""

    who: str
    is_team: bool
    injects: tuple[str, ...]
    """The usual ones, by their ids."""
    share: float
    """Of the runs in which they, or others, clash there."""
    at_ms: int
    """When, in the middle run."""


@dataclass(frozen=True, slots=True)
class DeadTime:
    """A stretch of a module in which nothing reaches the players."""

    module: str
    share: float
    """Of the runs in which the module has such a stretch."""
    from_ms: int
    to_ms: int
    """The longest one, in the middle run."""
    room_ms: int
    """How long it lasts in the room."""


@dataclass(frozen=True, slots=True)
class ObjectiveForecast:
    """One objective over all runs."""

    id: str
    text: str
    injects: tuple[str, ...]
    tested: float
    """Share of the runs in which an inject that serves it comes, in a module if there are modules."""
    target: str
    met: float | None
    """Share of the runs in which its target is met; None without a target."""


@dataclass(frozen=True, slots=True)
class DecisionForecast:
    """One question over all runs."""

    name: str
    question: str
    team: str
    share: float
    p50_ms: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a trainer should know before the day."""

    weight: Weight
    about: str
    """Id or name of what it is about."""
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class SeedChoice:
    """The luck to play with, and why."""

    seed: int
    tested: int
    """Objectives that an inject serves in its run."""
    objectives: int
    distance: float
    """0: in the middle of all runs in every measure; 1: at an end in every one."""
    measures: tuple[str, ...]
    """What the distance was taken over."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """An exercise, played on the model beforehand."""

    runs: int
    first_seed: int
    findings: tuple[Finding, ...]
    """Problems first, then doubts, then notes."""
    injects: tuple[InjectForecast, ...]
    """In the order in which they usually come; those that never do at the end."""
    clashes: tuple[Clash, ...]
    dead_times: tuple[DeadTime, ...]
    objectives: tuple[ObjectiveForecast, ...]
    decisions: tuple[DecisionForecast, ...]
    reached: tuple[float, ...]
    """Share of the runs in which each level of response is ever in place."""
    control_speaks_for: tuple[str, ...]
    """Everybody who says or gets something and whom nobody plays."""
    choice: SeedChoice
    assumptions: tuple[str, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The findings that will be seen in the room."""
        return tuple(one for one in self.findings if one.weight == "problem")
