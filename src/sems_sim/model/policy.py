"""What a player, a planner or an optimiser may choose in a run; all else is the model's."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.model.words import Span


@dataclass(frozen=True, slots=True)
class Order:
    """Effects of the model that somebody orders at a moment, whatever else is going on."""

    at_ms: int
    effects: Span


@dataclass(frozen=True, slots=True)
class Policy:
    """Choices that replace those of the automatic policy."""

    options: tuple[tuple[int, int], ...] = ()
    """(decision, option): this decision is always taken this way, without error."""
    orders: tuple[Order, ...] = ()
    """Carried out first of all that happens at their moments, in the order in which they stand."""
    played: tuple[int, ...] = ()
    """Teams that people play: the model does nothing in their place."""
    prompted: tuple[int, ...] = ()
    """Injects that only say when they are due, and come on a facilitator's word."""

    def option_for(self, decision: int) -> int:
        """Return the option to take, or -1 to leave it to the team."""
        for chosen, option in self.options:
            if chosen == decision:
                return option
        return -1
