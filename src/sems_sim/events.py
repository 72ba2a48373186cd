"""What can happen in a run: one kind of record per kind of fact, and how to say it.

A run is the ordered list of its records. A record carries numbers only, so that its fingerprint is the same on
every machine; the words are here. Each record names the record that caused it, down to a root.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

ROOT = -1
"""The cause of a record that nothing in the run brought about."""


class Phase(IntEnum):
    """The order of things within one instant (fine print 2)."""

    COMMAND = 0
    WORLD = 1
    INCIDENT = 2
    ASSET = 3
    SERVICE = 4
    SENSE = 5
    MESSAGE = 6
    THINK = 7
    COMMAND_LEVEL = 8
    TASK = 9
    ACCOUNT = 10


class Kind(IntEnum):
    """What a record says; the number is part of the fingerprint and never reused."""

    INJECT_FIRED = 1
    EFFECT_APPLIED = 2
    EFFECT_ENDED = 3
    FLAG_SET = 4
    FLAG_CLEARED = 5
    DEMAND_CHANGED = 10
    RESOURCE_PRESENT = 11
    SURGE_ASKED = 12
    SURGE_ARRIVED = 13
    STOCK_ORDERED = 14
    STOCK_DELIVERED = 15
    STOCK_EMPTY = 16
    SUPPLIER_DOWN = 17
    SUPPLIER_UP = 18
    SUPPLIER_SWITCHED = 19
    LINK_BLOCKED = 20
    LINK_OPENED = 21
    PRECURSOR_SHOWN = 29
    INCIDENT_OPENED = 30
    INCIDENT_CLOSED = 31
    INCIDENT_CONTAINED = 32
    INCIDENT_LOOSE = 33
    INCIDENT_CROSSED = 34
    INCIDENT_HURT = 35
    INCIDENT_SPREAD = 36
    INCIDENT_PREVENTED = 37
    RUMOUR_STEPPED = 38
    UNIT_FAILED = 40
    UNIT_REPAIRED = 41
    ASSET_LEVEL = 42
    ASSET_RESTARTING = 43
    STANDBY_STARTED = 44
    STANDBY_REFUSED = 45
    STANDBY_STOPPED = 46
    BUFFER_STARTED = 47
    BUFFER_EMPTY = 48
    LATENT_DEFECT_FOUND = 49
    ASSET_SWITCHED = 50
    PERFORMANCE = 60
    SERVICE_DISRUPTED = 61
    SERVICE_RESUMED = 62
    SERVICE_OVER_RTO = 63
    SERVICE_OVER_MTPD = 64
    SEEN = 70
    REPORT_WITHHELD = 71
    REPORTED_IN_CONFIDENCE = 72
    INDICATOR_ALERT = 73
    INDICATOR_CLEAR = 74
    MESSAGE_SENT = 80
    MESSAGE_LOST = 81
    MESSAGE_ARRIVED = 82
    LINK_MISSED = 83
    STATEMENT_MADE = 84
    BELIEVED = 90
    MISREAD = 91
    OVERLOADED = 92
    RELIEVED = 93
    WARNING_ACTED_ON = 94
    BELIEF = 95
    """What the team now holds of the item that the BELIEVED record before it names."""
    LEVEL_DECIDED = 100
    LEVEL_ENTERED = 101
    LEVEL_ENDED = 102
    LEVEL_SUPERSEDED = 103
    AUTHORITY_TAKEN = 104
    CONTEXT_LOST = 105
    RHYTHM = 106
    PLAN_STARTED = 110
    PLAN_FINISHED = 111
    PLAN_FAILED = 112
    PLAN_MISSING = 113
    DECISION_OPENED = 115
    DECISION_TAKEN = 116
    DECISION_REVERSED = 117
    DECISION_LATE = 118
    WRONG_LEVEL = 119
    TASK_READY = 120
    TASK_STARTED = 121
    TASK_PAUSED = 122
    TASK_RESUMED = 123
    TASK_DONE = 124
    TASK_FAILED = 125
    TASK_RETRIED = 126
    TASK_GAVE_UP = 127
    TASK_STOPPED = 128
    RESOURCE_FREE = 129
    RESOURCE_SHORT = 130
    RESOURCE_ENOUGH = 131
    BEYOND_ROUTINE = 140
    ROUTINE_AGAIN = 141
    CATASTROPHE = 142
    SURPRISED = 143
    ENDED = 144
    INJECT_DUE = 150
    """From here on facts of an exercise alone. An inject that waits for a word from the facilitator is due."""
    INJECT_WITHHELD = 151
    INJECT_RESCHEDULED = 152
    """Its value is the new time in hours."""
    TEAM_PLAYED = 153
    """1: people play it from now on; 0: the model does."""
    NOTE_DUE = 154
    """Something waits for a played team to take it in; its value is the item, or -1."""
    TELL_DUE = 155
    """A played team has news to pass on; its value is the item."""
    RAISE_DUE = 156
    """The criteria of a level are met, and whether it is raised is for the players to say."""
    STAND_DOWN_DUE = 157
    PLAN_DUE = 158
    DECISION_CLOSED = 159
    """A decision was closed with nothing decided."""
    PINNED = 160
    UNPINNED = 161
    ROSTER_CHANGED = 162
    """Its value is how many people of the team are present."""
    ORDER_LIFTED = 163


class Record(NamedTuple):
    """One fact of a run, in the order in which the facts came about."""

    time_ms: int
    """Milliseconds since the scenario's start."""
    phase: int
    entity: int
    """The entity it is about, as numbered in the model."""
    kind: int
    value: float
    """A number whose meaning the kind gives: a level, an amount, an index."""
    cause: int
    """Index of the record that brought this one about, or ROOT."""
