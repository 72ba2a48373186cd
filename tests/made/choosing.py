"""Where a made scenario takes its choices from: a numbered seed, or Hypothesis.

Both answer one question, a whole number between two others, so that one maker serves the tests that shrink and the
runs that only want many files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from hypothesis import strategies as st

from sems_sim.laws import stream, uniform

T = TypeVar("T")


class Source(Protocol):
    """Anything that can choose."""

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high."""


class Seeded:
    """Choices that follow from a number, the same on every machine."""

    def __init__(self, seed: int) -> None:
        """Begin with the first choice of this seed."""
        self._seed = seed
        self._stream = stream("made scenario", "choice")
        self._n = 0

    def whole(self, low: int, high: int) -> int:
        """Return the next choice."""
        self._n += 1
        return low + int(uniform(self._seed, 0, self._stream, self._n) * (high - low + 1))


class Drawn:
    """Choices that Hypothesis makes, and shrinks."""

    def __init__(self, draw: st.DrawFn) -> None:
        """Draw from here."""
        self._draw = draw

    def whole(self, low: int, high: int) -> int:
        """Return the next choice."""
        return self._draw(st.integers(low, high))


class Choice:
    """Choices in the words of whoever makes a scenario."""

    def __init__(self, source: Source) -> None:
        """Choose from a source."""
        self._source = source

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high."""
        return self._source.whole(low, high)

    def maybe(self, percent: int) -> bool:
        """Return true in so many of a hundred; the plainer answer, no, is the smaller choice."""
        return self._source.whole(0, 99) >= 100 - percent

    def one(self, things: Sequence[T]) -> T:
        """Return one of them; the first is the plainest."""
        return things[self._source.whole(0, len(things) - 1)]

    def some(self, things: Sequence[T], least: int = 0, most: int = 99) -> list[T]:
        """Return some of them, in the order in which they stand."""
        left = list(range(len(things)))
        most = min(most, len(things))
        for _ in range(len(things) - self.whole(min(least, most), most)):
            left.pop(self.whole(0, len(left) - 1))
        return [things[index] for index in left]
