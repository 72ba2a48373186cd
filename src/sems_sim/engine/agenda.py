"""The agenda: SimPy's clock, on which every event carries the model's own key.

SimPy orders events by (time, priority, insertion). The priority here is the packed key of fine print 2 (phase,
entity, kind, number), so insertion never decides anything. SimPy cannot take an event back: a cancelled
appointment stays in its queue and does nothing when its time comes.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, cast

import simpy
from simpy.events import EventPriority

from sems_sim.errors import EndlessRunError, ZeroTimeCircleError
from sems_sim.events import ROOT
from sems_sim.model import event_key

MOST_IN_ONE_INSTANT = 1000
"""Runs of one event in one instant; more are a circle."""
LONGEST_CHAIN = 3 * MOST_IN_ONE_INSTANT
"""Events of one instant of which each arranged the next; more are a circle, though each have a number of its own."""
MOST_EVENTS = 3_000_000
"""More would take minutes and gigabytes; a scenario file must not be able to ask for that."""
SAMPLE = 997
"""Every so many events it is noted what ran."""


@dataclass(frozen=True, slots=True)
class Draw:
    """A duration as it was drawn: what a fork must know to draw again what is left of it (fine print 23)."""

    law: int
    """HAZARD for a standard exponential."""
    stream: int
    n: int
    factor: float
    """By which the law's hours were multiplied."""
    total_ms: int
    """The whole duration; work that was paused keeps it."""
    ahead_ms: int = 0
    """It is known not to end within so many milliseconds: a sign of it is due before."""


class Appointment:
    """Something that will happen at a time, unless it is cancelled."""

    __slots__ = ("act", "cancelled", "cause", "draw", "time_ms")

    def __init__(
        self, time_ms: int, act: Callable[[int], None], cause: int, draw: Draw | None = None
    ) -> None:
        """Keep what to do, when, and because of which record; `draw` if chance said when."""
        self.time_ms = time_ms
        self.act = act
        self.cause = cause
        self.cancelled = False
        self.draw = draw

    def cancel(self) -> None:
        """Make it do nothing when its time comes."""
        self.cancelled = True


_FIRST = 0
"""Before every key: events have keys from 2 up."""


