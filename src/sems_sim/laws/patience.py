"""A fluid queue, first come first served, in which nobody waits longer than w.

Who waits at t came after t − w, so the backlog Q(t) is at most what arrived in (t − w, t]. Where it is just that,
whoever came at t − w leaves unless served now: the rate of loss is max(0, a(t − w) − C), with a the rate of arrival
and C the capacity.

Arrivals are kept as segments (starts_ms, rates_per_h, first, count): from its start on, each has its rate, the last
one for ever; before the first nothing came. Segment i is at index (first + i) modulo the length, so that a list that
grows and a ring that turns both serve.
"""

from __future__ import annotations

from collections.abc import Sequence

from sems_sim.laws.flow import MS_PER_HOUR, NEVER, hours_to_ms

Segments = tuple[Sequence[int], Sequence[float], int, int]


def arrived(segments: Segments, from_ms: int, to_ms: int) -> float:
    """How many arrived after from_ms and up to to_ms."""
    starts_ms, rates_per_h, first, count = segments
    room = len(starts_ms)
    total = 0.0
    for i in range(count):
        begin = starts_ms[(first + i) % room]
        end = starts_ms[(first + i + 1) % room] if i + 1 < count else to_ms
        begin = begin if begin > from_ms else from_ms
        end = end if end < to_ms else to_ms
        if end > begin:
            total += rates_per_h[(first + i) % room] * ((end - begin) / MS_PER_HOUR)
    return total


def arrival_rate(segments: Segments, at_ms: int) -> float:
    """The rate of arrival from at_ms on, per hour."""
    starts_ms, rates_per_h, first, count = segments
    room = len(starts_ms)
    rate = 0.0
    for i in range(count):
        index = (first + i) % room
        if starts_ms[index] > at_ms:
            break
        rate = rates_per_h[index]
    return rate


def longest_queue(segments: Segments, now_ms: int, wait_ms: int) -> float:
    """The most that can be waiting: what arrived within the last wait_ms."""
    return arrived(segments, now_ms - wait_ms, now_ms)


def leaving_per_h(segments: Segments, now_ms: int, wait_ms: int, capacity_per_h: float) -> float:
    """The rate at which people leave a queue that is at its longest."""
    excess = arrival_rate(segments, now_ms - wait_ms) - capacity_per_h
    return excess if excess > 0.0 else 0.0


def window_change_ms(segments: Segments, now_ms: int, wait_ms: int) -> int:
    """Milliseconds until a(t − w) changes: the next start of a segment passes out of the window; or NEVER."""
    starts_ms, _, first, count = segments
    room = len(starts_ms)
    for i in range(count):
        begin = starts_ms[(first + i) % room]
        if begin > now_ms - wait_ms:
            return begin - (now_ms - wait_ms)
    return NEVER


def patience_ms(segments: Segments, now_ms: int, wait_ms: int, backlog: float, capacity_per_h: float) -> int:
    """Milliseconds until the first of the queue runs out of patience, served at this capacity all the while.

    0 if the queue is at its longest and someone is leaving; NEVER if that does not come about while things stay as
    they are. The slack between the longest queue and this one changes by C − a(t − w). Whoever asks stops asking when
    the queue is empty: then nobody waits.
    """
    if backlog <= 0.0 and arrival_rate(segments, now_ms) <= capacity_per_h:
        return NEVER
    starts_ms, rates_per_h, first, count = segments
    room = len(starts_ms)
    slack = longest_queue(segments, now_ms, wait_ms) - backlog
    # Less than a billionth of a unit is what two ways of adding up differ by.
    slack = slack if slack > 1e-9 else 0.0
    at_ms = now_ms - wait_ms
    rate = arrival_rate(segments, at_ms)
    for i in range(count):
        begin = starts_ms[(first + i) % room]
        if begin <= at_ms:
            continue
        change = (capacity_per_h - rate) * ((begin - at_ms) / MS_PER_HOUR)
        if slack + change < 0.0:
            break
        slack += change
        at_ms = begin
        rate = rates_per_h[(first + i) % room]
    if rate <= capacity_per_h:
        return NEVER
    return at_ms - (now_ms - wait_ms) + hours_to_ms(slack / (rate - capacity_per_h))


def expired(segments: Segments, now_ms: int, wait_ms: int) -> int:
    """How many of the first segments ended before the window and may be forgotten."""
    starts_ms, _, first, count = segments
    room = len(starts_ms)
    ended = 0
    while ended + 1 < count and starts_ms[(first + ended + 1) % room] <= now_ms - wait_ms:
        ended += 1
    return ended
