"""What a player, a planner or an optimiser may choose in a run; all else is the model's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """Choices that replace those of the automatic policy."""

    options: tuple[tuple[int, int], ...] = ()
    """(decision, option): this decision is always taken this way, without error."""

    def option_for(self, decision: int) -> int:
        """Return the option to take, or -1 to leave it to the team."""
        for chosen, option in self.options:
            if chosen == decision:
                return option
        return -1