class Agenda:
    """What is still to happen, in canonical order."""

    def __init__(self, name_of_key: Callable[[int], str]) -> None:
        """Start an empty agenda at time 0; `name_of_key` says in words what a key is about."""
        self._name_of_key = name_of_key
        self.now_ms = 0
        """Milliseconds since the scenario's start: the clock of `env`, kept as the int that everybody reads."""
        self.env = simpy.Environment(initial_time=0)
        self.events = 0
        self._instant = 0
        self._runs: dict[int, int] = {}
        self._samples: dict[str, int] = {}
        self._under_way: dict[simpy.Event, Appointment] = {}
        """Pending appointments whose time was drawn."""
        self._chain = 0
        """How many events of this instant have brought each other about, up to the one that is running."""

    def at(
        self, time_ms: int, key: int, act: Callable[[int], None], cause: int, draw: Draw | None = None
    ) -> Appointment:
        """Arrange for `act(cause)` at a time that is not past, in the order given by the key."""
        appointment = Appointment(time_ms, act, cause, draw)
        chain = self._chain_to(time_ms)

        def run(event: simpy.Event) -> None:
            self.now_ms = appointment.time_ms
            if draw is not None:
                del self._under_way[event]
            if not appointment.cancelled:
                self._count(key, chain)
                appointment.act(appointment.cause)

        self._book(time_ms, key, appointment).callbacks.append(run)
        return appointment

    def wait_until(self, time_ms: int, key: int, draw: Draw | None = None) -> simpy.Event:
        """Return a keyed event for a process to await; the only events that a process may await."""
        appointment = Appointment(time_ms, lambda _: None, ROOT, draw)
        event = self._book(time_ms, key, appointment)
        chain = self._chain_to(time_ms)

        def run(event: simpy.Event) -> None:
            self.now_ms = appointment.time_ms
            if draw is not None:
                del self._under_way[event]
            self._count(key, chain)

        event.callbacks.append(run)
        return event

    def start(self, process: Generator[simpy.Event, Any, Any]) -> None:
        """Start a process; its own start and end events carry no meaning."""
        self.env.process(process)

    def run_until(self, time_ms: int) -> None:
        """Run every event before a time, and none at it."""
        peek, step = self.env.peek, self.env.step
        while peek() < time_ms:
            step()

    def move_to(self, time_ms: int) -> None:
        """Let the clock show a time up to which every event has been carried out."""
        if time_ms > self.now_ms:
            self._schedule(
                time_ms, _FIRST
            )  # SimPy's own run(until=…) leaves an event behind, which is then the next
            self.run_until(time_ms)
            self.env.step()
            self.now_ms = time_ms
            self._chain = 0

    def next_ms(self) -> float:
        """Return the time of the next event, or infinity."""
        return float(self.env.peek())

    def redraw(self, left_ms: Callable[[Draw, int], int]) -> None:
        """Move every pending appointment whose time was drawn; `left_ms(draw, was left)` says how far ahead it is.

        SimPy has no way to move an event, so its queue of (time, key, serial, event) is written anew.
        """
        self._chain = 0
        queue = self.env._queue  # noqa: SLF001 - the only place where SimPy keeps what is pending
        for place, (_, key, serial, event) in enumerate(queue):
            appointment = self._under_way.get(event)
            if appointment is None or appointment.cancelled or appointment.draw is None:
                continue
            left = left_ms(appointment.draw, appointment.time_ms - self.now_ms)
            appointment.time_ms = self.now_ms + left
            queue[place] = (appointment.time_ms, key, serial, event)
        heapq.heapify(queue)

    def _book(self, time_ms: int, key: int, appointment: Appointment) -> simpy.Event:
        event = self._schedule(time_ms, key)
        if appointment.draw is not None:
            self._under_way[event] = appointment
        return event

    def _schedule(self, time_ms: int, key: int) -> simpy.Event:
        """Trigger an event at a time with our own priority; SimPy's Timeout would fix the priority."""
        event = simpy.Event(self.env)
        event._ok, event._value = True, None  # noqa: SLF001 - the two fields that mean "triggered"
        self.env.schedule(event, priority=cast("EventPriority", key), delay=time_ms - self.now_ms)
        return event

    def _chain_to(self, time_ms: int) -> int:
        return self._chain + 1 if time_ms == self.now_ms else 0

    def _count(self, key: int, chain: int) -> None:
        """Count what ran, and end a run that goes in a circle without time passing (fine print 3)."""
        self.events += 1
        self._chain = chain
        if self.events % SAMPLE == 0:
            self._sample(key)
        if self.now_ms != self._instant:
            self._instant = self.now_ms
            self._runs.clear()
        runs = self._runs.get(key, 0) + 1
        self._runs[key] = runs
        if runs > MOST_IN_ONE_INSTANT or chain > LONGEST_CHAIN:
            raise ZeroTimeCircleError(self.now_ms, self._most_often())

    def _sample(self, key: int) -> None:
        """Note what is running now and then, and end a run that would go on for ever."""
        name = self._name_of_key(key)
        self._samples[name] = self._samples.get(name, 0) + 1
        if self.events >= MOST_EVENTS:
            often = sorted(self._samples, key=lambda one: (-self._samples[one], one))
            raise EndlessRunError(self.now_ms, MOST_EVENTS, often[:3])

    def _most_often(self) -> list[str]:
        """Return in words what ran most in this instant, over all numbers."""
        runs: dict[str, int] = {}
        for key, n in self._runs.items():
            name = self._name_of_key(key)
            runs[name] = runs.get(name, 0) + n
        most = max(runs.values())
        return [name for name, n in runs.items() if 2 * n > most]


def key_of(phase: int, entity: int, act: int, number: int = 0) -> int:
    """Return the key of an engine event."""
    return event_key(phase, entity, act, number)
