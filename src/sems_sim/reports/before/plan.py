"""An exercise before the day: what players may know, and apart from it all the rest."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.exercise import style as styles


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective as everybody may read it."""

    id: str
    text: str
    capability: str
    sems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A module as it is handed out when it begins; counted from 1."""

    number: int
    title: str
    room_ms: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """A role in the room."""

    title: str
    team: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """A team as everybody knows it."""

    title: str
    level: str
    members: tuple[str, ...]
    people: int
    location: str
    is_played: bool
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of response: who leads it, and what it needs; never what raises it on the day."""

    label: str
    led_by: str
    quorum: int | None
    rhythm_ms: int | None


@dataclass(frozen=True, slots=True)
class Duty:
    """A service and what its continuity plan promises."""

    title: str
    mbco: float
    """Share of the demand that must be served at least; 0 if nothing is promised."""
    rto_ms: int | None
    mtpd_ms: int | None
    is_critical: bool


@dataclass(frozen=True, slots=True)
class ForPlayers:
    """All that players may know before the day: nothing that lies ahead is in it."""

    title: str
    marking: str
    style: styles.Style
    starts: str
    """Date and time at which the scenario begins, in words."""
    began: str
    """The same in ISO 8601."""
    sponsor: str
    contact: str
    venue: str
    participants: tuple[str, ...]
    organisation: str
    background: str
    duties: tuple[Duty, ...]
    aims: tuple[Aim, ...]
    sheets: tuple[Sheet, ...]
    seats: tuple[Seat, ...]
    groups: tuple[Group, ...]
    tiers: tuple[Tier, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An inject, with all that whoever gives it has to know."""

    id: str
    title: str
    kind: str
    at_ms: int | None
    time: str
    """The scenario's clock time, for one that has a time."""
    condition: str
    unless: str
    source: str
    to: tuple[str, ...]
    channel: str
    text: str
    truth: bool
    expect: str
    objectives: tuple[str, ...]
    capability: str
    task: str
    controller: str
    location: str
    phase: str
    storyline: str
    priority: str
    notes: str
    is_public: bool
    effects: str
    """What it brings about in the model, in words; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Span:
    """A module on the scenario's clock."""

    number: int
    title: str
    from_ms: int
    to_ms: int
    times: str
    room_ms: int
    questions: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Test:
    """An objective as evaluators need it."""

    aim: Aim
    tasks: tuple[str, ...]
    target: str
    owner: str
    source: str
    note: str
    events: tuple[str, ...]
    """Numbers of the injects that serve it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the scenario that players will have to decide."""

    ask: str
    team: str
    condition: str
    within_ms: int | None
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DebriefQuestion:
    """A question for the debrief."""

    ask: str
    objectives: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Plan:
    """An exercise before the day, whole: for the eyes of control and evaluators."""

    players: ForPlayers
    id: str
    summary: str
    events: tuple[Event, ...]
    """By time; those without one at the end, in the order of the file."""
    spans: tuple[Span, ...]
    tests: tuple[Test, ...]
    questions: tuple[Question, ...]
    debrief: tuple[DebriefQuestion, ...]
    secrets: tuple[tuple[str, str], ...]
    """(what it is, its words) of everything that must not reach a player beforehand."""
