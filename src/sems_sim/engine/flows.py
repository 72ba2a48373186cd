"""One service as a fluid: what is asked for, served, lost, and what waits (fine print 8).

At every moment demanded = served + lost + backlog. First come, first served; whoever has waited for the whole
patience leaves and is lost. Where an event is rounded up to the next millisecond and the backlog is set, what was
served or lost is set with it, so that nothing appears or vanishes.
"""

from __future__ import annotations

from enum import IntEnum
from math import inf

from sems_sim.engine.lines import Line
from sems_sim.laws import (
    NEVER,
    Segments,
    crossing_ms,
    expired,
    leaving_per_h,
    longest_queue,
    patience_ms,
    served_per_h,
    window_change_ms,
)
from sems_sim.model import FOREVER_MS, NONE

MS_PER_HOUR = 3_600_000.0
_DUST = 1e-9
"""Units by which two ways of adding up may differ."""
_KEPT = 64
"""Segments that have passed out of the window are dropped this many at a time."""


class Turn(IntEnum):
    """What will next change a flow by itself."""

    EMPTY = 0
    """Nobody waits any more."""
    PATIENCE = 1
    """The first in the queue runs out of patience, or who came then at another rate does."""


class Flow:
    """Demand, service, loss and backlog of one service between events."""

    def __init__(self, wait_ms: int) -> None:
        """Start empty at time 0; `wait_ms` is the patience."""
        self.wait_ms = wait_ms if 0 <= wait_ms < FOREVER_MS else NONE
        self.demanded = Line()
        self.served = Line()
        self.lost = Line()
        self.backlog = Line()
        self.backlog_max = 0.0
        self.arrival_per_h = 0.0
        """Demand that was not called off."""
        self.capacity_per_h = 0.0
        """What can be served now; infinite where nothing limits it."""
        self.leaving_per_h = 0.0
        self._is_full = False
        """Whether the queue is at its longest, so that people leave."""
        self._starts_ms: list[int] = []
        self._rates_per_h: list[float] = []
        self._first = 0

    @property
    def demand_per_h(self) -> float:
        """The rate at which units are asked for, called off or not."""
        return self.demanded.rate_per_h

    @property
    def served_per_h(self) -> float:
        """The rate at which units are served."""
        return self.served.rate_per_h

    @property
    def lost_per_h(self) -> float:
        """The rate at which units are lost: called off, or leaving the queue."""
        return self.lost.rate_per_h

    def waiting(self, now_ms: int) -> float:
        """Return how many wait now."""
        return max(0.0, self.backlog.at(now_ms))

    def turn(self, now_ms: int, demand_per_h: float, arrival_per_h: float, capacity_per_h: float) -> bool:
        """Go on with these rates; tells whether anything changed.

        A capacity without limit works a backlog off within one millisecond.
        """
        if self.backlog.at(now_ms) < 0.0:
            self.empty(now_ms)
        self._note_arrivals(now_ms, arrival_per_h)
        waiting = self.backlog.at(now_ms)
        usable = _usable(arrival_per_h, capacity_per_h, waiting)
        leaving = self._leaving(now_ms, usable)
        served = served_per_h(arrival_per_h, usable, waiting)
        self.arrival_per_h, self.capacity_per_h, self.leaving_per_h = arrival_per_h, capacity_per_h, leaving
        self.backlog_max = max(self.backlog_max, self.backlog.at(now_ms))
        changes = (
            self.demanded.turn(now_ms, demand_per_h),
            self.served.turn(now_ms, served),
            self.lost.turn(now_ms, leaving + (demand_per_h - arrival_per_h)),
            self.backlog.turn(now_ms, arrival_per_h - served - leaving),
        )
        return any(changes)

    def would_serve(self, now_ms: int, arrival_per_h: float, capacity_per_h: float) -> float:
        """Return the rate at which units would be served with other rates."""
        waiting = self.waiting(now_ms)
        return served_per_h(arrival_per_h, _usable(arrival_per_h, capacity_per_h, waiting), waiting)

    def empty(self, now_ms: int) -> None:
        """Set the backlog to 0; the fraction of a millisecond past that moment was not served."""
        self.set_backlog(now_ms, 0.0)
        self._is_full = False

    def set_backlog(self, now_ms: int, value: float) -> None:
        """Set the backlog to a threshold it has just crossed."""
        over = self.backlog.at(now_ms) - value
        if over != 0.0:
            self.backlog_max = max(self.backlog_max, value)
            self.backlog.put(now_ms, value)
            self.served.put(now_ms, self.served.at(now_ms) + over)

    def set_lost(self, now_ms: int, value: float) -> None:
        """Set what is lost to a threshold it has just crossed."""
        over = self.lost.at(now_ms) - value
        if over != 0.0:
            self.lost.put(now_ms, value)
            self.served.put(now_ms, self.served.at(now_ms) + over)

    def next(self, now_ms: int) -> tuple[int, Turn] | None:
        """Return (milliseconds ahead, what) of the next change that comes by itself, or None."""
        found: tuple[int, Turn] | None = None
        waiting, rate = self.backlog.at(now_ms), self.backlog.rate_per_h
        if rate < 0.0 and waiting > 0.0:
            found = max(1, crossing_ms(waiting, rate, 0.0)), Turn.EMPTY
        if self.wait_ms == NONE or (waiting <= 0.0 and rate <= 0.0 and not self._is_full):
            return found
        if self._is_full:
            ahead_ms = window_change_ms(self._segments(), now_ms, self.wait_ms)
        else:
            usable = _usable(self.arrival_per_h, self.capacity_per_h, waiting)
            ahead_ms = patience_ms(self._segments(), now_ms, self.wait_ms, waiting, usable)
        if ahead_ms != NEVER and (found is None or ahead_ms < found[0]):
            found = max(1, ahead_ms), Turn.PATIENCE
        return found

    def _leaving(self, now_ms: int, capacity_per_h: float) -> float:
        """Return the rate of leaving; where the queue is at its longest, set it to just that."""
        if self.wait_ms == NONE:
            return 0.0
        segments, waiting = self._segments(), self.backlog.at(now_ms)
        leaving = leaving_per_h(segments, now_ms, self.wait_ms, capacity_per_h)
        was_full = self._is_full
        binds = was_full or patience_ms(segments, now_ms, self.wait_ms, waiting, capacity_per_h) == 0
        self._is_full = binds and leaving > 0.0
        if not self._is_full:
            return 0.0
        longest = longest_queue(segments, now_ms, self.wait_ms)
        if not was_full or abs(longest - waiting) > _DUST:
            self.backlog.put(now_ms, longest)
            self.lost.put(now_ms, self.lost.at(now_ms) + (waiting - longest))
        return leaving

    def _segments(self) -> Segments:
        return self._starts_ms, self._rates_per_h, self._first, len(self._starts_ms) - self._first

    def _note_arrivals(self, now_ms: int, rate_per_h: float) -> None:
        """Keep the rate of arrival for as long as somebody who came then may wait."""
        if self.wait_ms == NONE:
            return
        starts, rates = self._starts_ms, self._rates_per_h
        if rates and rates[-1] == rate_per_h:
            return
        if starts and starts[-1] == now_ms:
            rates[-1] = rate_per_h
            if len(rates) - self._first > 1 and rates[-2] == rate_per_h:
                starts.pop()
                rates.pop()
        else:
            starts.append(now_ms)
            rates.append(rate_per_h)
        self._first += expired(self._segments(), now_ms, self.wait_ms)
        if self._first >= _KEPT:
            del starts[: self._first], rates[: self._first]
            self._first = 0


def _usable(arrival_per_h: float, capacity_per_h: float, waiting: float) -> float:
    """Return a capacity that is finite where somebody waits."""
    if capacity_per_h != inf or waiting <= 0.0:
        return capacity_per_h
    return arrival_per_h + waiting * MS_PER_HOUR
