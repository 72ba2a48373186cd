"""The words that tables are written in: kinds, verbs, effects.

An index of NONE means "there is none". Entities are numbered in the order of their names, so the order of the file
says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

NONE = -1
FOREVER_MS = 1 << 52
"""Later than any horizon; a patience, deadline or hold of this length never ends."""
FULL = 1_000_000
"""The level of an asset that works wholly: levels are integers in millionths, rounded down."""

ENTITY_BITS, KIND_BITS, NUMBER_BITS = 21, 8, 29
MAX_ENTITIES, MAX_KINDS, MAX_NUMBERS = 1 << ENTITY_BITS, 1 << KIND_BITS, 1 << NUMBER_BITS


class EntityKind(IntEnum):
    """What an entity is."""

    ORGANISATION = 0
    ASSET = 1
    SERVICE = 2
    RESOURCE = 3
    STOCK = 4
    SUPPLIER = 5
    TEAM = 6
    LINK = 7
    LEVEL = 8
    RISK = 9
    INDICATOR = 10
    INCIDENT = 11
    PLAN = 12
    TASK = 13
    DECISION = 14
    OPTION = 15
    INJECT = 16
    FLAG = 17


@dataclass(frozen=True, slots=True)
class Entity:
    """Anything that can be named in a record."""

    name: str
    """The stable name: `baggage`, `reconfigure_hv.make_safe`, `hv_desk-control_room:phone`."""
    kind: EntityKind
    index: int
    """The row in the table of its kind."""
    title: str
    """What people read."""


class Verb(IntEnum):
    """The verbs of the one effect language; the number orders nothing."""

    FAIL = 1
    REPAIR = 2
    SWITCH_ON = 3
    SWITCH_OFF = 4
    ISOLATE = 5
    RECONNECT = 6
    START = 7
    CONTAIN = 8
    WORSEN = 9
    END = 10
    DEMAND = 11
    CAPACITY = 12
    CANCEL = 13
    ADD = 14
    REMOVE = 15
    USE = 16
    ORDER = 17
    RAISE = 18
    STAND_DOWN = 19
    TELL = 20
    INVOKE = 21
    ASK = 22
    SET = 23
    CLEAR = 24
    SPEND = 25
    RELEASE = 26
    MATURITY = 27
    BLOCK = 28
    UNBLOCK = 29
    TAKE = 30
    """From here on verbs of an exercise alone, which no scenario file can say. Decide: value is an option, from 0."""
    PLAY = 31
    """A team is played by people (1), or run by the model again (0)."""
    HEAR = 32
    """A team takes in what waits for it: an item, or -1 for everything."""
    WITHHOLD = 33
    """An inject no longer comes by itself (1), or does so again (0)."""
    RESCHEDULE = 34
    """An inject is due at another time, in milliseconds."""
    PIN = 35
    """An asset, task, incident or level stays as it is."""
    UNPIN = 36
    ROSTER = 37
    """So many people of a team are present."""
    LIFT = 38
    """What an earlier order still holds ends; value is the order's number."""
    ENTER = 39
    """A level is entered at once: the room has gathered already."""


OFF_LIST = -2
"""The value of TAKE for a decision that none of its options says."""
LAPSE = -3
"""The value of TAKE for a decision that is closed with nothing decided."""


class Amount(IntEnum):
    """How an effect's number acts on what it changes."""

    ABSOLUTE = 0
    FACTOR = 1
    SUM = 2


class Hold(IntEnum):
    """How long an effect lasts."""

    AT_ONCE = 0
    """It happens and is over, or it stays for good."""
    FOR = 1
    UNTIL = 2
    WHILE_RUNNING = 3
    """As long as the task that carries it runs and is not paused."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One verb on one target. The `do` list of a task, option, inject or hurt is a range of these, in written order."""

    verb: Verb
    target: int
    """Index in the table that the verb acts on: asset, incident, service, resource, stock, level, plan, decision,
    flag, inject, maturity component, or for BLOCK and UNBLOCK link or supplier; NONE for SPEND, and for a
    TELL without `about`."""
    target_kind: EntityKind
    """The kind of the target; ORGANISATION for SPEND and MATURITY."""
    amount: Amount = Amount.ABSOLUTE
    value: float = 0.0
    """Units, factor, rate per hour, share, money or level, as the verb wants; -1 for all units of FAIL and REPAIR."""
    hold: Hold = Hold.AT_ONCE
    hold_ms: int = 0
    """For how long, for FOR."""
    condition: int = NONE
    """Condition that ends it, for UNTIL."""
    audience: tuple[int, ...] = ()
    """Teams told, for TELL."""
    truth: bool = True
    """Whether what is told is so."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A range of rows in another table: first and how many."""

    first: int = 0
    count: int = 0


class ItemKind(IntEnum):
    """What a picture can hold an item about."""

    ASSET = 1
    SERVICE = 2
    INCIDENT = 3


class QuantityKind(IntEnum):
    """What can be compared with a number."""

    LEVEL = 1
    PERFORMANCE = 2
    BACKLOG = 3
    LOST = 4
    FREE = 5
    STOCK = 6
    SEVERITY = 7
    COST = 8
    PEOPLE = 9
    RUMOUR = 10


class Opening(IntEnum):
    """What makes an incident open."""

    NEVER = 0
    """Only an effect or another incident's spread."""
    AT = 1
    WHEN = 2
    EVERY = 3
