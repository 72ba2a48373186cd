"""Exercise time: how the scenario's clock runs beside the room's, exactly.

Room time is what the host's steady clock says, in whole milliseconds since the exercise was opened. A clock is an
anchor and a speed; a reading is computed from the anchor and never added up, so that nothing can drift, whoever asks
how often. Pausing, resuming and changing speed make a new anchor at the moment at which they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

SPEEDS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600)
"""The steps by which a desk goes faster or slower; any whole number between the ends may be set."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The scenario's clock: at `room_ms` it showed `at_ms`, and since then it runs or stands."""

    at_ms: int = 0
    room_ms: int = 0
    speed: int = 1
    is_running: bool = False

    def reading(self, room_ms: int) -> int:
        """Return the scenario time at a moment of room time that is not before the anchor."""
        if not self.is_running:
            return self.at_ms
        return self.at_ms + (room_ms - self.room_ms) * self.speed

    def room_at(self, at_ms: int) -> int:
        """Return the first moment of room time at which a running clock shows at least a scenario time."""
        ahead = max(0, at_ms - self.at_ms)
        return self.room_ms + -(-ahead // self.speed)

    def stopped_at(self, at_ms: int, room_ms: int) -> Clock:
        """Return the clock standing at a scenario time, from a moment of room time on."""
        return replace(self, at_ms=at_ms, room_ms=room_ms, is_running=False)

    def running_from(self, room_ms: int) -> Clock:
        """Return the clock running on from where it is."""
        return replace(self, at_ms=self.reading(room_ms), room_ms=room_ms, is_running=True)

    def at_speed(self, speed: int, room_ms: int) -> Clock:
        """Return the clock at another speed from a moment on; what it shows there does not change."""
        return replace(self, at_ms=self.reading(room_ms), room_ms=room_ms, speed=speed)
