"""Whoever listens gets the newest picture and every entry, and nobody is waited for."""

from __future__ import annotations

import threading
from typing import Any

from sems_sim.exercise.entries import Entry, Marked
from sems_sim.exercise.listeners import Listener, Update

_PATIENCE_S = 10.0


def _update(name: Any, *numbers: int) -> Update:
    entries = tuple(Entry(number, 0, 0, Marked()) for number in numbers)
    return Update(name, name, entries)


def test_a_slow_listener_gets_the_newest_picture_and_every_entry() -> None:
    """What piles up meanwhile is one update, with the entries of all."""
    got: list[Update] = []
    busy, go_on = threading.Event(), threading.Event()

    def slow(update: Update) -> None:
        got.append(update)
        busy.set()
        go_on.wait(_PATIENCE_S)

    listener = Listener(slow)
    listener.tell(_update("first", 1))
    assert busy.wait(_PATIENCE_S)
    for number in range(2, 500):
        listener.tell(_update(f"picture {number}", number))
    go_on.set()
    listener.leave()
    listener.join(_PATIENCE_S)

    assert ["first", "picture 499"] == [str(update.picture) for update in got]
    assert list(range(1, 500)) == [entry.number for update in got for entry in update.entries]


def test_a_listener_that_raises_is_told_again() -> None:
    """Its failures are counted, and that is all."""
    got: list[Update] = []
    taken = threading.Event()

    def broken(update: Update) -> None:
        got.append(update)
        taken.set()
        raise ZeroDivisionError

    listener = Listener(broken)
    listener.tell(_update("a"))
    assert taken.wait(_PATIENCE_S)
    listener.tell(_update("b"))
    listener.leave()
    listener.join(_PATIENCE_S)

    assert (["a", "b"], 2) == ([str(update.picture) for update in got], listener.failures)
