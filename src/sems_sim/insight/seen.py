"""What a forecast is made of."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.stress import Estimate


@dataclass(frozen=True, slots=True)
class Fan:
    """Quantiles of one share over the moments ahead; all rows have the length of `moments_ms`, 121."""

    name: str
    title: str
    moments_ms: tuple[int, ...]
    p05: tuple[float, ...]
    p25: tuple[float, ...]
    p50: tuple[float, ...]
    p75: tuple[float, ...]
    p95: tuple[float, ...]
    mark: float = 0.0
    """A threshold to draw, or 0: the minimum objective of a service."""


@dataclass(frozen=True, slots=True)
class LevelOdds:
    """How likely each level of response is, over the moments ahead."""

    labels: tuple[str, ...]
    moments_ms: tuple[int, ...]
    odds: tuple[tuple[float, ...], ...]
    """For each level, its share of the futures at each moment."""


@dataclass(frozen=True, slots=True)
class TargetOdds:
    """How often a target is met, over past and future."""

    name: str
    text: str
    measure: str
    chance: Estimate


@dataclass(frozen=True, slots=True)
class Coming:
    """An inject that waits for a condition: how often that comes, and when; -1 for never."""

    name: str
    title: str
    chance: Estimate
    p05_ms: int
    """Of the futures in which it comes."""
    p50_ms: int
    p95_ms: int
    is_prompt: bool = False
    """It then only says that it is due."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """A resource that begins to be short, or a stock that runs out: how often, and when."""

    name: str
    title: str
    kind: str
    """resource or stock."""
    chance: Estimate
    p05_ms: int
    """Of the futures in which it happens."""
    p50_ms: int
    p95_ms: int
