"""A moment of a run from which futures are played (fine print 23)."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.model.policy import Order, Policy
from sems_sim.model.tables import Model

FUTURES = 1 << 31
"""The future numbered k draws as in replication FUTURES + k."""


@dataclass(frozen=True, slots=True)
class Present:
    """What futures start from: a run as it was up to a moment, and what is ordered after it."""

    model: Model
    seed: int
    now_ms: int
    """Every event before it has happened; everything at it is still to come."""
    replication: int = 0
    policy: Policy | None = None
    """Its orders are replayed; those at `now_ms` or later lie in the future."""
    then: tuple[Order, ...] = ()
    """Orders of the future alone, at `now_ms` or later; they come after those of the policy."""
    until_ms: int | None = None
    """When futures end, if before the horizon."""

    @property
    def end_ms(self) -> int:
        """When futures end, in milliseconds since the start."""
        horizon_ms = self.model.horizon_ms
        return horizon_ms if self.until_ms is None else min(self.until_ms, horizon_ms)

    @property
    def ordered(self) -> int:
        """How many orders the policy has; those of the future are numbered from here."""
        return len(self.policy.orders) if self.policy is not None else 0
