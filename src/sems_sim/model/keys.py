"""The event key: the one integer by which simultaneous events are ordered, and its words."""

from __future__ import annotations

from enum import IntEnum
from typing import Protocol

from sems_sim.events import Phase
from sems_sim.model.words import ENTITY_BITS, KIND_BITS, NUMBER_BITS


class Act(IntEnum):
    """What an appointment is for; part of the key, so its order is the order among an entity's events."""

    COMMAND = 1
    INJECT = 2
    DEMAND = 3
    SHIFT = 4
    DELIVERY = 5
    SURGE = 6
    STOCK_CROSSING = 7
    SUPPLIER = 8
    OPEN = 10
    PRECURSOR = 11
    SPREAD = 12
    CROSSING = 13
    SNOWBALL = 14
    RUMOUR = 15
    UNIT_LIFE = 16
    UNIT_REPAIR = 17
    RESTART = 18
    BUFFER = 19
    SETTLE = 20
    SERVICE_EVENT = 21
    SERVICE_CLOCK = 22
    SEE = 23
    INDICATOR = 24
    SEND = 25
    ARRIVE = 26
    CONFIDE = 27
    STATEMENT = 28
    HANDLE = 29
    RETRY_REPORT = 30
    WAKE = 32
    WAKE_OCCURRENCE = 33
    WAKE_EFFECT = 34
    RELEASE = 35
    LEVEL = 36
    AUTHORITY = 37
    RHYTHM = 38
    DECIDE = 39
    PLAN = 40
    SCAN = 41
    WORK = 42
    GIVE_UP = 43
    HOUR = 44
    BOOK = 45
    COLLECT = 46


OF_ALL = frozenset((Act.SCAN, Act.SNOWBALL, Act.RELEASE, Act.WAKE_EFFECT))
"""Appointments that are about no single entity."""


class Named(Protocol):
    """What knows the names of entities."""

    def name_of(self, entity: int) -> str:
        """Return the stable name of an entity."""


def event_key(phase: int, entity: int, kind: int, number: int = 0) -> int:
    """Return the one integer by which simultaneous events are ordered (fine print 2).

    Smaller runs first; at least 2, because SimPy keeps 0 and 1 for its own events. Fits a signed 64-bit integer.
    """
    return ((((phase << ENTITY_BITS) | entity) << KIND_BITS | kind) << NUMBER_BITS | number) + 2


def parts_of(key: int) -> tuple[int, int, int]:
    """Return the phase, the entity and the Act of a key."""
    act = ((key - 2) >> NUMBER_BITS) & ((1 << KIND_BITS) - 1)
    entity = ((key - 2) >> (NUMBER_BITS + KIND_BITS)) & ((1 << ENTITY_BITS) - 1)
    return (key - 2) >> (NUMBER_BITS + KIND_BITS + ENTITY_BITS), entity, act


def name_of_key(names: Named, key: int) -> str:
    """Return what a key is about, for the message of a circle in zero time."""
    phase, entity, act = parts_of(key)
    what = Act(act).name.lower().replace("_", " ")
    if act in OF_ALL or (act == Act.SETTLE and phase in (Phase.ASSET, Phase.SERVICE, Phase.SENSE)):
        return f"{Phase(phase).name.lower()} {what}"
    return f"{names.name_of(entity)} ({what})"
