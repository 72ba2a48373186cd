"""Where an exercise stands, as a simulator can play it again."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.model import Model, Policy


@dataclass(frozen=True, slots=True)
class Standing:
    """All that determines the model's state at a moment, and what is arranged from there on."""

    model: Model
    seed: int
    policy: Policy
    """Every order carried out so far, and those that are arranged; who is played, which injects only prompt."""
    now_ms: int
    """Every event before this has been carried out."""
    has_begun: bool
