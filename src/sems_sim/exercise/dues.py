"""What the exercise itself does at moments to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sems_sim.model import Condition, Effect

Orders = tuple[tuple[Effect, ...], tuple[Condition, ...]]
"""Effects, and the conditions that end them beyond those of the model."""


@dataclass(slots=True, order=True)
class Due:
    """Something that the exercise itself does at a moment of scenario time."""

    at_ms: int
    serial: int
    what: str = field(compare=False)
    """For whom it is found again: `inject I3`, `decision close_airport`."""
    do: Callable[[], None] = field(compare=False)
    orders: Callable[[], Orders] = field(compare=False)
    """Returns what it would do to the model as it is, as far as that is known; forecasts count on it."""


def _nothing() -> Orders:
    return (), ()


class Dues:
    """What is arranged, in the order in which it comes."""

    def __init__(self) -> None:
        """Nothing is arranged."""
        self._all: list[Due] = []
        self._serial = 0

    def arrange(
        self, at_ms: int, what: str, do: Callable[[], None], orders: Callable[[], Orders] = _nothing
    ) -> None:
        """Arrange for something at a moment of scenario time; what was arranged for it before is off."""
        self.forget(what)
        self._serial += 1
        self._all.append(Due(at_ms, self._serial, what, do, orders))
        self._all.sort()

    def forget(self, what: str) -> None:
        """Take back what was arranged."""
        self._all = [one for one in self._all if one.what != what]

    def next(self) -> Due | None:
        """Return what comes next."""
        return self._all[0] if self._all else None

    def take(self) -> Due:
        """Take out what comes next."""
        return self._all.pop(0)

    def all(self) -> tuple[Due, ...]:
        """Return everything that is arranged, in order."""
        return tuple(self._all)
