"""Compiled conditions: small postfix programs, and the list of what wakes each.

Three values: a picture that lacks an item makes every test on it unknown, and so is its `not` (fine print 13);
a condition holds only if it is true. `and` is the smaller, `or` the larger, `not x` is TRUE - x.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

FALSE, UNKNOWN, TRUE = 0, 1, 2


class Op(IntEnum):
    """What one step of a program does to the stack."""

    FACT = 0
    NOT = 1
    AND = 2
    OR = 3
    HELD = 4
    """The value below has been true without a break for `duration_ms`."""
    CONSTANT = 5


class Fact(IntEnum):
    """What a condition can ask; `index` is the row of the thing asked about."""

    UP = 1
    DOWN = 2
    LEVEL = 3
    PERFORMANCE = 4
    BACKLOG = 5
    LOST = 6
    BELOW_MBCO = 7
    OVER_RTO = 8
    OVER_MTPD = 9
    FREE = 10
    SHORT = 11
    STOCK = 12
    AVAILABLE = 13
    ACTIVE = 14
    SEVERITY = 15
    CONTAINED = 16
    OPENED = 17
    RESPONSE = 18
    RUNNING = 19
    DONE = 20
    FAILED = 21
    CHOSEN = 22
    TIME = 23
    CLOCK = 24
    FLAG = 25
    COST = 26
    PEOPLE = 27
    ALERT = 28
    RUMOUR = 29


PICTURED = frozenset(
    {
        Fact.UP,
        Fact.DOWN,
        Fact.LEVEL,
        Fact.PERFORMANCE,
        Fact.BACKLOG,
        Fact.LOST,
        Fact.BELOW_MBCO,
        Fact.OVER_RTO,
        Fact.OVER_MTPD,
        Fact.ACTIVE,
        Fact.SEVERITY,
        Fact.CONTAINED,
        Fact.OPENED,
    }
)
"""Facts that a team believes; everybody reads the truth of all others (fine print 13)."""


class Comparison(IntEnum):
    """How a quantity on the left meets a constant on the right."""

    NONE = 0
    LT = 1
    LE = 2
    GT = 3
    GE = 4
    EQ = 5
    NE = 6


def compare(left: float, comparison: int, right: float) -> bool:
    """Return whether `left comparison right` holds."""
    if comparison == Comparison.LT:
        return left < right
    if comparison == Comparison.LE:
        return left <= right
    if comparison == Comparison.GT:
        return left > right
    if comparison == Comparison.GE:
        return left >= right
    if comparison == Comparison.EQ:
        return left == right
    return left != right


class Signal(IntEnum):
    """What can wake a condition; `index` (and `team` for PICTURE) says which."""

    ASSET = 1
    SERVICE = 2
    """Its performance or one of its clocks changed."""
    THRESHOLD = 3
    RESOURCE = 4
    SUPPLIER = 5
    INCIDENT = 6
    """Opened, closed, contained or loose."""
    OPENED = 7
    """The number of open incidents; index 0."""
    RESPONSE = 8
    """The current level; index 0."""
    PLAN = 9
    TASK = 10
    DECISION = 11
    FLAG = 12
    COST = 13
    PEOPLE = 14
    ALERT = 15
    RUMOUR = 16
    PICTURE = 17
    """Item `index` in the picture of `team`."""
    TIME = 18
    """The scenario clock reaches `index` milliseconds."""
    CLOCK = 19
    """The time of day reaches `index` milliseconds, each day."""


@dataclass(frozen=True, slots=True)
class Wake:
    """One thing whose change makes a condition worth evaluating again."""

    signal: Signal
    index: int
    team: int = -1


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a postfix program."""

    op: Op
    fact: int = 0
    """A Fact, for FACT; FALSE or TRUE, for CONSTANT."""
    index: int = -1
    """The row asked about; for DONE and FAILED the plan, for CHOSEN the decision."""
    part: int = -1
    """The task of DONE and FAILED, the option of CHOSEN; -1 for the whole."""
    comparison: int = 0
    constant: float = 0.0
    """In the quantity's own unit; milliseconds for TIME and CLOCK; 0 to 2 for RESPONSE."""
    threshold: int = -1
    """The threshold whose side decides a flowing quantity read as truth."""
    negated: bool = False
    """For a threshold: whether the comparison is the other side (< and <=)."""
    team: int = -1
    """The reader: a team, whose picture is read, or -1 for the truth."""
    item: int = -1
    """The item of the picture, for facts that are pictured."""
    slot: int = -1
    """For HELD: where this condition keeps since when it has held."""
    duration_ms: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """A test that is evaluated when something it depends on has changed, never polled."""

    text: str
    steps: tuple[Step, ...]
    wakes: tuple[Wake, ...]
    slots: int
    """How many HELD steps it has."""
    reluctant: bool = False
    """True for what raises a level: thresholds and holding times are scaled by the reluctance to escalate."""
