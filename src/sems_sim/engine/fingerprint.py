"""The fingerprint of a run: a streamed hash of its records (fine print 5)."""

from __future__ import annotations

import struct

from sems_sim.events import Record

_MASK = (1 << 64) - 1
_LANES = (0x9E3779B97F4A7C15, 0xD1B54A32D192ED03)


def _mix(word: int) -> int:
    """Return the splitmix64 finaliser of a 64-bit word."""
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & _MASK
    return word ^ (word >> 31)


def words_of(record: Record) -> tuple[int, int, int, int]:
    """Return the four 64-bit words that stand for a record.

    Time; phase, entity and kind packed as 8, 32 and 16 bits; the bits of the value (-0 counts as 0); the cause.

    Raises:
        ValueError: If the value is not a number.
    """
    if record.value != record.value:
        message = f"a record of kind {record.kind} has a value that is not a number"
        raise ValueError(message)
    packed = (record.phase << 48) | (record.entity << 16) | record.kind
    bits = int.from_bytes(struct.pack("<d", record.value + 0.0), "little")
    return record.time_ms, packed, bits, record.cause & _MASK


class Fingerprint:
    """Takes records one by one; equal fingerprints mean equal runs."""

    __slots__ = ("_high", "_low")

    def __init__(self) -> None:
        """Start with no record."""
        self._low, self._high = _LANES

    def add(self, record: Record) -> None:
        """Mix in the next record."""
        low, high = self._low, self._high
        for word in words_of(record):
            low = _mix((low + word) & _MASK)
            high = _mix((high ^ word) + _LANES[0] & _MASK)
        self._low, self._high = low, high

    @property
    def text(self) -> str:
        """The fingerprint so far, as 32 hexadecimal digits."""
        return f"{self._low:016x}{self._high:016x}"
