"""The room's time: since an exercise was opened, without what it was down for."""

from __future__ import annotations

from collections.abc import Callable

Monotonic = Callable[[], int]
"""A clock that never goes back, in nanoseconds; of no particular beginning."""


class RoomClock:
    """Counts from a clock that never goes back, so that no error can add up."""

    def __init__(self, monotonic: Monotonic, room_ms: int = 0) -> None:
        """Begin at a room time, standing."""
        self._monotonic = monotonic
        self._from_ns = room_ms * 1_000_000
        self._since_ns: int | None = None

    @property
    def now_ms(self) -> int:
        """The room's time now, in whole milliseconds."""
        return self._now_ns() // 1_000_000

    def go(self) -> None:
        """Let it run."""
        if self._since_ns is None:
            self._since_ns = self._monotonic()

    def stand(self) -> None:
        """Let it stand."""
        self._from_ns, self._since_ns = self._now_ns(), None

    def leave_out(self, length_ns: int) -> None:
        """Take back some time that has passed and should not count."""
        self._from_ns -= length_ns

    def _now_ns(self) -> int:
        return self._from_ns + (0 if self._since_ns is None else self._monotonic() - self._since_ns)
