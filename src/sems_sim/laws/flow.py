"""Quantities that flow along straight lines, and when they cross a threshold.

Time is integer milliseconds, rates are per hour. A moment is rounded up to the next millisecond, so that a crossing is
never early; what is less than a millionth of a millisecond over is a rounding of floats, and is let go. NEVER is −1,
and nothing lies further ahead than FAR.
"""

from __future__ import annotations

NEVER = -1
FAR = 4503599627370496  # 2**52 ms, some 143,000 years
MS_PER_HOUR = 3600000.0

_FUZZ_MS = 1e-6


def ms_to_hours(duration_ms: int) -> float:
    """A duration in hours."""
    return duration_ms / MS_PER_HOUR


def hours_to_ms(hours: float) -> int:
    """A duration in milliseconds, rounded up, at least 1 if it is above 0; below 0 it means NEVER."""
    if hours < 0.0:
        return NEVER
    exact = hours * MS_PER_HOUR
    if exact >= FAR:
        return FAR
    whole = int(exact)
    if exact - whole > _FUZZ_MS or (whole == 0 and exact > 0.0):
        whole += 1
    return whole


def value_after(value: float, rate_per_h: float, elapsed_ms: int) -> float:
    """The value of a flowing quantity, elapsed_ms after its anchor."""
    return value + rate_per_h * (elapsed_ms / MS_PER_HOUR)


def area_after(value: float, rate_per_h: float, elapsed_ms: int) -> float:
    """The integral of a flowing quantity over elapsed_ms from its anchor, in value-hours."""
    hours = elapsed_ms / MS_PER_HOUR
    return (value + 0.5 * rate_per_h * hours) * hours


def crossing_ms(value: float, rate_per_h: float, threshold: float) -> int:
    """Milliseconds until a flowing quantity is at the threshold: 0 if it is there, NEVER if it moves away."""
    ahead = threshold - value
    if ahead == 0.0:
        return 0
    if rate_per_h == 0.0 or (ahead > 0.0) != (rate_per_h > 0.0):
        return NEVER
    duration_ms = hours_to_ms(ahead / rate_per_h)
    return duration_ms if duration_ms > 0 else 1


def buffer_drained(left_ms: int, elapsed_ms: int) -> int:
    """What a buffer still holds after carrying for elapsed_ms: its content is the time it lasts."""
    return left_ms - elapsed_ms if left_ms > elapsed_ms else 0


def buffer_recharged(left_ms: int, size_ms: int, recharge_ms: int, elapsed_ms: int) -> int:
    """What a buffer holds after filling for elapsed_ms; an empty one takes recharge_ms, and 0 is at once."""
    if elapsed_ms >= buffer_full_ms(left_ms, size_ms, recharge_ms):
        return size_ms
    gained = int(float(size_ms) * (elapsed_ms / float(recharge_ms)))
    return left_ms + gained if left_ms + gained < size_ms else size_ms


def buffer_full_ms(left_ms: int, size_ms: int, recharge_ms: int) -> int:
    """Milliseconds until a buffer that is filling is full."""
    if left_ms >= size_ms or recharge_ms <= 0:
        return 0
    exact = float(size_ms - left_ms) * (float(recharge_ms) / float(size_ms))
    whole = int(exact)
    return whole + 1 if exact - whole > _FUZZ_MS or whole == 0 else whole


def served_per_h(inflow_per_h: float, capacity_per_h: float, backlog: float) -> float:
    """The rate at which a fluid queue is served: all of its capacity while anything waits."""
    return capacity_per_h if backlog > 0.0 or inflow_per_h > capacity_per_h else inflow_per_h
