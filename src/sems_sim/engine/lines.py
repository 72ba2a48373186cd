"""Quantities on straight lines between events, and the thresholds on them (fine print 1).

A line is anchored anew only when its own rate changes. At a crossing the quantity is set to the threshold, and the
side that the world keeps, not the float, decides conditions from then on.
"""

from __future__ import annotations

from sems_sim.engine.world import World
from sems_sim.laws import NEVER, area_after, crossing_ms, value_after
from sems_sim.model import QuantityKind


class Line:
    """A value that changes at a steady rate from its anchor on."""

    __slots__ = ("rate_per_h", "since_ms", "value")

    def __init__(self, value: float = 0.0, rate_per_h: float = 0.0, since_ms: int = 0) -> None:
        """Anchor it."""
        self.value = value
        self.rate_per_h = rate_per_h
        self.since_ms = since_ms

    def at(self, now_ms: int) -> float:
        """Return the value at a moment, without anchoring anew."""
        if now_ms == self.since_ms or self.rate_per_h == 0.0:
            return self.value
        return value_after(self.value, self.rate_per_h, now_ms - self.since_ms)

    def put(self, now_ms: int, value: float) -> None:
        """Set the value, keeping the rate."""
        self.value = value
        self.since_ms = now_ms

    def turn(self, now_ms: int, rate_per_h: float) -> bool:
        """Change the rate; anchors only if it differs, and tells whether it does."""
        if rate_per_h == self.rate_per_h:
            return False
        self.put(now_ms, self.at(now_ms))
        self.rate_per_h = rate_per_h
        return True


class Meter:
    """The integral over time of a number that changes in steps, in its unit times hours."""

    __slots__ = ("_since_ms", "_total", "value")

    def __init__(self) -> None:
        """Start with 0 at time 0."""
        self.value = 0.0
        self._total = 0.0
        self._since_ms = 0

    def turn(self, now_ms: int, value: float) -> None:
        """Go on with another value."""
        if value != self.value:
            self._total = self.until(now_ms)
            self._since_ms = now_ms
            self.value = value

    def until(self, end_ms: int) -> float:
        """Return the integral from time 0 to a moment."""
        if self.value == 0.0:
            return self._total
        return self._total + area_after(self.value, 0.0, end_ms - self._since_ms)


class Marks:
    """The thresholds that conditions watch on one quantity that is never below 0."""

    def __init__(self, world: World, kind: QuantityKind, index: int) -> None:
        """Find them in the model."""
        self._world = world
        tables = world.tables
        self._rows = [
            (number, row.value, row.strict)
            for number, row in enumerate(tables.thresholds)
            if (tables.quantities[row.quantity].kind, tables.quantities[row.quantity].index) == (kind, index)
        ]

    def start(self, value: float) -> None:
        """Put every side where the initial value is, in silence."""
        for number, threshold, strict in self._rows:
            self._world.sides[number] = value > threshold or (value == threshold and not strict)

    def jump(self, value: float, cause: int) -> None:
        """Put every side where a value is that changed all at once."""
        for number, threshold, strict in self._rows:
            self._world.set_side(number, value > threshold or (value == threshold and not strict), cause)

    def due(self, line: Line, now_ms: int) -> tuple[int, int] | None:
        """Return the next crossing as (milliseconds from now, threshold), or None."""
        found: tuple[int, int] | None = None
        value = line.at(now_ms)
        for number, threshold, strict in self._rows:
            ahead_ms = self._ahead(number, (threshold, strict), value, line.rate_per_h)
            if ahead_ms != NEVER and (found is None or ahead_ms < found[0]):
                found = ahead_ms, number
        return found

    def cross(self, number: int, cause: int) -> float:
        """Change the side of a threshold, and return the value to set the quantity to."""
        self._world.set_side(number, not self._world.sides[number], cause)
        return self._world.tables.thresholds[number].value

    def _ahead(self, number: int, mark: tuple[float, bool], value: float, rate_per_h: float) -> int:
        """Return the time to this threshold's crossing; 0 also where the value has run past unseen."""
        threshold, strict = mark
        if self._world.sides[number]:
            if threshold < 0.0 or (threshold == 0.0 and not strict):
                return NEVER
            past = value < threshold or (
                value == threshold and (rate_per_h < 0.0 or (strict and rate_per_h == 0.0))
            )
            return 0 if past else crossing_ms(value, rate_per_h, threshold) if rate_per_h < 0.0 else NEVER
        past = value > threshold or (
            value == threshold and (rate_per_h > 0.0 or (not strict and rate_per_h == 0.0))
        )
        return 0 if past else crossing_ms(value, rate_per_h, threshold) if rate_per_h > 0.0 else NEVER
