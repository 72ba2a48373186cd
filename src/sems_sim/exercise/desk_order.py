"""What a desk is asked to open: the one thing that the command line and a desk both know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DeskOrder:
    """What the user wants. With neither a scenario nor a journal to resume, the desk shows what there is.

    A desk is an entry point of the group `sems_sim.desks`: a function that takes one of these, runs until its user
    leaves, and returns an exit status.
    """

    scenario: Path | None = None
    resume: Path | None = None
    """A journal to take up again."""
    journal: Path | None = None
    """Where the journal of a new exercise goes; None: into the folder of results, under a name of its own."""
    seed: int | None = None
    """None: as the scenario or the rehearsal says."""
    overrides: Mapping[str, str] = field(default_factory=dict)
    speed: int | None = None
    """How many times as fast as the room's the scenario clock begins; None: once."""
