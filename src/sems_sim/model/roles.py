"""Rows for people and what they do: teams, levels, plans, decisions, injects.

`entity` is the row's number among all entities; a row refers to another by its index in that table.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sems_sim.model.words import ItemKind, Span


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a team can know about."""

    kind: ItemKind
    index: int
    entity: int
    domain: int
    rank: float
    """How much it matters, for triage: larger first."""
    salt: int
    """A 32-bit number made of its name, by which draws about it are told apart."""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """People who see, report, tell, think, believe and act."""

    entity: int
    level: int
    """The level it works at, 0 to 2; NONE outside the organisation."""
    domain: int
    people: int
    attention: int
    """How many things it can handle at once."""
    watches: tuple[int, ...]
    """Items it sees for itself."""
    sees_per_h: float
    reports: float
    decides_law: int
    """Hours from seeing that something must be decided to deciding it."""
    handles_law: int
    """Hours to take in one message."""
    tells: tuple[int, ...]
    """Links it tells along."""
    quorum: int
    outside: bool
    competence: float
    """1 for a trained team; error probabilities are divided by it."""
    see_streams: tuple[int, ...]
    """One for each item it watches, in the same order."""
    report_stream: int
    confidential_stream: int
    handle_stream: int
    misread_stream: int
    triage_stream: int
    context_stream: int
    arrive_stream: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """How one team's word reaches another."""

    entity: int
    source: int
    target: int
    takes_law: int
    loses: float
    needs_asset: int
    """The asset it depends on (a radio net), or NONE."""
    cross_domain: bool
    takes_stream: int
    loses_stream: int
    missed_stream: int


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level of response: how it is raised, led, and stood down."""

    entity: int
    led_by: int
    when: tuple[tuple[int, ...], ...]
    """For each lower current level, the conditions (one per reading team) any of which raises this level."""
    direct: tuple[tuple[int, ...], ...]
    """The same, skipping levels between."""
    activation_law: int
    decides_law: int
    """Hours from the criteria being met to the decision; NONE for the deciding team's own."""
    rhythm_ms: int
    """Battle rhythm; 0 where the file says nothing (then the maturity table's value serves)."""
    quorum: int
    stand_down: int
    """Condition read by its leader, or NONE."""
    unlocks_resources: tuple[int, ...]
    unlocks_plans: tuple[int, ...]
    activation_stream: int
    delay_stream: int
    effects: Span = field(default_factory=Span)
    """Done on entry."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A piece of work: what it waits for, holds, takes and does."""

    entity: int
    plan: int
    after: tuple[int, ...]
    takes_law: int
    uses: tuple[tuple[int, int], ...]
    """(resource, how many)."""
    needs: tuple[int, ...]
    """Assets without which it pauses."""
    stock: tuple[tuple[int, float], ...]
    """(stock, lot) taken at the start."""
    chance: float
    retries: int
    """How often it is tried again after failing; -1 until it succeeds."""
    priority: int
    gives_up_ms: int
    outside: bool
    effects: Span
    """Done on success."""
    during: Span
    """Held while it runs."""
    takes_stream: int
    chance_stream: int
    rival_stream: int
    priority_stream: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Tasks that start together when a condition holds."""

    entity: int
    when: tuple[int, ...]
    """Conditions (one per reading team) any of which starts it; empty if it is only invoked."""
    level: int
    team: int
    covers: tuple[int, ...]
    """Risks."""
    per: int
    """The incident of which each occurrence has its own instance, or NONE."""
    tasks: Span
    improvised: bool
    """True if no plan was written and the engine supplied one."""
    answers: tuple[int, ...]
    """Incidents to which it is an answer."""
    ready_stream: int
    delay_stream: int


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One way to decide."""

    entity: int
    title: str
    is_policy: bool
    effects: Span
    cost: float


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A question to a team, with its options."""

    entity: int
    ask: str
    team: int
    level: int
    when: tuple[int, ...]
    within_ms: int
    options: Span
    error_stream: int
    choice_stream: int
    reverse_stream: int
    wrong_level_stream: int
    caution_stream: int
    delay_stream: int


@dataclass(frozen=True, slots=True)
class InjectRow:
    """Something the exercise puts in."""

    entity: int
    at_ms: int
    """NONE if it fires on a condition."""
    when: int
    unless: int
    effects: Span
    teams: tuple[int, ...]
    """Teams of the model among its recipients."""
    source: str
    recipients: tuple[str, ...]
    channel: str
    text: str
    truth: bool
    expect: str
    objective: str
    kind: str


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A named fact that effects set and conditions read."""

    entity: int
