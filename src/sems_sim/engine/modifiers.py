"""What held effects make of one number, for as long as they last (fine print 20).

Each application is a row. Undoing deletes its row; no old value is ever restored, the value is worked out anew.
"""

from __future__ import annotations

from sems_sim.model import Amount


class Modifiers:
    """The live rows that act on one number, in the order in which they were applied."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        """Start with no row."""
        self._rows: list[tuple[int, Amount, float]] = []

    def __bool__(self) -> bool:
        """Tell whether any row is live."""
        return bool(self._rows)

    @property
    def is_absolute(self) -> bool:
        """Whether a row replaces the stated value."""
        return any(amount == Amount.ABSOLUTE for _, amount, _ in self._rows)

    def push(self, number: int, amount: Amount, value: float) -> None:
        """Apply an effect; `number` names it."""
        self._rows.append((number, amount, value))

    def pull(self, number: int) -> bool:
        """Take an effect back; tells whether it was there."""
        rows = [row for row in self._rows if row[0] != number]
        found = len(rows) < len(self._rows)
        self._rows = rows
        return found

    def value(self, stated: float) -> float:
        """Return the latest absolute value, else the stated one, times every factor, plus every sum."""
        value = stated
        for _, amount, number in self._rows:
            if amount == Amount.ABSOLUTE:
                value = number
        for _, amount, number in self._rows:
            if amount == Amount.FACTOR:
                value *= number
        for _, amount, number in self._rows:
            if amount == Amount.SUM:
                value += number
        return value

    def kept(self) -> float:
        """Return what is left when each row takes its share away: the product of 1 - share."""
        left = 1.0
        for _, _, share in self._rows:
            left *= 1.0 - min(1.0, max(0.0, share))
        return left
